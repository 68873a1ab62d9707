//! Retry policies: schedules, decisions, jitter, `Retry-After`, and limits by date.

use std::time::{Duration, SystemTime};

use errcat::{
    Attempt, Date, Decision, Factor, GiveUp, Idempotency, Jitter, LastAttempt, Needed, Policy, PolicyKind, Repeat,
    Waits, mozarto, ozura, retry_after,
};
use errcat_compiler::{File, Files, compile};
use proptest::prelude::*;

/// Returns a policy, given as a catalog writes it.
pub fn policy(text: &str) -> Policy<'static> {
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
    compiled.catalog().codes().next().expect("one code").retry()
}

pub fn milliseconds(waits: impl Iterator<Item = Duration>) -> Vec<u128> {
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
    let Repeat::Automatic(schedule) = &mut longest.repeat else { panic!("{longest}") };
    schedule.waits = Waits::Delay(Duration::MAX);
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
    // `Retry-After` is a lower bound, even above `max`.
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
    // The total includes the next wait.
    let bounded = "kind: backoff, first: 1s, max: 30s, retries: 5, total: 10s";
    check(bounded, Attempt::new(3).elapsed(seconds(6)), retry(4000));
    check(bounded, Attempt::new(3).elapsed(seconds(7)), Decision::GiveUp(GiveUp::Time));
    check(bounded, Attempt::new(1).retry_after(seconds(11)), Decision::GiveUp(GiveUp::Time));
    check(bounded, Attempt::new(1).elapsed(Duration::MAX), Decision::GiveUp(GiveUp::Time));
    // Jitter takes a random part of the wait.
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
    fn check<'a>(previous: impl Into<LastAttempt<'a>>, key: Idempotency) {
        let previous = previous.into();
        assert_eq!(Idempotency::after(previous), key, "{previous:?}");
    }
    let (same, new) = (Idempotency::SameKey, Idempotency::NewKey);
    // A technical retry keeps its key.
    check(LastAttempt::NoAnswer, same);
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
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Waits never decrease, never exceed `max`, and their sum never exceeds `total`.
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
        let (max, total) = (ms(first + more), (total > 0).then_some(ms(total)));
        let Repeat::Automatic(schedule) = &mut policy.repeat else { panic!("{policy}") };
        schedule.waits = Waits::Backoff { first: ms(first), factor: Factor::from_thousandths(factor), max };
        schedule.retries = retries;
        schedule.total = total;
        let waits: Vec<_> = policy.delays().collect();
        prop_assert!(waits.is_sorted() && waits.len() <= retries as usize);
        prop_assert!(total.is_none_or(|total| waits.iter().sum::<Duration>() <= total));
        for (retry, wait) in (1..).zip(&waits) {
            prop_assert_eq!(policy.delay(retry), Some(*wait));
            prop_assert!(*wait <= max);
            for jitter in [Jitter::None, Jitter::Full, Jitter::Equal] {
                prop_assert!(jitter.spread(*wait, random) <= *wait);
            }
            let attempt = Attempt::new(retry).elapsed(ms(elapsed)).random(random);
            if let Decision::Retry { after, .. } = policy.decide(attempt) {
                prop_assert!(total.is_none_or(|total| ms(elapsed) + after <= total));
            }
        }
        prop_assert_eq!(policy.kind(), PolicyKind::Backoff);
    }

    /// Any `Retry-After` is read, and no wait ends after the year 9999.
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
