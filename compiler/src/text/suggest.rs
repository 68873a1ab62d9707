//! The name that was probably meant.

/// Longer words are not compared: nobody mistypes them, they were pasted.
const MAX_LENGTH: usize = 64;

/// The candidate that is spelt most like a word, if one is near enough: the same but for case, or at most a third of its
/// letters (at least one) inserted, dropped, changed or swapped with a neighbour. Of equals the first.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().take(MAX_LENGTH + 1).count();
    if length == 0 || length > MAX_LENGTH {
        return None;
    }
    let limit = if length < 3 { 0 } else { (length / 3).max(1) };
    let lower = letters_of(word);
    let letters = count_letters(word);
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in candidates {
        // What is no better than the best so far need not be measured.
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

/// The letters of a word, without case.
fn letters_of(word: &str) -> Vec<char> {
    word.to_lowercase().chars().collect()
}

/// How many letters are inserted, dropped, changed or swapped with a neighbour (none twice) to make one word of the other.
///
/// Every build of a service would build a library for this alone; a test compares it with that library.
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

/// How often each letter stands in a word; letters that differ in case share a place.
fn count_letters(word: &str) -> [u16; 32] {
    let mut counts = [0_u16; 32];
    for character in word.chars() {
        let count = &mut counts[character as usize & 31];
        *count = count.saturating_add(1);
    }
    counts
}

/// A lower bound of the distance of two words, far cheaper than the distance itself.
fn apart(one: &[u16; 32], other: &[u16; 32]) -> usize {
    let (mut more, mut less) = (0_usize, 0_usize);
    for (one, other) in one.iter().zip(other) {
        more += usize::from(one.saturating_sub(*other));
        less += usize::from(other.saturating_sub(*one));
    }
    more.max(less)
}
