//! Values that are a text or a number: wire codes, and what a row of an upstream compares with.

use std::fmt;

use serde_core::de::{Deserialize, Deserializer, Error, Visitor};

/// The largest whole number that every reader of JSON takes exactly, 2⁵³; the smallest is its negative (RFC 8259, section 6).
const LARGEST_EXACT: i64 = 1 << 53;

/// `wire_code`: a text, or a whole number that travels as a JSON number.
#[derive(Clone)]
pub enum WireCode {
    /// A text.
    Text(String),
    /// A number, −2⁵³ to 2⁵³.
    Number(i64),
}

impl WireCode {
    /// Returns the text, or the digits.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        }
    }
}

impl<'de> Deserialize<'de> for WireCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrNumber;

        impl Visitor<'_> for TextOrNumber {
            type Value = WireCode;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or a whole number")
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<WireCode, E> {
                if (-LARGEST_EXACT..=LARGEST_EXACT).contains(&value) {
                    return Ok(WireCode::Number(value));
                }
                Err(E::custom(format!(
                    "wire code {value} is beyond ±2^53: some readers of JSON would round it\nwrite it in quotes, to let it travel as a text"
                )))
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<WireCode, E> {
                Ok(WireCode::Text(value.to_owned()))
            }
        }

        deserializer.deserialize_any(TextOrNumber)
    }
}

/// A JSON value that is no list and no object, and not `null`.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonScalar {
    /// A string.
    Text(String),
    /// A number, as JSON writes it.
    Number(String),
    /// `true` or `false`.
    Boolean(bool),
}

impl JsonScalar {
    /// Returns the value as JSON.
    pub fn json(&self) -> String {
        let mut json = String::new();
        match self {
            Self::Text(text) => {
                let _ = errcat_core::raw::string(&mut json, text);
            }
            Self::Number(number) => json.clone_from(number),
            Self::Boolean(value) => json = value.to_string(),
        }
        json
    }
}

impl<'de> Deserialize<'de> for JsonScalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Scalar;

        impl Visitor<'_> for Scalar {
            type Value = JsonScalar;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, a number, `true` or `false`")
            }

            fn visit_bool<E: Error>(self, value: bool) -> Result<JsonScalar, E> {
                Ok(JsonScalar::Boolean(value))
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<JsonScalar, E> {
                Ok(JsonScalar::Number(value.to_string()))
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<JsonScalar, E> {
                Ok(JsonScalar::Number(value.to_string()))
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<JsonScalar, E> {
                Ok(JsonScalar::Text(value.to_owned()))
            }
        }

        deserializer.deserialize_any(Scalar)
    }
}
