//! Durations as the catalog format writes them.

use core::fmt;
use core::time::Duration;

use crate::padding::pad;

/// A duration in the largest unit of the catalog format that gives a whole number: `500ms`, `1s`, `5m`, `24h`, `30d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DurationText(
    /// The duration; fractions of a millisecond are not shown.
    pub Duration,
);

impl From<Duration> for DurationText {
    fn from(duration: Duration) -> Self {
        Self(duration)
    }
}

impl fmt::Display for DurationText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = self.0.as_millis();
        let units = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1_000, "s")];
        let (unit, name) = units.into_iter().find(|(unit, _)| ms != 0 && ms.is_multiple_of(*unit)).unwrap_or((1, "ms"));
        pad(f, |out| write!(out, "{}{name}", ms / unit))
    }
}
