//! Errors as answers of Actix Web 4 (feature `actix-web`).
//!
//! [`Error`] is an answer of itself, so that handlers return it: `Result<Json<Order>, errcat::Error<Code>>`. It answers
//! in the catalog's language, and in that of the request with [`AcceptLanguage`].
//!
#![doc = include_str!("answer.md")]

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::convert::Infallible;
use core::future::{Ready, ready};

use ::actix_web::dev::Payload;
use ::actix_web::error::InternalError;
use ::actix_web::http::header::ACCEPT_LANGUAGE;
use ::actix_web::{FromRequest, HttpRequest};
#[doc(hidden)]
pub use ::actix_web::{HttpResponse, ResponseError, http::StatusCode};

use super::answer::{self, Answer};
use crate::catalog::error_code::ErrorCode;
use crate::error::coded::{AnyError, Coded};
use crate::error::public::Public;
use crate::error::raise::Error;

/// The answer to everybody: that of [`Error::public`], so that handlers return the error itself (feature `actix-web`).
impl<C: ErrorCode> ResponseError for Error<C> {
    fn status_code(&self) -> StatusCode {
        status_of(&self.public())
    }

    fn error_response(&self) -> HttpResponse {
        self.public().into()
    }
}

/// The answer to everybody: that of [`AnyError::public`] (feature `actix-web`).
impl ResponseError for AnyError<'_> {
    fn status_code(&self) -> StatusCode {
        status_of(&self.public())
    }

    fn error_response(&self) -> HttpResponse {
        self.public().into()
    }
}

/// The answer (feature `actix-web`). In the language of the request: `error.public().accept_language(field).into()`.
///
#[doc = include_str!("answer.md")]
impl From<Public<'_>> for HttpResponse {
    fn from(error: Public<'_>) -> Self {
        let Answer { status: number, headers, body } = Answer::new(&error);
        let mut response = Self::build(status(number));
        for (name, value) in headers {
            if let Some(value) = value {
                response.insert_header((name, &*value));
            }
        }
        response.body(body)
    }
}

/// An extractor: the languages that the request asks for, to answer in the one that fits best.
///
/// ```ignore
/// async fn order(language: AcceptLanguage) -> actix_web::Result<Json<Order>> {
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
    /// The answer in the language that fits best: the catalog's own where none does. What it displays, in a server's
    /// log, is the text for developers.
    #[must_use]
    pub fn answer(&self, error: &impl Coded) -> ::actix_web::Error {
        let raised = error.raised();
        let response = raised.public().accept_language(&self.0).into();
        InternalError::from_response(raised.to_string(), response).into()
    }
}

/// It never fails: a value that is not ASCII asks for nothing.
impl FromRequest for AcceptLanguage {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let values = request.headers().get_all(ACCEPT_LANGUAGE).filter_map(|value| value.to_str().ok());
        ready(Ok(Self(values.collect::<Vec<_>>().join(","))))
    }
}

/// The status of the answer.
#[doc(hidden)]
#[must_use]
pub fn status_of(error: &Public<'_>) -> StatusCode {
    status(answer::status(error))
}

fn status(number: u16) -> StatusCode {
    StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
