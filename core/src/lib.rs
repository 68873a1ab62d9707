//! The engine of errcat and nothing else: borrowed tables, the perfect hash over them, and what can be read from them.
//!
//! The same code answers in services (over tables that generated code holds in statics), proves the laws of a catalog in
//! the compiler, and serves the command (both over tables that were built in memory). It allocates nothing, starts nothing,
//! and does not depend on the word size or byte order of the machine.
#![no_std]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(any(feature = "backon1", feature = "retry-after"))]
extern crate std;

mod catalog;
#[cfg(feature = "alloc")]
mod classified;
mod code;
#[cfg(feature = "alloc")]
mod coded;
mod date;
mod envelope;
#[cfg(feature = "alloc")]
mod error;
#[cfg(feature = "alloc")]
mod fit;
mod generated;
pub mod hash;
mod help;
mod idempotency;
mod integration;
mod json;
mod language;
mod life;
mod outcome;
mod parts;
mod pattern;
mod policy;
mod property;
mod public;
#[cfg(feature = "alloc")]
mod recognise;
#[cfg(feature = "redirect")]
mod redirect;
mod retry;
#[cfg(feature = "retry-after")]
mod retry_after;
#[cfg(feature = "alloc")]
mod scan;
mod tables;
mod template;
mod value;
mod view;
mod vocabulary;

pub use catalog::{Catalog, Language, Unknown};
#[cfg(feature = "alloc")]
pub use classified::{Classified, Unrecognised};
pub use code::AnyCode;
#[cfg(feature = "alloc")]
pub use coded::{AnyError, Coded};
pub use date::{Date, InvalidDate};
pub use envelope::Body;
#[cfg(feature = "alloc")]
pub use error::{Context, Error, Integer, Str};
#[doc(hidden)]
pub use generated::{__from_wire, __illegal, __named, __outcome, __resolve};
pub use help::PlainText;
pub use idempotency::Previous;
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
pub use life::{Deprecation, Found, ParseCodeError, Retired};
pub use outcome::{IllegalTransition, NamedUrls, Outcome, Session, UnknownName};
pub use parts::{Link, Param, ProviderCode, Shown, Source};
pub use policy::{DurationText, Limit, Policy};
pub use property::ErrorCode;
pub use public::{Internal, Public};
#[cfg(feature = "alloc")]
pub use recognise::Recognised;
#[cfg(feature = "redirect")]
pub use redirect::{AddressProblem, Arrival, Redirect, RedirectError, RedirectReader, RedirectReaderError, Schemes};
pub use retry::{Attempt, Decision, Delays, GiveUp, Needed};
#[cfg(feature = "retry-after")]
pub use retry_after::retry_after;
pub use template::Part;
pub use value::{Carried, Value};
#[cfg(feature = "alloc")]
pub use value::{InvalidJson, Json};
pub use view::Text;
pub use vocabulary::{
    Action, FixableBy, Grpc, Idempotency, Jitter, ParamKind, PolicyKind, Recognize, Severity, Vocabulary,
};

/// What generated code and the compiler share; not for people, and not stable.
#[doc(hidden)]
pub mod raw {
    pub use crate::envelope::{PROBLEM_MEMBERS, kind, slot};
    pub use crate::json::string;
    pub use crate::pattern::Pattern;
    #[cfg(feature = "alloc")]
    pub use crate::recognise::MOST_SLOTS;
    pub use crate::tables::{FORMAT, HALVES, Half, Tables, WORDS, Word, array, column, header, row};
}
