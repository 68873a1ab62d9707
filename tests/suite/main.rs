//! The compiler through public doors: a corpus of catalogs, laws over generated ones, and a second opinion on YAML.
//!
//! `ERRCAT_BLESS=1 cargo test --test suite` rewrites what is expected by what is found; look at the difference before you
//! commit it.

mod answers;
mod bless;
mod case;
mod corpus;
mod diagnostics;
mod differential;
mod dump;
mod entry_points;
mod generate;
mod laws;
mod robustness;
mod schema;
mod small_catalogs;
mod yaml;
