//! Retry policies, decoded from their rows.

use core::fmt;
use core::time::Duration;

use crate::catalog::date::Date;
use crate::catalog::duration::DurationText;
use crate::catalog::limit::{Limit, LimitRows};
use crate::catalog::vocabulary::{Idempotency, Jitter, PolicyKind};
use crate::padding::pad;
use crate::tables::Tables;
use crate::tables::numbers::Entries;
use crate::tables::rows::PolicyRow;

/// A retry policy: when and how a call may be repeated.
///
/// Policies compare by value: those of two copies of a catalog are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Policy<'a> {
    /// The name in the catalog; `never` for a code whose calls are not repeated.
    pub name: &'a str,
    /// What has to happen before the call is repeated.
    pub repeat: Repeat,
    /// Which idempotency key a repeated call carries.
    pub idempotency: Idempotency,
    limits: LimitRows<'a>,
}

/// What has to happen before a call is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Repeat {
    /// Nothing helps: the call is never repeated.
    Never,
    /// Somebody changes what they entered or set up.
    AfterChange,
    /// Somebody authenticates again.
    AfterAuthentication,
    /// Nothing: the client repeats the call on a schedule.
    Automatic(Schedule),
}

/// When a client repeats a call by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Schedule {
    /// How long the client waits before each retry.
    pub waits: Waits,
    /// The number of retries after the first call; at least 1.
    pub retries: u32,
    /// The time since the first call after which nothing is repeated; `None` for no limit.
    pub total: Option<Duration>,
    /// How waits are spread at random.
    pub jitter: Jitter,
    /// The longest `Retry-After` of an answer (RFC 9110, section 10.2.3) that a client follows. Up to it, `Retry-After` is a
    /// lower bound of the wait; beyond it, nothing is repeated. `None` if `Retry-After` is ignored.
    pub retry_after: Option<Duration>,
}

/// How long a client waits before each retry, without jitter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Waits {
    /// No wait.
    Immediate,
    /// The same wait before each retry.
    Delay(Duration),
    /// Waits that grow exponentially.
    Backoff {
        /// The wait before the first retry.
        first: Duration,
        /// What each wait is multiplied by to give the next.
        factor: Factor,
        /// The longest wait.
        max: Duration,
    },
}

/// The factor of an exponential backoff, in steps of 0.001; at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Factor(u32);

impl Factor {
    /// The factor of so many thousandths: 1500 is a factor of 1.5. Below 1000 it is 1.
    #[must_use]
    pub const fn from_thousandths(thousandths: u32) -> Self {
        Self(if thousandths < 1000 { 1000 } else { thousandths })
    }

    /// The factor in thousandths: 1500 for a factor of 1.5.
    #[must_use]
    pub const fn thousandths(self) -> u32 {
        self.0
    }
}

impl From<Factor> for f64 {
    fn from(factor: Factor) -> Self {
        Self::from(factor.0) / 1000.0
    }
}

/// `2`, `1.5`
impl fmt::Display for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, |out| write!(out, "{}", f64::from(*self)))
    }
}

impl<'a> Policy<'a> {
    /// Returns the kind, as the catalog names it.
    #[must_use]
    pub const fn kind(&self) -> PolicyKind {
        match self.repeat {
            Repeat::Never => PolicyKind::Never,
            Repeat::AfterChange => PolicyKind::AfterChange,
            Repeat::AfterAuthentication => PolicyKind::AfterAuthentication,
            Repeat::Automatic(Schedule { waits: Waits::Immediate, .. }) => PolicyKind::Immediate,
            Repeat::Automatic(Schedule { waits: Waits::Delay(_), .. }) => PolicyKind::Delay,
            Repeat::Automatic(Schedule { waits: Waits::Backoff { .. }, .. }) => PolicyKind::Backoff,
        }
    }

    /// Returns the schedule on which a client repeats the call by itself; `None` if it does not.
    #[must_use]
    pub const fn schedule(&self) -> Option<Schedule> {
        match self.repeat {
            Repeat::Automatic(schedule) => Some(schedule),
            _ => None,
        }
    }

    /// Returns whether a client repeats the call by itself.
    #[must_use]
    pub const fn is_automatic(&self) -> bool {
        matches!(self.repeat, Repeat::Automatic(_))
    }

    /// Returns the wait before the first retry: for the kinds `backoff` and `delay`.
    #[must_use]
    pub const fn first_wait(&self) -> Option<Duration> {
        match self.repeat {
            Repeat::Automatic(Schedule { waits: Waits::Delay(first) | Waits::Backoff { first, .. }, .. }) => {
                Some(first)
            }
            _ => None,
        }
    }

