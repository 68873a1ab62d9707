//! Answers of the crate `http` 1, whose types most frameworks use (feature `http1`).

use ::http::{HeaderName, HeaderValue, Response, StatusCode};
use alloc::string::String;

use super::answer::Answer;
use crate::catalog::error_code::ErrorCode;
use crate::error::public::Public;
use crate::error::raise::Error;

/// Makes the answer (feature `http1`).
///
/// ```
/// use errcat_core::ErrorCode;
///
/// fn answer(code: impl ErrorCode) -> http::Response<String> {
///     code.erase().public().in_language("de").into()
/// }
/// ```
///
#[doc = include_str!("answer.md")]
impl From<Public<'_>> for Response<String> {
    fn from(error: Public<'_>) -> Self {
        let Answer { status, headers, body } = Answer::new(&error);
        let mut response = Self::new(body);
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in headers {
            if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
                response.headers_mut().insert(HeaderName::from_static(name), value);
            }
        }
        response
    }
}

/// Answers with [`Error::public`] (feature `http1`).
impl<C: ErrorCode> From<&Error<C>> for Response<String> {
    fn from(error: &Error<C>) -> Self {
        error.public().into()
    }
}
