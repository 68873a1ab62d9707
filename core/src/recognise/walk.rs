//! A template beside a body: what stands in its slots.

use crate::envelope::{Row, kind};
use crate::scan;
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
}

/// The members that are kept; those behind them are looked for.
const MOST_MEMBERS: usize = 16;

impl<'b> Members<'b> {
    pub(super) fn of(json: &'b str) -> Self {
        let mut members = Self { json, all: [("", ""); MOST_MEMBERS], len: 0 };
        for (place, member) in members.all.iter_mut().zip(scan::parts(json)) {
            *place = member;
            members.len += 1;
        }
        members
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&'b str, &'b str)> {
        let rest = (self.len == MOST_MEMBERS).then(|| scan::parts(self.json).skip(MOST_MEMBERS));
        self.all[..self.len].iter().copied().chain(rest.into_iter().flatten())
    }
}

/// Compares a template with a body, and notes what stands in its slots.
pub(super) fn walk<'b>(tables: &Tables<'_>, at: &mut usize, body: &Members<'b>, captures: &mut Captures<'b>) -> bool {
    let row = Row::read(tables, *at);
    if row.kind != kind::OBJECT {
        return value(tables, at, body.json, captures);
    }
    *at += 1;
    body.json.starts_with('{') && (0..row.number).all(|_| member(tables, at, body.iter(), captures))
}

/// Compares a member of a template with those of an object.
fn member<'b>(
    tables: &Tables<'_>,
    at: &mut usize,
    members: impl Iterator<Item = (&'b str, &'b str)>,
    captures: &mut Captures<'b>,
) -> bool {
    let key = tables.text(Word::Strings, Row::read(tables, *at).string as usize);
    *at += 1;
    let name = key.get(1..key.len() - 2).unwrap_or_default();
    let is = |own: &str| own == name || (own.contains('\\') && scan::unescaped(own) == scan::unescaped(name));
    let mut same = members.filter(|(own, _)| is(own));
    match (same.next(), same.next()) {
        (Some((_, found)), None) => value(tables, at, found, captures),
        // What stands there twice says nothing.
        (Some(_), Some(_)) => false,
        (None, _) => {
            let optional = Row::read(tables, *at).kind == kind::OPTIONAL;
            *at += 1;
            optional
        }
    }
}

/// Compares a template with a value.
fn value<'b>(tables: &Tables<'_>, at: &mut usize, json: &'b str, captures: &mut Captures<'b>) -> bool {
    let row = Row::read(tables, *at);
    *at += 1;
    match row.kind {
        kind::LITERAL => scan::equal(tables.text(Word::Strings, row.string as usize), json),
        kind::SLOT | kind::OPTIONAL => {
            let Some(capture) = captures.all.get_mut(captures.len) else { return false };
            *capture = (row.number, json);
            captures.len += 1;
            true
        }
        kind::OBJECT => {
            json.starts_with('{') && (0..row.number).all(|_| member(tables, at, scan::parts(json), captures))
        }
        _ => {
            let mut items = scan::parts(json);
            json.starts_with('[')
                && (0..row.number).all(|_| items.next().is_some_and(|(_, item)| value(tables, at, item, captures)))
                && items.next().is_none()
        }
    }
}
