//! A company's codes in a crate of their own. Its services depend on this crate only.

pub use errcat;

errcat::include_catalog!(mod shop);

pub use shop::{CATALOG, Code};
