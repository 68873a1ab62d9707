//! Compares the shapes of answers, as programs read them that are not errcat: one change for each envelope.

use std::collections::{BTreeMap, HashSet};

use errcat_compiler::model::{Code, Envelope, Json, Mask, Model, Ref};

use super::change::{Change, Changes};
use super::kind::{Class, Kind};
use super::names::codes;
use super::shape::{Differences, filled, problem_details};
use super::snapshot::Snapshot;

/// The name of the envelope of codes that are answered as problem details.
const PROBLEM: &str = "problem details";

/// Compares the bodies of all codes, of the unknown error, of unused envelopes, and of redirects.
pub fn compare(old: &Snapshot, new: &Snapshot, changes: &mut Changes) {
    let mut groups: Groups = BTreeMap::new();
    let before = codes(old);
    let mut used: HashSet<&str> = HashSet::new();
    for code in &new.model().codes {
        let is_public = matches!(code.shown_as, Mask::Itself);
        let same = |other: &&&Code| matches!(other.shown_as, Mask::Itself) == is_public;
        let Some(other) = before.get(code.id.value.as_str()).filter(same) else { continue };
        let (was, is) = (Answer::of(old.model(), other), Answer::of(new.model(), code));
        used.insert(was.envelope);
        if is_public {
            link(&code.id.value, (&was, &is), &new.catalog, changes);
        }
        for (group, class) in was.compare(&is) {
            // Only the team sees the body of a masked code.
            let class = if is_public { class } else { Class::Textual };
            let (most, codes) = groups.entry(group).or_insert((class, Vec::new()));
            *most = class.max(*most);
            codes.push(code.id.value.clone());
        }
    }
    unknown((old, new), &mut groups, changes);
    used.extend(old.model().unknown.envelope.as_ref().map(|envelope| envelope.name.value.as_str()));
    for (group, (class, codes)) in groups {
        group.add(class, &codes, new, changes);
    }
    for (kind, property, before, after) in [
        (Kind::Envelope, "body", &old.model().envelopes, &new.model().envelopes),
        (Kind::Redirect, "query", &old.model().redirects, &new.model().redirects),
    ] {
        let unused = |one: &&Envelope| kind == Kind::Redirect || !used.contains(one.name.value.as_str());
        for one in before.iter().filter(unused) {
            if let Some(other) = after.iter().find(|other| other.name.value == one.name.value) {
                let differences = Differences::of(&one.template, &other.template);
                add(kind, &one.name.value, property, &differences, new, changes);
            }
        }
    }
}

/// The body of a code: its envelope, and the constants that fill it.
struct Answer<'m> {
    envelope: &'m str,
    template: Json,
    constants: Vec<(&'m str, &'m Json)>,
    /// The names that the code and the context have values for.
    values: Vec<&'m str>,
    /// Whether the code has a link.
    is_linked: bool,
}

impl<'m> Answer<'m> {
    fn of(model: &'m Model, code: &'m Code) -> Self {
        let constants = code.set.iter().map(|(name, value)| (name.value.as_str(), value)).collect();
        Self::new(model, code.envelope.as_ref(), constants, code)
    }

    fn new(model: &'m Model, envelope: Option<&Ref>, constants: Vec<(&'m str, &'m Json)>, code: &'m Code) -> Self {
        let values = code.params.iter().filter(|param| !param.sensitive).chain(&model.context);
        let values = values.map(|param| param.name.value.as_str()).collect();
        let (envelope, template) = body(model, envelope);
        let is_linked = code.docs_url.is_some() || model.docs_url.is_some();
        Self { envelope, template, constants, values, is_linked }
    }

    /// Returns the template with constants, without the places that stay empty. Parameters have a comparison of their own, so those of
    /// the newer version count on both sides.
    fn filled(&self, constants: &[(&str, &Json)], values: &[&str]) -> Json {
        let is_built_in =
            |name: &str| errcat_core::__private::template::BUILT_IN_SLOTS.iter().any(|(own, _)| *own == name);
        filled(&self.template, constants, &|name| is_built_in(name) || values.contains(&name))
    }

    /// Returns what changed: the envelope, or the constants in it.
    fn compare(&self, new: &Self) -> Vec<(Group, Class)> {
        let mut groups = Vec::new();
        let own = |what, differences: Differences, name: &str| {
            let class = differences.class().unwrap_or(Class::Additive);
            (Group { what, envelope: name.to_owned(), texts: differences.texts() }, class)
        };
        let moved = self.envelope != new.envelope;
        if moved {
            let differences =
                Differences::of(&self.filled(&self.constants, &new.values), &new.filled(&new.constants, &new.values));
            let mut group = own(What::Envelope, differences, "");
            group.0.texts = (Some(self.envelope.to_owned()), Some(new.envelope.to_owned()));
            groups.push(group);
        } else {
            // The constants on their own, then the envelope with the constants of today.
            let constants =
                Differences::of(&self.filled(&self.constants, &new.values), &self.filled(&new.constants, &new.values));
            if !constants.is_empty() {
                groups.push(own(What::Constants, constants, ""));
            }
            let envelope =
                Differences::of(&self.filled(&new.constants, &new.values), &new.filled(&new.constants, &new.values));
            if !envelope.is_empty() {
                let mut group = own(What::Body, envelope, self.envelope);
                // One change for all codes, whatever each of them fills in.
                group.0.texts = Differences::of(&self.template, &new.template).texts();
                groups.push(group);
            }
        }
        groups
    }
}

