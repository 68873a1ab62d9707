//! What is wrong with one value, before a place and a rule are known.

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
