//! From an answer back to a code: by the envelopes of the catalog, then by the status alone.

mod candidates;
mod read;
mod walk;

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use core::fmt;

use self::candidates::Candidates;
use self::read::{Reading, any_details, typed};
pub use self::walk::MOST_SLOTS;
use self::walk::{Absent, Captures, Members, walk};
use crate::answer::json_reader;
use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::catalog::parts::Shown;
use crate::catalog::vocabulary::{ParamKind, Recognize};
use crate::error::body::slot;
use crate::error::raise::Given;
use crate::error::value::{Carried, Owned, Value};
use crate::tables::{Word, row};

/// A code that an answer was recognised as, with all that the answer says.
pub struct Recognised<'a> {
    pub(crate) code: AnyCode<'a>,
    pub(crate) given: Given,
}

impl<'a> Recognised<'a> {
    /// The code.
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
impl fmt::Debug for Recognised<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Recognised");
        out.field("code", &self.code);
        for (param, value) in self.code.params().zip(self.params()).filter(|(param, _)| !param.sensitive) {
            out.field(param.name, &value);
        }
        out.finish_non_exhaustive()
    }
}

impl Carried for Recognised<'_> {
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
    /// The code that an answer means: the one whose own envelope it is, else the one that its status alone means. Without a
    /// status only the body decides. `None` for an answer that no code fits, and for one that several do.
    ///
    /// A code that the answer names itself is known in whatever words, and under any status, unless its envelope holds that,
    /// too; in other words than its own its values are those that stand by themselves. A link in an envelope is no
    /// word: it has to be the code's own.
    ///
    /// It takes time in proportion to the body, and memory for what is returned.
    #[must_use]
    pub fn recognise(self, status: Option<u16>, body: &[u8]) -> Option<Recognised<'a>> {
        let json = json(body);
        if let Some(json) = json {
            let members = Members::of(json);
            let mut found = None;
            for envelope in 0..=self.tables().len(Word::Envelopes) {
                match self.in_envelope(envelope, status, &members) {
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

    /// The code that somebody else's raw answer becomes, by the rows of a source: the first row that fits. `None` if there is
    /// no source of this name, or no row fits.
    #[must_use]
    pub fn recognize_upstream(self, source: &str, status: Option<u16>, body: &[u8]) -> Option<Recognised<'a>> {
        let tables = self.tables();
        let word = |column, at, place: usize| tables.word(column, at + place) as usize;
        let mut sources = (0..tables.len(Word::Signals) / row::SIGNAL).map(|number| number * row::SIGNAL);
        let source = sources.find(|at| tables.string(Word::Signals, *at) == source)?;
        let mut rows = word(Word::Signals, source, 1)..word(Word::Signals, source, 2);
        let fits = |row: &usize| {
            let at = row * row::SIGNAL_ROW;
            let mut statuses = word(Word::SignalRows, at, 1)..word(Word::SignalRows, at, 2);
            let within = |range: usize| {
                let bound = |place| tables.word(Word::SignalStatuses, range * row::SIGNAL_STATUS + place);
                status.is_some_and(|status| (bound(0)..=bound(1)).contains(&u32::from(status)))
            };
            (statuses.is_empty() || statuses.any(within))
                && tables.optional_string(Word::SignalRows, at).is_none_or(|text| contains(body, text.as_bytes()))
        };
        let row = rows.find(fits)?;
        let code = self.get(word(Word::SignalRows, row * row::SIGNAL_ROW, 3))?;
        Some(free(code, body, json(body)))
    }

    /// Returns the names of the upstreams, whose raw answers [`Catalog::recognize_upstream`] reads.
    pub fn upstreams(self) -> impl ExactSizeIterator<Item = &'a str> {
        let tables = self.tables();
        (0..tables.len(Word::Signals) / row::SIGNAL).map(|number| tables.string(Word::Signals, number * row::SIGNAL))
    }

    /// The one code whose answer in an envelope a body is; an error if there are several.
    fn in_envelope(
        self,
        envelope: usize,
        status: Option<u16>,
        body: &Members<'_>,
    ) -> Result<Option<Recognised<'a>>, Several> {
        let tables = self.tables();
        let mut captures = Captures::new();
        if !walk(tables, tables.range(Word::EnvelopeStarts, envelope).0, body, Absent::Optional, &mut captures) {
            return Ok(None);
        }
        // Rows of named envelopes count from one; problem details, whose template stands last, are 0.
        let number = if envelope == tables.len(Word::Envelopes) { 0 } else { envelope + 1 };
        let wire_code = captures.of(slot::CODE);
        let status = status.filter(|_| wire_code.is_none() || captures.of(slot::STATUS).is_some());
        let own = |code: &AnyCode<'a>| {
            code.envelope_number() == number
                && status.is_none_or(|status| code.status() == Some(status))
                && code.recognize() == Recognize::Envelope
                && is_public(code)
        };
        let read = |code: AnyCode<'a>| {
            let named = wire_code.is_some();
            let given = Reading { code, captures: &captures, body, named, problem: number == 0 }.read()?;
            Some(Recognised { code, given })
        };
        if let Some(wire_code) = wire_code {
            let code = json_reader::text(wire_code).and_then(|wire_code| self.by_wire_code(&wire_code));
            return Ok(code.filter(own).and_then(read));
        }
        let message = captures.of(slot::MESSAGE).map(json_reader::text);
        let message = message.as_ref().and_then(|message| message.as_deref());
        let mut all = Candidates::of(self, envelope, message).filter(own).filter_map(read);
        let first = all.next();
        if all.next().is_some() { Err(Several) } else { Ok(first) }
    }
}

