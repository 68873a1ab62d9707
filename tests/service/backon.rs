//! Retry policies as backoffs of the crate `backon`.

use std::cell::Cell;
use std::time::Duration;

use backon::{BackoffBuilder, BlockingRetryable, ConstantBuilder};
use errcat::backon1::Retries;
use errcat::{Policy, mozarto};

use crate::retry::{milliseconds, policy};

/// Returns the waits after failures of one policy, without a clock.
fn waits<R: FnMut() -> u64 + Send>(policy: Policy<'_>, retries: &Retries<R>) -> Vec<Duration> {
    let decided = || retries.again(&policy, None, Duration::ZERO).then(|| retries.build().next());
    std::iter::from_fn(|| decided().map(|wait| wait.expect("it was decided"))).collect()
}

#[test]
fn a_policy_gives_the_waits() {
    const NONE: u64 = 0;
    const HALF: u64 = 1 << 63;
    const MOST: u64 = 3 << 62;
    let check = |text: &str, numbers: &'static [u64], expected: &[u128]| {
        let mut numbers = numbers.iter().copied();
        let retries = Retries::with_random(move || numbers.next().expect("a number for each wait"));
        assert_eq!(milliseconds(waits(policy(text), &retries).into_iter()), expected, "{text}");
        assert_eq!(retries.build().next(), None, "each wait is handed out once");
    };
    let backoff = |more: &str| format!("kind: backoff, first: 1s, max: 30s, retries: 3{more}");
    check(&backoff(""), &[NONE; 4], &[1000, 2000, 4000]);
    check(&backoff(", jitter: full"), &[NONE, HALF, MOST, NONE], &[0, 1000, 3000]);
    check(&backoff(", jitter: equal"), &[NONE, HALF, MOST, NONE], &[500, 1500, 3500]);
    // Time that jitter saves counts for later waits.
    check(&backoff(", total: 3s"), &[NONE; 3], &[1000, 2000]);
    check(&backoff(", total: 3s, jitter: full"), &[HALF, HALF, HALF], &[500, 1000]);
    check(&backoff(", total: 4s, jitter: full"), &[HALF, HALF, HALF, NONE], &[500, 1000, 2000]);
    check("kind: delay, first: 10s, retries: 2", &[NONE; 3], &[10000, 10000]);
    check("kind: immediate, retries: 2", &[NONE; 3], &[0, 0]);
    check("kind: after_change", &[NONE], &[]);
    check("kind: after_authentication", &[NONE], &[]);

    let jittered = policy(&backoff(", jitter: full"));
    let seeded = || {
        fastrand::seed(7);
        waits(jittered, &Retries::new())
    };
    assert_eq!(seeded(), seeded());
    assert_ne!(seeded(), waits(jittered, &Retries::default()));
}

