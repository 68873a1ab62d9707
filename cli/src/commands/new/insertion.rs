//! The place of a new code in the text of a file.

use std::ops::Range;

use errcat_compiler::Span;

/// The place of a new entry, and the style of its neighbors.
pub struct Insertion {
    /// The offset in the text.
    pub at: usize,
    /// The indent of ids.
    pub indent: String,
    /// The indent of the keys of a code.
    pub inner: String,
    /// The line end of the file.
    pub line_end: &'static str,
    /// Text before the entry: a line end if the last line has none, and an empty line if the file separates entries so.
    pub before: String,
    /// Text after the entry: an empty line if the next entry follows and the file separates entries so.
    pub after: String,
}

impl Insertion {
    /// Returns the place next to the nearest id, in the order of ids; `None` if the codes are in a flow mapping.
    ///
    /// Branches that add codes in different places merge without a conflict.
    pub fn beside(text: &str, id: &str, codes: &[(&str, Span)]) -> Option<Self> {
        let (before, span) = nearest(id, codes)?;
        let entry = Entry::of(text, span.start as usize)?;
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let inner = entry.inner(text).unwrap_or_else(|| format!("{}  ", entry.indent));
        let apart = line_end.repeat(usize::from(entry.is_apart(text, codes)));
        let (at, before, after) = if before {
            (entry.comments(text), String::new(), apart)
        } else {
            let end = entry.lines.end;
            let missing = if text[..end].ends_with('\n') { "" } else { line_end };
            (end, format!("{missing}{apart}"), String::new())
        };
        Some(Self { at, indent: entry.indent, inner, line_end, before, after })
    }
}

/// Returns the id of which the new one is the neighbor, and whether the new one comes before it. Of the neighbors on both
/// sides it is the one with the longer common beginning, because files are often sorted by subject and not by name.
fn nearest<'c>(id: &str, codes: &[(&'c str, Span)]) -> Option<(bool, Span)> {
    let below = codes.iter().filter(|(other, _)| *other < id).max_by_key(|(other, _)| *other);
    let above = codes.iter().filter(|(other, _)| *other > id).min_by_key(|(other, _)| *other);
    let shared = |other: Option<&(&'c str, Span)>| {
        other.map(|(other, _)| other.bytes().zip(id.bytes()).take_while(|(one, two)| one == two).count())
    };
    // Behind the lower one, if neither is nearer.
    let before = shared(above) > shared(below);
    let (_, span) = if before { above? } else { below? };
    Some((before, *span))
}

/// The lines of a code.
struct Entry {
    indent: String,
    lines: Range<usize>,
}

impl Entry {
    /// Returns the entry whose id begins at an offset; `None` in a flow mapping.
    fn of(text: &str, id: usize) -> Option<Self> {
        let start = text[..id].rfind('\n').map_or(0, |newline| newline + 1);
        let indent = &text[start..id];
        if !indent.bytes().all(|byte| byte == b' ') {
            return None;
        }
        let (mut at, mut end) = (start, start);
        for line in text[start..].split_inclusive('\n') {
            let content = line.trim();
            let inside = white(line) > indent.len() || at == start;
            if !inside && !content.is_empty() && !content.starts_with('#') {
                break;
            }
            at += line.len();
            if inside && !content.is_empty() {
                end = at;
            }
        }
        Some(Self { indent: indent.to_owned(), lines: start..end })
    }

    /// Returns the indent of its keys.
    fn inner(&self, text: &str) -> Option<String> {
        let mut lines = text[self.lines.clone()].lines().skip(1);
        let line = lines.find(|line| white(line) > self.indent.len() && !line.trim_start().starts_with('#'))?;
        Some(" ".repeat(white(line)))
    }

    /// Returns where the comments directly above it begin. They have its indent: what is deeper belongs to the entry before, and may be
    /// a part of a text.
    fn comments(&self, text: &str) -> usize {
        let comments = text[..self.lines.start].split_inclusive('\n').rev();
        let comments =
            comments.take_while(|line| line.trim_start().starts_with('#') && white(line) == self.indent.len());
        self.lines.start - comments.map(str::len).sum::<usize>()
    }

    /// Returns whether an empty line separates entries here: above it, or below it if it is the first.
    fn is_apart(&self, text: &str, codes: &[(&str, Span)]) -> bool {
        let is_first = codes.iter().all(|(_, span)| span.start as usize >= self.lines.start);
        let below = || text[self.lines.end..].lines().next().is_some_and(|line| line.trim().is_empty());
        let above = text[..self.comments(text)].lines().next_back().is_some_and(|line| line.trim().is_empty());
        above || (is_first && below())
    }
}

/// Returns the number of spaces that a line begins with.
fn white(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}
