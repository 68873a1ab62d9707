//! Circular uses between files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::modules::Crate;
use crate::shell::root;

/// Lists the circles of files in a crate that cross a folder. `x.rs` belongs to the folder `x/`, if there is one.
///
/// # Errors
///
/// A file cannot be read, or is not Rust.
pub fn across_folders(library: &Path, name: &str) -> Result<Vec<String>> {
    let uses = Crate::read(library)?.uses();
    let reached: BTreeMap<&PathBuf, BTreeSet<&PathBuf>> =
        uses.iter().map(|(from, _)| (from, reachable(from, &uses))).collect();
    let mut circles = BTreeSet::new();
    for (file, files) in &reached {
        let back = |other: &&PathBuf| reached.get(*other).is_some_and(|others| others.contains(*file));
        circles.insert(files.iter().copied().filter(back).collect::<BTreeSet<_>>());
    }
    let folders = |circle: &&BTreeSet<&PathBuf>| circle.iter().map(|file| folder(file)).collect::<BTreeSet<_>>().len();
    Ok(circles.iter().filter(|circle| folders(circle) > 1).map(|circle| describe(name, circle, &uses)).collect())
}

/// Returns all files that a file uses, and those that they use.
fn reachable<'u>(file: &PathBuf, uses: &'u BTreeSet<(PathBuf, PathBuf)>) -> BTreeSet<&'u PathBuf> {
    let mut reached = BTreeSet::new();
    let mut open = vec![file];
    while let Some(file) = open.pop() {
        open.extend(uses.iter().filter(|(from, to)| from == file && reached.insert(to)).map(|(_, to)| to));
    }
    reached
}

/// Describes a circle: its size, and each use between two of its folders.
fn describe(name: &str, circle: &BTreeSet<&PathBuf>, uses: &BTreeSet<(PathBuf, PathBuf)>) -> String {
    let mut lines = vec![format!("a circle of {} files of `{name}` crosses folders:", circle.len())];
    let short = |file: &Path| file.strip_prefix(root()).unwrap_or(file).display().to_string();
    for (from, to) in uses {
        if circle.contains(from) && circle.contains(to) && folder(from) != folder(to) {
            lines.push(format!("  {} uses {}", short(from), short(to)));
        }
    }
    lines.join("\n")
}

/// Returns the folder that a file belongs to.
fn folder(file: &Path) -> PathBuf {
    let own = file.with_extension("");
    if own.is_dir() { own } else { file.parent().expect("a file is in a folder").to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{across_folders, root};

    #[test]
    fn a_circle_through_a_macro_and_a_re_export_is_found() {
        let library = root().join("xtask/fixtures/circle/src/lib.rs");
        let expected = "a circle of 2 files of `circle` crosses folders:
  xtask/fixtures/circle/src/cards/declined.rs uses xtask/fixtures/circle/src/orders/sent.rs
  xtask/fixtures/circle/src/orders/sent.rs uses xtask/fixtures/circle/src/cards/declined.rs";
        assert_eq!(across_folders(&library, "circle").unwrap(), [expected]);
    }
}
