//! An index of patterns, so that recognition need not compare every code with every other.

use std::collections::HashMap;

use super::{Answer, Want};
use crate::model::template::Part;

/// Finds the few patterns that an example may match.
///
/// Each pattern is listed under its rarest requirement: a literal leaf, or a fragment of a text.
pub(super) struct PatternIndex<'a> {
    literals: HashMap<(&'a str, &'a str), Vec<usize>>,
    fragments: HashMap<(&'a str, &'a [u8]), Vec<usize>>,
    others: Vec<usize>,
}

/// The length of a fragment, in bytes. A shorter literal is a fragment of its own.
const FRAGMENT: usize = 8;

impl<'a> PatternIndex<'a> {
    pub(super) fn of(answers: &'a [Answer<'_>]) -> Self {
        let (literals, fragments) =
            (counts(answers.iter().flat_map(literals)), counts(answers.iter().flat_map(fragments)));
        let mut index = Self { literals: HashMap::new(), fragments: HashMap::new(), others: Vec::new() };
        for (at, answer) in answers.iter().enumerate() {
            let leaf = self::literals(answer).min_by_key(|leaf| literals[leaf]);
            let fragment = self::fragments(answer).min_by_key(|fragment| fragments[fragment]);
            match (leaf, fragment) {
                (Some(leaf), Some(fragment)) if fragments[&fragment] < literals[&leaf] => {
                    index.fragments.entry(fragment).or_default().push(at);
                }
                (Some(leaf), _) => index.literals.entry(leaf).or_default().push(at),
                (None, Some(fragment)) => index.fragments.entry(fragment).or_default().push(at),
                (None, None) => index.others.push(at),
            }
        }
        index
    }

    pub(super) fn candidates<'s>(&'s self, answer: &'s Answer<'_>) -> impl Iterator<Item = usize> + 's {
        let leaves = answer.example.iter().map(|(path, value)| (path.as_str(), value.as_str()));
        let literals = leaves.clone().filter_map(|leaf| self.literals.get(&leaf));
        let texts = leaves.filter_map(|(path, value)| Some((path, value.strip_prefix('"')?.as_bytes())));
        let fragments = texts.filter(|_| !self.fragments.is_empty()).flat_map(move |(path, text)| {
            let windows = (1..=FRAGMENT.min(text.len())).flat_map(move |length| text.windows(length));
            windows.filter_map(move |fragment| self.fragments.get(&(path, fragment)))
        });
        literals.chain(fragments).flatten().chain(&self.others).copied()
    }
}

fn counts<K: std::hash::Hash + Eq>(keys: impl Iterator<Item = K>) -> HashMap<K, usize> {
    let mut counts = HashMap::new();
    keys.for_each(|key| *counts.entry(key).or_default() += 1);
    counts
}

fn literals<'a>(answer: &'a Answer<'_>) -> impl Iterator<Item = (&'a str, &'a str)> {
    answer.pattern.iter().filter_map(|(path, want)| match want {
        Want::Literal(value) => Some((path.as_str(), value.as_str())),
        _ => None,
    })
}

/// Returns every fragment of the literal parts of texts.
fn fragments<'a>(answer: &'a Answer<'_>) -> impl Iterator<Item = (&'a str, &'a [u8])> {
    let parts = answer.pattern.iter().filter_map(|(path, want)| match want {
        Want::Text(template) => Some(template.parts.iter().map(move |part| (path.as_str(), part))),
        _ => None,
    });
    parts
        .flatten()
        .filter_map(|(path, part)| match part {
            Part::Text(text) => Some((path, text.as_bytes())),
            Part::Param(_) => None,
        })
        .flat_map(|(path, text)| text.windows(FRAGMENT.min(text.len())).map(move |fragment| (path, fragment)))
}
