//! The names of codes in answers: a retired code keeps its names and its mask, and no other code takes them.

use std::collections::HashMap;

use errcat_compiler::model::{Code, Mask, Retired};
use errcat_core::Found;

use super::change::{Change, Changes};
use super::facts::mask;
use super::kind::{Class, Kind};
use super::snapshot::Snapshot;

/// Compares what retired codes keep, and finds names that mean another code.
pub fn compare(old: &Snapshot, new: &Snapshot, changes: &mut Changes) {
    let before = codes(old);
    let retired: HashMap<&str, &Retired> = old.model().retired.iter().map(|one| (one.id.value.as_str(), one)).collect();
    for entry in &new.model().retired {
        let id = entry.id.value.as_str();
        let owed = match (before.get(id), retired.get(id)) {
            (Some(code), _) => Owed::by_code(code, old),
            (None, Some(retired)) => Owed::by_retired(retired),
            _ => continue,
        };
        owed.check(entry, new, changes);
        if let Some(retired) = retired.get(id) {
            unmasked(entry, retired, (old, new), changes);
        }
    }
    let owners = owners(old);
    for code in &new.model().codes {
        reused(code, &owners, (old, new), changes);
    }
}

/// Returns the codes of a version by their ids.
pub fn codes(snapshot: &Snapshot) -> HashMap<&str, &Code> {
    snapshot.model().codes.iter().map(|code| (code.id.value.as_str(), code)).collect()
}

/// What the entry of a retired id has to keep.
struct Owed<'o> {
    wire_code: Option<Wire<'o>>,
    aliases: Vec<&'o str>,
    shown_as: &'o Mask,
    docs_url: Option<&'o str>,
}

/// A wire code: its text or its digits, and its number.
type Wire<'o> = (&'o str, Option<i64>);

impl<'o> Owed<'o> {
    fn by_code(code: &'o Code, old: &'o Snapshot) -> Self {
        // Its own link was its type only where answers are problem details, and types are links.
        let was_type = code.envelope.is_none() && old.model().problem_type.is_none();
        Self {
            wire_code: code.wire_code.as_ref().map(|wire| (wire.value.as_str(), code.wire_number)),
            aliases: code.aliases.iter().map(|alias| alias.value.as_str()).collect(),
            shown_as: &code.shown_as,
            docs_url: code.docs_url.as_deref().filter(|_| was_type),
        }
    }

    fn by_retired(retired: &'o Retired) -> Self {
        Self {
            wire_code: retired.wire_code.as_ref().map(|wire| (wire.value.as_str(), retired.wire_number)),
            aliases: retired.aliases.iter().map(|alias| alias.value.as_str()).collect(),
            shown_as: &retired.shown_as,
            docs_url: retired.docs_url.as_ref().map(|url| url.value.as_str()),
        }
    }

    fn check(&self, entry: &Retired, new: &Snapshot, changes: &mut Changes) {
        let id = entry.id.value.as_str();
        let place = new.place_of(Kind::Retired, id);
        let mut keep = |property: &'static str, old: String, now: Option<String>, key: &str| {
            let instead = format!("write `{key}` in the entry of `{id}` under `retired:`");
            let verb = if now.is_some() { "changed" } else { "removed" };
            let rule = format!("retired-{}-{verb}", property.replace('_', "-"));
            if let Some(change) = changes.of((Kind::Retired, id, property)) {
                *change = change.clone().forbidden(instead);
            } else {
                let change = Change::new(rule, Class::Breaking, Kind::Retired, id).values(Some(old), now);
                changes.push(property, change.forbidden(instead).at(place));
            }
        };
        if let Some((text, number)) = self.wire_code {
            let now = entry.wire_code.as_ref().map(|wire| (wire.value.as_str(), entry.wire_number));
            if now != self.wire_code {
                let written = number.map_or_else(|| super::facts::yaml(text), |number| number.to_string());
                let now = now.map(|(text, _)| text.to_owned());
                keep("wire_code", text.to_owned(), now, &format!("wire_code: {written}"));
            }
        }
        if let (Some(old), None) = (mask(self.shown_as), mask(&entry.shown_as)) {
            keep("shown_as", old.clone(), None, &format!("shown_as: {old}"));
        }
        if let Some(url) = self.docs_url {
            let now = entry.docs_url.as_ref().map(|url| url.value.clone());
            if now.as_deref() != Some(url) {
                keep("docs_url", url.to_owned(), now, &format!("docs_url: {url}"));
            }
        }
        for alias in &self.aliases {
            let written = format!(
                "aliases: [{}]",
                self.aliases.iter().map(|one| super::facts::yaml(one)).collect::<Vec<_>>().join(", ")
            );
            if let Some(change) = changes.of((Kind::Alias, alias, "")) {
                let instead = format!("write `{written}` in the entry of `{id}` under `retired:`");
                *change = change.clone().forbidden(instead).at(place);
            }
        }
    }
}

