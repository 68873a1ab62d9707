//! Envelopes before they are filled in, for tools that describe answers.

use core::fmt;

use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::tables::Tables;
use crate::tables::columns::U32Column;
use crate::tables::numbers::Entries;
use crate::tables::rows::ConstantRow;
use crate::tables::template::{Node, Slot, TemplateNumber};

/// A named envelope: the JSON shape of an answer.
#[derive(Clone, Copy)]
pub struct Envelope<'a> {
    catalog: Catalog<'a>,
    number: usize,
}

impl<'a> Envelope<'a> {
    pub(crate) const fn new(catalog: Catalog<'a>, number: usize) -> Self {
        Self { catalog, number }
    }

    /// Returns the name.
    #[must_use]
    pub const fn name(self) -> &'a str {
        self.catalog.tables().string_at(U32Column::Envelopes, self.number)
    }

    /// Returns the values that are filled in, in the order in which they are written. A name that is used twice is listed
    /// twice.
    pub fn slots(self) -> impl Iterator<Item = EnvelopeSlot<'a>> {
        self.parts().filter_map(|part| match part {
            Part::Filled(slot) => Some(slot),
            _ => None,
        })
    }

    /// Returns the slot of a name, such as `details`; if the name is used twice, the first one.
    #[must_use]
    pub fn slot(self, name: &str) -> Option<EnvelopeSlot<'a>> {
        self.slots().find(|slot| slot.name == name)
    }

    /// Returns the parts in the order in which they are written: one value, with everything in it.
    pub fn parts(self) -> impl Iterator<Item = Part<'a>> {
        let tables = self.catalog.tables();
        self.nodes().numbers().map(move |at| Part::of(tables, Node::read(tables, at)))
    }

    const fn nodes(self) -> Entries {
        let tables = self.catalog.tables();
        TemplateNumber::envelope(tables, Some(self.number)).nodes(tables)
    }
}

impl<'a> Part<'a> {
    /// Reads a node.
    pub(crate) fn of(tables: &'a Tables<'a>, node: Node) -> Self {
        let filled = |slot: Slot, optional| Self::Filled(EnvelopeSlot { name: slot.name(tables), optional });
        match node {
            Node::Literal(json) => Self::Literal(tables.string(json)),
            Node::Slot(slot) => filled(slot, false),
            Node::Optional(slot) => filled(slot, true),
            Node::Object(members) => Self::Object(members as usize),
            Node::List(items) => Self::List(items as usize),
            Node::Member(key) => Self::Key(tables.string(key).trim_end_matches(':')),
        }
    }
}

/// The name.
impl fmt::Display for Envelope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Debug for Envelope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Envelope({})", self.name())
    }
}

/// Envelopes are equal if the names of their catalogs and their own names are.
impl PartialEq for Envelope<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.catalog.name(), self.name()) == (other.catalog.name(), other.name())
    }
}

impl Eq for Envelope<'_> {}

/// A value that an envelope fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct EnvelopeSlot<'a> {
    /// The name without `$`, such as `message`: one of errcat's own names, or a parameter, a constant of the code or a value of
    /// the context.
    pub name: &'a str,
    /// Whether the member is left out if there is no value. Otherwise it is `null`.
    pub optional: bool,
}

/// A part of an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part<'a> {
    /// An object with this number of members, which follow: a key and a value each.
    Object(usize),
    /// A list with this number of items, which follow.
    List(usize),
    /// The key of the value that follows, as JSON.
    Key(&'a str),
    /// A value that is always the same, as JSON.
    Literal(&'a str),
    /// A value that is filled in.
    Filled(EnvelopeSlot<'a>),
}

impl<'a> AnyCode<'a> {
    /// Returns the constants that the code sets for its envelope: names, and values as JSON.
    pub fn constants(self) -> impl ExactSizeIterator<Item = (&'a str, &'a str)> {
        let tables = self.catalog().tables();
        constants(tables, tables.range(U32Column::Constants, self.number().into()))
    }
}

impl<'a> Catalog<'a> {
    /// Returns the constants that the unknown error sets for its envelope: names, and values as JSON.
    pub fn unknown_constants(self) -> impl ExactSizeIterator<Item = (&'a str, &'a str)> {
        constants(self.tables(), self.header().unknown_constants)
    }
}

fn constants<'a>(tables: &'a Tables<'a>, rows: Entries) -> impl ExactSizeIterator<Item = (&'a str, &'a str)> {
    rows.numbers().map(move |at| {
        let ConstantRow { name, json } = ConstantRow::read(tables, at);
        (tables.string(name), tables.string(json))
    })
}
