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
    let file = |(path, text): (&str, &str)| File::new(path, text);
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
    // Beyond the bound there is no retry, whatever the wait: never earlier than the server asks.
    let beyond = Decision::GiveUp(GiveUp::RetryAfter);
    for (bound, longest) in [("", 3600), (", retry_after: true", 3600), (", retry_after: {max: 10m}", 600)] {
        let bounded = format!("{transient}{bound}");
        let asked = |asked| Attempt::new(1).retry_after(asked);
        check(&bounded, asked(seconds(longest)), retry(longest * 1000));
        check(&bounded, asked(seconds(longest)).random(0), retry(longest * 1000));
        for asked_for in [seconds(longest) + Duration::from_nanos(1), seconds(86_400), seconds(u64::MAX), Duration::MAX]
        {
            check(&bounded, asked(asked_for), beyond);
            check(&format!("{bounded}, jitter: full"), asked(asked_for).random(0), beyond);
            check(&format!("{bounded}, total: 5s"), asked(asked_for), beyond);
        }
    }
    check(&format!("{transient}, retry_after: {{max: 1ms}}"), Attempt::new(1).retry_after(seconds(1)), beyond);
    check(transient, Attempt::new(6).retry_after(seconds(86_400)), Decision::GiveUp(GiveUp::Retries));
    check(&format!("{transient}, retry_after: false"), Attempt::new(1).retry_after(Duration::MAX), retry(1000));
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
    for absurd in
        ["18446744073709551616", "18446744073709551615.5", "20000000000000000000", &"9".repeat(26), &"9".repeat(10_000)]
    {
        check(absurd, Some(Duration::MAX));
    }
    // Fractions are rounded up.
    check("1.5", ms(2_000));
    check("1.000000000000000000000000000001", ms(2_000));
    check("0.1", ms(1_000));
    check("1.", ms(1_000));
    check("1.0", ms(1_000));
    check("0.000", ms(0));
    check("007.25", ms(8_000));
    // The three forms of a date (RFC 9110, section 5.6.7).
    check("Sun, 06 Nov 1994 08:49:37 GMT", ms(500));
    check("Sunday, 06-Nov-94 08:49:37 GMT", ms(500));
    check("Sun Nov  6 08:49:37 1994", ms(500));
    check(" Sun, 06 Nov 1994 08:50:37 GMT ", ms(60_500));
    check("Fri, 31 Dec 9999 23:59:59 GMT", ms(253_402_300_799_000 - 784_111_776_500));
    check("Sun, 06 Nov 1994 08:49:36 GMT", ms(0));
    check("Thu, 01 Jan 1970 00:00:00 GMT", ms(0));
    for value in ["", " ", "-1", "+1", "1e3", "0x10", "1 2", "1, 2", "١", "soon", "120s"] {
        check(value, None);
    }
    for value in
        [".", ".5", "-.5", "-1.5", "+1.5", "1.5e3", "1.5.5", "1,5", "1. 5", "1.x", "NaN", "inf", "1_000", "\u{7}1"]
    {
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
    // A leap second is the second behind it.
    check("Sun, 06 Nov 1994 23:59:60 GMT", ms(54_623_500));
    check("Sun, 06 Nov 1994 08:49:60 GMT", None);
}

