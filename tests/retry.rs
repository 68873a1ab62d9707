//! When calls are repeated: schedules, decisions, jitter, `Retry-After`, backon, and the limits of a day.

use std::cell::Cell;
use std::time::{Duration, SystemTime};

use backon::{BackoffBuilder, BlockingRetryable};
use errcat::backon1::{Backoff, Retries};
use errcat::{
    Attempt, Catalog, Date, Decision, GiveUp, Idempotency, Jitter, Needed, Policy, PolicyKind, Previous, mozarto,
    ozura, retry_after,
};
use errcat_compiler::{File, Files, compile};
use proptest::prelude::*;

/// A policy as a catalog writes it.
fn policy(text: &str) -> Policy<'static> {
    let catalog = format!(
        "catalog: shop\ntitle: Shop\nversion: 1.0.0\nlanguage: en\nunknown: {{message: a, customer: b}}\n\
         retry: {{own: {{{text}}}}}\ndefaults: {{status: 500, fixable_by: nobody, retry: own}}\n"
    );
    let codes = "codes: {A: {message: Broken, remediation: Mend it.}}\n";
    let file = |(path, text): (&str, &str)| File { path: path.to_owned(), content: Ok(text.into()) };
    let files = [("catalog.yaml", &*catalog), ("codes.yaml", codes)].map(file);
    let mut compilation = compile(Files { root: "shop".to_owned(), files: files.into() });
    let problems: Vec<_> = compilation.diagnostics.iter().map(|one| one.to_text(&compilation.sources)).collect();
    assert_eq!(problems, Vec::<String>::new(), "{text}");
    let compiled = Box::leak(Box::new(compilation.catalogs.remove(0)));
    let catalog: &'static Catalog<'static> = Box::leak(Box::new(compiled.catalog()));
    catalog.codes().next().expect("one code").retry()
}

fn milliseconds(waits: impl Iterator<Item = Duration>) -> Vec<u128> {
    waits.map(|wait| wait.as_millis()).collect()
}

