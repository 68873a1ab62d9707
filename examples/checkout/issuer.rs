//! The bank behind the sandbox: test cards, and what it answers to each.

use errcat::ozura::{Code, Outcome};
use serde::Deserialize;

/// What a customer entered; the names are those that the catalog gives the inputs at fault.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Card {
    /// Digits, with or without spaces.
    pub card_number: String,
    /// Month and year.
    pub expiry: String,
    /// Three or four digits.
    pub cvv: String,
    /// Street, postal code, town.
    pub billing_address: String,
}

/// A card that always gets the same answer.
#[derive(Clone, Copy, Debug)]
pub struct TestCard {
    /// Its number.
    pub number: &'static str,
    /// What the bank says to it.
    pub answer: Answer,
}

/// What a bank says to a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The payment is approved.
    Approved,
    /// It is declined with a response code of ISO 8583.
    Declined(&'static str),
    /// It would be approved, but for the address (AVS).
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
    /// What it means to the checkout. The catalog knows the response codes.
    ///
    /// # Errors
    ///
    /// The code of the decline, as it is: some are masked, which is the business of whoever shows it.
    pub fn outcome(self) -> Result<Outcome, Code> {
        match self {
            Self::Approved => Ok(Outcome::Paid),
            // A response code that the catalog does not know is a fault of ours, not of the customer.
            Self::Declined(code) => Err(Code::by_provider_code("iso8583", code).unwrap_or(Code::SystemError)),
            Self::OtherAddress => Err(Code::AvsFailed),
        }
    }
}

/// Asks the bank for the money.
///
/// # Errors
///
/// The code of the decline.
pub fn charge(card: &Card) -> Result<Outcome, Code> {
    let digits = |number: &str| number.chars().filter(char::is_ascii_digit).collect::<String>();
    let number = digits(&card.card_number);
    let known = TEST_CARDS.iter().find(|test| digits(test.number) == number);
    known.map_or(UNKNOWN_NUMBER, |test| test.answer).outcome()
}
