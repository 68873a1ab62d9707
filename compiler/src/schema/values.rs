//! Values with a grammar of their own.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{Deserialize, Deserializer, EnumAccess, Error, Expected, SeqAccess, VariantAccess, Visitor};

use errcat_core::Vocabulary;

use crate::diagnostic::quote;
use crate::lower::is_version;
use crate::schema::de::Plain;

/// A word of a vocabulary.
#[derive(Clone, Copy)]
pub struct Word<T>(pub T);

impl<'de, T: Vocabulary> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words<T>(PhantomData<T>);

        impl<'de, T: Vocabulary> Visitor<'de> for Words<T> {
            type Value = Word<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a {}", T::WHAT)
            }

            fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Self::Value, A::Error> {
                let (word, variant) = data.variant::<String>()?;
                variant.unit_variant()?;
                let place = T::WORDS.iter().position(|other| *other == word);
                place.map(|place| Word(T::ALL[place])).ok_or_else(|| A::Error::unknown_variant(&word, T::WORDS))
            }
        }

        deserializer.deserialize_enum(T::WHAT, T::WORDS, Words(PhantomData))
    }
}

/// `version`: three numbers, and perhaps more (semver.org).
pub struct Version(pub String);

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Semantic;

        impl Visitor<'_> for Semantic {
            type Value = Version;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a version of three numbers, as in `1.0.0` (semver.org)")
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Version, E> {
                if is_version(value) {
                    return Ok(Version(value.to_owned()));
                }
                Err(E::custom(format!("{} is not a semantic version\nwrite {}", quote(value), &self as &dyn Expected)))
            }
        }

        deserializer.deserialize_any(Semantic)
    }
}

/// `status`: an HTTP status code, or `none`.
#[derive(Clone, Copy)]
pub struct Status(pub Option<u16>);

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneStatus;

        impl Visitor<'_> for OneStatus {
            type Value = Status;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a status code from 100 to 599, or `none`")
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Status, E> {
                http_status(value).map(|status| Status(Some(status)))
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Status, E> {
                match value {
                    "none" => Ok(Status(None)),
                    _ if value.parse::<u16>().is_ok() => {
                        Err(E::custom(format!("`{value}` is a text, not a number\nwrite `{value}` without quotes")))
                    }
                    _ => Err(E::custom(format!(
                        "`{value}` is not a status code\nwrite a number from 100 to 599, or `none`"
                    ))),
                }
            }
        }

        deserializer.deserialize_any(OneStatus)
    }
}

fn http_status<E: Error>(value: i64) -> Result<u16, E> {
    u16::try_from(value)
        .ok()
        .filter(|status| (100..=599).contains(status))
        .ok_or_else(|| E::custom(format!("status {value} is out of range\nHTTP status codes go from 100 to 599")))
}

/// `status` of an upstream row: one, a range such as `500-599`, or a list of these; inclusive.
pub struct Statuses(pub Vec<(u16, u16)>);

impl<'de> Deserialize<'de> for Statuses {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Many;

        impl<'de> Visitor<'de> for Many {
            type Value = Statuses;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a status code, a range such as `500-599`, or a list of these")
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Statuses, E> {
                http_status(value).map(|status| Statuses(vec![(status, status)]))
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Statuses, E> {
                let wrong = || E::custom(format!("`{value}` is not a range of status codes\nwrite it as in `500-599`"));
                let (first, last) = value.split_once('-').ok_or_else(wrong)?;
                let bound = |text: &str| match Plain::of(text) {
                    Plain::Integer => http_status::<E>(text.parse().unwrap_or(i64::MAX)),
                    _ => Err(wrong()),
                };
                let (first, last) = (bound(first)?, bound(last)?);
                if first > last {
                    return Err(wrong());
                }
                Ok(Statuses(vec![(first, last)]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Statuses, A::Error> {
                let mut all = Vec::new();
                while let Some(Statuses(some)) = list.next_element()? {
                    all.extend(some);
                }
                if all.is_empty() {
                    return Err(A::Error::custom("an empty list fits no answer\nleave `status` out to fit any"));
                }
                Ok(Statuses(all))
            }
        }

        deserializer.deserialize_any(Many)
    }
}

/// A duration such as `500ms`, `1s`, `5m`, `24h` or `30d`, in milliseconds.
#[derive(Clone, Copy)]
pub struct Milliseconds(pub u64);

/// The longest duration: ten years of 365 days, in milliseconds.
const LONGEST: u64 = 3650 * 86_400_000;

impl<'de> Deserialize<'de> for Milliseconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Duration;

        impl Visitor<'_> for Duration {
            type Value = Milliseconds;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a duration such as `500ms`, `1s`, `5m`, `24h` or `30d`")
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Milliseconds, E> {
                Err(not_a_duration(value))
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Milliseconds, E> {
                milliseconds(value)
            }
        }

        deserializer.deserialize_any(Duration)
    }
}

fn not_a_duration<E: Error>(written: impl fmt::Display) -> E {
    E::custom(format!(
        "`{written}` is not a duration\nwrite a whole number and a unit: `500ms`, `1s`, `5m`, `24h` or `30d`"
    ))
}

fn milliseconds<E: Error>(text: &str) -> Result<Milliseconds, E> {
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
    number
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(unit))
        .filter(|ms| *ms <= LONGEST)
        .map(Milliseconds)
        .ok_or_else(|| E::custom(format!("duration `{text}` is out of range\na duration is at most `3650d`")))
}

/// The factor of a backoff, in thousandths: 1 to 100.
#[derive(Clone, Copy)]
pub struct Factor(pub u32);

impl<'de> Deserialize<'de> for Factor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let factor = f64::deserialize(deserializer)?;
        let thousandths = (factor * 1000.0).round();
        if !(1000.0..=100_000.0).contains(&thousandths) || (thousandths / 1000.0 - factor).abs() > 1e-9 {
            let message =
                format!("factor {factor} is out of range\na factor is from 1 to 100, with at most three decimals");
            return Err(D::Error::custom(message));
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1000 to 100,000, checked above")]
        Ok(Self(thousandths as u32))
    }
}
