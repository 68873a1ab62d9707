//! From an answer back to a code: by the envelopes of the catalog, then by the status alone.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::catalog::Catalog;
use crate::code::AnyCode;
use crate::envelope::{Row, kind, slot};
use crate::error::Given;
use crate::fit::{Template, Values};
use crate::parts::Shown;
use crate::scan;
use crate::tables::{Half, Tables, Word, row};
use crate::value::{Carried, Json, Owned, Value};
use crate::vocabulary::{ParamKind, Recognize};

/// The most values that an envelope may name.
pub const MOST_SLOTS: usize = 64;

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

    /// The text that the answer really had.
    #[must_use]
    pub fn said(&self) -> Option<&str> {
        self.given.said.as_deref()
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

/// What an envelope's slots hold in a body.
struct Captures<'b> {
    all: [(u32, &'b str); MOST_SLOTS],
    len: usize,
}

impl<'b> Captures<'b> {
    const fn new() -> Self {
        Self { all: [(0, ""); MOST_SLOTS], len: 0 }
    }

    fn iter(&self) -> impl Iterator<Item = (u32, &'b str)> {
        self.all[..self.len].iter().copied()
    }

    fn of(&self, slot: u32) -> Option<&'b str> {
        self.iter().find(|(own, _)| *own == slot).map(|(_, value)| value)
    }
}

impl<'a> Catalog<'a> {
    /// The code that an answer means: the one whose own envelope it is, else the one that its status alone means. Without a
    /// status only the body decides. `None` for an answer that no code fits, and for one that several do.
    ///
    /// It takes time in proportion to the body, and memory for what is returned.
    #[must_use]
    pub fn recognise(&'a self, status: Option<u16>, body: &[u8]) -> Option<Recognised<'a>> {
        let text = core::str::from_utf8(body).ok().map(str::trim_ascii);
        let json = text.filter(|text| scan::whole(text).is_ok());
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
    pub fn recognise_from(&'a self, source: &str, status: Option<u16>, body: &[u8]) -> Option<Recognised<'a>> {
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
        let json = core::str::from_utf8(body).ok().map(str::trim_ascii).filter(|text| scan::whole(text).is_ok());
        Some(free(code, body, json))
    }

    /// The names of the sources.
    pub fn sources(&'a self) -> impl ExactSizeIterator<Item = &'a str> {
        let tables = self.tables();
        (0..tables.len(Word::Signals) / row::SIGNAL).map(|number| tables.string(Word::Signals, number * row::SIGNAL))
    }

    /// The one code whose answer in an envelope a body is; an error if there are several.
    fn in_envelope(
        &'a self,
        envelope: usize,
        status: Option<u16>,
        body: &Members<'_>,
    ) -> Result<Option<Recognised<'a>>, Several> {
        let tables = self.tables();
        let mut captures = Captures::new();
        if !walk(tables, &mut tables.range(Word::EnvelopeStarts, envelope).0, body, &mut captures) {
            return Ok(None);
        }
        // Rows of named envelopes count from one; problem details, whose template stands last, are 0.
        let number = if envelope == tables.len(Word::Envelopes) { 0 } else { envelope + 1 };
        let own = |code: &AnyCode<'a>| {
            code.envelope_number() == number
                && status.is_none_or(|status| code.status() == Some(status))
                && code.recognize() == Recognize::Envelope
                && is_public(code)
        };
        let read = |code: AnyCode<'a>| {
            let given = Reading { code, captures: &captures, body, problem: number == 0 }.read()?;
            Some(Recognised { code, given })
        };
        if let Some(wire_code) = captures.of(slot::CODE) {
            let code = scan::text(wire_code).and_then(|wire_code| self.from_wire(&wire_code));
            return Ok(code.filter(own).and_then(read));
        }
        let message = captures.of(slot::MESSAGE).and_then(scan::text);
        let may_be = |code: &AnyCode<'a>| message.as_ref().is_none_or(|text| message_of(*code).begins(text));
        let mut all = self.codes().filter(own).filter(may_be).filter_map(read);
        let first = all.next();
        if all.next().is_some() { Err(Several) } else { Ok(first) }
    }
}

fn message_of(code: AnyCode<'_>) -> Template<'_> {
    let (tables, at) = (code.catalog().tables(), usize::from(code.number()));
    let segments = tables.range(Word::MessageSegments, at);
    Template { tables, whole: code.message(), segments, params: tables.range(Word::Params, at).0 }
}

/// Several codes fit one answer.
struct Several;

fn is_public(code: &AnyCode<'_>) -> bool {
    matches!(code.shown(), Shown::Itself)
}

/// Whether a text contains another one, whose letters are small, whatever the case of ASCII letters.
fn contains(body: &[u8], text: &[u8]) -> bool {
    body.windows(text.len().max(1)).any(|window| window.eq_ignore_ascii_case(text)) || text.is_empty()
}

/// The members of a body, found once for all envelopes.
struct Members<'b> {
    json: &'b str,
    all: [(&'b str, &'b str); MOST_MEMBERS],
    len: usize,
}

/// The members that are kept; those behind them are looked for.
const MOST_MEMBERS: usize = 16;

impl<'b> Members<'b> {
    fn of(json: &'b str) -> Self {
        let mut members = Self { json, all: [("", ""); MOST_MEMBERS], len: 0 };
        for (place, member) in members.all.iter_mut().zip(scan::parts(json)) {
            *place = member;
            members.len += 1;
        }
        members
    }

    fn iter(&self) -> impl Iterator<Item = (&'b str, &'b str)> {
        let rest = (self.len == MOST_MEMBERS).then(|| scan::parts(self.json).skip(MOST_MEMBERS));
        self.all[..self.len].iter().copied().chain(rest.into_iter().flatten())
    }
}

/// Compares a template with a body, and notes what stands in its slots.
fn walk<'b>(tables: &Tables<'_>, at: &mut usize, body: &Members<'b>, captures: &mut Captures<'b>) -> bool {
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

/// A code whose answer a body may be.
struct Reading<'r, 'a, 'b> {
    code: AnyCode<'a>,
    captures: &'r Captures<'b>,
    body: &'r Members<'b>,
    problem: bool,
}

impl<'a> Reading<'_, 'a, '_> {
    fn read(&self) -> Option<Given> {
        let code = self.code;
        let mut given = Given::default();
        given.params.resize(code.params().len(), Owned::Absent);
        // Values that stand by themselves say more than those inside of texts.
        for (slot, value) in self.captures.iter() {
            self.slot(slot, value, &mut given)?;
        }
        if self.problem {
            for (at, param) in code.params().enumerate() {
                let mut member = self.body.iter().filter(|(name, _)| scan::unescaped(name) == param.name);
                if let Some((_, value)) = member.next() {
                    given.params[at] = typed(param.kind, value)?;
                }
            }
        }
        for (slot, value) in self.captures.iter().filter(|(slot, _)| is_text(*slot)) {
            let text = scan::text(value)?;
            let (template, values) = self.texts(slot).find_map(|template| Some((template, template.fit(&text)?)))?;
            take(&text, template, &values, &mut given)?;
            if slot == slot::MESSAGE {
                given.said = Some(text.into_owned());
            }
        }
        Some(given)
    }

    fn slot(&self, slot: u32, value: &str, given: &mut Given) -> Option<()> {
        let code = self.code;
        let is = |text: &str| scan::text(value).is_some_and(|value| value == text).then_some(());
        match slot {
            slot::CODE => is(code.wire_code()),
            slot::TITLE => is(code.title()),
            slot::STATUS => match code.status() {
                Some(status) => (value.parse() == Ok(status)).then_some(()),
                None => (value == "null").then_some(()),
            },
            slot::DOCS_URL => match code.docs_url() {
                Some(link) => is(&link.to_string()),
                None => (value == "null").then_some(()),
            },
            slot::DETAILS => {
                given.details = details(value)?;
                Some(())
            }
            _ if is_text(slot) => Some(()),
            _ => self.named(slot - slot::NAMED, value, given),
        }
    }

    fn named(&self, name: u32, value: &str, given: &mut Given) -> Option<()> {
        let tables = self.code.catalog().tables();
        if let Some(at) = self.code.param_named(name) {
            let param = self.code.params().nth(at)?;
            given.params[at] = typed(param.kind, value)?;
        } else if let Some(constant) = self.code.constant_named(name) {
            return scan::equal(constant, value).then_some(());
        } else if let Some((at, param)) = (0..)
            .zip(self.code.catalog().context())
            .find(|(at, _)| tables.word(Word::Context, usize::from(*at) * row::CONTEXT) == name)
        {
            given.context.extend(typed(param.kind, value).map(|value| (at, value)));
        }
        Some(())
    }

    /// The texts of a slot: in the catalog's language, and translated.
    fn texts(&self, slot: u32) -> impl Iterator<Item = Template<'a>> {
        let code = self.code;
        let catalog = code.catalog();
        let tables = catalog.tables();
        let params = tables.range(Word::Params, code.number().into()).0;
        let template = move |starts, segments, at| Template {
            tables,
            whole: tables.text(starts, at),
            segments: tables.range(segments, at),
            params,
        };
        let literal = move |whole| Template { tables, whole, segments: (0, 0), params };
        let columns = match slot {
            slot::MESSAGE => [Word::Messages, Word::MessageSegments, Word::Translations, Word::TranslationSegments],
            slot::CUSTOMER => [Word::Customers, Word::CustomerSegments, Word::Translations, Word::TranslationSegments],
            _ => [
                Word::Remediations,
                Word::RemediationSegments,
                Word::RemediationTranslations,
                Word::RemediationTranslationSegments,
            ],
        };
        let at = usize::from(code.number());
        let own = Some(template(columns[0], columns[1], at)).filter(|own| !own.whole.is_empty());
        let own = own.or_else(|| (slot == slot::CUSTOMER).then(|| literal(catalog.unknown().customer)));
        let languages = catalog.languages().skip(1).filter(move |_| slot != slot::MESSAGE);
        let translated = languages.filter_map(move |language| match code.translated(columns[2], language) {
            Some((_, at)) => Some(template(columns[2], columns[3], at)),
            None => (slot == slot::CUSTOMER).then(|| literal(language.unknown_customer)),
        });
        own.into_iter().chain(translated)
    }
}

