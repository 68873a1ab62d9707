//! Envelopes: JSON templates as rows of integers, in the order in which they are written.
//!
//! A row is (kind, string, number). A scalar or a slot is one row; an object or a list is a row with the number of its parts,
//! which follow. A part of an object is a row with its key, and its value.

use core::fmt::{self, Write};

use crate::catalog::Language;
use crate::catalog::code::AnyCode;
use crate::error::json_writer;
use crate::error::view::View;
use crate::padding::pad;
use crate::tables::{Tables, Word, row};

/// The kinds of rows.
pub mod kind {
    /// JSON as it stands: the string.
    pub const LITERAL: u32 = 0;
    /// A value to be filled in: the number is a [`super::slot`].
    pub const SLOT: u32 = 1;
    /// The same, and what holds it vanishes where there is none.
    pub const OPTIONAL: u32 = 2;
    /// An object of so many members.
    pub const OBJECT: u32 = 3;
    /// A list of so many items.
    pub const LIST: u32 = 4;
    /// The key of the value that follows, as JSON with the colon: the string.
    pub const MEMBER: u32 = 5;

    /// Whether a row of this kind is filled in.
    pub(crate) const fn fills(kind: u32) -> bool {
        matches!(kind, SLOT | OPTIONAL)
    }
}

/// What fills a slot: one of errcat's own names, or beyond them a parameter, constant or value of the context by the number of
/// its name among the shared strings.
pub mod slot {
    /// The names that errcat itself fills in, in the order of their numbers.
    pub const NAMES: [&str; 8] =
        ["code", "message", "customer", "title", "status", "details", "docs_url", "remediation"];
    /// `$code`
    pub const CODE: u32 = 0;
    /// `$message`
    pub const MESSAGE: u32 = 1;
    /// `$customer`
    pub const CUSTOMER: u32 = 2;
    /// `$title`
    pub const TITLE: u32 = 3;
    /// `$status`
    pub const STATUS: u32 = 4;
    /// `$details`
    pub const DETAILS: u32 = 5;
    /// `$docs_url`
    pub const DOCS_URL: u32 = 6;
    /// `$remediation`
    pub const REMEDIATION: u32 = 7;
    /// The first number of a name.
    pub const NAMED: u32 = 8;
}

/// The members that problem details have of themselves (RFC 9457, section 3.1), and `code`.
pub const PROBLEM_MEMBERS: [&str; 6] = ["type", "title", "status", "detail", "instance", "code"];

/// Which envelope a body has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Problem details (RFC 9457).
    Problem,
    /// A named envelope of the catalog, by its place.
    Named(usize),
}

/// The body of an answer in its envelope. It displays as compact JSON.
#[derive(Clone, Copy)]
pub struct Body<'a> {
    pub(crate) view: View<'a>,
    pub(crate) shape: Shape,
}

impl Body<'_> {
    /// The media type: `application/json`, or `application/problem+json`.
    #[must_use]
    pub const fn content_type(&self) -> &'static str {
        match self.shape {
            Shape::Problem => "application/problem+json",
            Shape::Named(_) => "application/json",
        }
    }
}

impl<'a> Body<'a> {
    /// The name of the envelope, one of [`Catalog::envelopes`](crate::Catalog::envelopes); `None` for problem details.
    #[must_use]
    pub fn envelope(&self) -> Option<&'a str> {
        match self.shape {
            Shape::Problem => None,
            Shape::Named(envelope) => Some(self.view.tables().string(Word::Envelopes, envelope)),
        }
    }

    /// The language of the first text in the body that follows the one that was chosen: a text for customers, or a
    /// remediation, which is in a shorter tag's language where only that has one. `None` where none was chosen, and
    /// where no text follows it: the others are in the catalog's language, whatever was chosen.
    #[must_use]
    pub fn language(&self) -> Option<Language<'a>> {
        let Shape::Named(envelope) = self.shape else { return None };
        let tables = self.view.tables();
        let (start, end) = tables.range(Word::EnvelopeStarts, envelope);
        let mut slots = (start..end).map(|at| Row::read(tables, at)).filter(|row| kind::fills(row.kind));
        slots.find_map(|row| self.view.language_of(row.number))
    }
}

impl fmt::Display for Body<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, |out| match self.shape {
            Shape::Problem => self.problem(out),
            Shape::Named(envelope) => {
                let tables = self.view.tables();
                let (start, _) = tables.range(Word::EnvelopeStarts, envelope);
                Writer { view: self.view, tables, at: start, out }.value()
            }
        })
    }
}

/// The JSON, without quotes around it.
impl fmt::Debug for Body<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Body").field(&format_args!("{self}")).finish()
    }
}

