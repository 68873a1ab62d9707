//! Merges the two sides of a lock in conflict. Nothing that one side promises is forgotten.

use std::collections::BTreeSet;

use errcat_compiler::{Problem, quote};
use semver::Version;
use serde_json::Value;

use super::conflict::{Sides, has_conflict};
use super::tree::{Block, Entry};
use super::{END, REWORDED, read_lock, text_of};

/// Two sides of a lock that cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Conflict {
    /// What is wrong, and what to do.
    pub problem: Problem,
    /// The promises that differ, each with both values.
    pub promises: Vec<String>,
}

impl From<Problem> for Conflict {
    fn from(problem: Problem) -> Self {
        Self { problem, promises: Vec::new() }
    }
}

/// Reads the lines of a side.
fn parse(text: &str, path: &str) -> Result<Block, Problem> {
    if !text.ends_with(&format!("\n{END}")) {
        let message = format!("a side of {} is not a lock: its last line is missing", quote(path));
        return Err(Problem::new(message).help("restore both sides from version control"));
    }
    Block::parse(text).map_err(|wrong| {
        let message = format!("a side of {} is not a lock: {wrong}", quote(path));
        Problem::new(message).help("restore both sides from version control")
    })
}

/// Merges a lock with conflict markers of git, also those with the common ancestor (`diff3`): the higher version, and the promises of
/// both sides. An id that is a code on one side and retired on the other one is retired. Returns `None` without markers. `path` is how
/// messages name the file.
///
/// # Errors
///
/// If a side is not a lock, or a promise differs on both sides.
pub fn merge_lock(text: &str, path: &str) -> Result<Option<String>, Conflict> {
    let text = text.replace("\r\n", "\n");
    if !has_conflict(&text) {
        return Ok(None);
    }
    let sides = Sides::of(&text).ok_or_else(|| {
        let message = format!("the conflict markers of {} are not complete", quote(path));
        Problem::new(message).help(format!("run `git checkout --merge -- {path}`, which writes them again"))
    })?;
    let (ours, theirs) = (parse(&sides.ours, path)?, parse(&sides.theirs, path)?);
    // The markers of a base that was itself in conflict are no lines of a lock.
    let base = sides.base.as_deref().and_then(|base| parse(base, path).ok());
    let mut merge = Merge { promises: Vec::new() };
    let merged = merge.lock(base.as_ref(), ours, theirs);
    if !merge.promises.is_empty() {
        return Err(Conflict { problem: differ(path, merge.promises.len(), base.is_some()), promises: merge.promises });
    }
    let merged = text_of(&merged);
    read_lock(&merged, path)?;
    Ok(Some(merged))
}

fn differ(path: &str, count: usize, has_base: bool) -> Problem {
    let promises = crate::text::count(count, "promise");
    let message =
        format!("{promises} of {} {} on both sides", quote(path), if count == 1 { "differs" } else { "differ" });
    Problem::new(message).help(if has_base {
        "decide which side is right: write its lines on both sides, then run `errcat lock --merge` again".to_owned()
    } else {
        format!("run `git checkout --conflict=diff3 -- {path}` and `errcat lock --merge` again: it then takes the side that changed")
    })
}

/// The promises that differ while two sides are merged.
struct Merge {
    promises: Vec<String>,
}

/// What a retired id keeps of its code.
const KEPT: [&str; 4] = ["aliases", "docs_url", "shown_as", "wire_code"];

/// The keys of the lock in their order.
const KEYS: [&str; 13] = [
    "catalog",
    "version",
    "language",
    "docs_url",
    "problem",
    "unknown",
    "languages",
    "retry",
    "context",
    "envelopes",
    "redirects",
    "outcomes",
    "upstreams",
];

impl Merge {
    fn lock(&mut self, base: Option<&Block>, mut ours: Block, mut theirs: Block) -> Block {
        // Git may have merged the retirement into the side that still has the code.
        for _ in 0..2 {
            let own = ours.clone();
            retire(&mut ours, &own);
            retire(&mut ours, &theirs);
            std::mem::swap(&mut ours, &mut theirs);
        }
        let mut merged = self.blocks("", base, ours, theirs);
        merged.0.sort_by_key(|(key, _)| KEYS.iter().position(|own| own == key).unwrap_or(KEYS.len()));
        merged
    }

    /// Merges two blocks key by key.
    fn blocks(&mut self, path: &str, base: Option<&Block>, ours: Block, theirs: Block) -> Block {
        let mut merged = Block::default();
        let mut theirs = theirs.0;
        for (key, entry) in ours.0 {
            let other = theirs.iter().position(|(other, _)| *other == key).map(|at| theirs.remove(at).1);
            let base = base.and_then(|base| base.get(&key));
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            let entry = match other {
                Some(other) => self.entries(&path, &key, base, entry, other),
                None => entry,
            };
            merged.0.push((key, entry));
        }
        merged.0.extend(theirs);
        // The order of envelopes has a meaning.
        if path.is_empty() || path == "envelopes" { merged } else { merged.sorted() }
    }

