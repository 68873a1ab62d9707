//! Diagnostics for values that do not fit, still without a place.

use super::scalar::{self, Plain};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rule::Rule;
use crate::text::quote::quote;
use crate::text::suggest::Suggest;
use crate::yaml::{Node, Scalar, Value, slip};

/// Returns the diagnostic for a value of another type.
pub(super) fn expected(expected: &str, node: &Node) -> Diagnostic {
    match &node.value {
        Value::Scalar(scalar) => expected_not(expected, &scalar::describe(scalar)),
        Value::Sequence(_) => expected_not(expected, "a list"),
        Value::Mapping(_) => expected_not(expected, "a mapping"),
    }
}

/// Returns the diagnostic for a value of another type, described by `found`.
pub(super) fn expected_not(expected: &str, found: &str) -> Diagnostic {
    let help = match expected {
        "a mapping" => "write a mapping, such as `{name: value}`".to_owned(),
        "a list" => "write a list, such as `[value]`".to_owned(),
        _ => format!("write {expected}"),
    };
    Diagnostic::new(Rule::WrongType, format!("expected {expected}, found {found}")).help(help)
}

/// Returns the diagnostic for a scalar that some tools read as a boolean or number and others as a text.
pub(super) fn ambiguous(scalar: &Scalar) -> Diagnostic {
    let (like, help) = match Plain::of(&scalar.text) {
        Plain::LikeBool(value) => ("boolean", format!("`{value}`")),
        _ => (
            "number",
            scalar::as_integer(&scalar.text).map_or_else(|| "a decimal number".to_owned(), |n| format!("`{n}`")),
        ),
    };
    let quoted = quote(&format!("\"{}\"", scalar.text));
    Diagnostic::new(Rule::WrongType, format!("{} may be a {like} or a text", quote(&scalar.text)))
        .help(format!("write {help}, or a text in quotes: {quoted}"))
}

/// Returns the diagnostic for a word that a vocabulary does not have.
pub(super) fn unknown_word(word: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(Rule::InvalidValue, format!("unknown value {}", quote(word))).help(hint(word, known, "use one of"))
}

/// Returns the diagnostic for a key that a mapping does not have.
pub(super) fn unknown_key(key: &str, known: &[&str]) -> Diagnostic {
    let help = match (slip(key), key) {
        (Some(slip), _) => slip.help.unwrap_or_default(),
        (_, "codes" | "retired") => "move it to the top of another `.yaml` file next to `catalog.yaml`".to_owned(),
        (_, "locales") => "put translations into files of their own, such as `locales/de.yaml`".to_owned(),
        _ => hint(key, known, "use one of the keys"),
    };
    Diagnostic::new(Rule::UnknownKey, format!("unknown key {}", quote(key))).help(help).foreign_character(key)
}

/// Returns a suggestion, or all known names.
pub(super) fn hint(word: &str, known: &[&str], introduction: &str) -> String {
    Suggest::new(word, known.iter().copied())
        .question()
        .unwrap_or_else(|| format!("{introduction}: `{}`", known.join("`, `")))
}
