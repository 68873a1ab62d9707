//! Envelopes and redirects.

use crate::text::span::{Span, Spanned};

/// An envelope or redirect.
#[derive(Debug)]
pub struct Envelope {
    /// The name.
    pub name: Spanned<String>,
    /// The JSON shape.
    pub template: Json,
}

/// JSON with `$name`s. Members keep their order.
#[derive(Clone, Debug)]
pub enum Json {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A text.
    String(String),
    /// A list.
    List(Vec<Json>),
    /// An object.
    Object(Vec<(String, Json)>),
    /// `$name` or `$name?`
    Name {
        /// The name.
        name: String,
        /// Whether the member can be absent: `$name?`.
        optional: bool,
        /// The place.
        span: Span,
    },
}

impl Json {
    /// Returns the place of the first `$name`.
    pub fn first_name(&self) -> Option<Span> {
        match self {
            Self::Name { span, .. } => Some(*span),
            Self::List(items) => items.iter().find_map(Self::first_name),
            Self::Object(members) => members.iter().find_map(|(_, value)| value.first_name()),
            _ => None,
        }
    }

    /// Returns whether answers of this shape contain their codes, in `$code`.
    pub fn has_code(&self) -> bool {
        match self {
            Self::Name { name, .. } => name == "code",
            Self::List(items) => items.iter().any(Self::has_code),
            Self::Object(members) => members.iter().any(|(_, value)| value.has_code()),
            _ => false,
        }
    }
}
