//! The recognition of answers: by the envelopes of the catalog, then by the status alone.

mod candidates;
mod read;
mod walk;

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use core::fmt;

use self::candidates::Candidates;
use self::read::{Reading, any_details, typed};
pub use self::walk::MAX_SLOTS;
use self::walk::{Absent, Captures, Members, walk};
use crate::answer::json_reader;
use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::catalog::mask::Shown;
use crate::catalog::vocabulary::{ParamKind, Recognize};
use crate::error::raise::Given;
use crate::error::value::{Carried, Owned, Value};
use crate::tables::rows::{ContextRow, StatusRangeRow, UpstreamRow, UpstreamRuleRow};
use crate::tables::template::{Slot, TemplateNumber};

/// A recognized answer: its code, and the values that it has.
pub struct Recognized<'a> {
    pub(crate) code: AnyCode<'a>,
    pub(crate) given: Given,
}

impl<'a> Recognized<'a> {
    /// Returns the code.
    #[must_use]
    pub const fn code(&self) -> AnyCode<'a> {
        self.code
    }

    /// Returns the values of its parameters, in the order of [`AnyCode::params`]; `None` for a value that the answer does not
    /// have.
    pub fn params(&self) -> impl ExactSizeIterator<Item = Option<Value<'_>>> {
        self.given.params.iter().map(Owned::value)
    }

    /// Returns the details, in their order.
    pub fn details(&self) -> impl ExactSizeIterator<Item = &str> {
        self.given.details.iter().map(|detail| &**detail)
    }

    /// Returns the text of the answer, word for word.
    #[must_use]
    pub fn raw_text(&self) -> Option<&str> {
        self.given.raw_text.as_deref()
    }
}

/// The code, and the values that are not sensitive.
impl fmt::Debug for Recognized<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Recognized");
        out.field("code", &self.code);
        for (param, value) in self.code.params().zip(self.params()).filter(|(param, _)| !param.sensitive) {
            out.field(param.name, &value);
        }
        out.finish_non_exhaustive()
    }
}

impl Carried for Recognized<'_> {
    fn param(&self, at: usize) -> Option<Value<'_>> {
        self.given.param(at)
    }

    fn detail(&self, at: usize) -> Option<&str> {
        self.given.detail(at)
    }

    fn context(&self, at: usize) -> Option<Value<'_>> {
        self.given.context(at)
    }
}

