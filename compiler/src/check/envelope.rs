//! Envelopes and redirects: exactly one value fills every `$name`.

use std::collections::{HashMap, HashSet};

use errcat_core::__private::MAX_SLOTS;
use errcat_core::__private::template::BUILT_IN_SLOTS;

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::model::{Code, Json, Model};
use crate::text::quote::quote;
use crate::text::span::Span;
use crate::text::suggest::Suggest;

/// A `$name` in an envelope.
struct Slot<'m> {
    name: &'m str,
    optional: bool,
    span: Span,
}

/// Checks every envelope and redirect.
pub fn check(model: &Model, sink: &mut Sink) {
    let context: HashSet<&str> = model.context.iter().map(|value| value.name.value.as_str()).collect();
    // Constants from defaults, and whether an envelope of any code that inherits them uses them.
    let mut inherited: HashMap<Span, (&str, bool)> = HashMap::new();
    for (place, envelope) in model.envelopes.iter().enumerate() {
        let users: Vec<&Code> = model
            .codes
            .iter()
            .filter(|code| code.envelope.as_ref().is_some_and(|envelope| envelope.to == Some(place)))
            .collect();
        let slots = slots(&envelope.template);
        if slots.len() > MAX_SLOTS {
            let message = format!("envelope {} has more than {MAX_SLOTS} `$name`s", quote(&envelope.name.value));
            sink.push(
                Diagnostic::new(Rule::InvalidEnvelope, message).at(envelope.name.span).help("use each name once"),
            );
            continue;
        }
        for slot in &slots {
            let general = usize::from(context.contains(slot.name))
                + usize::from(BUILT_IN_SLOTS.iter().any(|(own, _)| *own == slot.name));
            if general == 0 && users.iter().all(|code| fillers(code, slot.name) == 0) {
                sink.push(nothing(model, slot, &users));
            } else {
                for code in &users {
                    fill(code, slot, general, sink);
                }
            }
        }
        for code in &users {
            constants(code, &slots, &mut inherited, sink);
        }
    }
    for code in model.codes.iter().filter(|code| code.envelope.is_none()) {
        constants(code, &[], &mut inherited, sink);
    }
    for (span, (name, _)) in inherited.into_iter().filter(|(_, (_, used))| !used) {
        let message = format!("constant {} is not used", quote(name));
        let help = format!("remove it: no code that inherits it has an envelope with `${name}`");
        sink.push(Diagnostic::new(Rule::InvalidEnvelope, message).at(span).help(help));
    }
    redirects(model, sink);
}

fn slots(template: &Json) -> Vec<Slot<'_>> {
    let mut all = Vec::new();
    let mut open = vec![template];
    while let Some(json) = open.pop() {
        match json {
            Json::Name { name, optional, span } => all.push(Slot { name, optional: *optional, span: *span }),
            Json::Object(members) => open.extend(members.iter().map(|(_, value)| value)),
            Json::List(items) => open.extend(items),
            _ => {}
        }
    }
    all
}

/// Counts the constants and parameters of a code that fill a name.
fn fillers(code: &Code, name: &str) -> usize {
    code.set.iter().filter(|(key, _)| key.value == name).count()
        + code.params.iter().filter(|param| param.name.value == name).count()
}

/// Checks that exactly one value fills a name for a code. `general` counts the values that fill it for every code.
fn fill(code: &Code, slot: &Slot<'_>, general: usize, sink: &mut Sink) {
    let (message, help) = match general + fillers(code, slot.name) {
        0 if slot.optional => return,
        0 => {
            let message = format!("nothing fills `${}` for {}", slot.name, quote(&code.id.value));
            (message, format!("give it a parameter `{0}`, or a constant in `set: {{{0}: …}}`", slot.name))
        }
        1 => return,
        _ => {
            let help = "rename the constant, the parameter or the value of `context`, so that one of them fills it";
            (format!("several values fill `${}` for {}", slot.name, quote(&code.id.value)), help.to_owned())
        }
    };
    let diagnostic = Diagnostic::new(Rule::InvalidEnvelope, message).at(code.id.span);
    sink.push(diagnostic.related(slot.span, "used").help(help));
}

/// Returns the diagnostic for a name that nothing fills for any code. It is probably misspelled.
fn nothing(model: &Model, slot: &Slot<'_>, users: &[&Code]) -> Diagnostic {
    let context = model.context.iter().map(|value| value.name.value.as_str());
    let params = users.iter().flat_map(|code| code.params.iter().map(|param| param.name.value.as_str()));
    let names = BUILT_IN_SLOTS.into_iter().map(|(name, _)| name);
    let help = Suggest::new(slot.name, names.chain(context).chain(params))
        .question_as(|near| format!("${near}"))
        .unwrap_or_else(|| "declare it in `context`, as a parameter, or as a constant in `set`".to_owned());
    Diagnostic::new(Rule::InvalidEnvelope, format!("nothing fills `${}`", slot.name)).at(slot.span).help(help)
}

/// Reports constants that no envelope uses. A constant from `defaults` only needs one code whose envelope uses it.
fn constants<'m>(code: &'m Code, slots: &[Slot<'_>], inherited: &mut HashMap<Span, (&'m str, bool)>, sink: &mut Sink) {
    for (key, _) in &code.set {
        if !within(code.span, key.span) {
            inherited.entry(key.span).or_insert((&key.value, false)).1 |=
                slots.iter().any(|slot| slot.name == key.value);
        } else if !slots.iter().any(|slot| slot.name == key.value) {
            let help = Suggest::new(&key.value, slots.iter().map(|slot| slot.name)).question().unwrap_or_else(|| {
                format!("remove it: the envelope of {} has no `${}`", quote(&code.id.value), key.value)
            });
            let message = format!("constant {} is not used", quote(&key.value));
            sink.push(Diagnostic::new(Rule::InvalidEnvelope, message).at(key.span).help(help));
        }
    }
}

fn within(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
}

/// Checks redirects: their values are literals, URLs of outcomes, or public names of errcat.
fn redirects(model: &Model, sink: &mut Sink) {
    const PUBLIC: [&str; 5] = ["code", "customer", "title", "status", "docs_url"];
    let mut urls: Vec<&str> = vec!["success_url", "cancel_url", "error_url"];
    urls.extend(model.outcomes.iter().filter_map(|outcome| outcome.to.as_deref()));
    for redirect in &model.redirects {
        let Json::Object(members) = &redirect.template else { continue };
        for (_, value) in members {
            let Json::Name { name, span, .. } = value else { continue };
            if PUBLIC.contains(&name.as_str()) || urls.contains(&name.as_str()) {
                continue;
            }
            let help = Suggest::new(name, PUBLIC.into_iter().chain(urls.iter().copied()))
                .question_as(|near| format!("${near}"))
                .unwrap_or_else(|| {
                    "use `$code`, `$customer`, `$title`, `$status`, `$docs_url` and the URLs".to_owned()
                });
            let message = format!("a redirect cannot use `${name}`");
            sink.push(Diagnostic::new(Rule::InvalidEnvelope, message).at(*span).help(help));
        }
    }
}
