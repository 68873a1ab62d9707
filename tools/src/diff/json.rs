//! Changes as JSON.

use std::collections::BTreeSet;

use serde::Serialize;

use super::change::Change;
use super::compare::Comparison;
use super::kind::{Class, Kind};

/// Comparisons as JSON, as `errcat diff --format json` prints them.
#[derive(Clone, Debug, Serialize)]
pub struct ComparisonsJson<'a> {
    ok: bool,
    catalogs: Vec<ComparisonJson<'a>>,
}

#[derive(Clone, Debug, Serialize)]
struct ComparisonJson<'a> {
    catalog: &'a str,
    ok: bool,
    old_version: Option<String>,
    new_version: Option<String>,
    class: Option<Class>,
    needs: Option<String>,
    version_decreased: bool,
    changes: Vec<ChangeJson<'a>>,
}

#[derive(Clone, Debug, Serialize)]
struct ChangeJson<'a> {
    rule: &'a str,
    class: Class,
    forbidden: bool,
    kind: Kind,
    name: &'a str,
    old: Option<&'a str>,
    new: Option<&'a str>,
    /// The number of codes that it touches.
    codes: usize,
    code_ids: &'a BTreeSet<String>,
    effects: &'a [String],
    raising: Option<Class>,
    reading: Option<Class>,
    likeness: Option<f64>,
    instead: Option<&'a str>,
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
}

impl<'a> ComparisonsJson<'a> {
    /// Returns comparisons as JSON.
    #[must_use]
    pub fn new(comparisons: &'a [Comparison<'_>]) -> Self {
        let ok = comparisons.iter().all(Comparison::is_allowed);
        Self { ok, catalogs: comparisons.iter().map(ComparisonJson::new).collect() }
    }

    /// Returns the same for a command that denies messages to review.
    #[must_use]
    pub fn denying_review(mut self) -> Self {
        for catalog in &mut self.catalogs {
            catalog.ok &= catalog.changes.iter().all(|change| change.class != Class::Review);
        }
        self.with_result(true)
    }

    /// Returns the same with another result, such as that of a command which denies more.
    #[must_use]
    pub fn with_result(self, ok: bool) -> Self {
        let all = self.catalogs.iter().all(|catalog| catalog.ok);
        Self { ok: ok && all, ..self }
    }
}

impl<'a> ComparisonJson<'a> {
    fn new(comparison: &'a Comparison<'_>) -> Self {
        Self {
            catalog: comparison.catalog(),
            ok: comparison.is_allowed(),
            old_version: comparison.old.map(|snapshot| snapshot.version.to_string()),
            new_version: comparison.new.map(|snapshot| snapshot.version.to_string()),
            class: comparison.class(),
            needs: comparison.needs().map(|version| version.to_string()),
            version_decreased: comparison.version_decreased(),
            changes: comparison.changes.iter().map(ChangeJson::new).collect(),
        }
    }
}

impl<'a> ChangeJson<'a> {
    fn new(change: &'a Change) -> Self {
        Self {
            rule: &change.rule,
            class: change.class,
            forbidden: change.forbidden,
            kind: change.kind,
            name: &change.name,
            old: change.old.as_deref(),
            new: change.new.as_deref(),
            codes: change.codes.len(),
            code_ids: &change.codes,
            effects: &change.effects,
            raising: change.sides.and_then(|sides| sides.raising),
            reading: change.sides.and_then(|sides| sides.reading),
            likeness: change.likeness,
            instead: change.instead.as_deref(),
            file: change.place.as_ref().map(|place| &*place.file),
            line: change.place.as_ref().map(|place| place.line),
            column: change.place.as_ref().map(|place| place.column),
        }
    }
}
