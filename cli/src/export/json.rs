//! The whole catalog as JSON, and the JSON Schema (2020-12) of that.

use errcat::{AnyCode, Language};
use serde::Serialize;

use super::selection::Selection;
use crate::output;
use crate::record::{Record, RetiredRecord};

/// The schema; it is the same for every catalog.
pub const SCHEMA: &str = include_str!("catalog.schema.json");

#[derive(Serialize)]
struct Document<'c> {
    catalog: &'c str,
    title: &'c str,
    version: &'c str,
    edition: Option<&'c str>,
    language: &'c str,
    languages: Vec<&'c str>,
    internal: bool,
    unknown: UnknownRecord<'c>,
    codes: Vec<CodeRecord<'c>>,
    retired: Vec<RetiredRecord<'c>>,
}

#[derive(Serialize)]
struct UnknownRecord<'c> {
    code: &'c str,
    status: u16,
    message: &'c str,
    customer: &'c str,
    translations: Vec<UnknownTranslation<'c>>,
}

#[derive(Serialize)]
struct UnknownTranslation<'c> {
    language: &'c str,
    customer: &'c str,
}

#[derive(Serialize)]
struct CodeRecord<'c> {
    #[serde(flatten)]
    code: Record<'c>,
    translations: Vec<Translation<'c>>,
}

#[derive(Serialize)]
struct Translation<'c> {
    language: &'c str,
    customer: &'c str,
    remediation: &'c str,
}

/// The document.
pub fn text(selection: Selection<'_>) -> String {
    let catalog = selection.catalog;
    let unknown = catalog.unknown();
    output::json(&Document {
        catalog: catalog.name(),
        title: catalog.title(),
        version: catalog.version(),
        edition: catalog.edition(),
        language: selection.language(),
        languages: catalog.languages().map(|language| language.tag).collect(),
        internal: selection.internal,
        unknown: UnknownRecord {
            code: unknown.code,
            status: unknown.status,
            message: unknown.message,
            customer: unknown.customer,
            translations: catalog.languages().skip(1).map(UnknownTranslation::from).collect(),
        },
        codes: selection.codes().map(|code| with_translations(selection, code)).collect(),
        retired: selection.retired().map(|id| RetiredRecord::new(catalog.name(), &id)).collect(),
    })
}

impl<'c> From<Language<'c>> for UnknownTranslation<'c> {
    fn from(language: Language<'c>) -> Self {
        Self { language: language.tag, customer: language.unknown_customer }
    }
}

fn with_translations<'c>(selection: Selection<'c>, code: AnyCode<'c>) -> CodeRecord<'c> {
    let translation = |language: Language<'c>| Translation {
        language: language.tag,
        customer: code.customer_in(language.tag),
        remediation: code.remediation_in(language.tag),
    };
    let translations = selection.catalog.languages().skip(1).map(translation).collect();
    CodeRecord { code: Record::seen(selection.profile(), code), translations }
}
