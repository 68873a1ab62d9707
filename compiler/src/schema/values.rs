//! Values with a grammar of their own.

use errcat_core::Vocabulary;

use super::RetryAfterBound;
use super::read::{Grammar, Plain, Read, read_grammar, read_word};
use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::text::problem::Problem;
use crate::text::quote::quote;
use crate::text::version::is_version;
use crate::yaml::Node;

/// A word of a vocabulary.
#[derive(Clone, Copy)]
pub struct Word<T>(pub T);

impl<T: Vocabulary> Read for Word<T> {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        read_word(node, sink).map(Self)
    }
}

/// `version`: a semantic version (semver.org).
pub struct Version(pub String);

impl Grammar for Version {
    const EXPECTED: &'static str = "a version of three numbers, as in `1.0.0` (semver.org)";

    fn from_text(text: &str) -> Result<Self, Problem> {
        if is_version(text) {
            return Ok(Self(text.to_owned()));
        }
        let message = format!("{} is not a semantic version", quote(text));
        Err(Problem::new(message).help(format!("write {}", Self::EXPECTED)))
    }
}

impl Read for Version {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        read_grammar(node, sink)
    }
}

/// `status`: an HTTP status code, or `none`.
#[derive(Clone, Copy)]
pub struct Status(pub Option<u16>);

impl Grammar for Status {
    const EXPECTED: &'static str = "a status code from 100 to 599, or `none`";

    fn from_number(number: i64) -> Result<Self, Option<Problem>> {
        http_status(number).map(|status| Self(Some(status))).map_err(Some)
    }

    fn from_text(text: &str) -> Result<Self, Problem> {
        match text {
            "none" => Ok(Self(None)),
            _ if text.parse::<u16>().is_ok() => Err(Problem::new(format!("`{text}` is a text, not a number"))
                .help(format!("write `{text}` without quotes"))),
            _ => Err(Problem::new(format!("{} is not a status code", quote(text)))
                .help("write a number from 100 to 599, or `none`")),
        }
    }
}

impl Read for Status {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        read_grammar(node, sink)
    }
}

fn http_status(number: i64) -> Result<u16, Problem> {
    u16::try_from(number).ok().filter(|status| (100..=599).contains(status)).ok_or_else(|| {
        Problem::new(format!("status {number} is out of range")).help("write a status code from 100 to 599")
    })
}

/// `status` of an upstream row: one status, a range such as `500-599`, or a list of these. Ranges are inclusive.
pub struct Statuses(pub Vec<(u16, u16)>);

impl Grammar for Statuses {
    const EXPECTED: &'static str = "a status code, a range such as `500-599`, or a list of these";

    fn from_number(number: i64) -> Result<Self, Option<Problem>> {
        http_status(number).map(|status| Self(vec![(status, status)])).map_err(Some)
    }

    fn from_text(text: &str) -> Result<Self, Problem> {
        let wrong =
            || Problem::new(format!("{} is not a range of status codes", quote(text))).help("write it as in `500-599`");
        let (first, last) = text.split_once('-').ok_or_else(wrong)?;
        let bound = |text: &str| match Plain::of(text) {
            Plain::Integer => http_status(text.parse().unwrap_or(i64::MAX)),
            _ => Err(wrong()),
        };
        let (first, last) = (bound(first)?, bound(last)?);
        if first > last {
            return Err(wrong());
        }
        Ok(Self(vec![(first, last)]))
    }
}

impl Read for Statuses {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        let Some(items) = node.as_sequence() else { return read_grammar(node, sink) };
        if items.is_empty() {
            let diagnostic = Diagnostic::new(Rule::InvalidValue, "an empty list matches no answer").at(node.span);
            sink.push(diagnostic.help("remove `status` to match any"));
            return None;
        }
        let mut all = Vec::new();
        for item in items {
            all.extend(Self::read(item, sink)?.0);
        }
        Some(Self(all))
    }
}

/// A duration such as `500ms`, `1s`, `5m`, `24h` or `30d`, in milliseconds.
#[derive(Clone, Copy)]
pub struct Milliseconds(pub u64);

/// The longest duration: ten years of 365 days, in milliseconds.
const LONGEST: u64 = 3650 * 86_400_000;

impl Grammar for Milliseconds {
    const EXPECTED: &'static str = "a duration such as `500ms`, `1s`, `5m`, `24h` or `30d`";

    fn from_number(number: i64) -> Result<Self, Option<Problem>> {
        Err(Some(not_a_duration(&number.to_string())))
    }

    fn from_text(text: &str) -> Result<Self, Problem> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        let unit = match unit {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => return Err(not_a_duration(text)),
        };
        if number.is_empty() || (number.len() > 1 && number.starts_with('0')) {
            return Err(not_a_duration(text));
        }
        let milliseconds = number.parse::<u64>().ok().and_then(|number| number.checked_mul(unit));
        milliseconds
            .filter(|milliseconds| *milliseconds <= LONGEST)
            .map(Self)
            .ok_or_else(|| Problem::new(format!("duration `{text}` is out of range")).help("write at most `3650d`"))
    }
}

impl Read for Milliseconds {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        read_grammar(node, sink)
    }
}

/// What a policy does with `Retry-After`.
pub enum RetryAfter {
    /// Whether it is followed, up to the default bound.
    Followed(bool),
    /// It is followed up to a bound.
    UpTo(RetryAfterBound),
}

impl Read for RetryAfter {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        if node.as_mapping().is_some() {
            return RetryAfterBound::read(node, sink).map(Self::UpTo);
        }
        if let Some(scalar) = node.as_scalar()
            && Milliseconds::from_text(&scalar.text).is_ok()
        {
            let message = format!("expected `true`, `false` or a mapping, found {}", quote(&scalar.text));
            let help = format!("write `{{max: {}}}`", scalar.text);
            sink.push(Diagnostic::new(Rule::WrongType, message).at(node.span).help(help));
            return None;
        }
        bool::read(node, sink).map(Self::Followed)
    }
}

fn not_a_duration(written: &str) -> Problem {
    Problem::new(format!("{} is not a duration", quote(written)))
        .help("write a whole number and a unit: `500ms`, `1s`, `5m`, `24h` or `30d`")
}

/// The factor of a backoff, in thousandths: 1,000 to 100,000.
#[derive(Clone, Copy)]
pub struct Factor(pub u32);

impl Read for Factor {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        let factor = f64::read(node, sink)?;
        let thousandths = (factor * 1000.0).round();
        if !(1000.0..=100_000.0).contains(&thousandths) || (thousandths / 1000.0 - factor).abs() > 1e-9 {
            let diagnostic = Diagnostic::new(Rule::InvalidValue, format!("factor {factor} is out of range"));
            sink.push(diagnostic.at(node.span).help("write a factor from 1 to 100, with at most three decimals"));
            return None;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1000 to 100,000, checked above")]
        Some(Self(thousandths as u32))
    }
}
