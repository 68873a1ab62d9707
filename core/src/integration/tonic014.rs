//! The text for customers is in the catalog's language; with [`AcceptLanguage`] it is in that of the request.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use ::tonic::Code;
#[doc(hidden)]
pub use ::tonic::Status;
use ::tonic::metadata::MetadataMap;
use tonic_types::{ErrorInfo, Help, LocalizedMessage, RetryInfo, StatusExt as _};

use crate::catalog::code::AnyCode;
use crate::catalog::error_code::ErrorCode;
use crate::catalog::vocabulary::Grpc;
use crate::error::coded::{AnyError, Coded};
use crate::error::public::Public;
use crate::error::raise::Error;
use crate::error::view::Text;

/// The most bytes of a text, and of all parameters together. The message counts most: two header fields carry it, one
/// percent-encoded, the other as base64.
const MOST: usize = 768;

/// The end of a text that was cut.
const ELLIPSIS: &str = "…";

/// Answers with [`Error::public`] (feature `tonic014`).
impl<C: ErrorCode> From<Error<C>> for Status {
    fn from(error: Error<C>) -> Self {
        error.public().into()
    }
}

/// Answers with [`AnyError::public`] (feature `tonic014`).
impl From<AnyError<'_>> for Status {
    fn from(error: AnyError<'_>) -> Self {
        error.public().into()
    }
}

/// Makes the answer (feature `tonic014`): a `google.rpc.Status` with details of `google/rpc/error_details.proto`.
///
/// | part | rule |
/// |---|---|
/// | code | the catalog's `grpc`, or what [`Grpc::of_status`] makes of the status; `UNKNOWN` for a code without a status, and instead of `OK`, which is no error |
/// | message | the text for developers, cut at 768 bytes |
/// | `ErrorInfo` | always: `reason` is the id, or the code of the catalog's unknown error; `domain` is the name of the catalog; `metadata` holds the parameters, as they stand in texts, and as `wire-code` the wire code, if it is not the id |
/// | `RetryInfo` | the wait of [`Policy::first_wait`](crate::Policy::first_wait), to the millisecond: kinds `backoff` and `delay` |
/// | `Help` | the link of the code, described by its title; left out for a code without a link |
/// | `LocalizedMessage` | always: the text for customers, cut at 768 bytes, and the tag of its language |
///
/// Every part is what the public sees: a masked code answers as its mask, and sensitive values are left out. So are details and
/// values of the context. The catalog's unknown error has the gRPC code of its status, and no link.
///
/// A reason should match `[A-Z][A-Z0-9_]+[A-Z0-9]` and have at most 63 characters. An id that is shorter than 3 characters,
/// longer than 63, or ends in `_` is sent unchanged, because clients look it up.
///
/// gRPC sends all of it as header fields, for which it suggests a limit of 8 KiB (gRPC over HTTP/2, "Responses"). Beyond it a
/// client loses the answer, or the connection. So each text has at most 768 bytes, a longer one ends in `…`, and all
/// parameters together have at most 768 bytes: one that no longer fits is left out. Id, title and link are not cut.
impl From<Public<'_>> for Status {
    fn from(error: Public<'_>) -> Self {
        let details = [
            Some(info(&error).into()),
            error.retry().first_wait().map(|wait| RetryInfo::new(Some(wait)).into()),
            error.docs_url().map(|link| Help::with_link(error.title(), link.to_string()).into()),
            Some(LocalizedMessage::new(error.language().tag, short(error.customer())).into()),
        ];
        Self::with_error_details_vec(code(error.grpc()), short(error.message()), details.into_iter().flatten())
    }
}

fn info(error: &Public<'_>) -> ErrorInfo {
    let wire_code = error.wire_code();
    let reason = error.code().map_or(wire_code, AnyCode::as_str);
    // No parameter has a hyphen in its name.
    let code = (wire_code != reason).then(|| ("wire-code".to_string(), wire_code.to_string()));
    let mut left = MOST;
    let params = error.params().filter_map(|(name, value)| {
        let value = value.to_string();
        left = left.checked_sub(name.len() + value.len())?;
        Some((name.to_string(), value))
    });
    ErrorInfo {
        reason: reason.to_string(),
        domain: error.catalog().name().to_string(),
        metadata: params.chain(code).collect(),
    }
}

fn short(text: Text<'_>) -> String {
    let mut text = text.to_string();
    if text.len() > MOST {
        let end = (0..=MOST - ELLIPSIS.len()).rev().find(|at| text.is_char_boundary(*at));
        text.truncate(end.unwrap_or_default());
        text.push_str(ELLIPSIS);
    }
    text
}

/// Returns the gRPC code of tonic. The numbers are the same.
fn code(grpc: Grpc) -> Code {
    match grpc {
        Grpc::Ok => Code::Unknown,
        grpc => Code::from_i32(grpc as i32),
    }
}

/// The languages that a request asks for by `accept-language` in its metadata, to answer in the one that fits best.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AcceptLanguage(
    /// The value, in the form of the HTTP field of this name; empty if the request has none.
    pub String,
);

impl AcceptLanguage {
    /// Returns the answer in the language that fits best; in the catalog's own if none fits.
    #[must_use]
    pub fn answer(&self, error: &impl Coded) -> Status {
        error.raised().public().accept_language(&self.0).into()
    }
}

/// Reads `accept-language`. Values that are not ASCII are left out.
impl From<&MetadataMap> for AcceptLanguage {
    fn from(metadata: &MetadataMap) -> Self {
        let values = metadata.get_all("accept-language").iter().filter_map(|value| value.to_str().ok());
        Self(values.collect::<Vec<_>>().join(","))
    }
}