    /// Returns what an answer says in `Retry-After` (RFC 9110, section 10.2.3): the first wait in whole seconds, rounded up.
    #[must_use]
    pub fn retry_after_seconds(&self) -> Option<u64> {
        self.first_wait().map(|wait| wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0)))
    }

    /// Returns the limits that others, such as card schemes, set on retries, in the catalog's order.
    pub fn limits(&self) -> impl ExactSizeIterator<Item = Limit<'a>> + use<'a> {
        self.limits.iter()
    }

    /// Returns the limits that apply on a day: for each scheme the one whose `from` came last. A limit without a date applies
    /// until then.
    pub fn limits_on(&self, day: Date) -> impl Iterator<Item = Limit<'a>> + use<'a> {
        let all = self.limits;
        let applies = move |limit: &Limit<'a>| limit.from.is_none_or(|from| from <= day);
        self.limits().filter(applies).filter(move |limit| {
            let mut others = all.iter().filter(applies);
            !others.any(|other| other.scheme == limit.scheme && other.from > limit.from)
        })
    }

    pub(crate) const fn read(tables: &'a Tables<'a>, number: usize) -> Self {
        let row = PolicyRow::read(tables, number);
        let first = Duration::from_millis(row.first);
        let waits = match row.kind {
            PolicyKind::Never => Err(Repeat::Never),
            PolicyKind::AfterChange => Err(Repeat::AfterChange),
            PolicyKind::AfterAuthentication => Err(Repeat::AfterAuthentication),
            PolicyKind::Immediate => Ok(Waits::Immediate),
            PolicyKind::Delay => Ok(Waits::Delay(first)),
            PolicyKind::Backoff => Ok(Waits::Backoff {
                first,
                factor: Factor::from_thousandths(row.factor),
                max: Duration::from_millis(row.max),
            }),
        };
        let repeat = match waits {
            Err(repeat) => repeat,
            Ok(waits) => Repeat::Automatic(Schedule {
                waits,
                retries: row.retries,
                total: duration(row.total),
                jitter: row.jitter,
                retry_after: duration(row.retry_after),
            }),
        };
        Self {
            name: tables.string(row.name),
            repeat,
            idempotency: row.idempotency,
            limits: LimitRows::new(tables, row.limits),
        }
    }

    pub(crate) const fn never(tables: &'a Tables<'a>) -> Self {
        Self {
            name: "never",
            repeat: Repeat::Never,
            idempotency: Idempotency::SameKey,
            limits: LimitRows::new(tables, Entries::NONE),
        }
    }
}

/// Returns a duration of a row. The compiler refuses durations of zero where zero means none.
const fn duration(milliseconds: u64) -> Option<Duration> {
    match milliseconds {
        0 => None,
        milliseconds => Some(Duration::from_millis(milliseconds)),
    }
}

/// `transient: exponential backoff from 1s up to 30s, at most 5 retries, same idempotency key`
impl fmt::Display for Policy<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, |out| {
            match self.repeat {
                Repeat::Never => return out.write_str("never"),
                Repeat::AfterChange => write!(out, "{}: only after something was changed", self.name)?,
                Repeat::AfterAuthentication => write!(out, "{}: only after authenticating again", self.name)?,
                Repeat::Automatic(schedule) => write!(out, "{}: {schedule}", self.name)?,
            }
            out.write_str(match self.idempotency {
                Idempotency::SameKey => ", same idempotency key",
                Idempotency::NewKey => ", new idempotency key",
            })
        })
    }
}

/// `exponential backoff from 1s up to 30s, at most 5 retries within 2m, full jitter`
impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, |out| {
            match self.waits {
                Waits::Immediate => out.write_str("at once")?,
                Waits::Delay(wait) => write!(out, "after {}", DurationText(wait))?,
                Waits::Backoff { first, max, .. } => {
                    write!(out, "exponential backoff from {} up to {}", DurationText(first), DurationText(max))?;
                }
            }
            write!(out, ", at most {} {}", self.retries, if self.retries == 1 { "retry" } else { "retries" })?;
            if let Some(total) = self.total {
                write!(out, " within {}", DurationText(total))?;
            }
            match self.jitter {
                Jitter::None => {}
                jitter => write!(out, ", {jitter} jitter")?,
            }
            match self.retry_after {
                None => out.write_str(", ignores Retry-After"),
                Some(longest) => write!(out, ", follows Retry-After up to {}", DurationText(longest)),
            }
        })
    }
}
