//! The `Retry-After` header field (feature `retry-after`).

use core::time::Duration;
use std::format;
use std::time::SystemTime;

/// Reads the wait that a `Retry-After` header field asks for (RFC 9110, section 10.2.3): a number of seconds, or a date in any
/// of the three forms of HTTP (section 5.6.7), counted from `now`. `None` for everything else.
///
/// - A fraction of a second is rounded up. RFC 9110 has none here, but servers send them. A fraction is written as in a quality
///   value (section 12.4.2): digits before the point, and any number of digits behind it. So `1.` is a number; `.5`, `1e3`, `+1`
///   and `-1` are not.
/// - A number beyond 64 bits gives [`Duration::MAX`], which no policy of a catalog follows.
/// - A date that has passed gives zero. A two-digit year that would be more than 50 years after `now` is in the past century.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use errcat_core::retry_after;
///
/// // Bytes, text, or the `HeaderValue` of the crate `http`.
/// assert_eq!(retry_after("120", SystemTime::now()), Some(Duration::from_secs(120)));
/// assert_eq!(retry_after("1.5", SystemTime::now()), Some(Duration::from_secs(2)));
/// assert_eq!(retry_after("Fri, 31 Dec 1999 23:59:59 GMT", SystemTime::now()), Some(Duration::ZERO));
/// assert_eq!(retry_after("soon", SystemTime::now()), None);
/// ```
#[must_use]
pub fn retry_after(value: impl AsRef<[u8]>, now: SystemTime) -> Option<Duration> {
    let value = str::from_utf8(value.as_ref().trim_ascii()).ok()?;
    seconds(value).or_else(|| Some(date(value, now)?.duration_since(now).unwrap_or_default()))
}

/// Reads a number of seconds, rounded up.
fn seconds(value: &str) -> Option<Duration> {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return None;
    }
    let rest = u64::from(fraction.bytes().any(|digit| digit != b'0'));
    let seconds = whole.parse::<u64>().ok().and_then(|seconds| seconds.checked_add(rest));
    Some(seconds.map_or(Duration::MAX, Duration::from_secs))
}

/// Reads a date.
fn date(value: &str, now: SystemTime) -> Option<SystemTime> {
    const LEAP: &str = "23:59:60";
    if value.contains(LEAP) {
        // `httpdate` knows no leap seconds.
        return date(&value.replace(LEAP, "23:59:59"), now)?.checked_add(Duration::from_secs(1));
    }
    match Rfc850::read(value) {
        Some(date) => date.at(now),
        None => httpdate::parse_http_date(value).ok(),
    }
}

/// A date with a two-digit year, such as `Sunday, 06-Nov-94 08:49:37 GMT`.
///
/// `httpdate` would take the years until 69 as 20xx and the others as 19xx, whatever day it is.
struct Rfc850<'d> {
    day: &'d str,
    month: &'d str,
    year: u16,
    time: &'d str,
}

impl<'d> Rfc850<'d> {
    fn read(value: &'d str) -> Option<Self> {
        let (weekday, date) = value.split_once(", ")?;
        let (day, month, year, time) = parts(date, '-')?;
        let digits = year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit());
        let year = year.parse().ok().filter(|_| WEEKDAYS.contains(&weekday) && digits)?;
        Some(Self { day, month, year, time })
    }

    /// Returns the time in the last year with these digits that is not more than 50 years after `now`.
    ///
    /// The weekday is not compared, because it may be that of another century.
    fn at(&self, now: SystemTime) -> Option<SystemTime> {
        let Self { day, month, time, .. } = *self;
        let now = httpdate::fmt_http_date(now.clamp(SystemTime::UNIX_EPOCH, SystemTime::UNIX_EPOCH + LAST));
        let (today, this_month, this_year, now) = parts(now.split_once(", ")?.1, ' ')?;
        let latest = this_year.parse::<u16>().ok()? + 50;
        let mut year = latest / 100 * 100 + self.year;
        if (year, month_number(month), day, time) > (latest, month_number(this_month), today, now) {
            year -= 100;
        }
        // `httpdate` knows no year before 1970. After 400 years the calendar repeats.
        let past = year < 1970;
        let year = if past { year + 400 } else { year };
        let parse =
            |weekday: &&str| httpdate::parse_http_date(&format!("{}, {day} {month} {year} {time}", &weekday[..3]));
        let date = WEEKDAYS.iter().find_map(|weekday| parse(weekday).ok())?;
        Some(if past { SystemTime::UNIX_EPOCH } else { date })
    }
}

/// Returns day, month, year, and time with zone.
fn parts(date: &str, separator: char) -> Option<(&str, &str, &str, &str)> {
    let (day, rest) = date.split_once(separator)?;
    let (month, rest) = rest.split_once(separator)?;
    let (year, time) = rest.split_once(' ')?;
    Some((day, month, year, time))
}

fn month_number(month: &str) -> Option<usize> {
    MONTHS.iter().position(|other| *other == month)
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// The last second of the year 9999, the last that `httpdate` writes.
const LAST: Duration = Duration::from_secs(253_402_300_799);
