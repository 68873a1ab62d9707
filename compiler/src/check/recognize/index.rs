//! The index over answers, which saves comparing every code with every other.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use super::answer::{Answer, LeafValue, Text};

/// An index that finds the few codes that may recognize an answer of another code. Ten thousand codes would make 50 million
/// pairs.
///
/// Each code is listed under its rarest required leaf: by the value, or by the literal beginning of the text.
pub(super) struct AnswerIndex<'a> {
    /// The codes whose rarest leaf is a value.
    values: BTreeMap<Key<'a>, Vec<usize>>,
    /// The codes whose rarest leaf is a text.
    beginnings: BTreeMap<Key<'a>, Vec<usize>>,
    /// The codes without a required leaf, which may recognize any answer.
    others: Vec<usize>,
}

/// The path of a leaf, with its value or the beginning of its text.
type Key<'a> = (&'a str, &'a str);

impl<'a> AnswerIndex<'a> {
    pub(super) fn of(answers: &'a [Answer<'_>]) -> Self {
        let mut counts: HashMap<(bool, Key<'a>), usize> = HashMap::new();
        for answer in answers {
            for keys in required(answer) {
                keys.for_each(|key| *counts.entry(key).or_default() += 1);
            }
        }
        let mut index = Self { values: BTreeMap::new(), beginnings: BTreeMap::new(), others: Vec::new() };
        for (at, answer) in answers.iter().enumerate() {
            // The leaves of an answer have no order. Of equally rare ones a value is the best, because it is compared as a whole.
            let rank = |leaf: &Keys<'a>| {
                let weight: usize = leaf.clone().map(|key| counts[&key]).sum();
                (weight, leaf.clone().next().map(|(is_value, key)| (!is_value, key)))
            };
            let Some(rarest) = required(answer).min_by_key(rank) else {
                index.others.push(at);
                continue;
            };
            for (is_value, key) in rarest {
                let all = if is_value { &mut index.values } else { &mut index.beginnings };
                all.entry(key).or_default().push(at);
            }
        }
        index
    }

    /// Returns the codes that may recognize an answer of this code, in the catalog's order.
    pub(super) fn readers(&self, answer: &Answer<'_>) -> Vec<usize> {
        let mut all = self.others.clone();
        for (path, leaf) in &answer.leaves {
            match &leaf.value {
                LeafValue::Json(value) => {
                    all.extend(self.values.get(&(path.as_str(), value.as_str())).into_iter().flatten());
                    if let Some(text) = value.strip_prefix('"') {
                        self.beginnings_of(path, text, &mut all);
                    }
                }
                LeafValue::Texts(texts) => {
                    within(&self.values, path, "", &mut all);
                    for (first, _) in texts.iter().map(Text::ends) {
                        self.beginnings_of(path, first, &mut all);
                        within(&self.beginnings, path, first, &mut all);
                    }
                }
                LeafValue::Typed(..) | LeafValue::Details => {
                    within(&self.values, path, "", &mut all);
                    within(&self.beginnings, path, "", &mut all);
                }
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Adds the codes whose texts begin with a prefix of this text.
    fn beginnings_of(&self, path: &str, text: &str, all: &mut Vec<usize>) {
        let ends = (0..=text.len()).filter(|end| text.is_char_boundary(*end));
        all.extend(ends.filter_map(|end| self.beginnings.get(&(path, &text[..end]))).flatten());
    }
}

/// Adds the codes that are listed at a path under keys that begin with `first`.
fn within(from: &BTreeMap<Key<'_>, Vec<usize>>, path: &str, first: &str, all: &mut Vec<usize>) {
    let range = from.range::<(&str, &str), _>((Bound::Included(&(path, first)), Bound::Unbounded));
    let own = range.take_while(|((at, key), _)| *at == path && key.starts_with(first));
    all.extend(own.flat_map(|(_, codes)| codes));
}

/// The keys of one leaf: one for a value, one for each language of a text.
type Keys<'a> = std::iter::Map<std::vec::IntoIter<Key<'a>>, fn(Key<'a>) -> (bool, Key<'a>)>;

/// Returns the keys of required leaves. An answer that the code recognizes has one of the keys of each leaf.
fn required<'a>(answer: &'a Answer<'_>) -> impl Iterator<Item = Keys<'a>> {
    answer.leaves.iter().filter(|(_, leaf)| !leaf.optional).filter_map(|(path, leaf)| {
        let value: fn(Key<'a>) -> (bool, Key<'a>) = |key| (true, key);
        let beginning: fn(Key<'a>) -> (bool, Key<'a>) = |key| (false, key);
        match &leaf.value {
            LeafValue::Json(json) => Some(vec![(path.as_str(), json.as_str())].into_iter().map(value)),
            LeafValue::Texts(texts) => {
                let keys: Vec<Key<'a>> = texts.iter().map(|text| (path.as_str(), text.ends().0)).collect();
                Some(keys.into_iter().map(beginning))
            }
            LeafValue::Typed(..) | LeafValue::Details => None,
        }
    })
}
