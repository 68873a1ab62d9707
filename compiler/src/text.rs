//! The texts of a catalog: its files, the places in them, and how messages show what they hold.

pub mod characters;
pub mod id;
pub mod naming;
pub mod placeholder;
pub mod problem;
pub mod quote;
pub mod source;
pub mod span;
pub mod suggest;
pub mod version;
