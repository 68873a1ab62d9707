//! The compiler of errcat: YAML texts in; diagnostics, tables and Rust text out.
//!
//! [`compile()`] is a pure function over given files; [`load`] reads them from a folder and [`build`] is the build door. Both
//! hold no rules. The compiler never reads the environment (the build door does) and never prints (so does that).

pub mod build;
mod check;
pub mod compile;
pub mod de;
pub mod diagnostic;
pub mod load;
mod lower;
pub mod model;
pub mod perfect;
mod prove;
pub mod rules;
mod rust;
mod schema;
pub mod source;
pub mod tables;
pub mod template;
pub mod yaml;

pub use compile::{Compilation, Compiled, File, Files, compile};
pub use diagnostic::Diagnostic;
pub use rules::Rule;
pub use rust::Rust;
pub use schema::keys;
pub use source::{Sources, Span};