/// Takes the values inside of a text; what stands by itself, too, is equal.
fn take(text: &str, template: Template<'_>, values: &Values, given: &mut Given) -> Option<()> {
    for (param, (start, end)) in values.all[..values.len].iter().copied() {
        let kind = ParamKind::of(u32::from(template.tables.param_kind(template.params + param) & 0xff));
        let value = written(kind, &text[start..end])?;
        match &given.params[param] {
            Owned::Absent => given.params[param] = value,
            own if own.value().map(|own| own.to_string()) == value.value().map(|value| value.to_string()) => {}
            _ => return None,
        }
    }
    Some(())
}

const fn is_text(slot: u32) -> bool {
    matches!(slot, slot::MESSAGE | slot::CUSTOMER | slot::REMEDIATION)
}

fn details(value: &str) -> Option<Vec<Cow<'static, str>>> {
    if !value.starts_with('[') {
        return None;
    }
    scan::parts(value).map(|(_, detail)| Some(Cow::Owned(scan::text(detail)?.into_owned()))).collect()
}

/// A value of a type that stands by itself.
fn typed(kind: ParamKind, value: &str) -> Option<Owned> {
    match kind {
        ParamKind::String => scan::text(value).map(|text| Owned::Text(Cow::Owned(text.into_owned()))),
        ParamKind::Integer if !value.starts_with('"') => value.parse().ok().map(Owned::Integer),
        ParamKind::Number if !value.starts_with('"') => {
            value.parse().ok().filter(|value: &f64| value.is_finite()).map(Owned::Number)
        }
        ParamKind::Boolean => value.parse().ok().map(Owned::Boolean),
        ParamKind::Json => Json::new(value.to_owned()).ok().map(Owned::Json),
        _ => None,
    }
}

