//! Merges the two sides of a lock in conflict.

/// Returns whether a text has the conflict markers of git.
pub fn has_conflict(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>"))
}
