//! Uniqueness of ids, Rust names, wire codes and provider codes, and the sizes that tables can hold.

use std::collections::{HashMap, HashSet};

use errcat_core::__private::Pattern;

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::model::{Code, Model, ProviderCode};
use crate::text::id::{is_id, variant};
use crate::text::quote::quote;
use crate::text::source::Sources;
use crate::text::span::{Span, Spanned};

/// The most ids or provider codes of a catalog. Tables number them with 16 bits, and three numbers are reserved.
const MOST: usize = 65_533;

/// The most definitions of any other kind: few enough to compare each with each.
const MOST_NAMED: usize = 1_000;

/// The most locales of a catalog.
const MOST_LOCALES: usize = 200;

/// Runs the checks. Returns whether the catalog fits into tables.
pub fn check(model: &mut Model, sources: &Sources, sink: &mut Sink) -> bool {
    drop_duplicates(model, sources, sink);
    names(&model.codes, sources, sink);
    wire_codes(model, sources, sink);
    provider_codes(model, sources, sink);
    let fits = limits(model, sink);
    if fits {
        provider_ranges(model, sink);
    }
    fits
}

/// Returns the place where a key was first seen, if it was seen before.
fn seen<'k>(first: &mut HashMap<&'k str, Span>, key: &'k str, span: Span) -> Option<Span> {
    let at = *first.entry(key).or_insert(span);
    (at != span).then_some(at)
}

/// Returns the diagnostic for a second definition.
pub(super) fn twice(rule: Rule, message: String, span: Span, first: Span, sources: &Sources) -> Diagnostic {
    let label = format!("already defined at {}", sources.place(first));
    Diagnostic::new(rule, message).at(span).label(label).related(first, "first defined")
}

/// Reports duplicate ids, and keeps the first of each.
fn drop_duplicates(model: &mut Model, sources: &Sources, sink: &mut Sink) {
    let mut first = HashMap::new();
    let mut kept = Vec::new();
    for Spanned { value: id, span } in model.codes.iter().map(|code| &code.id) {
        let at = seen(&mut first, id, *span);
        if let Some(at) = at {
            let message = format!("duplicate code {}", quote(id));
            let help = "choose another id; ids are never re-used";
            sink.push(twice(Rule::DuplicateCode, message, *span, at, sources).help(help));
        }
        kept.push(at.is_none());
    }
    let mut tombstones = HashMap::new();
    let mut kept_retired = Vec::new();
    for Spanned { value: id, span } in model.retired.iter().map(|retired| &retired.id) {
        let (code, other) = (first.get(id.as_str()), seen(&mut tombstones, id, *span));
        if let Some(&code) = code {
            let message = format!("retired id {} is defined as a code", quote(id));
            let help = "choose another id for the code; retired ids are never re-used";
            sink.push(Diagnostic::new(Rule::RetiredId, message).at(code).related(*span, "retired").help(help));
        } else if let Some(at) = other {
            let message = format!("duplicate retired id {}", quote(id));
            sink.push(twice(Rule::DuplicateCode, message, *span, at, sources).help("keep one of the two"));
        }
        kept_retired.push(code.is_none() && other.is_none());
    }
    keep(&mut model.codes, kept);
    keep(&mut model.retired, kept_retired);
}

fn keep<T>(all: &mut Vec<T>, kept: Vec<bool>) {
    let mut kept = kept.into_iter();
    all.retain(|_| kept.next() == Some(true));
}

fn names(codes: &[Code], sources: &Sources, sink: &mut Sink) {
    let taken: HashSet<&str> = codes.iter().map(|code| code.rust_name.as_str()).collect();
    let mut first = HashMap::new();
    // An invalid id was already reported.
    for (place, code) in codes.iter().enumerate().filter(|(_, code)| is_id(&code.id.value)) {
        let other = &codes[*first.entry(code.rust_name.clone()).or_insert(place)];
        if !std::ptr::eq(other, code) {
            let (one, id) = (quote(&other.id.value), quote(&code.id.value));
            let message = format!("{one} and {id} both become `{}` in Rust", code.rust_name);
            let name = variant(&code.id.value);
            let name = name.trim_end_matches('_');
            let free = (2..100).map(|number| format!("{name}{number}")).find(|name| !taken.contains(name.as_str()));
            let such_as = free.map_or(String::new(), |name| format!(", such as `{name}`"));
            let help = format!("give one of them a `rust_name`{such_as}");
            sink.push(twice(Rule::NameClash, message, code.id.span, other.id.span, sources).help(help));
        }
    }
}

