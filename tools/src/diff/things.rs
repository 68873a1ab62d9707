//! Compares things and their properties: what was added, removed, or has another value.

use std::collections::BTreeSet;

use errcat_core::{AnyCode, Found, Grpc, Severity, Shown};

use super::change::{Change, Changes};
use super::kind::{Class, Kind};
use super::likeness::{ALIKE, likeness};
use super::rules::{Held, PROPERTIES, Property, Verb};
use super::shape::Differences;
use super::snapshot::{Snapshot, Thing, Word};
use super::upstreams;

/// Compares all things. Bodies, parameters and provider codes have comparisons of their own.
pub fn compare(old: &Snapshot, new: &Snapshot, changes: &mut Changes) {
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Parameter) {
        let (before, after) = (old.things.get(&kind), new.things.get(&kind));
        let names: BTreeSet<&String> = before.into_iter().chain(after).flat_map(|things| things.keys()).collect();
        for name in names {
            match (before.and_then(|all| all.get(name)), after.and_then(|all| all.get(name))) {
                (Some(before), Some(after)) => properties(kind, name, (old, before), (new, after), changes),
                (None, Some(_)) => added(kind, name, old, new, changes),
                _ => removed(kind, name, old, new, changes),
            }
        }
    }
}

/// Returns the change for a thing that was added or removed.
pub fn whole(kind: Kind, name: &str, came: bool) -> Change {
    let rule = format!("{}-{}", kind.as_str(), if came { "added" } else { "removed" });
    let change = Change::new(rule, if came { kind.added() } else { kind.removed() }, kind, name);
    match kind {
        _ if came || !kind.stays() => change,
        Kind::Catalog => change.forbidden("never delete a released catalog; retire its codes"),
        Kind::Retired => change.forbidden("never delete a retired id; its entry keeps the id from being used again"),
        _ => change.forbidden("never delete a code; move it to `retired:`"),
    }
}

fn added(kind: Kind, name: &str, old: &Snapshot, new: &Snapshot, changes: &mut Changes) {
    let change = match kind {
        Kind::Code if old.has(Kind::Retired, name) => Change::new("code-id-reused", Class::Breaking, kind, name)
            .forbidden("never use a retired id again; choose another id"),
        // The change of the code reports it.
        Kind::Retired if old.has(Kind::Code, name) => return,
        Kind::Translation if is_of_one_side(name, old, new) => return,
        _ => whole(kind, name, true),
    };
    changes.push("", change.at(new.place_of(kind, name)));
}

fn removed(kind: Kind, name: &str, old: &Snapshot, new: &Snapshot, changes: &mut Changes) {
    let change = match kind {
        Kind::Code if new.has(Kind::Retired, name) => {
            let end = new.model().retired.iter().find(|retired| retired.id.value == name);
            let successor = end.and_then(|retired| Some(retired.replaced_by.as_ref()?.name.value.clone()));
            Change::new("code-retired", Class::Breaking, kind, name)
                .values(None, successor.map(|successor| format!("replaced by {successor}")))
                .at(new.place_of(Kind::Retired, name))
        }
        Kind::Retired if new.has(Kind::Code, name) => return,
        Kind::Translation if is_of_one_side(name, old, new) => return,
        _ => whole(kind, name, false),
    };
    changes.push("", change);
}

/// Returns whether a translation was added or removed together with its code or its language. A lock holds only those that are read.
fn is_of_one_side(name: &str, old: &Snapshot, new: &Snapshot) -> bool {
    let differs = |kind, name| old.has(kind, name) != new.has(kind, name);
    let (tag, code) = name.split_once(' ').unwrap_or((name, ""));
    old.locked || new.locked || differs(Kind::Language, tag) || differs(Kind::Code, code)
}