/// Sets the class of a changed link where answers had none before, or have none from now on.
fn link(id: &str, (was, is): (&Answer<'_>, &Answer<'_>), catalog: &str, changes: &mut Changes) {
    let has_place = |answer: &Answer<'_>| ["docs_url", "problem_type"].iter().any(|name| fills(&answer.template, name));
    if was.is_linked == is.is_linked || !has_place(was) || !has_place(is) {
        return;
    }
    let causes = [(Kind::Code, id, "docs_url"), (Kind::Catalog, catalog, "docs_url")];
    let Some(cause) = causes.into_iter().find(|cause| changes.of(*cause).is_some()) else { return };
    let Some(change) = changes.of(cause) else { return };
    if was.is_linked {
        change.breaks(id, ["answers no longer contain the link".to_owned()]);
    } else {
        change.class = change.class.max(Class::Additive);
    }
}

/// Returns whether a template has a place for a value.
fn fills(template: &Json, value: &str) -> bool {
    match template {
        Json::Name { name, .. } => name == value,
        Json::List(items) => items.iter().any(|item| fills(item, value)),
        Json::Object(members) => members.iter().any(|(_, member)| fills(member, value)),
        _ => false,
    }
}

/// Returns the name and the template of an envelope.
fn body<'m>(model: &'m Model, envelope: Option<&Ref>) -> (&'m str, Json) {
    match envelope.and_then(|envelope| model.envelopes.get(envelope.to?)) {
        Some(Envelope { name, template }) => (&name.value, filled(template, &[], &|_| true)),
        None => (PROBLEM, problem_details()),
    }
}

/// A change that several codes can share.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    what: What,
    /// The envelope; empty for other changes.
    envelope: String,
    texts: (Option<String>, Option<String>),
}

/// The changes, each with its class and the codes that it touches.
type Groups = BTreeMap<Group, (Class, Vec<String>)>;

/// What changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// The members of an envelope.
    Body,
    /// The envelope of a code is another one.
    Envelope,
    /// The constants of a code.
    Constants,
}

impl Group {
    fn add(self, class: Class, codes: &[String], new: &Snapshot, changes: &mut Changes) {
        let (rule, kind, name, property) = match self.what {
            What::Body => ("envelope-body-changed", Kind::Envelope, self.envelope.as_str(), "body"),
            What::Envelope => ("code-envelope-changed", Kind::Code, codes[0].as_str(), "envelope"),
            What::Constants => ("code-constants-changed", Kind::Code, codes[0].as_str(), "constants"),
        };
        let mut change = Change::new(rule, class, kind, name).values(self.texts.0, self.texts.1);
        change.codes = codes.iter().cloned().collect();
        changes.push(property, change.at(new.place_of(kind, name)));
        for code in codes {
            changes.also((Kind::Code, code, property));
        }
    }
}

/// Compares the unknown error's body. A default that changed is the cause for its codes, too.
fn unknown((old, new): (&Snapshot, &Snapshot), groups: &mut Groups, changes: &mut Changes) {
    let of = |snapshot: &'_ Snapshot| {
        let (model, unknown) = (snapshot.model(), &snapshot.model().unknown);
        let constants: Vec<_> = unknown.set.iter().map(|(name, value)| (name.value.as_str(), value)).collect();
        let (name, template) = body(model, unknown.envelope.as_ref());
        (name.to_owned(), filled(&template, &constants, &|_| true))
    };
    let (was, is) = (of(old), of(new));
    let moved = (Some(was.0.clone()), Some(is.0.clone()));
    let differences = Differences::of(&was.1, &is.1);
    let known = |group: &Group| match group.what {
        What::Body => group.envelope == was.0 && was.0 == is.0,
        What::Envelope => group.texts == moved,
        What::Constants => false,
    };
    match groups.iter_mut().find(|(group, _)| known(group)) {
        Some((_, (class, _))) => *class = differences.class().map_or(*class, |own| own.max(*class)),
        None => add(Kind::Catalog, &new.catalog, "unknown_body", &differences, new, changes),
    }
}

fn add(
    kind: Kind,
    name: &str,
    property: &'static str,
    differences: &Differences,
    new: &Snapshot,
    changes: &mut Changes,
) {
    let Some(class) = differences.class() else { return };
    let (old, values) = differences.texts();
    let rule = format!("{}-{}-changed", kind.as_str(), property.replace('_', "-"));
    let change = Change::new(rule, class, kind, name).values(old, values);
    changes.push(property, change.at(new.place_of(kind, name)));
}
