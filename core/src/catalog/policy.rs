//! Retry policies, decoded from their rows.

use core::fmt;
use core::time::Duration;

use crate::catalog::date::Date;
use crate::catalog::vocabulary::{Idempotency, Jitter, PolicyKind};
use crate::tables::{Tables, Word, row};

/// When and how a call may be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Policy<'a> {
    /// The policy's name in its catalog; `never` for a code that is not to be repeated.
    pub name: &'a str,
    /// What has to happen first.
    pub kind: PolicyKind,
    /// The wait before the first retry; zero where the kind has no schedule.
    pub first: Duration,
    /// What each wait is multiplied by to give the next, in thousandths; at least 1000.
    pub factor_thousandths: u32,
    /// The longest wait; zero for no limit.
    pub max: Duration,
    /// Repetitions after the first call.
    pub retries: u32,
    /// The time in all after which nothing is repeated; zero for no limit.
    pub total: Duration,
    /// How waits are spread.
    pub jitter: Jitter,
    /// Whether a `Retry-After` of the answer is a lower bound of the wait (RFC 9110, section 10.2.3).
    pub retry_after: bool,
    /// Which idempotency key a retry carries.
    pub idempotency: Idempotency,
    tables: LimitRows<'a>,
}

impl<'a> Policy<'a> {
    /// Whether the call may ever be repeated without somebody's doing: the kinds with a schedule.
    #[must_use]
    pub const fn is_automatic(&self) -> bool {
        matches!(self.kind, PolicyKind::Immediate | PolicyKind::Backoff | PolicyKind::Delay)
    }

    /// The wait before the first retry, where the kind has one: `backoff` and `delay`.
    #[must_use]
    pub const fn first_wait(&self) -> Option<Duration> {
        let waits = matches!(self.kind, PolicyKind::Backoff | PolicyKind::Delay) && !self.first.is_zero();
        if waits { Some(self.first) } else { None }
    }

    /// What an answer says in `Retry-After` (RFC 9110, section 10.2.3): the first wait in whole seconds, rounded up.
    #[must_use]
    pub fn retry_after_seconds(&self) -> Option<u64> {
        self.first_wait().map(|wait| wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0)))
    }

    /// Limits that others set on repetitions, such as card schemes, in the catalog's order.
    pub fn limits(&self) -> impl ExactSizeIterator<Item = Limit<'a>> + use<'a> {
        let LimitRows { tables, start, end } = self.tables;
        (start..end).map(move |limit| {
            let at = limit * row::LIMIT;
            Limit {
                scheme: tables.string(Word::Limits, at),
                count: tables.word(Word::Limits, at + 1),
                window: Duration::from_millis(tables.long(Word::Limits, at + 2)),
                from: tables.optional_string(Word::Limits, at + 4).and_then(|from| from.parse().ok()),
                source: tables.optional_string(Word::Limits, at + 5),
            }
        })
    }

    /// The limits that apply on a day: of each scheme the one whose `from` is the latest that has come. The one without a
    /// date applies until then.
    pub fn limits_on(&self, day: Date) -> impl Iterator<Item = Limit<'a>> + use<'a> {
        let all = *self;
        let applies = move |limit: &Limit<'a>| limit.from.is_none_or(|from| from <= day);
        self.limits().filter(applies).filter(move |limit| {
            let mut others = all.limits().filter(applies);
            !others.any(|other| other.scheme == limit.scheme && other.from > limit.from)
        })
    }

    pub(crate) const fn read(tables: &'a Tables<'a>, number: usize) -> Self {
        let at = number * row::POLICY;
        Self {
            name: tables.string(Word::Policies, at),
            kind: PolicyKind::of(tables.word(Word::Policies, at + 1)),
            first: Duration::from_millis(tables.long(Word::Policies, at + 2)),
            factor_thousandths: tables.word(Word::Policies, at + 4),
            max: Duration::from_millis(tables.long(Word::Policies, at + 5)),
            retries: tables.word(Word::Policies, at + 7),
            total: Duration::from_millis(tables.long(Word::Policies, at + 8)),
            jitter: Jitter::of(tables.word(Word::Policies, at + 10)),
            retry_after: tables.word(Word::Policies, at + 11) != 0,
            idempotency: Idempotency::of(tables.word(Word::Policies, at + 12)),
            tables: LimitRows {
                tables,
                start: tables.word(Word::Policies, at + 13) as usize,
                end: tables.word(Word::Policies, at + 14) as usize,
            },
        }
    }

    pub(crate) const fn never(tables: &'a Tables<'a>) -> Self {
        Self {
            name: "never",
            kind: PolicyKind::Never,
            first: Duration::ZERO,
            factor_thousandths: 1000,
            max: Duration::ZERO,
            retries: 0,
            total: Duration::ZERO,
            jitter: Jitter::None,
            retry_after: false,
            idempotency: Idempotency::SameKey,
            tables: LimitRows { tables, start: 0, end: 0 },
        }
    }
}

/// `transient: exponential backoff from 1s up to 30s, at most 5 retries, same idempotency key`
impl fmt::Display for Policy<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            PolicyKind::Never => return f.write_str("never"),
            PolicyKind::Immediate => write!(f, "{}: at once", self.name)?,
            PolicyKind::Backoff => write!(f, "{}: exponential backoff from {}", self.name, DurationText(self.first))?,
            PolicyKind::Delay => write!(f, "{}: after {}", self.name, DurationText(self.first))?,
            PolicyKind::AfterChange => write!(f, "{}: only after something was changed", self.name)?,
            PolicyKind::AfterAuthentication => write!(f, "{}: only after authenticating again", self.name)?,
        }
        if !self.max.is_zero() {
            write!(f, " up to {}", DurationText(self.max))?;
        }
        if self.is_automatic() {
            write!(f, ", at most {} {}", self.retries, if self.retries == 1 { "retry" } else { "retries" })?;
        }
        if !self.total.is_zero() {
            write!(f, " within {}", DurationText(self.total))?;
        }
        if self.jitter != Jitter::None {
            write!(f, ", {} jitter", self.jitter)?;
        }
        f.write_str(match self.idempotency {
            Idempotency::SameKey => ", same idempotency key",
            Idempotency::NewKey => ", new idempotency key",
        })
    }
}

#[derive(Clone, Copy)]
struct LimitRows<'a> {
    tables: &'a Tables<'a>,
    start: usize,
    end: usize,
}

impl fmt::Debug for LimitRows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} limits", self.end - self.start)
    }
}

impl PartialEq for LimitRows<'_> {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.tables, other.tables) && self.start == other.start && self.end == other.end
    }
}

impl Eq for LimitRows<'_> {}

/// A limit that somebody else sets on repetitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limit<'a> {
    /// Who sets it, such as a card scheme.
    pub scheme: &'a str,
    /// How many attempts, all together.
    pub count: u32,
    /// Within which time.
    pub window: Duration,
    /// The first day on which it applies, if it is dated; a later limit of the same scheme supersedes it.
    pub from: Option<Date>,
    /// Where it is written.
    pub source: Option<&'a str>,
}

/// A duration in the largest unit of the catalog format that gives a whole number: `500ms`, `1s`, `5m`, `24h`, `30d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DurationText(
    /// The duration; fractions of a millisecond are not shown.
    pub Duration,
);

impl fmt::Display for DurationText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = self.0.as_millis();
        for (unit, name) in [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1_000, "s")] {
            if ms != 0 && ms.is_multiple_of(unit) {
                return write!(f, "{}{name}", ms / unit);
            }
        }
        write!(f, "{ms}ms")
    }
}
