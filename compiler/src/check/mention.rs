//! Mentions: masked codes that public texts may name, and that a public text does name.
//!
//! Whether a text is allowed to name a masked code is not checked here: it matters when a catalog is published, so the gate of
//! `errcat-tools` decides. A catalog that is never published needs no mentions.

use std::collections::HashSet;

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::lower::Trees;
use crate::model::{Mask, Model, Ref};
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

/// Reports mentions that no text needs. A text counts if the public could see it.
pub fn check(model: &Model, trees: &Trees, sink: &mut Sink) {
    let mut names = HiddenNames::default();
    for (at, mention) in model.mentions.iter().enumerate().filter(|(_, mention)| mention.to.is_some()) {
        names.hide_id(&mention.id.value, at);
        mention.to.into_iter().for_each(|to| hide_others(model, to, at, &mut names));
    }
    if names.is_empty() {
        return;
    }
    let hidden: HashSet<&str> = hidden(model).map(|(_, id)| id).collect();
    let mut needed = vec![false; model.mentions.len()];
    written::each(trees, &mut |written| {
        let is_hidden = written.owner.is_some_and(|owner| hidden.contains(owner));
        if !is_hidden && written.may_be_public() {
            names.find(written.text).into_iter().for_each(|naming| needed[naming.code] = true);
        }
    });
    for (mention, needed) in model.mentions.iter().zip(needed) {
        if mention.to.is_some() && !needed {
            let message = format!("no public text names {}", quote(&mention.id.value));
            let help = "remove it from `mentions`";
            sink.push(Diagnostic::new(Rule::NeedlessMention, message).at(mention.id.span).help(help));
        }
    }
}

/// Hides the names of a code, or of a retired id behind all codes, other than its id.
fn hide_others(model: &Model, number: usize, at: usize, names: &mut HiddenNames) {
    let mut wire = |wire: Option<&Spanned<String>>, number: Option<i64>| match (wire, number) {
        (Some(wire), Some(_)) => names.hide_number(&wire.value, at),
        (Some(wire), None) => names.hide(&wire.value, at),
        (None, _) => {}
    };
    match number.checked_sub(model.codes.len()) {
        None => {
            let code = &model.codes[number];
            wire(code.wire_code.as_ref(), code.wire_number);
            code.aliases.iter().for_each(|alias| names.hide(&alias.value, at));
            names.hide(&code.rust_name, at);
            names.hide(&code.title, at);
        }
        Some(retired) => {
            let retired = &model.retired[retired];
            wire(retired.wire_code.as_ref(), retired.wire_number);
            retired.aliases.iter().for_each(|alias| names.hide(&alias.value, at));
        }
    }
}
