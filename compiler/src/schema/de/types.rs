//! What the structs of a schema are made of: values that know their place, and containers that outlive a broken item.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use crate::text::source::Span;

/// The name under which a value asks the deserializer for its place.
pub(super) const SPANNED: &str = "$errcat::Spanned";

/// The name under which a value asks for its place, and for its errors to be reported.
pub(super) const FIELD: &str = "$errcat::Field";

/// A value and its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// The value of a key that may be left out; see [`Keys`].
///
/// A value that cannot be read is reported and becomes `Invalid`, so that the other keys are read too, and so that nobody
/// complains a second time that it is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Field<T> {
    /// The key is not there.
    #[default]
    Absent,
    /// The value was reported.
    Invalid,
    /// The value.
    Present(Spanned<T>),
}

impl<T> Field<T> {
    /// The value, if there is one.
    pub const fn get(&self) -> Option<&T> {
        match self {
            Self::Present(present) => Some(&present.value),
            Self::Absent | Self::Invalid => None,
        }
    }

    /// Where the value is written.
    pub const fn span(&self) -> Option<Span> {
        match self {
            Self::Present(present) => Some(present.span),
            Self::Absent | Self::Invalid => None,
        }
    }

    /// Whether the key is not there.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the value was reported.
    pub const fn is_invalid(&self) -> bool {
        matches!(self, Self::Invalid)
    }
}

/// A mapping from names to values of one type, in the order of the file; none is absent, those that cannot be read are invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries<T>(pub Vec<(Spanned<String>, Field<T>)>);

/// A list of values with their places. A value that cannot be read is reported and left out; `List<Field<T>>` keeps its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List<T>(pub Vec<Spanned<T>>);

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(SPANNED, SpannedVisitor(PhantomData))
    }
}

struct SpannedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for SpannedVisitor<T> {
    type Value = Spanned<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value of a catalog")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut parts: A) -> Result<Self::Value, A::Error> {
        let span = next_span(&mut parts)?;
        Ok(Spanned { value: parts.next_value()?, span })
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(FIELD, FieldVisitor(PhantomData))
    }
}

struct FieldVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for FieldVisitor<T> {
    type Value = Field<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value of a catalog")
    }

    /// The deserializer has reported the error that is dropped here: that is what asking for [`FIELD`] means.
    fn visit_map<A: MapAccess<'de>>(self, mut parts: A) -> Result<Self::Value, A::Error> {
        let span = next_span(&mut parts)?;
        Ok(match parts.next_value() {
            Ok(value) => Field::Present(Spanned { value, span }),
            Err(_) => Field::Invalid,
        })
    }
}

fn next_span<'de, A: MapAccess<'de>>(parts: &mut A) -> Result<Span, A::Error> {
    let (file, start, end) = parts.next_key()?.ok_or_else(|| A::Error::custom("no place"))?;
    Ok(Span::new(file, start, end))
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor(PhantomData))
    }
}

struct EntriesVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for EntriesVisitor<T> {
    type Value = Entries<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a mapping")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = List<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(field) = list.next_element::<Field<T>>()? {
            if let Field::Present(present) = field {
                items.push(present);
            }
        }
        Ok(List(items))
    }
}

/// A mapping with known keys, each of which may be left out: a struct of [`Field`]s.
pub trait Keys: Default {
    /// The keys, in the order in which a message lists them.
    const KEYS: &'static [&'static str];

    /// Reads the value of a key; whether the key is known.
    ///
    /// # Errors
    ///
    /// Those of the value.
    fn read<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error>;
}

/// Reads a mapping with known keys.
///
/// # Errors
///
/// If it is no mapping.
pub fn with_keys<'de, T: Keys, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_struct("", T::KEYS, KeysVisitor(PhantomData))
}

struct KeysVisitor<T>(PhantomData<T>);

impl<'de, T: Keys> Visitor<'de> for KeysVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a mapping")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut value = T::default();
        while let Some(key) = map.next_key::<&str>()? {
            if !value.read(key, &mut map)? {
                return Err(A::Error::unknown_field(key, T::KEYS));
            }
        }
        Ok(value)
    }
}
