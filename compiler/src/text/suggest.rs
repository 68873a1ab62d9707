//! Suggestions for unknown names.

use std::fmt::Display;

/// The known name that is most similar to an unknown name.
///
/// ```
/// # use errcat_compiler::Suggest;
/// let suggest = Suggest::new("mesage", ["status", "message"]);
/// assert_eq!(suggest.question().as_deref(), Some("did you mean `message`?"));
/// assert_eq!(Suggest::new("weight", ["status", "message"]).name(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggest<'a>(Option<&'a str>);

impl<'a> Suggest<'a> {
    /// Compares a word with the known names.
    ///
    /// A name is near enough if it differs only in case, or if at most a third of its letters (at least one) are inserted,
    /// dropped, changed or swapped with a neighbor. The first of equally near names wins. Words of more than 64
    /// characters have no suggestion.
    pub fn new(word: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        Self(nearest(word, known))
    }

    /// Returns the nearest name.
    pub const fn name(self) -> Option<&'a str> {
        self.0
    }

    /// Returns ``did you mean `name`?``.
    pub fn question(self) -> Option<String> {
        self.question_as(str::to_owned)
    }

    /// Returns ``did you mean `…`?`` with the name in the form in which the user writes it.
    pub fn question_as(self, written: impl FnOnce(&str) -> String) -> Option<String> {
        self.0.map(|name| Self::ask(written(name)))
    }

    /// Returns ``did you mean `…`?`` for something that was found in another way.
    pub fn ask(written: impl Display) -> String {
        format!("did you mean `{written}`?")
    }
}

/// The longest word that is compared, in characters. Longer words were pasted, not mistyped.
const MAX_LENGTH: usize = 64;

fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().take(MAX_LENGTH + 1).count();
    if length == 0 || length > MAX_LENGTH {
        return None;
    }
    let limit = if length < 3 { 0 } else { (length / 3).max(1) };
    let lower = letters_of(word);
    let letters = count_letters(word);
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in candidates {
        // Only a smaller distance than the best one so far matters.
        let limit = best.map_or(limit + 1, |(distance, _)| distance);
        if candidate.len() > 4 * (MAX_LENGTH + limit) || apart(&letters, &count_letters(candidate)) >= limit {
            continue;
        }
        let distance = distance(&lower, &letters_of(candidate));
        if distance < limit {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Returns the letters of a word in lower case.
fn letters_of(word: &str) -> Vec<char> {
    word.to_lowercase().chars().collect()
}

/// Returns how many letters must be inserted, dropped, changed or swapped with a neighbor to turn one word into the other
/// (optimal string alignment).
///
/// It is written by hand because every service that builds a catalog would build the library `strsim` for it. A test compares
/// the two.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut over = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other_letter) in other.iter().enumerate() {
            let changed = above[j] + usize::from(letter != other_letter);
            let mut least = changed.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && one[i - 1] == *other_letter && *letter == other[j - 1] {
                least = least.min(over[j - 1] + 1);
            }
            row.push(least);
        }
        over = std::mem::replace(&mut above, row);
    }
    above[other.len()]
}

/// Counts the letters of a word. Letters that differ only in case share a counter.
fn count_letters(word: &str) -> [u16; 32] {
    let mut counts = [0_u16; 32];
    for character in word.chars() {
        let count = &mut counts[character as usize & 31];
        *count = count.saturating_add(1);
    }
    counts
}

/// Returns a lower bound of the distance of two words. It is much cheaper than the distance.
fn apart(one: &[u16; 32], other: &[u16; 32]) -> usize {
    let (mut more, mut less) = (0_usize, 0_usize);
    for (one, other) in one.iter().zip(other) {
        more += usize::from(one.saturating_sub(*other));
        less += usize::from(other.saturating_sub(*one));
    }
    more.max(less)
}
