//! Errors as answers of axum 0.8 (feature `axum`).
//!
//! [`Error`] is an answer of itself, so that handlers return it: `Result<Json<Order>, errcat::Error<Code>>`. It answers in the
//! catalog's language, and in that of the request with [`AcceptLanguage`].
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

/// The answer to everybody: that of [`Error::public`], as `http::Response` gives it.
impl<C: ErrorCode> IntoResponse for Error<C> {
    fn into_response(self) -> Response {
        self.public().into_response()
    }
}

/// The answer to everybody: that of [`AnyError::public`].
impl IntoResponse for AnyError<'_> {
    fn into_response(self) -> Response {
        self.public().into_response()
    }
}

/// The answer, as `http::Response` gives it.
impl IntoResponse for Public<'_> {
    fn into_response(self) -> Response {
        ::http::Response::<String>::from(self).into_response()
    }
}

/// An extractor: the languages that the request asks for, to answer in the one that fits best.
///
/// ```ignore
/// async fn order(language: AcceptLanguage) -> Result<Json<Order>, Response> {
///     let order = find().map_err(|error| language.answer(&error))?;
///     Ok(Json(order))
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AcceptLanguage(
    /// The value of the field; empty where the request has none.
    pub String,
);

impl AcceptLanguage {
    /// The answer in the language that fits best: the catalog's own where none does.
    #[must_use]
    pub fn answer(&self, error: &impl Coded) -> Response {
        error.raised().public().accept_language(&self.0).into_response()
    }
}

/// It never fails: a value that is not ASCII asks for nothing.
impl<S: Sync> FromRequestParts<S> for AcceptLanguage {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let values = parts.headers.get_all(ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
        Ok(Self(values.collect::<Vec<_>>().join(",")))
    }
}
