//! Error-code catalogs: YAML files define the error codes of a service, and a build turns them into Rust enums, constructors,
//! perfect-hash tables and help texts.
//!
//! A catalog says of each code what a developer, a customer and a client need: texts in several languages, the HTTP status and
//! the body of the answer, who can fix the error and how, and when a call may be repeated. `cargo add errcat` gives the macro
//! [`catalog!`] for catalogs of your own, and two bundled catalogs: [`mozarto`] and [`ozura`].
//!
//! # From raising an error to a retry
//!
//! ```
//! # #[cfg(all(feature = "alloc", feature = "mozarto"))] {
//! use errcat::mozarto::{self, Code, errors};
//! use errcat::{Attempt, Classified, Decision, FixableBy};
//!
//! // A service raises an error with a generated constructor.
//! let error = errors::missing_field("pspType");
//! assert_eq!(error.to_string(), "Missing required field: pspType");
//! assert_eq!(error.code().fixable_by(), FixableBy::Developer);
//!
//! // It answers with what others may see, in the envelope of its API.
//! let (status, body) = (error.public().status(), error.public().body().to_string());
//! assert_eq!(status, Some(400));
//! assert_eq!(
//!     body,
//!     r#"{"status":"error","message":"Missing required field: pspType","isSuccess":false,"errors":[]}"#
//! );
//!
//! // A client classifies the answer: it gets the same error, with its parameters.
//! let Classified::Known(same) = mozarto::classify(status, body.as_bytes()) else { panic!("unknown answer") };
//! assert_eq!(same, error);
//!
//! // It repeats the call as the retry policy of the code says.
//! match Code::InternalError.retry().decide(Attempt::new(1)) {
//!     Decision::Retry { after, idempotency } => println!("repeat after {after:?}, {idempotency}"),
//!     Decision::First { needed, .. } => println!("{needed}"),
//!     Decision::GiveUp(reason) => println!("{reason}"),
//! }
//! # }
//! ```
//!
//! # A catalog of your own
//!
//! There are three ways to compile a folder of YAML; all run the same compiler and give the same code and diagnostics:
//!
//! - [`catalog!`] compiles it where the macro stands.
//! - [`build::compile`] compiles it in a build script, and [`include_catalog!`] includes the result.
//! - `errcat expand` of the command writes the code into a file.
//!
//! Each gives a module with these items:
//!
//! | item | content |
//! |---|---|
//! | `Code` | an enum of the codes (beyond 4,096 codes, a struct with constants): see [`ErrorCode`] for its methods |
//! | `errors` | a constructor for each code, with its parameters; each returns an [`Error`] |
//! | `context` | a function for each value that only a request has, for [`Error::with_context`] |
//! | `classify` | finds the error that an answer means: [`Classified`] |
//! | `upstream` | a function for each upstream, which classifies its raw answers |
//! | `Outcome`, `Session`, `Urls` | what errors do to a checkout, for [`Redirect`] |
//! | `CATALOG` | the [`Catalog`] without types, for code that handles several: [`AnyCode`], [`AnyError`] |
//!
//! # Features
//!
//! | feature | default | gives |
//! |---|---|---|
//! | `alloc` | yes | [`Error`], [`Classified`]; without it, codes and tables only: no allocator is needed |
//! | `macros` | yes | [`catalog!`] |
//! | `ozura`, `mozarto` | yes | the bundled catalogs [`ozura`] and [`mozarto`] |
//! | `diagnostics` | | the catalog of errcat's own diagnostics: [`diagnostics`] |
//! | `derive` | | [`derive@Coded`]: codes for a service's own error types |
//! | `build` | | [`build::compile`] for build scripts |
//! | `redirect` | | [`Redirect`] and [`RedirectReader`]: the URLs that customers are sent to |
//! | `retry-after` | | [`retry_after()`]: reads a `Retry-After` header field |
//! | `backon1` | | [`backon1`]: retries with the crate `backon` 1 |
//! | `http1` | | `From<Public>` for `http::Response` of the crate `http` 1 |
//! | `axum08` | | [`axum08`]: handlers of axum 0.8 return errors |
//! | `actix-web4` | | [`actix_web4`]: handlers of Actix Web 4 return errors |
//! | `tonic014` | | [`tonic014`]: methods of tonic 0.14 return errors |
//! | `serde` | | [`serde`]: codes as their ids |
//! | `tracing` | | [`tracing`]: errors as events |
//!
//! A feature for a crate whose types appear here has the major version of that crate in its name, so that a later major can be
//! added beside it. `serde` 1 and `tracing` 0.1 have no version: of each, a program can use only one.
//!
//! The smallest build has no dependency but `errcat-core`, needs no allocator, and takes a catalog that the command or a build
//! script compiled: `errcat = { version = "0.1", default-features = false }`.
//!
// Links to items of features that are off lead to the table of features.
#![cfg_attr(not(feature = "build"), doc = "[`build::compile`]: #features")]
#![cfg_attr(not(feature = "derive"), doc = "[`derive@Coded`]: #features")]
#![cfg_attr(not(feature = "diagnostics"), doc = "[`diagnostics`]: #features")]
#![cfg_attr(not(feature = "redirect"), doc = "[`Redirect`]: #features")]
#![cfg_attr(not(feature = "redirect"), doc = "[`RedirectReader`]: #features")]
#![cfg_attr(not(feature = "retry-after"), doc = "[`retry_after()`]: #features")]
#![cfg_attr(not(feature = "backon1"), doc = "[`backon1`]: #features")]
#![cfg_attr(not(feature = "axum08"), doc = "[`axum08`]: #features")]
#![cfg_attr(not(feature = "actix-web4"), doc = "[`actix_web4`]: #features")]
#![cfg_attr(not(feature = "tonic014"), doc = "[`tonic014`]: #features")]
#![cfg_attr(not(feature = "serde"), doc = "[`serde`]: #features")]
#![cfg_attr(not(feature = "tracing"), doc = "[`tracing`]: #features")]
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![deny(missing_debug_implementations)]

