//! Texts: they say something, and their placeholders are parameters that may be shown.

use errcat_core::{ParamKind, Recognize};

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink, quote};
use crate::model::template::Template;
use crate::model::{Code, Mask, Model};
use crate::schema::de::nearest;
use crate::text::source::{Sources, Span};

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
            let message = format!("parameter {} cannot take the text of an answer", quote(&first.name.value));
            let help = "the first parameter of a code that is recognized by its status is a text, and not sensitive";
            let diagnostic = Diagnostic::new(Rule::InvalidValue, message).at(first.name.span);
            sink.push(diagnostic.help(help));
        }
        adjacent(model, code, sources, sink);
    }
}

/// Reports texts that stand in for one that nobody has written.
pub fn says_something(key: &str, text: &str, span: Span, sink: &mut Sink) {
    if is_stand_in(key, text) {
        let message = format!("`{key}` is placeholder text: {}", quote(text.trim()));
        let help = match key {
            "remediation" => {
                "say what exactly the one who can fix it does; \"nothing can be done\" in a sentence is an answer, too"
            }
            _ => "write the text",
        };
        sink.push(Diagnostic::new(Rule::PlaceholderText, message).at(span).help(help));
    }
}

/// Words that no text of any key consists of.
const STAND_INS: [&str; 12] =
    ["todo", "to do", "tbd", "tba", "fixme", "fix me", "xxx", "n/a", "placeholder", "lorem ipsum", "wip", "dummy"];

/// Words that tell nobody what to do.
const NO_HELP: [&str; 8] = ["na", "none", "null", "nil", "nothing", "empty", "remediation", "undefined"];

fn is_stand_in(key: &str, text: &str) -> bool {
    let plain = text.trim().to_lowercase();
    let bare = plain.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() {
        return !plain.is_empty();
    }
    // "Todo lists are …" is a text; "TODO write this" and "todo: write this" are none.
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
                let help = match nearest(name, known) {
                    Some(near) => format!("did you mean `{{{near}}}`?"),
                    None => format!("declare it by an example: `params: {{{name}: …}}`"),
                };
                let message = format!("`{{{name}}}` is not a parameter of {}", quote(&code.id.value));
                sink.push(Diagnostic::new(Rule::UndeclaredParam, message).at(span).help(help));
            }
            Some(param) if param.sensitive => {
                let message = format!("sensitive parameter {} stands in a text", quote(name));
                let diagnostic = Diagnostic::new(Rule::SensitiveParam, message).at(span);
                let help = "take it out of the text; it is carried as data";
                sink.push(diagnostic.related(param.name.span, "declared sensitive").help(help));
            }
            Some(_) => {}
        }
    }
}

/// Two placeholders without text between them could not be told apart in an answer.
fn adjacent(model: &Model, code: &Code, sources: &Sources, sink: &mut Sink) {
    let told = code.recognize == Recognize::Envelope && matches!(code.shown_as, Mask::Itself);
    if !told || identified_by_code(model, code) {
        return;
    }
    if let Some((first, second)) = code.message.adjacent() {
        let message = format!("`{{{first}}}` and `{{{second}}}` stand side by side and could not be told apart again");
        let help = "put text between them, or write `recognize: never`";
        sink.push(
            Diagnostic::new(Rule::AdjacentPlaceholders, message).at(code.message.span_of(first, sources)).help(help),
        );
    }
}

/// Whether a member of the code's answer holds the code itself.
fn identified_by_code(model: &Model, code: &Code) -> bool {
    match &code.envelope {
        None => true, // problem details carry it
        Some(envelope) => envelope.to.is_some_and(|to| model.envelopes[to].template.says_code()),
    }
}
