//! The deserializer over nodes.

use std::cell::RefCell;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use serde_core::de::value::StrDeserializer;
use serde_core::de::{self, Expected, IntoDeserializer, Visitor};

use super::access::{Items, LiteralParts, Members, Parts};
use super::error::{Error, hint};
use super::literal::{LITERAL, kind};
use super::scalar::{self, Plain};
use super::types::{FIELD, SPANNED};
use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Sink, quote};
use crate::yaml::{Key, Node, Scalar, Value};

/// The sink, shared by the deserializers of one tree.
pub(super) type Reports<'a> = &'a RefCell<&'a mut Sink>;

/// The whole numbers that a [`super::Literal`] holds.
const ALL_I64: &RangeInclusive<i64> = &(i64::MIN..=i64::MAX);

/// Reads one node.
#[derive(Clone, Copy)]
pub(super) struct Deserializer<'a, 'de> {
    node: &'de Node,
    sink: Reports<'a>,
}

impl<'a, 'de> Deserializer<'a, 'de> {
    pub(super) const fn new(node: &'de Node, sink: Reports<'a>) -> Self {
        Self { node, sink }
    }

    /// What is there instead of what was expected.
    fn unexpected(self, expected: &str) -> Error {
        match &self.node.value {
            Value::Scalar(scalar) => Error::expected(expected, scalar::describe(scalar)),
            Value::Sequence(_) => Error::expected(expected, "a list"),
            Value::Mapping(_) => Error::expected(expected, "a mapping"),
        }
    }

    fn scalar(self, expected: &str) -> Result<&'de Scalar, Error> {
        self.node.as_scalar().ok_or_else(|| self.unexpected(expected))
    }

    fn bool(self) -> Result<bool, Error> {
        let scalar = self.scalar("`true` or `false`")?;
        match Plain::of(&scalar.text) {
            Plain::Bool(value) if !scalar.quoted => Ok(value),
            _ => Err(self.unexpected("`true` or `false`").help(scalar::help_bool(scalar))),
        }
    }

    /// An integer of a type, all of whose values are given.
    fn integer<N: FromStr + Display>(self, all: &RangeInclusive<N>) -> Result<N, Error> {
        let scalar = self.scalar("a whole number")?;
        if scalar.quoted || Plain::of(&scalar.text) != Plain::Integer {
            return Err(self.unexpected("a whole number").help(scalar::help_integer(scalar)));
        }
        scalar.text.parse().map_err(|_| {
            let message = format!("number {} is out of range", quote(&scalar.text));
            let range = format!("write a number from {} to {}", all.start(), all.end());
            Error::new(Rule::InvalidValue, message).help(range)
        })
    }

    fn number(self) -> Result<f64, Error> {
        let scalar = self.scalar("a number")?;
        match Plain::of(&scalar.text) {
            Plain::Integer | Plain::Decimal if !scalar.quoted => finite(scalar),
            _ => Err(self.unexpected("a number").help(scalar::help_number(scalar))),
        }
    }

    fn text(self) -> Result<&'de str, Error> {
        let scalar = self.scalar("a text")?;
        if scalar.quoted || Plain::of(&scalar.text) == Plain::Text {
            return Ok(&scalar.text);
        }
        Err(self.unexpected("a text").help(scalar::help_text(scalar)))
    }

    fn sequence(self) -> Result<&'de [Node], Error> {
        self.node.as_sequence().ok_or_else(|| {
            let error = self.unexpected("a list");
            match &self.node.value {
                Value::Scalar(scalar) if !scalar.text.is_empty() => error.help("put it in brackets: `[…]`"),
                _ => error,
            }
        })
    }

    fn mapping(self) -> Result<&'de [(Key, Node)], Error> {
        self.node.as_mapping().ok_or_else(|| {
            let error = self.unexpected("a mapping");
            match self.node.slip() {
                Some(help) => error.help(help),
                None => error,
            }
        })
    }

    fn visit_sequence<V: Visitor<'de>>(self, items: &'de [Node], visitor: V) -> Result<V::Value, Error> {
        let mut access = Items::new(items, self.sink);
        let value = visitor.visit_seq(&mut access)?;
        match access.left() {
            0 => Ok(value),
            more => {
                let message = format!("expected {} items, found {}", items.len() - more, items.len());
                Err(Error::new(Rule::InvalidValue, message))
            }
        }
    }

    fn visit_mapping<V: Visitor<'de>>(
        self,
        entries: &'de [(Key, Node)],
        known: Option<&'static [&'static str]>,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_map(Members::new(entries, known, self.sink))
    }

    /// A scalar as whatever it is.
    fn visit_scalar<V: Visitor<'de>>(self, scalar: &'de Scalar, visitor: V) -> Result<V::Value, Error> {
        if scalar.quoted {
            return visitor.visit_borrowed_str(&scalar.text);
        }
        match Plain::of(&scalar.text) {
            Plain::Null => visitor.visit_unit(),
            Plain::Bool(value) => visitor.visit_bool(value),
            Plain::Integer => match self.integer(ALL_I64) {
                Ok(value) => visitor.visit_i64(value),
                Err(error) => Err(error.help(format!("write {}", &visitor as &dyn Expected))),
            },
            // What may be several things is never a fraction.
            Plain::Decimal => Err(self.unexpected(&(&visitor as &dyn Expected).to_string())),
            Plain::LikeBool(_) | Plain::LikeNumber => Err(ambiguous(scalar)),
            Plain::Text => visitor.visit_borrowed_str(&scalar.text),
        }
    }

    /// The parts of a [`super::Literal`].
    fn visit_literal<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let scalar = self.scalar("a text, a number or a boolean")?;
        let kind = match Plain::of(&scalar.text) {
            _ if scalar.quoted => kind::STRING,
            Plain::Null => kind::NULL,
            Plain::Bool(_) => kind::BOOL,
            Plain::Integer => {
                self.integer(ALL_I64)?;
                kind::INTEGER
            }
            Plain::Decimal => {
                self.number()?;
                kind::NUMBER
            }
            Plain::LikeBool(_) | Plain::LikeNumber => return Err(ambiguous(scalar)),
            Plain::Text => kind::STRING,
        };
        visitor.visit_seq(LiteralParts::new(kind, &scalar.text))
    }

    fn visit_enum<V: Visitor<'de>>(self, variants: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        match self.node.as_scalar() {
            Some(scalar) if !scalar.is_null() => visit_variant(&scalar.text, variants, visitor),
            _ => Err(self.unexpected("a word").help(hint("", variants, "one of"))),
        }
    }
}

