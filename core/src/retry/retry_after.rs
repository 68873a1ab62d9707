//! The `Retry-After` header field (feature `retry-after`).

use core::time::Duration;
use std::time::SystemTime;

/// Reads the wait that a `Retry-After` header field asks for (RFC 9110, section 10.2.3): a number of seconds, or a date in any
/// of the three forms of HTTP (section 5.6.7), counted from `now`. `None` for everything else.
///
/// A date that has passed gives zero. A number beyond 64 bits gives the longest wait, `u64::MAX` seconds.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use errcat_core::retry_after;
///
/// // Bytes, text, or the `HeaderValue` of the crate `http`.
/// assert_eq!(retry_after("120", SystemTime::now()), Some(Duration::from_secs(120)));
/// assert_eq!(retry_after("Fri, 31 Dec 1999 23:59:59 GMT", SystemTime::now()), Some(Duration::ZERO));
/// assert_eq!(retry_after("soon", SystemTime::now()), None);
/// ```
#[must_use]
pub fn retry_after(value: impl AsRef<[u8]>, now: SystemTime) -> Option<Duration> {
    let value = value.as_ref().trim_ascii();
    if !value.is_empty() && value.iter().all(u8::is_ascii_digit) {
        let digits = value.iter().map(|digit| u64::from(digit - b'0'));
        return Some(Duration::from_secs(
            digits.fold(0_u64, |seconds, digit| seconds.saturating_mul(10).saturating_add(digit)),
        ));
    }
    let date = httpdate::parse_http_date(str::from_utf8(value).ok()?).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}
