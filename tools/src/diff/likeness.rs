//! The likeness of two messages: how much of one sentence is left in the other.

use errcat_compiler::{Piece, pieces};
use unicode_segmentation::UnicodeSegmentation;

/// The likeness below which a message is another sentence.
pub const ALIKE: f64 = 0.5;

/// The most words of a message that are compared.
const MOST_WORDS: usize = 2000;

/// Returns the likeness of two message templates, 0 to 1: twice the length of their longest common subsequence of words, divided by
/// the number of their words. Words are compared in lower case. A placeholder is one word.
pub fn likeness(one: &str, other: &str) -> f64 {
    let (one, other) = (words(one), words(other));
    let sum = one.len() + other.len();
    if sum == 0 {
        return 1.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "at most 4,000 words")]
    let likeness = 2.0 * common(&one, &other) as f64 / sum as f64;
    likeness
}

fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (_, piece) in pieces(text) {
        match piece {
            Piece::Text(part) => words.extend(part.unicode_words().map(str::to_lowercase)),
            Piece::Name(name) => words.push(format!("{{{name}}}")),
            Piece::Brace(_) | Piece::Malformed(_) => {}
        }
    }
    words.truncate(MOST_WORDS);
    words
}

/// Returns the length of the longest common subsequence.
fn common(one: &[String], other: &[String]) -> usize {
    let mut row = vec![0; other.len() + 1];
    for word in one {
        let mut diagonal = 0;
        for (at, other) in other.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if word == other { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::likeness;

    #[test]
    fn words_that_stay_in_order_count() {
        for (one, other, expected) in [
            ("The card is lost", "The card is lost", 1.0),
            ("The card is lost", "this card is LOST.", 0.75),
            ("The card is lost", "Pay with another one", 0.0),
            ("a b", "b a", 0.5),
            ("{name} is missing", "{name} has gone", 1.0 / 3.0),
            ("{name} is missing", "{field} is missing", 2.0 / 3.0),
            ("{name}", "{{name}}", 0.0),
            ("", "", 1.0),
            ("…", "?", 1.0),
            ("", "one", 0.0),
            // A text without spaces has more than one word.
            ("卡已丢失", "卡已被盗", 0.5),
        ] {
            assert!((likeness(one, other) - expected).abs() < 1e-9, "{one} / {other}: {}", likeness(one, other));
        }
    }
}
