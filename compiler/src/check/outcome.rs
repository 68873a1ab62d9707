//! Outcomes and session statuses: each becomes a Rust variant of its own.

use std::collections::HashMap;

use super::unique::twice;
use crate::diagnostic::Sink;
use crate::diagnostic::rule::Rule;
use crate::model::{Model, Outcome};
use crate::rust::rust_name;
use crate::text::placeholder::is_name;
use crate::text::quote::quote;
use crate::text::source::Sources;
use crate::text::span::Spanned;

/// Reports outcomes and session statuses that become the same variant.
pub fn check(model: &Model, sources: &Sources, sink: &mut Sink) {
    for (what, one, other) in clashes(&model.outcomes) {
        let (name, before) = (quote(&other.value), quote(&one.value));
        let message = format!("{what} {before} and {name} both become `{}` in Rust", rust_name(&other.value));
        let help = "rename one of them; only the words between `_` count, not their case";
        sink.push(twice(Rule::NameClash, message, other.span, one.span, sources).help(help));
    }
}

/// Returns whether the outcomes can be written as Rust.
pub fn can_be_written(outcomes: &[Outcome]) -> bool {
    let names = outcomes
        .iter()
        .flat_map(|outcome| [Some(&outcome.name.value), Some(&outcome.session.value), outcome.to.as_ref()]);
    names.flatten().all(|name| is_name(name)) && clashes(outcomes).is_empty()
}

type Clash<'m> = (&'static str, &'m Spanned<String>, &'m Spanned<String>);

fn clashes(outcomes: &[Outcome]) -> Vec<Clash<'_>> {
    let mut all = Vec::new();
    let mut first: HashMap<(&str, String), &Spanned<String>> = HashMap::new();
    for outcome in outcomes {
        for (what, name) in [("outcomes", &outcome.name), ("sessions", &outcome.session)] {
            let one = *first.entry((what, rust_name(&name.value))).or_insert(name);
            if one.value != name.value {
                all.push((what, one, name));
            }
        }
    }
    all
}
