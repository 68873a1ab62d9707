//! Paths and words as messages show them.

use std::path::{MAIN_SEPARATOR, Path};

use errcat_compiler::diagnostic::escape;
use errcat_tools::quote::shell_word;

/// A path as it is shown to people: as given, with `/`, without one at the end.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace(MAIN_SEPARATOR, "/");
    match text.trim_end_matches('/') {
        "" => text,
        trimmed => trimmed.to_owned(),
    }
}

/// A path as it is typed into a shell, on one line.
pub fn typed(path: impl AsRef<Path>) -> String {
    escape(&shell_word(&shown(path.as_ref())))
}

/// Words in backticks, with commas between them.
pub fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
