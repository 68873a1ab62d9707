//! The build-script entry point of errcat. Use it as `errcat::build`.
//!
//! It is a crate of its own because errcat's own build script already depends on the compiler. Cargo cannot make one package an
//! optional dependency and, separately, an optional build dependency.

pub use errcat_compiler::build::{compile, compile_for};
