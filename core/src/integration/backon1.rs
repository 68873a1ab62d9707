//! Retries with `backon` 1, as the retry policy of each error says (feature `backon1`).
//!
//! Each failure decides by the policy of its own code: [`Retries`] asks it whether to call again, and when. An error that must
//! not be repeated, or an answer that is not recognized, ends the retries at once.
//!
//! ```
//! use std::time::{Duration, Instant};
//! use backon::Retryable;
//! use errcat_core::Policy;
//! use errcat_core::backon1::Retries;
//!
//! /// The failure of a call.
//! struct Failure {
//!     /// `mozarto::classify(Some(status), body).retry()`: never, for an answer that is not recognized.
//!     policy: Policy<'static>,
//!     /// `headers.get("retry-after").and_then(|value| errcat::retry_after(value, SystemTime::now()))`
//!     retry_after: Option<Duration>,
//! }
//!
//! async fn with_retries<T>(call: impl AsyncFn() -> Result<T, Failure>) -> Result<T, Failure> {
//!     let (retries, start) = (Retries::new(), Instant::now());
//!     (|| call())
//!         .retry(&retries)
//!         .when(|failure| retries.again(&failure.policy, failure.retry_after, start.elapsed()))
//! #       .sleep(|_| core::future::ready(()))
//!         .await
//! }
//! ```
//!
//! backon repeats the same call, with the same idempotency key. If a policy asks for
//! [`Idempotency::NewKey`](crate::Idempotency), make the new key in `notify`.
//!
//! A [`Policy`] is no backoff by itself: it would not see what each answer says in `Retry-After`.

use core::time::Duration;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ::backon::BackoffBuilder;

use crate::catalog::policy::Policy;
use crate::retry::decide::{Attempt, Decision};

/// The retries of one call, each by the policy of the failure before it.
///
/// Pass it as the backoff and ask it in the condition: `call.retry(&retries).when(|failure| retries.again(…))`. Without the
/// condition nothing is repeated. It counts retries and cannot be reset, so make one for each call.
#[derive(Debug)]
pub struct Retries<R = fn() -> u64>(Mutex<State<R>>);

#[derive(Clone, Debug)]
struct State<R> {
    retry: u32,
    waited: Duration,
    next: Option<Duration>,
    random: R,
}

impl Retries {
    /// Makes the retries of a call, with jitter from `fastrand`; its `seed` makes the jitter reproducible. On
    /// `wasm32-unknown-unknown` the jitter is always the same unless the feature `js` of `fastrand` is on.
    #[must_use]
    pub fn new() -> Self {
        Self::with_random(random)
    }
}

impl Default for Retries {
    fn default() -> Self {
        Self::new()
    }
}

impl<R: FnMut() -> u64> Retries<R> {
    /// Makes the retries of a call, with jitter from one of these numbers for each failure. All 64 bits are used.
    pub const fn with_random(random: R) -> Self {
        Self(Mutex::new(State::new(random)))
    }

    /// Decides whether to call again after this failure, by [`Policy::decide`] of its policy, and counts the retry.
    ///
    /// `retry_after` is what the answer said, a lower bound of the wait. If it is more than the policy follows, nothing is
    /// repeated.
    /// `elapsed` is the time since the first call started, which a `total` bounds together with the next wait; it counts as at
    /// least the sum of the waits so far.
    pub fn again(&self, policy: &Policy<'_>, retry_after: Option<Duration>, elapsed: Duration) -> bool {
        let mut state = self.state();
        state.next = state.after(policy, retry_after, elapsed);
        state.next.is_some()
    }

    fn state(&self) -> MutexGuard<'_, State<R>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<R: FnMut() -> u64> State<R> {
    const fn new(random: R) -> Self {
        Self { retry: 0, waited: Duration::ZERO, next: None, random }
    }

    fn after(&mut self, policy: &Policy<'_>, retry_after: Option<Duration>, elapsed: Duration) -> Option<Duration> {
        let retry = self.retry.saturating_add(1);
        let attempt =
            Attempt::new(retry).elapsed(elapsed.max(self.waited)).retry_after(retry_after).random((self.random)());
        let Decision::Retry { after, .. } = policy.decide(attempt) else { return None };
        self.retry = retry;
        self.waited = self.waited.saturating_add(after);
        Some(after)
    }
}

fn random() -> u64 {
    fastrand::u64(..)
}

/// The waits that [`Retries::again`] decides on.
impl<'r, R: FnMut() -> u64 + Send> BackoffBuilder for &'r Retries<R> {
    type Backoff = Decided<'r, R>;

    fn build(self) -> Decided<'r, R> {
        Decided(self)
    }
}

/// The waits that [`Retries`] decides on.
#[derive(Debug)]
pub struct Decided<'r, R = fn() -> u64>(&'r Retries<R>);

impl<R: FnMut() -> u64> Iterator for Decided<'_, R> {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        self.0.state().next.take()
    }
}
