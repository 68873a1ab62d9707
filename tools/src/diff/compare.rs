//! Two versions of a catalog: the changes, and the version number that the newer one needs.

use std::collections::BTreeSet;

use semver::{BuildMetadata, Prerelease, Version};

use super::change::{Change, Changes};
use super::kind::{Class, Kind};
use super::snapshot::Snapshot;
use super::{answers, bodies, names, parameters, provider_codes, things};

/// All changes of a catalog.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Comparison<'s> {
    /// The older version; `None` for a new catalog.
    pub old: Option<&'s Snapshot>,
    /// The newer version; `None` for a removed catalog.
    pub new: Option<&'s Snapshot>,
    /// The changes: those to review first, then the most severe first, then by kind and name.
    pub changes: Vec<Change>,
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
        let mut changes = Changes::default();
        match (old, new) {
            (Some(old), Some(new)) => {
                things::compare(old, new, &mut changes);
                parameters::compare(old, new, &mut changes);
                names::compare(old, new, &mut changes);
                bodies::compare(old, new, &mut changes);
                provider_codes::compare(old, new, &mut changes);
                // Last, because they look for the change that is their cause.
                answers::compare(old, new, &mut changes);
            }
            (one, other) => {
                let name = one.or(other).map_or("", |snapshot| &snapshot.catalog);
                changes.push("", things::whole(Kind::Catalog, name, new.is_some()));
            }
        }
        let mut changes = changes.into_sorted();
        if old.is_some_and(|old| !old.version.pre.is_empty()) {
            // Nothing has been released yet.
            for change in &mut changes {
                change.forbidden = false;
            }
        }
        Self { old, new, changes }
    }

    /// Returns the name of the catalog.
    #[must_use]
    pub fn catalog(&self) -> &'s str {
        self.old.or(self.new).map_or("", |snapshot| &snapshot.catalog)
    }

    /// Returns the most severe class of a change; `None` without changes.
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        self.changes.iter().map(|change| change.class).max()
    }

    /// Returns the changes that somebody has to review.
    pub fn to_review(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.class == Class::Review)
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
