//! Paths and words, as messages show them.

use std::path::{MAIN_SEPARATOR, Path};

use errcat_compiler::escape;
use errcat_tools::quote::shell_word;

/// Returns a path as given, with `/` between its parts and none at the end.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace(MAIN_SEPARATOR, "/");
    match text.trim_end_matches('/') {
        "" => text,
        trimmed => trimmed.to_owned(),
    }
}

/// Returns a path as it is typed into a shell, on one line.
pub fn typed(path: impl AsRef<Path>) -> String {
    escape(&shell_word(&shown(path.as_ref())))
}

/// Returns words in backticks, with commas between them.
pub fn backticked<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
