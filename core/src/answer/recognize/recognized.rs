//! The result of recognition.

use alloc::vec::Vec;
use core::fmt;

use crate::catalog::code::AnyCode;
use crate::error::given::Given;
use crate::error::value::{Carried, Owned, Value};

/// A code that an answer means, with the values that the answer holds.
pub struct Recognized<'a> {
    pub(crate) code: AnyCode<'a>,
    pub(crate) given: Given,
    pub(super) others: Vec<AnyCode<'a>>,
}

impl<'a> Recognized<'a> {
    /// Returns the code. For a retired id or an alias in the answer it is the code that stands for it now.
    #[must_use]
    pub const fn code(&self) -> AnyCode<'a> {
        self.code
    }

    /// Returns the values of its parameters, in the order of [`AnyCode::params`]; `None` for a value that the answer does not
    /// have.
    pub fn params(&self) -> impl ExactSizeIterator<Item = Option<Value<'_>>> {
        self.given.params.iter().map(Owned::value)
    }

    /// Returns the details, in their order.
    pub fn details(&self) -> impl ExactSizeIterator<Item = &str> {
        self.given.details.iter().map(|detail| &**detail)
    }

    /// Returns the name by which the answer names its code, where that is neither its id nor its wire code: an alias, a retired
    /// id, or the retired id that a problem type stands for.
    #[must_use]
    pub fn answered_as(&self) -> Option<&str> {
        self.given.answered()?.name.as_deref()
    }

    /// Returns the other codes of an answer that is a list of error objects, in their order, each once.
    #[must_use]
    pub fn others(&self) -> &[AnyCode<'a>] {
        &self.others
    }

    /// Returns the text that the answer had: its message, else its text for customers, else its body.
    #[must_use]
    pub fn raw_text(&self) -> Option<&str> {
        self.given.raw_text()
    }

    /// Adds another code of a list, once.
    pub(super) fn add_other(&mut self, code: AnyCode<'a>) {
        if code != self.code && !self.others.contains(&code) {
            self.others.push(code);
        }
    }

    pub(super) fn new(code: AnyCode<'a>, given: Given) -> Self {
        Self { code, given, others: Vec::new() }
    }

    pub(crate) fn into_given(mut self) -> Given {
        if !self.others.is_empty() {
            self.given.answered_mut().others = self.others.iter().map(|code| code.number()).collect();
        }
        self.given
    }
}

/// The code, and the values that are not sensitive.
impl fmt::Debug for Recognized<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Recognized");
        out.field("code", &self.code);
        for (param, value) in self.code.params().zip(self.params()).filter(|(param, _)| !param.sensitive) {
            out.field(param.name, &value);
        }
        out.finish_non_exhaustive()
    }
}

impl Carried for Recognized<'_> {
    fn param(&self, at: usize) -> Option<Value<'_>> {
        self.given.param(at)
    }

    fn detail(&self, at: usize) -> Option<&str> {
        self.given.detail(at)
    }

    fn context(&self, at: usize) -> Option<Value<'_>> {
        self.given.context(at)
    }

    fn answered_message(&self) -> Option<&str> {
        self.given.answered_message()
    }

    fn answered_customer(&self) -> Option<&str> {
        self.given.answered_customer()
    }
}
