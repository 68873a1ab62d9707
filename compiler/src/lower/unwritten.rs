//! Texts that are not written yet, such as `TODO`.

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::text::quote::quote;
use crate::text::span::Span;

/// Reports a text that is not written yet, such as `TODO`.
pub fn report_unwritten(key: &str, text: &str, span: Span, sink: &mut Sink) {
    if is_unwritten(key, text) {
        let message = format!("`{key}` is not written yet: {}", quote(text.trim()));
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
const UNWRITTEN: [&str; 12] =
    ["todo", "to do", "tbd", "tba", "fixme", "fix me", "xxx", "n/a", "placeholder", "lorem ipsum", "wip", "dummy"];

/// Words that are no remediation.
const NO_HELP: [&str; 8] = ["na", "none", "null", "nil", "nothing", "empty", "remediation", "undefined"];

fn is_unwritten(key: &str, text: &str) -> bool {
    let plain = text.trim().to_lowercase();
    let bare = plain.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() {
        return !plain.is_empty();
    }
    // "Todo lists are …" is a text; "TODO write this" and "todo: write this" are not.
    let begins = |word: &str| {
        let rest = bare.strip_prefix(word);
        rest.is_some_and(|rest| rest.starts_with(':') || text.trim_start().starts_with(&word.to_uppercase()))
            && !rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    };
    UNWRITTEN.contains(&bare)
        || (key == "remediation" && NO_HELP.contains(&bare))
        || ["todo", "tbd", "fixme", "lorem ipsum"].into_iter().any(begins)
}
