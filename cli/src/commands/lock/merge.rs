//! `errcat lock --merge`: locks that git left in conflict. It reads no catalog, because that may be in conflict, too.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use errcat_compiler::quote;
use errcat_tools::diff::{LOCK_FILE, merge_lock, read_lock};

use super::{alone, put, unusable};
use crate::commands::diff::report;
use crate::output::files::{State, Target, read_lock_text, sentence};
use crate::output::quote::shown;
use crate::output::{Exit, Failure, Format, Output};

/// Merges the locks of a folder, or of its subfolders. All of them are written, or none.
pub fn run(folder: &Path, format: Format) -> Result<Output, Output> {
    let files = locks(folder)?;
    let guard = alone(folder)?;
    let mut merged = Vec::new();
    for file in files {
        let text = read_lock_text(&file).map_err(|error| unusable(&file, &error))?;
        let path = shown(&file);
        let result = merge_lock(&text, &path).map_err(|conflict| {
            let failure = Failure::from(conflict.problem);
            Failure { exit: Exit::Findings, ..failure }.lines(conflict.promises)
        })?;
        // The one that has no conflict has to be a lock as well.
        let catalog = read_lock(result.as_ref().unwrap_or(&text), &path).map_err(Failure::from)?.catalog;
        merged.push((file, catalog, text, result));
    }
    let target = |(file, catalog, old, text): (PathBuf, String, String, Option<String>)| {
        let state = match text {
            Some(text) => put(&guard, &file, Some(&old), &text).map_err(|error| unusable(&file, &error))?,
            None => State::UpToDate,
        };
        Ok::<_, Failure>(Target::new(&catalog, &file, state))
    };
    let targets = merged.into_iter().map(target).collect::<Result<Vec<_>, _>>()?;
    let text = || targets.iter().map(|target| sentence(target) + "\n").collect();
    Ok(Output::new(format.write(text, || report::locked(&[], &targets, true, false)), Exit::Fine))
}

/// Returns the locks of a folder, or of its subfolders.
fn locks(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let own = folder.join(LOCK_FILE);
    if own.exists() {
        return Ok(vec![own]);
    }
    let unreadable = |error: std::io::Error| {
        let reason = if error.kind() == ErrorKind::NotFound { "no such folder".to_owned() } else { error.to_string() };
        let message = format!("{} cannot be read: {reason}", quote(&shown(folder)));
        Failure::misuse(message, "name the folder of a catalog, or its parent: `errcat lock --merge DIR`")
    };
    let entries = fs::read_dir(folder).map_err(unreadable)?;
    let mut locks: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path().join(LOCK_FILE))).filter(|lock| lock.exists()).collect();
    locks.sort();
    if locks.is_empty() {
        let message = format!("{} has no `{LOCK_FILE}`", quote(&shown(folder)));
        return Err(Failure::finding(message, "name the folder of a catalog: `errcat lock --merge DIR`"));
    }
    Ok(locks)
}
