//! An [`Error`] answers in the catalog's language; with the extractor [`AcceptLanguage`] it answers in that of the request.
//!
#![doc = include_str!("answer.md")]

use alloc::string::String;
use alloc::vec::Vec;
use core::convert::Infallible;

use ::http::header::ACCEPT_LANGUAGE;
use ::http::request::Parts;
use axum_core::extract::FromRequestParts;
#[doc(hidden)]
pub use axum_core::response::{IntoResponse, Response};

use crate::catalog::error_code::ErrorCode;
use crate::error::coded::{AnyError, Coded};
use crate::error::public::Public;
use crate::error::raise::Error;

/// Answers with [`Error::public`] (feature `axum08`).
impl<C: ErrorCode> IntoResponse for Error<C> {
    fn into_response(self) -> Response {
        self.public().into_response()
    }
}

/// Answers with [`AnyError::public`] (feature `axum08`).
impl IntoResponse for AnyError<'_> {
    fn into_response(self) -> Response {
        self.public().into_response()
    }
}

/// The same answer as that of `From<Public>` for `http::Response` (feature `axum08`).
impl IntoResponse for Public<'_> {
    fn into_response(self) -> Response {
        ::http::Response::<String>::from(self).into_response()
    }
}

/// An extractor for the languages that the request asks for, to answer in the one that fits best.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AcceptLanguage(
    /// The value of the `Accept-Language` field; empty if the request has none.
    pub String,
);

impl AcceptLanguage {
    /// Returns the answer in the language that fits best; in the catalog's own if none fits.
    #[must_use]
    pub fn answer(&self, error: &impl Coded) -> Response {
        error.raised().public().accept_language(&self.0).into_response()
    }
}

/// Never fails. Values that are not ASCII are left out.
impl<S: Sync> FromRequestParts<S> for AcceptLanguage {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let values = parts.headers.get_all(ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
        Ok(Self(values.collect::<Vec<_>>().join(",")))
    }
}
