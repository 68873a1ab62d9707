//! Days of the calendar, for what applies from a day on.

use core::fmt;
use core::str::FromStr;

use crate::padding::pad;

/// A day of the Gregorian calendar, years 1–9999. Earlier days are less than later ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Makes a day, with month and day counted from one. `None` for a day that does not exist, such as 30 February.
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 0,
        };
        let is_day = year >= 1 && year <= 9999 && day >= 1 && day <= days;
        if is_day { Some(Self { year, month, day }) } else { None }
    }

    /// Returns the year, 1–9999.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// Returns the month, 1–12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// Returns the day of the month, 1–31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }
}

/// `2026-04-18` (ISO 8601)
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, |out| write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day))
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The error of parsing a [`Date`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidDate;

impl fmt::Display for InvalidDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("not a date such as 2026-04-18")
    }
}

impl core::error::Error for InvalidDate {}

/// Reads `2026-04-18` (ISO 8601), with all its zeros.
impl FromStr for Date {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let bytes: &[u8; 10] = text.as_bytes().try_into().map_err(|_| InvalidDate)?;
        let number = |digits: &[u8]| {
            let digits = digits.iter().map(|digit| digit.is_ascii_digit().then(|| u16::from(digit - b'0')));
            { digits }.try_fold(0, |number, digit| Some(number * 10 + digit?))
        };
        let ([year @ .., b'-', _, _, b'-', _, _], [.., m1, m2, _, d1, d2]) = (bytes, bytes) else {
            return Err(InvalidDate);
        };
        let narrow = |number: Option<u16>| number.and_then(|number| u8::try_from(number).ok());
        let parts = (number(year), narrow(number(&[*m1, *m2])), narrow(number(&[*d1, *d2])));
        let (Some(year), Some(month), Some(day)) = parts else { return Err(InvalidDate) };
        Self::new(year, month, day).ok_or(InvalidDate)
    }
}
