//! Which idempotency key the next attempt carries.

use crate::catalog::code::AnyCode;
use crate::catalog::error_code::ErrorCode;
use crate::catalog::outcome::Outcome;
use crate::catalog::vocabulary::{Idempotency, PolicyKind};

/// How the last attempt went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Previous<'a> {
    /// Nobody knows: there was no answer, or none that the catalog knows.
    NoAnswer,
    /// With an error.
    Error(AnyCode<'a>),
    /// With an outcome: it was declined, paid, cancelled, …
    Outcome(Outcome<'a>),
}

impl<'a> From<AnyCode<'a>> for Previous<'a> {
    fn from(code: AnyCode<'a>) -> Self {
        Self::Error(code)
    }
}

impl<C: ErrorCode> From<C> for Previous<'static> {
    fn from(code: C) -> Self {
        Self::Error(code.any())
    }
}

impl<'a> From<Outcome<'a>> for Previous<'a> {
    fn from(outcome: Outcome<'a>) -> Self {
        Self::Outcome(outcome)
    }
}

impl Idempotency {
    /// Which key the next attempt carries. The same one repeats an intent: where it got through after all, its result comes back
    /// instead of a duplicate. So it is for technical retries, as the policy of an error says, and for attempts of which
    /// nobody knows how they went. An attempt that has an outcome is over: what follows is a new one, and so is a request that
    /// had to be corrected.
    #[must_use]
    pub fn after<'a>(previous: impl Into<Previous<'a>>) -> Self {
        match previous.into() {
            Previous::NoAnswer => Self::SameKey,
            Previous::Outcome(_) => Self::NewKey,
            Previous::Error(code) if code.outcome().is_some() || code.retry().kind == PolicyKind::Never => Self::NewKey,
            Previous::Error(code) => code.retry().idempotency,
        }
    }
}
