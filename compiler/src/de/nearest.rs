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
    let lower = word.to_lowercase();
    let letters = count_letters(word);
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in candidates {
        // What is no better than the best so far need not be measured.
        let limit = best.map_or(limit + 1, |(distance, _)| distance);
        if candidate.len() > 4 * (MAX_LENGTH + limit) || apart(&letters, &count_letters(candidate)) >= limit {
            continue;
        }
        let distance = strsim::osa_distance(&lower, &candidate.to_lowercase());
        if distance < limit {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
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
