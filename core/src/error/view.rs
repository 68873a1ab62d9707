//! An error as its readers see it: the team that raised it, or the public.

use core::fmt;

use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::catalog::language::Language;
use crate::catalog::link::Link;
use crate::catalog::vocabulary::Grpc;
use crate::error::body::Shape;
use crate::error::value::{Carried, Value};
use crate::padding::pad;
use crate::tables::Tables;
use crate::tables::columns::U32Column;
use crate::tables::numbers::{Entries, StringNumber};
use crate::tables::rows::{ContextRow, SegmentRow};
use crate::tables::template::Slot;

/// An error with the code that its readers see.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    /// The code that was raised.
    pub(crate) raised: AnyCode<'a>,
    /// The code that is seen; none for the catalog's unknown error.
    pub(crate) code: Option<AnyCode<'a>>,
    pub(crate) carried: &'a dyn Carried,
    pub(crate) language: Option<Language<'a>>,
    pub(crate) instance: Option<&'a str>,
}

impl<'a> View<'a> {
    pub(crate) const fn tables(&self) -> &'a Tables<'a> {
        self.raised.catalog().tables()
    }

    pub(crate) const fn catalog(&self) -> Catalog<'a> {
        self.raised.catalog()
    }

    /// Whether a mask or the unknown error is seen.
    pub(crate) fn masked(&self) -> bool {
        self.code.is_none_or(|code| code.number() != self.raised.number())
    }

    pub(crate) fn wire_code(&self) -> &'a str {
        self.code.map_or_else(|| self.catalog().unknown().code, AnyCode::wire_code)
    }

    /// Returns the wire code as a number, if it is sent as a JSON number.
    pub(crate) fn wire_number(&self) -> Option<i64> {
        self.code.map_or_else(|| self.catalog().unknown().number, AnyCode::wire_number)
    }

    /// Returns the URI that identifies the error in problem details.
    pub(crate) fn problem_type(&self) -> Option<Link<'a>> {
        self.code.and_then(AnyCode::problem_type)
    }

    pub(crate) fn status(&self) -> Option<u16> {
        self.code.map_or_else(|| Some(self.catalog().unknown().status), AnyCode::status)
    }

    pub(crate) fn grpc(&self) -> Grpc {
        self.code.map_or_else(|| Grpc::of_status(self.status()), AnyCode::grpc)
    }

    pub(crate) fn title(&self) -> &'a str {
        self.code.map_or_else(|| self.catalog().unknown().message, AnyCode::title)
    }

    pub(crate) fn docs_url(&self) -> Option<Link<'a>> {
        self.code.and_then(AnyCode::docs_url)
    }

    /// Returns the message. It has placeholders if values are absent and no answer was read.
    pub(crate) fn message(&self) -> Text<'a> {
        self.complete_message().unwrap_or_else(|| self.message_of_code())
    }

    /// Returns the message for a body, where the title takes the place of a text with an absent value.
    pub(crate) fn message_in_body(&self) -> Text<'a> {
        self.complete_message().unwrap_or_else(|| self.literal(self.title()))
    }

    /// Returns the message without placeholders: of the code, otherwise of the answer that was read.
    fn complete_message(&self) -> Option<Text<'a>> {
        let text = self.message_of_code();
        if text.is_complete() { Some(text) } else { self.answered(self.carried.answered_message()) }
    }

    fn message_of_code(&self) -> Text<'a> {
        let Some(code) = self.code else { return self.literal(self.catalog().unknown().message) };
        self.text(code.message(), U32Column::MessageSegments, code.number().into())
    }

    fn answered(&self, text: Option<&'a str>) -> Option<Text<'a>> {
        text.filter(|_| !self.masked()).map(|text| self.literal(text))
    }

    pub(crate) fn remediation(&self) -> Text<'a> {
        let Some(code) = self.code else { return self.literal("") };
        let translated = self.language.and_then(|language| {
            let language = code.remediation_language(language.tag)?;
            let (text, at) = code.translated(U32Column::RemediationTranslations, language)?;
            Some(self.text(text, U32Column::RemediationTranslationSegments, at))
        });
        translated
            .unwrap_or_else(|| self.text(code.remediation(), U32Column::RemediationSegments, code.number().into()))
    }

    pub(crate) fn customer(&self) -> Text<'a> {
        let language = self.language.filter(|language| language.number > 0);
        // What was raised may be masked, what is seen is not; seen by its team, a masked code has no text for customers.
        let text = match (self.code, language) {
            (Some(code), None) => {
                let text = self.tables().optional_text(U32Column::Customers, code.number().into());
                text.map(|text| self.text(text, U32Column::CustomerSegments, code.number().into()))
            }
            (Some(code), Some(language)) => {
                let translated = code.translated(U32Column::Translations, language);
                translated.map(|(text, at)| self.text(text, U32Column::TranslationSegments, at))
            }
            (None, _) => None,
        };
        let unknown =
            || language.map_or_else(|| self.catalog().unknown().customer, |language| language.unknown_customer);
        // A text with an absent value is not shown.
        match text {
            Some(text) if text.is_complete() => text,
            Some(_) => self.answered(self.carried.answered_customer()).unwrap_or_else(|| self.literal(unknown())),
            None => self.literal(unknown()),
        }
    }

    const fn literal(&self, text: &'a str) -> Text<'a> {
        Text { view: *self, whole: text, segments: Entries::NONE }
    }

    const fn text(&self, text: &'a str, segments: U32Column, at: usize) -> Text<'a> {
        Text { view: *self, whole: text, segments: self.tables().range(segments, at) }
    }

    /// Returns the details. A masked error has none.
    pub(crate) fn details(self) -> impl Iterator<Item = &'a str> {
        (0..).map_while(move |at| if self.masked() { None } else { self.carried.detail(at) })
    }

    /// Returns the values of the parameters of the code that is seen, without sensitive ones.
    pub(crate) fn params(self) -> impl Iterator<Item = (&'a str, Value<'a>)> {
        let all = self.code.map_or(0, |code| code.params().len());
        (0..all).filter_map(move |at| Some((self.code?.params().nth(at)?.name, self.param(at)?)))
    }

    /// Returns the value of a parameter of the code that is seen, by its place.
    fn param(&self, at: usize) -> Option<Value<'a>> {
        let param = self.code?.param_row(at)?;
        if !self.masked() {
            return if param.sensitive { None } else { self.carried.param(at) };
        }
        let at = self.raised.param_named(param.name)?;
        let sensitive = param.sensitive || self.raised.param_row(at)?.sensitive;
        if sensitive { None } else { self.carried.param(at) }
    }

    /// Returns the value of a parameter or of the context, by its name.
    pub(crate) fn value(&self, name: StringNumber) -> Option<Value<'a>> {
        let own = self.code.and_then(|code| code.param_named(name));
        if let Some(at) = own {
            return self.param(at);
        }
        let at = self.context_named(name)?;
        if ContextRow::read(self.tables(), at).sensitive { None } else { self.carried.context(at) }
    }

    fn context_named(&self, name: StringNumber) -> Option<usize> {
        (0..ContextRow::count(self.tables())).find(|at| ContextRow::read(self.tables(), *at).name == name)
    }

    /// Returns the JSON of a constant, by its name.
    pub(crate) fn constant(&self, name: StringNumber) -> Option<&'a str> {
        match self.code {
            Some(code) => code.constant_named(name),
            None => self.catalog().constant_of_unknown(name),
        }
    }

    /// Whether there is a value for an optional slot.
    pub(crate) fn fills(&self, slot: Slot) -> bool {
        match slot {
            Slot::Status => self.status().is_some(),
            Slot::Details => self.details().next().is_some(),
            Slot::DocsUrl => self.docs_url().is_some(),
            Slot::Remediation => self.code.is_some() && self.remediation().is_complete(),
            Slot::Code | Slot::Message | Slot::Customer | Slot::Title => true,
            Slot::Named(name) => self.constant(name).is_some() || self.value(name).is_some(),
        }
    }

    /// Returns the language of a slot's text; none if no language was chosen, or if the text does not depend on it.
    pub(crate) fn language_of(&self, slot: Slot) -> Option<Language<'a>> {
        match slot {
            Slot::Customer => self.language,
            Slot::Remediation => self.code?.remediation_language(self.language?.tag),
            _ => None,
        }
    }

    pub(crate) fn shape(&self) -> Shape {
        let number = match self.code {
            Some(code) => code.envelope_number(),
            None => self.catalog().header().unknown_envelope.map(|number| number as usize),
        };
        number.map_or(Shape::Problem, Shape::Named)
    }

    /// Returns the shape with a name: `problem`, or an envelope of the catalog.
    pub(crate) fn shape_named(&self, name: &str) -> Option<Shape> {
        match name {
            "problem" => Some(Shape::Problem),
            _ => self.catalog().envelopes().position(|envelope| envelope.name() == name).map(Shape::Named),
        }
    }
}

