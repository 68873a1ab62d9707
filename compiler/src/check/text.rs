//! Texts: none is a stand-in, and their placeholders are parameters that can be shown.

use errcat_core::{ParamKind, Recognize};

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::model::template::Template;
use crate::model::{Code, Mask, Model};
use crate::text::quote::quote;
use crate::text::source::Sources;
use crate::text::span::Span;
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
                says_something(key, &text.text, text.span, sink);
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

/// Reports stand-ins for texts, such as `TODO`.
pub fn says_something(key: &str, text: &str, span: Span, sink: &mut Sink) {
    if is_stand_in(key, text) {
        let message = format!("`{key}` is only a stand-in: {}", quote(text.trim()));
        let help = match key {
            "remediation" => {
                "write exactly what the one who can fix it should do; if nothing can be done, write that in a sentence"
            }
            _ => "write the text",
        };
        sink.push(Diagnostic::new(Rule::PlaceholderText, message).at(span).help(help));
    }
}

/// Words that are no text for any key.
const STAND_INS: [&str; 12] =
    ["todo", "to do", "tbd", "tba", "fixme", "fix me", "xxx", "n/a", "placeholder", "lorem ipsum", "wip", "dummy"];

/// Words that are no remediation.
const NO_HELP: [&str; 8] = ["na", "none", "null", "nil", "nothing", "empty", "remediation", "undefined"];

fn is_stand_in(key: &str, text: &str) -> bool {
    let plain = text.trim().to_lowercase();
    let bare = plain.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() {
        return !plain.is_empty();
    }
    // "Todo lists are …" is a text; "TODO write this" and "todo: write this" are stand-ins.
    let begins = |word: &str| {
        let rest = bare.strip_prefix(word);
        rest.is_some_and(|rest| rest.starts_with(':') || text.trim_start().starts_with(&word.to_uppercase()))
            && !rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    };
    STAND_INS.contains(&bare)
        || (key == "remediation" && NO_HELP.contains(&bare))
        || ["todo", "tbd", "fixme", "lorem ipsum"].into_iter().any(begins)
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
        Some(envelope) => envelope.to.is_some_and(|to| model.envelopes[to].template.says_code()),
    }
}