impl<'a> Catalog<'a> {
    /// Recognizes an answer: by its envelope, otherwise by its status. Without a status only the body counts. Returns `None` if
    /// no code matches, or if several do.
    ///
    /// If the answer contains a code, that code wins over its texts, which may differ from the catalog's. It also wins over the
    /// status, unless the envelope contains the status. If a text differs, only values in slots of their own are read. A link
    /// must be the code's own.
    ///
    /// The time grows in proportion to the body. Memory is allocated for the values only.
    #[must_use]
    pub fn recognize(self, status: Option<u16>, body: &[u8]) -> Option<Recognized<'a>> {
        let json = json(body);
        if let Some(json) = json {
            let members = Members::of(json);
            let mut found = None;
            for (envelope, template) in TemplateNumber::of_answers(self.tables()) {
                match self.in_envelope(envelope, template, status, &members) {
                    Ok(None) => {}
                    Ok(one) if found.is_none() => found = one,
                    _ => return None,
                }
            }
            if found.is_some() {
                return found;
            }
        }
        let status = status?;
        let by_status = |code: &AnyCode<'a>| code.recognize() == Recognize::Status && code.status() == Some(status);
        let code = self.codes().filter(is_public).find(by_status)?;
        Some(free(code, body, json))
    }

    /// Recognizes a raw answer of an upstream by the first of its rules that matches. Returns `None` if the catalog has no
    /// upstream of this name, or if no rule matches.
    #[must_use]
    pub fn recognize_upstream(self, upstream: &str, status: Option<u16>, body: &[u8]) -> Option<Recognized<'a>> {
        let tables = self.tables();
        let upstream = self.upstream_rows().find(|row| tables.string(row.name) == upstream)?;
        let rule = upstream.rules.numbers().map(|number| UpstreamRuleRow::read(tables, number)).find(|rule| {
            let includes = |number| {
                let StatusRangeRow { first, last } = StatusRangeRow::read(tables, number);
                status.is_some_and(|status| (first..=last).contains(&u32::from(status)))
            };
            let text = tables.optional_string(rule.contains);
            (rule.statuses.is_empty() || rule.statuses.numbers().any(includes))
                && text.is_none_or(|text| contains(body, text.as_bytes()))
        })?;
        let code = self.get(rule.code as usize)?;
        Some(free(code, body, json(body)))
    }

    /// Returns the names of the upstreams, whose raw answers [`Catalog::recognize_upstream`] reads.
    pub fn upstreams(self) -> impl ExactSizeIterator<Item = &'a str> {
        self.upstream_rows().map(move |row| self.tables().string(row.name))
    }

    fn upstream_rows(self) -> impl ExactSizeIterator<Item = UpstreamRow> {
        (0..UpstreamRow::count(self.tables())).map(move |number| UpstreamRow::read(self.tables(), number))
    }

    /// Recognizes a body by an envelope, problem details if it has no number.
    fn in_envelope(
        self,
        envelope: Option<usize>,
        template: TemplateNumber,
        status: Option<u16>,
        body: &Members<'_>,
    ) -> Result<Option<Recognized<'a>>, Several> {
        let tables = self.tables();
        let mut captures = Captures::new();
        if !walk(tables, template.nodes(tables).numbers().start, body, Absent::Optional, &mut captures) {
            return Ok(None);
        }
        let wire_code = captures.of(Slot::Code);
        let status = status.filter(|_| wire_code.is_none() || captures.of(Slot::Status).is_some());
        let own = |code: &AnyCode<'a>| {
            code.envelope_number() == envelope
                && status.is_none_or(|status| code.status() == Some(status))
                && code.recognize() == Recognize::Envelope
                && is_public(code)
        };
        let read = |code: AnyCode<'a>| {
            let named = wire_code.is_some();
            let given = Reading { code, captures: &captures, body, named, problem: envelope.is_none() }.read()?;
            Some(Recognized { code, given })
        };
        if let Some(wire_code) = wire_code {
            let code = json_reader::text(wire_code).and_then(|wire_code| self.by_wire_code(&wire_code));
            return Ok(code.filter(own).and_then(read));
        }
        // Problem details always contain a code.
        let Some(envelope) = envelope else { return Ok(None) };
        let message = captures.of(Slot::Message).map(json_reader::text);
        let message = message.as_ref().and_then(|message| message.as_deref());
        let mut all = Candidates::of(self, envelope, message).filter(own).filter_map(read);
        let first = all.next();
        if all.next().is_some() { Err(Several) } else { Ok(first) }
    }
}

/// Several codes match one answer.
struct Several;

fn is_public(code: &AnyCode<'_>) -> bool {
    matches!(code.shown(), Shown::Itself)
}

/// Returns a body without the white space around it, if it is one JSON value.
fn json(body: &[u8]) -> Option<&str> {
    let text = core::str::from_utf8(body).ok()?.trim_matches([' ', '\t', '\n', '\r']);
    json_reader::whole(text).is_ok().then_some(text)
}

/// Whether a body contains a text; the case of ASCII letters does not count.
fn contains(body: &[u8], text: &[u8]) -> bool {
    body.windows(text.len().max(1)).any(|window| window.eq_ignore_ascii_case(text)) || text.is_empty()
}

/// Reads an answer as that of a code with free text: its text is kept, and is the value of the first parameter if that is a
/// text and not sensitive.
fn free<'a>(code: AnyCode<'a>, body: &[u8], json: Option<&str>) -> Recognized<'a> {
    let tables = code.catalog().tables();
    let mut given = Given::default();
    given.params.resize(code.params().len(), Owned::Absent);
    let nodes = TemplateNumber::envelope(tables, code.envelope_number()).nodes(tables);
    let mut captures = Captures::new();
    // The code is known, so an answer that lacks values is read, too.
    let enveloped =
        json.filter(|json| walk(tables, nodes.numbers().start, &Members::of(json), Absent::Values, &mut captures));
    let said = match enveloped.and_then(|_| json_reader::text(captures.of(Slot::Message)?)) {
        Some(message) => message.into_owned(),
        None => String::from_utf8_lossy(body).trim_ascii().to_owned(),
    };
    if enveloped.is_some() {
        given.details = captures.of(Slot::Details).map(any_details).unwrap_or_default();
        for (at, value) in (0..).zip(code.catalog().context()) {
            let name = ContextRow::read(tables, usize::from(at)).name;
            let own = captures.of(Slot::Named(name)).and_then(|json| typed(value.kind, json));
            given.context.extend(own.map(|own| (at, own)));
        }
    }
    if code.params().next().is_some_and(|first| first.kind == ParamKind::String && !first.sensitive) {
        given.params[0] = Owned::Text(Cow::Owned(said.clone()));
    }
    given.raw_text = Some(said).filter(|said| !said.is_empty());
    Recognized { code, given }
}
