//! Words as a shell takes them.

use std::path::Path;

use errcat_compiler::diagnostic::escape;

use crate::folder::shown;

/// A word as it is typed into a shell: quoted where that is needed.
pub fn quoted(word: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./:,+=@".contains(&byte);
    if !word.is_empty() && word.bytes().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// A path as it is typed into a shell, on one line.
pub fn typed(path: impl AsRef<Path>) -> String {
    escape(&quoted(&shown(path.as_ref())))
}
