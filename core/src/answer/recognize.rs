//! Recognition: finds the code that an answer means.
//!
//! Three rules are tried in this order: by the name of a code in the answer, by the text in a code's own envelope, and by the
//! status alone.

mod candidates;
mod names;
mod read;
mod recognized;
pub(crate) mod unknown;
pub(crate) mod upstream;
mod walk;

use alloc::borrow::Cow;
use alloc::boxed::Box;

use self::candidates::Candidates;
use self::names::{Name, Named, names};
use self::read::{Reading, any_details, typed};
pub use self::recognized::Recognized;
pub use self::walk::MAX_SLOTS;
use self::walk::{Body, Captures, Demand, Member, walk};
use crate::answer::json_reader;
use crate::answer::number::exact_integer;
use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::catalog::mask::Shown;
use crate::catalog::vocabulary::{ParamKind, Recognize};
use crate::error::given::Given;
use crate::error::value::Owned;
use crate::tables::columns::U32Column;
use crate::tables::rows::ContextRow;
use crate::tables::template::{Slot, TemplateNumber};

/// The result of recognizing a body.
enum Verdict<'a> {
    Known(Box<Recognized<'a>>),
    /// The body names an unknown code, or two codes match it.
    Unknown,
    /// The body does not decide; the status alone still may.
    Open,
}

