//! Two versions of a catalog beside each other: what changed, and which version the newer one has to have.

use std::collections::BTreeSet;

use semver::{BuildMetadata, Prerelease, Version};

use super::rules::{Class, Kind, PROPERTIES};
use super::snapshot::{Place, Snapshot, Thing};

/// A change.
#[derive(Debug)]
pub struct Change<'s> {
    /// What was done to what, such as `code-status-changed`.
    pub rule: String,
    /// What it means for others.
    pub class: Class,
    /// Whether no version allows it.
    pub never: bool,
    /// What kind of thing changed.
    pub kind: Kind,
    /// Its name, such as the id of a code.
    pub name: &'s str,
    /// What it said, and what it says now.
    pub values: Option<(Option<&'s str>, Option<&'s str>)>,
    /// Where it stands in the newer version.
    pub place: Option<&'s Place>,
}

/// All changes of a catalog.
#[derive(Debug)]
pub struct Comparison<'s> {
    /// The older version; none for a catalog that is new.
    pub old: Option<&'s Snapshot>,
    /// The newer version; none for a catalog that is gone.
    pub new: Option<&'s Snapshot>,
    /// The worst first, then by kind and name.
    pub changes: Vec<Change<'s>>,
}

impl<'s> Comparison<'s> {
    /// Compares the catalogs of the same name.
    pub fn all(old: &'s [Snapshot], new: &'s [Snapshot]) -> Vec<Self> {
        let names: BTreeSet<&str> = old.iter().chain(new).map(|one| one.catalog.as_str()).collect();
        let find = |all: &'s [Snapshot], name: &str| all.iter().find(|one| one.catalog == name);
        names.into_iter().map(|name| Self::new(find(old, name), find(new, name))).collect()
    }

    fn new(old: Option<&'s Snapshot>, new: Option<&'s Snapshot>) -> Self {
        let mut changes = match (old, new) {
            (Some(old), Some(new)) => Kind::ALL.iter().flat_map(|kind| things(*kind, old, new)).collect(),
            (one, other) => {
                let name = one.or(other).map_or("", |snapshot| &snapshot.catalog);
                vec![whole(Kind::Catalog, name, new.is_some(), None)]
            }
        };
        if old.is_some_and(|old| !old.version.pre.is_empty()) {
            // Nothing was released yet.
            for change in &mut changes {
                change.never = false;
            }
        }
        changes.sort_by_key(|change| (!change.never, std::cmp::Reverse(change.class)));
        Self { old, new, changes }
    }

    /// The worst class of a change.
    pub fn class(&self) -> Option<Class> {
        self.changes.iter().map(|change| change.class).max()
    }

    /// The lowest release that allows the changes that a version can allow; none if there are none.
    pub fn needs(&self) -> Option<Version> {
        let class = self.changes.iter().filter(|change| !change.never).map(|change| change.class).max()?;
        Some(next(&self.old?.version, class))
    }

    /// Whether the newer version says by its number that it may break what the older one promised (semver.org; before 1.0.0 as
    /// cargo has it, by a minor version). Between pre-releases nothing is promised.
    pub fn may_break(&self) -> bool {
        let line = |version: &Version| match version.major {
            0 => (0, version.minor),
            major => (major, 0),
        };
        self.versions()
            .is_some_and(|(old, new)| line(new) > line(old) || (!old.pre.is_empty() && new.cmp_precedence(old).is_gt()))
    }

    /// Whether the version went back.
    pub fn went_back(&self) -> bool {
        self.versions().is_some_and(|(old, new)| new.cmp_precedence(old).is_lt())
    }

    /// Whether the newer version keeps all that the older one promised, or says by its number that it does not.
    pub fn is_allowed(&self) -> bool {
        let never = self.changes.iter().any(|change| change.never);
        !never && !self.went_back() && (self.class() != Some(Class::Breaking) || self.may_break())
    }

    fn versions(&self) -> Option<(&'s Version, &'s Version)> {
        Some((&self.old?.version, &self.new?.version))
    }
}

