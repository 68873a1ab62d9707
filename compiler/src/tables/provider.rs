//! The provider codes, and the codes that they mean.

use std::cmp::Ordering;

use errcat_core::__private::rows::ProviderRow;
use errcat_core::__private::{Pattern, U32Column};

use super::builder::{Builder, narrow};
use crate::model::Model;

/// A provider code, in the order in which the rows of exact codes are sorted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Provider<'m> {
    code: &'m str,
    scope: &'m str,
    /// The number of the code that it means.
    means: u32,
}

impl Builder {
    /// Writes exact codes, sorted by code and then by scope, so that the perfect hash has one key for each code; then patterns,
    /// sorted by scope and then by precedence.
    pub(super) fn providers(&mut self, model: &Model) {
        let (mut exact, mut patterns): (Vec<_>, Vec<_>) =
            (0..model.codes.len()).flat_map(|number| providers(model, number)).partition(Provider::is_exact);
        exact.sort_unstable();
        patterns.sort_by(Provider::by_precedence);
        let mut scopes: Vec<&str> = exact.iter().chain(&patterns).map(|provider| provider.scope).collect();
        scopes.sort_unstable();
        scopes.dedup();
        if !scopes.is_empty() {
            self.u32(U32Column::Scopes, 0);
            self.u32(U32Column::Scopes, scopes.len());
        }
        for scope in &scopes {
            self.string(U32Column::ScopeItems, scope);
        }
        for Provider { code, scope, means } in exact.iter().chain(&patterns) {
            let row = ProviderRow { scope: self.shared(scope), code: self.shared(code), means: *means };
            self.row(row);
        }
        if !patterns.is_empty() {
            for scope in &scopes {
                let first = patterns.partition_point(|pattern| pattern.scope < *scope);
                self.u32(U32Column::Patterns, exact.len() + first);
            }
            self.u32(U32Column::Patterns, exact.len() + patterns.len());
        }
        for number in 0..model.codes.len() {
            self.u32(U32Column::Providers, self.len(U32Column::ProviderRefs));
            for own in providers(model, number) {
                let at = if own.is_exact() {
                    exact.partition_point(|other| *other < own)
                } else {
                    exact.len() + patterns.partition_point(|other| other.by_precedence(&own).is_lt())
                };
                self.u32(U32Column::ProviderRefs, at);
            }
        }
        self.u32(U32Column::Providers, self.len(U32Column::ProviderRefs));
    }
}

/// Returns the provider codes of a code.
fn providers(model: &Model, number: usize) -> impl Iterator<Item = Provider<'_>> {
    model.codes[number].provider_codes.iter().map(move |provider| Provider {
        code: &provider.code.value,
        scope: &provider.scope,
        means: narrow(number),
    })
}

impl Provider<'_> {
    fn is_exact(&self) -> bool {
        Pattern::of(self.code).is_exact()
    }

    fn by_precedence(&self, other: &Self) -> Ordering {
        let precedence = || Pattern::of(self.code).precedence(Pattern::of(other.code));
        self.scope.cmp(other.scope).then_with(precedence)
    }
}
