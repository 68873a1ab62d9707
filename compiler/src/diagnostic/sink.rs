//! A collection of diagnostics.

use super::Diagnostic;
use super::rule::Rule;
use crate::text::source::Sources;

/// The most diagnostics of one rule that are kept. The rest are only counted, so that a hostile or hopeless file cannot
/// fill the memory.
const MAX_PER_RULE: usize = 1000;

/// Collects diagnostics, so that one error does not hide the next.
#[derive(Clone, Debug)]
pub struct Sink {
    diagnostics: Vec<Diagnostic>,
    /// The number of diagnostics of each rule, in the order of [`Rule::ALL`].
    counts: Vec<usize>,
}

impl Default for Sink {
    fn default() -> Self {
        Self::new()
    }
}

impl Sink {
    /// Creates an empty sink.
    pub fn new() -> Self {
        Self { diagnostics: Vec::new(), counts: vec![0; Rule::ALL.len()] }
    }

    /// Adds a diagnostic. The first thousand of one rule are kept, the rest are counted.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let count = &mut self.counts[diagnostic.rule as usize];
        *count += 1;
        if *count <= MAX_PER_RULE {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Returns whether there are no diagnostics.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// Returns how many diagnostics were pushed.
    pub fn len(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Moves the diagnostics of another sink into this one.
    pub fn append(&mut self, other: Self) {
        for diagnostic in other.diagnostics {
            self.push(diagnostic);
        }
        for (own, count) in self.counts.iter_mut().zip(other.counts) {
            *own += count.saturating_sub(MAX_PER_RULE);
        }
    }

    /// Returns the diagnostics by path and place, without duplicates. For each rule with more than a thousand, a last
    /// diagnostic says how many are not shown.
    pub fn into_sorted(self, sources: &Sources) -> Vec<Diagnostic> {
        let mut sorted = self.diagnostics;
        sorted.sort_by(|one, other| one.order(other, sources));
        sorted.dedup();
        for (&rule, count) in Rule::ALL.iter().zip(self.counts) {
            if count > MAX_PER_RULE {
                let more = count - MAX_PER_RULE;
                sorted.push(Diagnostic::new(rule, format!("{more} more problems of this kind are not shown")));
            }
        }
        sorted
    }
}
