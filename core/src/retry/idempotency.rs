//! Which idempotency key the next attempt carries.

use crate::catalog::code::AnyCode;
use crate::catalog::error_code::ErrorCode;
use crate::catalog::outcome::Outcome;
use crate::catalog::policy::Repeat;
use crate::catalog::vocabulary::Idempotency;

/// The result of the last attempt, input to [`Idempotency::after`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LastAttempt<'a> {
    /// The result is unknown: there was no answer, or none that the catalog recognizes.
    NoAnswer,
    /// The attempt failed with an error.
    Error(AnyCode<'a>),
    /// The attempt ended with an outcome, such as declined, paid or canceled.
    Outcome(Outcome<'a>),
}

impl<'a> From<AnyCode<'a>> for LastAttempt<'a> {
    fn from(code: AnyCode<'a>) -> Self {
        Self::Error(code)
    }
}

impl<C: ErrorCode> From<C> for LastAttempt<'static> {
    fn from(code: C) -> Self {
        Self::Error(code.erase())
    }
}

impl<'a> From<Outcome<'a>> for LastAttempt<'a> {
    fn from(outcome: Outcome<'a>) -> Self {
        Self::Outcome(outcome)
    }
}

impl Idempotency {
    /// Returns which key the next attempt carries.
    ///
    /// The same key repeats the same intent: if an earlier attempt got through after all, the server returns its result instead
    /// of a duplicate. So technical retries keep their key, as the policy of the error says, and so do attempts whose result
    /// is unknown. An attempt with an outcome is finished, so the next one is new and gets a new key; so does a corrected
    /// request.
    #[must_use]
    pub fn after<'a>(last: impl Into<LastAttempt<'a>>) -> Self {
        match last.into() {
            LastAttempt::NoAnswer => Self::SameKey,
            LastAttempt::Outcome(_) => Self::NewKey,
            LastAttempt::Error(code) if code.outcome().is_some() || code.retry().repeat == Repeat::Never => {
                Self::NewKey
            }
            LastAttempt::Error(code) => code.retry().idempotency,
        }
    }
}