/// Several codes fit one answer.
struct Several;

fn is_public(code: &AnyCode<'_>) -> bool {
    matches!(code.shown(), Shown::Itself)
}

/// A body that is one JSON value, without the white space around it.
fn json(body: &[u8]) -> Option<&str> {
    let text = core::str::from_utf8(body).ok()?.trim_matches([' ', '\t', '\n', '\r']);
    json_reader::whole(text).is_ok().then_some(text)
}

/// Whether a body contains a text, whatever the case of ASCII letters.
fn contains(body: &[u8], text: &[u8]) -> bool {
    body.windows(text.len().max(1)).any(|window| window.eq_ignore_ascii_case(text)) || text.is_empty()
}

/// A code whose text is free: what the answer says is kept, and is the first parameter if that is a text, and not sensitive.
fn free<'a>(code: AnyCode<'a>, body: &[u8], json: Option<&str>) -> Recognised<'a> {
    let tables = code.catalog().tables();
    let mut given = Given::default();
    given.params.resize(code.params().len(), Owned::Absent);
    let envelope = code.envelope_number().checked_sub(1).unwrap_or(tables.len(Word::Envelopes));
    let mut captures = Captures::new();
    let start = tables.range(Word::EnvelopeStarts, envelope).0;
    // The status has decided: an answer that lacks a value says what it does say.
    let enveloped = json.filter(|json| walk(tables, start, &Members::of(json), Absent::Values, &mut captures));
    let said = match enveloped.and_then(|_| json_reader::text(captures.of(slot::MESSAGE)?)) {
        Some(message) => message.into_owned(),
        None => String::from_utf8_lossy(body).trim_ascii().to_owned(),
    };
    if enveloped.is_some() {
        given.details = captures.of(slot::DETAILS).map(any_details).unwrap_or_default();
        for (at, value) in (0..).zip(code.catalog().context()) {
            let name = tables.word(Word::Context, usize::from(at) * row::CONTEXT) + slot::NAMED;
            let own = captures.of(name).and_then(|json| typed(value.kind, json));
            given.context.extend(own.map(|own| (at, own)));
        }
    }
    if code.params().next().is_some_and(|first| first.kind == ParamKind::String && !first.sensitive) {
        given.params[0] = Owned::Text(Cow::Owned(said.clone()));
    }
    given.raw_text = Some(said).filter(|said| !said.is_empty());
    Recognised { code, given }
}
