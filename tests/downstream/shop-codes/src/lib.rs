//! The codes of a company in a crate of their own. Services depend on this crate only.

pub use errcat;

errcat::include_catalog!(mod shop);

pub use shop::{CATALOG, Code};
