//! Two versions of a catalog: the changes, and the version number that the newer one needs.

use std::collections::BTreeSet;

use semver::{BuildMetadata, Prerelease, Version};

use super::rules::{Class, Kind, PROPERTIES};
use super::snapshot::{Place, Snapshot, Thing};

/// A change.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Change<'s> {
    /// The rule, such as `code-status-changed`.
    pub rule: String,
    /// What the change means for users of the catalog.
    pub class: Class,
    /// Whether no version number allows it.
    pub forbidden: bool,
    /// The kind of thing that changed.
    pub kind: Kind,
    /// Its name, such as the id of a code.
    pub name: &'s str,
    /// The old and the new value.
    pub values: Option<(Option<&'s str>, Option<&'s str>)>,
    /// The place in the newer version.
    pub place: Option<&'s Place>,
}

/// All changes of a catalog.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Comparison<'s> {
    /// The older version; `None` for a new catalog.
    pub old: Option<&'s Snapshot>,
    /// The newer version; `None` for a removed catalog.
    pub new: Option<&'s Snapshot>,
    /// The changes: the most severe first, then by kind and name.
    pub changes: Vec<Change<'s>>,
}

impl Change<'_> {
    /// Returns what to do instead of a change that no version allows.
    #[must_use]
    pub fn instead(&self) -> Option<&'static str> {
        Some(match &*self.rule {
            "catalog-removed" => "never delete a released catalog; retire its codes",
            "code-id-reused" => "never use a retired id again; choose another id",
            "code-removed" => "never delete a code; move it to `retired:`",
            "retired-removed" => "never delete a retired id; its entry keeps the id from being used again",
            _ => return None,
        })
        .filter(|_| self.forbidden)
    }
}

impl<'s> Comparison<'s> {
    /// Compares the catalogs of the same name.
    #[must_use]
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
            // Nothing has been released yet.
            for change in &mut changes {
                change.forbidden = false;
            }
        }
        changes.sort_by_key(|change| (!change.forbidden, std::cmp::Reverse(change.class)));
        Self { old, new, changes }
    }

    /// Returns the most severe class of a change; `None` without changes.
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        self.changes.iter().map(|change| change.class).max()
    }

    /// Returns the lowest release that allows the changes, apart from those that no version allows; `None` without changes.
    #[must_use]
    pub fn needs(&self) -> Option<Version> {
        let class = self.changes.iter().filter(|change| !change.forbidden).map(|change| change.class).max()?;
        Some(next(&self.old?.version, class))
    }

    /// Returns whether the version number allows breaking changes: a new major version, or before 1.0.0 a new minor version, as in
    /// cargo. After a pre-release, any later version does.
    #[must_use]
    pub fn may_break(&self) -> bool {
        let line = |version: &Version| match version.major {
            0 => (0, version.minor),
            major => (major, 0),
        };
        self.versions()
            .is_some_and(|(old, new)| line(new) > line(old) || (!old.pre.is_empty() && new.cmp_precedence(old).is_gt()))
    }

    /// Returns whether the version decreased.
    #[must_use]
    pub fn version_decreased(&self) -> bool {
        self.versions().is_some_and(|(old, new)| new.cmp_precedence(old).is_lt())
    }

    /// Returns whether the newer version keeps all promises of the older one, or its number allows it to break them.
    #[must_use]
    pub fn is_allowed(&self) -> bool {
        let forbidden = self.changes.iter().any(|change| change.forbidden);
        !forbidden && !self.version_decreased() && (self.class() != Some(Class::Breaking) || self.may_break())
    }

    fn versions(&self) -> Option<(&'s Version, &'s Version)> {
        Some((&self.old?.version, &self.new?.version))
    }
}

/// Returns the changes of all things of a kind.
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

/// Returns the change for a thing that was added or removed.
fn whole<'s>(kind: Kind, name: &'s str, came: bool, place: Option<&'s Place>) -> Change<'s> {
    Change {
        rule: format!("{}-{}", kind.as_str(), if came { "added" } else { "removed" }),
        class: if came { kind.added() } else { kind.removed() },
        forbidden: !came && kind.stays(),
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
            Some(Change { rule: "code-id-reused".to_owned(), class: Class::Breaking, forbidden: true, ..change })
        }
        // The change of the code reports it.
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
            Some(Change { rule: "code-retired".to_owned(), forbidden: false, place, ..change })
        }
        Kind::Retired if new.has(Kind::Code, name) => None,
        Kind::Translation if of_one_side(name, old, new) => None,
        _ => Some(change),
    }
}

/// Returns whether a translation was added or removed together with its code.
fn of_one_side(name: &str, old: &Snapshot, new: &Snapshot) -> bool {
    name.split_once(' ').is_some_and(|(_, code)| old.has(Kind::Code, code) != new.has(Kind::Code, code))
}

/// Returns the changed properties of a thing.
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
            forbidden: false,
            kind,
            name,
            values: Some((values.0.map(String::as_str), values.1.map(String::as_str))),
            place: after.place.as_ref(),
        })
    })
}

/// Returns the lowest release after a version that allows a change. A pre-release may still change in any way.
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
