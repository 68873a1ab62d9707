//! When to repeat a call: the waits of a policy, and what to do after a failure.

use core::fmt;
use core::iter::FusedIterator;
use core::time::Duration;

use crate::catalog::policy::Policy;
use crate::catalog::vocabulary::{Idempotency, Jitter, PolicyKind};

impl Policy<'_> {
    /// The wait before a retry, without jitter; retry 1 is the first repetition, and 0 the call itself, which waits for
    /// nothing. It is asked whatever `retries` allows, and never more than `max`.
    ///
    /// `None` for kinds without a schedule: somebody has to do something first.
    #[must_use]
    pub fn delay(&self, retry: u32) -> Option<Duration> {
        let wait = self.waits()?;
        Some(match retry.checked_sub(1) {
            None => Duration::ZERO,
            // A catalog's wait grows to its limit in 27,000 steps at the most, and stays there.
            Some(before) => wait.skip(before),
        })
    }

    /// The waits before each retry that the policy allows, without jitter: at most `retries`, and not more than `total`
    /// together. Empty for kinds without a schedule.
    #[must_use]
    pub fn delays(&self) -> Delays {
        Delays {
            next: self.waits().unwrap_or(Waits { next: Duration::ZERO, factor: 1000, max: Duration::ZERO }),
            left: if self.is_automatic() { self.retries } else { 0 },
            time: if self.total.is_zero() { Duration::MAX } else { self.total },
        }
    }

    /// What to do now that a call has failed with an error of this policy.
    ///
    /// ```
    /// use core::time::Duration;
    /// use errcat_core::{Attempt, Decision, GiveUp, Policy};
    ///
    /// /// Backoff from one second: 1, 2, 4, …
    /// fn after_the_second_failure(policy: Policy<'_>) {
    ///     let attempt = Attempt::new(2).retry_after(Duration::from_secs(20));
    ///     match policy.decide(attempt) {
    ///         Decision::Retry { after, .. } => assert_eq!(after, Duration::from_secs(20)),
    ///         Decision::First { .. } => println!("somebody has to change something first"),
    ///         Decision::GiveUp(reason) => println!("{reason}"),
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn decide(&self, attempt: Attempt) -> Decision {
        let Attempt { retry, elapsed, retry_after, random } = attempt;
        let idempotency = self.idempotency;
        let wait = match self.kind {
            PolicyKind::Never => return Decision::GiveUp(GiveUp::Never),
            PolicyKind::AfterChange => return Decision::First { needed: Needed::Change, idempotency },
            PolicyKind::AfterAuthentication => {
                return Decision::First { needed: Needed::Authentication, idempotency };
            }
            _ if retry > self.retries => return Decision::GiveUp(GiveUp::Retries),
            _ => self.delay(retry).unwrap_or_default(),
        };
        let wait = random.map_or(wait, |random| self.jitter.spread(wait, random));
        let bound = retry_after.filter(|_| self.retry_after).unwrap_or_default();
        let after = wait.max(bound);
        if !self.total.is_zero() && elapsed.saturating_add(after) > self.total {
            return Decision::GiveUp(GiveUp::Time);
        }
        Decision::Retry { after, idempotency }
    }

    /// The waits, without an end.
    fn waits(&self) -> Option<Waits> {
        let (next, factor) = match self.kind {
            PolicyKind::Immediate => (Duration::ZERO, 1000),
            PolicyKind::Delay => (self.first, 1000),
            PolicyKind::Backoff => (self.first, self.factor_thousandths),
            _ => return None,
        };
        let max = if self.max.is_zero() { Duration::MAX } else { self.max };
        Some(Waits { next: next.min(max), factor, max })
    }
}

/// Waits that grow by a factor up to a limit, without an end.
#[derive(Clone, Copy, Debug)]
struct Waits {
    next: Duration,
    /// In thousandths.
    factor: u32,
    max: Duration,
}

