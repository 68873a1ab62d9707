//! A whole catalog as JSON, and the JSON Schema (2020-12) of that.

use errcat_core::{AnyCode, Catalog, Language};
use serde::Serialize;

use super::code::CodeJson;
use super::explanation::RetiredJson;
use super::wire_code::WireCode;
use crate::audience::Audience;

/// The JSON Schema of [`CatalogJson`], the same for every catalog.
pub const CATALOG_SCHEMA: &str = include_str!("catalog.schema.json");

/// A catalog with all codes that an audience may see.
#[derive(Clone, Debug, Serialize)]
pub struct CatalogJson<'c> {
    catalog: &'c str,
    title: &'c str,
    version: &'c str,
    edition: Option<&'c str>,
    language: &'c str,
    languages: Vec<&'c str>,
    internal: bool,
    unknown: UnknownJson<'c>,
    codes: Vec<TranslatedCode<'c>>,
    retired: Vec<RetiredJson<'c>>,
}

#[derive(Clone, Debug, Serialize)]
struct UnknownJson<'c> {
    /// The code that it is; `None` for an error of its own.
    id: Option<&'c str>,
    code: WireCode<'c>,
    status: u16,
    message: &'c str,
    customer: &'c str,
    translations: Vec<UnknownTranslation<'c>>,
}

#[derive(Clone, Debug, Serialize)]
struct UnknownTranslation<'c> {
    language: &'c str,
    customer: &'c str,
}

#[derive(Clone, Debug, Serialize)]
struct TranslatedCode<'c> {
    #[serde(flatten)]
    code: CodeJson<'c>,
    translations: Vec<Translation<'c>>,
}

#[derive(Clone, Debug, Serialize)]
struct Translation<'c> {
    language: &'c str,
    customer: &'c str,
    remediation: &'c str,
}

impl<'c> CatalogJson<'c> {
    /// Returns what an audience may see of a catalog.
    #[must_use]
    pub fn seen_by(audience: Audience, catalog: Catalog<'c>) -> Self {
        let unknown = catalog.unknown();
        Self {
            catalog: catalog.name(),
            title: catalog.title(),
            version: catalog.version(),
            edition: catalog.edition(),
            language: catalog.languages().next().map_or("", |language| language.tag),
            languages: catalog.languages().map(|language| language.tag).collect(),
            internal: !audience.is_public(),
            unknown: UnknownJson {
                id: catalog.unknown_code().map(AnyCode::as_str),
                code: unknown.into(),
                status: unknown.status,
                message: unknown.message,
                customer: unknown.customer,
                translations: catalog.languages().skip(1).map(UnknownTranslation::from).collect(),
            },
            codes: audience.codes(catalog).map(|code| TranslatedCode::seen_by(audience, code)).collect(),
            retired: audience.retired(catalog).map(|retired| RetiredJson::new(catalog, &retired)).collect(),
        }
    }
}

impl<'c> From<Language<'c>> for UnknownTranslation<'c> {
    fn from(language: Language<'c>) -> Self {
        Self { language: language.tag, customer: language.unknown_customer }
    }
}

impl<'c> TranslatedCode<'c> {
    fn seen_by(audience: Audience, code: AnyCode<'c>) -> Self {
        let translation = |language: Language<'c>| Translation {
            language: language.tag,
            customer: code.customer_in(language.tag),
            remediation: code.remediation_in(language.tag),
        };
        let translations = code.catalog().languages().skip(1).map(translation).collect();
        Self { code: CodeJson::seen_by(audience, code), translations }
    }
}
