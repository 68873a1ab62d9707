//! The bank that issued the cards: test cards and their results.

use std::fmt;

use errcat::ozura::{Code, Outcome};
use serde::Deserialize;

/// The customer's input. The members are named like the `field` of the catalog's codes.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Card {
    /// The card number: digits, with or without spaces.
    pub card_number: String,
    /// The month and year of expiration, such as `12/34`.
    pub expiry: String,
    /// The security code: three or four digits.
    pub cvv: String,
    /// The street, postal code and city.
    pub billing_address: String,
}

/// Prints nothing of the card.
impl fmt::Debug for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Card").finish_non_exhaustive()
    }
}

/// A card number that always gives the same result.
#[derive(Clone, Copy, Debug)]
pub struct TestCard {
    /// The card number.
    pub number: &'static str,
    /// The bank's answer.
    pub answer: Answer,
}

/// A bank's answer to a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The payment is approved.
    Approved,
    /// The payment is declined, with this response code of ISO 8583.
    Declined(&'static str),
    /// The address verification (AVS) failed.
    OtherAddress,
}

/// The test cards.
pub const TEST_CARDS: [TestCard; 11] = [
    TestCard { number: "4242 4242 4242 4242", answer: Answer::Approved },
    TestCard { number: "4000 0000 0000 0002", answer: Answer::Declined("05") },
    TestCard { number: "4000 0000 0000 9995", answer: Answer::Declined("51") },
    TestCard { number: "4242 4242 4242 4241", answer: UNKNOWN_NUMBER },
    TestCard { number: "4000 0000 0000 0069", answer: Answer::Declined("54") },
    TestCard { number: "4000 0000 0000 0127", answer: Answer::Declined("N7") },
    TestCard { number: "4000 0000 0000 0010", answer: Answer::OtherAddress },
    TestCard { number: "4000 0000 0000 9987", answer: Answer::Declined("41") },
    TestCard { number: "4000 0000 0000 9979", answer: Answer::Declined("43") },
    TestCard { number: "4000 0000 0000 0259", answer: Answer::Declined("59") },
    TestCard { number: "4000 0000 0000 0119", answer: Answer::Declined("91") },
];

const UNKNOWN_NUMBER: Answer = Answer::Declined("14");

impl Answer {
    /// Returns the outcome of the payment. The catalog maps the response codes to its own codes.
    ///
    /// # Errors
    ///
    /// Returns the code of the decline. It can be a masked code, so show customers `Code::public` only.
    pub fn outcome(self) -> Result<Outcome, Code> {
        match self {
            Self::Approved => Ok(Outcome::Paid),
            // The customer cannot fix a response code that the catalog lacks, so it becomes a system error.
            Self::Declined(code) => Err(Code::by_provider_code("iso8583", code).unwrap_or(Code::SystemError)),
            Self::OtherAddress => Err(Code::AvsFailed),
        }
    }
}

/// Charges a card.
///
/// # Errors
///
/// Returns the code of the decline.
pub fn charge(card: &Card) -> Result<Outcome, Code> {
    let digits = |number: &str| number.chars().filter(char::is_ascii_digit).collect::<String>();
    let number = digits(&card.card_number);
    let known = TEST_CARDS.iter().find(|test| digits(test.number) == number);
    known.map_or(UNKNOWN_NUMBER, |test| test.answer).outcome()
}
