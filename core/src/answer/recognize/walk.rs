//! A template beside a body: what stands in its slots.

use crate::answer::json_reader;
use crate::error::body::{Row, kind};
use crate::tables::{Tables, Word};

/// The most values that an envelope may name.
pub const MOST_SLOTS: usize = 64;

/// What an envelope's slots hold in a body.
pub(super) struct Captures<'b> {
    all: [(u32, &'b str); MOST_SLOTS],
    len: usize,
}

impl<'b> Captures<'b> {
    pub(super) const fn new() -> Self {
        Self { all: [(0, ""); MOST_SLOTS], len: 0 }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &'b str)> {
        self.all[..self.len].iter().copied()
    }

    pub(super) fn of(&self, slot: u32) -> Option<&'b str> {
        self.iter().find(|(own, _)| *own == slot).map(|(_, value)| value)
    }
}

/// The members of a body, found once for all envelopes.
pub(super) struct Members<'b> {
    json: &'b str,
    all: [(&'b str, &'b str); MOST_MEMBERS],
    len: usize,
    /// Whether there is any escape in the body.
    escaped: bool,
}

/// The members that are kept; those behind them are looked for.
const MOST_MEMBERS: usize = 16;

impl<'b> Members<'b> {
    pub(super) fn of(json: &'b str) -> Self {
        let escaped = json.contains('\\');
        let mut members = Self { json, all: [("", ""); MOST_MEMBERS], len: 0, escaped };
        for (place, member) in members.all.iter_mut().zip(json_reader::parts(json)) {
            *place = member;
            members.len += 1;
        }
        members
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&'b str, &'b str)> {
        let rest = (self.len == MOST_MEMBERS).then(|| json_reader::parts(self.json).skip(MOST_MEMBERS));
        self.all[..self.len].iter().copied().chain(rest.into_iter().flatten())
    }
}

/// Which members of a template a body may lack.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Absent {
    /// Those that are optional.
    Optional,
    /// All that hold a value.
    Values,
}

/// Compares a template with a body, and notes what stands in its slots.
pub(super) fn walk<'b>(
    tables: &Tables<'_>,
    start: usize,
    body: &Members<'b>,
    absent: Absent,
    captures: &mut Captures<'b>,
) -> bool {
    let mut walk = Walk { tables, at: start, escaped: body.escaped, absent, captures };
    if Row::read(tables, start).kind != kind::OBJECT {
        return walk.value(body.json);
    }
    let row = walk.row();
    body.json.starts_with('{') && (0..row.number).all(|_| walk.member(body.iter()))
}

struct Walk<'w, 'b> {
    tables: &'w Tables<'w>,
    /// The next row of the template.
    at: usize,
    escaped: bool,
    absent: Absent,
    captures: &'w mut Captures<'b>,
}

impl<'b> Walk<'_, 'b> {
    fn row(&mut self) -> Row {
        self.at += 1;
        Row::read(self.tables, self.at - 1)
    }

    /// Compares a member of a template with those of an object.
    fn member(&mut self, members: impl Iterator<Item = (&'b str, &'b str)>) -> bool {
        let name = self.row().name(self.tables);
        let escaped = self.escaped;
        let is = |own: &str| own == name || (escaped && json_reader::unescaped(own) == json_reader::unescaped(name));
        let mut same = members.filter(|(own, _)| is(own));
        match (same.next(), same.next()) {
            (Some((_, found)), None) => self.value(found),
            // What stands there twice says nothing.
            (Some(_), Some(_)) => false,
            (None, _) => match self.row().kind {
                kind::OPTIONAL => true,
                kind::SLOT => self.absent == Absent::Values,
                _ => false,
            },
        }
    }

    /// Compares a template with a value.
    fn value(&mut self, json: &'b str) -> bool {
        let row = self.row();
        match row.kind {
            kind::LITERAL => json_reader::equal(self.tables.text(Word::Strings, row.string as usize), json),
            kind::SLOT | kind::OPTIONAL => {
                let Some(capture) = self.captures.all.get_mut(self.captures.len) else { return false };
                *capture = (row.number, json);
                self.captures.len += 1;
                true
            }
            kind::OBJECT => json.starts_with('{') && (0..row.number).all(|_| self.member(json_reader::parts(json))),
            _ => {
                let mut items = json_reader::parts(json);
                json.starts_with('[')
                    && (0..row.number).all(|_| items.next().is_some_and(|(_, item)| self.value(item)))
                    && items.next().is_none()
            }
        }
    }
}
