//! Wire codes: texts, or whole numbers.

use super::read::{Grammar, Read, read_grammar};
use crate::diagnostic::Sink;
use crate::text::problem::Problem;
use crate::yaml::Node;

/// The largest whole number that every reader of JSON takes exactly, 2⁵³; the smallest is its negative (RFC 8259, section 6).
const LARGEST_EXACT: i64 = 1 << 53;

/// `wire_code`: a text, or a whole number that is written as a JSON number.
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

impl Grammar for WireCode {
    const EXPECTED: &'static str = "a text or a whole number";

    fn from_number(number: i64) -> Result<Self, Option<Problem>> {
        if (-LARGEST_EXACT..=LARGEST_EXACT).contains(&number) {
            return Ok(Self::Number(number));
        }
        let message = format!("wire code {number} is beyond ±2^53: some readers of JSON would round it");
        Err(Some(Problem::new(message).help("write it in quotes, and it is sent as a text")))
    }

    fn from_text(text: &str) -> Result<Self, Problem> {
        Ok(Self::Text(text.to_owned()))
    }
}

impl Read for WireCode {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        read_grammar(node, sink)
    }
}
