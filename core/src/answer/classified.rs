//! What an answer turned out to be.

use alloc::string::String;
use core::fmt;

use crate::answer::recognize::Recognized;
use crate::catalog::error_code::ErrorCode;
use crate::catalog::policy::Policy;
use crate::error::raise::Error;

/// An answer: an error of the catalog, or unknown.
#[derive(Debug)]
pub enum Classified<'b, C: ErrorCode> {
    /// The error that it means. [`Error::said`] is the text that the answer really had.
    Known(Error<C>),
    /// Nothing that the catalog knows, or more than one thing: never to be retried without asking somebody.
    Unknown(Unrecognized<'b>),
}

/// An answer that is not known, as it came.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unrecognized<'b> {
    /// The HTTP status code, if it is known.
    pub status: Option<u16>,
    /// The body.
    pub body: &'b [u8],
}

impl<'b, C: ErrorCode> Classified<'b, C> {
    /// Reads an answer by the envelopes and statuses of the catalog; see [`Catalog::recognize`](crate::Catalog::recognize).
    #[must_use]
    pub fn read(status: Option<u16>, body: &'b [u8]) -> Self {
        Self::of(C::CATALOG.recognize(status, body), status, body)
    }

    /// Reads a raw answer of somebody else by the rows of a source; see
    /// [`Catalog::recognize_upstream`](crate::Catalog::recognize_upstream).
    #[must_use]
    pub fn read_upstream(source: &str, status: Option<u16>, body: &'b [u8]) -> Self {
        Self::of(C::CATALOG.recognize_upstream(source, status, body), status, body)
    }

    fn of(recognized: Option<Recognized<'static>>, status: Option<u16>, body: &'b [u8]) -> Self {
        match recognized {
            Some(recognized) => Self::Known(Error::read(recognized.code.number(), recognized.given)),
            None => Self::Unknown(Unrecognized { status, body }),
        }
    }

    /// When the call may be repeated: as the error's policy says, and never by itself after an answer that is not known.
    #[must_use]
    pub fn retry(&self) -> Policy<'static> {
        match self {
            Self::Known(error) => error.code().retry(),
            Self::Unknown(_) => Policy::never(C::CATALOG.tables()),
        }
    }

    /// The error, if it is known.
    #[must_use]
    pub fn known(self) -> Option<Error<C>> {
        match self {
            Self::Known(error) => Some(error),
            Self::Unknown(_) => None,
        }
    }
}

/// The status, and the body as text where it is text.
impl fmt::Debug for Unrecognized<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, body } = self;
        f.debug_struct("Unrecognized").field("status", status).field("body", &String::from_utf8_lossy(body)).finish()
    }
}