/// Adds the changed properties of a thing.
fn properties(
    kind: Kind,
    name: &str,
    (old, before): (&Snapshot, &Thing),
    (new, after): (&Snapshot, &Thing),
    changes: &mut Changes,
) {
    for property in PROPERTIES.iter().filter(|property| property.kind == kind) {
        let values = (before.facts.get(property.name), after.facts.get(property.name));
        // A lock may have left out what no answer needs.
        let is_held = match property.held {
            Held::Always => true,
            Held::IfRead => (!old.locked || values.0.is_some()) && (!new.locked || values.1.is_some()),
            Held::Never => !old.locked && !new.locked,
        };
        if is_held
            && !(property.name == "problem_type" && types_stay(old, new))
            && let Some(mut change) = value(property, name, values)
        {
            let is_confirmed = |word: &Word| change.new.as_ref() == Some(&word.message);
            if change.likeness.is_some() && old.reworded.get(name).is_some_and(is_confirmed) {
                (change.class, change.likeness) = (property.changed, None);
            }
            if is_derived(kind, name, property.name, old, new) {
                continue;
            }
            if kind == Kind::Code
                && ["status", "grpc"].contains(&property.name)
                && is_masked(name, old)
                && is_masked(name, new)
            {
                // Its answer is its mask's.
                change.class = Class::Textual;
            }
            if kind == Kind::Upstream {
                let Some(class) = upstreams::class(name, old, new) else { continue };
                change.class = class;
            }
            changes.push(property.name, change.at(after.place.as_ref()));
        }
    }
}

/// Returns whether a value only follows from another one, whose change says it: what the status gives, and a successor in between.
fn is_derived(kind: Kind, name: &str, property: &str, old: &Snapshot, new: &Snapshot) -> bool {
    let codes = || code(name, old).zip(code(name, new));
    match (kind, property) {
        (Kind::Code, "grpc") => {
            let follows = |code: AnyCode<'_>| code.grpc() == Grpc::of_status(code.status());
            codes().is_some_and(|(was, is)| follows(was) && follows(is))
        }
        (Kind::Code, "severity") => {
            let follows = |code: AnyCode<'_>| code.severity() == Severity::of_status(code.status());
            codes().is_some_and(|(was, is)| follows(was) && follows(is))
        }
        (Kind::Retired, "replaced_by") => {
            let end = |snapshot: &'_ Snapshot| match snapshot.tables().find(name) {
                Some(Found::Retired(retired)) => retired.replaced_by.map(|code| code.as_str().to_owned()),
                _ => None,
            };
            end(old).is_some() && end(old) == end(new)
        }
        _ => false,
    }
}

/// Returns the code with an id.
fn code<'s>(id: &str, snapshot: &'s Snapshot) -> Option<AnyCode<'s>> {
    match snapshot.tables().find(id)? {
        Found::Code(code) => Some(code).filter(|code| code.as_str() == id),
        Found::Retired(_) => None,
    }
}

fn is_masked(id: &str, snapshot: &Snapshot) -> bool {
    code(id, snapshot).is_some_and(|code| code.shown() != Shown::Itself)
}

/// Returns whether the template of the types only says what the links said already.
fn types_stay(old: &Snapshot, new: &Snapshot) -> bool {
    let template = |snapshot: &Snapshot| {
        let model = snapshot.model();
        model.problem_type.as_ref().map(|uri| uri.value.clone()).or_else(|| model.docs_url.clone())
    };
    let has_own = |snapshot: &Snapshot| snapshot.model().codes.iter().any(|code| code.docs_url.is_some());
    template(old) == template(new) && !has_own(old) && !has_own(new)
}

/// Returns the change of a property, if its value changed.
pub fn value(property: &Property, name: &str, values: (Option<&String>, Option<&String>)) -> Option<Change> {
    let verb = match values {
        (old, new) if old == new => return None,
        (None, _) => Verb::Added,
        (_, None) => Verb::Removed,
        _ => Verb::Changed,
    };
    let class = property.class(verb);
    let mut change =
        Change::new(property.rule(verb), class, property.kind, name).values(values.0.cloned(), values.1.cloned());
    if let (Kind::Code, "message", (Some(old), Some(new))) = (property.kind, property.name, values) {
        let likeness = likeness(old, new);
        if likeness < ALIKE {
            (change.class, change.likeness) = (Class::Review, Some(likeness));
        }
    }
    Some(change)
}

/// Returns the change of an example of type `json`, if programs can tell the difference.
pub fn example(change: Change) -> Change {
    let (Some(old), Some(new)) = (&change.old, &change.new) else { return change };
    let differences = Differences::of_examples(old, new);
    match differences.class() {
        Some(class) => {
            let (old, new) = differences.texts();
            Change { class, old, new, ..change }
        }
        None => change,
    }
}
