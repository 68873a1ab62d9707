//! The changes between two versions of catalogs, and what a release promises.
//!
//! Answers are compared by rendering them with one version and reading them with the other. What is no answer is compared property by
//! property. [`rules`] lists all rules with their classes.

mod answers;
mod bodies;
mod change;
mod compare;
mod facts;
mod json;
mod kind;
mod likeness;
mod lock;
mod names;
mod parameters;
mod provider_codes;
mod rules;
mod shape;
mod snapshot;
mod things;
mod upstreams;

pub use self::change::{Change, Sides};
pub use self::compare::Comparison;
pub use self::json::ComparisonsJson;
pub use self::kind::{Class, Kind};
pub use self::lock::merge::{Conflict, merge_lock};
pub use self::lock::{LOCK_FILE, lock_text, lock_text_with, read_lock};
pub use self::rules::{RuleRow, rules};
pub use self::snapshot::{Place, Snapshot};
