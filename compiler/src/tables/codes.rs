//! The columns of codes.

use errcat_core::__private::numbers::{Entries, StoredMask};
use errcat_core::__private::rows::{CitationRow, ConstantRow, DeprecationRow, ParamRow};
use errcat_core::__private::{U16Column, U32Column};

use super::builder::{Builder, number_of, place};
use super::template::json;
use crate::model::{Code, Deprecation, Json, Locale, Mask, Model, Param, Ref, Translation};
use crate::text::span::Spanned;

impl Builder {
    /// Writes the texts of all codes.
    pub(super) fn texts(&mut self, model: &Model) {
        let codes = model.codes.iter();
        self.column(U32Column::Ids, model.all_ids());
        self.column(U32Column::Titles, codes.clone().map(|code| code.title.as_str()));
        let templates = |text: fn(&Code) -> &str| model.codes.iter().map(move |code| (text(code), &code.params[..]));
        let messages = templates(|code| &code.message.text);
        self.template_column(U32Column::Messages, U32Column::MessageSegments, messages);
        let remediations = templates(|code| &code.remediation.text);
        self.template_column(U32Column::Remediations, U32Column::RemediationSegments, remediations);
        self.template_column(U32Column::Customers, U32Column::CustomerSegments, templates(public_text));
        self.column(U32Column::WireCodes, model.all_wire_codes());
        self.column(U32Column::DocsUrls, codes.map(|code| code.docs_url.as_deref().unwrap_or_default()));
        let customers = translated(model, |locale| &locale.customer, |code| matches!(code.shown_as, Mask::Itself));
        let segments = U32Column::TranslationSegments;
        self.template_column(U32Column::Translations, segments, customers.iter().copied());
        let remediations = translated(model, |locale| &locale.remediation, |_| true);
        let segments = U32Column::RemediationTranslationSegments;
        self.template_column(U32Column::RemediationTranslations, segments, remediations.iter().copied());
    }

    /// Writes everything but the texts of all codes.
    pub(super) fn codes(&mut self, model: &Model) {
        for code in &model.codes {
            self.u16(U16Column::Status, code.status.unwrap_or_default().into());
            self.u16(U16Column::FixableBy, code.fixable_by as usize);
            self.u16(U16Column::Severity, code.severity as usize);
            self.u16(U16Column::Grpc, code.grpc as usize);
            self.u16(U16Column::Recognize, code.recognize as usize);
            self.optional_u16(U16Column::Retry, place(code.retry.as_ref()));
            self.optional_u16(U16Column::Outcome, place(code.outcome.as_ref()));
            self.optional_u16(U16Column::Envelope, place(code.envelope.as_ref()));
            self.u16(U16Column::ShownAs, mask(&code.shown_as).encode().into());
            self.deprecation(code.deprecated.as_ref());
            self.optional_string(U32Column::Field, code.field.as_deref());
            self.optional_string(U32Column::Owner, code.owner.as_deref());
            self.optional_string(U32Column::Since, code.since.as_deref());
            self.list_starts();
            self.lists(code);
        }
        self.list_starts();
    }

    fn deprecation(&mut self, deprecation: Option<&Deprecation>) {
        let number = deprecation.map(|_| self.rows::<DeprecationRow>());
        self.optional_u16(U16Column::Deprecated, number);
        if let Some(Deprecation { since, replaced_by, reason }) = deprecation {
            let row = DeprecationRow {
                since: self.optional(since.as_deref()),
                replaced_by: number_of(replaced_by.as_ref()),
                reason: self.optional(reason.as_deref()),
            };
            self.row(row);
        }
    }

    /// Writes where the lists of the next code start.
    fn list_starts(&mut self) {
        self.u32(U32Column::Params, self.rows::<ParamRow>());
        self.u32(U32Column::See, self.len(U32Column::SeeItems));
        self.u32(U32Column::Tags, self.len(U32Column::TagItems));
        self.u32(U32Column::Citations, self.rows::<CitationRow>());
        self.u32(U32Column::Constants, self.rows::<ConstantRow>());
    }

    fn lists(&mut self, code: &Code) {
        for param in &code.params {
            let row = ParamRow {
                name: self.shared(&param.name.value),
                kind: param.kind,
                example: self.shared(&param.example),
                sensitive: param.sensitive,
                optional: param.optional,
            };
            self.row(row);
        }
        for to in code.see.iter().filter_map(|reference| reference.to) {
            self.u32(U32Column::SeeItems, to);
        }
        for tag in &code.tags {
            self.string(U32Column::TagItems, tag);
        }
        self.constants(&code.set);
        for citation in &code.citations {
            let row = CitationRow {
                page: self.shared(&citation.page),
                edition: self.optional(citation.edition.as_deref()),
                assumed: citation.assumed,
            };
            self.row(row);
        }
    }
}

impl Builder {
    /// Writes constants. Returns where they are.
    pub(super) fn constants(&mut self, constants: &[(Spanned<String>, Json)]) -> Entries {
        let rows: Vec<ConstantRow> = constants
            .iter()
            .map(|(name, constant)| ConstantRow { name: self.shared(&name.value), json: self.shared(&json(constant)) })
            .collect();
        self.add_rows(rows)
    }
}

/// Returns a mask as columns hold it.
pub(super) fn mask(mask: &Mask) -> StoredMask {
    match mask {
        Mask::Itself => StoredMask::Itself,
        Mask::As(Ref { to: Some(to), .. }) => StoredMask::As(u16::try_from(*to).expect("checked: fewer than 65,534")),
        Mask::As(_) | Mask::Unknown => StoredMask::Unknown,
    }
}

/// Returns the customer text. That of a masked code is left out of the tables, so that it cannot leak.
fn public_text(code: &Code) -> &str {
    match (&code.shown_as, &code.customer) {
        (Mask::Itself, Some(text)) => &text.text,
        _ => "",
    }
}

/// Returns the translations of a text: all codes for each language, with an empty text for a code without one. There are none
/// if no language has one.
fn translated(
    model: &Model,
    texts: fn(&Locale) -> &Vec<Translation>,
    shown: fn(&Code) -> bool,
) -> Vec<(&str, &[Param])> {
    let mut column = Vec::new();
    if model.locales.iter().all(|locale| texts(locale).is_empty()) {
        return column;
    }
    for locale in &model.locales {
        let first = column.len();
        column.extend(model.codes.iter().map(|code| ("", &code.params[..])));
        for translation in texts(locale) {
            if let Some(to) = translation.code.to.filter(|&to| shown(&model.codes[to])) {
                column[first + to].0 = &translation.text.text;
            }
        }
    }
    column
}
