//! What an edit does to programs, found by the engine alone: one version answers, the other reads.
//!
//! The oracle shares nothing with the comparison that it judges. It tries answers, redirects, names, provider codes and raw answers
//! of upstreams with both versions, and reports where they part.

mod answers;
mod look_ups;
mod properties;
mod redirects;
mod shapes;
mod values;

use std::collections::BTreeSet;

use errcat_core::{AnyCode, Catalog, Found, Shown};

use crate::tree::Tree;

/// What is at least true of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Something changed.
    Changed,
    /// An answer has a new member.
    Added,
    /// An answer, a name or a value is lost or another's.
    Breaking,
    /// A name of a retired code is another code's.
    Forbidden,
}

/// One version of a catalog.
#[derive(Clone, Copy)]
pub struct Version<'a> {
    pub tree: &'a Tree,
    pub catalog: Catalog<'a>,
}

/// What the versions do differently.
#[derive(Debug, Default)]
pub struct Findings(pub BTreeSet<(Verdict, String)>);

impl Findings {
    fn add(&mut self, verdict: Verdict, text: String) {
        self.0.insert((verdict, text));
    }

    pub fn verdict(&self) -> Option<Verdict> {
        self.0.iter().map(|(verdict, _)| *verdict).max()
    }
}

/// Compares two versions.
pub fn compare(old: Version<'_>, new: Version<'_>) -> Findings {
    let mut findings = Findings::default();
    answers::of_old_servers(old.catalog, new.catalog, &mut findings);
    answers::of_new_servers(old.catalog, new.catalog, &mut findings);
    answers::unknown(old.catalog, new.catalog, &mut findings);
    redirects::compare(old.catalog, new.catalog, &mut findings);
    shapes::compare(old.catalog, new.catalog, &mut findings);
    look_ups::names(old.catalog, new.catalog, &mut findings);
    look_ups::provider_codes(old, new, &mut findings);
    look_ups::upstreams(old, new, &mut findings);
    properties::compare(old.catalog, new.catalog, &mut findings);
    findings
}

/// Returns the public code that a name of an older version is now.
fn successor(found: Found<'_>) -> Option<AnyCode<'_>> {
    let code = match found {
        Found::Code(code) => code,
        Found::Retired(retired) if retired.shown == Shown::Itself => retired.replaced_by?,
        Found::Retired(_) => return None,
    };
    (code.shown() == Shown::Itself).then_some(code)
}

/// Returns the codes that both versions have.
pub fn common<'a, 'b>(old: Catalog<'a>, new: Catalog<'b>) -> impl Iterator<Item = (AnyCode<'a>, AnyCode<'b>)> {
    old.codes().filter_map(move |before| match new.find(before.as_str())? {
        Found::Code(after) if after.as_str() == before.as_str() => Some((before, after)),
        _ => None,
    })
}
