//! Every edit that the schema allows: each key set, unset, changed, and its entries removed and reordered.
//!
//! The keys come from the compiler. By hand are one other value for each key, and the reasons of edits without a change. The first
//! catalog of the repository in which an edit compiles is edited; the case `every_key`, which has every key, comes first.

mod values;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use errcat_compiler::__private::keys;
use errcat_compiler::{Compilation, Rule};
use errcat_tools::diff::{Comparison, Snapshot};
use serde_json::Value;

use self::values::{PLACES, VALUES, WAIVERS};
use crate::tree::{Place, Style, Tree};

/// The case that has every key.
const EVERY_KEY: &str = "every_key";

/// What happens to a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    Set,
    Unset,
    Changed,
    /// An entry of a list or mapping is added.
    Grown,
    /// An entry of a list or mapping is removed.
    Shrunk,
    Reordered,
}

/// A catalog of the repository.
struct Known {
    tree: Tree,
    snapshots: Vec<Snapshot>,
}

/// An edit that compiles: what the comparison says, there and back.
struct Edit {
    place: Place,
    claims: BTreeSet<String>,
    reversed: BTreeSet<String>,
}

impl Edit {
    fn new(place: &Place, old: &[Snapshot], new: &[Snapshot]) -> Self {
        Self { place: place.clone(), claims: claims(old, new), reversed: claims(new, old) }
    }

    fn reversed(self) -> Self {
        Self { claims: self.reversed, reversed: self.claims, ..self }
    }
}

/// Returns the class and the rule of each change, without duplicates.
fn claims(old: &[Snapshot], new: &[Snapshot]) -> BTreeSet<String> {
    let comparisons = Comparison::all(old, new);
    let changes = comparisons.iter().flat_map(|comparison| &comparison.changes);
    changes.map(|change| format!("{} {}", change.class.as_str(), change.rule)).collect()
}

/// A key of a mapping of the format.
struct Key<'t> {
    /// The mappings that could have the key: those of the case `every_key` first.
    mappings: &'t [(&'t Known, Place)],
    /// The kind of their places.
    kind: &'static str,
    /// The name in messages, such as `Entry.status`.
    name: String,
    word: &'static str,
}

impl Key<'_> {
    /// Returns the mappings that have the key, or that lack it.
    fn mappings(&self, with: bool) -> impl Iterator<Item = &(&Known, Place)> {
        self.mappings.iter().filter(move |(known, place)| known.tree.get(&place.member(self.word)).is_some() == with)
    }

    /// Tries edits of the key until one compiles and changes something. Otherwise returns the first that compiles, if any. `why`
    /// collects the rules that the others break.
    fn first(&self, with: bool, why: &mut Refusals, edits: impl Fn(&Place, &Tree) -> Vec<Tree>) -> Option<Edit> {
        let mut silent = None;
        for (Known { tree, snapshots }, mapping) in self.mappings(with) {
            if tree.name != EVERY_KEY && (silent.is_some() || why.is_required()) {
                break;
            }
            let place = mapping.member(self.word);
            for edited in edits(&place, tree).into_iter().filter(|edited| !edited.is_same(tree)) {
                match edited.compile(Style::Flow) {
                    Ok(new) => {
                        let edit = Edit::new(&place, snapshots, &Snapshot::all(new));
                        if !edit.claims.is_empty() {
                            return Some(edit);
                        }
                        silent = silent.or(Some(edit));
                    }
                    Err(refused) => why.add(&refused),
                }
            }
        }
        silent
    }

    fn set(&self, value: &Value, why: &mut Refusals) -> Option<Edit> {
        self.first(false, why, |place, tree| edited(tree, |tree| tree.set(place, value.clone())))
    }

    fn unset(&self, why: &mut Refusals) -> Option<Edit> {
        self.first(true, why, |place, tree| edited(tree, |tree| tree.remove(place).map(drop)))
    }

    /// Replaces a scalar.
    fn changed(&self, value: &Value, why: &mut Refusals) -> Option<Edit> {
        self.first(true, why, |place, tree| edited(tree, |tree| tree.set(place, value.clone())))
    }

    /// Adds entries, or replaces those of the same names.
    fn grown(&self, value: &Value, why: &mut Refusals) -> Option<Edit> {
        let grow = |tree: &mut Tree, place: &Place| {
            match (tree.get_mut(place)?, value) {
                (Value::Object(members), Value::Object(more)) => members.extend(more.clone()),
                (Value::Array(items), Value::Array(more)) => items.extend(more.clone()),
                _ => return None,
            }
            Some(())
        };
        self.first(true, why, |place, tree| edited(tree, |tree| grow(tree, place)))
    }

    fn shrunk(&self, why: &mut Refusals) -> Option<Edit> {
        self.first(true, why, |place, tree| {
            let entries = tree.get(place).map(entries).unwrap_or_default();
            let without =
                |entry: &String| edited(tree, |tree| tree.remove(&place.member(entry)).map(drop)).into_iter().next();
            entries.iter().filter(|_| entries.len() > 1).filter_map(without).collect()
        })
    }

    fn reordered(&self, why: &mut Refusals) -> Option<Edit> {
        let reverse = |tree: &mut Tree, place: &Place| {
            match tree.get_mut(place)? {
                Value::Object(members) => *members = members.clone().into_iter().rev().collect(),
                Value::Array(items) => items.reverse(),
                _ => return None,
            }
            Some(())
        };
        self.first(true, why, |place, tree| {
            let is_long = tree.get(place).is_some_and(|value| entries(value).len() > 1);
            if is_long { edited(tree, |tree| reverse(tree, place)) } else { Vec::new() }
        })
    }
}