/// Checks that each name in an answer means one code: wire codes, ids, aliases, and the names of retired codes.
fn wire_codes(model: &Model, sources: &Sources, sink: &mut Sink) {
    let mut first: HashMap<&str, Span> = HashMap::new();
    first.extend(model.retired.iter().map(|retired| (retired.id.value.as_str(), retired.id.span)));
    for retired in &model.retired {
        for Spanned { value: name, span } in retired.wire_code.iter().chain(&retired.aliases) {
            if let Some(at) = seen(&mut first, name, *span) {
                let message = format!("{} names two retired codes", quote(name));
                sink.push(twice(Rule::DuplicateWireCode, message, *span, at, sources).help("keep one of the two"));
            }
        }
    }
    let retired: HashSet<&str> = first.keys().copied().collect();
    for code in &model.codes {
        let Spanned { value: wire, span } = code.wire_code.as_ref().unwrap_or(&code.id);
        if let Some(at) = seen(&mut first, wire, *span) {
            let (message, help) = if retired.contains(wire.as_str()) {
                (
                    format!("{} was a name of a retired code", quote(wire)),
                    "give the code another `wire_code`: older clients would read the retired error",
                )
            } else {
                (
                    format!("duplicate wire code {}", quote(wire)),
                    "give one of them another `wire_code`, so that answers are unambiguous",
                )
            };
            sink.push(twice(Rule::DuplicateWireCode, message, *span, at, sources).help(help));
        }
    }
    // An id names its code even if the wire code differs.
    let ids = model.codes.iter().map(|code| (code.id.value.as_str(), code.id.span));
    ids.for_each(|(id, span)| _ = first.entry(id).or_insert(span));
    for alias in model.codes.iter().flat_map(|code| &code.aliases) {
        if let Some(at) = seen(&mut first, &alias.value, alias.span) {
            let message = format!("alias {} already names another code", quote(&alias.value));
            let help = "remove it: an alias cannot be an id, a wire code or an alias of another code";
            sink.push(twice(Rule::DuplicateWireCode, message, alias.span, at, sources).help(help));
        }
    }
    numbers(model, sink);
    problem_types(model, sources, sink);
}

/// Checks that all codes and the unknown error state their wire codes, if one wire code is a number.
fn numbers(model: &Model, sink: &mut Sink) {
    let Some(number) = model.codes.iter().find(|code| code.wire_number.is_some()) else { return };
    let unstated: Vec<&Code> = model.codes.iter().filter(|code| !code.states_wire_code).collect();
    let id = quote(&number.id.value);
    if let Some(first) = unstated.first() {
        let others = match unstated.len() {
            1 => String::new(),
            2 => " and 1 other".to_owned(),
            more => format!(" and {} others", more - 1),
        };
        let message =
            format!("{id} has a number as its `wire_code`, but {}{others} would have a text", quote(&first.id.value));
        let diagnostic = Diagnostic::new(Rule::MissingKey, message).at(first.id.span);
        let help = "give every code a `wire_code`";
        sink.push(diagnostic.related(number.id.span, "has a number").help(help));
    }
    if !model.unknown.states_code {
        let message = format!("{id} has a number as its `wire_code`, but the unknown error would have `UNKNOWN`");
        let diagnostic = Diagnostic::new(Rule::MissingKey, message).at(model.unknown.code.span);
        sink.push(diagnostic.related(number.id.span, "has a number").help("give `unknown` a `code`"));
    }
}

/// Checks that no code has the problem type of a retired code.
fn problem_types(model: &Model, sources: &Sources, sink: &mut Sink) {
    let retired = model.retired.iter().filter_map(|retired| retired.docs_url.as_ref());
    let first: HashMap<&str, Span> = retired.map(|url| (url.value.as_str(), url.span)).collect();
    for code in model.codes.iter().filter(|_| model.problem_type.is_none()) {
        let Some(at) = code.docs_url.as_deref().and_then(|url| first.get(url)) else { continue };
        let message = format!("the `docs_url` of {} was the problem type of a retired code", quote(&code.id.value));
        let help = "give the code another `docs_url`: older clients would read the retired error";
        sink.push(twice(Rule::DuplicateWireCode, message, code.id.span, *at, sources).help(help));
    }
}

