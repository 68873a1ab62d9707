//! What the deserializer hands to visitors: items, entries, keys, and the parts of values that know their place.
//!
//! Items, keys and values are where an error gets its place; nothing else needs to give it one.

use serde_core::de::value::{BorrowedStrDeserializer, SeqDeserializer};
use serde_core::de::{self, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde_core::forward_to_deserialize_any;

use super::deserializer::{Deserializer, Reports, visit_variant};
use super::error::{Error, unknown_key};
use super::types::SPANNED;
use crate::diagnostic::rule::Rule;
use crate::text::source::Span;
use crate::yaml::{Key, Node};

/// The items of a list.
pub(super) struct Items<'a, 'de> {
    items: std::slice::Iter<'de, Node>,
    sink: Reports<'a>,
}

impl<'a, 'de> Items<'a, 'de> {
    pub(super) fn new(items: &'de [Node], sink: Reports<'a>) -> Self {
        Self { items: items.iter(), sink }
    }

    /// How many were not asked for.
    pub(super) fn left(&self) -> usize {
        self.items.len()
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let Some(node) = self.items.next() else {
            return Ok(None);
        };
        placed(seed.deserialize(Deserializer::new(node, self.sink)), node.span).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The entries of a mapping, without those whose keys are not known.
pub(super) struct Members<'a, 'de> {
    entries: std::slice::Iter<'de, (Key, Node)>,
    value: Option<&'de Node>,
    known: Option<&'static [&'static str]>,
    sink: Reports<'a>,
}

impl<'a, 'de> Members<'a, 'de> {
    pub(super) fn new(entries: &'de [(Key, Node)], known: Option<&'static [&'static str]>, sink: Reports<'a>) -> Self {
        Self { entries: entries.iter(), value: None, known, sink }
    }
}

impl<'de> MapAccess<'de> for Members<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        for (key, value) in self.entries.by_ref() {
            match self.known {
                Some(known) if !known.contains(&key.text.as_str()) => {
                    self.sink.borrow_mut().push(unknown_key(&key.text, known, key.span));
                }
                _ => {
                    self.value = Some(value);
                    return placed(seed.deserialize(KeyDeserializer(key)), key.span).map(Some);
                }
            }
        }
        Ok(None)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        let Some(node) = self.value.take() else { return Err(no_value()) };
        placed(seed.deserialize(Deserializer::new(node, self.sink)), node.span)
    }
}

/// Gives an error its place. A `match`, since this is made anew for every type of a catalog, and so would be a closure.
fn placed<T>(read: Result<T, Error>, span: Span) -> Result<T, Error> {
    match read {
        Ok(value) => Ok(value),
        Err(error) => Err(error.at(span)),
    }
}

/// Reads a key: always a text.
#[derive(Clone, Copy)]
struct KeyDeserializer<'de>(&'de Key);

impl<'de> de::Deserializer<'de> for KeyDeserializer<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(&self.0.text)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        match name {
            SPANNED => visitor.visit_map(Parts::new(self.0.span, self, None)),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visit_variant(&self.0.text, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// A place as the key of a value, for [`super::Spanned`] and [`super::Field`].
///
/// As a mapping, since the types of keys are none of the types of values: a list would have every type read from places, too.
pub(super) struct Parts<'a, D> {
    span: Span,
    value: D,
    /// Where the error of the value is reported, if it is not handed on.
    catch: Option<Reports<'a>>,
}

impl<'a, D> Parts<'a, D> {
    pub(super) const fn new(span: Span, value: D, catch: Option<Reports<'a>>) -> Self {
        Self { span, value, catch }
    }

    fn caught(&self, error: Error) -> Error {
        let Some(sink) = self.catch else { return error };
        error.report(self.span, &mut sink.borrow_mut());
        Error::REPORTED
    }
}

impl<'de, D: de::Deserializer<'de, Error = Error> + Copy> MapAccess<'de> for Parts<'_, D> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Span { file, start, end } = self.span;
        seed.deserialize(SeqDeserializer::new([file, start, end].into_iter())).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        match seed.deserialize(self.value) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.caught(error)),
        }
    }
}

fn no_value() -> Error {
    Error::new(Rule::Internal, "a value was asked for out of turn")
}

/// The parts of a [`super::Literal`].
pub(super) struct LiteralParts<'de> {
    kind: Option<u8>,
    text: Option<&'de str>,
}

impl<'de> LiteralParts<'de> {
    pub(super) const fn new(kind: u8, text: &'de str) -> Self {
        Self { kind: Some(kind), text: Some(text) }
    }
}

impl<'de> SeqAccess<'de> for LiteralParts<'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if let Some(kind) = self.kind.take() {
            return seed.deserialize(kind.into_deserializer()).map(Some);
        }
        match self.text.take() {
            Some(text) => seed.deserialize(BorrowedStrDeserializer::new(text)).map(Some),
            None => Ok(None),
        }
    }
}
