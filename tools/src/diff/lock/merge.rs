//! Merges the two sides of a lock in conflict. Nothing that one side promises is forgotten.

use std::collections::{BTreeSet, HashMap};

use errcat_compiler::{Problem, quote};
use semver::Version;
use serde_json::{Map, Value};

use super::conflict::{Sides, has_conflict};
use super::contradictions::contradictions;
use super::lines::{Key, Lines};
use super::{END, REWORDED, folder_of, read_lock, text_of};

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

/// Merges a lock with conflict markers of git, also those with the common ancestor (`diff3`): the higher version, and the promises of
/// both sides. An id that is a code on one side and retired on the other one is retired. A lock that git merged into one that
/// contradicts itself is mended in the same way. Returns `None` if there is nothing to do. `path` is how messages name the file.
///
/// # Errors
///
/// If a side is not a lock, or promises of both sides differ or contradict each other.
pub fn merge_lock(text: &str, path: &str) -> Result<Option<String>, Conflict> {
    let text = text.replace("\r\n", "\n");
    let again = format!("run `git checkout --merge -- {path}`, which writes both sides again");
    let broken = |what: String| Problem::new(what).help(again.clone());
    let has_conflict = has_conflict(&text);
    let sides = match Sides::of(&text) {
        Some(sides) if has_conflict => sides,
        _ if has_conflict => {
            return Err(broken(format!("the conflict markers of {} are not complete", quote(path))).into());
        }
        _ => match read_lock(&text, path) {
            Ok(_) => return Ok(None),
            // A line that git kept of each branch is on both sides.
            Err(problem) => match parse(&text) {
                Ok(lines) if !contradictions(&lines).is_empty() => {
                    Sides { ours: text.clone(), theirs: text.clone(), base: None }
                }
                _ => return Err(problem.into()),
            },
        },
    };
    let side =
        |text: &str| parse(text).map_err(|wrong| broken(format!("a side of {} is not a lock: {wrong}", quote(path))));
    let (ours, theirs) = (side(&sides.ours)?, side(&sides.theirs)?);
    // The markers of a base that was itself in conflict are no lines of a lock.
    let base = sides.base.as_deref().and_then(|base| parse(base).ok());
    let mut merge = Merge { promises: Vec::new() };
    let merged = merge.lock(base.as_ref(), ours, theirs);
    if !merge.promises.is_empty() {
        let help = if base.is_some() || !has_conflict { None } else { Some(path) };
        return Err(Conflict { problem: differ(path, merge.promises.len(), help), promises: merge.promises });
    }
    let promises = contradictions(&merged);
    if !promises.is_empty() {
        let message = format!("promises of both sides of {} contradict each other", quote(path));
        return Err(Conflict { problem: Problem::new(message).help(decide(path)), promises });
    }
    let merged = text_of(&merged);
    if let Err(problem) = read_lock(&merged, path) {
        let message = format!("the two sides of {} do not fit together", quote(path));
        return Err(Conflict { problem: Problem::new(message).help(decide(path)), promises: vec![problem.message] });
    }
    Ok(Some(merged))
}

/// Reads the lines of a side.
fn parse(text: &str) -> Result<Lines, String> {
    if !text.ends_with(&format!("\n{END}")) {
        return Err("its last line is missing".to_owned());
    }
    Lines::parse(text)
}

fn decide(path: &str) -> String {
    let folder = folder_of(path);
    format!(
        "decide which side is right: write its promises into the lines of the lock, then run `errcat lock --merge {folder}` again"
    )
}

/// `without_base` is the path if markers with the common ancestor would help.
fn differ(path: &str, count: usize, without_base: Option<&str>) -> Problem {
    let promises = crate::text::count(count, "promise");
    let message =
        format!("{promises} of {} {} on both sides", quote(path), if count == 1 { "differs" } else { "differ" });
    Problem::new(message).help(match without_base {
        None => decide(path),
        Some(path) => format!(
            "run `git checkout --conflict=diff3 -- {path}` and `errcat lock --merge {}` again: it then takes the side that changed",
            folder_of(path)
        ),
    })
}

/// The promises that differ while two sides are merged.
struct Merge {
    promises: Vec<String>,
}

/// What a retired id keeps of its code.
const KEPT: [&str; 4] = ["aliases", "docs_url", "shown_as", "wire_code"];

/// Where a promise is: the line, and the members in it.
#[derive(Clone, Copy)]
struct At<'p> {
    key: &'p Key,
    members: &'p [&'p str],
}

impl At<'_> {
    fn text(&self) -> String {
        let members = self.members.join(".");
        if members.is_empty() { self.key.text() } else { format!("{}: {members}", self.key.text()) }
    }
}

