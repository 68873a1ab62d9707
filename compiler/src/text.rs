//! The texts of a catalog: files, places in them, and names that are spelled alike.

pub mod source;
pub mod suggest;