pub(super) fn visit_variant<'de, V: Visitor<'de>>(
    text: &str,
    variants: &'static [&'static str],
    visitor: V,
) -> Result<V::Value, Error> {
    if !variants.contains(&text) {
        return Err(de::Error::unknown_variant(text, variants));
    }
    let variant: StrDeserializer<'_, Error> = text.into_deserializer();
    visitor.visit_enum(variant)
}

fn finite(scalar: &Scalar) -> Result<f64, Error> {
    match scalar.text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => Err(Error::new(Rule::InvalidValue, format!("number {} is out of range", quote(&scalar.text)))),
    }
}

/// A scalar that is a boolean or number to some and a text to others.
fn ambiguous(scalar: &Scalar) -> Error {
    let (like, help) = match Plain::of(&scalar.text) {
        Plain::LikeBool(value) => ("boolean", format!("`{value}`")),
        _ => (
            "number",
            scalar::as_integer(&scalar.text).map_or_else(|| "a decimal number".to_owned(), |n| format!("`{n}`")),
        ),
    };
    let quoted = quote(&format!("\"{}\"", scalar.text));
    Error::new(Rule::WrongType, format!("{} may be a {like} or a text", quote(&scalar.text)))
        .help(format!("write {help}, or a text in quotes: {quoted}"))
}

/// Methods of a deserializer.
macro_rules! values {
    ($($method:ident => |$this:ident, $visitor:ident| $body:expr,)*) => {
        $(fn $method<V: Visitor<'de>>(self, $visitor: V) -> Result<V::Value, Error> {
            let $this = self;
            $body
        })*
    };
}

macro_rules! integers {
    ($($method:ident $visit:ident $type:ty,)*) => {
        values! { $($method => |this, visitor| visitor.$visit(this.integer(&(<$type>::MIN..=<$type>::MAX))?),)* }
    };
}

impl<'de> de::Deserializer<'de> for Deserializer<'_, 'de> {
    type Error = Error;

    values! {
        deserialize_any => |this, visitor| match &this.node.value {
            Value::Scalar(scalar) => this.visit_scalar(scalar, visitor),
            Value::Sequence(items) => this.visit_sequence(items, visitor),
            Value::Mapping(entries) => this.visit_mapping(entries, None, visitor),
        },
        deserialize_bool => |this, visitor| visitor.visit_bool(this.bool()?),
        deserialize_f32 => |this, visitor| visitor.visit_f64(this.number()?),
        deserialize_f64 => |this, visitor| visitor.visit_f64(this.number()?),
        deserialize_char => |this, visitor| visitor.visit_borrowed_str(this.text()?),
        deserialize_str => |this, visitor| visitor.visit_borrowed_str(this.text()?),
        deserialize_string => |this, visitor| visitor.visit_borrowed_str(this.text()?),
        deserialize_identifier => |this, visitor| visitor.visit_borrowed_str(this.text()?),
        deserialize_bytes => |this, visitor| visitor.visit_borrowed_bytes(this.text()?.as_bytes()),
        deserialize_byte_buf => |this, visitor| visitor.visit_borrowed_bytes(this.text()?.as_bytes()),
        deserialize_seq => |this, visitor| this.visit_sequence(this.sequence()?, visitor),
        deserialize_map => |this, visitor| this.visit_mapping(this.mapping()?, None, visitor),
        // A key without a value says nothing, which is not the same as a key that is not there.
        deserialize_option => |this, visitor| visitor.visit_some(this),
        deserialize_unit => |this, visitor| {
            if this.node.is_null() { visitor.visit_unit() } else { Err(this.unexpected("nothing")) }
        },
    }

    integers! {
        deserialize_i8 visit_i8 i8,
        deserialize_i16 visit_i16 i16,
        deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64,
        deserialize_i128 visit_i128 i128,
        deserialize_u8 visit_u8 u8,
        deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64,
        deserialize_u128 visit_u128 u128,
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        let catch = match name {
            SPANNED => None,
            FIELD => Some(self.sink),
            _ => return visitor.visit_newtype_struct(self),
        };
        visitor.visit_map(Parts::new(self.node.span, self, catch))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match name {
            LITERAL => self.visit_literal(visitor),
            _ => self.deserialize_seq(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let entries = self.mapping()?;
        self.visit_mapping(entries, Some(fields), visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.visit_enum(variants, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}
