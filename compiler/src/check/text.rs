//! Texts: each is written, and their placeholders are parameters that can be shown.

use errcat_core::{ParamKind, Recognize};

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::lower::report_unwritten;
use crate::model::template::Template;
use crate::model::{Code, Mask, Model};
use crate::text::quote::quote;
use crate::text::source::Sources;
use crate::text::suggest::Suggest;

/// Checks the texts of every code.
pub fn check(model: &Model, sources: &Sources, sink: &mut Sink) {
    for code in &model.codes {
        let texts = [
            ("message", Some(&code.message)),
            ("remediation", Some(&code.remediation)),
            ("customer", code.customer.as_ref()),
        ];
        for (key, text) in texts {
            if let Some(text) = text {
                report_unwritten(key, &text.text, text.span, sink);
                placeholders(code, text, sources, sink);
            }
        }
        if let (Recognize::Status, Some(first)) = (code.recognize, code.params.first())
            && (first.kind != ParamKind::String || first.sensitive)
        {
            let message = format!("parameter {} cannot hold the text of an answer", quote(&first.name.value));
            let help = "with `recognize: status`, the first parameter must be a string and not sensitive";
            let diagnostic = Diagnostic::new(Rule::InvalidValue, message).at(first.name.span);
            sink.push(diagnostic.help(help));
        }
        adjacent(model, code, sources, sink);
    }
}

fn placeholders(code: &Code, text: &Template, sources: &Sources, sink: &mut Sink) {
    for name in text.params() {
        let span = text.span_of(name, sources);
        match code.params.iter().find(|param| param.name.value == name) {
            None => {
                let known = code.params.iter().map(|param| param.name.value.as_str());
                let help = Suggest::new(name, known)
                    .question_as(|near| format!("{{{near}}}"))
                    .unwrap_or_else(|| format!("declare it with an example: `params: {{{name}: …}}`"));
                let message = format!("`{{{name}}}` is not a parameter of {}", quote(&code.id.value));
                sink.push(Diagnostic::new(Rule::UndeclaredParam, message).at(span).help(help));
            }
            Some(param) if param.sensitive => {
                let message = format!("sensitive parameter {} is used in a text", quote(name));
                let diagnostic = Diagnostic::new(Rule::SensitiveParam, message).at(span);
                let help = "remove it from the text; errors carry it as data";
                sink.push(diagnostic.related(param.name.span, "declared sensitive").help(help));
            }
            Some(param) if param.optional => {
                let message = format!("optional parameter {} is used in a text", quote(name));
                let diagnostic = Diagnostic::new(Rule::InvalidTemplate, message).at(span);
                let help = "remove it from the text, or make it required: a text needs all of its values";
                sink.push(diagnostic.related(param.name.span, "declared optional").help(help));
            }
            Some(_) => {}
        }
    }
}

/// Reports two placeholders without text between them, whose values cannot be read back from an answer.
fn adjacent(model: &Model, code: &Code, sources: &Sources, sink: &mut Sink) {
    let told = code.recognize == Recognize::Envelope && matches!(code.shown_as, Mask::Itself);
    if !told || identified_by_code(model, code) {
        return;
    }
    if let Some((first, second)) = code.message.adjacent() {
        let message =
            format!("no text separates `{{{first}}}` and `{{{second}}}`, so their values cannot be read back");
        let help = "put text between them, or write `recognize: never`";
        sink.push(
            Diagnostic::new(Rule::AdjacentPlaceholders, message).at(code.message.span_of(first, sources)).help(help),
        );
    }
}

/// Returns whether the answer of a code contains the code itself.
fn identified_by_code(model: &Model, code: &Code) -> bool {
    match &code.envelope {
        None => true, // problem details contain it
        Some(envelope) => envelope.to.is_some_and(|to| model.envelopes[to].template.has_code()),
    }
}
