//! Compares a body with an envelope, and captures what the body has in the slots of the envelope.
//!
//! A slot is a place in an envelope that a value fills, such as `$message`.

use crate::answer::json_reader as json;
use crate::tables::Tables;
use crate::tables::template::{Node, Slot, member_name};

/// The most slots of an envelope.
pub const MAX_SLOTS: usize = 64;

/// What a body has in the slots of an envelope, and how many members they share.
pub(super) struct Captures<'b> {
    all: [(Slot, &'b str); MAX_SLOTS],
    len: usize,
    /// The number of the envelope's members that the body has exactly once.
    pub(super) present: usize,
    /// How many values of the body the envelope has a place for, with those inside of them. A constant has to be equal.
    pub(super) explained: usize,
    /// The body's list of error objects, if the envelope has one.
    pub(super) list: Option<&'b str>,
}

impl<'b> Captures<'b> {
    pub(super) const fn new() -> Self {
        Self { all: [(Slot::Code, ""); MAX_SLOTS], len: 0, present: 0, explained: 0, list: None }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (Slot, &'b str)> {
        self.all[..self.len].iter().copied()
    }

    pub(super) fn of(&self, slot: Slot) -> Option<&'b str> {
        self.iter().find(|(own, _)| *own == slot).map(|(_, value)| value)
    }
}

/// A body that is one JSON value. Its members are read once, for all envelopes.
pub(super) struct Body<'b> {
    json: &'b str,
    all: [(&'b str, &'b str); MAX_MEMBERS],
    len: usize,
    /// Whether the body contains an escape.
    escaped: bool,
}

/// The number of members that are kept. Later ones are searched for in the body.
const MAX_MEMBERS: usize = 16;

/// The result of looking up a member of an object.
#[derive(Clone, Copy)]
pub(super) enum Member<'b> {
    Missing,
    Once(&'b str),
    /// It occurs more than once, so it has no value.
    Twice,
}

impl<'b> Body<'b> {
    pub(super) fn of(json: &'b str) -> Self {
        let escaped = json.contains('\\');
        let mut body = Self { json, all: [("", ""); MAX_MEMBERS], len: 0, escaped };
        if json.starts_with('{') {
            for (place, member) in body.all.iter_mut().zip(json::parts(json)) {
                *place = member;
                body.len += 1;
            }
        }
        body
    }

    pub(super) const fn json(&self) -> &'b str {
        self.json
    }

    fn iter(&self) -> impl Iterator<Item = (&'b str, &'b str)> {
        let rest = (self.len == MAX_MEMBERS).then(|| json::parts(self.json).skip(MAX_MEMBERS));
        self.all[..self.len].iter().copied().chain(rest.into_iter().flatten())
    }

    /// Finds a member by its name, given without escapes.
    pub(super) fn member(&self, name: &str) -> Member<'b> {
        self.member_in(self.iter(), name)
    }

    /// How many values a member has, with those inside of it.
    pub(super) fn count(&self, name: &str) -> usize {
        if let Member::Once(value) = self.member(name) { 1 + json::count_inside(value) } else { 0 }
    }

    /// Finds a member by its name, given without escapes, in an object inside the body.
    pub(super) fn member_of(&self, object: &'b str, name: &str) -> Member<'b> {
        if object.starts_with('{') { self.member_in(json::parts(object), name) } else { Member::Missing }
    }

    fn member_in(&self, members: impl Iterator<Item = (&'b str, &'b str)>, name: &str) -> Member<'b> {
        let escaped = self.escaped;
        one(members.filter(|(own, _)| *own == name || (escaped && json::unescaped(own) == name)))
    }
}

fn one<'b>(mut same: impl Iterator<Item = (&'b str, &'b str)>) -> Member<'b> {
    match (same.next(), same.next()) {
        (None, _) => Member::Missing,
        (Some((_, value)), None) => Member::Once(value),
        (Some(_), Some(_)) => Member::Twice,
    }
}

/// How much of an envelope a body must contain.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Demand {
    /// Every constant and every required slot. A list must be as long as the envelope's; a list of error objects must not be empty.
    Whole,
    /// Every constant.
    Constants,
    /// Nothing: the values that exist are captured.
    Nothing,
}

/// Compares a body with an envelope, and captures the values of slots. In a list of error objects it reads `element`, or else the
/// first one. Returns whether the body meets the demand.
pub(super) fn walk<'b>(
    tables: &Tables<'_>,
    start: usize,
    body: &Body<'b>,
    element: Option<&'b str>,
    demand: Demand,
    captures: &mut Captures<'b>,
) -> bool {
    let mut walk = Walk { tables, at: start, body, element, demand, captures };
    let Node::Object(members) = Node::read(tables, start) else {
        return walk.value(body.json);
    };
    walk.at += 1;
    body.json.starts_with('{') && (0..members).all(|_| walk.member(|name| one(body.iter().filter(|own| name.is(own)))))
}