// The bundled catalogs name errcat as other catalogs do.
extern crate self as errcat;

// Codes and catalogs.
pub use errcat_core::{
    Action, AnyCode, Catalog, Citation, Date, Deprecation, DurationText, Envelope, EnvelopeSlot, ErrorCode, Fact,
    Factor, FixableBy, Found, Grpc, Idempotency, IllegalTransition, InvalidDate, Jitter, Language, Limit, Link,
    NamedUrls, Outcome, Param, ParamKind, ParseCodeError, Part, PlainText, Policy, PolicyKind, ProviderCode, Recognize,
    RedirectTemplate, Repeat, Retired, Schedule, Session, Severity, Shown, Unknown, UnknownName, Vocabulary, Waits,
};
// Answers and retries.
#[cfg(feature = "retry-after")]
pub use errcat_core::retry_after;
#[cfg(feature = "redirect")]
pub use errcat_core::{AddressProblem, Arrival, Redirect, RedirectError, RedirectReader, RedirectReaderError, Schemes};
#[cfg(feature = "alloc")]
pub use errcat_core::{
    AnyError, Classified, Coded, Context, Error, Integer, InvalidJson, Json, Recognized, Str, Unrecognized,
};
pub use errcat_core::{
    Attempt, Body, Decision, Delays, Example, GiveUp, Internal, LastAttempt, Needed, Public, Text, Value,
};

