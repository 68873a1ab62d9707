//! Scalars whose type the catalog itself decides: examples of parameters, constants, values in JSON templates.

use std::fmt;

use serde_core::de::{Deserialize, Deserializer, Error as _, SeqAccess, Visitor};

/// The name under which a literal asks for what a scalar is and how it is written.
pub(super) const LITERAL: &str = "$errcat::Literal";

/// A scalar of any type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Literal {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A decimal number with a fraction, as it is written: a valid JSON number.
    Number(String),
    /// A text.
    String(String),
}

/// How the deserializer says what follows: see [`Literal`].
pub(super) mod kind {
    pub(in crate::schema::de) const NULL: u8 = 0;
    pub(in crate::schema::de) const BOOL: u8 = 1;
    pub(in crate::schema::de) const INTEGER: u8 = 2;
    pub(in crate::schema::de) const NUMBER: u8 = 3;
    pub(in crate::schema::de) const STRING: u8 = 4;
}

impl<'de> Deserialize<'de> for Literal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple_struct(LITERAL, 2, LiteralVisitor)
    }
}

struct LiteralVisitor;

impl<'de> Visitor<'de> for LiteralVisitor {
    type Value = Literal;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text, a number or a boolean")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Literal, A::Error> {
        let kind: u8 = parts.next_element()?.unwrap_or(kind::NULL);
        let text: String = parts.next_element()?.unwrap_or_default();
        Ok(match kind {
            kind::NULL => Literal::Null,
            kind::BOOL => Literal::Bool(text == "true"),
            kind::INTEGER => Literal::Integer(text.parse().map_err(A::Error::custom)?),
            kind::NUMBER => Literal::Number(text),
            _ => Literal::String(text),
        })
    }
}
