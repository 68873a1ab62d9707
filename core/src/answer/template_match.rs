//! Message templates read backwards: the values that a text was made with.

use crate::answer::json_reader;
use crate::catalog::vocabulary::ParamKind;
use crate::tables::Tables;
use crate::tables::numbers::Entries;
use crate::tables::rows::{ParamRow, SegmentRow};

/// A message template: literals, each followed by a parameter.
#[derive(Clone, Copy)]
pub(crate) struct MessageTemplate<'a> {
    pub(crate) tables: &'a Tables<'a>,
    pub(crate) whole: &'a str,
    /// The segments; none if the template is literal.
    pub(crate) segments: Entries,
    /// The number of the first row of the code's parameters.
    pub(crate) params: usize,
}

/// The most placeholders of a message template, and so the most values of a text.
pub(crate) const MAX_VALUES: usize = 64;

/// Values of parameters: the place of each parameter, and where its text starts and ends.
pub(crate) struct MatchedValues {
    pub(crate) all: [(usize, (usize, usize)); MAX_VALUES],
    pub(crate) len: usize,
}

/// The bytes that a match may look at: this many for each byte of the text, beyond the first [`FREE_LOOKS`]. Only a text that
/// was made to be slow needs more, and does not match.
const LOOKS_PER_BYTE: usize = 32;
const FREE_LOOKS: usize = 1 << 16;

impl MessageTemplate<'_> {
    /// Returns the values that `text` was made with. If there are several ways, the first values are the shortest possible.
    pub(crate) fn values_of(&self, text: &str) -> Option<MatchedValues> {
        let values = MatchedValues { all: [(0, (0, 0)); MAX_VALUES], len: 0 };
        if self.segments.is_empty() {
            return (text == self.whole).then_some(values);
        }
        let looks = LOOKS_PER_BYTE.saturating_mul(text.len()).saturating_add(FREE_LOOKS);
        let mut search = Search { template: self, text, values, looks, greedy_is_safe: None, hopeless: false };
        search.segments(self.segments.numbers().start, 0).then_some(search.values)
    }

    /// Whether two values are adjacent, so that the end of the first one is unknown.
    pub(crate) fn is_ambiguous(&self) -> bool {
        let mut inner = self.segments.numbers().skip(1);
        inner.any(|at| matches!((self.segment(at - 1), self.segment(at)), ((_, Some(_)), ("", Some(_)))))
    }

    fn segment(&self, at: usize) -> (&str, Option<usize>) {
        let SegmentRow { literal, param } = SegmentRow::read(self.tables, at);
        (self.tables.piece(literal), param.map(|param| param as usize))
    }

    /// Returns the type of a parameter, by its place among those of the code.
    pub(crate) fn kind(&self, param: usize) -> ParamKind {
        ParamRow::read(self.tables, self.params + param).kind
    }

    /// Whether greedy matching is safe: no repeated parameter and no JSON parameter. Then the rest of a match depends only on
    /// where a value ends, and a later end leaves less.
    fn greedy_is_safe(&self) -> bool {
        let params = |from| (from..self.segments.numbers().end).filter_map(|at| self.segment(at).1);
        let repeated = |at| self.segment(at).1.is_some_and(|param| params(at + 1).any(|other| other == param));
        let mut segments = self.segments.numbers();
        let first = segments.start;
        !segments.any(repeated) && params(first).all(|param| self.kind(param) != ParamKind::Json)
    }
}

/// The search for the values of a text.
struct Search<'s> {
    template: &'s MessageTemplate<'s>,
    text: &'s str,
    /// The values so far.
    values: MatchedValues,
    /// The bytes that may still be looked at.
    looks: usize,
    /// What [`MessageTemplate::greedy_is_safe`] returned, once it was called.
    greedy_is_safe: Option<bool>,
    /// Whether no later end of a value helps.
    hopeless: bool,
}

