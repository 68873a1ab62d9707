//! Paths with links resolved.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// Returns the absolute path with links resolved as far as it exists; `None` if there is no current folder to begin from.
pub fn resolved(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let (mut real, rest) = path.ancestors().find_map(|known| {
        let rest = path.strip_prefix(known).ok()?;
        Some((fs::canonicalize(known).ok()?, rest))
    })?;
    for part in rest.components() {
        match part {
            Component::ParentDir => _ = real.pop(),
            part => real.push(part),
        }
    }
    Some(real)
}
