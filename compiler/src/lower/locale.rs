//! `locales/<tag>.yaml`: the translations of one language.

use super::Lower;
use crate::diagnostic::rule::Rule;
use crate::model::{Locale, Ref, Translation};
use crate::schema;
use crate::schema::read::{Entries, Field, Read};
use crate::text::span::{Span, Spanned};
use crate::yaml::Node;

impl Lower<'_> {
    /// Reads a locale. If the unknown error is a code, its text is translated as that of a code.
    pub(super) fn locale(&mut self, tag: &str, file: &Node, unknown_is_code: bool) -> Option<Locale> {
        let span = Span::start_of(file.span.file);
        self.language(&Spanned { value: tag.to_owned(), span });
        let read = schema::Locale::read(file, self.sink)?;
        let unknown = match &read.unknown {
            Field::Present(unknown) if unknown_is_code => {
                let help = "remove it, and translate the text of that code under `customer`";
                let message = "the unknown error is a code, so it has no text of its own to translate";
                self.report(Rule::UnknownTranslation, unknown.span, message, help);
                None
            }
            Field::Present(unknown) => {
                let help = "translate the text that customers read where a code has none";
                let text = self.required(&unknown.value.customer, "customer", "`unknown`", unknown.span, help);
                if let Some(text) = &text {
                    self.fixed(text, "customer");
                }
                text
            }
            _ => None,
        };
        if read.unknown.is_absent() && !unknown_is_code {
            self.missing(
                "unknown",
                "the locale",
                span,
                "translate the text for unknown errors: `unknown: {customer: …}`",
            );
        }
        Some(Locale {
            tag: tag.to_owned(),
            span,
            unknown_customer: unknown,
            customer: self.translations(&read.customer),
            remediation: self.translations(&read.remediation),
        })
    }

    /// Returns the translations. A reported one has an empty text.
    fn translations(&mut self, field: &Field<Entries<String>>) -> Vec<Translation> {
        let Field::Present(entries) = field else { return Vec::new() };
        let mut all = Vec::new();
        for (code, text) in &entries.value.0 {
            let text = self.optional(text, &code.value);
            let text = self.template(text).unwrap_or_default();
            all.push(Translation { code: Ref { name: code.clone(), to: None }, text });
        }
        all
    }
}
