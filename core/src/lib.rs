//! The engine of errcat and nothing else: borrowed tables, the perfect hash over them, and what can be read from them.
//!
//! The same code answers in services (over tables that generated code holds in statics), proves the laws of a catalog in
//! the compiler, and serves the command (both over tables that were built in memory). It allocates nothing, starts nothing,
//! and does not depend on the word size or byte order of the machine.
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![deny(missing_debug_implementations)]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(any(feature = "backon1", feature = "retry-after"))]
extern crate std;

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
pub use answer::classified::{Classified, Unrecognised};
#[cfg(feature = "alloc")]
pub use answer::recognize::Recognised;
pub use catalog::code::AnyCode;
pub use catalog::date::{Date, InvalidDate};
pub use catalog::envelope::Part;
pub use catalog::error_code::ErrorCode;
pub use catalog::help::{Fact, PlainText};
pub use catalog::lifecycle::{Deprecation, Found, ParseCodeError, Retired};
pub use catalog::outcome::{IllegalTransition, NamedUrls, Outcome, Session, UnknownName};
pub use catalog::parts::{Citation, Link, Param, ProviderCode, Shown};
pub use catalog::policy::{DurationText, Factor, Limit, Policy, Repeat, Schedule, Waits};
pub use catalog::vocabulary::{
    Action, FixableBy, Grpc, Idempotency, Jitter, ParamKind, PolicyKind, Recognize, Severity, Vocabulary,
};
pub use catalog::{Catalog, Language, Unknown};
pub use error::body::Body;
#[cfg(feature = "alloc")]
pub use error::coded::{AnyError, Coded};
pub use error::public::{Internal, Public};
#[cfg(feature = "alloc")]
pub use error::raise::{Context, Error, Integer, Str};
pub use error::value::Value;
#[cfg(feature = "alloc")]
pub use error::value::{InvalidJson, Json};
pub use error::view::Text;
#[doc(hidden)]
pub use generated::{__by_wire_code, __illegal, __named, __outcome, __resolve};
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
#[doc(hidden)]
pub use tables::perfect_hash as hash;

/// What generated code and the compiler share; not for people, and not stable.
#[doc(hidden)]
pub mod raw {
    #[cfg(feature = "alloc")]
    pub use crate::answer::recognize::MOST_SLOTS;
    pub use crate::catalog::provider_code::Pattern;
    pub use crate::error::body::{PROBLEM_MEMBERS, kind, slot};
    pub use crate::error::json_writer::string;
    pub use crate::error::value::Carried;
    pub use crate::sealed::Sealed;
    pub use crate::tables::{FORMAT, HALVES, Half, Tables, WORDS, Word, array, column, header, row};
}
