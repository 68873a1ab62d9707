//! Candidates for an answer without a name: the codes whose messages begin and end like the message of the answer.

use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::tables::Tables;
use crate::tables::columns::{U16Column, U32Column};
use crate::tables::rows::SegmentRow;

/// Iterates over the codes of an envelope whose messages can render a text, by their literal beginnings and endings. Codes with
/// longer beginnings come first.
///
/// The column sorts codes by the beginnings of their messages, so the prefixes of a text sort before it. If the last entry before
/// the text is not a prefix, then no prefix is longer than what this entry and the text have in common.
pub(super) struct Candidates<'a, 't> {
    catalog: Catalog<'a>,
    /// The remaining entries of the column.
    left: core::ops::Range<usize>,
    /// The text; `None` if the envelope has no message.
    whole: Option<&'t [u8]>,
    /// The part of the text that the remaining beginnings can be prefixes of.
    text: Option<&'t [u8]>,
}

impl<'a, 't> Candidates<'a, 't> {
    pub(super) fn of(catalog: Catalog<'a>, envelope: usize, text: Option<&'t str>) -> Self {
        let left = catalog.tables().range(U32Column::RecognizedStarts, envelope).numbers();
        let text = text.map(str::as_bytes);
        let mut candidates = Self { catalog, left, whole: text, text };
        candidates.narrow();
        candidates
    }

    fn code(&self, at: usize) -> u16 {
        self.catalog.tables().u16(U16Column::Recognized, at)
    }

    /// Drops the entries that sort after the text.
    fn narrow(&mut self) {
        let Some(text) = self.text else { return };
        let (mut from, mut to) = (self.left.start, self.left.end);
        while from < to {
            let middle = from.midpoint(to);
            if beginning(self.catalog.tables(), self.code(middle)) <= text {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        self.left.end = from;
    }
}

impl<'a> Iterator for Candidates<'a, '_> {
    type Item = AnyCode<'a>;

    fn next(&mut self) -> Option<AnyCode<'a>> {
        let tables = self.catalog.tables();
        while !self.left.is_empty() {
            let last = self.code(self.left.end - 1);
            let own = beginning(tables, last);
            let Some(text) = self.text.filter(|text| !text.starts_with(own)) else {
                self.left.end -= 1;
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

/// Returns the literal text of a code's message before its first placeholder.
fn beginning<'a>(tables: &Tables<'a>, code: u16) -> &'a [u8] {
    let segments = tables.range(U32Column::MessageSegments, code.into());
    if segments.is_empty() {
        return whole(tables, code);
    }
    tables.piece(SegmentRow::read(tables, segments.numbers().start).literal).as_bytes()
}

/// Returns the literal text of a code's message after its last placeholder.
fn ending<'a>(tables: &Tables<'a>, code: u16) -> &'a [u8] {
    let Some(last) = tables.range(U32Column::MessageSegments, code.into()).numbers().last() else {
        return whole(tables, code);
    };
    let SegmentRow { literal, param } = SegmentRow::read(tables, last);
    if param.is_some() { &[] } else { tables.piece(literal).as_bytes() }
}

fn whole<'a>(tables: &Tables<'a>, code: u16) -> &'a [u8] {
    tables.text(U32Column::Messages, code.into()).as_bytes()
}
