//! Envelopes and redirects: exactly one value fills every `$name`.

use std::collections::{HashMap, HashSet};

use errcat_core::__private::template::BUILT_IN_SLOTS;

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::model::{Code, Envelope, Json, Model, Unknown};
use crate::text::placeholder::is_name;
use crate::text::quote::quote;
use crate::text::span::{Span, Spanned};
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
    let unknown = &model.unknown;
    let own_unknown = Some(unknown).filter(|unknown| unknown.is.is_none());
    for (place, envelope) in model.envelopes.iter().enumerate() {
        let is_of_unknown = unknown.envelope.as_ref().is_some_and(|envelope| envelope.to == Some(place));
        let is_for_unknown = |name: &str| is_of_unknown && unknown.set.iter().any(|(key, _)| key.value == name);
        let users: Vec<&Code> = model
            .codes
            .iter()
            .filter(|code| code.envelope.as_ref().is_some_and(|envelope| envelope.to == Some(place)))
            .collect();
        let slots = slots(&envelope.template);
        for slot in &slots {
            let general = usize::from(context.contains(slot.name))
                + usize::from(BUILT_IN_SLOTS.iter().any(|(own, _)| *own == slot.name));
            let fills = |code: &&Code| fillers(code, slot.name) > 0;
            if general == 0 && !is_for_unknown(slot.name) && !users.iter().any(fills) {
                sink.push(nothing(model, slot, &users));
            } else {
                for code in &users {
                    fill(code, slot, general, sink);
                }
            }
        }
        for code in &users {
            constants(Owner::Code(code), &slots, &mut inherited, sink);
        }
        if own_unknown.is_some() && is_of_unknown {
            constants(Owner::Unknown(unknown), &slots, &mut inherited, sink);
            for slot in &slots {
                fill_for_unknown(model, slot, sink);
            }
        }
    }
    for code in model.codes.iter().filter(|code| code.envelope.is_none()) {
        constants(Owner::Code(code), &[], &mut inherited, sink);
    }
    if let Some(unknown) = own_unknown.filter(|unknown| unknown.envelope.is_none()) {
        constants(Owner::Unknown(unknown), &[], &mut inherited, sink);
    }
    for (span, (name, _)) in inherited.into_iter().filter(|(_, (_, used))| !used) {
        let message = format!("constant {} is not used", quote(name));
        let help = format!("remove it: no code that inherits it has an envelope with `${name}`");
        sink.push(Diagnostic::new(Rule::InvalidEnvelope, message).at(span).help(help));
    }
    unused_context(model, sink);
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

/// Reports several values that fill a name for the unknown error. A name that nothing fills is `null` there.
fn fill_for_unknown(model: &Model, slot: &Slot<'_>, sink: &mut Sink) {
    let Some((constant, _)) = model.unknown.set.iter().find(|(key, _)| key.value == slot.name) else { return };
    let is_built_in = BUILT_IN_SLOTS.iter().any(|(own, _)| *own == slot.name);
    if is_built_in || model.context.iter().any(|value| value.name.value == slot.name) {
        let message = format!("several values fill `${}` for the unknown error", slot.name);
        let diagnostic = Diagnostic::new(Rule::InvalidEnvelope, message).at(constant.span);
        let help = "rename the constant or the value of `context`, so that one of them fills it";
        sink.push(diagnostic.related(slot.span, "used").help(help));
    }
}

/// What has constants.
#[derive(Clone, Copy)]
enum Owner<'m> {
    Code(&'m Code),
    Unknown(&'m Unknown),
}

impl<'m> Owner<'m> {
    fn constants(self) -> (&'m [(Spanned<String>, Json)], Span) {
        match self {
            Self::Code(code) => (&code.set, code.span),
            Self::Unknown(unknown) => (&unknown.set, unknown.span),
        }
    }

    fn name(self) -> String {
        match self {
            Self::Code(code) => quote(&code.id.value),
            Self::Unknown(_) => "the unknown error".to_owned(),
        }
    }
}

/// Reports constants that no envelope uses. A constant from `defaults` only needs one code whose envelope uses it, or the unknown
/// error.
fn constants<'m>(
    owner: Owner<'m>,
    slots: &[Slot<'_>],
    inherited: &mut HashMap<Span, (&'m str, bool)>,
    sink: &mut Sink,
) {
    let (set, span) = owner.constants();
    for (key, _) in set {
        let is_used = slots.iter().any(|slot| slot.name == key.value);
        if !within(span, key.span) {
            inherited.entry(key.span).or_insert((&key.value, false)).1 |= is_used;
        } else if !is_used {
            let help = Suggest::new(&key.value, slots.iter().map(|slot| slot.name))
                .question()
                .unwrap_or_else(|| format!("remove it: the envelope of {} has no `${}`", owner.name(), key.value));
            let message = format!("constant {} is not used", quote(&key.value));
            sink.push(Diagnostic::new(Rule::InvalidEnvelope, message).at(key.span).help(help));
        }
    }
}

/// Reports values of the context that no envelope uses and that are not for the log.
fn unused_context(model: &Model, sink: &mut Sink) {
    // An envelope that was reported may use any value.
    let is_broken = |envelope: &Envelope| matches!(&envelope.template, Json::Object(members) if members.is_empty());
    if model.broken.contains("envelopes") || model.envelopes.iter().any(is_broken) {
        return;
    }
    let envelopes = model.envelopes.iter().chain(&model.redirects);
    let all: Vec<Slot<'_>> = envelopes.flat_map(|envelope| slots(&envelope.template)).collect();
    for value in model.context.iter().filter(|value| !value.log) {
        let name = &value.name.value;
        if !is_name(name) || all.iter().any(|slot| slot.name == *name) {
            continue;
        }
        let help = Suggest::new(name, all.iter().map(|slot| slot.name)).question().unwrap_or_else(|| {
            format!("use `${name}` in an envelope, remove it, or write `{name}: {{example: …, log: true}}`")
        });
        let message = format!("context value {} is in no envelope", quote(name));
        sink.push(Diagnostic::new(Rule::InvalidEnvelope, message).at(value.name.span).help(help));
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
