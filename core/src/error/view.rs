//! An error as somebody sees it: the team that raised it, or the public.

use core::fmt;

use crate::catalog::code::AnyCode;
use crate::catalog::parts::Link;
use crate::catalog::vocabulary::Grpc;
use crate::catalog::{Catalog, Language};
use crate::error::body::{Shape, slot};
use crate::error::value::{Carried, Value};
use crate::padding::pad;
use crate::tables::{Tables, Word, header, row};

/// What is seen of an error.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    /// What was raised.
    pub(crate) raised: AnyCode<'a>,
    /// What is seen; none for the catalog's unknown error.
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

    /// Whether something else than what was raised is seen.
    fn masked(&self) -> bool {
        self.code.is_none_or(|code| code.number() != self.raised.number())
    }

    pub(crate) fn wire_code(&self) -> &'a str {
        self.code.map_or_else(|| self.catalog().unknown().code, AnyCode::wire_code)
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

    pub(crate) fn message(&self) -> Text<'a> {
        match self.code {
            Some(code) => self.text(code.message(), Word::MessageSegments, code.number().into()),
            None => self.literal(self.catalog().unknown().message),
        }
    }

    pub(crate) fn remediation(&self) -> Text<'a> {
        let Some(code) = self.code else { return self.literal("") };
        let translated = self.language.and_then(|language| {
            let language = code.remediation_language(language.tag)?;
            let (text, at) = code.translated(Word::RemediationTranslations, language)?;
            Some(self.text(text, Word::RemediationTranslationSegments, at))
        });
        translated.unwrap_or_else(|| self.text(code.remediation(), Word::RemediationSegments, code.number().into()))
    }

    pub(crate) fn customer(&self) -> Text<'a> {
        let language = self.language.filter(|language| language.number > 0);
        // What was raised may be masked, what is seen is not; seen by its team, a masked code has no text for customers.
        let text = match (self.code, language) {
            (Some(code), None) => {
                let text = self.tables().optional_text(Word::Customers, code.number().into());
                text.map(|text| self.text(text, Word::CustomerSegments, code.number().into()))
            }
            (Some(code), Some(language)) => {
                let translated = code.translated(Word::Translations, language);
                translated.map(|(text, at)| self.text(text, Word::TranslationSegments, at))
            }
            (None, _) => None,
        };
        let unknown =
            || language.map_or_else(|| self.catalog().unknown().customer, |language| language.unknown_customer);
        text.unwrap_or_else(|| self.literal(unknown()))
    }

    const fn literal(&self, text: &'a str) -> Text<'a> {
        Text { view: *self, whole: text, segments: (0, 0) }
    }

    const fn text(&self, text: &'a str, segments: Word, at: usize) -> Text<'a> {
        Text { view: *self, whole: text, segments: self.tables().range(segments, at) }
    }

    /// The details; what is masked has none.
    pub(crate) fn details(self) -> impl Iterator<Item = &'a str> {
        (0..).map_while(move |at| if self.masked() { None } else { self.carried.detail(at) })
    }

    /// The parameters of what is seen, with their values, but for sensitive ones.
    pub(crate) fn params(self) -> impl Iterator<Item = (&'a str, Value<'a>)> {
        let all = self.code.map_or(0, |code| code.params().len());
        (0..all).filter_map(move |at| Some((self.code?.params().nth(at)?.name, self.param(at)?)))
    }

    /// The value of a parameter of what is seen, by its place.
    fn param(&self, at: usize) -> Option<Value<'a>> {
        let param = self.code?.params().nth(at)?;
        let at = if self.masked() { self.raised.params().position(|own| own.name == param.name)? } else { at };
        let sensitive = param.sensitive || self.raised.params().nth(at)?.sensitive;
        if sensitive { None } else { self.carried.param(at) }
    }

    /// The value of a parameter or of the context, by the number of its name.
    pub(crate) fn value(&self, name: u32) -> Option<Value<'a>> {
        let own = self.code.and_then(|code| code.param_named(name));
        if let Some(at) = own {
            return self.param(at);
        }
        let at = self.context_named(name)?;
        let sensitive = self.tables().word(Word::Context, at * row::CONTEXT + 3) != 0;
        if sensitive { None } else { self.carried.context(at) }
    }

    fn context_named(&self, name: u32) -> Option<usize> {
        let all = self.tables().len(Word::Context) / row::CONTEXT;
        (0..all).find(|at| self.tables().word(Word::Context, at * row::CONTEXT) == name)
    }

    /// The JSON of a constant, by the number of its name.
    pub(crate) fn constant(&self, name: u32) -> Option<&'a str> {
        self.code?.constant_named(name)
    }

    /// Whether there is a value for an optional slot. What a masked error says of the request stays inside.
    pub(crate) fn fills(&self, slot: u32) -> bool {
        match slot {
            slot::STATUS => self.status().is_some(),
            slot::DETAILS => self.details().next().is_some(),
            slot::DOCS_URL => self.docs_url().is_some(),
            slot::REMEDIATION => self.code.is_some(),
            slot::CODE | slot::MESSAGE | slot::CUSTOMER | slot::TITLE => true,
            _ => {
                let name = slot - slot::NAMED;
                let context = self.context_named(name).is_some();
                self.constant(name).is_some() || (self.value(name).is_some() && !(context && self.masked()))
            }
        }
    }

    /// The language of what fills a slot, where one was chosen and it depends on that.
    pub(crate) fn language_of(&self, slot: u32) -> Option<Language<'a>> {
        match slot {
            slot::CUSTOMER => self.language,
            slot::REMEDIATION => self.code?.remediation_language(self.language?.tag),
            _ => None,
        }
    }

    pub(crate) fn shape(&self) -> Shape {
        let number = match self.code {
            Some(code) => code.envelope_number(),
            None => self.tables().word(Word::Header, header::UNKNOWN_ENVELOPE) as usize,
        };
        number.checked_sub(1).map_or(Shape::Problem, Shape::Named)
    }

    /// The shape of a name: `problem`, or an envelope of the catalog.
    pub(crate) fn shape_named(&self, name: &str) -> Option<Shape> {
        let tables = self.tables();
        let mut all = 0..tables.len(Word::Envelopes);
        match name {
            "problem" => Some(Shape::Problem),
            _ => all.find(|at| tables.string(Word::Envelopes, *at) == name).map(Shape::Named),
        }
    }
}

/// A text of a catalog with its values filled in. It is written piece by piece, without memory for the whole text.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    view: View<'a>,
    whole: &'a str,
    segments: (usize, usize),
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
    /// Whether the text has places for values.
    #[cfg(feature = "redirect")]
    pub(crate) fn has_values(&self) -> bool {
        let (first, end) = self.segments;
        (first..end).any(|at| self.view.tables().word(Word::Segments, at * row::SEGMENT + 2) != 0)
    }

    pub(crate) fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        let tables = self.view.tables();
        let (first, end) = self.segments;
        if first == end {
            return out.write_str(self.whole);
        }
        for at in (first..end).map(|at| at * row::SEGMENT) {
            let word = |place| tables.word(Word::Segments, at + place) as usize;
            out.write_str(tables.text.get(word(0)..word(1)).unwrap_or_default())?;
            if let Some(value) = word(2).checked_sub(1).and_then(|param| self.view.param(param)) {
                value.write(out)?;
            }
        }
        Ok(())
    }
}
