//! The life cycle of ids: deprecated, retired, and what a text can turn out to name.

use core::fmt;

use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::tables::{Word, row};

/// What an id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// A code.
    Code(AnyCode<'a>),
    /// An id that is no longer a code.
    Retired(Retired<'a>),
}

/// That a code should no longer be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deprecation<'a> {
    /// The catalog version that deprecated it.
    pub since: Option<&'a str>,
    /// The code to use instead.
    pub replaced_by: Option<AnyCode<'a>>,
    /// Why.
    pub reason: Option<&'a str>,
}

impl<'a> Deprecation<'a> {
    pub(crate) const fn read(catalog: Catalog<'a>, number: usize) -> Self {
        let (tables, at) = (catalog.tables(), number * row::DEPRECATION);
        Self {
            since: tables.optional_string(Word::Deprecations, at),
            replaced_by: successor(catalog, tables.word(Word::Deprecations, at + 1)),
            reason: tables.optional_string(Word::Deprecations, at + 2),
        }
    }
}

/// The tombstone of an id that is never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retired<'a> {
    /// The id.
    pub id: &'a str,
    /// The catalog version that brought it.
    pub since: Option<&'a str>,
    /// The catalog version that retired it.
    pub until: Option<&'a str>,
    /// The code to use instead.
    pub replaced_by: Option<AnyCode<'a>>,
    /// Why.
    pub reason: Option<&'a str>,
}

impl<'a> Retired<'a> {
    pub(crate) const fn read(catalog: Catalog<'a>, number: usize) -> Self {
        let (tables, at) = (catalog.tables(), number * row::RETIRED);
        Self {
            id: tables.text(Word::Ids, catalog.len() + number),
            since: tables.optional_string(Word::Retired, at),
            until: tables.optional_string(Word::Retired, at + 1),
            replaced_by: successor(catalog, tables.word(Word::Retired, at + 2)),
            reason: tables.optional_string(Word::Retired, at + 3),
        }
    }
}

/// ``retired in 1.3, use `CARD_DECLINED`: the reason``
impl fmt::Display for Retired<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("retired")?;
        if let Some(until) = self.until {
            write!(f, " in {until}")?;
        }
        if let Some(code) = self.replaced_by {
            write!(f, ", use `{code}`")?;
        }
        match self.reason {
            Some(reason) => write!(f, ": {reason}"),
            None => Ok(()),
        }
    }
}

const fn successor(catalog: Catalog<'_>, number: u32) -> Option<AnyCode<'_>> {
    match number {
        0 => None,
        number => catalog.get(number as usize - 1),
    }
}

/// Why a text is not a code. A retired id that has a successor resolves to it and is no error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseCodeError {
    /// The catalog has never had such an id.
    Unknown {
        /// The catalog's name.
        catalog: &'static str,
    },
    /// The id was retired, and nothing replaces it.
    Retired(Retired<'static>),
}

impl fmt::Display for ParseCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { catalog } => write!(f, "not a code of catalog `{catalog}`"),
            Self::Retired(retired) => write!(f, "`{}` was {retired}", retired.id),
        }
    }
}

impl core::error::Error for ParseCodeError {}
