//! Look-ups of names, provider codes and raw answers of upstreams.

use std::collections::BTreeSet;

use errcat_core::{AnyCode, Catalog, Found, Shown};

use super::values::read_values;
use super::{Findings, Verdict, Version};
use crate::mutants::samples;

/// All names of the older version, looked up in both.
pub fn names(old: Catalog<'_>, new: Catalog<'_>, findings: &mut Findings) {
    let codes = old.codes().flat_map(|code| [code.as_str(), code.wire_code()].into_iter().chain(code.aliases()));
    let retired = old.retired().flat_map(|retired| {
        let aliases = old.aliases(Found::Retired(retired));
        [Some(retired.id), retired.wire_code].into_iter().flatten().chain(aliases)
    });
    let all: BTreeSet<&str> = codes.chain(retired).collect();
    for name in all {
        name_is(name, "id", old.find(name), new.find(name), new, findings);
        name_is(name, "name on the wire", find_on_wire(old, name), find_on_wire(new, name), new, findings);
    }
    let types = old.codes().filter(|code| code.envelope().is_none() && code.shown() == Shown::Itself);
    let types = types.filter_map(AnyCode::problem_type).map(|uri| uri.to_string());
    for uri in types.collect::<BTreeSet<_>>() {
        let (before, after) = (old.find_by_problem_type(&uri), new.find_by_problem_type(&uri));
        name_is(&uri, "problem type", before, after, new, findings);
    }
}

/// Returns what a name in an answer names: a wire code, or another name.
fn find_on_wire<'a>(catalog: Catalog<'a>, name: &str) -> Option<Found<'a>> {
    catalog.find_on_wire(name).or_else(|| catalog.find(name))
}

fn name_is(
    name: &str,
    what: &str,
    before: Option<Found<'_>>,
    after: Option<Found<'_>>,
    new: Catalog<'_>,
    findings: &mut Findings,
) {
    let Some(before) = before else { return };
    let end = |found: Found<'_>| match found {
        Found::Code(code) => Some(code.as_str().to_owned()),
        Found::Retired(retired) => retired.replaced_by.map(|code| code.as_str().to_owned()),
    };
    let was = end(before);
    // A code that was retired since is read as its successor. A retired id without one can get one.
    let holds = match &was {
        Some(id) => after.and_then(end).is_some_and(|is| Some(is) == new.find(id).and_then(end)),
        None => matches!(after, Some(Found::Retired(_))),
    };
    // Whoever still sends the name of a retired code means that code.
    let is_retired = match &was {
        _ if matches!(before, Found::Retired(_)) => true,
        Some(id) => matches!(new.find(id), Some(Found::Retired(retired)) if retired.id == id),
        None => false,
    };
    if !holds && is_retired && matches!(after, Some(Found::Code(_))) {
        let text = format!("the {what} `{name}` of a retired code is {:?}", after.and_then(end));
        findings.add(Verdict::Forbidden, text);
    }
    if !holds {
        findings.add(Verdict::Breaking, format!("the {what} `{name}` was {was:?} and is {:?}", after.and_then(end)));
    }
}

pub fn provider_codes(old: Version<'_>, new: Version<'_>, findings: &mut Findings) {
    let patterns: Vec<(String, String)> = [old.catalog, new.catalog]
        .into_iter()
        .flat_map(Catalog::codes)
        .flat_map(|code| code.provider_codes().map(|own| (own.scope.to_owned(), own.code.to_owned())))
        .collect();
    let scopes: BTreeSet<&str> = patterns.iter().map(|(scope, _)| &**scope).collect();
    for scope in scopes {
        let own = patterns.iter().filter(|(other, _)| other == scope).map(|(_, pattern)| &**pattern);
        for key in samples::provider_codes(own) {
            let Some(was) = old.catalog.by_provider_code(scope, &key) else { continue };
            let is = new.catalog.by_provider_code(scope, &key);
            if is.map(AnyCode::as_str) != Some(was.as_str()) {
                findings.add(Verdict::Breaking, format!("the provider code {scope} `{key}` was {was} and is {is:?}"));
            }
        }
    }
}

pub fn upstreams(old: Version<'_>, new: Version<'_>, findings: &mut Findings) {
    for upstream in old.catalog.upstreams() {
        for (status, body) in samples::raw_answers(&[old.tree, new.tree], upstream) {
            let read = |catalog: Catalog<'_>| {
                let read = catalog.recognize_upstream(upstream, status, body.as_bytes());
                read.map(|read| (read.code().as_str().to_owned(), read_values(&read)))
            };
            let Some(was) = read(old.catalog) else { continue };
            // A provider code that is known from now on is an addition, although a later row caught it.
            let is_new = |(scope, code): &(String, String)| {
                old.catalog.by_provider_code(scope, code).is_none()
                    && new.catalog.by_provider_code(scope, code).is_some()
            };
            if samples::provider_codes_in(new.tree, upstream, &body).iter().any(is_new) {
                continue;
            }
            let is = read(new.catalog);
            if is.as_ref() != Some(&was) {
                let text = format!("the answer {status:?} {body} of {upstream} was {was:?} and is {is:?}");
                findings.add(Verdict::Breaking, text);
            }
        }
    }
}
