//! Errors as answers of Actix Web 4 (feature `actix-web`).

pub use ::actix_web::http::StatusCode;
pub use ::actix_web::{HttpResponse, ResponseError};

use super::answer::{self, Answer};
use crate::error::Error;
use crate::property::ErrorCode;
use crate::view::Public;

/// The answer to everybody: that of [`Error::public`], so that handlers return the error itself (feature `actix-web`).
impl<C: ErrorCode> ResponseError for Error<C> {
    fn status_code(&self) -> StatusCode {
        status_of(&self.public())
    }

    fn error_response(&self) -> HttpResponse {
        self.public().into()
    }
}

/// The answer (feature `actix-web`). In the language of the request:
/// `error.public().in_language(CATALOG.accept_language(field).tag).into()`.
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

/// The status of the answer.
#[must_use]
pub fn status_of(error: &Public<'_>) -> StatusCode {
    status(answer::status(error))
}

fn status(number: u16) -> StatusCode {
    StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
