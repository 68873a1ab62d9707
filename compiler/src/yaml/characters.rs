//! Characters that may not stand in a catalog: in its file, comments included, or in a text through an escape.

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::text::source::{Span, is_forbidden};

use super::span;

/// How many such characters of one file are reported; a file full of them is no text.
const MAX_REPORTS: usize = 20;

/// Reports what is forbidden as it is written; false if the file cannot be read because of it.
///
/// Comments count, since what a reviewer sees there must be what is there. A carriage return counts unless it ends a line
/// together with a line feed.
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

/// ASCII that is shown, and white space; everything else is looked at as a character.
const fn is_harmless(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\t' | b'\n')
}

/// What a scalar may hold, by how it is written and where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A key: one line, no tab.
    Key,
    /// A plain or quoted text: no tab.
    Text,
    /// A block text: tabs and lines.
    Block,
}

/// Reports what escapes brought into a scalar, and tabs and line feeds where they may not be.
///
/// `written` is the text as it stands in the file: a forbidden character that stands there was reported by [`check_file`].
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

/// White space that is not the space bar's, and what is not seen at all.
pub(super) fn is_unseen(character: char) -> bool {
    !character.is_ascii()
        && (character.is_whitespace()
            || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}'))
}

/// What a character is where it is taken for another one.
pub(crate) fn name(character: char) -> String {
    let code = code(character);
    match character {
        '\u{a0}' => format!("no-break space {code}"),
        '\u{ad}' => format!("soft hyphen {code}"),
        '\u{200b}' => format!("zero-width space {code}"),
        '\u{200c}' => format!("zero-width non-joiner {code}"),
        '\u{200d}' => format!("zero-width joiner {code}"),
        '\u{ff1a}' => format!("fullwidth colon {code}"),
        _ if is_unseen(character) => code,
        _ => format!("`{character}` {code}"),
    }
}

fn code(character: char) -> String {
    format!("U+{:04X}", character as u32)
}

fn forbidden(character: char, at: Span) -> Diagnostic {
    let code = code(character);
    let (name, help) = match character {
        '\t' => ("tab", "write spaces; only a block text (`|`) holds tabs"),
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
