//! The unknown error: an error of its own, or a code.

use super::Lower;
use super::code::PROBLEM;
use super::defaults::Defaults;
use super::names::wire_number;
use super::unwritten::report_unwritten;
use crate::diagnostic::rule::Rule;
use crate::model::{Ref, Unknown};
use crate::schema::read::Field;
use crate::schema::{self, UnknownError};
use crate::text::span::{Span, Spanned};
use crate::yaml::Node;

impl Lower<'_> {
    pub(super) fn unknown(&mut self, field: &Field<UnknownError>, node: Option<&Node>, header: Span) -> Unknown {
        let unread = Unknown { span: header, states_code: true, ..Unknown::default() };
        let Field::Present(Spanned { value, span }) = field else {
            if field.is_absent() {
                let help = "write what clients see for an unknown error: `unknown: {message: …, customer: …}`";
                self.missing("unknown", "the header", header, help);
            }
            return unread;
        };
        match value {
            UnknownError::Own(unknown) => self.own_unknown(unknown, node, *span),
            UnknownError::Code(id) => {
                let name = Spanned::new(id.clone(), *span);
                Unknown { span: *span, code: name.clone(), is: Some(Ref { name, to: None }), ..unread }
            }
        }
    }

    fn own_unknown(&mut self, unknown: &schema::Unknown, node: Option<&Node>, span: Span) -> Unknown {
        let status = match &unknown.status {
            Field::Present(status) => status.value.0.unwrap_or_else(|| {
                self.report(Rule::InvalidValue, status.span, "an unknown error needs a status", "remove it for 500");
                500
            }),
            _ => 500,
        };
        let help = "write a text that fits any error";
        let mut must = |field, key| {
            let text = self.required(field, key, "`unknown`", span, help);
            if let Some(text) = &text {
                report_unwritten(key, &text.value, text.span, self.sink);
                self.fixed(text, key);
            }
            text.map(|text| text.value).unwrap_or_default()
        };
        let (message, customer) = (must(&unknown.message, "message"), must(&unknown.customer, "customer"));
        let (number, states_code) = (wire_number(&unknown.code), !unknown.code.is_absent());
        let code = self.wire_code(&unknown.code, "code").unwrap_or_else(|| Spanned::new("UNKNOWN".to_owned(), span));
        let set = node.and_then(|node| node.get("set")).map(|node| self.constants(node)).unwrap_or_default();
        let envelope = self.reference(&unknown.envelope, "envelope");
        Unknown { span, status, code, number, states_code, is: None, message, customer, envelope, set }
    }

    /// Gives an unknown error of its own the envelope of `defaults`, unless it names one, and the constants of `defaults` that it
    /// does not state.
    pub(super) fn defaults_of_unknown(&mut self, unknown: &mut Unknown, defaults: &Defaults<'_>) {
        if unknown.is.is_some() {
            return;
        }
        unknown.envelope = match unknown.envelope.take() {
            Some(own) => Some(own).filter(|own| own.name.value != PROBLEM),
            None => self.envelope(&defaults.entry.envelope),
        };
        let inherited = defaults.node("set").map(|node| self.constants(node)).unwrap_or_default();
        for (name, constant) in inherited {
            if unknown.set.iter().all(|(own, _)| own.value != name.value) {
                unknown.set.push((name, constant));
            }
        }
    }
}
