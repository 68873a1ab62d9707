//! A catalog with awkward texts, compiled in each way, in a crate with the strictest lints.
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
    /// A named field, passed as a clone.
    #[code(built::errors::markdown(name))]
    Named {
        /// A name.
        name: ::errcat::Str,
        /// A field that the code does not use.
        at: u32,
    },
    /// Tuple fields.
    #[code(in_place::errors::markdown(_0).detail(_1))]
    Tuple(&'static str, &'static str),
    /// An expression.
    #[code(expanded::errors::markdown(<::errcat::Str as ::core::convert::From<&'static str>>::from(_0.0)))]
    Expression(Static<'a>),
    /// A delegated error.
    #[code(delegate)]
    Inner(built::Error),
    /// A deprecated variant.
    #[deprecated]
    #[code(built::errors::quoted_in_list())]
    Old,
}

/// Two texts.
#[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy, ::errcat::Coded)]
#[code(built::errors::markdown(_0))]
pub struct Static<'a>(pub &'static str, pub &'a str);
