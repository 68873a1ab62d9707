//! The corpus of test catalogs in `tests/cases/`, what is expected of them, and golden files.

mod case;
mod comments;
mod golden;
mod report;

pub use case::{Case, ROOT};
pub use golden::{compare, report};
pub use report::Report;
