//! Error-code catalogs: YAML files say what each error code means, and services get an enum, perfect-hash tables and help
//! text from them when they are built.
//!
//! - The bundled catalogs are modules of this crate: `ozura` and `mozarto` (features of the same names, on by default).
//! - A catalog of your own comes in through the macro door (feature `macros`, `catalog!`) or through the build door
//!   (feature `build`, `build::compile` and [`include_catalog!`]).
//! - Features `http`, `axum`, `actix-web`, `tonic`, `serde` and `tracing` give errors and codes the types of those crates.
//! - Feature `redirect` builds the URLs that customers are sent to, and reads them where they lead.
//! - Feature `backon` repeats a client's calls as the [`Policy`] of each error says; feature `retry-after` reads what a
//!   server asks for.
//!
//! Every generated module has a `Code` enum (beyond 4,096 codes, a struct with a constant for each). Code that is generic over
//! catalogs uses [`ErrorCode`]; code that handles several at once uses [`AnyCode`] and [`Catalog`].
//!
//! What happens next is in the catalog, too:
//!
#![cfg_attr(
    all(feature = "ozura", feature = "redirect"),
    doc = r#"
```
use errcat::ozura::{self, Code, Outcome, Session, Urls};
use errcat::{Attempt, Decision, Redirect, RedirectReader, Schemes};

let error = ozura::errors::system_error();
assert_eq!(error.code().outcome(), Some(Outcome::Unrecoverable));
assert_eq!(Session::Pending.after(Outcome::Unrecoverable), Ok(Session::Failed));

let urls = Urls {
    error_url: "https://shop.example/error",
    cancel_url: "https://shop.example/cart",
    ..Urls::default()
};
let public = error.public().in_language("de");
let redirect = Redirect::of(&public, &urls, Schemes::Https)?;
let url = redirect.url.expect("the customer is sent on");

// On the page behind it, where anybody may have written the query:
let origins = ["https://shop.example"];
let reader = RedirectReader::new(ozura::CATALOG, "error", origins, &urls, Schemes::Https)?;
let arrival = reader.read(&url);
assert_eq!(arrival.code(), Some(Code::SystemError.erase()));
assert_eq!(arrival.text("de").to_string(), "Der Zahlungsdienst ist zurzeit nicht verfügbar");
assert_eq!(arrival.url("cancel_url"), Some("https://shop.example/cart"));

// A call to the API failed: repeat it?
match Code::ServerError.retry().decide(Attempt::new(1)) {
    Decision::Retry { after, idempotency } => println!("after {after:?}, {idempotency}"),
    Decision::First { needed, .. } => println!("{needed}"),
    Decision::GiveUp(why) => println!("{why}"),
}
# Ok::<(), Box<dyn std::error::Error>>(())
```
"#
)]
#![no_std]

// The bundled catalogs name errcat as everybody's do.
extern crate self as errcat;

pub use errcat_core::*;
#[doc(hidden)]
pub use errcat_core::{__checkout, __code, __format, __members, __methods, __with_alloc, __words};

#[doc(hidden)]
#[cfg(feature = "macros")]
pub use errcat_macros::catalog as __catalog;

#[cfg(feature = "derive")]
pub use errcat_macros::Coded;

/// The build door: for build scripts.
#[cfg(feature = "build")]
pub mod build {
    pub use errcat_build::{compile, compile_for};
}

#[cfg(any(feature = "ozura", feature = "mozarto", feature = "diagnostics"))]
mod bundled;

#[cfg(feature = "diagnostics")]
pub use bundled::diagnostics;
#[cfg(feature = "mozarto")]
pub use bundled::mozarto;
#[cfg(feature = "ozura")]
pub use bundled::ozura;

/// Compiles a catalog in place: `errcat::catalog!(pub mod codes, "catalog");`
///
/// The folder is relative to the crate's `Cargo.toml` and holds one catalog. A macro is not told of new files in a folder: a
/// build script of one line, `println!("cargo::rerun-if-changed=catalog")`, makes cargo look.
#[cfg(feature = "macros")]
#[macro_export]
macro_rules! catalog {
    ($($input:tt)*) => {
        $crate::__catalog! { [$crate] $($input)* }
    };
}

/// Names the module of a catalog that the build script compiled: `errcat::include_catalog!(pub mod shop);`
///
/// The module is named like the catalog; under another name: `errcat::include_catalog!(pub mod codes, "shop");`
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
