//! Mentions: masked codes that public texts may name, and that a public text does name.
//!
//! Whether a text is allowed to name a masked code is not checked here: it matters when a catalog is published, so the gate of
//! `errcat-tools` decides. A catalog that is never published needs no mentions.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::lower::Trees;
use crate::model::{Code, Mask, Model, Ref};
use crate::text::naming::HiddenNames;
use crate::text::quote::quote;
use crate::text::span::Spanned;
use crate::text::suggest::Suggest;
use crate::written;

/// Resolves the mentions, and reports those of codes that are not masked.
pub fn resolve(model: &mut Model, sink: &mut Sink) {
    let hidden: Vec<(usize, String)> = hidden(model).map(|(number, id)| (number, id.to_owned())).collect();
    for mention in &mut model.mentions {
        let id = &mention.id;
        mention.to = hidden.iter().find(|(_, hidden)| *hidden == id.value).map(|(number, _)| *number);
        if mention.to.is_some() || model.broken.contains(&id.value) || model.broken.contains("codes") {
            continue;
        }
        let exists = model.codes.iter().any(|code| code.id.value == id.value)
            || model.retired.iter().any(|retired| retired.id.value == id.value);
        let (rule, message, help) = if exists {
            let message = format!("{} is public, so every text may name it", quote(&id.value));
            (Rule::NeedlessMention, message, "remove it from `mentions`".to_owned())
        } else {
            let near = Suggest::new(&id.value, hidden.iter().map(|(_, id)| id.as_str()));
            let help = near.question().unwrap_or_else(|| "name a code with `shown_as`, or remove it".to_owned());
            (Rule::UnknownName, format!("code {} does not exist", quote(&id.value)), help)
        };
        sink.push(Diagnostic::new(rule, message).at(id.span).help(help).foreign_character(&id.value));
    }
}

/// Returns the ids that the public does not see, as the tools decide it, each with its number: masked codes, and behind all codes
/// the retired ids that were masked or that a masked code replaced.
fn hidden(model: &Model) -> impl Iterator<Item = (usize, &str)> {
    let is_masked = |number: usize| !matches!(model.codes[number].shown_as, Mask::Itself);
    let codes = (0..model.codes.len()).filter(move |number| is_masked(*number));
    let codes = codes.map(|number| (number, model.codes[number].id.value.as_str()));
    let retired = (model.codes.len()..).zip(&model.retired).filter(move |(_, retired)| {
        let successor = retired.replaced_by.as_ref();
        !matches!(retired.shown_as, Mask::Itself)
            || matches!(successor, Some(Ref { to: Some(code), .. }) if is_masked(*code))
    });
    codes.chain(retired.map(|(number, retired)| (number, retired.id.value.as_str())))
}

/// Reports mentions that no text needs. A text counts if the public could see it, and if the gate would report it without the
/// mention.
pub fn check(model: &Model, trees: &Trees, sink: &mut Sink) {
    if model.mentions.iter().all(|mention| mention.to.is_none()) {
        return;
    }
    let names = names(model);
    let hidden: HashSet<&str> = hidden(model).map(|(_, id)| id).collect();
    let codes: HashMap<&str, &Code> = model.codes.iter().map(|code| (code.id.value.as_str(), code)).collect();
    let mut needed = HashSet::new();
    written::each(trees, &mut |written| {
        if !written.may_be_public() || written.owner.is_some_and(|owner| hidden.contains(owner)) {
            return;
        }
        let params = written.owner.and_then(|owner| codes.get(owner)).map_or(&[][..], |code| &code.params);
        if params.iter().any(|param| param.sensitive && written.param() == Some(&param.name.value)) {
            return;
        }
        let examples = params.iter().filter(|param| !param.sensitive);
        let filled = written.filled(examples.map(|param| (param.name.value.as_str(), param.example.as_str())));
        for text in [Some(written.text), filled.as_deref()].into_iter().flatten() {
            needed.extend(names.find(text).into_iter().map(|naming| naming.code));
        }
    });
    for mention in &model.mentions {
        if mention.to.is_some_and(|to| !needed.contains(&to)) {
            let message = format!("no public text names {}", quote(&mention.id.value));
            let help = "remove it from `mentions`";
            sink.push(Diagnostic::new(Rule::NeedlessMention, message).at(mention.id.span).help(help));
        }
    }
}

/// Returns all names as the gate has them without mentions: those of hidden codes and retired ids, by their numbers, and those of
/// public ones.
fn names(model: &Model) -> HiddenNames {
    let mut names = HiddenNames::default();
    let numbers: HashSet<usize> = hidden(model).map(|(number, _)| number).collect();
    let hidden = |number: usize| Some(number).filter(|number| numbers.contains(number));
    for (number, code) in model.codes.iter().enumerate() {
        let wire = code.wire_code.as_ref().map(|wire| (wire.value.as_str(), code.wire_number));
        add(&code.id.value, wire, &code.aliases, hidden(number), &mut names);
        match hidden(number) {
            Some(number) => {
                names.hide(&code.rust_name, number);
                names.hide_title(&code.title, number);
            }
            None => names.show(&code.rust_name),
        }
    }
    for (number, retired) in (model.codes.len()..).zip(&model.retired) {
        let wire = retired.wire_code.as_ref().map(|wire| (wire.value.as_str(), retired.wire_number));
        add(&retired.id.value, wire, &retired.aliases, hidden(number), &mut names);
    }
    for (_, code) in model.codes.iter().enumerate().filter(|(number, _)| hidden(*number).is_none()) {
        names.show_title(&code.title);
    }
    names.show(&model.unknown.code.value);
    names
}

/// Adds the id, the wire code and the aliases of a code or of a retired id.
fn add(
    id: &str,
    wire: Option<(&str, Option<i64>)>,
    aliases: &[Spanned<String>],
    hidden: Option<usize>,
    names: &mut HiddenNames,
) {
    let others = aliases.iter().map(|alias| alias.value.as_str());
    let others = others.chain(wire.filter(|(_, number)| number.is_none()).map(|(text, _)| text));
    let Some(number) = hidden else {
        return others.chain([id]).for_each(|name| names.show(name));
    };
    names.hide_id(id, number);
    others.for_each(|name| names.hide(name, number));
    if let Some((digits, Some(_))) = wire {
        names.hide_number(digits, number);
    }
}