#[test]
fn schedules() {
    let check = |text: &str, waits: &[u128]| assert_eq!(milliseconds(policy(text).delays()), waits, "{text}");
    check("kind: backoff, first: 1s, max: 30s, retries: 8", &[1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
    check("kind: backoff, first: 1s, max: 1s, retries: 2", &[1000, 1000]);
    check("kind: backoff, first: 1s, max: 30s, retries: 5, factor: 1.5", &[1000, 1500, 2250, 3375, 5062]);
    check("kind: backoff, first: 1s, max: 30s, retries: 3, factor: 1", &[1000, 1000, 1000]);
    check("kind: backoff, first: 1s, max: 30s, retries: 8, total: 7s", &[1000, 2000, 4000]);
    check("kind: backoff, first: 1s, max: 30s, retries: 8, total: 6s", &[1000, 2000]);
    check("kind: delay, first: 10s, retries: 3", &[10000, 10000, 10000]);
    check("kind: immediate, retries: 2", &[0, 0]);
    check("kind: after_change", &[]);
    check("kind: after_authentication", &[]);
    assert_eq!(milliseconds(mozarto::Code::MissingField.retry().delays()), [0; 0]);
    assert_eq!(milliseconds(mozarto::Code::InternalError.retry().delays()), [1000, 2000, 4000, 8000, 16000]);
}

#[test]
fn an_answer_asks_for_the_first_wait() {
    let check =
        |policy: Policy<'_>, seconds: Option<u64>| assert_eq!(policy.retry_after_seconds(), seconds, "{policy}");
    check(policy("kind: backoff, first: 1s, max: 30s, retries: 5"), Some(1));
    check(policy("kind: delay, first: 1ms, retries: 1"), Some(1));
    check(policy("kind: delay, first: 2001ms, retries: 1"), Some(3));
    check(policy("kind: immediate, retries: 2"), None);
    check(policy("kind: after_change"), None);
    let mut longest = mozarto::Code::InternalError.retry();
    longest.first = Duration::MAX;
    check(longest, Some(u64::MAX));
}

#[test]
fn any_number_of_retry_has_a_wait() {
    let check = |text: &str, retry: u32, wait: Option<Duration>| {
        assert_eq!(policy(text).delay(retry), wait, "{text}, retry {retry}");
    };
    let seconds = |seconds| Some(Duration::from_secs(seconds));
    let transient = "kind: backoff, first: 1s, max: 30s, retries: 5";
    for (retry, wait) in [(0, 0), (1, 1), (2, 2), (5, 16), (6, 30), (64, 30), (u32::MAX, 30)] {
        check(transient, retry, seconds(wait));
    }
    check("kind: backoff, first: 1ms, max: 3650d, retries: 1, factor: 1.001", u32::MAX, seconds(315_360_000));
    check("kind: backoff, first: 1ms, max: 3650d, retries: 1, factor: 100", u32::MAX, seconds(315_360_000));
    check("kind: delay, first: 10s, retries: 3", u32::MAX, seconds(10));
    check("kind: immediate, retries: 3", u32::MAX, seconds(0));
    check("kind: after_change", 1, None);
    assert_eq!(mozarto::Code::MissingField.retry().delay(1), None);
}

#[test]
fn decisions() {
    let check = |text: &str, attempt: Attempt, decision: Decision| {
        assert_eq!(policy(text).decide(attempt), decision, "{text}, {attempt:?}");
    };
    let retry = |ms| Decision::Retry { after: Duration::from_millis(ms), idempotency: Idempotency::SameKey };
    let seconds = Duration::from_secs;
    let transient = "kind: backoff, first: 1s, max: 30s, retries: 5";
    check(transient, Attempt::new(1), retry(1000));
    check(transient, Attempt::new(5), retry(16000));
    check(transient, Attempt::new(6), Decision::GiveUp(GiveUp::Retries));
    check(transient, Attempt::new(u32::MAX), Decision::GiveUp(GiveUp::Retries));
    // `Retry-After` is a lower bound, beyond `max`, too.
    check(transient, Attempt::new(1).retry_after(seconds(20)), retry(20000));
    check(transient, Attempt::new(3).retry_after(seconds(2)), retry(4000));
    check(transient, Attempt::new(1).retry_after(seconds(90)), retry(90000));
    check(
        "kind: delay, first: 10s, retries: 1, retry_after: false",
        Attempt::new(1).retry_after(seconds(20)),
        retry(10000),
    );
    check("kind: immediate, retries: 1", Attempt::new(1), retry(0));
    check("kind: immediate, retries: 1", Attempt::new(1).retry_after(seconds(2)), retry(2000));
    // The time in all is bounded, with the wait that is to come.
    let bounded = "kind: backoff, first: 1s, max: 30s, retries: 5, total: 10s";
    check(bounded, Attempt::new(3).elapsed(seconds(6)), retry(4000));
    check(bounded, Attempt::new(3).elapsed(seconds(7)), Decision::GiveUp(GiveUp::Time));
    check(bounded, Attempt::new(1).retry_after(seconds(11)), Decision::GiveUp(GiveUp::Time));
    check(bounded, Attempt::new(1).elapsed(Duration::MAX), Decision::GiveUp(GiveUp::Time));
    // Some of the wait, by chance.
    let full = "kind: backoff, first: 1s, max: 30s, retries: 5, jitter: full";
    check(full, Attempt::new(1).random(u64::MAX / 2 + 1), retry(500));
    check(full, Attempt::new(1).random(0), retry(0));
    check(full, Attempt::new(1), retry(1000));
    check(full, Attempt::new(1).random(0).retry_after(seconds(3)), retry(3000));
    let first = |needed, idempotency| Decision::First { needed, idempotency };
    check("kind: after_change, idempotency: new_key", Attempt::new(1), first(Needed::Change, Idempotency::NewKey));
    check("kind: after_authentication", Attempt::new(1), first(Needed::Authentication, Idempotency::SameKey));
    let never = mozarto::Code::ValidationFailed.retry();
    assert_eq!(never.decide(Attempt::new(1).retry_after(seconds(1))), Decision::GiveUp(GiveUp::Never));
}

#[test]
fn jitter() {
    let check = |jitter: Jitter, random: u64, ms: u64| {
        let spread = jitter.spread(Duration::from_secs(8), random);
        assert_eq!(spread, Duration::from_millis(ms), "{jitter}, {random:x}");
    };
    for (random, full, equal) in [(0, 0, 4000), (1 << 62, 2000, 5000), (1 << 63, 4000, 6000), (3 << 62, 6000, 7000)] {
        check(Jitter::None, random, 8000);
        check(Jitter::Full, random, full);
        check(Jitter::Equal, random, equal);
    }
}

#[test]
fn idempotency_keys() {
    fn check<'a>(previous: impl Into<Previous<'a>>, key: Idempotency) {
        let previous = previous.into();
        assert_eq!(Idempotency::after(previous), key, "{previous:?}");
    }
    let (same, new) = (Idempotency::SameKey, Idempotency::NewKey);
    // A technical retry keeps its key.
    check(Previous::NoAnswer, same);
    check(ozura::Code::ServerError, same);
    check(ozura::Code::RateLimited, same);
    check(mozarto::Code::PspTimeout, same);
    check(mozarto::Code::Unauthorized, same);
    // A new attempt has a new one: after a decline, after an expiry, with a corrected request.
    check(ozura::Code::CardDeclined, new);
    check(ozura::Code::SystemError, new);
    check(ozura::Code::SessionExpired, new);
    check(ozura::Code::BadRequest, new);
    check(mozarto::Code::RulesNotMatched, new);
    for outcome in ozura::Outcome::ALL {
        check(*outcome, new);
    }
}

#[test]
fn an_unknown_answer_is_never_repeated() {
    let policy = |status, body: &'static str| mozarto::classify(Some(status), body.as_bytes()).retry();
    assert_eq!(policy(599, "<html>").decide(Attempt::new(1)), Decision::GiveUp(GiveUp::Never));
    let body = mozarto::errors::internal_error().public().body().to_string();
    assert_eq!(policy(500, body.leak()), mozarto::Code::InternalError.retry());
}

#[test]
fn what_retry_after_says() {
    // Half a second before Sun, 06 Nov 1994 08:49:37 GMT.
    let now = SystemTime::UNIX_EPOCH + Duration::from_millis(784_111_776_500);
    let check = |value: &str, wait: Option<Duration>| assert_eq!(retry_after(value, now), wait, "{value:?}");
    let ms = |ms| Some(Duration::from_millis(ms));
    check("0", ms(0));
    check("120", ms(120_000));
    check("007", ms(7_000));
    check(" 120\t", ms(120_000));
    check("18446744073709551615", Some(Duration::from_secs(u64::MAX)));
    check("18446744073709551616", Some(Duration::from_secs(u64::MAX)));
    check("20000000000000000000", Some(Duration::from_secs(u64::MAX)));
    check(&"9".repeat(10_000), Some(Duration::from_secs(u64::MAX)));
    // The three forms of a date (RFC 9110, section 5.6.7).
    check("Sun, 06 Nov 1994 08:49:37 GMT", ms(500));
    check("Sunday, 06-Nov-94 08:49:37 GMT", ms(500));
    check("Sun Nov  6 08:49:37 1994", ms(500));
    check(" Sun, 06 Nov 1994 08:50:37 GMT ", ms(60_500));
    check("Fri, 31 Dec 9999 23:59:59 GMT", ms(253_402_300_799_000 - 784_111_776_500));
    check("Sun, 06 Nov 1994 08:49:36 GMT", ms(0));
    check("Thu, 01 Jan 1970 00:00:00 GMT", ms(0));
    for value in ["", " ", "-1", "+1", "1.5", "1e3", "0x10", "1 2", "1, 2", "١", "soon", "120s"] {
        check(value, None);
    }
    for date in [
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "1994-11-06T08:49:37Z",
    ] {
        check(date, None);
    }
    assert_eq!(retry_after(b"\xff\xfe", now), None);
}

#[test]
fn a_policy_is_a_backoff() {
    const NONE: u64 = 0;
    const HALF: u64 = 1 << 63;
    const MOST: u64 = 3 << 62;
    let random = |numbers: &'static [u64]| {
        let mut numbers = numbers.iter().copied();
        move || numbers.next().expect("a number for each wait")
    };
    let check = |text: &str, numbers: &'static [u64], waits: &[u128]| {
        assert_eq!(milliseconds(Backoff::with_random(policy(text), random(numbers))), waits, "{text}");
    };
    let backoff = |more: &str| format!("kind: backoff, first: 1s, max: 30s, retries: 3{more}");
    check(&backoff(""), &[NONE; 4], &[1000, 2000, 4000]);
    check(&backoff(", jitter: full"), &[NONE, HALF, MOST, NONE], &[0, 1000, 3000]);
    check(&backoff(", jitter: equal"), &[NONE, HALF, MOST, NONE], &[500, 1500, 3500]);
    // What jitter leaves of the time in all may be waited, too.
    check(&backoff(", total: 3s"), &[NONE; 3], &[1000, 2000]);
    check(&backoff(", total: 3s, jitter: full"), &[HALF, HALF, HALF], &[500, 1000]);
    check(&backoff(", total: 4s, jitter: full"), &[HALF, HALF, HALF, NONE], &[500, 1000, 2000]);
    check("kind: delay, first: 10s, retries: 2", &[NONE; 3], &[10000, 10000]);
    check("kind: immediate, retries: 2", &[NONE; 3], &[0, 0]);
    check("kind: after_change", &[NONE], &[]);
    check("kind: after_authentication", &[NONE], &[]);
    assert_eq!(milliseconds(mozarto::Code::ValidationFailed.retry().build()), [0; 0]);
    assert_eq!(milliseconds(mozarto::Code::InternalError.retry().build()), [1000, 2000, 4000, 8000, 16000]);

    // It stays at its end, even where a smaller wait would fit after a larger one.
    let mut ended = Backoff::with_random(policy(&backoff(", total: 1s, jitter: full")), random(&[HALF, HALF, NONE]));
    assert_eq!([ended.next(), ended.next(), ended.next()], [Some(Duration::from_millis(500)), None, None]);

    let jittered = policy(&backoff(", jitter: full"));
    let seeded = || {
        fastrand::seed(7);
        jittered.build().collect::<Vec<_>>()
    };
    assert_eq!(seeded(), seeded());
    assert_ne!(seeded(), jittered.build().collect::<Vec<_>>());
}

