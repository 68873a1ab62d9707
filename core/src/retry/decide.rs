//! When to repeat a call: the waits of a policy, and what to do after a failure.

use core::fmt;
use core::iter::FusedIterator;
use core::time::Duration;

use crate::catalog::policy::{Policy, Repeat, Schedule, Waits};
use crate::catalog::vocabulary::{Idempotency, Jitter};

impl Policy<'_> {
    /// Returns the wait before a retry, without jitter: retry 1 is the first repetition, retry 0 the call itself, which does
    /// not wait. The number of retries that the policy allows is not checked.
    ///
    /// `None` if the client does not repeat the call by itself.
    #[must_use]
    pub fn delay(&self, retry: u32) -> Option<Duration> {
        Some(self.schedule()?.delay(retry))
    }

    /// Returns the waits before each retry that the policy allows, without jitter: at most `retries` waits, and together at
    /// most `total`. Empty if the client does not repeat the call by itself.
    ///
    /// They are the waits after answers without `Retry-After`. With it, [`decide`](Self::decide) after each failure.
    pub fn delays(&self) -> Delays {
        let schedule = self.schedule();
        Delays {
            next: schedule.map_or(Growth::NONE, |schedule| schedule.waits.growth()),
            left: schedule.map_or(0, |schedule| schedule.retries),
            time: schedule.and_then(|schedule| schedule.total).unwrap_or(Duration::MAX),
        }
    }

    /// Decides what to do after a call has failed with an error of this policy.
    ///
    /// The wait is never shorter than the answer's `Retry-After`, unless the policy has `retry_after: false`. If the answer
    /// asks for more than the policy's bound, nothing is repeated.
    ///
    /// ```
    /// use core::time::Duration;
    /// use errcat_core::{Attempt, Decision, Policy};
    ///
    /// /// Backoff from one second: 1, 2, 4, …
    /// fn after_the_second_failure(policy: Policy<'_>) {
    ///     let attempt = Attempt::new(2).retry_after(Duration::from_secs(20));
    ///     match policy.decide(attempt) {
    ///         Decision::Retry { after, .. } => assert_eq!(after, Duration::from_secs(20)),
    ///         Decision::First { needed, .. } => println!("{needed}"),
    ///         Decision::GiveUp(reason) => println!("{reason}"),
    ///     }
    /// }
    /// ```
    pub fn decide(&self, attempt: Attempt) -> Decision {
        let idempotency = self.idempotency;
        let schedule = match self.repeat {
            Repeat::Never => return Decision::GiveUp(GiveUp::Never),
            Repeat::AfterChange => return Decision::First { needed: Needed::Change, idempotency },
            Repeat::AfterAuthentication => return Decision::First { needed: Needed::Authentication, idempotency },
            Repeat::Automatic(schedule) => schedule,
        };
        let Attempt { retry, elapsed, retry_after, random } = attempt;
        if retry > schedule.retries {
            return Decision::GiveUp(GiveUp::Retries);
        }
        let wait = schedule.delay(retry);
        let wait = random.map_or(wait, |random| schedule.jitter.spread(wait, random));
        let after = match (retry_after, schedule.retry_after) {
            (Some(asked), Some(longest)) if asked > longest => return Decision::GiveUp(GiveUp::RetryAfter),
            (Some(asked), Some(_)) => wait.max(asked),
            _ => wait,
        };
        if schedule.total.is_some_and(|total| elapsed.saturating_add(after) > total) {
            return Decision::GiveUp(GiveUp::Time);
        }
        Decision::Retry { after, idempotency }
    }
}

impl Schedule {
    fn delay(&self, retry: u32) -> Duration {
        match retry.checked_sub(1) {
            None => Duration::ZERO,
            // A catalog's wait grows to its limit in at most 27,000 steps, and stays there.
            Some(before) => self.waits.growth().skip(before),
        }
    }
}

