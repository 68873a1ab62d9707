//! As strict as a crate can be, with texts as awkward as they come, through every door.
#![no_implicit_prelude]
#![deny(warnings, missing_docs, clippy::pedantic, clippy::nursery, rustdoc::all)]
#![deny(future_incompatible, let_underscore, nonstandard_style, rust_2018_idioms, unused)]
#![deny(missing_copy_implementations, missing_debug_implementations, single_use_lifetimes, trivial_casts)]
#![deny(trivial_numeric_casts, unreachable_pub, unused_import_braces, unused_lifetimes, unused_qualifications)]
#![forbid(unsafe_code)]

::errcat::include_catalog!(pub mod built, "strict");
::errcat::catalog!(pub mod in_place, "catalog");

/// What `errcat expand` prints, committed.
pub mod expanded {
    // Not `mod expanded;`: rustfmt would go there, and without the prelude there is no `#[rustfmt::skip]`.
    ::core::include!("expanded.rs");
}
