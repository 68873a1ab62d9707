//! Small texts that the library and the command share.

use errcat_core::{AnyCode, Recognize, Shown};

/// Returns a number with its noun: `1 code`, `2 codes`.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Returns `catalog/CODE`.
#[must_use]
pub fn full_name(code: AnyCode<'_>) -> String {
    format!("{}/{}", code.catalog().name(), code.as_str())
}

/// Returns the edition of a document: `edition 2026-01`, or `undated`.
#[must_use]
pub fn edition(edition: &str) -> String {
    if edition == "undated" { edition.to_owned() } else { format!("edition {edition}") }
}

/// Returns how clients recognize an answer as a code, in words.
#[must_use]
pub fn recognition(code: AnyCode<'_>) -> &'static str {
    match code.recognize() {
        Recognize::Envelope => "by its envelope",
        Recognize::Status => "by its status alone",
        // A public name of the code still identifies it.
        _ if code.shown() == Shown::Itself => "only by its code",
        _ => "never",
    }
}
