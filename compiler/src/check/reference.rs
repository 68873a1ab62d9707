//! References: every name of a code, policy, envelope and so on is resolved here.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::model::{Mask, Model, Ref};
use crate::text::quote::quote;
use crate::text::span::Spanned;
use crate::text::suggest::Suggest;

/// The definitions of one kind.
struct Names<'m> {
    what: &'static str,
    /// The key of the header or file that defines them.
    key: &'static str,
    all: Vec<String>,
    places: HashMap<String, usize>,
    /// The retired ids.
    retired: &'m Tombstones,
    /// The names whose definitions were reported.
    broken: &'m HashSet<String>,
    /// How many more names are compared for suggestions.
    budget: Cell<usize>,
}

/// Retired ids, each with its successor.
#[derive(Default)]
struct Tombstones {
    places: HashMap<String, usize>,
    replaced_by: Vec<Option<String>>,
}

/// The most comparisons for suggestions: enough for a thousand errors in a catalog of a thousand codes.
const BUDGET: usize = 1_000_000;

fn places<'n>(names: impl Iterator<Item = &'n String>) -> HashMap<String, usize> {
    names.cloned().zip(0..).collect()
}

impl<'m> Names<'m> {
    fn of(
        (what, key): (&'static str, &'static str),
        broken: &'m HashSet<String>,
        retired: &'m Tombstones,
        all: Vec<String>,
    ) -> Self {
        Self { what, key, places: places(all.iter()), all, retired, broken, budget: Cell::new(BUDGET) }
    }

    fn resolve(&self, reference: &mut Ref, sink: &mut Sink) {
        let Spanned { value: name, span } = &reference.name;
        reference.to = self.places.get(name).copied();
        if reference.to.is_some() || self.broken.contains(name) || self.broken.contains(self.key) {
            return;
        }
        if let Some(&retired) = self.retired.places.get(name) {
            let message = format!("{} is retired", quote(name));
            let help = match &self.retired.replaced_by[retired] {
                Some(successor) => format!("use `{successor}`"),
                None => "remove the reference".to_owned(),
            };
            sink.push(Diagnostic::new(Rule::RetiredId, message).at(*span).help(help));
            return;
        }
        self.budget.set(self.budget.get().saturating_sub(self.places.len()));
        let compared = if self.budget.get() > 0 { self.places.len() } else { 0 };
        let suggest = Suggest::new(name, self.all.iter().map(String::as_str).take(compared));
        let help = suggest.question().unwrap_or_else(|| match self.places.len() {
            0 => format!("the catalog defines no {}", self.what),
            1..=8 => {
                let mut all: Vec<&str> = self.all.iter().map(String::as_str).collect();
                all.sort_unstable();
                format!("the catalog defines `{}`", all.join("`, `"))
            }
            _ => format!("define the {}, or name one that the catalog defines", self.what),
        });
        let message = format!("{} {} does not exist", self.what, quote(name));
        sink.push(Diagnostic::new(Rule::UnknownName, message).at(*span).help(help).foreign_character(name));
    }
}

