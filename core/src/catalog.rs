//! A catalog and its contents: codes, policies, outcomes, envelopes, redirects and languages.

pub(crate) mod citation;
pub(crate) mod code;
mod code_columns;
mod code_lists;
pub(crate) mod date;
pub(crate) mod duration;
pub(crate) mod envelope;
pub(crate) mod error_code;
pub(crate) mod help;
pub(crate) mod language;
pub(crate) mod lifecycle;
pub(crate) mod limit;
pub(crate) mod link;
mod look_up;
pub(crate) mod mask;
pub(crate) mod outcome;
pub(crate) mod param;
pub(crate) mod policy;
pub(crate) mod provider_code;
pub(crate) mod redirect_template;
pub(crate) mod vocabulary;

use core::fmt;

use crate::catalog::code::AnyCode;
use crate::catalog::envelope::Envelope;
use crate::catalog::lifecycle::{Found, Retired};
use crate::catalog::outcome::{Outcome, Session};
use crate::catalog::param::Param;
use crate::catalog::policy::Policy;
use crate::catalog::redirect_template::RedirectTemplate;
use crate::tables::Tables;
use crate::tables::columns::U32Column;
use crate::tables::numbers::{NO_NUMBER, StringNumber};
use crate::tables::rows::{ConstantRow, ContextRow, HeaderRow, OutcomeRow, PolicyRow, RetiredRow};

/// A catalog: a handle of one pointer to its tables, which generated code holds in a static.
///
/// Whatever a catalog returns borrows the tables and outlives the handle:
///
/// ```
/// use errcat_core::{AnyCode, Catalog};
///
/// fn first_code(catalog: Catalog<'static>) -> Option<AnyCode<'static>> {
///     catalog.codes().next()
/// }
/// ```
#[derive(Clone, Copy)]
pub struct Catalog<'a> {
    tables: &'a Tables<'a>,
}

