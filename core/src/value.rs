//! What an error carries: values of parameters and of the context, and details.

use core::fmt;

use crate::json;

/// A value of a parameter or of the context.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// A text.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// A number; JSON has no word for one that is not finite, and gets `null`.
    Number(f64),
    /// A truth value.
    Boolean(bool),
    /// A JSON value, as text that is well-formed.
    Json(&'a str),
}

/// The value as it stands in a text.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Json(text) => f.write_str(text),
            Self::Integer(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Boolean(value) => value.fmt(f),
        }
    }
}

impl Value<'_> {
    /// Writes the value as JSON, with its type.
    pub(crate) fn write_json(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        match self {
            Self::Text(text) => json::string(out, text),
            Self::Json(text) => json::compact(out, text),
            Self::Number(value) if !value.is_finite() => out.write_str("null"),
            Self::Integer(_) | Self::Number(_) | Self::Boolean(_) => write!(out, "{self}"),
        }
    }
}

/// Something that was raised, as far as rendering wants to know.
pub trait Carried {
    /// The value of a parameter, by its place among the code's parameters.
    fn param(&self, at: usize) -> Option<Value<'_>>;

    /// A detail, by its place.
    fn detail(&self, at: usize) -> Option<&str>;

    /// A value of the context, by its place in the catalog's context.
    fn context(&self, at: usize) -> Option<Value<'_>>;
}

/// Nothing: for codes that are raised as they are.
impl Carried for () {
    fn param(&self, _: usize) -> Option<Value<'_>> {
        None
    }

    fn detail(&self, _: usize) -> Option<&str> {
        None
    }

    fn context(&self, _: usize) -> Option<Value<'_>> {
        None
    }
}
