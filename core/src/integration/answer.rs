//! The HTTP answer of an error, for all frameworks.
//!
#![doc = include_str!("answer.md")]

use alloc::borrow::Cow;
use alloc::string::{String, ToString};

use crate::error::public::Public;

/// An answer without the types of a framework.
pub(super) struct Answer<'a> {
    pub(super) status: u16,
    /// With names in lower case.
    pub(super) headers: [(&'static str, Option<Cow<'a, str>>); 4],
    pub(super) body: String,
}

impl<'a> Answer<'a> {
    pub(super) fn new(error: &Public<'a>) -> Self {
        let body = error.body();
        let language = body.language();
        Self {
            status: status(error),
            headers: [
                ("content-type", Some(body.content_type().into())),
                ("content-language", language.map(|language| language.tag.into())),
                ("vary", language.map(|_| "accept-language".into())),
                ("retry-after", error.retry().retry_after_seconds().map(|seconds| seconds.to_string().into())),
            ],
            body: body.to_string(),
        }
    }
}

pub(super) fn status(error: &Public<'_>) -> u16 {
    error.status().filter(|status| *status >= 200).unwrap_or(500)
}
