//! Checks for forbidden characters: in the file, including comments, and in texts through escapes.

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::text::characters::{code_point, is_forbidden};
use crate::text::span::Span;

use super::span;

/// The most forbidden characters of one file that are reported.
const MAX_REPORTS: usize = 20;

/// Reports forbidden characters of a file, including its comments. Returns false if the file cannot be parsed because of one.
///
/// A carriage return is allowed only before a line feed.
pub(super) fn check_file(file: u32, text: &str, sink: &mut Sink) -> bool {
    let bytes = text.as_bytes();
    let mut reports = 0;
    let mut readable = true;
    let mut offset = 0;
    while let Some(skipped) = bytes[offset..].iter().position(|byte| !is_harmless(*byte)) {
        offset += skipped;
        let Some(character) = text[offset..].chars().next() else {
            break;
        };
        let end = offset + character.len_utf8();
        let ends_line = character == '\r' && bytes.get(end) == Some(&b'\n');
        if is_forbidden(character) && !ends_line {
            readable &= character != '\0';
            sink.push(forbidden(character, span(file, offset, end)));
            reports += 1;
            if reports == MAX_REPORTS {
                break;
            }
        }
        offset = end;
    }
    readable
}

/// Returns whether a byte is visible ASCII, a space, a tab or a line feed. All others are checked as characters.
const fn is_harmless(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\t' | b'\n')
}

/// The kind of a scalar, which decides about tabs and line feeds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A key: one line, no tab.
    Key,
    /// A plain or quoted text: no tab.
    Text,
    /// A block text: tabs and lines.
    Block,
}

/// Reports forbidden characters from escapes, and tabs and line feeds that this kind of scalar must not contain.
///
/// `written` is the scalar as it is in the file. [`check_file`] has reported the forbidden characters in it.
pub(super) fn check_scalar(place: Place, value: &str, written: &str, at: Span, sink: &mut Sink) {
    if value.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return;
    }
    let reported = written.contains(is_forbidden);
    let refused = value.chars().find(|character| match character {
        '\n' => place == Place::Key,
        '\t' => place != Place::Block,
        _ => is_forbidden(*character) && !reported,
    });
    if let Some(character) = refused {
        sink.push(forbidden(character, at));
    }
}

fn forbidden(character: char, at: Span) -> Diagnostic {
    let code = code_point(character);
    let (name, help) = match character {
        '\t' => ("tab", "write spaces; only a block text (`|`) can contain tabs"),
        '\n' => ("line feed", "write the key on one line"),
        '\r' => ("carriage return", "end lines with a line feed"),
        '\u{feff}' => ("byte order mark", "remove it"),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            ("bidirectional control", "remove it; it reorders what people see")
        }
        '\u{2028}' | '\u{2029}' => ("line separator", "begin a new line instead"),
        _ if character.is_control() => ("control character", "remove it"),
        _ => ("noncharacter", "remove it"),
    };
    Diagnostic::new(Rule::ControlCharacter, format!("{name} {code}")).at(at).label("not allowed here").help(help)
}
