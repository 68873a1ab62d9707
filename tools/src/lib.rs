//! The library behind the `errcat` command: pure functions from catalogs to texts and plans of files.
//!
//! | module | gives |
//! |---|---|
//! | [`audience`] | what the public may see of a catalog, and what only its team |
//! | [`json`] | a code and a catalog as JSON |
//! | [`find`] | the code that a pasted text names |
//! | [`docs`] | a site, or the sources of an mdBook |
//! | [`export`] | TypeScript, OpenAPI, Protobuf, CSV and others |
//! | [`diff`] | the changes between two versions, and the lock of a release |
//! | [`plan`] | files that are to be written, and the one function that writes them |
//!
//! Nothing here parses arguments, prints, exits or knows a terminal. Only [`plan`] touches the disk.

pub mod audience;
pub mod diff;
pub mod docs;
mod examples;
pub mod export;
pub mod find;
pub mod json;
pub mod plan;
mod problem;
pub mod quote;
pub mod text;

pub use audience::Audience;
pub use problem::Problem;
