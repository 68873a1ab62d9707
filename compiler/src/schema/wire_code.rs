//! Wire codes: texts, or whole numbers.

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
                f.write_str("a text or a whole number")
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
