//! Masks: the code that is shown instead is public, and needs no parameter that the masked code lacks. A masked code has the
//! outcome of its mask.

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::model::{Code, Mask, Model, Ref};
use crate::text::quote::quote;
use crate::text::span::Spanned;

/// The longest chain of masks that is followed.
const LONGEST_CHAIN: usize = 16;

/// Checks the mask of every code, and those that retired ids had.
pub fn check(model: &Model, sink: &mut Sink) {
    check_codes(model, sink);
    check_retired(model, sink);
}

fn check_codes(model: &Model, sink: &mut Sink) {
    for (number, code) in model.codes.iter().enumerate() {
        let Mask::As(Ref { name, to: Some(to) }) = &code.shown_as else { continue };
        let mask = &model.codes[*to];
        if *to == number {
            let message = format!("{} is its own mask", quote(&code.id.value));
            let help = "remove `shown_as`";
            sink.push(Diagnostic::new(Rule::MaskOfMask, message).at(name.span).help(help));
            continue;
        }
        if !matches!(mask.shown_as, Mask::Itself) {
            sink.push(masked_mask(model, name, mask));
            continue;
        }
        for param in &mask.params {
            let own = code.params.iter().find(|own| own.name.value == param.name.value);
            let message = match own {
                None if param.optional => continue,
                None => format!("{} has no parameter {}", quote(&code.id.value), quote(&param.name.value)),
                Some(own) if own.kind != param.kind || own.sensitive != param.sensitive => {
                    format!("parameter {} has another type in {}", quote(&param.name.value), quote(&name.value))
                }
                Some(own) if own.optional && !param.optional => {
                    format!(
                        "parameter {} is optional, but {} requires it",
                        quote(&param.name.value),
                        quote(&name.value)
                    )
                }
                Some(_) => continue,
            };
            let help = "declare every parameter that the mask requires, with the same type and sensitivity";
            let diagnostic = Diagnostic::new(Rule::MaskParams, message).at(name.span);
            sink.push(diagnostic.related(param.name.span, format!("{} needs it", quote(&name.value))).help(help));
        }
    }
}

/// Checks that the masks of retired ids are public. A retired id has no parameters that must fit.
fn check_retired(model: &Model, sink: &mut Sink) {
    for retired in &model.retired {
        let Mask::As(Ref { name, to: Some(to) }) = &retired.shown_as else { continue };
        let mask = &model.codes[*to];
        if !matches!(mask.shown_as, Mask::Itself) {
            sink.push(masked_mask(model, name, mask));
        }
    }
}

/// Returns the diagnostic for a mask that is masked itself.
fn masked_mask(model: &Model, name: &Spanned<String>, mask: &Code) -> Diagnostic {
    let message = format!("mask {} is masked itself", quote(&name.value));
    let next = |code: &&Code| match &code.shown_as {
        Mask::As(Ref { to: Some(to), .. }) => Some(&model.codes[*to]),
        _ => None,
    };
    let end = std::iter::successors(Some(mask), next).take(LONGEST_CHAIN).last().unwrap_or(mask);
    let help = match &end.shown_as {
        Mask::Itself => format!("write the code at the end of the chain: `{}`", end.id.value),
        Mask::Unknown => "write `shown_as: unknown`, or name a public code".to_owned(),
        Mask::As(_) => "remove `shown_as` from one of them".to_owned(),
    };
    Diagnostic::new(Rule::MaskOfMask, message).at(name.span).related(mask.id.span, "masked here").help(help)
}

/// Gives every masked code the outcome of its mask, and reports another one in its own entry. The customer sees the mask, so
/// whatever follows for the checkout must follow from the mask.
pub fn outcomes(model: &mut Model, sink: &mut Sink) {
    for number in 0..model.codes.len() {
        let (mask, shown) = match &model.codes[number].shown_as {
            Mask::Itself | Mask::As(Ref { to: None, .. }) => continue,
            Mask::As(Ref { to: Some(mask), name }) => (Some(&model.codes[*mask]), quote(&name.value)),
            Mask::Unknown => (None, "the unknown error".to_owned()),
        };
        let code = &model.codes[number];
        let outcome = mask.and_then(|mask| mask.outcome.clone());
        let name = |outcome: &Option<Ref>| outcome.as_ref().map_or("none".to_owned(), |one| one.name.value.clone());
        let (own, expected) = (name(&code.outcome), name(&outcome));
        if let Some(span) = code.states_outcome.filter(|_| own != expected) {
            let message =
                format!("{} has outcome `{own}`, but its mask {shown} has `{expected}`", quote(&code.id.value));
            let help = "remove `outcome`: a masked code has that of its mask";
            sink.push(Diagnostic::new(Rule::InvalidOutcome, message).at(span).help(help));
        }
        model.codes[number].outcome = outcome;
    }
}
