//! Bodies of answers: envelopes with their values, and problem details.

use core::fmt::{self, Write};

use crate::catalog::code::AnyCode;
use crate::catalog::language::Language;
use crate::catalog::param::Param;
use crate::error::json_writer;
use crate::error::view::View;
use crate::padding::pad;
use crate::tables::Tables;
use crate::tables::columns::U32Column;
use crate::tables::numbers::StringNumber;
use crate::tables::rows::ContextRow;
use crate::tables::template::{Node, Slot, TemplateNumber};

/// The members that problem details always have (RFC 9457, section 3.1), and `code`.
pub const PROBLEM_MEMBERS: [&str; 6] = ["type", "title", "status", "detail", "instance", "code"];

/// The envelope of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Problem details (RFC 9457).
    Problem,
    /// A named envelope, by its number in the catalog.
    Named(usize),
}

/// The body of an answer in its envelope. It displays as compact JSON.
#[derive(Clone, Copy)]
pub struct Body<'a> {
    pub(crate) view: View<'a>,
    pub(crate) shape: Shape,
}

impl Body<'_> {
    /// Returns the media type: `application/json`, or `application/problem+json` for problem details.
    #[must_use]
    pub const fn content_type(&self) -> &'static str {
        match self.shape {
            Shape::Problem => "application/problem+json",
            Shape::Named(_) => "application/json",
        }
    }
}

impl<'a> Body<'a> {
    /// Returns the name of the envelope; `None` for problem details.
    #[must_use]
    pub fn envelope(&self) -> Option<&'a str> {
        match self.shape {
            Shape::Problem => None,
            Shape::Named(envelope) => Some(self.view.tables().string_at(U32Column::Envelopes, envelope)),
        }
    }

    /// Returns the language of the first customer text or remediation in the body. A remediation may be in the language of a
    /// shorter tag, if only that has one. `None` if no language was chosen, or if the body has no such text: other texts are in
    /// the catalog's language.
    #[must_use]
    pub fn language(&self) -> Option<Language<'a>> {
        let Shape::Named(envelope) = self.shape else { return None };
        let tables = self.view.tables();
        let mut slots = TemplateNumber::envelope(tables, Some(envelope)).nodes(tables).slots(tables);
        slots.find_map(|slot| self.view.language_of(slot))
    }
}

impl<'a> Body<'a> {
    /// Returns the values of the context that the body contains if the error has them.
    pub fn context(&self) -> impl Iterator<Item = Param<'a>> + use<'a> {
        let (view, shape) = (self.view, self.shape);
        let rows = view.catalog().context().enumerate();
        rows.filter(move |(at, param)| !param.sensitive && shape.has_context(&view, *at)).map(|(_, param)| param)
    }

    /// Returns whether the body lists the details of the error, if it has some.
    #[must_use]
    pub fn lists_details(&self) -> bool {
        let tables = self.view.tables();
        !self.view.masked()
            && match self.shape {
                Shape::Problem => !self.view.code.is_some_and(AnyCode::has_param_of_details),
                Shape::Named(envelope) => {
                    let mut slots = TemplateNumber::envelope(tables, Some(envelope)).nodes(tables).slots(tables);
                    slots.any(|slot| slot == Slot::Details)
                }
            }
    }
}

impl Shape {
    /// Whether a value of the context is in an envelope, by its number.
    fn has_context(self, view: &View<'_>, at: usize) -> bool {
        let Self::Named(envelope) = self else { return false };
        let tables = view.tables();
        let name = ContextRow::read(tables, at).name;
        let mut slots = TemplateNumber::envelope(tables, Some(envelope)).nodes(tables).slots(tables);
        // A parameter of the same name comes first.
        view.code.is_none_or(|code| code.param_named(name).is_none()) && slots.any(|slot| slot == Slot::Named(name))
    }
}

impl fmt::Display for Body<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, |out| match self.shape {
            Shape::Problem => self.problem(out),
            Shape::Named(envelope) => {
                let tables = self.view.tables();
                let nodes = TemplateNumber::envelope(tables, Some(envelope)).nodes(tables);
                Writer { view: self.view, tables, at: nodes.start as usize, out }.value()
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
        if let Some(link) = view.problem_type() {
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
        json_writer::string_of(out, |out| view.message_in_body().write(out))?;
        if let Some(instance) = view.instance {
            out.write_str(",\"instance\":")?;
            json_writer::string(out, instance)?;
        }
        out.write_str(",\"code\":")?;
        code(&view, out)?;
        if view.fills(Slot::Details) && !view.code.is_some_and(AnyCode::has_param_of_details) {
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

/// Writes the values of an envelope.
struct Writer<'w, 'a> {
    view: View<'a>,
    tables: &'a Tables<'a>,
    /// The number of the next node.
    at: usize,
    out: &'w mut dyn Write,
}

impl Writer<'_, '_> {
    fn next(&mut self) -> Node {
        let node = Node::read(self.tables, self.at);
        self.at += 1;
        node
    }

    fn string(&mut self, string: StringNumber) -> fmt::Result {
        self.out.write_str(self.tables.string(string))
    }

    fn value(&mut self) -> fmt::Result {
        match self.next() {
            Node::Literal(json) => self.string(json),
            Node::Slot(slot) | Node::Optional(slot) => self.slot(slot),
            Node::Object(members) => self.parts(members, "{", "}"),
            Node::List(items) => self.parts(items, "[", "]"),
            // Keys are read with their objects.
            Node::Member(_) => Ok(()),
        }
    }

    /// Writes the parts of an object or a list, without optional ones that have no value.
    fn parts(&mut self, parts: u32, open: &str, close: &str) -> fmt::Result {
        self.out.write_str(open)?;
        let mut first = true;
        for _ in 0..parts {
            let key = match Node::read(self.tables, self.at) {
                Node::Member(key) => {
                    self.at += 1;
                    Some(key)
                }
                _ => None,
            };
            if let Node::Optional(slot) = Node::read(self.tables, self.at)
                && !self.view.fills(slot)
            {
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

    fn slot(&mut self, slot: Slot) -> fmt::Result {
        let view = self.view;
        match slot {
            Slot::Code => code(&view, self.out),
            Slot::Message => json_writer::string_of(self.out, |out| view.message_in_body().write(out)),
            Slot::Customer => json_writer::string_of(self.out, |out| view.customer().write(out)),
            Slot::Title => json_writer::string(self.out, view.title()),
            Slot::Status => match view.status() {
                Some(status) => write!(self.out, "{status}"),
                None => self.out.write_str("null"),
            },
            Slot::Details => details(&view, self.out),
            Slot::DocsUrl => match view.docs_url() {
                Some(link) => json_writer::string_of(self.out, |out| write!(out, "{link}")),
                None => self.out.write_str("null"),
            },
            Slot::Remediation if !view.remediation().is_complete() => self.out.write_str("null"),
            Slot::Remediation => json_writer::string_of(self.out, |out| view.remediation().write(out)),
            Slot::Named(name) => match (view.value(name), view.constant(name)) {
                (Some(value), _) => value.write_json(self.out),
                (None, Some(json)) => self.out.write_str(json),
                (None, None) => self.out.write_str("null"),
            },
        }
    }
}

/// Writes the wire code: a string or a number.
fn code(view: &View<'_>, out: &mut dyn Write) -> fmt::Result {
    match view.wire_number() {
        Some(number) => write!(out, "{number}"),
        None => json_writer::string(out, view.wire_code()),
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
