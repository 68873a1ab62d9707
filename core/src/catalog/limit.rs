//! Limits that others, such as card schemes, set on retries.

use core::fmt;
use core::time::Duration;

use crate::catalog::date::Date;
use crate::catalog::duration::DurationText;
use crate::padding::pad;
use crate::tables::Tables;
use crate::tables::numbers::Entries;
use crate::tables::rows::LimitRow;

/// A limit that somebody else sets on retries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Limit<'a> {
    /// Who sets it, such as a card scheme.
    pub scheme: &'a str,
    /// The number of attempts in all, the first call included; at least 1.
    pub count: u32,
    /// The time within which attempts are counted.
    pub window: Duration,
    /// The first day on which it applies, if it is dated; it then supersedes earlier limits of the same scheme.
    pub from: Option<Date>,
    /// Where it is written.
    pub citation: Option<&'a str>,
}

/// `visa: 15 attempts in 30d from 2026-04-18 (Visa Core Rules, 7.3.6)`
impl fmt::Display for Limit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { scheme, count, window, from, citation } = self;
        pad(f, |out| {
            let attempts = if *count == 1 { "attempt" } else { "attempts" };
            write!(out, "{scheme}: {count} {attempts} in {}", DurationText(*window))?;
            if let Some(from) = from {
                write!(out, " from {from}")?;
            }
            match citation {
                Some(citation) => write!(out, " ({citation})"),
                None => Ok(()),
            }
        })
    }
}

/// The rows of a policy's limits.
#[derive(Clone, Copy)]
pub(super) struct LimitRows<'a> {
    tables: &'a Tables<'a>,
    rows: Entries,
}

impl<'a> LimitRows<'a> {
    pub(super) const fn new(tables: &'a Tables<'a>, rows: Entries) -> Self {
        Self { tables, rows }
    }

    pub(super) fn iter(self) -> impl ExactSizeIterator<Item = Limit<'a>> + use<'a> {
        let Self { tables, rows } = self;
        rows.numbers().map(move |number| {
            let LimitRow { scheme, count, window, from, citation } = LimitRow::read(tables, number);
            Limit {
                scheme: tables.string(scheme),
                count,
                window: Duration::from_millis(window),
                from: tables.optional_string(from).and_then(|from| from.parse().ok()),
                citation: tables.optional_string(citation),
            }
        })
    }
}

impl fmt::Debug for LimitRows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl PartialEq for LimitRows<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for LimitRows<'_> {}
