//! The changes between two versions of catalogs, and what a release promises.

mod compare;
mod facts;
mod json;
mod lock_file;
mod rules;
mod snapshot;
#[cfg(test)]
mod tests;

pub use self::compare::{Change, Comparison};
pub use self::json::ComparisonsJson;
pub use self::lock_file::{LOCK_FILE, lock_text, read_lock};
pub use self::rules::{Class, Kind};
pub use self::snapshot::{Place, Snapshot};
