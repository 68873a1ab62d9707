//! The result of classifying an answer.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::answer::recognize::Recognized;
use crate::answer::recognize::unknown::Readable;
use crate::catalog::Catalog;
use crate::catalog::error_code::ErrorCode;
use crate::catalog::policy::Policy;
use crate::error::raise::Error;

/// The result of classifying an answer: an error of the catalog, or unknown.
#[derive(Debug)]
pub enum Classified<'b, C: ErrorCode> {
    /// The error that the answer means. [`Error::raw_text`] returns the answer's own text.
    Known(Error<C>),
    /// No code of the catalog matches the answer, or several do. It is never retried automatically.
    Unknown(Unrecognized<'b>),
}

/// An unknown answer. It is read by the envelope of the catalog that shares the most members with it.
#[derive(Clone, Copy)]
pub struct Unrecognized<'b> {
    catalog: Catalog<'b>,
    status: Option<u16>,
    body: &'b [u8],
}

impl<'b, C: ErrorCode> Classified<'b, C> {
    /// Classifies an answer with [`Catalog::recognize`]. `status` is the HTTP status code, if it is known.
    #[must_use]
    pub fn read(status: Option<u16>, body: &'b [u8]) -> Self {
        Self::of(C::CATALOG.recognize(status, body), status, body)
    }

    fn of(recognized: Option<Recognized<'static>>, status: Option<u16>, body: &'b [u8]) -> Self {
        match recognized {
            Some(recognized) => Self::Known(Error::read(recognized.code.number(), recognized.into_given())),
            None => Self::Unknown(Unrecognized::new(C::CATALOG, status, body)),
        }
    }

    /// Returns the retry policy of the error; for an unknown answer, the policy is `never`.
    #[must_use]
    pub fn retry(&self) -> Policy<'static> {
        match self {
            Self::Known(error) => error.code().retry(),
            Self::Unknown(_) => Policy::never(C::CATALOG.tables()),
        }
    }

    /// Returns the error; `None` for an unknown answer.
    #[must_use]
    pub fn known(self) -> Option<Error<C>> {
        match self {
            Self::Known(error) => Some(error),
            Self::Unknown(_) => None,
        }
    }
}

/// Classifies a raw answer by the rows of an upstream. Generated functions call it.
#[doc(hidden)]
#[must_use]
pub fn read_upstream<C: ErrorCode>(upstream: usize, status: Option<u16>, body: &[u8]) -> Classified<'_, C> {
    Classified::of(C::CATALOG.recognize_upstream_number(upstream, status, body), status, body)
}

/// Converts a raw answer into an error. Generated functions call it for an upstream whose last row matches every answer.
///
/// # Panics
///
/// Panics if no row matches, which the generated functions rule out.
#[doc(hidden)]
#[must_use]
pub fn raise_upstream<C: ErrorCode>(upstream: usize, status: Option<u16>, body: &[u8]) -> Error<C> {
    read_upstream(upstream, status, body).known().expect("the last row matches every answer")
}

impl<'b> Unrecognized<'b> {
    /// Creates an unknown answer, to be read by the envelopes of a catalog.
    #[must_use]
    pub const fn new(catalog: Catalog<'b>, status: Option<u16>, body: &'b [u8]) -> Self {
        Self { catalog, status, body }
    }

    /// Returns the HTTP status code, if it is known.
    #[must_use]
    pub const fn status(&self) -> Option<u16> {
        self.status
    }

    /// Returns the unchanged body.
    #[must_use]
    pub const fn body(&self) -> &'b [u8] {
        self.body
    }

    fn readable(&self) -> Option<Readable<'b, 'b>> {
        self.catalog.readable(self.body)
    }

    /// Returns the wire code in the answer: an unknown one, such as a code of a later catalog version.
    #[must_use]
    pub fn code(&self) -> Option<Cow<'b, str>> {
        self.readable()?.code()
    }

    /// Returns the title.
    #[must_use]
    pub fn title(&self) -> Option<Cow<'b, str>> {
        self.readable()?.title()
    }

    /// Returns the message.
    #[must_use]
    pub fn message(&self) -> Option<Cow<'b, str>> {
        self.readable()?.message()
    }

    /// Returns the text for customers.
    #[must_use]
    pub fn customer(&self) -> Option<Cow<'b, str>> {
        self.readable()?.customer()
    }

    /// Returns the details; empty if there are none.
    #[must_use]
    pub fn details(&self) -> Vec<Cow<'static, str>> {
        self.readable().map(|readable| readable.details()).unwrap_or_default()
    }
}

impl PartialEq for Unrecognized<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.status, self.body) == (other.status, other.body)
    }
}

impl Eq for Unrecognized<'_> {}

/// Shows the status, and the body as text. Bytes that are not UTF-8 become U+FFFD.
impl fmt::Debug for Unrecognized<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, body, .. } = self;
        f.debug_struct("Unrecognized").field("status", status).field("body", &String::from_utf8_lossy(body)).finish()
    }
}
