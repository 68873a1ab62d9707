//! One code and everything that its catalog says of it.

use core::fmt;
use core::hash::{Hash, Hasher};

use crate::catalog::lifecycle::Deprecation;
use crate::catalog::outcome::Outcome;
use crate::catalog::parts::{Citation, Link, Param, ProviderCode, Shown};
use crate::catalog::policy::Policy;
use crate::catalog::vocabulary::{FixableBy, Grpc, ParamKind, Recognize, Severity};
use crate::catalog::{Catalog, Language};
use crate::error::public::Public;
use crate::tables::{Half, Word, header, row};

/// A code of any catalog, its type erased: for code that handles several catalogs.
///
/// Two are equal if catalog name and id are.
#[derive(Clone, Copy)]
pub struct AnyCode<'a> {
    catalog: Catalog<'a>,
    number: u16,
}

impl<'a> AnyCode<'a> {
    #[doc(hidden)]
    #[inline]
    #[must_use]
    pub const fn new(catalog: Catalog<'a>, number: u16) -> Self {
        Self { catalog, number }
    }

    /// The catalog that the code belongs to.
    #[must_use]
    pub const fn catalog(self) -> Catalog<'a> {
        self.catalog
    }

    /// The code's number: its place in its catalog, counted from 0.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.number
    }

    /// The id, such as `MISSING_FIELD`.
    #[inline]
    #[must_use]
    pub const fn as_str(self) -> &'a str {
        self.text(Word::Ids)
    }

    /// The HTTP status code, 100 to 599; `None` for a code that is no HTTP answer.
    #[inline]
    #[must_use]
    pub const fn status(self) -> Option<u16> {
        match self.half(Half::Status) {
            0 => None,
            status => Some(status),
        }
    }

    /// Who can do something about it.
    #[inline]
    #[must_use]
    pub const fn fixable_by(self) -> FixableBy {
        FixableBy::of(self.half(Half::FixableBy) as u32)
    }

    /// Whether the customer can fix it.
    #[inline]
    #[must_use]
    pub const fn is_customer_fixable(self) -> bool {
        self.half(Half::FixableBy) == FixableBy::Customer as u16
    }

    /// A short heading for people.
    #[must_use]
    pub const fn title(self) -> &'a str {
        self.text(Word::Titles)
    }

    /// The developer-facing text as the catalog writes it: with `{placeholders}`, and `{{` and `}}` for braces.
    #[must_use]
    pub const fn message(self) -> &'a str {
        self.text(Word::Messages)
    }

    /// Markdown, with `{placeholders}` as the message has them: what the one who can fix it does.
    #[must_use]
    pub const fn remediation(self) -> &'a str {
        self.text(Word::Remediations)
    }

    /// The remediation in the language that fits a language tag (BCP 47) best; in the catalog's own where there is no
    /// translation.
    #[must_use]
    pub fn remediation_in(self, tag: &str) -> &'a str {
        let language = self.remediation_language(tag);
        let translated = language.and_then(|language| self.translation(Word::RemediationTranslations, language));
        translated.unwrap_or_else(|| self.remediation())
    }

    /// The language that fits a tag best of those in which there is a remediation.
    pub(crate) fn remediation_language(self, tag: &str) -> Option<Language<'a>> {
        let speaks = |language| self.translated(Word::RemediationTranslations, language).is_some();
        self.catalog.look_up(tag, |language| language.number == 0 || speaks(language))
    }

    /// The text for customers in the catalog's language, with `{placeholders}` as the message has them; that of the mask for a
    /// masked code, and the catalog's own where the code has none.
    #[must_use]
    pub const fn customer(self) -> &'a str {
        let shown = match self.shown() {
            Shown::Itself => self,
            Shown::As(mask) => mask,
            Shown::Unknown => return self.catalog.unknown().customer,
        };
        match self.catalog.tables().optional_text(Word::Customers, shown.number as usize) {
            Some(text) => text,
            None => self.catalog.unknown().customer,
        }
    }

    /// The text for customers in the language that fits a language tag (BCP 47) best; in the catalog's own where none fits.
    #[must_use]
    pub fn customer_in(self, tag: &str) -> &'a str {
        let Some(language) = self.catalog.language(tag).filter(|language| language.number > 0) else {
            return self.customer();
        };
        let text = match self.shown() {
            Shown::Itself => self.translation(Word::Translations, language),
            Shown::As(mask) => mask.translation(Word::Translations, language),
            Shown::Unknown => None,
        };
        text.unwrap_or(language.unknown_customer)
    }

    /// The code as it travels; the id unless the catalog says otherwise.
    #[must_use]
    pub const fn wire_code(self) -> &'a str {
        self.text(self.catalog.tables().wire_codes())
    }

    /// What the public is shown instead.
    #[must_use]
    pub const fn shown(self) -> Shown<'a> {
        match self.half(Half::ShownAs) {
            0 => Shown::Itself,
            1 => Shown::Unknown,
            number => Shown::As(Self::new(self.catalog, number - 2)),
        }
    }

    /// What everybody may see of it where it was raised with nothing: no values, no details.
    #[must_use]
    pub fn public(self) -> Public<'a> {
        Public::new(self, &())
    }

    /// When and how the call may be repeated.
    #[must_use]
    pub const fn retry(self) -> Policy<'a> {
        match self.half(Half::Retry) {
            0 => Policy::never(self.catalog.tables()),
            number => Policy::read(self.catalog.tables(), number as usize - 1),
        }
    }

    /// What it does to a checkout.
    #[must_use]
    pub const fn outcome(self) -> Option<Outcome<'a>> {
        match self.outcome_number() {
            Some(number) => Some(Outcome::read(self.catalog, number)),
            None => None,
        }
    }

    /// The place of its outcome among those of the catalog.
    #[doc(hidden)]
    #[must_use]
    pub const fn outcome_number(self) -> Option<usize> {
        (self.half(Half::Outcome) as usize).checked_sub(1)
    }

    /// The name of the input at fault, such as `cvv`.
    #[must_use]
    pub const fn field(self) -> Option<&'a str> {
        self.optional_string(Word::Field)
    }

    /// The named envelope; `None` for problem details (RFC 9457).
    #[must_use]
    pub const fn envelope(self) -> Option<&'a str> {
        match self.half(Half::Envelope) {
            0 => None,
            number => Some(self.catalog.tables().string(Word::Envelopes, number as usize - 1)),
        }
    }

    /// How an answer is recognised as this code.
    #[inline]
    #[must_use]
    pub const fn recognize(self) -> Recognize {
        Recognize::of(self.half(Half::Recognize) as u32)
    }

    /// The canonical gRPC code.
    #[inline]
    #[must_use]
    pub const fn grpc(self) -> Grpc {
        Grpc::of(self.half(Half::Grpc) as u32)
    }

    /// How loudly it is reported.
    #[inline]
    #[must_use]
    pub const fn severity(self) -> Severity {
        Severity::of(self.half(Half::Severity) as u32)
    }

    /// The catalog version that brought it.
    #[must_use]
    pub const fn since(self) -> Option<&'a str> {
        self.optional_string(Word::Since)
    }

    /// That it should no longer be used.
    #[must_use]
    pub const fn deprecation(self) -> Option<Deprecation<'a>> {
        match self.half(Half::Deprecated) {
            0 => None,
            number => Some(Deprecation::read(self.catalog, number as usize - 1)),
        }
    }

    /// The team or person who looks after it.
    #[must_use]
    pub const fn owner(self) -> Option<&'a str> {
        self.optional_string(Word::Owner)
    }

    /// The link to its documentation: its own, or that of the catalog's template; `None` where there is neither.
    #[must_use]
    pub const fn docs_url(self) -> Option<Link<'a>> {
        let tables = self.catalog.tables();
        if let Some(url) = tables.optional_text(Word::DocsUrls, self.number as usize) {
            return Some(Link { before: url, code: "", after: "" });
        }
        let Some(before) = tables.optional_string(Word::Header, header::LINK_BEFORE) else {
            return None;
        };
        Some(match tables.optional_string(Word::Header, header::LINK_AFTER) {
            Some(after) => Link { before, code: self.as_str(), after },
            None => Link { before, code: "", after: "" },
        })
    }

    /// The parameters, in the catalog's order.
    pub fn params(self) -> impl ExactSizeIterator<Item = Param<'a>> {
        let tables = self.catalog.tables();
        self.range(Word::Params).map(move |at| {
            let kind = tables.half(Half::ParamKinds, at);
            Param {
                name: tables.string(Word::ParamNames, at),
                kind: ParamKind::of(u32::from(kind & 0xff)),
                example: tables.string(Word::ParamExamples, at),
                sensitive: kind > 0xff,
            }
        })
    }

    /// The provider codes that mean this code, ranges and prefixes as they are written, in the catalog's order.
    pub fn provider_codes(self) -> impl ExactSizeIterator<Item = ProviderCode<'a>> {
        let tables = self.catalog.tables();
        self.range(Word::Providers).map(move |at| {
            let at = tables.word(Word::ProviderRefs, at) as usize * row::PROVIDER;
            ProviderCode {
                scope: tables.string(Word::ProviderItems, at),
                code: tables.string(Word::ProviderItems, at + 1),
            }
        })
    }

    /// Codes that are worth reading about, too.
    pub fn see(self) -> impl ExactSizeIterator<Item = AnyCode<'a>> {
        #[expect(clippy::cast_possible_truncation, reason = "a catalog has at most 65,533 codes")]
        self.range(Word::See)
            .map(move |at| Self::new(self.catalog, self.catalog.tables().word(Word::SeeItems, at) as u16))
    }

    /// Free words for sorting and searching.
    pub fn tags(self) -> impl ExactSizeIterator<Item = &'a str> {
        self.range(Word::Tags).map(move |at| self.catalog.tables().string(Word::TagItems, at))
    }

    /// Returns the documents that the facts come from.
    pub fn citations(self) -> impl ExactSizeIterator<Item = Citation<'a>> {
        let tables = self.catalog.tables();
        self.range(Word::Sources).map(move |at| {
            let at = at * row::SOURCE;
            Citation {
                page: tables.string(Word::SourceItems, at),
                edition: tables.optional_string(Word::SourceItems, at + 1),
                assumed: tables.word(Word::SourceItems, at + 2) != 0,
            }
        })
    }

    #[inline]
    const fn half(self, column: Half) -> u16 {
        self.catalog.tables().half(column, self.number as usize)
    }

    #[inline]
    const fn text(self, starts: Word) -> &'a str {
        self.catalog.tables().text(starts, self.number as usize)
    }

    const fn optional_string(self, column: Word) -> Option<&'a str> {
        self.catalog.tables().optional_string(column, self.number as usize)
    }

    fn range(self, starts: Word) -> core::ops::Range<usize> {
        let (start, end) = self.catalog.tables().range(starts, usize::from(self.number));
        start..end
    }

    /// The text of a language of this catalog; the catalog's own language has none.
    fn translation(self, starts: Word, language: Language<'_>) -> Option<&'a str> {
        Some(self.translated(starts, language)?.0)
    }

    /// The text of a language of this catalog, and its place in the column.
    pub(crate) fn translated(self, starts: Word, language: Language<'_>) -> Option<(&'a str, usize)> {
        let at = language.number.checked_sub(1)? * self.catalog.len() + usize::from(self.number);
        Some((self.catalog.tables().optional_text(starts, at)?, at))
    }

    /// The row of the named envelope plus one, 0 for problem details.
    pub(crate) fn envelope_number(self) -> usize {
        self.half(Half::Envelope).into()
    }

    /// The place of a parameter among the code's, by the number of its name.
    pub(crate) fn param_named(self, name: u32) -> Option<usize> {
        self.range(Word::Params).position(|at| self.catalog.tables().word(Word::ParamNames, at) == name)
    }

    /// Whether a parameter has the name under which problem details list details, and so their place.
    pub(crate) fn has_param_of_details(self) -> bool {
        self.params().any(|param| param.name == "details")
    }

    /// The JSON of a constant, by the number of its name.
    pub(crate) fn constant_named(self, name: u32) -> Option<&'a str> {
        let tables = self.catalog.tables();
        let mut all = self.range(Word::Sets).map(|at| at * row::SET);
        all.find(|at| tables.word(Word::SetItems, *at) == name).map(|at| tables.string(Word::SetItems, at + 1))
    }
}

impl PartialEq for AnyCode<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str() && self.catalog.name() == other.catalog.name()
    }
}

impl Eq for AnyCode<'_> {}

impl Hash for AnyCode<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
        self.catalog.name().hash(state);
    }
}

/// `mozarto/MISSING_FIELD`
impl fmt::Debug for AnyCode<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.catalog.name(), self.as_str())
    }
}
