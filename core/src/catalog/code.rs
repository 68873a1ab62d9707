//! A code of any catalog, with its properties.

use core::fmt;
use core::hash::{Hash, Hasher};

use crate::catalog::Catalog;
use crate::catalog::language::Language;
use crate::catalog::lifecycle::{Deprecation, Found};
use crate::catalog::link::Link;
use crate::catalog::mask::Shown;
use crate::catalog::outcome::Outcome;
use crate::catalog::policy::Policy;
use crate::catalog::vocabulary::{FixableBy, Grpc, Recognize, Severity};
use crate::tables::columns::{U16Column, U32Column};
use crate::tables::numbers::StoredMask;

/// A code of any catalog, its type erased: for programs that handle several catalogs.
///
/// Codes are equal if the names of their catalogs and their ids are.
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

    /// Returns the catalog of the code.
    #[must_use]
    pub const fn catalog(self) -> Catalog<'a> {
        self.catalog
    }

    /// Returns the number: the place in the catalog, counted from 0.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.number
    }

    /// Returns the id, such as `MISSING_FIELD`.
    #[inline]
    #[must_use]
    pub const fn as_str(self) -> &'a str {
        self.text(U32Column::Ids)
    }

    /// Returns the HTTP status code, 100 to 599; `None` for a code that is not an HTTP answer.
    #[inline]
    #[must_use]
    pub const fn status(self) -> Option<u16> {
        match self.u16(U16Column::Status) {
            0 => None,
            status => Some(status),
        }
    }

    /// Returns who can fix the error.
    #[inline]
    #[must_use]
    pub const fn fixable_by(self) -> FixableBy {
        FixableBy::of(self.u16(U16Column::FixableBy) as u32)
    }

    /// Returns whether the customer can fix the error.
    #[inline]
    #[must_use]
    pub const fn is_customer_fixable(self) -> bool {
        self.u16(U16Column::FixableBy) == FixableBy::Customer as u16
    }

    /// Returns the title, a short heading for people.
    #[must_use]
    pub const fn title(self) -> &'a str {
        self.text(U32Column::Titles)
    }

    /// Returns the message template for developers: with `{placeholders}`, and `{{` and `}}` for braces.
    #[must_use]
    pub const fn message(self) -> &'a str {
        self.text(U32Column::Messages)
    }

    /// Returns the remediation: instructions for whoever can fix the error, as a message template in Markdown.
    #[must_use]
    pub const fn remediation(self) -> &'a str {
        self.text(U32Column::Remediations)
    }

    /// Returns the remediation in the language that fits a language tag (BCP 47) best, or in the catalog's own if it is not
    /// translated.
    #[must_use]
    pub fn remediation_in(self, tag: &str) -> &'a str {
        let language = self.remediation_language(tag);
        let translated = language.and_then(|language| self.translation(U32Column::RemediationTranslations, language));
        translated.unwrap_or_else(|| self.remediation())
    }

    /// Returns the language that fits a tag best, of those that have a remediation.
    pub(crate) fn remediation_language(self, tag: &str) -> Option<Language<'a>> {
        let has_text = |language| self.translated(U32Column::RemediationTranslations, language).is_some();
        self.catalog.look_up_language(tag, |language| language.number == 0 || has_text(language))
    }

    /// Returns the message template for customers, in the catalog's language. A masked code has that of its mask, and a code
    /// without one that of the unknown error.
    #[must_use]
    pub const fn customer(self) -> &'a str {
        let shown = match self.shown() {
            Shown::Itself => self,
            Shown::As(mask) => mask,
            Shown::Unknown => return self.catalog.unknown().customer,
        };
        match self.catalog.tables().optional_text(U32Column::Customers, shown.number as usize) {
            Some(text) => text,
            None => self.catalog.unknown().customer,
        }
    }

    /// Returns the message template for customers in the language that fits a language tag (BCP 47) best, or in the catalog's
    /// own if none fits.
    #[must_use]
    pub fn customer_in(self, tag: &str) -> &'a str {
        let Some(language) = self.catalog.language(tag).filter(|language| language.number > 0) else {
            return self.customer();
        };
        let text = match self.shown() {
            Shown::Itself => self.translation(U32Column::Translations, language),
            Shown::As(mask) => mask.translation(U32Column::Translations, language),
            Shown::Unknown => None,
        };
        text.unwrap_or(language.unknown_customer)
    }

    /// Returns the wire code: the id, unless the catalog sets another.
    #[must_use]
    pub const fn wire_code(self) -> &'a str {
        self.text(self.catalog.tables().wire_codes())
    }

    /// Returns the wire code as a number, −2⁵³ to 2⁵³, if it is sent as a JSON number. [`AnyCode::wire_code`] returns its digits.
    #[must_use]
    pub const fn wire_number(self) -> Option<i64> {
        self.catalog.wire_number(self.number as usize)
    }

    /// Returns the aliases: other names that look-ups and answers resolve to the code, in the catalog's order.
    pub fn aliases(self) -> impl ExactSizeIterator<Item = &'a str> {
        self.catalog.aliases(Found::Code(self))
    }

    /// Returns the URI that identifies the error in problem details (RFC 9457, section 3.1.1): that of the catalog's `problem.type`,
    /// otherwise the link to its documentation.
    #[must_use]
    pub const fn problem_type(self) -> Option<Link<'a>> {
        let (tables, header) = (self.catalog.tables(), self.catalog.header());
        let Some(before) = tables.optional_string(header.type_before) else { return self.docs_url() };
        Some(match tables.optional_string(header.type_after) {
            Some(after) => Link { before, code: self.as_str(), after },
            None => Link { before, code: "", after: "" },
        })
    }

    /// Returns what the public is shown in place of the code.
    #[must_use]
    pub const fn shown(self) -> Shown<'a> {
        Shown::of(self.catalog, StoredMask::decode(self.u16(U16Column::ShownAs)))
    }

    /// Returns the retry policy: when and how the call may be repeated.
    #[must_use]
    pub const fn retry(self) -> Policy<'a> {
        match self.optional(U16Column::Retry) {
            None => Policy::never(self.catalog.tables()),
            Some(number) => Policy::read(self.catalog.tables(), number),
        }
    }

    /// Returns what the error does to a checkout.
    #[must_use]
    pub const fn outcome(self) -> Option<Outcome<'a>> {
        match self.outcome_number() {
            Some(number) => Some(Outcome::read(self.catalog, number)),
            None => None,
        }
    }

    /// Returns the number of the outcome: its place in the catalog.
    #[doc(hidden)]
    #[must_use]
    pub const fn outcome_number(self) -> Option<usize> {
        self.optional(U16Column::Outcome)
    }

    /// Returns the name of the input at fault, such as `cvv`.
    #[must_use]
    pub const fn field(self) -> Option<&'a str> {
        self.optional_string(U32Column::Field)
    }

    /// Returns the name of the envelope; `None` for problem details (RFC 9457).
    #[must_use]
    pub const fn envelope(self) -> Option<&'a str> {
        match self.envelope_number() {
            None => None,
            Some(number) => Some(self.catalog.tables().string_at(U32Column::Envelopes, number)),
        }
    }

    /// Returns how an answer is recognized as this code.
    #[inline]
    #[must_use]
    pub const fn recognize(self) -> Recognize {
        Recognize::of(self.u16(U16Column::Recognize) as u32)
    }

    /// Returns the gRPC status code.
    #[inline]
    #[must_use]
    pub const fn grpc(self) -> Grpc {
        Grpc::of(self.u16(U16Column::Grpc) as u32)
    }

    /// Returns the severity with which the error is reported.
    #[inline]
    #[must_use]
    pub const fn severity(self) -> Severity {
        Severity::of(self.u16(U16Column::Severity) as u32)
    }

    /// Returns the catalog version that added the code.
    #[must_use]
    pub const fn since(self) -> Option<&'a str> {
        self.optional_string(U32Column::Since)
    }

    /// Returns the deprecation, if the code is deprecated.
    #[must_use]
    pub const fn deprecation(self) -> Option<Deprecation<'a>> {
        match self.optional(U16Column::Deprecated) {
            None => None,
            Some(number) => Some(Deprecation::read(self.catalog, number)),
        }
    }

    /// Returns the team or person who owns the code.
    #[must_use]
    pub const fn owner(self) -> Option<&'a str> {
        self.optional_string(U32Column::Owner)
    }

    /// Returns the link to the documentation: the code's own, or one that the catalog makes of the id; `None` without either.
    #[must_use]
    pub const fn docs_url(self) -> Option<Link<'a>> {
        let (tables, header) = (self.catalog.tables(), self.catalog.header());
        if let Some(url) = tables.optional_text(U32Column::DocsUrls, self.number as usize) {
            return Some(Link { before: url, code: "", after: "" });
        }
        let Some(before) = tables.optional_string(header.link_before) else {
            return None;
        };
        Some(match tables.optional_string(header.link_after) {
            Some(after) => Link { before, code: self.as_str(), after },
            None => Link { before, code: "", after: "" },
        })
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