impl Merge {
    fn lock(&mut self, base: Option<&Lines>, mut ours: Lines, mut theirs: Lines) -> Lines {
        let retired: HashMap<String, Map<String, Value>> = [&ours, &theirs]
            .into_iter()
            .flat_map(|side| side.members("retired"))
            .map(|(id, entry)| (id.to_owned(), entry.clone()))
            .collect();
        (ours, theirs) = (retire(base, ours, &retired), retire(base, theirs, &retired));
        let mut merged = Lines::default();
        let mut places: HashMap<Key, usize> = HashMap::new();
        let before: HashMap<&Key, &Value> =
            base.into_iter().flat_map(|base| &base.0).map(|(key, value)| (key, value)).collect();
        // A key that git kept of each branch can have two lines on a side.
        for (key, value) in ours.0.into_iter().chain(theirs.0) {
            match places.get(&key) {
                None => {
                    places.insert(key.clone(), merged.0.len());
                    merged.0.push((key, value));
                }
                Some(&at) => {
                    let own = std::mem::take(&mut merged.0[at].1);
                    let base = before.get(&key).copied();
                    merged.0[at].1 = self.values(At { key: &key, members: &[] }, base, own, value);
                }
            }
        }
        merged.sorted()
    }

    fn values(&mut self, at: At<'_>, base: Option<&Value>, ours: Value, theirs: Value) -> Value {
        if ours == theirs {
            return ours;
        }
        let is_code = at.key.kind == "code";
        match (at.members, ours, theirs) {
            ([], Value::String(ours), Value::String(theirs)) if at.key.kind == "version" => higher(ours, theirs).into(),
            ([REWORDED], Value::Object(ours), Value::Object(theirs)) => later(ours, theirs),
            (["aliases"] | ["provider_codes", _], Value::Array(ours), Value::Array(theirs)) => union(&ours, &theirs),
            (members, Value::Object(mut ours), Value::Object(theirs)) if has_members(at.key, members) => {
                for (member, value) in theirs {
                    let base = base.and_then(|base| base.get(&member));
                    let members = [members, &[&member]].concat();
                    let value = match ours.get(&member).cloned() {
                        Some(own) => self.values(At { members: &members, ..at }, base, own, value),
                        None => value,
                    };
                    ours.insert(member, value);
                }
                if is_code || at.key.kind == "retired" {
                    ours.sort_keys();
                }
                Value::Object(ours)
            }
            (_, ours, theirs) if base == Some(&ours) => theirs,
            (_, ours, theirs) if base == Some(&theirs) => ours,
            (_, ours, theirs) => {
                self.promises.push(format!("{} is {ours} on one side, and {theirs} on the other one", at.text()));
                ours
            }
        }
    }
}

/// Moves the codes of a side that are retired on a side to its retired ids. The entry keeps what answers were called.
fn retire(base: Option<&Lines>, side: Lines, retired: &HashMap<String, Map<String, Value>>) -> Lines {
    let has_types = side.header("problem").is_some();
    let mut lines = Lines::default();
    for (key, value) in side.0 {
        let Some(code) = value.as_object().filter(|_| key.kind == "code" && retired.contains_key(&key.name)) else {
            lines.0.push((key, value));
            continue;
        };
        let was_type = !has_types && code.get("envelope").is_some_and(|envelope| envelope == "problem");
        let before = base.into_iter().flat_map(|base| base.members("code")).find(|(id, _)| *id == key.name);
        // The mask of the base gives way to that of the retirement.
        let is_old = |member: &str| {
            let has_own = retired.get(&key.name).is_some_and(|entry| entry.contains_key(member));
            member == "shown_as" && has_own && before.is_some_and(|(_, old)| old.get(member) == code.get(member))
        };
        let is_kept = |member: &str| KEPT.contains(&member) && (member != "docs_url" || was_type) && !is_old(member);
        let kept = code.iter().filter(|(member, _)| is_kept(member));
        let kept: Map<String, Value> = kept.map(|(member, value)| (member.clone(), value.clone())).collect();
        lines.0.push((Key::new("retired", &key.name), Value::Object(kept)));
    }
    lines
}

/// Returns whether the members of a value are promises of their own.
fn has_members(key: &Key, members: &[&str]) -> bool {
    match (key.kind.as_str(), members) {
        ("unknown" | "code" | "retired", []) => true,
        ("code", [member] | [member, _]) => ["translations", "provider_codes"].contains(member),
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

/// Returns the word of the higher version.
fn later(ours: Map<String, Value>, theirs: Map<String, Value>) -> Value {
    let version = |word: &Map<String, Value>| {
        word.get("version").and_then(Value::as_str).and_then(|text| Version::parse(text).ok())
    };
    Value::Object(if version(&theirs) > version(&ours) { theirs } else { ours })
}

fn union(ours: &[Value], theirs: &[Value]) -> Value {
    let texts = ours.iter().chain(theirs).filter_map(Value::as_str);
    texts.collect::<BTreeSet<_>>().into_iter().collect()
}
