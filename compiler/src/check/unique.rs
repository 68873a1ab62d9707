//! What may stand in a catalog once only: ids, Rust names, wire codes, provider codes. And how much fits.

use std::collections::HashMap;
use std::hash::Hash;

use crate::diagnostic::{Diagnostic, Sink, quote};
use crate::lower::variant;
use crate::model::{Code, Model};
use crate::rules::Rule;
use crate::source::{Sources, Span};

/// The most codes, retired ids or provider codes of a catalog: tables number them with 16 bits, of which three are taken.
const MOST: usize = 65_533;

/// The most things of any other kind: more than anybody needs, and few enough to compare each with each.
const MOST_NAMED: usize = 1_000;

/// The most translations: more than there are languages that people shop in.
const MOST_LOCALES: usize = 200;

/// Runs the checks; whether what there is fits.
pub fn check(model: &mut Model, sources: &Sources, sink: &mut Sink) -> bool {
    drop_duplicates(model, sources, sink);
    names(&model.codes, sources, sink);
    wire_codes(model, sources, sink);
    provider_codes(model, sources, sink);
    limits(model, sink)
}

/// Where a key was seen first, if it was.
fn seen<K: Hash + Eq>(first: &mut HashMap<K, Span>, key: K, span: Span) -> Option<Span> {
    match first.entry(key) {
        std::collections::hash_map::Entry::Occupied(entry) => Some(*entry.get()),
        std::collections::hash_map::Entry::Vacant(entry) => {
            entry.insert(span);
            None
        }
    }
}

fn twice(rule: Rule, message: String, span: Span, first: Span, sources: &Sources) -> Diagnostic {
    let label = format!("already defined at {}", sources.place(first));
    Diagnostic::new(rule, message).at(span).label(label).related(first, "first defined")
}

/// Reports ids that are defined again, and keeps the first of each.
fn drop_duplicates(model: &mut Model, sources: &Sources, sink: &mut Sink) {
    let mut first = HashMap::new();
    let help = "codes are never re-used; pick another id";
    model.codes.retain(|code| match seen(&mut first, code.id.value.clone(), code.id.span) {
        Some(at) => {
            let message = format!("duplicate code {}", quote(&code.id.value));
            sink.push(twice(Rule::DuplicateCode, message, code.id.span, at, sources).help(help));
            false
        }
        None => true,
    });
    let mut tombstones = HashMap::new();
    model.retired.retain(|retired| {
        if let Some(&at) = first.get(&retired.id.value) {
            let message = format!("retired id {} is defined as a code", quote(&retired.id.value));
            let help = "a retired id is never used again; pick another id for the code";
            let diagnostic = Diagnostic::new(Rule::RetiredId, message).at(at);
            sink.push(diagnostic.related(retired.id.span, "retired").help(help));
            return false;
        }
        match seen(&mut tombstones, retired.id.value.clone(), retired.id.span) {
            Some(at) => {
                let message = format!("duplicate retired id {}", quote(&retired.id.value));
                sink.push(
                    twice(Rule::DuplicateCode, message, retired.id.span, at, sources).help("keep one of the two"),
                );
                false
            }
            None => true,
        }
    });
}

fn names(codes: &[Code], sources: &Sources, sink: &mut Sink) {
    let mut first: HashMap<&str, (&str, Span)> = HashMap::new();
    for code in codes {
        let id = code.id.value.as_str();
        match first.get(code.rust_name.as_str()) {
            Some(&(other, at)) => {
                let message = format!("{} and {} both become `{}` in Rust", quote(other), quote(id), code.rust_name);
                let help = format!("give one of them a `rust_name`, such as `{}2`", variant(id).trim_end_matches('_'));
                sink.push(twice(Rule::NameClash, message, code.id.span, at, sources).help(help));
            }
            None => {
                first.insert(&code.rust_name, (id, code.id.span));
            }
        }
    }
}

fn wire_codes(model: &Model, sources: &Sources, sink: &mut Sink) {
    let mut first: HashMap<&String, Span> = HashMap::new();
    first.extend(model.retired.iter().map(|retired| (&retired.id.value, retired.id.span)));
    for code in &model.codes {
        let (wire, span) =
            code.wire_code.as_ref().map_or((&code.id.value, code.id.span), |wire| (&wire.value, wire.span));
        if let Some(at) = seen(&mut first, wire, span) {
            let message = format!("duplicate wire code {}", quote(wire));
            let help = "an answer could not be told apart; let one of them travel under another `wire_code`";
            sink.push(twice(Rule::DuplicateWireCode, message, span, at, sources).help(help));
        }
    }
}

fn provider_codes(model: &Model, sources: &Sources, sink: &mut Sink) {
    let mut first = HashMap::new();
    for provider in model.codes.iter().flat_map(|code| &code.provider_codes) {
        if let Some(at) = seen(&mut first, (&provider.scope, &provider.code.value), provider.code.span) {
            let message =
                format!("duplicate provider code {} of scope {}", quote(&provider.code.value), quote(&provider.scope));
            let help = "a provider's code means one code in its scope";
            sink.push(twice(Rule::DuplicateProviderCode, message, provider.code.span, at, sources).help(help));
        }
    }
}

fn limits(model: &Model, sink: &mut Sink) -> bool {
    let before = sink.len();
    let ids = model.codes.len() + model.retired.len();
    let provider_codes = model.codes.iter().map(|code| code.provider_codes.len()).sum();
    for (what, count, most) in [
        ("ids", ids, MOST),
        ("provider codes", provider_codes, MOST),
        ("retry policies", model.policies.len(), MOST_NAMED),
        ("outcomes", model.outcomes.len(), MOST_NAMED),
        ("envelopes", model.envelopes.len(), MOST_NAMED),
        ("values of `context`", model.context.len(), MOST_NAMED),
        ("redirects", model.redirects.len(), MOST_NAMED),
        ("rows of sources", model.sources.iter().map(|source| source.rows.len()).sum(), MOST_NAMED),
        ("locales", model.locales.len(), MOST_LOCALES),
    ] {
        let help = "split it into several catalogs";
        too_many(
            format!("the catalog has {count} {what}, and at most {most} fit"),
            count,
            most,
            model.span,
            help,
            sink,
        );
    }
    for code in &model.codes {
        let message = format!("code {} has more than {MOST_NAMED} parameters", quote(&code.id.value));
        too_many(message, code.params.len().max(code.set.len()), MOST_NAMED, code.id.span, "carry them in one", sink);
    }
    sink.len() == before
}

fn too_many(message: String, count: usize, most: usize, span: Span, help: &str, sink: &mut Sink) {
    if count > most {
        sink.push(Diagnostic::new(Rule::TooManyCodes, message).at(span).help(help));
    }
}
