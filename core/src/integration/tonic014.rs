//! Errors as answers of tonic 0.14 (feature `tonic`).
//!
//! Methods return [`tonic::Status`](Status), and `?` makes one of an [`Error`]. It speaks to customers in the catalog's
//! language, and in that of the request with [`AcceptLanguage`].

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

/// How many bytes a text has, and all parameters together. The message counts most: it travels in both fields,
/// percent-encoded in the one, and as base64 in the other.
const MOST: usize = 768;

/// What a text ends in that was cut.
const ELLIPSIS: &str = "…";

/// The answer to everybody: that of [`Error::public`] (feature `tonic`).
impl<C: ErrorCode> From<Error<C>> for Status {
    fn from(error: Error<C>) -> Self {
        error.public().into()
    }
}

/// The answer to everybody: that of [`AnyError::public`] (feature `tonic`).
impl From<AnyError<'_>> for Status {
    fn from(error: AnyError<'_>) -> Self {
        error.public().into()
    }
}

/// The answer (feature `tonic`): a `google.rpc.Status` with details of `google/rpc/error_details.proto`.
///
/// | part | rule |
/// |---|---|
/// | code | the catalog's `grpc`, or what [`Grpc::of_status`] makes of the status; `UNKNOWN` for a code without a status, and instead of `OK`, which is no error |
/// | message | the text for developers, cut where it is too long |
/// | `ErrorInfo` | always: `reason` is the id, or the code of the catalog's unknown error; `domain` is the name of the catalog; `metadata` holds the parameters, as they stand in texts, and as `wire-code` the code as it travels, where that is not the id |
/// | `RetryInfo` | where [`Policy::first_wait`](crate::Policy::first_wait) has a wait, to the millisecond: kinds `backoff` and `delay` |
/// | `Help` | where the code has a link: that, described by the title |
/// | `LocalizedMessage` | always: the text for customers, cut where it is too long, and the tag of its language |
///
/// All of it is of what the public sees: a masked code answers as its mask, and what is sensitive is left out. Details
/// and values of the context are not in it. The catalog's unknown error has the code of its status, and no link.
///
/// A reason should match `[A-Z][A-Z0-9_]+[A-Z0-9]` and have 63 characters at the most. Ids nearly do; one that is
/// shorter than 3 characters, longer, or ends in `_` goes out as it is, since no other name would be found again.
///
/// gRPC sends all of it as header fields, for which it suggests a limit of 8 KiB (gRPC over HTTP/2, "Responses"); a
/// client that gets more loses the answer, if not the connection. So each text has 768 bytes at the most, a longer one
/// ends in `…`; and so have all parameters together: one that no longer fits is left out. What a catalog fixes (id,
/// title, link) is not cut.
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

/// The numbers are the same.
fn code(grpc: Grpc) -> Code {
    match grpc {
        Grpc::Ok => Code::Unknown,
        grpc => Code::from_i32(grpc as i32),
    }
}

/// The languages that a request asks for by `accept-language` in its metadata, to answer in the one that fits best.
///
/// ```ignore
/// async fn order(&self, request: Request<Order>) -> Result<Response<Receipt>, Status> {
///     let language = AcceptLanguage::from(request.metadata());
///     let receipt = book(request.into_inner()).map_err(|error| language.answer(&error))?;
///     Ok(Response::new(receipt))
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AcceptLanguage(
    /// The value, as that of an HTTP field of this name; empty where the request has none.
    pub String,
);

impl AcceptLanguage {
    /// The answer in the language that fits best: the catalog's own where none does.
    #[must_use]
    pub fn answer(&self, error: &impl Coded) -> Status {
        error.raised().public().accept_language(&self.0).into()
    }
}

/// A value that is not ASCII asks for nothing.
impl From<&MetadataMap> for AcceptLanguage {
    fn from(metadata: &MetadataMap) -> Self {
        let values = metadata.get_all("accept-language").iter().filter_map(|value| value.to_str().ok());
        Self(values.collect::<Vec<_>>().join(","))
    }
}
