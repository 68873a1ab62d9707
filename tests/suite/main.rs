//! The whole compiler: a corpus of catalogs through every entry point, laws over random catalogs, and a second YAML reader.
//!
//! `ERRCAT_BLESS=1 cargo test --test suite` rewrites the expected texts. Read the difference before you commit it.

mod answers;
mod apis;
mod corpus;
mod diagnostics;
mod differential;
mod dump;
mod entry_points;
mod every_name;
mod generate;
mod laws;
mod masks;
mod names;
mod recognition_laws;
mod robustness;
mod schema;
mod small_catalogs;
mod yaml;
