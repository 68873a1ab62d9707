//! Names that refer to something: each is looked up once, here.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use crate::de::{Spanned, nearest};
use crate::diagnostic::{Diagnostic, Sink, quote};
use crate::model::{Mask, Model, Ref, Retired};
use crate::rules::Rule;

/// The things of one kind that a catalog defines.
struct Names {
    what: &'static str,
    places: HashMap<String, usize>,
    /// Ids that are no longer codes, with what replaces them.
    retired: HashMap<String, String>,
    /// What was reported already.
    broken: HashSet<String>,
    /// How many more names are compared in search of the one that was meant.
    budget: Cell<usize>,
}

/// Enough to find what was meant a thousand times in a catalog of a thousand codes.
const BUDGET: usize = 1_000_000;

impl Names {
    fn of<'n>(what: &'static str, broken: &HashSet<String>, names: impl Iterator<Item = &'n Spanned<String>>) -> Self {
        let places = names.enumerate().map(|(place, name)| (name.value.clone(), place)).collect();
        Self { what, places, retired: HashMap::new(), broken: broken.clone(), budget: Cell::new(BUDGET) }
    }

    fn resolve(&self, reference: &mut Ref, sink: &mut Sink) {
        let Spanned { value: name, span } = &reference.name;
        reference.to = self.places.get(name).copied();
        if reference.to.is_some() || self.broken.contains(name) {
            return;
        }
        if let Some(successor) = self.retired.get(name) {
            let message = format!("{} is retired", quote(name));
            sink.push(Diagnostic::new(Rule::RetiredId, message).at(*span).help(successor));
            return;
        }
        self.budget.set(self.budget.get().saturating_sub(self.places.len()));
        let compared = if self.budget.get() > 0 { self.places.len() } else { 0 };
        let help = match nearest(name, self.places.keys().map(String::as_str).take(compared)) {
            Some(near) => format!("did you mean `{near}`?"),
            None if self.places.is_empty() => format!("the catalog defines no {}", self.what),
            None if self.places.len() <= 8 => {
                let mut all: Vec<_> = self.places.keys().map(|name| format!("`{name}`")).collect();
                all.sort();
                format!("the catalog defines {}", all.join(", "))
            }
            None => format!("define the {}, or name one that the catalog defines", self.what),
        };
        let message = format!("{} {} does not exist", self.what, quote(name));
        sink.push(Diagnostic::new(Rule::UnknownName, message).at(*span).help(help));
    }
}

pub fn resolve(model: &mut Model, sink: &mut Sink) {
    let broken = &model.broken;
    let mut codes = Names::of("code", broken, model.codes.iter().map(|code| &code.id));
    codes.retired = model.retired.iter().map(|retired| (retired.id.value.clone(), advice(retired))).collect();
    let policies = Names::of("retry policy", broken, model.policies.iter().map(|policy| &policy.name));
    let outcomes = Names::of("outcome", broken, model.outcomes.iter().map(|outcome| &outcome.name));
    let envelopes = Names::of("envelope", broken, model.envelopes.iter().map(|envelope| &envelope.name));
    let redirects = Names::of("redirect", broken, model.redirects.iter().map(|redirect| &redirect.name));
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
    for outcome in &mut model.outcomes {
        outcome.query.iter_mut().for_each(|query| redirects.resolve(query, sink));
    }
    for row in model.sources.iter_mut().flat_map(|source| &mut source.rows) {
        row.is.iter_mut().for_each(|code| codes.resolve(code, sink));
    }
    successors(model, &codes, sink);
    for locale in &mut model.locales {
        for translation in locale.customer.iter_mut().chain(&mut locale.remediation) {
            codes.resolve(&mut translation.code, sink);
        }
    }
}

fn advice(retired: &Retired) -> String {
    match &retired.replaced_by {
        Some(code) => format!("use `{}`", code.name.value),
        None => "remove the reference".to_owned(),
    }
}

/// Where a chain of replacements ends.
#[derive(Clone, Copy, PartialEq)]
enum End {
    /// At a code.
    Code(usize),
    /// At an id that nothing replaces, or that does not exist: reported where it is named.
    Nothing,
    /// Nowhere.
    Cycle,
}

/// What replaces a code may be retired itself by now: the chain is followed to the code at its end.
fn successors(model: &mut Model, codes: &Names, sink: &mut Sink) {
    let next: HashMap<String, Ref> = model
        .retired
        .iter()
        .filter_map(|retired| Some((retired.id.value.clone(), retired.replaced_by.clone()?)))
        .collect();
    let mut ends = HashMap::new();
    let deprecated = model.codes.iter_mut().filter_map(|code| code.deprecated.as_mut()?.replaced_by.as_mut());
    for reference in deprecated.chain(model.retired.iter_mut().filter_map(|retired| retired.replaced_by.as_mut())) {
        if !codes.retired.contains_key(&reference.name.value) {
            codes.resolve(reference, sink);
            continue;
        }
        match end(&reference.name.value, &next, codes, &mut ends) {
            End::Code(to) => reference.to = Some(to),
            End::Nothing => {}
            End::Cycle => {
                let message = format!("{} is replaced by itself in the end", quote(&reference.name.value));
                let help = "let the last of them be replaced by a code, or by nothing";
                sink.push(Diagnostic::new(Rule::Cycle, message).at(reference.name.span).help(help));
            }
        }
    }
}

/// Follows a chain once, and remembers its end for every id on the way.
fn end<'n>(id: &'n str, next: &'n HashMap<String, Ref>, codes: &Names, ends: &mut HashMap<&'n str, End>) -> End {
    let mut path = Vec::new();
    let mut at = id;
    let end = loop {
        if let Some(known) = ends.get(at) {
            break *known;
        }
        if let Some(place) = codes.places.get(at) {
            break End::Code(*place);
        }
        let Some(after) = next.get(at) else { break End::Nothing };
        // Whoever comes back here before the end is known goes round in a circle.
        ends.insert(at, End::Cycle);
        path.push(at);
        at = &after.name.value;
    };
    ends.extend(path.into_iter().map(|id| (id, end)));
    end
}
