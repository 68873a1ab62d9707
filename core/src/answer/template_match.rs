//! Reads values back from a text that was rendered from a message template.
//!
//! A text can have several readings: in `x of y of z`, rendered from `{a} of {b}`, `a` is `x` or `x of y`. A value is certain only if
//! all readings agree on it. The matcher finds all readings at once, as the positions where each placeholder can start and end. The
//! time is proportional to the length of the text times the number of placeholders.

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::cell::Cell;

use crate::answer::written::{is_written, reach};
use crate::catalog::vocabulary::ParamKind;
use crate::tables::Tables;
use crate::tables::numbers::Entries;
use crate::tables::rows::{ParamRow, SegmentRow};

/// A message template of the catalog, in segments: literal text, each followed by a parameter.
#[derive(Clone, Copy)]
pub(crate) struct MessageTemplate<'a> {
    pub(crate) tables: &'a Tables<'a>,
    /// The template as the catalog stores it.
    pub(crate) whole: &'a str,
    /// The segments; empty for a template without placeholders and braces.
    pub(crate) segments: Entries,
    /// The number of the first row of the code's parameters.
    pub(crate) params: usize,
}

/// The value of a placeholder in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slice<'t> {
    /// All readings of the text give this value.
    Certain(&'t str),
    /// Readings give different values, or there are too many to compare.
    Uncertain,
}

/// The values of placeholders, by the place of the parameter. Each parameter is listed once.
pub(crate) type Slices<'t> = Vec<(usize, Slice<'t>)>;

/// The limit on work for each byte of the text, in bytes that are looked at. Only hostile texts need more.
const LOOKS: usize = 32;

/// The limit on work for any text, in bytes that are looked at. The limit for its length is added.
const FIRST_LOOKS: usize = 1 << 18;

/// The most values that are compared for one placeholder, or tried for a parameter that occurs twice.
const MOST_VALUES: usize = 64;

impl<'a> MessageTemplate<'a> {
    /// Returns the values with which a text was rendered; `None` if it was not rendered from this template.
    pub(crate) fn read<'t>(&self, text: &'t str) -> Option<Slices<'t>> {
        if self.segments.is_empty() {
            return (text == self.whole).then(Vec::new);
        }
        let pieces = self.pieces();
        match &pieces.placeholders[..] {
            [] => (text == pieces.first).then(Vec::new),
            // With one placeholder, there is only one reading.
            [(param, after)] => {
                let value = text.strip_prefix(&*pieces.first)?.strip_suffix(&**after)?;
                is_written(param.kind, value).then(|| [(param.place, Slice::Certain(value))].into())
            }
            _ => {
                let looks = Cell::new(LOOKS.saturating_mul(text.len()).saturating_add(FIRST_LOOKS));
                Matcher { text, pieces: &pieces, known: Vec::new(), looks: &looks }.slices()
            }
        }
    }

    /// Returns the pieces. A doubled brace splits a literal into two segments, which are joined here.
    fn pieces(&self) -> Pieces<'a> {
        let mut pieces = Pieces { first: Cow::Borrowed(""), placeholders: Vec::new() };
        for at in self.segments.numbers() {
            let SegmentRow { literal, param } = SegmentRow::read(self.tables, at);
            let literal = self.tables.piece(literal);
            let last = pieces.placeholders.last_mut().map_or(&mut pieces.first, |(_, after)| after);
            if last.is_empty() {
                *last = Cow::Borrowed(literal);
            } else {
                last.to_mut().push_str(literal);
            }
            if let Some(place) = param.map(|param| param as usize) {
                let kind = ParamRow::read(self.tables, self.params + place).kind;
                pieces.placeholders.push((Placeholder { place, kind }, Cow::Borrowed("")));
            }
        }
        pieces
    }
}

/// The pieces of a template: a literal, then placeholders, each with the literal that follows it.
struct Pieces<'a> {
    first: Cow<'a, str>,
    placeholders: Vec<(Placeholder, Cow<'a, str>)>,
}

