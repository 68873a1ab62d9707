//! Renders a diagnostic with its source line, in the style of rustc.

use unicode_width::UnicodeWidthChar;

use super::{Diagnostic, Role, shown};
use crate::text::characters::is_forbidden;
use crate::text::source::{SourceFile, Sources};
use crate::text::span::Span;

/// The most columns of a source line.
const MAX_COLUMNS: usize = 160;

/// The text that is shown for a tab.
const TAB: &str = "    ";

type Paint<'a> = &'a mut dyn FnMut(Role, &str);

/// Renders one diagnostic; see [`Diagnostic::render`].
pub(super) fn render(diagnostic: &Diagnostic, sources: &Sources, paint: Paint<'_>) {
    let (label, notes) = diagnostic.label_and_notes(sources);
    paint(Role::Level, &format!("error[{}]", diagnostic.rule.code()));
    paint(Role::Message, &format!(": {}", shown(&diagnostic.message)));
    paint(Role::Plain, "\n");
    let mut gutter = 1;
    let number = diagnostic.span.map(|span| sources.position(span).0.to_string());
    if let Some(number) = &number {
        gutter = number.len();
    }
    if let Some(place) = diagnostic.place(sources) {
        paint(Role::Gutter, &format!("{:gutter$}--> ", ""));
        paint(Role::Place, &place);
        paint(Role::Plain, "\n");
    }
    if let (Some(span), Some(number)) = (diagnostic.span, number)
        && !sources.file(span.file).is_hidden
    {
        snippet(&number, &Snippet::new(sources.file(span.file), span), &label, paint);
    }
    for note in notes {
        hint(gutter, "note", [note], paint);
    }
    hint(gutter, "help", diagnostic.help_lines(), paint);
}

fn snippet(number: &str, snippet: &Snippet, label: &str, paint: Paint<'_>) {
    let gutter = number.len();
    paint(Role::Gutter, &format!("{:gutter$} |", ""));
    paint(Role::Plain, "\n");
    paint(Role::Gutter, &format!("{number} |"));
    paint(Role::Source, format!(" {}", snippet.text).trim_end());
    paint(Role::Plain, "\n");
    paint(Role::Gutter, &format!("{:gutter$} |", ""));
    paint(Role::Plain, &" ".repeat(snippet.indent + 1));
    paint(Role::Marker, &"^".repeat(snippet.carets));
    if !label.is_empty() {
        paint(Role::Marker, &format!(" {label}"));
    }
    paint(Role::Plain, "\n");
}

fn hint(gutter: usize, word: &str, lines: impl IntoIterator<Item = String>, paint: Paint<'_>) {
    for (index, line) in lines.into_iter().enumerate() {
        if index == 0 {
            paint(Role::Gutter, &format!("{:gutter$} = ", ""));
            paint(Role::Hint, &format!("{word}:"));
            paint(Role::Plain, &format!(" {line}\n"));
        } else {
            paint(Role::Plain, &format!("{:1$}{line}\n", "", gutter + word.len() + 5));
        }
    }
}

/// The shown part of a source line, and the position of the carets below it.
struct Snippet {
    text: String,
    indent: usize,
    carets: usize,
}

impl Snippet {
    /// Reads no more of a line than is shown, because a line can be as long as a file.
    fn new(file: &SourceFile, span: Span) -> Self {
        let (start, end) = file.line_around(span.start);
        let from = floor(file.text(), (span.start as usize).clamp(start, end));
        let to = floor(file.text(), (span.end as usize).clamp(from, end));
        let before = &file.text()[start..from];
        let marked = file.text()[from..to].trim_end();
        let after = &file.text()[from + marked.len()..end];

        let columns_before = columns(before.chars().rev());
        let columns_after = columns(marked.chars().chain(after.chars()));
        let left = columns_before.min((MAX_COLUMNS / 3).max(MAX_COLUMNS.saturating_sub(columns_after)));
        let right = MAX_COLUMNS - left;

        let (left, indent, cut) = take_back(before, left);
        let mut text = left;
        let (shown, carets, cut_marked) = take(marked, right);
        text.push_str(&shown);
        if !cut_marked {
            text.push_str(&take(after, right - carets).0);
        }
        Self { text, indent: indent + usize::from(cut), carets: carets.max(1) }
    }
}

fn floor(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Counts the columns of characters, and stops at more than can be shown.
fn columns(characters: impl Iterator<Item = char>) -> usize {
    let mut sum = 0;
    for character in characters {
        sum += cell(character).1;
        if sum > MAX_COLUMNS {
            break;
        }
    }
    sum
}

/// Returns the start of a text in at most `limit` columns, with `…` for the rest, and its width and whether it was cut.
fn take(text: &str, limit: usize) -> (String, usize, bool) {
    let mut taken = String::new();
    let mut sum = 0;
    for character in text.chars() {
        let (cell, width) = cell(character);
        if sum + width > limit {
            taken.push('…');
            return (taken, sum, true);
        }
        sum += width;
        taken.push_str(&cell);
    }
    (taken, sum, false)
}

/// Returns the end of a text in at most `limit` columns, with `…` for the rest, and its width and whether it was cut.
fn take_back(text: &str, limit: usize) -> (String, usize, bool) {
    let mut cells = Vec::new();
    let mut sum = 0;
    let mut cut = false;
    for character in text.chars().rev() {
        let (cell, width) = cell(character);
        if sum + width > limit {
            cells.push("…".to_owned());
            cut = true;
            break;
        }
        sum += width;
        cells.push(cell);
    }
    cells.reverse();
    (cells.concat(), sum, cut)
}

/// Returns a character as it is shown, and its width in columns.
fn cell(character: char) -> (String, usize) {
    if character == '\t' {
        return (TAB.to_owned(), TAB.len());
    }
    if is_forbidden(character) {
        let text = character.escape_unicode().to_string();
        let width = text.len();
        return (text, width);
    }
    (character.to_string(), character.width().unwrap_or(0))
}
