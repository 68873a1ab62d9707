//! Answers of no code, as far as they can be read.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::json;
use super::names::text;
use super::read::any_details;
use super::walk::{Body, Captures};
use crate::answer::json_reader;
use crate::catalog::Catalog;
use crate::error::body::slot;

/// What an unknown answer says in the envelope of which it has the most members.
pub(crate) struct Readable<'a, 'b> {
    catalog: Catalog<'a>,
    captures: Captures<'b>,
}

impl<'a> Catalog<'a> {
    /// Reads an answer in the envelope of which it has the most members, of several in the first; `None` if it has none.
    pub(crate) fn readable<'b>(self, body: &'b [u8]) -> Option<Readable<'a, 'b>> {
        let body = Body::of(json(body)?);
        let all = (0..=self.problem_details()).map(|envelope| self.captures(envelope, &body, None));
        let best = all.reduce(|best, other| if other.present > best.present { other } else { best })?;
        (best.present > 0).then_some(Readable { catalog: self, captures: best })
    }
}

impl<'b> Readable<'_, 'b> {
    fn text(&self, slot: u32) -> Option<Cow<'b, str>> {
        self.captures.of(slot).and_then(json_reader::text)
    }

    pub(crate) fn code(&self) -> Option<Cow<'b, str>> {
        self.captures.of(slot::CODE).and_then(|value| text(self.catalog, value))
    }

    pub(crate) fn title(&self) -> Option<Cow<'b, str>> {
        self.text(slot::TITLE)
    }

    pub(crate) fn message(&self) -> Option<Cow<'b, str>> {
        self.text(slot::MESSAGE)
    }

    pub(crate) fn customer(&self) -> Option<Cow<'b, str>> {
        self.text(slot::CUSTOMER)
    }

    pub(crate) fn details(&self) -> Vec<Cow<'static, str>> {
        self.captures.of(slot::DETAILS).map(any_details).unwrap_or_default()
    }
}