/// Adds a change if a retired id was hidden only because its successor is masked, and has become public.
fn unmasked(entry: &Retired, before: &Retired, (old, new): (&Snapshot, &Snapshot), changes: &mut Changes) {
    let Some(Mask::As(_) | Mask::Unknown) = mask_of_successor(before, old) else { return };
    let is_hidden = matches!(mask_of_successor(entry, new), Some(Mask::As(_) | Mask::Unknown));
    if is_hidden || [&before.shown_as, &entry.shown_as].iter().any(|mask| !matches!(mask, Mask::Itself)) {
        return;
    }
    let id = entry.id.value.as_str();
    let shown = mask_of_successor(before, old).and_then(mask).unwrap_or_else(|| "unknown".to_owned());
    let instead = format!("write `shown_as: {shown}` in the entry of `{id}` under `retired:`");
    let change = Change::new("retired-unmasked", Class::Breaking, Kind::Retired, id);
    let change = change.values(Some("hidden".to_owned()), Some("public".to_owned()));
    changes.push("", change.forbidden(instead).at(new.place_of(Kind::Retired, id)));
}

/// Returns the mask of the code that answers with a retired id are read as.
fn mask_of_successor<'s>(retired: &Retired, snapshot: &'s Snapshot) -> Option<&'s Mask> {
    let successor = retired.replaced_by.as_ref()?.to?;
    snapshot.model().codes.get(successor).map(|code| &code.shown_as)
}

/// Returns the names of the codes and the retired ids of a version, each with the id that it means.
fn owners(snapshot: &Snapshot) -> HashMap<&str, &str> {
    let model = snapshot.model();
    let mut owners = HashMap::new();
    for code in &model.codes {
        let names = code.aliases.iter().chain(&code.wire_code).chain([&code.id]);
        owners.extend(names.map(|name| (name.value.as_str(), code.id.value.as_str())));
    }
    for retired in &model.retired {
        let names = retired.aliases.iter().chain(&retired.wire_code).chain([&retired.id]);
        owners.extend(names.map(|name| (name.value.as_str(), retired.id.value.as_str())));
    }
    owners
}

/// Adds a change if a code has a name or a problem type that meant a code which is retired now.
fn reused(code: &Code, owners: &HashMap<&str, &str>, (old, new): (&Snapshot, &Snapshot), changes: &mut Changes) {
    let id = code.id.value.as_str();
    let is_retired = |owner: &str| owner != id && (old.has(Kind::Retired, owner) || new.has(Kind::Retired, owner));
    let names = code.aliases.iter().chain(&code.wire_code).chain([&code.id]).map(|name| name.value.clone());
    let names = names.filter_map(|name| Some((owners.get(name.as_str())?.to_string(), name)));
    let link = match new.tables().find(id) {
        Some(Found::Code(code)) => code.problem_type(),
        _ => None,
    };
    let by_type = link.map(|link| link.to_string()).and_then(|link| {
        let (then, now) = (old.tables().find_by_problem_type(&link)?, new.tables().find_by_problem_type(&link)?);
        (id_of(now) == id).then(|| (id_of(then).to_owned(), link))
    });
    for (owner, name) in names.chain(by_type).filter(|(owner, _)| is_retired(owner)) {
        let instead = format!("choose another name than `{name}`: clients read it as `{owner}`, which is retired");
        let change = Change::new("code-name-reused", Class::Breaking, Kind::Code, id);
        let change = change.values(Some(format!("{name} is {owner}")), Some(format!("{name} is {id}")));
        changes.push("name", change.forbidden(instead).at(new.place_of(Kind::Code, id)));
    }
}

fn id_of(found: Found<'_>) -> &str {
    match found {
        Found::Code(code) => code.as_str(),
        Found::Retired(retired) => retired.id,
    }
}
