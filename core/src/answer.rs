//! Answers of other services: the code that an answer means, and the values in it.

pub(crate) mod classified;
pub(crate) mod json_reader;
mod number;
pub(crate) mod pointer;
pub(crate) mod recognize;
mod template_match;
pub(crate) mod written;
