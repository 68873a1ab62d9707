//! Wire codes as JSON: texts, or whole numbers.

use errcat_core::{AnyCode, Catalog, Retired, Unknown};
use serde::Serialize;

/// A code as answers carry it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(untagged)]
pub enum WireCode<'a> {
    /// A JSON number.
    Number(i64),
    /// A JSON string.
    Text(&'a str),
}

impl<'a> From<AnyCode<'a>> for WireCode<'a> {
    fn from(code: AnyCode<'a>) -> Self {
        code.wire_number().map_or(Self::Text(code.wire_code()), Self::Number)
    }
}

impl<'a> WireCode<'a> {
    /// Returns the code that a retired code travelled as, if that was not its id.
    #[must_use]
    pub fn of_retired(catalog: Catalog<'a>, retired: &Retired<'a>) -> Option<Self> {
        retired.wire_code.map(|code| catalog.number_on_wire(code).map_or(Self::Text(code), Self::Number))
    }
}

impl<'a> From<Unknown<'a>> for WireCode<'a> {
    fn from(unknown: Unknown<'a>) -> Self {
        unknown.number.map_or(Self::Text(unknown.code), Self::Number)
    }
}
