//! The comparison of an envelope with a body, which finds the values in the slots.

use crate::answer::json_reader;
use crate::tables::Tables;
use crate::tables::template::{Node, Slot, member_name};

/// The most slots of an envelope.
pub const MAX_SLOTS: usize = 64;

/// The values of an envelope's slots in a body, as JSON.
pub(super) struct Captures<'b> {
    all: [(Slot, &'b str); MAX_SLOTS],
    len: usize,
}

impl<'b> Captures<'b> {
    pub(super) const fn new() -> Self {
        Self { all: [(Slot::Code, ""); MAX_SLOTS], len: 0 }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (Slot, &'b str)> {
        self.all[..self.len].iter().copied()
    }

    pub(super) fn of(&self, slot: Slot) -> Option<&'b str> {
        self.iter().find(|(own, _)| *own == slot).map(|(_, value)| value)
    }
}

/// The members of a body, read once for all envelopes.
pub(super) struct Members<'b> {
    json: &'b str,
    all: [(&'b str, &'b str); MAX_MEMBERS],
    len: usize,
    /// Whether the body has an escape.
    escaped: bool,
}

/// The number of members that are kept. Further ones are read again for each envelope.
const MAX_MEMBERS: usize = 16;

impl<'b> Members<'b> {
    pub(super) fn of(json: &'b str) -> Self {
        let escaped = json.contains('\\');
        let mut members = Self { json, all: [("", ""); MAX_MEMBERS], len: 0, escaped };
        for (place, member) in members.all.iter_mut().zip(json_reader::parts(json)) {
            *place = member;
            members.len += 1;
        }
        members
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&'b str, &'b str)> {
        let rest = (self.len == MAX_MEMBERS).then(|| json_reader::parts(self.json).skip(MAX_MEMBERS));
        self.all[..self.len].iter().copied().chain(rest.into_iter().flatten())
    }
}

/// The members of an envelope that a body may lack.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Absent {
    /// Optional members.
    Optional,
    /// All members that hold a value.
    Values,
}

/// Compares an envelope, whose first node is `start`, with a body, and captures the values in its slots.
pub(super) fn walk<'b>(
    tables: &Tables<'_>,
    start: usize,
    body: &Members<'b>,
    absent: Absent,
    captures: &mut Captures<'b>,
) -> bool {
    let mut walk = Walk { tables, at: start, escaped: body.escaped, absent, captures };
    let Node::Object(members) = Node::read(tables, start) else {
        return walk.value(body.json);
    };
    walk.at += 1;
    body.json.starts_with('{') && (0..members).all(|_| walk.member(body.iter()))
}

struct Walk<'w, 'b> {
    tables: &'w Tables<'w>,
    /// The number of the next node.
    at: usize,
    escaped: bool,
    absent: Absent,
    captures: &'w mut Captures<'b>,
}

impl<'b> Walk<'_, 'b> {
    fn next(&mut self) -> Node {
        self.at += 1;
        Node::read(self.tables, self.at - 1)
    }

    /// Compares a member of the envelope with the members of an object.
    fn member(&mut self, members: impl Iterator<Item = (&'b str, &'b str)>) -> bool {
        let Node::Member(key) = self.next() else { return false };
        let name = member_name(self.tables, key);
        let escaped = self.escaped;
        let is = |own: &str| own == name || (escaped && json_reader::unescaped(own) == json_reader::unescaped(name));
        let mut same = members.filter(|(own, _)| is(own));
        match (same.next(), same.next()) {
            (Some((_, found)), None) => self.value(found),
            // A repeated member is ambiguous.
            (Some(_), Some(_)) => false,
            (None, _) => match self.next() {
                Node::Optional(_) => true,
                Node::Slot(_) => self.absent == Absent::Values,
                _ => false,
            },
        }
    }

    /// Compares a node of the envelope, with its parts, with a value.
    fn value(&mut self, json: &'b str) -> bool {
        match self.next() {
            Node::Literal(literal) => json_reader::equal(self.tables.string(literal), json),
            Node::Slot(slot) | Node::Optional(slot) => {
                let Some(capture) = self.captures.all.get_mut(self.captures.len) else { return false };
                *capture = (slot, json);
                self.captures.len += 1;
                true
            }
            Node::Object(members) => {
                json.starts_with('{') && (0..members).all(|_| self.member(json_reader::parts(json)))
            }
            Node::List(parts) => {
                let mut items = json_reader::parts(json);
                json.starts_with('[')
                    && (0..parts).all(|_| items.next().is_some_and(|(_, item)| self.value(item)))
                    && items.next().is_none()
            }
            // Keys are read with their objects.
            Node::Member(_) => false,
        }
    }
}