/// Returns the names or indexes of the entries of a value.
fn entries(value: &Value) -> Vec<String> {
    match value {
        Value::Object(members) => members.keys().cloned().collect(),
        Value::Array(items) => (0..items.len()).map(|at| at.to_string()).collect(),
        _ => Vec::new(),
    }
}

/// Returns an edited copy, if the edit is possible.
fn edited(tree: &Tree, edit: impl FnOnce(&mut Tree) -> Option<()>) -> Vec<Tree> {
    let mut copy = tree.clone();
    edit(&mut copy).map(|()| copy).into_iter().collect()
}

/// Returns an edit that changes something, otherwise the first.
fn best(edits: impl Iterator<Item = Edit>) -> Option<Edit> {
    let edits: Vec<Edit> = edits.collect();
    let at = edits.iter().position(|edit| !edit.claims.is_empty()).unwrap_or(0);
    edits.into_iter().nth(at)
}

/// Why edits do not compile.
#[derive(Default)]
struct Refusals {
    rules: Vec<BTreeSet<Rule>>,
    last: String,
}

impl Refusals {
    fn add(&mut self, refused: &Compilation) {
        self.rules.push(refused.diagnostics.iter().map(|one| one.rule).collect());
        self.last = refused.diagnostics[0].to_text(&refused.sources);
    }

    /// Returns whether something required would be missing: without it, each catalog lacks a key or a translation.
    fn is_required(&self) -> bool {
        let required = [Rule::MissingKey, Rule::IncompleteLocale];
        !self.rules.is_empty() && self.rules.iter().all(|rules| required.iter().any(|rule| rules.contains(rule)))
    }
}

/// All edits of the schema, with what came of them.
#[derive(Default)]
struct Space {
    lines: Vec<String>,
    failures: Vec<String>,
    waived: BTreeSet<(String, Verb)>,
    rules: BTreeSet<String>,
    edits: usize,
}

impl Space {
    fn key(&mut self, key: &Key<'_>, values: &[Value]) {
        if key.mappings(true).all(|(known, _)| known.tree.name != EVERY_KEY) {
            self.failures.push(format!("the case `{EVERY_KEY}` has no {} in {}", key.name, key.kind));
        }
        if values.is_empty() {
            return self.failures.push(format!("{} has no other value in `VALUES`", key.name));
        }
        let mut why = Refusals::default();
        let unset = key.unset(&mut why);
        let required = unset.is_none() && why.is_required();
        let set = best(values.iter().filter_map(|value| key.set(value, &mut why)));
        let is_container = !values[0].is_string() && (values[0].is_array() || values[0].is_object());
        if required {
            self.lines.push(format!("{} unset: not possible, something required would be missing", key.name));
        } else {
            let mut reversed = Refusals::default();
            let other = key.unset(&mut reversed);
            let again = best(values.iter().filter_map(|value| key.set(value, &mut reversed)));
            self.edit(key, Verb::Set, set.or_else(|| other.map(Edit::reversed)), &why);
            self.edit(key, Verb::Unset, unset.or_else(|| again.map(Edit::reversed)), &why);
        }
        let mut why = Refusals::default();
        let verb = if is_container { Verb::Grown } else { Verb::Changed };
        let other = |value| if is_container { key.grown(value, &mut why) } else { key.changed(value, &mut why) };
        let edits: Vec<Edit> = values.iter().filter_map(other).collect();
        if edits.is_empty() {
            self.edit(key, verb, None, &why);
        }
        for edit in edits {
            self.edit(key, verb, Some(edit), &why);
        }
        // The keys of a mapping of the format are edited one by one, and their order means nothing: see `mutants`.
        let inner = format!("{}/{}", key.kind, key.word);
        if is_container && !PLACES.iter().any(|(_, place)| *place == inner) {
            let mut why = Refusals::default();
            let edit = key.shrunk(&mut why);
            let grown = values.iter().find_map(|value| key.grown(value, &mut why));
            self.edit(key, Verb::Shrunk, edit.or_else(|| grown.map(Edit::reversed)), &why);
            let edit = key.reordered(&mut why);
            self.edit(key, Verb::Reordered, edit, &why);
        }
    }

