//! Text of users inside messages: on one line, shortened, with invisible characters escaped.

use std::fmt::Write as _;

use super::characters::is_forbidden;

/// The longest quoted text, in characters.
const MAX_QUOTE: usize = 80;

/// Returns a text in backticks for a message: on one line, and at most 80 characters long.
pub fn quote(text: &str) -> String {
    format!("`{}`", shorten(text, MAX_QUOTE))
}

/// Returns a text on one line, with control and bidirectional characters as `\u{202e}`, a line feed as `\n` and a tab as
/// `\t`.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            '\r' => escaped.push_str("\\r"),
            _ if is_forbidden(character) => {
                let _ = write!(escaped, "{}", character.escape_unicode());
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Returns the first characters of a text, escaped, with `…` if it is longer than the limit.
pub fn shorten(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", escape(&text[..end])),
        None => escape(text),
    }
}
