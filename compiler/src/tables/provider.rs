//! The codes of others, and what they stand for.

use std::cmp::Ordering;

use errcat_core::raw::{Pattern, Word};

use super::Builder;
use crate::model::Model;

/// Provider code, scope, and the number of the code.
type Row<'m> = (&'m str, &'m str, u32);

impl Builder {
    /// Rows sorted by provider code, then scope, so that the perfect hash needs to know the provider codes only; behind them
    /// the patterns, sorted by scope, then as they count.
    pub(super) fn providers(&mut self, model: &Model) {
        let mut rows = Vec::new();
        let mut patterns: Vec<Row<'_>> = Vec::new();
        for (code, number) in model.codes.iter().zip(0u32..) {
            for provider in &code.provider_codes {
                let row = (provider.code.value.as_str(), provider.scope.as_str(), number);
                if Pattern::of(row.0).is_exact() {
                    rows.push(row);
                } else {
                    let at = patterns.partition_point(|other| pattern_order(other, &row).is_lt());
                    patterns.insert(at, row);
                }
            }
        }
        rows.sort_unstable();
        let exact = rows.len();
        rows.append(&mut patterns);
        let mut scopes: Vec<&str> = rows.iter().map(|(_, scope, _)| *scope).collect();
        scopes.sort_unstable();
        scopes.dedup();
        if !scopes.is_empty() {
            self.word(Word::Scopes, 0u32);
            self.count(Word::Scopes, scopes.len());
        }
        for scope in &scopes {
            self.string(Word::ScopeItems, scope);
        }
        for (code, scope, number) in &rows {
            self.string(Word::ProviderItems, scope);
            self.string(Word::ProviderItems, code);
            self.word(Word::ProviderItems, *number);
        }
        let (codes, patterns) = rows.split_at(exact);
        if !patterns.is_empty() {
            for scope in &scopes {
                self.count(Word::Patterns, exact + patterns.partition_point(|(_, other, _)| other < scope));
            }
            self.count(Word::Patterns, rows.len());
        }
        for (code, number) in model.codes.iter().zip(0u32..) {
            self.count(Word::Providers, self.len(Word::ProviderRefs));
            for provider in &code.provider_codes {
                let row = (provider.code.value.as_str(), provider.scope.as_str(), number);
                let at = if Pattern::of(row.0).is_exact() {
                    codes.partition_point(|other| *other < row)
                } else {
                    exact + patterns.partition_point(|other| pattern_order(other, &row).is_lt())
                };
                self.count(Word::ProviderRefs, at);
            }
        }
        self.count(Word::Providers, self.len(Word::ProviderRefs));
    }
}

/// By scope, then as they count.
fn pattern_order(one: &Row<'_>, two: &Row<'_>) -> Ordering {
    one.1.cmp(two.1).then_with(|| Pattern::of(one.0).precedence(Pattern::of(two.0)))
}
