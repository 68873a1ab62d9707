//! What envelopes look like before they are filled: for those who describe answers to others, in a schema or on a page.

use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::error::body::{Row, kind, slot};
use crate::tables::{Word, row};

/// A part of an envelope's template, in the order in which it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part<'a> {
    /// An object of so many members, which follow: a key and a value each.
    Object(usize),
    /// A list of so many items, which follow.
    List(usize),
    /// The key of the value that follows, as JSON.
    Key(&'a str),
    /// A value as it stands, as JSON.
    Literal(&'a str),
    /// A value that is filled in.
    Filled {
        /// What it is filled with, such as `message`: one of errcat's own names, or else a parameter, a constant of the code or a
        /// value of the context.
        name: &'a str,
        /// Whether the member or item vanishes where there is no value; `null` stands there otherwise.
        optional: bool,
    },
}

impl<'a> Catalog<'a> {
    /// The template of a named envelope, a value and what it is made of; `None` if there is none of that name, as for problem
    /// details.
    pub fn template(self, envelope: &str) -> Option<impl Iterator<Item = Part<'a>> + use<'a>> {
        let number = self.envelopes().position(|name| name == envelope)?;
        let (start, end) = self.tables().range(Word::EnvelopeStarts, number);
        Some((start..end).map(move |at| self.part(Row::read(self.tables(), at))))
    }

    fn part(self, row: Row) -> Part<'a> {
        let Row { kind, string, number } = row;
        match kind {
            kind::LITERAL => Part::Literal(self.shared(string)),
            kind::SLOT | kind::OPTIONAL => Part::Filled { name: self.slot(number), optional: kind == kind::OPTIONAL },
            kind::OBJECT => Part::Object(number as usize),
            kind::LIST => Part::List(number as usize),
            _ => Part::Key(self.shared(string).trim_end_matches(':')),
        }
    }

    fn slot(self, number: u32) -> &'a str {
        match number.checked_sub(slot::NAMED) {
            None => slot::NAMES[number as usize],
            Some(name) => self.shared(name),
        }
    }
}

impl<'a> AnyCode<'a> {
    /// The constants that it sets for its envelope: names, and values as JSON.
    pub fn constants(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let tables = self.catalog().tables();
        let (start, end) = tables.range(Word::Sets, self.number().into());
        let string = move |at| tables.string(Word::SetItems, at);
        (start..end).map(move |set| (string(set * row::SET), string(set * row::SET + 1)))
    }
}
