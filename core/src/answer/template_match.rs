//! Texts of templates, read backwards: which values a text was made with.

use crate::answer::json_reader;
use crate::catalog::vocabulary::ParamKind;
use crate::tables::{Half, Tables, Word, row};

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

/// How often a byte of a text is looked at, on average and beyond the first so many bytes: enough for any text that was not
/// made to be slow.
const LOOKS: usize = 32;
const FIRST_LOOKS: usize = 1 << 16;

impl Template<'_> {
    /// The values that `text` was made with; of several ways the one with the shortest first values.
    pub(crate) fn fit(&self, text: &str) -> Option<Values> {
        let (first, end) = self.segments;
        let values = Values { all: [(0, (0, 0)); MOST], len: 0 };
        if first == end {
            return (text == self.whole).then_some(values);
        }
        let looks = LOOKS.saturating_mul(text.len()).saturating_add(FIRST_LOOKS);
        let mut search = Search { template: self, text, values, looks, simple: None, hopeless: false };
        search.rows(first, 0).then_some(search.values)
    }

    /// Whether two values in it stand side by side, so that nobody can tell where the first ends.
    pub(crate) fn is_blurred(&self) -> bool {
        let (first, end) = self.segments;
        (first + 1..end).any(|at| matches!((self.piece(at - 1), self.piece(at)), ((_, Some(_)), ("", Some(_)))))
    }

    fn piece(&self, at: usize) -> (&str, Option<usize>) {
        let word = |place| self.tables.word(Word::Segments, at * row::SEGMENT + place) as usize;
        (self.tables.text.get(word(0)..word(1)).unwrap_or_default(), word(2).checked_sub(1))
    }

    /// The type of a parameter, by its place among those of the code.
    pub(crate) fn kind(&self, param: usize) -> ParamKind {
        ParamKind::of(u32::from(self.tables.half(Half::ParamKinds, self.params + param) & 0xff))
    }

    /// Whether what fits behind a value depends on its end alone, and a later end leaves less: so it is but for values that
    /// stand there twice, and for JSON, which has JSON inside that ends earlier.
    fn simple(&self) -> bool {
        let params = |from| (from..self.segments.1).filter_map(|at| self.piece(at).1);
        let twice = |at| self.piece(at).1.is_some_and(|param| params(at + 1).any(|other| other == param));
        !(self.segments.0..self.segments.1).any(twice)
            && params(self.segments.0).all(|param| self.kind(param) != ParamKind::Json)
    }
}

/// A text beside a template.
struct Search<'s> {
    template: &'s Template<'s>,
    text: &'s str,
    /// The values so far.
    values: Values,
    /// How much more may be looked at.
    looks: usize,
    /// What [`Template::simple`] said, once it was asked.
    simple: Option<bool>,
    /// Whether no value that ends later helps.
    hopeless: bool,
}

impl Search<'_> {
    /// Whether the pieces from this one on fit what stands from `start` on.
    fn rows(&mut self, at: usize, start: usize) -> bool {
        if at == self.template.segments.1 {
            return start == self.text.len();
        }
        let (literal, param) = self.template.piece(at);
        if !self.text[start..].starts_with(literal) {
            return false;
        }
        let start = start + literal.len();
        match param {
            Some(param) => self.value(at, start, param),
            None => self.rows(at + 1, start),
        }
    }

    /// A value, which begins at `start`, and the pieces behind it.
    fn value(&mut self, at: usize, start: usize, param: usize) -> bool {
        let (template, text) = (self.template, self.text);
        let rest = &text[start..];
        // A parameter that stands there twice has one value.
        let so_far = &self.values.all[..self.values.len];
        if let Some((_, (from, to))) = so_far.iter().find(|(place, _)| *place == param) {
            let own = &text[*from..*to];
            return self.look(own.len()) && rest.starts_with(own) && self.ends_at(at, start, start + own.len(), param);
        }
        if let Some(length) = self.longest(template.kind(param), rest) {
            return self.look(length) && length > 0 && self.ends_at(at, start, start + length, param);
        }
        let end = template.segments.1;
        let (next, behind) = if at + 1 < end { template.piece(at + 1) } else { ("", None) };
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
            // A text may hold what stands behind the placeholder more than once.
            from += found + next.chars().next().map_or(1, char::len_utf8);
        }
        self.look(text.len() - from);
        self.hopeless = *self.simple.get_or_insert_with(|| template.simple());
        false
    }

    /// How much of a text is a value of a type that has a grammar; 0 if it is none, and `None` for other types.
    fn longest(&mut self, kind: ParamKind, rest: &str) -> Option<usize> {
        match kind {
            ParamKind::Json => Some(json_reader::leading(rest).unwrap_or_else(|wrong| {
                self.look(wrong);
                0
            })),
            _ => longest(kind, rest),
        }
    }

    fn ends_at(&mut self, at: usize, start: usize, end: usize, param: usize) -> bool {
        let before = self.values.len;
        let Some(place) = self.values.all.get_mut(before) else { return false };
        *place = (param, (start, end));
        self.values.len += 1;
        let fits = self.rows(at + 1, end);
        if !fits {
            self.values.len = before;
        }
        fits
    }

    /// Counts what is looked at; whether there was as much left.
    fn look(&mut self, bytes: usize) -> bool {
        let left = self.looks.checked_sub(bytes);
        self.looks = left.unwrap_or(0);
        left.is_some()
    }
}

/// The same for types whose values are short words.
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