impl Waits {
    fn growth(&self) -> Growth {
        match *self {
            Self::Immediate => Growth::NONE,
            Self::Delay(wait) => Growth { next: wait, ..Growth::NONE },
            Self::Backoff { first, factor, max } => {
                Growth { next: first.min(max), factor_thousandths: factor.thousandths(), max }
            }
        }
    }
}

/// Waits that grow by a factor up to a limit, without an end.
#[derive(Clone, Copy, Debug)]
struct Growth {
    next: Duration,
    factor_thousandths: u32,
    max: Duration,
}

impl Growth {
    const NONE: Self = Self { next: Duration::ZERO, factor_thousandths: 1000, max: Duration::MAX };

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
        let Self { next, factor_thousandths, max } = *self;
        // The product saturates beyond 584 million years.
        let whole = next.saturating_mul(factor_thousandths / 1000);
        let rest = next.checked_mul(factor_thousandths % 1000).map_or(Duration::MAX, |rest| rest / 1000);
        self.next = whole.saturating_add(rest).min(max);
    }
}

/// The waits before each retry; see [`Policy::delays`].
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy"]
pub struct Delays {
    next: Growth,
    /// The retries that are left.
    left: u32,
    /// The time that is left for waits.
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
    /// Spreads a wait by a random number whose 64 bits are uniformly distributed: `full` between zero and the wait, `equal`
    /// between half the wait and the wait, `none` not at all.
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

/// Input to [`Policy::decide`]: the number of the retry, the time elapsed, and what the server asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use = "it decides nothing until it is passed to `Policy::decide`"]
pub struct Attempt {
    retry: u32,
    elapsed: Duration,
    retry_after: Option<Duration>,
    random: Option<u64>,
}

impl Attempt {
    /// Makes the input for a retry of this number: 1 after the first call has failed.
    pub const fn new(retry: u32) -> Self {
        Self { retry, elapsed: Duration::ZERO, retry_after: None, random: None }
    }

    /// Sets the time since the first call started, which a policy's `total` bounds. Zero by default.
    pub const fn elapsed(mut self, elapsed: Duration) -> Self {
        self.elapsed = elapsed;
        self
    }

    /// Sets what the answer said in `Retry-After` (RFC 9110, section 10.2.3): a lower bound of the wait. None by default. Beyond
    /// the longest wait that the policy follows, the decision is [`GiveUp::RetryAfter`].
    pub fn retry_after(mut self, wait: impl Into<Option<Duration>>) -> Self {
        self.retry_after = wait.into();
        self
    }

    /// Sets a random number for the policy's jitter. Without one, the wait has no jitter: it is the longest.
    pub const fn random(mut self, random: u64) -> Self {
        self.random = Some(random);
        self
    }
}

/// What to do after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use]
pub enum Decision {
    /// Repeat the call.
    Retry {
        /// The time to wait first.
        after: Duration,
        /// Which idempotency key the repeated call carries.
        idempotency: Idempotency,
    },
    /// Repeat the call only after something else has happened; the code's remediation and `field` say what.
    First {
        /// What has to happen.
        needed: Needed,
        /// Which idempotency key the repeated call carries.
        idempotency: Idempotency,
    },
    /// Do not repeat the call.
    GiveUp(GiveUp),
}

/// What has to happen before a call is worth repeating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Needed {
    /// Somebody changes what they entered or set up.
    Change,
    /// Somebody authenticates again.
    Authentication,
}

impl fmt::Display for Needed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Change => "something has to be changed first",
            Self::Authentication => "somebody has to authenticate again first",
        })
    }
}

/// Why a call is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GiveUp {
    /// The policy never repeats the call, or the answer was not recognized.
    Never,
    /// All retries of the policy are used up.
    Retries,
    /// The wait would end after the total time of the policy.
    Time,
    /// The answer asks for a longer wait in `Retry-After` than the policy follows.
    RetryAfter,
}

impl fmt::Display for GiveUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Never => "the same call is never repeated",
            Self::Retries => "all retries are used up",
            Self::Time => "there is no time left for a retry",
            Self::RetryAfter => "the server asks for a longer wait than the policy follows",
        })
    }
}
