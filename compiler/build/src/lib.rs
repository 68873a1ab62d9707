//! The build door of errcat. Use it through `errcat::build`.
//!
//! A crate of its own because errcat depends on the compiler for its own build script already, and cargo does not let one
//! package be a dependency twice under two names, nor be optional for each separately under one.

pub use errcat_compiler::build::{compile, compile_for};
