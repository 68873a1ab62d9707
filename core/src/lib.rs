//! The engine of errcat: catalogs over borrowed tables, look-ups by perfect hash, errors, answers, retries and redirects.
//!
//! Use it through the crate `errcat`, which adds the generated code. Services read tables that generated code holds in statics; the
//! compiler and the command read tables in memory with the same code. Without the feature `alloc` the engine allocates nothing. Its
//! tables do not depend on the word size or the byte order of the machine.
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![deny(missing_debug_implementations)]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(any(feature = "backon1", feature = "retry-after"))]
extern crate std;

#[doc(hidden)]
pub mod __private;
#[cfg(feature = "alloc")]
mod answer;
mod catalog;
mod error;
mod generated;
mod integration;
mod padding;
#[cfg(feature = "redirect")]
mod redirect;
mod retry;
mod sealed;
mod tables;

#[cfg(feature = "alloc")]
pub use answer::classified::{Classified, Unrecognized};
#[cfg(feature = "alloc")]
pub use answer::recognize::Recognized;
pub use catalog::citation::Citation;
pub use catalog::code::AnyCode;
pub use catalog::date::{Date, InvalidDate};
pub use catalog::duration::DurationText;
pub use catalog::envelope::{Envelope, EnvelopeSlot, Part};
pub use catalog::error_code::ErrorCode;
pub use catalog::help::{Fact, PlainText};
pub use catalog::language::Language;
pub use catalog::lifecycle::{Deprecation, Found, ParseCodeError, Retired};
pub use catalog::limit::Limit;
pub use catalog::link::Link;
pub use catalog::mask::Shown;
pub use catalog::outcome::{IllegalTransition, NamedUrls, Outcome, Session};
pub use catalog::param::Param;
pub use catalog::policy::{Factor, Policy, Repeat, Schedule, Waits};
pub use catalog::provider_code::ProviderCode;
pub use catalog::redirect_template::RedirectTemplate;
pub use catalog::vocabulary::{
    Action, FixableBy, Grpc, Idempotency, Jitter, ParamKind, PolicyKind, Recognize, Severity, UnknownName, Vocabulary,
};
pub use catalog::{Catalog, Unknown};
pub use error::body::Body;
#[cfg(feature = "alloc")]
pub use error::coded::{AnyError, Coded};
#[cfg(feature = "alloc")]
pub use error::context::Context;
pub use error::example::Example;
pub use error::public::{Internal, Public};
#[cfg(feature = "alloc")]
pub use error::raise::{Error, Integer, Str};
pub use error::value::Value;
#[cfg(feature = "alloc")]
pub use error::value::{InvalidJson, Json};
pub use error::view::Text;
#[cfg(feature = "actix-web4")]
pub use integration::actix_web4;
#[cfg(feature = "axum08")]
pub use integration::axum08;
#[cfg(feature = "backon1")]
pub use integration::backon1;
#[cfg(feature = "serde")]
pub use integration::serde;
#[cfg(feature = "tonic014")]
pub use integration::tonic014;
#[cfg(feature = "tracing")]
pub use integration::tracing;
#[cfg(feature = "redirect")]
pub use redirect::{AddressProblem, Arrival, Redirect, RedirectError, RedirectReader, RedirectReaderError, Schemes};
pub use retry::decide::{Attempt, Decision, Delays, GiveUp, Needed};
pub use retry::idempotency::LastAttempt;
#[cfg(feature = "retry-after")]
pub use retry::retry_after::retry_after;