/// A message template with its values: `Display` fills them in, piece by piece and without an allocation.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    view: View<'a>,
    whole: &'a str,
    segments: Entries,
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, |out| self.write(out))
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({:?})", format_args!("{self}"))
    }
}

impl Text<'_> {
    /// Whether the message template has placeholders.
    #[cfg(feature = "redirect")]
    pub(crate) fn has_values(&self) -> bool {
        self.segments.numbers().any(|at| SegmentRow::read(self.view.tables(), at).param.is_some())
    }

    /// Whether every placeholder has its value.
    pub(crate) fn is_complete(&self) -> bool {
        let mut params = self.segments.numbers().filter_map(|at| SegmentRow::read(self.view.tables(), at).param);
        params.all(|param| self.view.param(param as usize).is_some())
    }

    /// Writes the text; an absent value as its placeholder.
    pub(crate) fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        let tables = self.view.tables();
        if self.segments.is_empty() {
            return out.write_str(self.whole);
        }
        for at in self.segments.numbers() {
            let SegmentRow { literal, param } = SegmentRow::read(tables, at);
            out.write_str(tables.piece(literal))?;
            let Some(param) = param.map(|param| param as usize) else { continue };
            if let Some(value) = self.view.param(param) {
                value.write(out)?;
            } else {
                let name = self.view.code.and_then(|code| code.params().nth(param)).map_or("", |param| param.name);
                write!(out, "{{{name}}}")?;
            }
        }
        Ok(())
    }
}