    fn edit(&mut self, key: &Key<'_>, verb: Verb, edit: Option<Edit>, why: &Refusals) {
        let name = format!("{} {}", key.name, format!("{verb:?}").to_lowercase());
        let waiver = WAIVERS.iter().find(|(own, verbs, _)| own.contains(&&*key.name) && verbs.contains(&verb));
        let claims = edit.as_ref().map(|edit| edit.claims.clone());
        self.edits += usize::from(edit.is_some());
        match (claims, waiver) {
            (Some(claims), _) if !claims.is_empty() => {
                self.rules.extend(claims.iter().cloned());
                self.lines.push(format!("{name}: {}", claims.into_iter().collect::<Vec<_>>().join(", ")));
            }
            (claims, Some((.., reason))) => {
                self.waived.insert((key.name.clone(), verb));
                let what = if claims.is_some() { "nothing" } else { "not possible" };
                self.lines.push(format!("{name}: {what}, {reason}"));
            }
            (Some(_), None) => {
                let place = edit.map(|edit| edit.place.to_string()).unwrap_or_default();
                let file = "tools/tests/edits/space/values.rs";
                self.failures.push(format!("{name}, at {place}: no rule claims it, and no waiver in {file}"));
            }
            (None, None) => {
                let last = &why.last;
                self.failures.push(format!("{name}: no catalog of the repository compiles with this edit\n{last}"));
            }
        }
    }
}

#[test]
fn every_edit_has_a_rule() {
    let mut trees = Tree::cases();
    trees.sort_by_key(|tree| tree.name != EVERY_KEY);
    let snapshots = |tree: &Tree| Snapshot::all(tree.compile(Style::Flow).expect("a good case"));
    let all: Vec<Known> = trees.into_iter().map(|tree| Known { snapshots: snapshots(&tree), tree }).collect();
    let all: Vec<(&Known, Place, String)> = all
        .iter()
        .flat_map(|known| known.tree.places().into_iter().map(move |place| (known, place)))
        .filter(|(known, place)| known.tree.get(place).is_some_and(Value::is_object))
        .map(|(known, place)| (known, place.clone(), place.kind()))
        .collect();
    let mut space = Space::default();
    for (mapping, keys) in keys() {
        let kinds: Vec<&str> = PLACES.iter().filter(|(own, _)| own == mapping).map(|(_, kind)| *kind).collect();
        if kinds.is_empty() {
            space.failures.push(format!("{mapping} has no place in `PLACES`"));
        }
        for (at, kind) in kinds.iter().enumerate() {
            let own = all.iter().filter(|(.., other)| other == kind);
            let mappings: Vec<(&Known, Place)> = own.map(|(known, place, _)| (*known, place.clone())).collect();
            for key in *keys {
                let name = if at == 0 { format!("{mapping}.{key}") } else { format!("{mapping}.{key} in {kind}") };
                let values = VALUES.iter().filter(|(own, other, _)| own == mapping && other == key);
                let values = values.map(|(.., value)| serde_yaml::from_str(value).expect("a value is YAML"));
                space.key(&Key { mappings: &mappings, kind, name, word: key }, &values.collect::<Vec<Value>>());
            }
        }
    }
    for (own, verbs, _) in WAIVERS {
        let waivers = own.iter().flat_map(|own| verbs.iter().map(|verb| ((*own).to_owned(), *verb)));
        for (own, verb) in waivers.filter(|waiver| !space.waived.contains(waiver)) {
            space.failures.push(format!("the waiver of {own} {verb:?} is not needed"));
        }
    }
    let mut text =
        String::from("# What a comparison says about each edit of the format. Written by the test `edits`.\n\n");
    space.lines.iter().for_each(|line| writeln!(text, "{line}").expect("writes to memory"));
    let waived = space.waived.len();
    write!(text, "\n{} edits, {} rules, {waived} waivers\n", space.edits, space.rules.len()).expect("writes to memory");
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/edits/golden/space.txt");
    space.failures.extend(errcat_corpus::compare(&golden, &text).err());
    errcat_corpus::report(&space.failures);
}