impl<'a> Catalog<'a> {
    /// Returns the code that an answer means, with its values; `None` if no code matches, or several do.
    ///
    /// - By name: an answer that names a code means that code, whatever else it contains. Names are wire codes, ids, aliases, names
    ///   of retired codes, and problem types. The name of a retired code means its successor.
    /// - By text: an answer without a name means the code whose text it has. The body must contain the code's whole envelope, and
    ///   the HTTP status must be the code's. Without a status, only the body is compared.
    /// - By status: otherwise, the HTTP status decides alone for a code with `recognize: status`.
    ///
    /// A value is returned only if it is certain: a member holds it, or all readings of a text agree on it.
    ///
    /// The time is proportional to the length of the body. Memory is allocated only for what is returned.
    #[must_use]
    pub fn recognize(self, status: Option<u16>, body: &[u8]) -> Option<Recognized<'a>> {
        let json = json(body);
        match json.map_or(Verdict::Open, |json| self.by_body(status, json)) {
            Verdict::Known(recognized) => return Some(*recognized),
            Verdict::Unknown => return None,
            Verdict::Open => {}
        }
        let status = status?;
        let by_status = |code: &AnyCode<'a>| code.recognize() == Recognize::Status && code.status() == Some(status);
        let code = self.codes().filter(is_public).find(by_status)?;
        Some(by_status_alone(code, body, json))
    }

    fn by_body(self, status: Option<u16>, json: &str) -> Verdict<'a> {
        let body = Body::of(json);
        let verdict = match names(self, &body) {
            Named::Known(name, others) => {
                Verdict::Known(Box::new(Recognized { others, ..self.by_name_in(name, &body) }))
            }
            Named::Unknown => Verdict::Unknown,
            Named::Nothing => self.by_text(status, &body),
        };
        match verdict {
            Verdict::Open if json.starts_with('[') => self.by_list(status, json),
            verdict => verdict,
        }
    }

    /// Recognizes a list of answers: the first one that is recognized is the result, and lists the codes of the others.
    fn by_list(self, status: Option<u16>, json: &str) -> Verdict<'a> {
        let mut first: Option<Recognized<'a>> = None;
        let mut unknown = false;
        for (_, item) in json_reader::parts(json).filter(|(_, item)| item.starts_with('{')) {
            match self.by_body(status, item) {
                Verdict::Known(one) => match &mut first {
                    Some(first) => {
                        first.add_other(one.code);
                        one.others.iter().for_each(|code| first.add_other(*code));
                    }
                    None => first = Some(*one),
                },
                Verdict::Unknown => unknown = true,
                Verdict::Open => {}
            }
        }
        match first {
            Some(first) => Verdict::Known(Box::new(first)),
            None if unknown => Verdict::Unknown,
            None => Verdict::Open,
        }
    }

    /// Reads the values of a code that a body names. It reads by the code's own envelope, or by one with `$code` in the same place:
    /// the one that has a place for the most values of the body. Of several, the code's own counts, otherwise the first.
    fn by_name_in(self, name: Name<'a, '_>, body: &Body<'_>) -> Recognized<'a> {
        let Name { code, answered_as, places, element } = name;
        let own = code.envelope_number();
        let captures = |envelope| self.captures_of(envelope, Some(code), body, element);
        let mut best = captures(own);
        let mut problem = own.is_none();
        let envelopes = places.iter().flat_map(|place| place.envelopes(self));
        for envelope in envelopes.filter(|envelope| *envelope != own) {
            let captures = captures(envelope);
            if captures.explained > best.explained {
                (best, problem) = (captures, envelope.is_none());
            }
        }
        let reading = Reading { code, captures: &best, body, problem, whole: false };
        // Without `whole`, reading never fails.
        let (mut given, _) = reading.read().ok().unwrap_or_default();
        if answered_as.is_some() {
            given.answered_mut().name = answered_as;
        }
        Recognized::new(code, given)
    }

    /// Reads a body by an envelope that is compared with others. The envelope of problem details lacks members that they have
    /// all the same: type and instance, and the parameters of the code.
    fn captures_of<'b>(
        self,
        envelope: Option<usize>,
        code: Option<AnyCode<'_>>,
        body: &Body<'b>,
        element: Option<&'b str>,
    ) -> Captures<'b> {
        let mut captures = self.captures(envelope, body, element);
        if envelope.is_none() {
            let params = code.into_iter().flat_map(|code| code.params().map(|param| param.name));
            captures.explained += params.map(|name| body.count(name)).sum::<usize>();
            let is_text = |name: &&str| matches!(body.member(name), Member::Once(value) if value.starts_with('"'));
            captures.explained += ["type", "instance"].iter().filter(|name| is_text(name)).count();
        }
        captures
    }

    /// Returns what a body has in the slots of an envelope.
    fn captures<'b>(self, envelope: Option<usize>, body: &Body<'b>, element: Option<&'b str>) -> Captures<'b> {
        let mut captures = Captures::new();
        walk(self.tables(), self.template(envelope), body, element, Demand::Nothing, &mut captures);
        captures
    }

    /// Recognizes a body without a name by its text, in the whole envelope of a code.
    fn by_text(self, status: Option<u16>, body: &Body<'_>) -> Verdict<'a> {
        let mut best: Best<'a> = Best::default();
        for envelope in 0..self.tables().len(U32Column::Envelopes) {
            // Envelopes that carry `$code` have no candidates.
            if self.tables().range(U32Column::RecognizedStarts, envelope).is_empty() {
                continue;
            }
            let mut captures = Captures::new();
            let start = self.template(Some(envelope));
            let is_whole = walk(self.tables(), start, body, None, Demand::Whole, &mut captures);
            if is_whole && !self.is_unknown_error(envelope, status, &captures) {
                self.texts_in(envelope, status, body, &captures, &mut best);
            }
            let Some(list) = captures.list else { continue };
            for (_, element) in json_reader::parts(list).skip(1) {
                let mut captures = Captures::new();
                let is_whole = walk(self.tables(), start, body, Some(element), Demand::Whole, &mut captures);
                if is_whole && !self.is_unknown_error(envelope, status, &captures) {
                    let mut own = Best::default();
                    self.texts_in(envelope, status, body, &captures, &mut own);
                    best.add_later(own);
                }
            }
        }
        best.verdict()
    }

    /// Whether a body that is whole in an envelope is what the unknown error answers there. Its texts have no placeholders, and so
    /// win over those of codes.
    fn is_unknown_error(self, envelope: usize, status: Option<u16>, captures: &Captures<'_>) -> bool {
        let unknown = self.unknown();
        if self.unknown_code().is_some() || status.is_some_and(|status| status != unknown.status) {
            return false;
        }
        let is = |json: &str, text: &str| json_reader::text(json).is_some_and(|own| own == text);
        let is_context = |name| (0..self.context().len()).any(|at| ContextRow::read(self.tables(), at).name == name);
        // Constants alone say it in its own envelope only.
        let mut says = self.header().unknown_envelope.is_some_and(|own| own as usize == envelope);
        let fits = captures.iter().all(|(slot, json)| {
            let is_given = matches!(slot, Slot::Named(name) if is_context(name));
            says |= matches!(slot, Slot::Message | Slot::Customer | Slot::Title | Slot::Named(_)) && !is_given;
            match slot {
                Slot::Message | Slot::Title => is(json, unknown.message),
                Slot::Customer => {
                    is(json, unknown.customer) || self.languages().any(|language| is(json, language.unknown_customer))
                }
                Slot::Status => exact_integer(json) == Some(unknown.status.into()),
                Slot::Details => json_reader::parts(json).next().is_none(),
                Slot::Code => true,
                Slot::Remediation | Slot::DocsUrl => json == "null",
                Slot::Named(name) => match self.constant_of_unknown(name) {
                    Some(constant) => json_reader::equal(constant, json),
                    None => json == "null" || is_given,
                },
            }
        });
        says && fits
    }

    /// Adds the codes of an envelope whose texts match.
    fn texts_in(
        self,
        envelope: usize,
        status: Option<u16>,
        body: &Body<'_>,
        captures: &Captures<'_>,
        best: &mut Best<'a>,
    ) {
        let own = |code: &AnyCode<'a>| {
            status.is_none_or(|status| code.status() == Some(status))
                && code.recognize() == Recognize::Envelope
                && is_public(code)
        };
        let message = captures.of(Slot::Message).map(json_reader::text);
        let message = message.as_ref().and_then(|message| message.as_deref());
        for code in Candidates::of(self, envelope, message).filter(own) {
            let reading = Reading { code, captures, body, problem: false, whole: true };
            if let Ok((given, fixed)) = reading.read() {
                best.add(Recognized::new(code, given), fixed);
            }
        }
    }

    /// Returns the number of the first node of an envelope; `None` means problem details.
    fn template(self, envelope: Option<usize>) -> usize {
        let tables = self.tables();
        TemplateNumber::envelope(tables, envelope).nodes(tables).numbers().start
    }
}

