//! JSON templates: envelopes, problem details and redirects, as nodes in the order in which they are written.
//!
//! A literal or a slot is one node. An object or a list is a node with the number of its parts, which follow. A part of an
//! object is a node with its key, then its value.

use crate::tables::Tables;
use crate::tables::columns::U32Column;
use crate::tables::numbers::{Entries, StringNumber};
use crate::tables::rows::NodeRow;

/// A node of a JSON template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// JSON that is always the same: a string of the catalog.
    Literal(StringNumber),
    /// A value that is filled in; `null` if there is none.
    Slot(Slot),
    /// A value that is filled in; the part that holds it is left out if there is none.
    Optional(Slot),
    /// An object with this number of members.
    Object(u32),
    /// A list with this number of items.
    List(u32),
    /// The key of the value that follows, as JSON with a colon: a string of the catalog.
    Member(StringNumber),
}

impl Node {
    /// Returns the row of the node.
    #[must_use]
    pub const fn encode(self) -> NodeRow {
        let (kind, string, number) = match self {
            Self::Literal(string) => (0, string, 0),
            Self::Slot(slot) => (1, StringNumber(0), slot.encode()),
            Self::Optional(slot) => (2, StringNumber(0), slot.encode()),
            Self::Object(members) => (3, StringNumber(0), members),
            Self::List(items) => (4, StringNumber(0), items),
            Self::Member(string) => (5, string, 0),
        };
        NodeRow { kind, string, number }
    }

    /// Reads the node with this number.
    #[must_use]
    pub(crate) const fn read(tables: &Tables<'_>, at: usize) -> Self {
        let NodeRow { kind, string, number } = NodeRow::read(tables, at);
        match kind {
            0 => Self::Literal(string),
            1 => Self::Slot(Slot::decode(number)),
            2 => Self::Optional(Slot::decode(number)),
            3 => Self::Object(number),
            4 => Self::List(number),
            _ => Self::Member(string),
        }
    }

    /// Returns the slot of a value that is filled in.
    pub(crate) const fn slot(self) -> Option<Slot> {
        match self {
            Self::Slot(slot) | Self::Optional(slot) => Some(slot),
            _ => None,
        }
    }
}

/// Returns the name of a member from its stored key: without quotes and colon, with its escapes.
#[cfg(feature = "alloc")]
pub(crate) fn member_name<'a>(tables: &Tables<'a>, key: StringNumber) -> &'a str {
    let key = tables.string(key);
    key.get(1..key.len() - 2).unwrap_or_default()
}

/// What fills a value of a JSON template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// `$code`
    Code,
    /// `$message`
    Message,
    /// `$customer`
    Customer,
    /// `$title`
    Title,
    /// `$status`
    Status,
    /// `$details`
    Details,
    /// `$docs_url`
    DocsUrl,
    /// `$remediation`
    Remediation,
    /// A parameter, a constant or a value of the context, by its name.
    Named(StringNumber),
}

/// The slots that errcat fills, with their names, in the order of their numbers.
pub const BUILT_IN_SLOTS: [(&str, Slot); 8] = [
    ("code", Slot::Code),
    ("message", Slot::Message),
    ("customer", Slot::Customer),
    ("title", Slot::Title),
    ("status", Slot::Status),
    ("details", Slot::Details),
    ("docs_url", Slot::DocsUrl),
    ("remediation", Slot::Remediation),
];

impl Slot {
    /// Returns the stored number: names of the catalog follow the names of errcat.
    const fn encode(self) -> u32 {
        match self {
            Self::Code => 0,
            Self::Message => 1,
            Self::Customer => 2,
            Self::Title => 3,
            Self::Status => 4,
            Self::Details => 5,
            Self::DocsUrl => 6,
            Self::Remediation => 7,
            Self::Named(name) => name.0 + 8,
        }
    }

    const fn decode(number: u32) -> Self {
        match number.checked_sub(8) {
            Some(name) => Self::Named(StringNumber(name)),
            None => BUILT_IN_SLOTS[number as usize].1,
        }
    }

    /// Returns the name, without `$`.
    pub(crate) const fn name<'a>(self, tables: &Tables<'a>) -> &'a str {
        match self {
            Self::Named(name) => tables.string(name),
            built_in => BUILT_IN_SLOTS[built_in.encode() as usize].0,
        }
    }
}

/// The number of a JSON template: the catalog's envelopes, then problem details, then the redirects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TemplateNumber(usize);

impl TemplateNumber {
    /// The template of an envelope, by its number in the catalog; of problem details without one.
    pub(crate) const fn envelope(tables: &Tables<'_>, envelope: Option<usize>) -> Self {
        match envelope {
            Some(envelope) => Self(envelope),
            None => Self(tables.len(U32Column::Envelopes)),
        }
    }

    /// The template of a redirect, by its number in the catalog.
    pub(crate) const fn redirect(tables: &Tables<'_>, redirect: usize) -> Self {
        Self(tables.len(U32Column::Envelopes) + 1 + redirect)
    }

    /// The templates by which answers are recognized: of all envelopes, then of problem details; each with the envelope's number.
    #[cfg(feature = "alloc")]
    pub(crate) fn of_answers(tables: &Tables<'_>) -> impl Iterator<Item = (Option<usize>, Self)> + use<> {
        let envelopes = tables.len(U32Column::Envelopes);
        (0..=envelopes).map(move |number| (Some(number).filter(|number| *number < envelopes), Self(number)))
    }

    /// Returns the numbers of its nodes.
    pub(crate) const fn nodes(self, tables: &Tables<'_>) -> Entries {
        tables.range(U32Column::Templates, self.0)
    }
}

impl Entries {
    /// Returns the slots among these nodes.
    pub(crate) fn slots<'t>(self, tables: &'t Tables<'_>) -> impl Iterator<Item = Slot> + use<'t> {
        self.numbers().filter_map(move |at| Node::read(tables, at).slot())
    }
}