impl Search<'_> {
    /// Whether the segments from `at` on match the text from `start` on.
    fn segments(&mut self, at: usize, start: usize) -> bool {
        if at == self.template.segments.numbers().end {
            return start == self.text.len();
        }
        let (literal, param) = self.template.segment(at);
        if !self.text[start..].starts_with(literal) {
            return false;
        }
        let start = start + literal.len();
        match param {
            Some(param) => self.value(at, start, param),
            None => self.segments(at + 1, start),
        }
    }

    /// Whether a value that begins at `start` and the segments behind it match.
    fn value(&mut self, at: usize, start: usize, param: usize) -> bool {
        let (template, text) = (self.template, self.text);
        let rest = &text[start..];
        // A repeated parameter has one value.
        let so_far = &self.values.all[..self.values.len];
        if let Some((_, (from, to))) = so_far.iter().find(|(place, _)| *place == param) {
            let own = &text[*from..*to];
            return self.look(own.len()) && rest.starts_with(own) && self.ends_at(at, start, start + own.len(), param);
        }
        if let Some(length) = self.longest(template.kind(param), rest) {
            return self.look(length) && length > 0 && self.ends_at(at, start, start + length, param);
        }
        let end = template.segments.numbers().end;
        let (next, behind) = if at + 1 < end { template.segment(at + 1) } else { ("", None) };
        if next.is_empty() || (at + 2 == end && behind.is_none()) {
            return rest.strip_suffix(next).is_some_and(|own| self.ends_at(at, start, start + own.len(), param));
        }
        let mut from = start;
        while let Some(found) = text[from..].find(next) {
            if !self.look(found + 1) {
                return false;
            }
            if self.ends_at(at, start, from + found, param) {
                return true;
            }
            if self.hopeless {
                return false;
            }
            // The literal behind the value may occur in the value, too.
            from += found + next.chars().next().map_or(1, char::len_utf8);
        }
        self.look(text.len() - from);
        self.hopeless = *self.greedy_is_safe.get_or_insert_with(|| template.greedy_is_safe());
        false
    }

    /// Returns the length of the value of a type with a grammar that a text begins with, 0 without one; `None` for other types.
    fn longest(&mut self, kind: ParamKind, rest: &str) -> Option<usize> {
        match kind {
            ParamKind::Json => Some(json_reader::leading(rest).unwrap_or_else(|wrong| {
                self.look(wrong);
                0
            })),
            _ => longest_word(kind, rest),
        }
    }

    /// Whether the value from `start` to `end` and the segments behind it match.
    fn ends_at(&mut self, at: usize, start: usize, end: usize, param: usize) -> bool {
        let before = self.values.len;
        let Some(place) = self.values.all.get_mut(before) else { return false };
        *place = (param, (start, end));
        self.values.len += 1;
        let fits = self.segments(at + 1, end);
        if !fits {
            self.values.len = before;
        }
        fits
    }

    /// Counts bytes that are looked at. Returns whether the limit allowed them.
    fn look(&mut self, bytes: usize) -> bool {
        let left = self.looks.checked_sub(bytes);
        self.looks = left.unwrap_or(0);
        left.is_some()
    }
}

/// Returns the length of the number or truth value that a text begins with, 0 without one; `None` for other types.
fn longest_word(kind: ParamKind, text: &str) -> Option<usize> {
    let digits = |from: usize| from + text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let sign = usize::from(text.starts_with('-'));
    let whole = digits(sign);
    let whole = if whole > sign { whole } else { 0 };
    match kind {
        ParamKind::Number if whole > 0 && text[whole..].starts_with('.') && digits(whole + 1) > whole + 1 => {
            Some(digits(whole + 1))
        }
        ParamKind::Integer | ParamKind::Number => Some(whole),
        ParamKind::Boolean => {
            Some(["true", "false"].iter().find(|word| text.starts_with(**word)).map_or(0, |w| w.len()))
        }
        _ => None,
    }
}
