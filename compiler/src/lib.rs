//! The compiler of errcat: YAML texts in; diagnostics, tables and Rust text out.
//!
//! [`compile()`] is a pure function over given files; [`load`] reads them from a folder and [`build`] compiles in a build script. Both
//! hold no rules. The compiler never reads the environment ([`build`] does) and never prints (so does that).

pub mod build;
mod check;
pub mod compile;
pub mod diagnostic;
mod lower;
pub mod model;
mod rust;
mod schema;
pub mod tables;
mod text;
pub mod yaml;

pub use compile::load;
pub use compile::{Compilation, Compiled, File, Files, compile};
pub use diagnostic::Diagnostic;
pub use diagnostic::rule as rules;
pub use diagnostic::rule::Rule;
pub use model::template;
pub use rust::Rust;
pub use schema::{de, keys};
pub use tables::perfect;
pub use text::source;
pub use text::source::{Sources, Span};
pub use text::suggest;
