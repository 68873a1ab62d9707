//! The change that is the cause of what clients read differently.

use std::collections::HashMap;

use super::probe::{Probe, What};
use super::{Direction, Instead};
use crate::diff::change::{Cause, Change, Changes};
use crate::diff::kind::{Class, Kind};
use crate::diff::snapshot::Snapshot;

/// An answer that clients of the other version read as something else.
#[derive(Debug)]
pub struct Finding {
    direction: Direction,
    /// The id of the code; for the unknown error, of the code that it is read as.
    id: String,
    what: What,
    language: Option<String>,
    name: Option<(String, String)>,
    instead: Instead,
}

/// The properties that answers depend on. Of those that changed, the first is the cause, and one that breaks clients anyway comes
/// before one that would not.
const PROPERTIES: [&str; 16] = [
    "",
    "shown_as",
    "status",
    "wire_code",
    "envelope",
    "body",
    "constants",
    "message",
    "customer",
    "title",
    "remediation",
    "docs_url",
    "recognize",
    "name",
    "parameter_order",
    "outcome",
];

impl Finding {
    pub(super) fn new(direction: Direction, id: &str, probe: &Probe, instead: Instead) -> Self {
        let Probe { what, language, name, .. } = probe.clone();
        Self { direction, id: id.to_owned(), what, language, name, instead }
    }

    /// Adds the finding to the change that is its cause; without one, it is a change of its own.
    pub fn add(&self, next: &HashMap<&str, &str>, new: &Snapshot, changes: &mut Changes) {
        let effect = self.sentence();
        // A sentence that somebody has to review is a change of its own, and so is what it breaks.
        let usable = |change: &mut Change| change.likeness.is_none();
        let breaks = |change: &mut Change| change.class == Class::Breaking && usable(change);
        let causes = self.causes(&new.catalog, next, changes);
        let is = |changes: &mut Changes, test: &dyn Fn(&mut Change) -> bool| {
            causes.iter().position(|(kind, name, property)| changes.of((*kind, name, property)).is_some_and(test))
        };
        let at = is(changes, &breaks).or_else(|| is(changes, &|_| true));
        let cause = at.and_then(|at| changes.of((causes[at].0, &causes[at].1, causes[at].2)));
        if let Some(change) = cause.filter(|change| change.likeness.is_none()) {
            change.breaks(&self.id, [effect]);
            return;
        }
        let place = new.place_of(Kind::Code, &self.id);
        let mut change = Change::new("code-answer-changed", Class::Breaking, Kind::Code, &self.id).at(place);
        change.effects.push(effect);
        changes.push("answer", change);
    }

    /// Returns the possible causes, the most likely first. `next` has the successors of retired ids.
    fn causes(
        &self,
        catalog: &str,
        next: &HashMap<&str, &str>,
        changes: &Changes,
    ) -> Vec<(Kind, String, &'static str)> {
        let mut causes: Vec<(Kind, String, &'static str)> = Vec::new();
        let mut add = |(kind, name, property): Cause<'_>| causes.push((kind, name.to_owned(), property));
        if self.what == What::Unknown {
            for property in ["unknown_code", "unknown_status", "unknown_message", "unknown_body"] {
                add((Kind::Catalog, catalog, property));
            }
        }
        if self.what == What::Type {
            add((Kind::Code, &self.id, "docs_url"));
            add((Kind::Catalog, catalog, "problem_type"));
            add((Kind::Catalog, catalog, "docs_url"));
        }
        if let Some((name, id)) = &self.name {
            add((Kind::Alias, name, ""));
            add((Kind::Alias, name, "code"));
            let chain = std::iter::successors(Some(id.as_str()), |id| next.get(id).copied());
            for owner in chain.take(next.len() + 1).filter(|id| changes.touch(id)) {
                for property in ["", "wire_code", "shown_as", "docs_url", "replaced_by"] {
                    add((Kind::Retired, owner, property));
                }
                for property in ["", "wire_code", "shown_as"] {
                    add((Kind::Code, owner, property));
                }
            }
        }
        if let Instead::Without(param) | Instead::Another(param) = &self.instead {
            for property in ["", "type", "sensitive"] {
                add((Kind::Parameter, &format!("{} {param}", self.id), property));
            }
        }
        for property in PROPERTIES {
            add((Kind::Code, &self.id, property));
        }
        if let Some(tag) = &self.language {
            for property in ["customer", "remediation", ""] {
                add((Kind::Translation, &format!("{tag} {}", self.id), property));
            }
            add((Kind::Language, tag, "customer"));
            add((Kind::Language, tag, ""));
        }
        for property in ["language", "problem_type", "docs_url"] {
            add((Kind::Catalog, catalog, property));
        }
        if let Instead::Code(other) = &self.instead {
            for property in ["", "message", "wire_code", "status", "envelope", "recognize"] {
                add((Kind::Code, other, property));
            }
        }
        add((Kind::Code, &self.id, "answer"));
        causes
    }

    /// Returns what clients read, in words.
    fn sentence(&self) -> String {
        let (server, clients) = match self.direction {
            Direction::FromOld => ("an old server", "new clients"),
            Direction::FromNew => ("a new server", "old clients"),
        };
        let instead = match &self.instead {
            Instead::Unknown => "unknown".to_owned(),
            Instead::Code(other) => format!("`{other}`"),
            Instead::Without(param) => format!("the code without the value of `{param}`"),
            Instead::Another(param) => format!("the code with another value of `{param}`"),
        };
        let how = match (self.what, &self.name) {
            (What::Name, Some((name, _))) => format!(", if it has the name `{name}`"),
            (What::OldType, Some((uri, _))) => format!(", if it has the problem type `{uri}`"),
            (What::Problem, _) => ", as problem details".to_owned(),
            (What::Type, _) => ", by its problem type".to_owned(),
            (What::Status, _) => ", by its status".to_owned(),
            _ => String::new(),
        };
        if self.what == What::Unknown {
            return format!("an unknown error of {server} is read by {clients} as {instead}");
        }
        format!("an answer of {server} is read by {clients} as {instead}{how}")
    }
}
