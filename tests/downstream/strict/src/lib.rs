//! A crate with the strictest lints and the most awkward texts, through every entry point.
#![no_implicit_prelude]
#![deny(warnings, missing_docs, clippy::pedantic, clippy::nursery, rustdoc::all)]
#![deny(future_incompatible, let_underscore, nonstandard_style, rust_2018_idioms, unused)]
#![deny(missing_copy_implementations, missing_debug_implementations, single_use_lifetimes, trivial_casts)]
#![deny(trivial_numeric_casts, unreachable_pub, unused_import_braces, unused_lifetimes, unused_qualifications)]
#![forbid(unsafe_code)]

::errcat::include_catalog!(pub mod built, "strict");
::errcat::catalog!(pub mod in_place, "catalog");

/// The committed output of `errcat expand`.
pub mod expanded;

/// An error type with codes.
#[derive(::core::fmt::Debug, ::errcat::Coded)]
#[non_exhaustive]
pub enum Failure<'a> {
    /// By name, as a clone.
    #[code(built::errors::markdown(name))]
    Named {
        /// A name.
        name: ::errcat::Str,
        /// Something that the code does not tell.
        at: u32,
    },
    /// By place.
    #[code(in_place::errors::markdown(_0).detail(_1))]
    Tuple(&'static str, &'static str),
    /// With an expression.
    #[code(expanded::errors::markdown(<::errcat::Str as ::core::convert::From<&'static str>>::from(_0.0)))]
    Expression(Static<'a>),
    /// Of another's.
    #[code(delegate)]
    Inner(built::Error),
    /// It should not be used.
    #[deprecated]
    #[code(built::errors::quoted_in_list())]
    Old,
}

/// A text and another.
#[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy, ::errcat::Coded)]
#[code(built::errors::markdown(_0))]
pub struct Static<'a>(pub &'static str, pub &'a str);