// Integrations.
/// Answers of Actix Web 4 (feature `actix-web4`): handlers return errors directly.
///
/// ```
/// # #[cfg(feature = "mozarto")] {
/// use errcat::mozarto::{Error, errors};
///
/// // A handler of Actix Web returns the error itself, and answers in the catalog's language.
/// async fn pay() -> Result<&'static str, Error> {
///     Err(errors::missing_field("pspType"))
/// }
///
/// # use errcat::actix_web4::ResponseError as _;
/// assert_eq!(errors::missing_field("pspType").error_response().status(), 400);
///
/// // With the extractor `language: AcceptLanguage` it answers in the language of the request.
/// let language = errcat::actix_web4::AcceptLanguage("de-AT, en;q=0.5".to_owned());
/// let answer = language.answer(&errors::missing_field("pspType"));
/// assert_eq!(answer.as_response_error().status_code(), 400);
/// # }
/// ```
///
#[cfg(feature = "actix-web4")]
pub use errcat_core::actix_web4;
/// Answers of axum 0.8 (feature `axum08`): handlers return errors directly.
///
/// ```
/// # #[cfg(feature = "mozarto")] {
/// use errcat::axum08::AcceptLanguage;
/// use errcat::mozarto::{Error, errors};
/// # use errcat::axum08::{IntoResponse as _, Response};
///
/// // A handler of axum returns the error itself, and answers in the catalog's language.
/// async fn pay() -> Result<&'static str, Error> {
///     Err(errors::missing_field("pspType"))
/// }
///
/// // With the extractor it answers in the language of the request; `Response` is that of axum.
/// async fn pay_in_language(language: AcceptLanguage) -> Result<&'static str, Response> {
///     Err(errors::missing_field("pspType")).map_err(|error: Error| language.answer(&error))
/// }
///
/// assert_eq!(errors::missing_field("pspType").into_response().status(), 400);
/// # }
/// ```
///
#[cfg(feature = "axum08")]
pub use errcat_core::axum08;
#[cfg(feature = "backon1")]
pub use errcat_core::backon1;
/// Serialization of codes as their ids with serde 1 (feature `serde`).
///
/// ```
/// # #[cfg(feature = "mozarto")] {
/// use errcat::mozarto::Code;
/// use errcat::serde::MaybeKnown;
///
/// let id = |text: &str| MaybeKnown::<Code>::from(Code::try_from(text).expect("an id"));
/// assert_eq!(id("MISSING_FIELD").code(), Some(Code::MissingField));
/// # }
/// ```
///
#[cfg(feature = "serde")]
pub use errcat_core::serde;
/// Answers of tonic 0.14 (feature `tonic014`): `?` turns errors into `tonic::Status`.
///
/// ```
/// # #[cfg(feature = "mozarto")] {
/// use errcat::mozarto::{Error, errors};
/// use errcat::tonic014::AcceptLanguage;
/// # use errcat::tonic014::Status;
///
/// fn find_order(id: u64) -> Result<u64, Error> {
///     if id == 0 { Err(errors::missing_field("id")) } else { Ok(id) }
/// }
///
/// // `?` makes a `tonic::Status`.
/// fn order(id: u64) -> Result<u64, Status> {
///     Ok(find_order(id)?)
/// }
///
/// // In the language of the request; `AcceptLanguage::from(request.metadata())` reads it.
/// fn order_in_language(id: u64, language: &AcceptLanguage) -> Result<u64, Status> {
///     find_order(id).map_err(|error| language.answer(&error))
/// }
///
/// assert_eq!(order(0).unwrap_err().message(), "Missing required field: id");
/// assert!(order_in_language(0, &AcceptLanguage("de".to_owned())).is_err());
/// # }
/// ```
///
#[cfg(feature = "tonic014")]
pub use errcat_core::tonic014;
/// Errors as events of `tracing` 0.1 (feature `tracing`).
///
/// ```
/// # #[cfg(feature = "mozarto")] {
/// use errcat::mozarto::errors;
///
/// // One event with the level of the code's severity, and the target `errcat`.
/// errcat::tracing::event(&errors::missing_field("pspType"));
/// # }
/// ```
///
#[cfg(feature = "tracing")]
pub use errcat_core::tracing;