/// A two-digit year is the last one that is not more than 50 years ahead (RFC 9110, section 5.6.7).
#[test]
fn two_digit_years() {
    /// Tue, 01 Dec 2026 12:00:00 GMT.
    const NOW: u64 = 1_796_126_400;
    const DAY: u64 = 86_400;
    let check = |now: u64, value: &str, wait: Option<u64>| {
        let read = retry_after(value, SystemTime::UNIX_EPOCH + Duration::from_secs(now));
        assert_eq!(read, wait.map(Duration::from_secs), "{value:?}");
    };
    check(NOW, "Tuesday, 01-Dec-26 12:00:00 GMT", Some(0));
    check(NOW, "Tuesday, 01-Dec-26 12:00:30 GMT", Some(30));
    check(NOW, "Wednesday, 02-Dec-26 12:00:00 GMT", Some(DAY));
    check(NOW, "Monday, 01-Dec-25 12:00:00 GMT", Some(0));
    check(NOW, "Thursday, 01-Dec-50 12:00:00 GMT", Some(8766 * DAY));
    check(NOW, "Tuesday, 01-Dec-71 12:00:00 GMT", Some(16_436 * DAY));
    // 50 years ahead to the second, then in the past; the weekday is the sender's of 1976 or 2076.
    for weekday in ["Tuesday", "Wednesday"] {
        check(NOW, &format!("{weekday}, 01-Dec-76 12:00:00 GMT"), Some(18_263 * DAY));
        check(NOW, &format!("{weekday}, 01-Dec-76 11:59:59 GMT"), Some(18_263 * DAY - 1));
        check(NOW, &format!("{weekday}, 30-Nov-76 12:00:01 GMT"), Some(18_262 * DAY + 1));
        check(NOW, &format!("{weekday}, 01-Jan-76 23:59:59 GMT"), Some(18_263 * DAY - 335 * DAY + 43_199));
        check(NOW, &format!("{weekday}, 01-Dec-76 12:00:01 GMT"), Some(0));
        check(NOW, &format!("{weekday}, 02-Dec-76 00:00:00 GMT"), Some(0));
        check(NOW, &format!("{weekday}, 01-Jan-77 00:00:00 GMT"), Some(0));
        check(NOW, &format!("{weekday}, 01-Jan-94 00:00:00 GMT"), Some(0));
    }
    // Before 2000, and before 1970.
    check(784_111_777, "Sunday, 06-Nov-44 08:49:37 GMT", Some(18_263 * DAY));
    check(784_111_777, "Sunday, 06-Nov-44 08:49:38 GMT", Some(0));
    check(784_111_777, "Monday, 06-Nov-00 08:49:37 GMT", Some(2192 * DAY));
    check(784_111_777, "Sunday, 29-Feb-48 08:49:37 GMT", Some(0));
    // Beyond 2050, the years of the next century come closer.
    check(NOW + 30 * 365 * DAY, "Friday, 01-Jan-05 00:00:00 GMT", Some(17_569 * DAY + DAY / 2));
    for value in [
        "Sunday, 31-Feb-26 08:49:37 GMT",
        "Sunday, 29-Feb-45 08:49:37 GMT",
        "Sunday, 06-Nov-26 24:00:00 GMT",
        "Sunday, 06-Nov-26 08:49:37 UTC",
        "Sunday, 6-Nov-26 08:49:37 GMT",
        "Sunday, 06-Nov-+6 08:49:37 GMT",
        "Sunday, 06-nov-26 08:49:37 GMT",
        "sunday, 06-Nov-26 08:49:37 GMT",
        "Sun, 06-Nov-26 08:49:37 GMT",
        "Sunday, 06-Nov-2026 08:49:37 GMT",
        "Sunday, 06 Nov 26 08:49:37 GMT",
    ] {
        check(NOW, value, None);
        check(784_111_777, value, None);
    }
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

    /// A `Retry-After` is never undercut: whoever retries, waits at least as long.
    #[test]
    fn no_retry_is_early(
        seconds in prop_oneof![0..10_000_u64, any::<u64>()],
        fraction in "(\\.[0-9]{0,30})?",
        max in 1..86_400_000_u64,
        jitter in prop::sample::select(vec![Jitter::None, Jitter::Full, Jitter::Equal]),
        random: u64,
        retry in 1..6_u32,
    ) {
        let mut policy = mozarto::Code::InternalError.retry();
        let Repeat::Automatic(schedule) = &mut policy.repeat else { panic!("{policy}") };
        schedule.jitter = jitter;
        schedule.total = None;
        schedule.retry_after = Some(Duration::from_millis(max));
        let asked = retry_after(format!("{seconds}{fraction}"), SystemTime::UNIX_EPOCH).expect("a number");
        let number: f64 = format!("{seconds}{fraction}").parse().expect("a number");
        prop_assert!(asked >= Duration::from_secs(seconds));
        prop_assert!(asked.as_secs_f64() >= number);
        match policy.decide(Attempt::new(retry).retry_after(asked).random(random)) {
            Decision::Retry { after, .. } => prop_assert!(after >= asked && asked <= Duration::from_millis(max)),
            decision => {
                prop_assert_eq!(decision, Decision::GiveUp(GiveUp::RetryAfter));
                prop_assert!(asked > Duration::from_millis(max));
            }
        }
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
