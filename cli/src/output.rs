//! The output of commands: reports, failures, files, colors.

pub mod failure;
pub mod files;
pub mod github;
pub mod paths;
pub mod quote;
pub mod report;
pub mod sources;
pub mod style;
pub mod yaml;

pub use self::failure::{Exit, Failure};
pub use self::report::{Format, Output};