// What generated code uses.
#[doc(hidden)]
pub use errcat_core::{__checkout, __code, __format, __members, __methods, __private, __with_alloc, __words};

#[doc(hidden)]
#[cfg(feature = "macros")]
pub use errcat_macros::catalog as __catalog;

/// Maps each variant of an error type, or a struct, to an error of a catalog.
///
/// ```
/// # errcat::catalog!(mod codes, "tests/macros/tests/ui/catalogs/good");
/// #[derive(Debug, thiserror::Error, errcat::Coded)]
/// enum OrderError {
///     #[error("{article} was not found")]
///     #[code(codes::errors::no_article(article))]
///     NotFound { article: String },
///     #[error("out of stock")]
///     #[code(codes::errors::sold_out(_0).detail(format!("ordered {_1}")))]
///     SoldOut(u32, u32),
///     #[error(transparent)]
///     #[code(delegate)]
///     Codes(#[from] codes::Error),
/// }
///
/// use errcat::Coded as _;
///
/// let error = OrderError::NotFound { article: "tea".to_owned() };
/// assert_eq!(error.raised().public().message().to_string(), "No article tea");
/// ```
// The macro documents its attributes.
#[cfg(feature = "derive")]
pub use errcat_macros::Coded;

/// Compiles catalogs in build scripts.
///
/// `build.rs`:
///
/// ```no_run
/// // The folder `catalog/` next to `Cargo.toml` holds a catalog, or a folder for each of several.
/// errcat::build::compile("catalog");
/// ```
///
/// The crate then includes the module with [`include_catalog!`].
#[cfg(feature = "build")]
pub mod build {
    pub use errcat_build::{compile, compile_for};
}

mod bundled;

#[cfg(feature = "diagnostics")]
pub use bundled::diagnostics;
#[cfg(feature = "mozarto")]
pub use bundled::mozarto;
#[cfg(feature = "ozura")]
pub use bundled::ozura;

/// Compiles a catalog in place.
///
/// ```
/// errcat::catalog!(
///     /// The error codes of the shop.
///     pub mod codes,
///     "catalog/mozarto"
/// );
///
/// assert_eq!(codes::Code::MissingField.status(), Some(400));
/// ```
///
/// The folder is relative to the `Cargo.toml` of the crate and holds one catalog. Cargo does not tell a macro about new files in
/// the folder; a build script of one line does: `println!("cargo::rerun-if-changed=catalog")`.
#[cfg(feature = "macros")]
#[macro_export]
macro_rules! catalog {
    ($($input:tt)*) => {
        $crate::__catalog! { [$crate] $($input)* }
    };
}

/// Includes the module of a catalog that the build script compiled with `errcat::build::compile`.
///
/// ```ignore (the build script of this example would have to be that of errcat)
/// errcat::include_catalog!(pub mod shop);           // the catalog `shop`
/// errcat::include_catalog!(pub mod codes, "shop");  // the same under another name
/// ```
#[macro_export]
macro_rules! include_catalog {
    ($(#[$attribute:meta])* $visibility:vis mod $name:ident $(;)?) => {
        $crate::include_catalog! { @ [$(#[$attribute])*] [$visibility] $name ::core::stringify!($name) }
    };
    ($(#[$attribute:meta])* $visibility:vis mod $name:ident, $catalog:literal $(,)? $(;)?) => {
        $crate::include_catalog! { @ [$(#[$attribute])*] [$visibility] $name $catalog }
    };
    (@ [$($attribute:tt)*] [$visibility:vis] $name:ident $catalog:expr) => {
        /// Error codes of a catalog.
        $($attribute)*
        $visibility mod $name {
            ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/errcat/", $catalog, ".rs"));
            $crate::__with_alloc! {
                ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/errcat/", $catalog, ".errors.rs"));
            }
        }
    };
}
