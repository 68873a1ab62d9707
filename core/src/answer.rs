//! Reads answers of other services: which code an answer means, and the values it contains.

pub(crate) mod classified;
pub(crate) mod json_reader;
mod number;
pub(crate) mod pointer;
pub(crate) mod recognize;
mod template_match;
pub(crate) mod written;