/// A policy, and the seconds that `Retry-After` said.
type Failure = (Policy<'static>, Option<u64>);

#[test]
fn each_failure_is_repeated_by_its_own_policy() {
    // A call that takes a second fails like this, one failure after the other, and succeeds then.
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
    // Whoever failed last says how often it may be tried in all.
    check(&[transient, transient, transient, limited(None)], &[1000, 2000, 4000], false);
    // Nothing follows what is not to be repeated, or not yet, or not known.
    for code in [mozarto::Code::ValidationFailed, mozarto::Code::Unauthorized, mozarto::Code::RulesNotMatched] {
        check(&[(code.retry(), Some(1))], &[], false);
        check(&[transient, (code.retry(), None)], &[1000], false);
    }
    check(&[transient, (mozarto::classify(Some(599), b"<html>").retry(), Some(1))], &[1000], false);
    // Calls take time, too: 1 + 1 + 1 + 2 + 1 + 4 seconds.
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
        let transient = mozarto::Code::InternalError.retry();
        call.retry(transient).when(Policy::is_automatic).sleep(|_| {}).call().expect_err("it fails");
        assert_eq!(calls.take(), expected, "{policy}");
        let again = |policy: &Policy<'_>| retries.again(policy, None, Duration::ZERO);
        call.retry(transient).when(again).sleep(|_| {}).call().expect_err("it fails");
        assert_eq!(calls.take(), expected, "{policy}");
        // Without the condition there is no wait that was decided on.
        call.retry(&Retries::new()).sleep(|_| {}).call().expect_err("it fails");
        assert_eq!(calls.take(), 1, "{policy}");
    };
    calls(mozarto::Code::InternalError.retry(), 6);
    calls(mozarto::Code::ValidationFailed.retry(), 1);
    calls(mozarto::Code::Unauthorized.retry(), 1);
    calls(mozarto::Code::RulesNotMatched.retry(), 1);
}

