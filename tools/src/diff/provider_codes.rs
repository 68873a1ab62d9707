//! Compares what the codes of providers mean, at every cut between the patterns of both versions.

use std::collections::{BTreeMap, BTreeSet};

use errcat_compiler::model::Model;
use errcat_core::Catalog;

use super::change::{Change, Changes};
use super::kind::{Class, Kind};
use super::snapshot::Snapshot;

/// Looks up the codes at every cut in both versions, and adds those whose meaning changed: one change for each pattern.
pub fn compare(old: &Snapshot, new: &Snapshot, changes: &mut Changes) {
    let mut scopes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for model in [old.model(), new.model()] {
        for (scope, pattern) in patterns(model) {
            scopes.entry(scope).or_default().insert(pattern);
        }
    }
    let (before, after) = (old.tables(), new.tables());
    for (scope, patterns) in scopes {
        let mut differing: BTreeMap<Meaning, Vec<String>> = BTreeMap::new();
        let mut kept: BTreeSet<String> = BTreeSet::new();
        for probe in patterns.iter().flat_map(|pattern| cuts(pattern)).collect::<BTreeSet<_>>() {
            let (was, is) = (meaning(before, scope, &probe), meaning(after, scope, &probe));
            let ids = (was.as_ref().map(|one| one.1.clone()), is.as_ref().map(|one| one.1.clone()));
            // The pattern that decides now, or that decided.
            let Some(pattern) = is.as_ref().or(was.as_ref()).map(|one| one.0.clone()) else { continue };
            if is_kept(ids.0.as_deref(), ids.1.as_deref(), new) {
                kept.extend(was.map(|one| one.0));
            } else {
                differing.entry((pattern, ids)).or_default().push(probe);
            }
        }
        for ((pattern, ids), probes) in differing {
            let means = |code: &str| {
                let [was, is] = [before, after].map(|catalog| meaning(catalog, scope, code).map(|one| one.1));
                (was, is) == ids
            };
            let name = match probes.first().filter(|probe| patterns.contains(probe.as_str())) {
                // Only a part of the pattern: its other codes mean what they meant.
                _ if kept.contains(&pattern) && pattern.contains('-') => ranges(&probes, &means),
                Some(probe) => probe.clone(),
                None => pattern,
            };
            changes.push("", change(&format!("{scope} {name}"), ids, new));
        }
    }
}

/// The pattern that decides, and the ids of the codes in both versions.
type Meaning = (String, (Option<String>, Option<String>));

/// Returns codes as ranges: two of them, where those in between mean the same.
fn ranges(probes: &[String], means: &dyn Fn(&str) -> bool) -> String {
    let mut ranges: Vec<(&str, &str)> = Vec::new();
    for probe in probes {
        match ranges.last_mut() {
            Some((_, last)) if middle(last, probe).is_some_and(|middle| means(&middle)) => *last = probe,
            _ => ranges.push((probe, probe)),
        }
    }
    let text = |(first, last): (&str, &str)| if first == last { first.to_owned() } else { format!("{first}-{last}") };
    ranges.into_iter().map(text).collect::<Vec<_>>().join(", ")
}

/// Returns the number in the middle between two of the same length.
fn middle(first: &str, last: &str) -> Option<String> {
    let (from, to): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
    (first.len() == last.len()).then(|| format!("{:0width$}", from.midpoint(to), width = first.len()))
}

fn patterns(model: &Model) -> impl Iterator<Item = (&str, &str)> {
    let all = model.codes.iter().flat_map(|code| &code.provider_codes);
    all.map(|provider| (provider.scope.as_str(), provider.code.value.as_str()))
}

/// Returns the pattern that decides what a code of a provider means, and the id of the code.
fn meaning(catalog: Catalog<'_>, scope: &str, code: &str) -> Option<(String, String)> {
    let pattern = catalog.matching_provider_code(scope, code)?.code.to_owned();
    Some((pattern, catalog.by_provider_code(scope, code)?.as_str().to_owned()))
}

/// Returns whether nothing changed, or the retirement of the code is the cause.
fn is_kept(was: Option<&str>, is: Option<&str>, new: &Snapshot) -> bool {
    let is_gone = |id: &str| !new.has_code(id) && !new.has(Kind::Retired, id);
    let retired = |id: &str| new.model().retired.iter().find(|retired| retired.id.value == id);
    match was {
        // The change of the code reports it.
        Some(was) if is.is_none() && is_gone(was) => true,
        Some(was) if was != is.unwrap_or_default() => retired(was).is_some_and(|retired| {
            let successor = retired.replaced_by.as_ref().and_then(|next| Some(&new.model().codes[next.to?].id.value));
            is.is_none() || is == successor.map(String::as_str)
        }),
        _ => was == is,
    }
}

fn change(name: &str, (was, is): (Option<String>, Option<String>), new: &Snapshot) -> Change {
    let (rule, class) = match (&was, &is) {
        (None, _) => ("provider-code-added", Class::Additive),
        (_, None) => ("provider-code-removed", Class::Breaking),
        _ => ("provider-code-code-changed", Class::Breaking),
    };
    let place = is.as_ref().or(was.as_ref()).and_then(|id| new.place_of(Kind::Code, id)).cloned();
    let mut change = Change::new(rule, class, Kind::ProviderCode, name).at(place.as_ref());
    if was.is_some() {
        (change.old, change.new) = (was, is);
    }
    change
}

/// Returns the codes around the ends of a pattern: what one version may know and another one not.
fn cuts(pattern: &str) -> Vec<String> {
    let text = |text: &str| text.to_owned();
    if pattern == "*" {
        return vec![text("0"), text("~"), text("Z z"), "z".repeat(64)];
    }
    if let Some(prefix) = pattern.strip_suffix('*') {
        let ends = ["", "!", "0", "5", "A", "z", "~", "00", "~~"].map(|end| format!("{prefix}{end}"));
        return ends.into_iter().chain(near(prefix)).collect();
    }
    let mut all = vec![text(pattern)];
    if let Some((first, last)) = pattern.split_once('-') {
        let middle = first.bytes().zip(last.bytes()).map(|(one, other)| char::from(one.midpoint(other))).collect();
        all.extend([text(first), text(last), middle, format!("{last}0"), format!("{first}0")]);
        all.extend([first, last].into_iter().flat_map(near));
        all.extend([first, last].iter().filter_map(|end| end.get(1..)).map(text));
    }
    all.retain(|code| !code.is_empty());
    all
}

/// Returns the texts of the same length before and after a text, as digits or hexadecimal digits count.
fn near(text: &str) -> Vec<String> {
    let digits = text.strip_prefix("0x").or(text.strip_prefix("0X"));
    let (before, digits, radix) = digits.map_or(("", text, 10), |digits| (&text[..2], digits, 16));
    let Ok(number) = u128::from_str_radix(digits, radix) else { return Vec::new() };
    let width = digits.len();
    let write = |number: u128| match (radix, digits.bytes().any(|digit| digit.is_ascii_uppercase())) {
        (10, _) => format!("{number:0width$}"),
        (_, true) => format!("{before}{number:0width$X}"),
        _ => format!("{before}{number:0width$x}"),
    };
    [number.checked_sub(1), number.checked_add(1)].into_iter().flatten().map(write).collect()
}
