//! The unknown error, if it is a code: the code is public, and says everything without parameters.

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::model::template::Template;
use crate::model::{Code, Mask, Model, Ref};
use crate::tables::wire_code;
use crate::text::quote::quote;
use crate::text::span::Spanned;

/// Gives the unknown error the properties of its code, and every code without another mask that code as its mask. Then nothing
/// else has to know that the unknown error is a code.
pub fn resolve(model: &mut Model, sink: &mut Sink) {
    let Some(Ref { name, to: Some(to) }) = model.unknown.is.clone() else { return };
    let code = &model.codes[to];
    if let Some(problem) = unsuitable(code) {
        let message = format!("{} cannot be the unknown error: {problem}", quote(&name.value));
        let help = "name a public code with a status, a `customer` text and no required parameters";
        let diagnostic = Diagnostic::new(Rule::InvalidValue, message).at(name.span);
        sink.push(diagnostic.related(code.id.span, "defined here").help(help));
        return;
    }
    let unknown = &mut model.unknown;
    unknown.status = code.status.unwrap_or_default();
    unknown.code = Spanned::new(wire_code(code).to_owned(), name.span);
    unknown.number = code.wire_number;
    unknown.message.clone_from(&code.message.text);
    unknown.customer = code.customer.as_ref().map(|text| text.text.clone()).unwrap_or_default();
    unknown.envelope.clone_from(&code.envelope);
    unknown.set.clone_from(&code.set);
    for locale in &mut model.locales {
        let own = locale.customer.iter().find(|translation| translation.code.to == Some(to));
        if let Some(own) = own.filter(|own| has_braces(&own.text)) {
            let message = format!("the text of {}, which is the unknown error, has braces", quote(&name.value));
            let help = "write it without braces: it is shown where nothing is filled in";
            sink.push(Diagnostic::new(Rule::InvalidTemplate, message).at(own.text.span).help(help));
        }
        locale.unknown_customer = own.map(|own| Spanned::new(own.text.text.clone(), own.text.span));
    }
    let masks = model.codes.iter_mut().map(|code| &mut code.shown_as);
    for mask in masks.chain(model.retired.iter_mut().map(|retired| &mut retired.shown_as)) {
        if matches!(mask, Mask::Unknown) {
            *mask = Mask::As(Ref { name: name.clone(), to: Some(to) });
        }
    }
}

/// Returns why a code cannot be the unknown error.
fn unsuitable(code: &Code) -> Option<&'static str> {
    let required = code.params.iter().any(|param| !param.optional);
    match code {
        _ if !matches!(code.shown_as, Mask::Itself) => Some("it is masked"),
        Code { status: None, .. } => Some("it has no status"),
        Code { customer: None, .. } => Some("it has no `customer` text"),
        _ if required => Some("it has a required parameter"),
        // Its text is shown where nothing is filled in.
        _ if [Some(&code.message), code.customer.as_ref()].into_iter().flatten().any(has_braces) => {
            Some("its texts have braces")
        }
        _ => None,
    }
}

fn has_braces(text: &Template) -> bool {
    text.text.contains(['{', '}'])
}