#[test]
fn limits_of_a_day() {
    let check = |day: &str, counts: &[u32]| {
        let day: Date = day.parse().expect(day);
        let limits = ozura::Code::CardDeclined.retry().limits_on(day);
        assert_eq!(limits.map(|limit| limit.count).collect::<Vec<_>>(), counts, "{day}");
    };
    check("2021-01-01", &[15]);
    check("2026-04-17", &[15]);
    check("2026-04-18", &[20]);
    check("9999-12-31", &[20]);
    assert_eq!(mozarto::Code::InternalError.retry().limits_on("2026-01-01".parse().expect("a date")).count(), 0);
}

#[test]
fn dates() {
    for text in ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
        assert_eq!(text.parse::<Date>().map(|date| date.to_string()), Ok(text.to_owned()));
    }
    for text in ["2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01", "2026-4-18", ""] {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
    for text in ["2026-04-18 ", "2026-04-1ä", "2026/04/18", "+026-04-18", "2026-04-180"] {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
}

proptest! {
    /// Waits never shrink, never exceed the longest, and together never exceed the time in all.
    #[test]
    fn waits_are_bounded(
        first in 1_u64..100_000,
        more in 0_u64..1_000_000,
        factor in 1_000_u32..20_000,
        retries in 1_u32..50,
        total in 0_u64..10_000_000,
        random: u64,
        elapsed: u64,
    ) {
        let mut policy = mozarto::Code::InternalError.retry();
        let ms = Duration::from_millis;
        policy.first = ms(first);
        policy.max = ms(first + more);
        policy.factor_thousandths = factor;
        policy.retries = retries;
        policy.total = ms(total);
        let waits: Vec<_> = policy.delays().collect();
        prop_assert!(waits.is_sorted() && waits.len() <= retries as usize);
        prop_assert!(total == 0 || waits.iter().sum::<Duration>() <= policy.total);
        for (retry, wait) in (1..).zip(&waits) {
            prop_assert_eq!(policy.delay(retry), Some(*wait));
            prop_assert!(*wait <= policy.max);
            for jitter in [Jitter::None, Jitter::Full, Jitter::Equal] {
                prop_assert!(jitter.spread(*wait, random) <= *wait);
            }
            let attempt = Attempt::new(retry).elapsed(ms(elapsed)).random(random);
            if let Decision::Retry { after, .. } = policy.decide(attempt) {
                prop_assert!(total == 0 || ms(elapsed) + after <= policy.total);
            }
        }
        prop_assert_eq!(policy.kind, PolicyKind::Backoff);
    }

    /// Whatever a server sends as `Retry-After`, no wait is counted from a day that there is not.
    #[test]
    fn any_retry_after_is_read(
        bytes: Vec<u8>,
        date in "(Sun|Mon)(day)?, [0-3][0-9][- ](Feb|Dec)[- ]([0-9]{2})?[0-9]{2} [0-2][0-9](:[0-6][0-9]){2} GMT",
        now in 0..253_402_300_800_u64,
    ) {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(now);
        let _ = retry_after(bytes, now);
        if let Some(wait) = retry_after(date, now) {
            prop_assert!(now + wait < SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_800));
        }
    }
}