/// The best match by text: the one with the most texts without placeholders.
#[derive(Default)]
struct Best<'a> {
    one: Option<Recognized<'a>>,
    /// The weight of its texts without placeholders.
    fixed: usize,
    /// Whether another code matches equally well.
    tie: bool,
}

impl<'a> Best<'a> {
    fn add(&mut self, recognized: Recognized<'a>, fixed: usize) {
        match self.one {
            Some(_) if self.fixed > fixed => {}
            Some(_) if self.fixed == fixed => self.tie = true,
            _ => *self = Self { one: Some(recognized), fixed, tie: false },
        }
    }

    /// Adds the match of a later error object in the same list.
    fn add_later(&mut self, other: Self) {
        match (&mut self.one, other) {
            (None, other) => *self = other,
            (Some(first), Self { one: Some(other), tie: false, .. }) => {
                first.add_other(other.code);
            }
            _ => {}
        }
    }

    fn verdict(self) -> Verdict<'a> {
        match self.one {
            Some(_) if self.tie => Verdict::Unknown,
            Some(one) => Verdict::Known(Box::new(one)),
            None => Verdict::Open,
        }
    }
}

fn is_public(code: &AnyCode<'_>) -> bool {
    matches!(code.shown(), Shown::Itself)
}

/// Returns the JSON value of a body, without a byte order mark (RFC 8259, section 8.1) and surrounding white space; `None` if the
/// body is not JSON.
fn json(body: &[u8]) -> Option<&str> {
    let text = core::str::from_utf8(body).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_matches([' ', '\t', '\n', '\r']);
    json_reader::whole(text).is_ok().then_some(text)
}

/// Reads the values of a code that was recognized by its status alone. In the code's own envelope, the message is the value of the
/// first parameter, and details and context are read. Any other body gives no values.
fn by_status_alone<'a>(code: AnyCode<'a>, body: &[u8], json: Option<&str>) -> Recognized<'a> {
    let catalog = code.catalog();
    let tables = catalog.tables();
    let mut given = Given::default();
    given.params.resize(code.params().len(), Owned::Absent);
    let mut captures = Captures::new();
    let start = catalog.template(code.envelope_number());
    let body_of = json.map(Body::of);
    let is_own = body_of.is_some_and(|body| walk(tables, start, &body, None, Demand::Constants, &mut captures));
    if is_own {
        let text = |slot| captures.of(slot).and_then(json_reader::text).map(Cow::into_owned);
        let answered = given.answered_mut();
        answered.message = text(Slot::Message);
        answered.customer = text(Slot::Customer);
        given.details = captures.of(Slot::Details).map(any_details).unwrap_or_default();
        for (at, value) in (0..).zip(catalog.context()) {
            let name = ContextRow::read(tables, usize::from(at)).name;
            let own = captures.of(Slot::Named(name)).and_then(|json| typed(value.kind, json));
            given.context.extend(own.map(|own| (at, own)));
        }
    }
    let message = given.answered().and_then(|answered| answered.message.clone());
    if let Some(message) = &message
        && code.params().next().is_some_and(|first| first.kind == ParamKind::String && !first.sensitive)
    {
        given.params[0] = Owned::Text(Cow::Owned(message.clone()));
    }
    if message.is_none() {
        given.set_raw(body);
    }
    Recognized::new(code, given)
}
