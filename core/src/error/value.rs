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
    /// A number; JSON has no word for one that is not finite, and gets `null`.
    Number(f64),
    /// A truth value.
    Boolean(bool),
    /// A JSON value, as text that is well-formed.
    Json(&'a str),
}

/// The value as it stands in a text; JSON without white space between its parts.
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
    /// Writes the value as it stands in a text.
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

/// Something that was raised, as far as rendering wants to know.
pub trait Carried {
    /// The value of a parameter, by its place among the code's parameters; `None` where none was given.
    fn param(&self, at: usize) -> Option<Value<'_>>;

    /// A detail, by its place; `None` behind the last.
    fn detail(&self, at: usize) -> Option<&str>;

    /// A value of the context, by its place in the catalog's context; `None` where none was given.
    fn context(&self, at: usize) -> Option<Value<'_>>;

    /// The message of the answer that it was read from, if there was one.
    fn answered_message(&self) -> Option<&str> {
        None
    }

    /// The text for customers of the answer that it was read from, if there was one.
    fn answered_customer(&self) -> Option<&str> {
        None
    }
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

/// A value that an error keeps.
#[cfg(feature = "alloc")]
#[derive(Clone, PartialEq)]
pub(crate) enum Owned {
    Text(Cow<'static, str>),
    Integer(i64),
    Number(f64),
    Boolean(bool),
    Json(Json),
    /// An answer does not say it.
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
    /// A JSON text (RFC 8259).
    ///
    /// # Errors
    ///
    /// The offset in bytes at which the text is no JSON, or nests deeper than 64 levels: within an envelope it must be readable, too.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Result<Self, InvalidJson> {
        let text = text.into();
        match crate::answer::json_reader::value_within(&text) {
            Ok(()) => Ok(Self(text)),
            Err(at) => Err(InvalidJson { at }),
        }
    }

    /// The text as it was given, white space and all.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text that is no JSON.
#[cfg(feature = "alloc")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidJson {
    /// How far it was read, in bytes.
    pub at: usize,
}

#[cfg(feature = "alloc")]
impl fmt::Display for InvalidJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, |out| write!(out, "no JSON at byte {}", self.at))
    }
}

#[cfg(feature = "alloc")]
impl core::error::Error for InvalidJson {}