/// The changes of all things of a kind.
fn things<'s>(kind: Kind, old: &'s Snapshot, new: &'s Snapshot) -> Vec<Change<'s>> {
    let of = |snapshot: &'s Snapshot| snapshot.things.get(&kind);
    let (before, after) = (of(old), of(new));
    let names: BTreeSet<&'s str> =
        before.into_iter().chain(after).flat_map(|things| things.keys()).map(String::as_str).collect();
    let mut changes = Vec::new();
    for name in names {
        match (before.and_then(|all| all.get(name)), after.and_then(|all| all.get(name))) {
            (Some(before), Some(after)) => changes.extend(facts(kind, name, before, after)),
            (None, Some(after)) => changes.extend(added(kind, name, after, old, new)),
            _ => changes.extend(removed(kind, name, old, new)),
        }
    }
    changes
}

/// A thing that came or went.
fn whole<'s>(kind: Kind, name: &'s str, came: bool, place: Option<&'s Place>) -> Change<'s> {
    Change {
        rule: format!("{}-{}", kind.as_str(), if came { "added" } else { "removed" }),
        class: if came { kind.added() } else { kind.removed() },
        never: !came && kind.stays(),
        kind,
        name,
        values: None,
        place,
    }
}

fn added<'s>(kind: Kind, name: &'s str, thing: &'s Thing, old: &Snapshot, new: &Snapshot) -> Option<Change<'s>> {
    let change = whole(kind, name, true, thing.place.as_ref());
    match kind {
        Kind::Code if old.has(Kind::Retired, name) => {
            Some(Change { rule: "code-id-reused".to_owned(), class: Class::Breaking, never: true, ..change })
        }
        // What became of the code says it.
        Kind::Retired if old.has(Kind::Code, name) => None,
        Kind::Translation if of_one_side(name, old, new) => None,
        _ => Some(change),
    }
}

fn removed<'s>(kind: Kind, name: &'s str, old: &Snapshot, new: &'s Snapshot) -> Option<Change<'s>> {
    let change = whole(kind, name, false, None);
    match kind {
        Kind::Code if new.has(Kind::Retired, name) => {
            let place = new.things[&Kind::Retired][name].place.as_ref();
            Some(Change { rule: "code-retired".to_owned(), never: false, place, ..change })
        }
        Kind::Retired if new.has(Kind::Code, name) => None,
        Kind::Translation if of_one_side(name, old, new) => None,
        _ => Some(change),
    }
}

/// Whether a translation came or went with its code.
fn of_one_side(name: &str, old: &Snapshot, new: &Snapshot) -> bool {
    name.split_once(' ').is_some_and(|(_, code)| old.has(Kind::Code, code) != new.has(Kind::Code, code))
}

/// The properties of a thing that changed.
fn facts<'s>(kind: Kind, name: &'s str, before: &'s Thing, after: &'s Thing) -> impl Iterator<Item = Change<'s>> {
    let properties = PROPERTIES.iter().filter(move |property| property.kind == kind);
    properties.filter_map(move |property| {
        let values = (before.facts.get(property.name), after.facts.get(property.name));
        let (verb, class) = match values {
            (old, new) if old == new => return None,
            (None, _) => ("added", property.added),
            (_, None) => ("removed", property.changed),
            _ => ("changed", property.changed),
        };
        let property = property.name.replace('_', "-");
        Some(Change {
            rule: format!("{}-{property}-{verb}", kind.as_str()),
            class,
            never: false,
            kind,
            name,
            values: Some((values.0.map(String::as_str), values.1.map(String::as_str))),
            place: after.place.as_ref(),
        })
    })
}

/// The lowest release after a version that allows a change; what is a pre-release of one may still become anything.
fn next(old: &Version, class: Class) -> Version {
    let Version { major, minor, patch, .. } = *old;
    let (major, minor, patch) = match (class, major) {
        _ if !old.pre.is_empty() => (major, minor, patch),
        (Class::Breaking, 0) => (0, minor.saturating_add(1), 0),
        (Class::Breaking, _) => (major.saturating_add(1), 0, 0),
        (Class::Additive, 1..) => (major, minor.saturating_add(1), 0),
        _ => (major, minor, patch.saturating_add(1)),
    };
    Version { major, minor, patch, pre: Prerelease::EMPTY, build: BuildMetadata::EMPTY }
}
