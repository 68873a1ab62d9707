//! A lock: the version of a release in a file next to the catalog, as far as its answers and promises need it.
//!
//! The file is a catalog in errcat's own format, in one fixed form, so that an old version can be rendered and read. It has one
//! line for each code, sorted, so that git merges locks as it merges catalogs.

mod conflict;
pub mod merge;
mod tree;
mod write;

use errcat_compiler::{Problem, quote, restore_catalog};
use semver::Version;

use self::tree::Block;
use super::snapshot::Snapshot;

/// The file name of a lock, which is next to `catalog.yaml`.
pub const LOCK_FILE: &str = "catalog.lock";

/// The first line.
const START: &str = "# What a release of this catalog promised. Written by `errcat lock`; commit it, do not edit it.\n";

/// The last line. Without it, something is missing.
const END: &str = "# End of the lock.\n";

/// The key of a code whose message became another sentence: the version in which its author confirmed the meaning.
const REWORDED: &str = "reworded";

/// Returns the text of the lock of a catalog.
#[must_use]
pub fn lock_text(snapshot: &Snapshot) -> String {
    text_of(&write::lock(snapshot))
}

/// Returns the text of the lock of a catalog with the author's word on messages: what the lock `old` has, and for the codes
/// `reworded` the version of the catalog.
#[must_use]
pub fn lock_text_with(snapshot: &Snapshot, old: Option<&Snapshot>, reworded: &[String]) -> String {
    let mut words = old.map(|old| old.reworded.clone()).unwrap_or_default();
    words.extend(snapshot.reworded.clone());
    words.extend(reworded.iter().map(|id| (id.clone(), snapshot.version.to_string())));
    text_of(&write::lock_with(snapshot, &words))
}

fn text_of(lock: &Block) -> String {
    format!("{START}{}{END}", lock.text())
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
    if conflict::has_conflict(&text) {
        let folder = path.strip_suffix(LOCK_FILE).map_or("", |folder| folder.trim_end_matches('/'));
        let folder = if folder.is_empty() { "." } else { folder };
        let help = format!("run `errcat lock --merge {folder}`, which keeps the promises of both sides");
        return Err(
            Problem::new(format!("{} is in conflict: it has the lines of two branches", quote(path))).help(help)
        );
    }
    if !text.ends_with(&format!("\n{END}")) {
        return Err(failure("its last line is missing, so that promises may be missing, too".to_owned()));
    }
    let written = Block::parse(&text).map_err(failure)?;
    let restored = restore_catalog(path, text, &[REWORDED]).map_err(|problem| failure(problem.message))?;
    let version = Version::parse(&restored.compiled.model().version);
    let version = version.map_err(|_| failure("its version is not semantic (semver.org)".to_owned()))?;
    let mut snapshot = Snapshot::of(restored.compiled, version, &restored.sources);
    snapshot.locked = true;
    snapshot.reworded = restored.notes.into_iter().map(|(id, _, version)| (id, version)).collect();
    // What this version of errcat does not understand would be forgotten.
    match write::lock(&snapshot).lacks(&written) {
        Some(lost) => Err(failure(format!("this version of errcat does not understand `{lost}`"))),
        None => Ok(snapshot),
    }
}