/// A value of a type that stands in a text.
fn written(kind: ParamKind, text: &str) -> Option<Owned> {
    match kind {
        ParamKind::String => Some(Owned::Text(Cow::Owned(text.to_owned()))),
        _ => typed(kind, text),
    }
}

/// A code whose text is free: what the answer says is kept, and is the first parameter if that is a text.
fn free<'a>(code: AnyCode<'a>, body: &[u8], json: Option<&str>) -> Recognised<'a> {
    let tables = code.catalog().tables();
    let mut given = Given::default();
    given.params.resize(code.params().len(), Owned::Absent);
    let envelope = code.envelope_number().checked_sub(1).unwrap_or(tables.len(Word::Envelopes));
    let mut captures = Captures::new();
    let start = tables.range(Word::EnvelopeStarts, envelope).0;
    let enveloped = json.filter(|json| walk(tables, &mut { start }, &Members::of(json), &mut captures));
    let said = match enveloped.and_then(|_| scan::text(captures.of(slot::MESSAGE)?)) {
        Some(message) => message.into_owned(),
        None => String::from_utf8_lossy(body).trim_ascii().to_owned(),
    };
    if enveloped.is_some() {
        given.details = captures.of(slot::DETAILS).and_then(details).unwrap_or_default();
        for (at, value) in (0..).zip(code.catalog().context()) {
            let name = tables.word(Word::Context, usize::from(at) * row::CONTEXT) + slot::NAMED;
            let own = captures.of(name).and_then(|json| typed(value.kind, json));
            given.context.extend(own.map(|own| (at, own)));
        }
    }
    if code.params().next().is_some_and(|first| first.kind == ParamKind::String) {
        given.params[0] = Owned::Text(Cow::Owned(said.clone()));
    }
    given.said = Some(said).filter(|said| !said.is_empty());
    Recognised { code, given }
}

impl Tables<'_> {
    /// The type of a parameter, and whether it is sensitive.
    pub(crate) const fn param_kind(&self, at: usize) -> u16 {
        self.half(Half::ParamKinds, at)
    }
}
