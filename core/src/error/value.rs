//! What an error carries: values of parameters and of the context, and details.

#[cfg(feature = "alloc")]
use alloc::borrow::Cow;
use core::fmt;

use crate::error::json_writer;
use crate::padding::pad;

/// A value of a parameter or of the context.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// A text.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// A number. In JSON, a number that is not finite becomes `null`.
    Number(f64),
    /// A truth value.
    Boolean(bool),
    /// A JSON value, as well-formed text.
    Json(&'a str),
}

/// Writes the value as texts show it; JSON without white space between its parts.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.pad(text),
            Self::Json(text) => pad(f, |out| json_writer::compact(out, text)),
            Self::Integer(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Boolean(value) => value.fmt(f),
        }
    }
}

impl Value<'_> {
    /// Writes the value as texts show it.
    pub(crate) fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        match self {
            Self::Text(text) => out.write_str(text),
            Self::Json(text) => json_writer::compact(out, text),
            _ => write!(out, "{self}"),
        }
    }

    /// Writes the value as JSON, with its type.
    pub(crate) fn write_json(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        match self {
            Self::Text(text) => json_writer::string(out, text),
            Self::Json(text) => json_writer::compact(out, text),
            Self::Number(value) if !value.is_finite() => out.write_str("null"),
            Self::Integer(_) | Self::Number(_) | Self::Boolean(_) => write!(out, "{self}"),
        }
    }
}

/// The values that are rendered into the texts and the body of an error.
pub trait Carried {
    /// Returns the value of a parameter, by its place among the code's parameters; `None` without a value.
    fn param(&self, at: usize) -> Option<Value<'_>>;

    /// Returns a detail, by its place; `None` after the last.
    fn detail(&self, at: usize) -> Option<&str>;

    /// Returns a value of the context, by its place in the catalog's context; `None` without a value.
    fn context(&self, at: usize) -> Option<Value<'_>>;

    /// Returns the message of the answer that the error was read from, if it has one.
    fn answered_message(&self) -> Option<&str> {
        None
    }

    /// Returns the customer text of the answer that the error was read from, if it has one.
    fn answered_customer(&self) -> Option<&str> {
        None
    }
}

/// No values: for codes that are rendered without an error.
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

/// A value that an error keeps.
#[cfg(feature = "alloc")]
#[derive(Clone, PartialEq)]
pub(crate) enum Owned {
    Text(Cow<'static, str>),
    Integer(i64),
    Number(f64),
    Boolean(bool),
    Json(Json),
    /// The value is missing in the answer, or not certain.
    Absent,
}

#[cfg(feature = "alloc")]
impl Owned {
    pub(crate) fn value(&self) -> Option<Value<'_>> {
        Some(match self {
            Self::Text(text) => Value::Text(text),
            Self::Integer(value) => Value::Integer(*value),
            Self::Number(value) => Value::Number(*value),
            Self::Boolean(value) => Value::Boolean(*value),
            Self::Json(json) => Value::Json(json.as_str()),
            Self::Absent => return None,
        })
    }
}

/// A JSON value, well-formed, for parameters and context of type `json`.
#[cfg(feature = "alloc")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Json(Cow<'static, str>);

#[cfg(feature = "alloc")]
impl Json {
    /// Creates a JSON value from its text (RFC 8259).
    ///
    /// # Errors
    ///
    /// Returns the byte offset if the text is not JSON, or nests deeper than 64 levels, which leaves room for an envelope around it.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Result<Self, InvalidJson> {
        let text = text.into();
        match crate::answer::json_reader::value_within(&text) {
            Ok(()) => Ok(Self(text)),
            Err(at) => Err(InvalidJson { at }),
        }
    }

    /// Returns the unchanged text, with its white space.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The error of a text that is not JSON.
#[cfg(feature = "alloc")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidJson {
    /// The offset of the mistake, in bytes.
    pub at: usize,
}

#[cfg(feature = "alloc")]
impl fmt::Display for InvalidJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, |out| write!(out, "not JSON at byte {}", self.at))
    }
}

#[cfg(feature = "alloc")]
impl core::error::Error for InvalidJson {}