/// Resolves every reference of a model.
pub fn resolve(model: &mut Model, sink: &mut Sink) {
    let broken = model.broken.clone();
    let retired = Tombstones {
        places: places(model.retired.iter().map(|retired| &retired.id.value)),
        replaced_by: model
            .retired
            .iter()
            .map(|retired| Some(retired.replaced_by.as_ref()?.name.value.clone()))
            .collect(),
    };
    let none = Tombstones::default();
    let codes = Names::of(("code", "codes"), &broken, &retired, owned(model.codes.iter().map(|code| &code.id)));
    let policies =
        Names::of(("retry policy", "retry"), &broken, &none, owned(model.policies.iter().map(|policy| &policy.name)));
    let outcomes =
        Names::of(("outcome", "outcomes"), &broken, &none, owned(model.outcomes.iter().map(|outcome| &outcome.name)));
    let envelopes =
        Names::of(("envelope", "envelopes"), &broken, &none, owned(model.envelopes.iter().map(|one| &one.name)));
    let redirects =
        Names::of(("redirect", "redirects"), &broken, &none, owned(model.redirects.iter().map(|one| &one.name)));
    for code in &mut model.codes {
        let refs = [(&policies, &mut code.retry), (&outcomes, &mut code.outcome), (&envelopes, &mut code.envelope)];
        for (names, reference) in refs {
            if let Some(reference) = reference {
                names.resolve(reference, sink);
            }
        }
        if let Mask::As(mask) = &mut code.shown_as {
            codes.resolve(mask, sink);
        }
        code.see.iter_mut().for_each(|see| codes.resolve(see, sink));
    }
    if let Some(envelope) = &mut model.unknown.envelope {
        envelopes.resolve(envelope, sink);
    }
    if let Some(is) = &mut model.unknown.is {
        codes.resolve(is, sink);
    }
    for outcome in &mut model.outcomes {
        outcome.query.iter_mut().for_each(|query| redirects.resolve(query, sink));
    }
    for row in model.upstreams.iter_mut().flat_map(|upstream| &mut upstream.rows) {
        row.is.iter_mut().for_each(|code| codes.resolve(code, sink));
    }
    successors(model, &codes, sink);
    for retired in &mut model.retired {
        if let Mask::As(mask) = &mut retired.shown_as {
            codes.resolve(mask, sink);
        }
    }
    for locale in &mut model.locales {
        for translation in locale.customer.iter_mut().chain(&mut locale.remediation) {
            codes.resolve(&mut translation.code, sink);
        }
    }
}

fn owned<'n>(names: impl Iterator<Item = &'n Spanned<String>>) -> Vec<String> {
    names.map(|name| name.value.clone()).collect()
}

/// The end of a chain of successors.
#[derive(Clone, Copy, PartialEq)]
enum End {
    /// A code.
    Code(usize),
    /// An id without a successor, or one that does not exist, which was reported.
    Nothing,
    /// No end.
    Cycle,
}

/// Resolves successors. A successor can be retired as well, so each chain is followed to its end.
fn successors(model: &mut Model, codes: &Names<'_>, sink: &mut Sink) {
    let mut ends = vec![None; model.retired.len()];
    let deprecated = model.codes.iter_mut().filter_map(|code| code.deprecated.as_mut()?.replaced_by.as_mut());
    for reference in deprecated.chain(model.retired.iter_mut().filter_map(|retired| retired.replaced_by.as_mut())) {
        let Some(&retired) = codes.retired.places.get(&reference.name.value) else {
            codes.resolve(reference, sink);
            continue;
        };
        match end(retired, codes, &mut ends) {
            End::Code(to) => reference.to = Some(to),
            End::Nothing => {}
            End::Cycle => {
                let message = format!("the successors of {} lead back to it", quote(&reference.name.value));
                let help = "give the last of them a code as its successor, or none";
                sink.push(Diagnostic::new(Rule::Cycle, message).at(reference.name.span).help(help));
            }
        }
    }
}

/// Follows a chain, and records its end for every retired id in it.
fn end(first: usize, codes: &Names<'_>, ends: &mut [Option<End>]) -> End {
    let mut path = Vec::new();
    let mut at = first;
    let end = loop {
        if let Some(known) = ends[at] {
            break known;
        }
        // A chain that returns here before its end is known is a cycle.
        ends[at] = Some(End::Cycle);
        path.push(at);
        let Some(after) = &codes.retired.replaced_by[at] else { break End::Nothing };
        if let Some(place) = codes.places.get(after) {
            break End::Code(*place);
        }
        let Some(next) = codes.retired.places.get(after) else { break End::Nothing };
        at = *next;
    };
    for on_the_way in path {
        ends[on_the_way] = Some(end);
    }
    end
}