/// The state of a comparison.
struct Walk<'w, 'b> {
    tables: &'w Tables<'w>,
    /// The number of the envelope's next node.
    at: usize,
    body: &'w Body<'b>,
    element: Option<&'b str>,
    demand: Demand,
    captures: &'w mut Captures<'b>,
}

/// The name of a member of an envelope, as JSON writes it.
struct Name<'w> {
    name: &'w str,
    escaped: bool,
}

impl Name<'_> {
    fn is(&self, (own, _): &(&str, &str)) -> bool {
        *own == self.name || (self.escaped && json::unescaped(own) == json::unescaped(self.name))
    }
}

impl<'b> Walk<'_, 'b> {
    fn next(&mut self) -> Node {
        self.at += 1;
        Node::read(self.tables, self.at - 1)
    }

    /// Skips a value of the envelope.
    fn skip(&mut self) {
        let mut values = 1;
        while values > 0 {
            values -= 1;
            match self.next() {
                Node::Literal(_) | Node::Slot(_) | Node::Optional(_) => {}
                Node::Object(parts) | Node::List(parts) => values += parts,
                // The key of a member: its value follows.
                Node::Member(_) => values += 1,
            }
        }
    }

    /// Compares a member of the envelope with those of an object.
    fn member(&mut self, find: impl FnOnce(&Name<'_>) -> Member<'b>) -> bool {
        let tables = self.tables;
        let Node::Member(key) = self.next() else { return false };
        let name = member_name(tables, key);
        match find(&Name { name, escaped: self.body.escaped }) {
            Member::Once(value) => {
                self.captures.present += 1;
                self.value(value)
            }
            Member::Twice | Member::Missing => {
                let node = Node::read(self.tables, self.at);
                self.skip();
                match self.demand {
                    Demand::Whole => matches!(node, Node::Optional(_)),
                    Demand::Constants => node.slot().is_some(),
                    Demand::Nothing => true,
                }
            }
        }
    }

    /// Compares a value of the envelope with one of the body.
    fn value(&mut self, json: &'b str) -> bool {
        let lenient = self.demand == Demand::Nothing;
        match Node::read(self.tables, self.at) {
            Node::Literal(literal) => {
                self.at += 1;
                let is_equal = json::equal(self.tables.string(literal), json);
                if is_equal {
                    self.explain(json);
                }
                lenient || is_equal
            }
            Node::Slot(slot) | Node::Optional(slot) => {
                self.at += 1;
                let Some(capture) = self.captures.all.get_mut(self.captures.len) else { return false };
                *capture = (slot, json);
                self.captures.len += 1;
                // Only these can be lists or objects.
                if matches!(slot, Slot::Named(_) | Slot::Details) || !json.starts_with(['{', '[']) {
                    self.explain(json);
                }
                true
            }
            Node::Object(members) if json.starts_with('{') => {
                self.at += 1;
                self.captures.explained += 1;
                (0..members).all(|_| self.member(|name| one(json::parts(json).filter(|own| name.is(own)))))
            }
            Node::List(items) if json.starts_with('[') => self.list(items, json),
            _ => {
                self.skip();
                lenient
            }
        }
    }

    /// Counts a value and those inside of it, if envelopes are compared: a body that must be whole needs no count.
    fn explain(&mut self, json: &str) {
        if self.demand == Demand::Nothing {
            self.captures.explained += 1 + json::count_inside(json);
        }
    }

    fn list(&mut self, count: u32, json: &'b str) -> bool {
        self.at += 1;
        self.captures.explained += 1;
        let lenient = self.demand == Demand::Nothing;
        if count == 1 && matches!(Node::read(self.tables, self.at), Node::Object(_)) {
            self.captures.list.get_or_insert(json);
            // In a list of lists, the element is in one of the items. It is in none if it is of another list.
            let around = |item: &&str| {
                self.element.is_some_and(|element| item.as_bytes().as_ptr_range().contains(&element.as_ptr()))
            };
            let mut items = json::parts(json).map(|(_, item)| item);
            let first = items.clone().next();
            return self.item(items.find(around).or(first));
        }
        let mut items = json::parts(json);
        let each = (0..count).all(|_| self.item(items.next().map(|(_, item)| item)));
        each && (lenient || items.next().is_none())
    }

    /// Compares an item of a list of the envelope with one of the body.
    fn item(&mut self, item: Option<&'b str>) -> bool {
        if let Some(item) = item {
            return self.value(item);
        }
        self.skip();
        self.demand == Demand::Nothing
    }
}

/// Returns whether a slot holds a text of the catalog: a message, a customer text or a remediation.
pub(super) const fn is_text(slot: Slot) -> bool {
    matches!(slot, Slot::Message | Slot::Customer | Slot::Remediation)
}
