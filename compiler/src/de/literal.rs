//! Values whose type the catalog itself decides: examples of parameters, constants, JSON templates.

use std::fmt;

use serde_core::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::types::{Entries, List, Spanned};

/// The name under which a literal asks for what a scalar is and how it is written.
pub(super) const LITERAL: &str = "$errcat::Literal";

/// The name under which a tree asks for a scalar as a newtype, and for a list or mapping as it is.
pub(super) const TREE: &str = "$errcat::Tree";

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

/// A value of any shape, such as a JSON template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    /// A scalar.
    Literal(Literal),
    /// A list.
    List(List<Tree>),
    /// Keys with values.
    Mapping(Entries<Spanned<Tree>>),
}

/// How the deserializer says what follows: see [`Literal`].
pub(super) mod kind {
    pub(in crate::de) const NULL: u8 = 0;
    pub(in crate::de) const BOOL: u8 = 1;
    pub(in crate::de) const INTEGER: u8 = 2;
    pub(in crate::de) const NUMBER: u8 = 3;
    pub(in crate::de) const STRING: u8 = 4;
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

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple_struct(TREE, 1, TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, scalar: D) -> Result<Tree, D::Error> {
        Literal::deserialize(scalar).map(Tree::Literal)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Tree, A::Error> {
        List::deserialize(serde_core::de::value::SeqAccessDeserializer::new(list)).map(Tree::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Tree, A::Error> {
        Entries::deserialize(serde_core::de::value::MapAccessDeserializer::new(map)).map(Tree::Mapping)
    }
}
