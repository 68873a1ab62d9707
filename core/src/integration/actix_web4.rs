//! An [`Error`] answers in the catalog's language; with the extractor [`AcceptLanguage`] it answers in that of the request.
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

/// Answers with [`Error::public`] (feature `actix-web4`).
impl<C: ErrorCode> ResponseError for Error<C> {
    fn status_code(&self) -> StatusCode {
        status_of(&self.public())
    }

    fn error_response(&self) -> HttpResponse {
        self.public().into()
    }
}

/// Answers with [`AnyError::public`] (feature `actix-web4`).
impl ResponseError for AnyError<'_> {
    fn status_code(&self) -> StatusCode {
        status_of(&self.public())
    }

    fn error_response(&self) -> HttpResponse {
        self.public().into()
    }
}

/// Makes the answer (feature `actix-web4`). In the language of a request: `error.public().accept_language(field).into()`.
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

/// An extractor for the languages that the request asks for, to answer in the one that fits best.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AcceptLanguage(
    /// The value of the `Accept-Language` field; empty if the request has none.
    pub String,
);

impl AcceptLanguage {
    /// Returns the answer in the language that fits best; in the catalog's own if none fits. In a server's log it displays the
    /// text for developers.
    #[must_use]
    pub fn answer(&self, error: &impl Coded) -> ::actix_web::Error {
        let raised = error.raised();
        let response = raised.public().accept_language(&self.0).into();
        InternalError::from_response(raised.to_string(), response).into()
    }
}

/// Never fails. Values that are not ASCII are left out.
impl FromRequest for AcceptLanguage {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let values = request.headers().get_all(ACCEPT_LANGUAGE).filter_map(|value| value.to_str().ok());
        ready(Ok(Self(values.collect::<Vec<_>>().join(","))))
    }
}

/// Returns the status of the answer, for derived implementations.
#[doc(hidden)]
#[must_use]
pub fn status_of(error: &Public<'_>) -> StatusCode {
    status(answer::status(error))
}

fn status(number: u16) -> StatusCode {
    StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
