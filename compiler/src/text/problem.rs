//! What is wrong with one value, before a place and a rule are known.

use std::error::Error;
use std::fmt;

/// A message and, where there is one, what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// What is wrong: lower case, no final period.
    pub message: String,
    /// What to type.
    pub help: Option<String>,
}

impl Problem {
    /// Creates a problem without help.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    /// Sets what to type.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.message)
    }
}

impl Error for Problem {}
