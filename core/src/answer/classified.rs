//! What an answer turned out to be.

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

/// An answer: an error of the catalog, or unknown.
#[derive(Debug)]
pub enum Classified<'b, C: ErrorCode> {
    /// The error that it means. [`Error::raw_text`] is the text that the answer really had.
    Known(Error<C>),
    /// An answer of no code of the catalog, or of several: never retried automatically.
    Unknown(Unrecognized<'b>),
}

/// An unknown answer. What it says can be read as far as it stands in an envelope of the catalog: the one of which it has the most
/// members.
#[derive(Clone, Copy)]
pub struct Unrecognized<'b> {
    catalog: Catalog<'b>,
    status: Option<u16>,
    body: &'b [u8],
}

impl<'b, C: ErrorCode> Classified<'b, C> {
    /// Reads an answer by the names, envelopes and statuses of the catalog: [`Catalog::recognize`].
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

    /// Returns when the call may be repeated: as the error's policy says, and never for an unknown answer.
    #[must_use]
    pub fn retry(&self) -> Policy<'static> {
        match self {
            Self::Known(error) => error.code().retry(),
            Self::Unknown(_) => Policy::never(C::CATALOG.tables()),
        }
    }

    /// Returns the error, if it is known.
    #[must_use]
    pub fn known(self) -> Option<Error<C>> {
        match self {
            Self::Known(error) => Some(error),
            Self::Unknown(_) => None,
        }
    }
}

/// Reads a raw answer by the rows of an upstream. Generated functions call it.
#[doc(hidden)]
#[must_use]
pub fn read_upstream<C: ErrorCode>(upstream: usize, status: Option<u16>, body: &[u8]) -> Classified<'_, C> {
    Classified::of(C::CATALOG.recognize_upstream_number(upstream, status, body), status, body)
}

/// Makes an error from a raw answer, by the rows of an upstream whose last row fits every answer. Generated functions call it.
///
/// # Panics
///
/// If no row fits: functions are generated with the rows.
#[doc(hidden)]
#[must_use]
pub fn raise_upstream<C: ErrorCode>(upstream: usize, status: Option<u16>, body: &[u8]) -> Error<C> {
    read_upstream(upstream, status, body).known().expect("the last row fits every answer")
}

impl<'b> Unrecognized<'b> {
    /// Makes an answer that no code of a catalog has.
    #[must_use]
    pub const fn new(catalog: Catalog<'b>, status: Option<u16>, body: &'b [u8]) -> Self {
        Self { catalog, status, body }
    }

    /// Returns the HTTP status code, if it was given.
    #[must_use]
    pub const fn status(&self) -> Option<u16> {
        self.status
    }

    /// Returns the body as it came.
    #[must_use]
    pub const fn body(&self) -> &'b [u8] {
        self.body
    }

    fn readable(&self) -> Option<Readable<'b, 'b>> {
        self.catalog.readable(self.body)
    }

    /// Returns the code that the answer names: one of a later version, or of somebody else.
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

/// The status, and the body as text where it is text.
impl fmt::Debug for Unrecognized<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, body, .. } = self;
        f.debug_struct("Unrecognized").field("status", status).field("body", &String::from_utf8_lossy(body)).finish()
    }
}