impl Body<'_> {
    fn problem(&self, out: &mut dyn Write) -> fmt::Result {
        let view = self.view;
        out.write_char('{')?;
        if let Some(link) = view.docs_url() {
            out.write_str("\"type\":")?;
            json_writer::string_of(out, |out| write!(out, "{link}"))?;
            out.write_char(',')?;
        }
        out.write_str("\"title\":")?;
        json_writer::string(out, view.title())?;
        if let Some(status) = view.status() {
            write!(out, ",\"status\":{status}")?;
        }
        out.write_str(",\"detail\":")?;
        json_writer::string_of(out, |out| view.message().write(out))?;
        if let Some(instance) = view.instance {
            out.write_str(",\"instance\":")?;
            json_writer::string(out, instance)?;
        }
        out.write_str(",\"code\":")?;
        json_writer::string(out, view.wire_code())?;
        if view.fills(slot::DETAILS) && !view.code.is_some_and(AnyCode::has_param_of_details) {
            out.write_str(",\"details\":")?;
            details(&view, out)?;
        }
        for (name, value) in view.params() {
            out.write_char(',')?;
            json_writer::string(out, name)?;
            out.write_char(':')?;
            value.write_json(out)?;
        }
        out.write_char('}')
    }
}

/// A row of a template.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    pub(crate) kind: u32,
    pub(crate) string: u32,
    pub(crate) number: u32,
}

impl Row {
    pub(crate) const fn read(tables: &Tables<'_>, at: usize) -> Self {
        let at = at * row::ENVELOPE;
        let word = Word::EnvelopeRows;
        Self { kind: tables.word(word, at), string: tables.word(word, at + 1), number: tables.word(word, at + 2) }
    }

    /// The name of a member, escapes as they are: its key without quotes and colon.
    #[cfg(feature = "alloc")]
    pub(crate) fn name<'a>(&self, tables: &Tables<'a>) -> &'a str {
        let key = tables.text(Word::Strings, self.string as usize);
        key.get(1..key.len() - 2).unwrap_or_default()
    }
}

struct Writer<'w, 'a> {
    view: View<'a>,
    tables: &'a Tables<'a>,
    /// The next row.
    at: usize,
    out: &'w mut dyn Write,
}

impl Writer<'_, '_> {
    fn next(&mut self) -> Row {
        let row = Row::read(self.tables, self.at);
        self.at += 1;
        row
    }

    fn string(&mut self, row: Row) -> fmt::Result {
        self.out.write_str(self.tables.text(Word::Strings, row.string as usize))
    }

    fn value(&mut self) -> fmt::Result {
        let row = self.next();
        match row.kind {
            kind::LITERAL => self.string(row),
            kind::SLOT | kind::OPTIONAL => self.slot(row.number),
            kind::OBJECT => self.parts(row, "{", "}"),
            _ => self.parts(row, "[", "]"),
        }
    }

    /// Writes the parts of an object or a list, but for optional ones without a value.
    fn parts(&mut self, row: Row, open: &str, close: &str) -> fmt::Result {
        self.out.write_str(open)?;
        let mut first = true;
        for _ in 0..row.number {
            let key = (row.kind == kind::OBJECT).then(|| self.next());
            let value = Row::read(self.tables, self.at);
            if value.kind == kind::OPTIONAL && !self.view.fills(value.number) {
                self.at += 1;
                continue;
            }
            if !first {
                self.out.write_str(",")?;
            }
            first = false;
            if let Some(key) = key {
                self.string(key)?;
            }
            self.value()?;
        }
        self.out.write_str(close)
    }

    fn slot(&mut self, slot: u32) -> fmt::Result {
        let view = self.view;
        match slot {
            slot::CODE => json_writer::string(self.out, view.wire_code()),
            slot::MESSAGE => json_writer::string_of(self.out, |out| view.message().write(out)),
            slot::CUSTOMER => json_writer::string_of(self.out, |out| view.customer().write(out)),
            slot::TITLE => json_writer::string(self.out, view.title()),
            slot::STATUS => match view.status() {
                Some(status) => write!(self.out, "{status}"),
                None => self.out.write_str("null"),
            },
            slot::DETAILS => details(&view, self.out),
            slot::DOCS_URL => match view.docs_url() {
                Some(link) => json_writer::string_of(self.out, |out| write!(out, "{link}")),
                None => self.out.write_str("null"),
            },
            slot::REMEDIATION => json_writer::string_of(self.out, |out| view.remediation().write(out)),
            _ => match (view.value(slot - slot::NAMED), view.constant(slot - slot::NAMED)) {
                (Some(value), _) => value.write_json(self.out),
                (None, Some(json)) => self.out.write_str(json),
                (None, None) => self.out.write_str("null"),
            },
        }
    }
}

fn details(view: &View<'_>, out: &mut dyn Write) -> fmt::Result {
    out.write_char('[')?;
    for (at, detail) in view.details().enumerate() {
        if at > 0 {
            out.write_char(',')?;
        }
        json_writer::string(out, detail)?;
    }
    out.write_char(']')
}