impl Waits {
    fn skip(mut self, steps: u32) -> Duration {
        for _ in 0..steps {
            let before = self.next;
            self.advance();
            if self.next == before {
                break;
            }
        }
        self.next
    }

    fn advance(&mut self) {
        // The product saturates beyond 584 million years.
        let whole = self.next.saturating_mul(self.factor / 1000);
        let rest = self.next.checked_mul(self.factor % 1000).map_or(Duration::MAX, |rest| rest / 1000);
        self.next = whole.saturating_add(rest).min(self.max);
    }
}

/// The waits before each retry; see [`Policy::delays`].
#[derive(Clone, Debug)]
pub struct Delays {
    next: Waits,
    left: u32,
    /// What may still be waited.
    time: Duration,
}

impl Iterator for Delays {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        let wait = self.next.next;
        let time = self.time.checked_sub(wait).filter(|_| self.left > 0);
        let Some(time) = time else {
            self.left = 0;
            return None;
        };
        self.time = time;
        self.left -= 1;
        self.next.advance();
        Some(wait)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, usize::try_from(self.left).ok())
    }
}

impl FusedIterator for Delays {}

impl Jitter {
    /// Spreads a wait by a random number, of which all 64 bits are as likely as any other: `full` evenly between nothing and the
    /// wait, `equal` evenly between half of it and all, `none` not at all.
    #[must_use]
    pub fn spread(self, wait: Duration, random: u64) -> Duration {
        #[expect(clippy::cast_precision_loss, reason = "a float holds 53 bits")]
        let part = |wait: Duration| wait.mul_f64((random >> 11) as f64 / (1_u64 << 53) as f64);
        match self {
            Self::None => wait,
            Self::Full => part(wait),
            Self::Equal => {
                let half = wait / 2;
                half + part(wait.saturating_sub(half))
            }
        }
    }
}

/// A retry that may be, and what is known when it is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    retry: u32,
    elapsed: Duration,
    retry_after: Option<Duration>,
    random: Option<u64>,
}

impl Attempt {
    /// The retry of this number: 1 after the first call has failed.
    #[must_use]
    pub const fn new(retry: u32) -> Self {
        Self { retry, elapsed: Duration::ZERO, retry_after: None, random: None }
    }

    /// The time since the first call started, which a policy with `total` bounds.
    #[must_use]
    pub const fn elapsed(mut self, elapsed: Duration) -> Self {
        self.elapsed = elapsed;
        self
    }

    /// What the answer said in `Retry-After` (RFC 9110, section 10.2.3): a lower bound of the wait.
    #[must_use]
    pub const fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// A random number for the policy's jitter; without one the wait is as long as it can be.
    #[must_use]
    pub const fn random(mut self, random: u64) -> Self {
        self.random = Some(random);
        self
    }
}

/// What to do after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Repeat the call.
    Retry {
        /// The time to wait first.
        after: Duration,
        /// Which idempotency key the repeated call carries.
        idempotency: Idempotency,
    },
    /// The call may succeed once something else has happened; the code's remediation and `field` say what.
    First {
        /// What has to happen.
        needed: Needed,
        /// Which idempotency key the call carries then.
        idempotency: Idempotency,
    },
    /// Do not repeat the call.
    GiveUp(GiveUp),
}

/// What has to happen before a call is worth repeating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Needed {
    /// Somebody changes what they entered or set up.
    Change,
    /// Somebody authenticates again.
    Authentication,
}

impl fmt::Display for Needed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Change => "something has to be changed first",
            Self::Authentication => "somebody has to authenticate again first",
        })
    }
}

/// Why a call is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GiveUp {
    /// The same call never succeeds, or nobody knows what it did.
    Never,
    /// It was repeated as often as its policy allows.
    Retries,
    /// The wait would go beyond the time that its policy allows in all.
    Time,
}

impl fmt::Display for GiveUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Never => "the same call is never repeated",
            Self::Retries => "all retries are used up",
            Self::Time => "there is no time left for a retry",
        })
    }
}
