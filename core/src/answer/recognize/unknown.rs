//! Reads unknown answers as far as possible.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::json;
use super::names::text;
use super::read::any_details;
use super::walk::{Body, Captures};
use crate::answer::json_reader;
use crate::catalog::Catalog;
use crate::tables::template::{Slot, TemplateNumber};

/// An unknown answer, read by the envelope that shares the most members with it.
pub(crate) struct Readable<'a, 'b> {
    catalog: Catalog<'a>,
    captures: Captures<'b>,
}

impl<'a> Catalog<'a> {
    /// Reads an answer by the envelope that shares the most members with it, the first of several; `None` if no envelope shares any.
    pub(crate) fn readable<'b>(self, body: &'b [u8]) -> Option<Readable<'a, 'b>> {
        let body = Body::of(json(body)?);
        let all = TemplateNumber::of_answers(self.tables()).map(|(envelope, _)| self.captures(envelope, &body, None));
        let best = all.reduce(|best, other| if other.present > best.present { other } else { best })?;
        (best.present > 0).then_some(Readable { catalog: self, captures: best })
    }
}

impl<'b> Readable<'_, 'b> {
    fn text(&self, slot: Slot) -> Option<Cow<'b, str>> {
        self.captures.of(slot).and_then(json_reader::text)
    }

    pub(crate) fn code(&self) -> Option<Cow<'b, str>> {
        self.captures.of(Slot::Code).and_then(|value| text(self.catalog, value))
    }

    pub(crate) fn title(&self) -> Option<Cow<'b, str>> {
        self.text(Slot::Title)
    }

    pub(crate) fn message(&self) -> Option<Cow<'b, str>> {
        self.text(Slot::Message)
    }

    pub(crate) fn customer(&self) -> Option<Cow<'b, str>> {
        self.text(Slot::Customer)
    }

    pub(crate) fn details(&self) -> Vec<Cow<'static, str>> {
        self.captures.of(Slot::Details).map(any_details).unwrap_or_default()
    }
}