fn provider_codes(model: &Model, sources: &Sources, sink: &mut Sink) {
    let mut first: HashMap<(&str, &str), Span> = HashMap::new();
    for ProviderCode { scope, code: Spanned { value, span } } in
        model.codes.iter().flat_map(|code| &code.provider_codes)
    {
        let at = *first.entry((scope, value)).or_insert(*span);
        if at != *span {
            let message = format!("duplicate provider code {} of scope {}", quote(value), quote(scope));
            let help = "list a provider code for only one code of a scope";
            sink.push(twice(Rule::DuplicateProviderCode, message, *span, at, sources).help(help));
        }
    }
}

/// Reports ranges that overlap without one containing the other, because neither takes precedence.
fn provider_ranges(model: &Model, sink: &mut Sink) {
    let mut before: Vec<(&ProviderCode, &str, &str)> = Vec::new();
    for provider in model.codes.iter().flat_map(|code| &code.provider_codes) {
        let Pattern::Range(first, last) = Pattern::of(&provider.code.value) else { continue };
        let overlap = before.iter().find_map(|(other, start, end)| {
            if other.scope != provider.scope || start.len() != first.len() {
                return None;
            }
            // Texts of one length compare like the numbers that they are.
            let both = (first.max(*start), last.min(*end));
            let nested = both == (first, last) || both == (*start, *end);
            (both.0 <= both.1 && !nested).then_some((other, both))
        });
        if let Some((other, (from, to))) = overlap {
            let Spanned { value, span } = &provider.code;
            let (one, two, scope) = (quote(&other.code.value), quote(value), quote(&provider.scope));
            let both = if from == to { from.to_owned() } else { format!("{from}-{to}") };
            let diagnostic = Diagnostic::new(
                Rule::DuplicateProviderCode,
                format!("provider codes {one} and {two} of scope {scope} overlap"),
            );
            let help = format!("remove {} from one of them, or make one contain the other", quote(&both));
            sink.push(diagnostic.at(*span).related(other.code.span, "the other range").help(help));
        }
        before.push((provider, first, last));
    }
}

fn limits(model: &Model, sink: &mut Sink) -> bool {
    let before = sink.len();
    let aliases = model.codes.iter().map(|code| code.aliases.len()).sum::<usize>();
    let retired = model.retired.iter().map(|retired| 1 + retired.aliases.len()).sum::<usize>();
    let ids = model.codes.len() + aliases + retired;
    let provider_codes = model.codes.iter().map(|code| code.provider_codes.len()).sum();
    let all = model.codes.iter().flat_map(|code| &code.provider_codes);
    let scopes: HashSet<&str> = all.clone().map(|provider| provider.scope.as_str()).collect();
    let patterns = all.filter(|provider| !Pattern::of(&provider.code.value).is_exact()).count();
    for (what, count, most) in [
        ("ids", ids, MOST),
        ("provider codes", provider_codes, MOST),
        ("ranges and prefixes of provider codes", patterns, MOST_NAMED),
        ("scopes of provider codes", scopes.len(), MOST_NAMED),
        ("retry policies", model.policies.len(), MOST_NAMED),
        ("outcomes", model.outcomes.len(), MOST_NAMED),
        ("envelopes", model.envelopes.len(), MOST_NAMED),
        ("values of `context`", model.context.len(), MOST_NAMED),
        ("redirects", model.redirects.len(), MOST_NAMED),
        ("rows of upstreams", model.upstreams.iter().map(|upstream| upstream.rows.len()).sum(), MOST_NAMED),
        ("locales", model.locales.len(), MOST_LOCALES),
    ] {
        let help = "split it into several catalogs";
        too_many(format!("the catalog has {count} {what}; the limit is {most}"), count, most, model.span, help, sink);
    }
    for code in &model.codes {
        let message = format!("code {} has more than {MOST_NAMED} parameters", quote(&code.id.value));
        too_many(
            message,
            code.params.len().max(code.set.len()),
            MOST_NAMED,
            code.id.span,
            "combine some into one",
            sink,
        );
    }
    sink.len() == before
}

fn too_many(message: String, count: usize, most: usize, span: Span, help: &str, sink: &mut Sink) {
    if count > most {
        sink.push(Diagnostic::new(Rule::TooManyCodes, message).at(span).help(help));
    }
}
