//! Codes and catalogs as JSON. The shapes are described in the README of `errcat-cli`; members are added to them, never renamed
//! or removed.

mod answer;
mod catalog;
mod code;
mod explanation;
mod wire_code;

use serde::Serialize;

pub use self::answer::{AnswerJson, PastedJson};
pub use self::catalog::{CATALOG_SCHEMA, CatalogJson};
pub use self::code::CodeJson;
pub use self::explanation::{Explanation, RetiredJson};
pub use self::wire_code::WireCode;

/// Returns a value as JSON text: two spaces to a level, members in the order of the fields, a line feed at the end.
///
/// # Panics
///
/// If a map in the value has keys that are not texts, or the value's own serialization fails.
pub fn pretty(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("keys are texts, and writing to memory does not fail");
    text.push('\n');
    text
}