    fn entries(&mut self, path: &str, key: &str, base: Option<&Entry>, ours: Entry, theirs: Entry) -> Entry {
        match (ours, theirs) {
            (Entry::Block(ours), Entry::Block(theirs)) => {
                let base = base.and_then(|base| match base {
                    Entry::Block(base) => Some(base),
                    Entry::Value(_) => None,
                });
                Entry::Block(self.blocks(path, base, ours, theirs))
            }
            (Entry::Value(ours), Entry::Value(theirs)) => {
                let base = base.and_then(|base| match base {
                    Entry::Value(base) => Some(base),
                    Entry::Block(_) => None,
                });
                Entry::Value(self.values(path, key, base, ours, theirs))
            }
            // An entry without properties, and one that has some.
            (block @ Entry::Block(_), Entry::Value(_)) | (Entry::Value(_), block) => block,
        }
    }

    fn values(&mut self, path: &str, key: &str, base: Option<&Value>, ours: Value, theirs: Value) -> Value {
        if ours == theirs {
            return ours;
        }
        match (key, ours, theirs) {
            ("version" | REWORDED, Value::String(ours), Value::String(theirs)) => higher(ours, theirs).into(),
            ("aliases", Value::Array(ours), Value::Array(theirs)) => union(&ours, &theirs),
            ("provider_codes", Value::Object(mut ours), Value::Object(theirs)) if path.starts_with("codes.") => {
                for (scope, codes) in theirs {
                    let both = match (ours.remove(&scope), codes) {
                        (Some(Value::Array(ours)), Value::Array(theirs)) => union(&ours, &theirs),
                        (_, codes) => codes,
                    };
                    ours.insert(scope, both);
                }
                ours.sort_keys();
                Value::Object(ours)
            }
            (_, Value::Object(mut ours), Value::Object(theirs)) if has_members(path) => {
                for (member, value) in theirs {
                    let base = base.and_then(|base| base.get(&member));
                    let path = format!("{path}.{member}");
                    let value = match ours.get(&member).cloned() {
                        Some(own) => self.values(&path, &member, base, own, value),
                        None => value,
                    };
                    ours.insert(member, value);
                }
                if path != "unknown" {
                    ours.sort_keys();
                }
                Value::Object(ours)
            }
            (_, ours, theirs) if base == Some(&ours) => theirs,
            (_, ours, theirs) if base == Some(&theirs) => ours,
            (_, ours, theirs) => {
                self.promises.push(format!("{path} is {ours} on one side, and {theirs} on the other one"));
                ours
            }
        }
    }
}

/// Returns whether the members of a value are promises of their own.
fn has_members(path: &str) -> bool {
    match path.split('.').collect::<Vec<_>>()[..] {
        ["unknown"] | ["codes" | "retired", _] => true,
        ["codes", _, member] | ["codes", _, member, _] => member == "translations",
        _ => false,
    }
}

/// Returns the higher version.
fn higher(ours: String, theirs: String) -> String {
    match (Version::parse(&ours), Version::parse(&theirs)) {
        (Ok(one), Ok(other)) if other > one => theirs,
        _ => ours,
    }
}

fn union(ours: &[Value], theirs: &[Value]) -> Value {
    let texts = ours.iter().chain(theirs).filter_map(Value::as_str);
    texts.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Moves the codes of a side that are retired on a side to its retired ids. The entry keeps what answers were called.
fn retire(side: &mut Block, by: &Block) {
    let Some(Entry::Block(retired)) = by.get("retired") else { return };
    let mut moved: Vec<(String, Entry)> = Vec::new();
    if let Some(Entry::Block(codes)) = side.get_mut("codes") {
        codes.0.retain(|(id, code)| {
            let is_retired = retired.get(id).is_some();
            if let (true, Entry::Value(Value::Object(code))) = (is_retired, code) {
                let was_type = code.get("envelope").is_some_and(|envelope| envelope == "problem");
                let is_kept = |key: &str| KEPT.contains(&key) && (key != "docs_url" || was_type);
                let kept = code.iter().filter(|(key, _)| is_kept(key));
                let kept = kept.map(|(key, value)| (key.clone(), value.clone())).collect();
                moved.push((id.clone(), Entry::Value(Value::Object(kept))));
            }
            !is_retired
        });
    }
    if moved.is_empty() {
        return;
    }
    let none = || Entry::Block(Block::default());
    if side.get("retired").is_none() {
        side.0.push(("retired".to_owned(), none()));
    }
    let Some(Entry::Block(own)) = side.get_mut("retired") else { return };
    for (id, entry) in moved {
        match (own.get_mut(&id), entry) {
            (None, entry) => own.0.push((id, entry)),
            (Some(Entry::Value(Value::Object(own))), Entry::Value(Value::Object(more))) => {
                for (key, value) in more {
                    own.entry(key).or_insert(value);
                }
            }
            _ => {}
        }
    }
}
