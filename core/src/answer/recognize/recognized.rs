//! The result of recognition.

use alloc::vec::Vec;
use core::fmt;

use crate::catalog::code::AnyCode;
use crate::error::given::Given;
use crate::error::value::{Carried, Owned, Value};

/// The code that an answer means, with the values in the answer.
pub struct Recognized<'a> {
    pub(crate) code: AnyCode<'a>,
    pub(crate) given: Given,
    pub(super) others: Vec<AnyCode<'a>>,
}

impl<'a> Recognized<'a> {
    /// Returns the code. If the answer names a retired code, this is its successor.
    #[must_use]
    pub const fn code(&self) -> AnyCode<'a> {
        self.code
    }

    /// Returns the values of its parameters, in the order of [`AnyCode::params`]; `None` for a value that
    /// is missing or not certain.
    pub fn params(&self) -> impl ExactSizeIterator<Item = Option<Value<'_>>> {
        self.given.params.iter().map(Owned::value)
    }

    /// Returns the details, in their order.
    pub fn details(&self) -> impl ExactSizeIterator<Item = &str> {
        self.given.details.iter().map(|detail| &**detail)
    }

    /// Returns the name of the code in the answer, if it is neither the id nor the wire code: an alias, or a name of a retired code.
    /// For the problem type of a retired code, it is the retired id.
    #[must_use]
    pub fn answered_as(&self) -> Option<&str> {
        self.given.answered()?.name.as_deref()
    }

    /// Returns the other codes of an answer that is a list of error objects, in order and without duplicates.
    #[must_use]
    pub fn others(&self) -> &[AnyCode<'a>] {
        &self.others
    }

    /// Returns the answer's own text: its message, otherwise its customer text, otherwise its body.
    #[must_use]
    pub fn raw_text(&self) -> Option<&str> {
        self.given.raw_text()
    }

    /// Adds another code of a list, unless it is already there.
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

/// Shows the code and its values, without sensitive ones.
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
