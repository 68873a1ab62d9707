//! The values that an error carries beside its code.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::error::raise::Str;
use crate::error::value::{Carried, Owned, Value};

/// The cause of an error.
pub(super) type Cause = dyn core::error::Error + Send + Sync + 'static;

/// The values that an error carries beside its code.
#[derive(Clone, Default)]
pub(crate) struct Given {
    pub(crate) params: Vec<Owned>,
    pub(crate) details: Vec<Str>,
    /// Values of the context, by their places in the catalog's context.
    pub(crate) context: Vec<(u16, Owned)>,
    pub(super) cause: Option<Arc<Cause>>,
    /// What the error keeps of the answer that it was read from.
    answer: Option<Box<Answered>>,
}

/// What an error keeps of the answer that it was read from, besides values and details.
#[derive(Clone, Default)]
pub(crate) struct Answered {
    /// The message of an answer that was read, word for word.
    pub(crate) message: Option<String>,
    /// The customer text of an answer that was read, word for word.
    pub(crate) customer: Option<String>,
    /// The body of an answer in no envelope of the catalog.
    pub(crate) raw: Option<String>,
    /// The name in an answer, if it is neither the id nor the wire code.
    pub(crate) name: Option<String>,
    /// The numbers of the other codes of an answer that is a list.
    pub(crate) others: Vec<u16>,
}

impl Given {
    /// Returns the text of an answer: its message, otherwise its customer text, otherwise its body.
    pub(crate) fn raw_text(&self) -> Option<&str> {
        let Answered { message, customer, raw, .. } = self.answered()?;
        [message, customer, raw].into_iter().flatten().map(String::as_str).next()
    }

    pub(crate) fn answered(&self) -> Option<&Answered> {
        self.answer.as_deref()
    }

    pub(crate) fn answered_mut(&mut self) -> &mut Answered {
        self.answer.get_or_insert_default()
    }

    /// Returns whether two errors of one code carry the same values.
    pub(crate) fn same(one: Option<&Self>, other: Option<&Self>) -> bool {
        fn of<'g, T>(given: Option<&'g Given>, list: impl Fn(&'g Given) -> &'g [T]) -> &'g [T] {
            given.map(list).unwrap_or_default()
        }
        let context = |given| of(given, |given| &given.context);
        of(one, |given| &given.params) == of(other, |given| &given.params)
            && of(one, |given| &given.details) == of(other, |given| &given.details)
            // Each place occurs once, in the order in which values were added.
            && context(one).len() == context(other).len()
            && context(one).iter().all(|value| context(other).contains(value))
    }

    /// Keeps a body, which [`Self::raw_text`] returns if there is no other text.
    pub(crate) fn set_raw(&mut self, body: &[u8]) {
        let text = String::from_utf8_lossy(body).trim_ascii().to_owned();
        if !text.is_empty() {
            self.answered_mut().raw = Some(text);
        }
    }

    pub(crate) fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        Some(&**self.cause.as_ref()?)
    }
}

impl Carried for Given {
    fn param(&self, at: usize) -> Option<Value<'_>> {
        self.params.get(at)?.value()
    }

    fn detail(&self, at: usize) -> Option<&str> {
        self.details.get(at).map(|detail| &**detail)
    }

    fn context(&self, at: usize) -> Option<Value<'_>> {
        self.context.iter().find(|(place, _)| usize::from(*place) == at)?.1.value()
    }

    fn answered_message(&self) -> Option<&str> {
        self.answered()?.message.as_deref()
    }

    fn answered_customer(&self) -> Option<&str> {
        self.answered()?.customer.as_deref()
    }
}