#[derive(Clone, Copy)]
struct Placeholder {
    /// The place of its parameter among those of the code.
    place: usize,
    kind: ParamKind,
}

/// A match of a text with the pieces of a template.
struct Matcher<'r, 't> {
    text: &'t str,
    pieces: &'r Pieces<'r>,
    /// The assumed values of parameters that occur twice.
    known: Vec<(usize, &'t str)>,
    /// The bytes that may still be looked at. It stays 0 once the limit is exceeded.
    looks: &'r Cell<usize>,
}

/// The positions where a placeholder can start and end, in ascending order.
struct Positions {
    starts: Vec<usize>,
    ends: Vec<usize>,
}

impl<'t> Matcher<'_, 't> {
    /// Returns the values on which all readings agree; `None` if there is no reading.
    fn slices(&self) -> Option<Slices<'t>> {
        let positions = self.positions()?;
        let placeholders = &self.pieces.placeholders;
        let mut slices = Slices::new();
        for (at, (param, _)) in placeholders.iter().enumerate() {
            if slices.iter().any(|(place, _)| *place == param.place) {
                continue;
            }
            let behind = placeholders[at + 1..].iter().zip(&positions[at + 1..]);
            let twins = || behind.clone().filter(|((other, _), _)| other.place == param.place);
            let values = self.values(*param, &positions[at]);
            if self.known_value(*param).is_none() && twins().next().is_some() {
                // A parameter that occurs twice has one value. Each value that fits in all its places is tried.
                let mut values = values?;
                for (_, twin) in twins() {
                    let other = self.values(*param, twin)?;
                    values.retain(|value| other.contains(value));
                }
                return self.tried(param.place, &values);
            }
            let one = match values.as_deref() {
                Some([one]) => Slice::Certain(one),
                _ => Slice::Uncertain,
            };
            slices.push((param.place, one));
        }
        Some(slices)
    }

    /// Tries each of these values for a parameter. Returns what the readings have in common.
    fn tried(&self, place: usize, values: &[&'t str]) -> Option<Slices<'t>> {
        let readings = values.iter().filter_map(|value| {
            let known = self.known.iter().copied().chain([(place, *value)]).collect();
            Matcher { known, ..*self }.slices()
        });
        let all = readings.reduce(|mut all, one| {
            join(&mut all, &one);
            all
        });
        all.filter(|_| self.looks.get() > 0)
    }

    fn known_value(&self, param: Placeholder) -> Option<&'t str> {
        self.known.iter().find(|(place, _)| *place == param.place).map(|(_, value)| *value)
    }

    /// Returns whether a placeholder can have any text as its value.
    fn is_free(&self, param: Placeholder) -> bool {
        param.kind == ParamKind::String && self.known_value(param).is_none()
    }

    /// Returns the distinct values of a placeholder; `None` if there are too many.
    fn values(&self, param: Placeholder, positions: &Positions) -> Option<Vec<&'t str>> {
        let mut values: Vec<&str> = Vec::new();
        for &start in &positions.starts {
            for end in self.ends(param, start, &positions.ends)? {
                let value = &self.text[start..end];
                if !values.contains(&value) {
                    if values.len() == MOST_VALUES {
                        return None;
                    }
                    values.push(value);
                }
            }
        }
        Some(values)
    }

    /// Returns which of these positions can end a value that starts at `start`; `None` if the limit on work is exceeded.
    fn ends(&self, param: Placeholder, start: usize, among: &[usize]) -> Option<Vec<usize>> {
        let rest = &self.text[start..];
        if self.is_free(param) {
            let from = among.partition_point(|end| *end < start);
            self.look(among.len() - from)?;
            return Some(among[from..].to_vec());
        }
        if let Some(value) = self.known_value(param) {
            self.look(1)?;
            let end = start + value.len();
            return Some(
                (rest.starts_with(value) && among.binary_search(&end).is_ok()).then_some(end).into_iter().collect(),
            );
        }
        let reach = reach(param.kind, rest);
        let within = among.partition_point(|end| *end <= start)..among.partition_point(|end| *end <= start + reach);
        self.look(reach + within.clone().map(|at| among[at] - start).sum::<usize>() + 1)?;
        Some(among[within].iter().copied().filter(|end| is_written(param.kind, &self.text[start..*end])).collect())
    }

    /// Returns where each placeholder can start and end in some reading of the whole text; `None` if there is no reading, or if
    /// the limit on work is exceeded.
    fn positions(&self) -> Option<Vec<Positions>> {
        let Pieces { first, placeholders } = self.pieces;
        let mut all = Vec::with_capacity(placeholders.len());
        let mut starts = Vec::from([self.text.starts_with(&**first).then_some(first.len())?]);
        for (at, (param, after)) in placeholders.iter().enumerate() {
            let among = self.occurrences(after, *starts.first()?, at + 1 == placeholders.len())?;
            let mut ends = Vec::new();
            for &start in &starts {
                ends.extend(self.ends(*param, start, &among)?);
                if self.is_free(*param) {
                    break; // A later start has no other ends.
                }
            }
            ends.sort_unstable();
            ends.dedup();
            let behind = ends.iter().map(|end| end + after.len()).collect();
            all.push(Positions { starts: core::mem::replace(&mut starts, behind), ends });
        }
        self.remove_dead_ends(&mut all)?;
        Some(all)
    }

    /// Removes the positions from which no reading reaches the end of the text; `None` if a placeholder has none left.
    fn remove_dead_ends(&self, all: &mut [Positions]) -> Option<()> {
        let mut behind: Option<Vec<usize>> = None;
        for (positions, (param, after)) in all.iter_mut().zip(&self.pieces.placeholders).rev() {
            let Positions { starts, ends } = positions;
            if let Some(behind) = behind {
                ends.retain(|end| behind.binary_search(&(end + after.len())).is_ok());
            }
            let last = *ends.last()?;
            let mut reaches = Vec::with_capacity(starts.len());
            for &start in &*starts {
                let alive =
                    if self.is_free(*param) { start <= last } else { !self.ends(*param, start, ends)?.is_empty() };
                reaches.extend(alive.then_some(start));
            }
            if reaches.is_empty() {
                return None;
            }
            *starts = reaches;
            behind = Some(starts.clone());
        }
        Some(())
    }

    /// Returns where a literal occurs from a position on. The last literal can only occur at the end of the text.
    fn occurrences(&self, literal: &str, from: usize, last: bool) -> Option<Vec<usize>> {
        let rest = &self.text[from..];
        if last {
            return Some(rest.strip_suffix(literal).map(|before| from + before.len()).into_iter().collect());
        }
        self.look(rest.len() + 1)?;
        if literal.is_empty() {
            return Some((from..=self.text.len()).filter(|at| self.text.is_char_boundary(*at)).collect());
        }
        let mut all = Vec::new();
        let mut at = from;
        while let Some(found) = self.text[at..].find(literal) {
            all.push(at + found);
            at += found + literal.chars().next().map_or(1, char::len_utf8);
        }
        Some(all)
    }

    /// Counts bytes that are looked at; `None` if the limit on work is exceeded.
    fn look(&self, bytes: usize) -> Option<()> {
        let left = self.looks.get().checked_sub(bytes);
        self.looks.set(left.unwrap_or(0));
        left.map(|_| ())
    }
}

/// Keeps the values on which two results for one text agree. All others become uncertain.
pub(crate) fn join<'t>(all: &mut Slices<'t>, other: &Slices<'t>) {
    for (place, slice) in &mut *all {
        if other.iter().find(|(own, _)| own == place).is_none_or(|(_, own)| own != slice) {
            *slice = Slice::Uncertain;
        }
    }
    for (place, _) in other {
        if all.iter().all(|(own, _)| own != place) {
            all.push((*place, Slice::Uncertain));
        }
    }
}
