//! The life cycle of ids: current, deprecated, retired.

use core::fmt;

use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::catalog::mask::Shown;
use crate::padding::pad;
use crate::tables::columns::U32Column;
use crate::tables::rows::{DeprecationRow, RetiredRow};

/// What an id names; see [`Catalog::find`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// A code.
    Code(AnyCode<'a>),
    /// A retired id, which is never used again.
    Retired(Retired<'a>),
}

/// The deprecation of a code: since when, why, and what to use instead.
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
        let tables = catalog.tables();
        let DeprecationRow { since, replaced_by, reason } = DeprecationRow::read(tables, number);
        Self {
            since: tables.optional_string(since),
            replaced_by: catalog.stored_code(replaced_by),
            reason: tables.optional_string(reason),
        }
    }
}

/// ``the reason (since 1.2, use `CARD_DECLINED`)``
impl fmt::Display for Deprecation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, |out| {
            out.write_str(self.reason.unwrap_or("do not use it in new code"))?;
            match (self.since, self.replaced_by) {
                (None, None) => Ok(()),
                (Some(since), None) => write!(out, " (since {since})"),
                (None, Some(code)) => write!(out, " (use `{code}`)"),
                (Some(since), Some(code)) => write!(out, " (since {since}, use `{code}`)"),
            }
        })
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
    /// What the public saw in place of the code. A masked code stays masked.
    pub shown: Shown<'a>,
    /// The wire code, if it was not the id: a text, or the digits of a number; see [`Catalog::number_on_wire`].
    pub wire_code: Option<&'a str>,
}

impl<'a> Retired<'a> {
    pub(crate) fn read(catalog: Catalog<'a>, number: usize) -> Self {
        let tables = catalog.tables();
        let RetiredRow { since, until, replaced_by, reason, shown_as } = RetiredRow::read(tables, number);
        Self {
            id: tables.text(U32Column::Ids, catalog.len() + number),
            since: tables.optional_string(since),
            until: tables.optional_string(until),
            replaced_by: catalog.stored_code(replaced_by),
            reason: tables.optional_string(reason),
            shown: Shown::of(catalog, shown_as),
            wire_code: catalog.retired_wire_code(number),
        }
    }
}

/// ``retired in 1.3, use `CARD_DECLINED`: the reason``
impl fmt::Display for Retired<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, |out| {
            out.write_str("retired")?;
            if let Some(until) = self.until {
                write!(out, " in {until}")?;
            }
            if let Some(code) = self.replaced_by {
                write!(out, ", use `{code}`")?;
            }
            match self.reason {
                Some(reason) => write!(out, ": {reason}"),
                None => Ok(()),
            }
        })
    }
}

/// The error of parsing an id. A retired id with a successor resolves to that and gives no error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseCodeError {
    /// The id is not, and was never, an id of the catalog.
    Unknown {
        /// The catalog's name.
        catalog: &'static str,
    },
    /// The id was retired, and nothing replaces it.
    Retired(Retired<'static>),
}

impl fmt::Display for ParseCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, |out| match self {
            Self::Unknown { catalog } => write!(out, "not a code of catalog `{catalog}`"),
            Self::Retired(retired) => write!(out, "`{}` was {retired}", retired.id),
        })
    }
}

impl core::error::Error for ParseCodeError {}
