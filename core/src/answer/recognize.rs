//! From an answer to a code: by the name in it, else by its text in the code's own envelope, else by its status alone.

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
use self::walk::{Body, Captures, Demand, walk};
use crate::answer::json_reader;
use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::catalog::mask::Shown;
use crate::catalog::vocabulary::{ParamKind, Recognize};
use crate::error::given::Given;
use crate::error::value::Owned;
use crate::tables::columns::U32Column;
use crate::tables::rows::ContextRow;
use crate::tables::template::{Slot, TemplateNumber};

/// What a body says by itself.
enum Verdict<'a> {
    Known(Box<Recognized<'a>>),
    /// It is the answer of no code, or of two.
    Unknown,
    /// The status may still decide.
    Open,
}

impl<'a> Catalog<'a> {
    /// Returns the code that an answer means, with its values; `None` for an answer of no code, and for one of several.
    ///
    /// - A code that the answer names is that code, whatever else the answer says or lacks. An alias, and the id of a retired code,
    ///   name the code that stands for them now.
    /// - An answer without a name is a code by its text, if its own envelope stands whole in the body and the HTTP status is
    ///   its own. Without a status only the body decides.
    /// - Else a code with `recognize: status` is known by its HTTP status alone.
    ///
    /// A value is returned only where it is certain: it stands by itself, or every way of reading the text gives it.
    ///
    /// It takes time in proportion to the body, and memory for what is returned.
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

    /// A list of answers: the first that is known is the answer.
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

    /// The values of a code that a body names: of the envelopes that name it there, and its own, the one counts of which the
    /// body has the most members.
    fn by_name_in(self, name: Name<'a, '_>, body: &Body<'_>) -> Recognized<'a> {
        let Name { code, answered_as, place, element } = name;
        let own = code.envelope_number();
        let mut best = self.captures(own, body, element);
        let mut problem = own.is_none();
        for envelope in place.envelopes(self).filter(|envelope| *envelope != own) {
            let captures = self.captures(envelope, body, element);
            if captures.present > best.present {
                (best, problem) = (captures, envelope.is_none());
            }
        }
        let reading = Reading { code, captures: &best, body, problem, whole: false };
        // A body that names its code is refused for nothing.
        let (mut given, _) = reading.read().ok().unwrap_or_default();
        if answered_as.is_some() {
            given.answered_mut().name = answered_as;
        }
        Recognized::new(code, given)
    }

    fn captures<'b>(self, envelope: Option<usize>, body: &Body<'b>, element: Option<&'b str>) -> Captures<'b> {
        let mut captures = Captures::new();
        walk(self.tables(), self.template(envelope), body, element, Demand::Nothing, &mut captures);
        captures
    }

    /// The code whose text a body without a name has, in its own envelope as a whole.
    fn by_text(self, status: Option<u16>, body: &Body<'_>) -> Verdict<'a> {
        let mut best: Best<'a> = Best::default();
        for envelope in 0..self.tables().len(U32Column::Envelopes) {
            // Envelopes that carry `$code` have no candidates.
            if self.tables().range(U32Column::RecognizedStarts, envelope).is_empty() {
                continue;
            }
            let mut captures = Captures::new();
            let start = self.template(Some(envelope));
            if walk(self.tables(), start, body, None, Demand::Whole, &mut captures) {
                self.texts_in(envelope, status, body, &captures, &mut best);
            }
            let Some(list) = captures.list else { continue };
            for (_, element) in json_reader::parts(list).skip(1) {
                let mut captures = Captures::new();
                if walk(self.tables(), start, body, Some(element), Demand::Whole, &mut captures) {
                    let mut own = Best::default();
                    self.texts_in(envelope, status, body, &captures, &mut own);
                    best.behind(own);
                }
            }
        }
        best.verdict()
    }

    /// Adds the codes of an envelope whose texts fit.
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

    /// The number of the first node of an envelope, problem details without a number.
    fn template(self, envelope: Option<usize>) -> usize {
        let tables = self.tables();
        TemplateNumber::envelope(tables, envelope).nodes(tables).numbers().start
    }
}

/// The code whose text fits a body; of several, the one with the most that is fixed.
#[derive(Default)]
struct Best<'a> {
    one: Option<Recognized<'a>>,
    fixed: usize,
    /// Whether another is as good.
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

    /// Adds what stands behind it in a list of error objects.
    fn behind(&mut self, other: Self) {
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

/// The JSON value that a body is, without the byte order mark (RFC 8259, section 8.1) and the white space around it.
fn json(body: &[u8]) -> Option<&str> {
    let text = core::str::from_utf8(body).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_matches([' ', '\t', '\n', '\r']);
    json_reader::whole(text).is_ok().then_some(text)
}

/// A code that its HTTP status decides: in its envelope the message is its first parameter, details and context are read, too.
/// Of any other body nothing is a value.
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
