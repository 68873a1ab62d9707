//! The parser of message templates: `{name}` is a placeholder, `{{` and `}}` are braces.

use std::ops::Range;

use super::problem::Problem;
use super::quote::quote;

/// A piece of a message template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Text that is shown as it is written.
    Text(&'t str),
    /// A brace that is written twice and shown once.
    Brace(&'t str),
    /// The name in a placeholder.
    Name(&'t str),
    /// A brace that is neither doubled nor part of a placeholder.
    Malformed(Problem),
}

/// Returns the pieces of a text, each with its range of bytes in the text.
pub fn pieces(text: &str) -> impl Iterator<Item = (Range<usize>, Piece<'_>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let (length, piece) = first_piece(rest);
        let range = at..at + length;
        at = range.end;
        Some((range, piece))
    })
}

fn first_piece(rest: &str) -> (usize, Piece<'_>) {
    match rest.find(['{', '}']) {
        Some(0) => {}
        end => {
            let text = &rest[..end.unwrap_or(rest.len())];
            return (text.len(), Piece::Text(text));
        }
    }
    if rest.starts_with("{{") || rest.starts_with("}}") {
        return (2, Piece::Brace(&rest[..1]));
    }
    let brace = &rest[..1];
    match inside(rest) {
        Some(name) if is_name(name) => (name.len() + 2, Piece::Name(name)),
        Some(inside) => {
            let problem = Problem::new(format!("{} is not a parameter name", quote(inside)))
                .help("write a name such as `{field}`, made of `a` to `z`, `0` to `9` and `_`; write `{{` for a brace");
            (inside.len() + 2, Piece::Malformed(problem))
        }
        None => {
            let problem = Problem::new(format!("unmatched `{brace}` in a text"));
            (1, Piece::Malformed(problem.help(format!("write `{brace}{brace}` for a brace"))))
        }
    }
}

/// Returns the text between an opening brace at the start and the next brace, if that one closes it.
fn inside(rest: &str) -> Option<&str> {
    let inside = rest.strip_prefix('{')?;
    let end = inside.find(['{', '}'])?;
    inside[end..].starts_with('}').then(|| &inside[..end])
}

/// Returns whether a text can name a parameter, a policy, an envelope and so on: `[a-z][a-z0-9_]*`.
pub fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}
