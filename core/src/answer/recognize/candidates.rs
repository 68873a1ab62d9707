//! The few codes that an answer without a code of its own may mean: those whose messages begin and end as the answer's does.

use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::tables::{Half, Tables, Word, row};

/// The codes of an envelope whose messages begin with what a text begins with, the longest beginning first, and end with what
/// it ends with.
///
/// Beginnings are sorted, so that those of a text lie before it: where the last of them is none, no beginning is longer than
/// what it and the text have in common.
pub(super) struct Candidates<'a, 't> {
    catalog: Catalog<'a>,
    /// Codes that may still be.
    range: (usize, usize),
    /// The text; none if there is no text to go by.
    whole: Option<&'t [u8]>,
    /// As much of it as may still be a beginning.
    text: Option<&'t [u8]>,
}

impl<'a, 't> Candidates<'a, 't> {
    pub(super) fn of(catalog: Catalog<'a>, envelope: usize, text: Option<&'t str>) -> Self {
        let range = catalog.tables().range(Word::RecognisedStarts, envelope);
        let text = text.map(str::as_bytes);
        let mut candidates = Self { catalog, range, whole: text, text };
        candidates.narrow();
        candidates
    }

    fn code(&self, at: usize) -> u16 {
        self.catalog.tables().half(Half::Recognised, at)
    }

    /// Leaves out what is sorted behind the text.
    fn narrow(&mut self) {
        let Some(text) = self.text else { return };
        let (mut from, mut to) = self.range;
        while from < to {
            let middle = from.midpoint(to);
            if beginning(self.catalog.tables(), self.code(middle)) <= text {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        self.range.1 = from;
    }
}

impl<'a> Iterator for Candidates<'a, '_> {
    type Item = AnyCode<'a>;

    fn next(&mut self) -> Option<AnyCode<'a>> {
        let tables = self.catalog.tables();
        while self.range.0 < self.range.1 {
            let last = self.code(self.range.1 - 1);
            let own = beginning(tables, last);
            let Some(text) = self.text.filter(|text| !text.starts_with(own)) else {
                self.range.1 -= 1;
                if self.whole.is_none_or(|whole| whole.ends_with(ending(tables, last))) {
                    return self.catalog.get(last.into());
                }
                continue;
            };
            let common = own.iter().zip(text).take_while(|(own, text)| own == text).count();
            self.text = Some(&text[..common]);
            self.narrow();
        }
        None
    }
}

/// What a code's message has before its first value.
fn beginning<'a>(tables: &Tables<'a>, code: u16) -> &'a [u8] {
    let (first, end) = tables.range(Word::MessageSegments, code.into());
    if first == end { whole(tables, code) } else { segment(tables, first).0 }
}

/// What a code's message has behind its last value.
fn ending<'a>(tables: &Tables<'a>, code: u16) -> &'a [u8] {
    let (first, end) = tables.range(Word::MessageSegments, code.into());
    if first == end {
        return whole(tables, code);
    }
    let (literal, value) = segment(tables, end - 1);
    if value { &[] } else { literal }
}

fn whole<'a>(tables: &Tables<'a>, code: u16) -> &'a [u8] {
    tables.text(Word::Messages, code.into()).as_bytes()
}

/// The text of a segment, and whether a value follows it.
fn segment<'a>(tables: &Tables<'a>, at: usize) -> (&'a [u8], bool) {
    let word = |place| tables.word(Word::Segments, at * row::SEGMENT + place) as usize;
    (tables.text.as_bytes().get(word(0)..word(1)).unwrap_or_default(), word(2) != 0)
}