impl<'a> Catalog<'a> {
    /// Returns the catalog over tables that the compiler made. Reading other tables may panic.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(tables: &'a Tables<'a>) -> Self {
        Self { tables }
    }

    #[inline]
    pub(crate) const fn tables(self) -> &'a Tables<'a> {
        self.tables
    }

    #[inline]
    pub(crate) const fn header(self) -> HeaderRow {
        HeaderRow::read(self.tables, 0)
    }

    /// Returns the name, such as `mozarto`.
    #[must_use]
    pub const fn name(self) -> &'a str {
        self.tables.string(self.header().name)
    }

    /// Returns the title for people.
    #[must_use]
    pub const fn title(self) -> &'a str {
        self.tables.string(self.header().title)
    }

    /// Returns the catalog's own version (semantic versioning).
    #[must_use]
    pub const fn version(self) -> &'a str {
        self.tables.string(self.header().version)
    }

    /// Returns the edition of the documentation that the catalog describes.
    #[must_use]
    pub const fn edition(self) -> Option<&'a str> {
        self.tables.optional_string(self.header().edition)
    }

    /// Returns the unknown error: what clients see for an unknown error, or for one that must not be shown.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "the compiler checks 100..=599")]
    pub const fn unknown(self) -> Unknown<'a> {
        let header = self.header();
        Unknown {
            code: self.tables.string(header.unknown_code),
            number: self.unknown_number(),
            message: self.tables.string(header.unknown_message),
            customer: self.tables.string(header.unknown_customer),
            status: header.unknown_status as u16,
        }
    }

    /// Returns the code that the unknown error is: `unknown: SYSTEM_ERROR`. `None` if it is an error of its own, which no answer is
    /// recognized as.
    #[must_use]
    pub const fn unknown_code(self) -> Option<AnyCode<'a>> {
        self.stored_code(self.header().unknown_is)
    }

    /// Returns the wire code of the unknown error as a number, if it is sent as a JSON number.
    pub(crate) const fn unknown_number(self) -> Option<i64> {
        match self.header().unknown_number {
            NO_NUMBER => None,
            number => Some(number.cast_signed()),
        }
    }

    /// Returns the JSON of a constant of the unknown error, by its name.
    pub(crate) fn constant_of_unknown(self, name: StringNumber) -> Option<&'a str> {
        let mut rows = self.header().unknown_constants.numbers().map(|at| ConstantRow::read(self.tables, at));
        rows.find(|row| row.name == name).map(|row| self.tables.string(row.json))
    }

    /// Returns the number of codes, at least 1; retired ids are not counted.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a catalog without codes does not compile")]
    pub const fn len(self) -> usize {
        self.header().codes as usize
    }

    /// Returns the code with a number, if it is less than [`Self::len`].
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "a catalog has at most 65,533 codes")]
    pub const fn get(self, number: usize) -> Option<AnyCode<'a>> {
        if number < self.len() { Some(AnyCode::new(self, number as u16)) } else { None }
    }

    /// Returns the code of a number that a table holds.
    pub(crate) const fn stored_code(self, number: Option<u32>) -> Option<AnyCode<'a>> {
        match number {
            Some(number) => self.get(number as usize),
            None => None,
        }
    }

    /// Returns all codes, in the catalog's order.
    pub fn codes(self) -> impl ExactSizeIterator<Item = AnyCode<'a>> + DoubleEndedIterator + Clone {
        #[expect(clippy::cast_possible_truncation, reason = "a catalog has at most 65,533 codes")]
        (0..self.len() as u16).map(move |number| AnyCode::new(self, number))
    }

    /// Returns all retired ids, in the catalog's order.
    pub fn retired(self) -> impl ExactSizeIterator<Item = Retired<'a>> {
        (0..RetiredRow::count(self.tables)).map(move |number| Retired::read(self, number))
    }

    /// Returns the retry policies, in the catalog's order.
    pub fn policies(self) -> impl ExactSizeIterator<Item = Policy<'a>> {
        (0..PolicyRow::count(self.tables)).map(move |number| Policy::read(self.tables, number))
    }

    /// Returns the outcomes, in the catalog's order.
    pub fn outcomes(self) -> impl ExactSizeIterator<Item = Outcome<'a>> {
        (0..OutcomeRow::count(self.tables)).map(move |number| Outcome::read(self, number))
    }

    /// Returns the outcome of a name.
    #[must_use]
    pub fn outcome(self, name: &str) -> Option<Outcome<'a>> {
        self.outcomes().find(|outcome| outcome.name == name)
    }

    /// Returns the session status of a name: `pending`, or one that an outcome leads to.
    #[must_use]
    pub fn session(self, status: &str) -> Option<Session<'a>> {
        let mut all = core::iter::once(Session::PENDING).chain(self.outcomes().map(|outcome| outcome.session));
        all.find(|session| session.as_str() == status)
    }

    /// Returns the redirects, in the catalog's order.
    pub fn redirects(self) -> impl ExactSizeIterator<Item = RedirectTemplate<'a>> {
        (0..self.tables.len(U32Column::Redirects)).map(move |number| RedirectTemplate::new(self, number))
    }

    /// Returns the redirect of a name.
    #[must_use]
    pub fn redirect(self, name: &str) -> Option<RedirectTemplate<'a>> {
        self.redirects().find(|redirect| redirect.name() == name)
    }

    /// Returns the named envelopes, in the catalog's order. Problem details (RFC 9457) are not among them.
    pub fn envelopes(self) -> impl ExactSizeIterator<Item = Envelope<'a>> {
        (0..self.tables.len(U32Column::Envelopes)).map(move |number| Envelope::new(self, number))
    }

    /// Returns the envelope of a name.
    #[must_use]
    pub fn envelope(self, name: &str) -> Option<Envelope<'a>> {
        self.envelopes().find(|envelope| envelope.name() == name)
    }

    /// Returns the values that a request provides before any error, such as a transaction id. Each of them may be absent.
    pub fn context(self) -> impl ExactSizeIterator<Item = Param<'a>> {
        (0..ContextRow::count(self.tables)).map(move |number| {
            let ContextRow { name, kind, example, sensitive } = ContextRow::read(self.tables, number);
            let (name, example) = (self.tables.string(name), self.tables.string(example));
            Param { name, kind, example, sensitive, optional: true }
        })
    }

    /// Returns the masked codes and retired ids that public texts may name, in the catalog's order.
    pub fn mentions(self) -> impl ExactSizeIterator<Item = Found<'a>> {
        let number = move |at| self.tables.u32(U32Column::Mentions, at) as usize;
        (0..self.tables.len(U32Column::Mentions)).map(move |at| self.found(number(at)))
    }
}

/// `Catalog(mozarto 1.2.0, 24 codes)`
impl fmt::Debug for Catalog<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Catalog({} {}, {} codes)", self.name(), self.version(), self.len())
    }
}

/// What clients see for an unknown error, or for one that must not be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unknown<'a> {
    /// The code on the wire.
    pub code: &'a str,
    /// The code as a JSON number, if it travels as one.
    pub number: Option<i64>,
    /// The text for developers.
    pub message: &'a str,
    /// The text for customers, in the catalog's language.
    pub customer: &'a str,
    /// The HTTP status code, 100 to 599.
    pub status: u16,
}