/// A policy, and the seconds in `Retry-After`.
type Failure = (Policy<'static>, Option<u64>);

#[test]
fn each_failure_is_repeated_by_its_own_policy() {
    // A call takes a second; it fails with each failure in turn, then succeeds.
    let check = |failures: &[Failure], expected: &[u128], success: bool| {
        let (clock, mut waits) = (Cell::new(Duration::ZERO), Vec::new());
        let retries = Retries::with_random(|| 1 << 63);
        let mut left = failures.iter();
        let call = || {
            clock.set(clock.get() + Duration::from_secs(1));
            left.next().map_or(Ok(()), Err)
        };
        let result = call
            .retry(&retries)
            .when(|(policy, seconds)| retries.again(policy, seconds.map(Duration::from_secs), clock.get()))
            .notify(|_, wait| {
                clock.set(clock.get() + wait);
                waits.push(wait);
            })
            .sleep(|_| {})
            .call();
        assert_eq!((milliseconds(waits.into_iter()), result.is_ok()), (expected.to_vec(), success), "{failures:?}");
    };
    let transient = (mozarto::Code::InternalError.retry(), None);
    let limited = |seconds| (mozarto::Code::PspRateLimited.retry(), seconds);
    check(&[], &[], true);
    check(&[transient; 3], &[1000, 2000, 4000], true);
    check(&[transient; 6], &[1000, 2000, 4000, 8000, 16000], false);
    check(&[transient, limited(Some(60)), transient], &[1000, 60000, 4000], true);
    check(&[limited(None), limited(Some(3)), limited(Some(11))], &[10000, 10000, 11000], true);
    // Nothing is repeated earlier than the server asks, and nothing is awaited that is too long.
    check(&[limited(Some(899))], &[899_000], true);
    for asked in [900, 3600, 3601, 86_400, u64::MAX] {
        check(&[limited(Some(asked)), transient], &[], false);
        check(&[transient, limited(Some(asked)), transient], &[1000], false);
    }
    let bound =
        |jitter| policy(&format!("kind: delay, first: 10s, retries: 2, jitter: {jitter}, retry_after: {{max: 10m}}"));
    for (jitter, second) in [("none", 10_000), ("full", 7000), ("equal", 7500)] {
        check(&[(bound(jitter), Some(600)), (bound(jitter), Some(7))], &[600_000, second], true);
        check(&[(bound(jitter), Some(601))], &[], false);
    }
    // The last failure decides how many retries are allowed in all.
    check(&[transient, transient, transient, limited(None)], &[1000, 2000, 4000], false);
    // No retry follows a failure that must not be repeated, needs something first, or is unknown.
    for code in [mozarto::Code::ValidationFailed, mozarto::Code::Unauthorized, mozarto::Code::RulesNotMatched] {
        check(&[(code.retry(), Some(1))], &[], false);
        check(&[transient, (code.retry(), None)], &[1000], false);
    }
    check(&[transient, (mozarto::classify(Some(599), b"<html>").retry(), Some(1))], &[1000], false);
    // The calls count, too: 1 + 1 + 1 + 2 + 1 + 4 seconds.
    let bounded = |total| (policy(&format!("kind: backoff, first: 1s, max: 30s, retries: 5, total: {total}")), None);
    check(&[bounded("10s"); 3], &[1000, 2000, 4000], true);
    check(&[bounded("9999ms"); 3], &[1000, 2000], false);
    check(&[(bounded("10s").0, Some(10))], &[], false);
    let jittered = (policy("kind: backoff, first: 1s, max: 30s, retries: 5, jitter: equal"), None);
    check(&[jittered, transient, jittered], &[750, 2000, 3000], true);
}

#[test]
fn waits_count_where_there_is_no_clock() {
    let bounded = policy("kind: delay, first: 1s, retries: 5, total: 2s");
    let retries = Retries::new();
    let again = [(); 3].map(|()| retries.again(&bounded, None, Duration::ZERO));
    assert_eq!(again, [true, true, false]);
}

#[test]
fn another_backoff_repeats_nothing_that_is_not_to_be() {
    let calls = |policy: Policy<'static>, expected: u32| {
        let (retries, calls) = (Retries::new(), Cell::new(0));
        let call = || {
            calls.set(calls.get() + 1);
            Err::<(), _>(policy)
        };
        let again = |policy: &Policy<'_>| retries.again(policy, None, Duration::ZERO);
        let other = ConstantBuilder::new().with_max_times(9);
        call.retry(other).when(again).sleep(|_| {}).call().expect_err("it fails");
        assert_eq!(calls.take(), expected, "{policy}");
        // Without the condition no wait was decided.
        call.retry(&Retries::new()).sleep(|_| {}).call().expect_err("it fails");
        assert_eq!(calls.take(), 1, "{policy}");
    };
    calls(mozarto::Code::InternalError.retry(), 6);
    calls(mozarto::Code::ValidationFailed.retry(), 1);
    calls(mozarto::Code::Unauthorized.retry(), 1);
    calls(mozarto::Code::RulesNotMatched.retry(), 1);
}
