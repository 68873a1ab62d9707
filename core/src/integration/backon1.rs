//! Policies decide when `backon` calls again (feature `backon`).
//!
//! Every error has the policy of its own code, so [`Retries`] asks each failure whether to call again, and when. An error
//! that is not to be repeated, or an answer that nobody knows, ends it at once.
//!
//! ```
//! use std::time::{Duration, Instant};
//! use backon::Retryable;
//! use errcat_core::Policy;
//! use errcat_core::backon1::Retries;
//!
//! /// What a call failed with.
//! struct Failure {
//!     /// `mozarto::classify(Some(status), body).retry()`: never, for an answer that is not known.
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
//! The calls that backon repeats are the same, with the same idempotency key. Where a policy asks for
//! [`Idempotency::NewKey`](crate::Idempotency), `notify` is the place to make one.
//!
//! Where one schedule fits whatever fails, a [`Policy`] is itself a backoff:
//! `call.retry(policy).when(|failure| failure.policy.is_automatic())`.

use core::time::Duration;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ::backon::BackoffBuilder;

use crate::catalog::policy::Policy;
use crate::retry::decide::{Attempt, Decision};

/// The retries of one call, each by the policy of the failure before it.
///
/// Both the backoff and the condition, in every way that backon calls: `call.retry(&retries).when(|failure|
/// retries.again(…))`. Without the condition nothing is repeated. Each call has its own: they count, and are not set back.
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
    /// No retries yet; jitter by `fastrand`, whose `seed` makes it the same again. On `wasm32-unknown-unknown` it is always the
    /// same, unless its feature `js` is on.
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
    /// No retries yet; jitter by one of these numbers for each failure. All 64 bits are used.
    pub const fn with_random(random: R) -> Self {
        Self(Mutex::new(State::new(random)))
    }

    /// Whether to call again after this failure: what [`Policy::decide`] says of its policy, with one more retry than
    /// before.
    ///
    /// `retry_after` is what the answer said, a lower bound of the wait: a policy without a `total` waits however long it
    /// is asked to. `elapsed` is the time since the first call started, which a `total` bounds together with the wait that
    /// is to come; it is never taken for less than the waits so far.
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

/// What [`Retries::again`] decided.
impl<'r, R: FnMut() -> u64 + Send> BackoffBuilder for &'r Retries<R> {
    type Backoff = Decided<'r, R>;

    fn build(self) -> Decided<'r, R> {
        Decided(self)
    }
}

/// The waits that [`Retries`] decided on.
#[derive(Debug)]
pub struct Decided<'r, R = fn() -> u64>(&'r Retries<R>);

impl<R: FnMut() -> u64> Iterator for Decided<'_, R> {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        self.0.state().next.take()
    }
}

/// The policy's waits with its jitter, at most `retries` and not more than `total` together; none for kinds without a
/// schedule (feature `backon`).
impl<'a> BackoffBuilder for Policy<'a> {
    type Backoff = Backoff<'a>;

    fn build(self) -> Backoff<'a> {
        Backoff::with_random(self, random)
    }
}

/// The waits of one policy, whatever fails.
#[derive(Clone, Debug)]
pub struct Backoff<'a, R = fn() -> u64> {
    /// None when it has come to its end.
    policy: Option<Policy<'a>>,
    state: State<R>,
}

impl<'a, R: FnMut() -> u64> Backoff<'a, R> {
    /// The waits of this policy; jitter by one of these numbers for each. All 64 bits are used.
    pub const fn with_random(policy: Policy<'a>, random: R) -> Self {
        Self { policy: Some(policy), state: State::new(random) }
    }
}

impl<R: FnMut() -> u64> Iterator for Backoff<'_, R> {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        let wait = self.state.after(self.policy.as_ref()?, None, Duration::ZERO);
        if wait.is_none() {
            self.policy = None;
        }
        wait
    }
}
