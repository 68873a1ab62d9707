//! A lock: the version of a release in a file next to the catalog, as far as its answers and promises need it.
//!
//! The file holds a catalog, in one fixed form, so that an old version can be rendered and read. It has one line for each code and
//! each retired id, sorted, so that git merges locks as it merges catalogs.

mod conflict;
mod contradictions;
mod lines;
pub mod merge;
mod write;

use std::collections::BTreeMap;

use errcat_compiler::{Problem, quote, restore_catalog};
use semver::Version;

use self::contradictions::contradictions;
use self::lines::Lines;
use super::snapshot::{Snapshot, Word};

/// The file name of a lock, which is next to `catalog.yaml`.
pub const LOCK_FILE: &str = "catalog.lock";

/// The first line.
const START: &str = "# What a release of this catalog promised. Written by `errcat lock`; commit it, do not edit it.\n";

/// The last line. Without it, something is missing.
const END: &str = "# End of the lock.\n";

/// The key of a code whose message became another sentence: the message, and the version in which its author confirmed the meaning.
const REWORDED: &str = "reworded";

/// Returns the text of the lock of a catalog.
#[must_use]
pub fn lock_text(snapshot: &Snapshot) -> String {
    text_of(&write::lock(snapshot))
}

/// Returns the text of the lock of a catalog after the lock `old`, with the author's word on the messages of the codes `reworded`.
///
/// A pre-release promises nothing, and what was released before stays promised: its lock is that of the last release.
#[must_use]
pub fn lock_text_with(snapshot: &Snapshot, old: Option<&Snapshot>, reworded: &[String]) -> String {
    let mut words = old.map(|old| old.reworded.clone()).unwrap_or_default();
    words.extend(snapshot.reworded.clone());
    let version = snapshot.version.to_string();
    let codes = snapshot.model().codes.iter().filter(|code| reworded.contains(&code.id.value));
    words.extend(codes.map(|code| {
        let word = Word { message: code.message.text.clone(), version: version.clone() };
        (code.id.value.clone(), word)
    }));
    let released = old.filter(|old| !snapshot.version.pre.is_empty() && old.version.pre.is_empty());
    text_of(&write::lock_with(released.unwrap_or(snapshot), &words))
}

fn text_of(lock: &Lines) -> String {
    format!("{START}{}{END}", lock.text())
}

/// Returns the folder of a lock, as it is typed.
fn folder_of(path: &str) -> &str {
    let folder = path.strip_suffix(LOCK_FILE).map_or("", |folder| folder.trim_end_matches('/'));
    if folder.is_empty() { "." } else { folder }
}

/// Reads a lock; `path` is how messages name the file.
///
/// # Errors
///
/// If the text is not what [`lock_text`] writes, or a part of it is missing.
pub fn read_lock(text: &str, path: &str) -> Result<Snapshot, Problem> {
    let failure = |message: String| {
        let help = "restore it from version control; `errcat lock` writes a lock only where there is none";
        Problem::new(format!("{} is not a lock: {message}", quote(path))).help(help)
    };
    let text = text.replace("\r\n", "\n");
    let to_merge = || format!("run `errcat lock --merge {}`, which keeps the promises of both sides", folder_of(path));
    if conflict::has_conflict(&text) {
        let message = format!("{} is in conflict: it has the lines of two branches", quote(path));
        return Err(Problem::new(message).help(to_merge()));
    }
    if !text.ends_with(&format!("\n{END}")) {
        return Err(failure("its last line is missing, so that promises may be missing, too".to_owned()));
    }
    let mut lines = Lines::parse(&text).map_err(failure)?;
    if let Some(first) = contradictions(&lines).first() {
        return Err(Problem::new(format!("{} contradicts itself: {first}", quote(path))).help(to_merge()));
    }
    let written = lines.clone();
    let reworded = take_words(&mut lines);
    let restored = restore_catalog(path, lines.catalog()).map_err(|problem| failure(problem.message))?;
    let version = Version::parse(&restored.compiled.model().version);
    let version = version.map_err(|_| failure("its version is not semantic (semver.org)".to_owned()))?;
    let mut snapshot = Snapshot::of(restored.compiled, version, &restored.sources);
    snapshot.be_locked(reworded);
    let again = write::lock(&snapshot);
    // What this version of errcat does not understand would be forgotten.
    if let Some(lost) = again.lacks(&written) {
        return Err(failure(format!("this version of errcat does not understand `{lost}`")));
    }
    match written.lacks(&again) {
        Some(line) => Err(failure(format!("a part of this line is missing: `{line}`"))),
        None => Ok(snapshot),
    }
}

/// Takes the author's words out of the lines of codes.
fn take_words(lines: &mut Lines) -> BTreeMap<String, Word> {
    let mut words = BTreeMap::new();
    for (key, value) in lines.0.iter_mut().filter(|(key, _)| key.kind == "code") {
        let Some(members) = value.as_object_mut() else { continue };
        let Some(word) = members.remove(REWORDED) else { continue };
        let text = |member: &str| word.get(member).and_then(|text| text.as_str()).map(str::to_owned);
        if let (Some(message), Some(version)) = (text("message"), text("version")) {
            words.insert(key.name.clone(), Word { message, version });
        }
    }
    words
}
