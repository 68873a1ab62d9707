//! Errors: how one is raised, what it carries, and what its readers see.

pub(crate) mod body;
#[cfg(feature = "alloc")]
pub(crate) mod coded;
#[cfg(feature = "alloc")]
pub(crate) mod context;
pub(crate) mod example;
#[cfg(feature = "alloc")]
pub(crate) mod given;
pub(crate) mod json_writer;
pub(crate) mod public;
#[cfg(feature = "alloc")]
pub(crate) mod raise;
pub(crate) mod value;
pub(crate) mod view;
