//! Texts of templates, read backwards: which values a text was made with.

use crate::tables::{Tables, Word, row};
use crate::vocabulary::ParamKind;

/// A text of the catalog, in pieces: literals, each with the parameter behind it.
#[derive(Clone, Copy)]
pub(crate) struct Template<'a> {
    pub(crate) tables: &'a Tables<'a>,
    pub(crate) whole: &'a str,
    /// Rows of `Word::Segments`; none if the text is as it stands.
    pub(crate) segments: (usize, usize),
    /// Where the parameters of its code start.
    pub(crate) params: usize,
}

/// The most values of one text: as many placeholders as a text may have.
pub(crate) const MOST: usize = 64;

/// Values that were found: places of parameters, and where their texts stand.
pub(crate) struct Values {
    pub(crate) all: [(usize, (usize, usize)); MOST],
    pub(crate) len: usize,
}

/// How often a literal is looked for further on, in all: enough for any text that was not made to be slow.
const TRIES: usize = 4096;

impl Template<'_> {
    /// The values that `text` was made with; of several ways the one with the shortest first values.
    pub(crate) fn fit(&self, text: &str) -> Option<Values> {
        let (first, end) = self.segments;
        let mut values = Values { all: [(0, (0, 0)); MOST], len: 0 };
        if first == end {
            return (text == self.whole).then_some(values);
        }
        let mut tries = TRIES;
        self.rows(first, text, 0, &mut values, &mut tries).then_some(values)
    }

    fn piece(&self, at: usize) -> (&str, Option<usize>) {
        let word = |place| self.tables.word(Word::Segments, at * row::SEGMENT + place) as usize;
        (self.tables.text.get(word(0)..word(1)).unwrap_or_default(), word(2).checked_sub(1))
    }

    fn rows(&self, at: usize, text: &str, start: usize, values: &mut Values, tries: &mut usize) -> bool {
        if at == self.segments.1 {
            return start == text.len();
        }
        let (literal, param) = self.piece(at);
        text[start..].starts_with(literal) && self.behind(at, text, start + literal.len(), param, values, tries)
    }

    /// What stands behind a literal: a value, and then the next pieces.
    fn behind(
        &self,
        at: usize,
        text: &str,
        start: usize,
        param: Option<usize>,
        values: &mut Values,
        tries: &mut usize,
    ) -> bool {
        let Some(param) = param else { return self.rows(at + 1, text, start, values, tries) };
        let before = values.len;
        let ends_at = |end: usize, values: &mut Values, tries: &mut usize| {
            values.len = before;
            // Of a parameter that stands there twice, the values are equal.
            let same = values.all[..before].iter().find(|(place, _)| *place == param);
            if same.is_some_and(|(_, (from, to))| text[*from..*to] != text[start..end]) || before == MOST {
                return false;
            }
            values.all[before] = (param, (start, end));
            values.len = before + 1;
            self.rows(at + 1, text, end, values, tries)
        };
        let kind = ParamKind::of(u32::from(self.tables.param_kind(self.params + param) & 0xff));
        if let Some(length) = longest(kind, &text[start..]) {
            return length > 0 && ends_at(start + length, values, tries);
        }
        let next = if at + 1 == self.segments.1 { "" } else { self.piece(at + 1).0 };
        if next.is_empty() {
            return ends_at(text.len(), values, tries);
        }
        let mut from = start;
        while let Some(found) = text[from..].find(next) {
            if ends_at(from + found, values, tries) {
                return true;
            }
            if *tries == 0 {
                return false;
            }
            *tries -= 1;
            // A text may end with what stands behind the placeholder in the middle, too.
            from += found + next.chars().next().map_or(1, char::len_utf8);
        }
        false
    }
}

/// How much of a text is a value of a type that has a grammar; none for types that any text fits.
fn longest(kind: ParamKind, text: &str) -> Option<usize> {
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
