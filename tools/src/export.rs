//! A catalog in the formats of other tools.

mod csv;
mod openapi;
mod problem_types;
mod proto;
mod selection;
mod typescript;

use std::fmt;

use errcat_compiler::{Problem, quote};
use errcat_core::Catalog;

use self::selection::Selection;
use crate::gate::Cleared;
use crate::json::{CATALOG_SCHEMA, CatalogJson, pretty};

/// The format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A table with a row for each code (RFC 4180).
    Csv,
    /// The whole catalog as JSON.
    Json,
    /// The JSON Schema of [`Kind::Json`], the same for every catalog.
    JsonSchema,
    /// Components and responses of OpenAPI 3.1.
    Openapi,
    /// The problem types (RFC 9457) as JSON.
    ProblemTypes,
    /// An enum for Protobuf 3.
    Proto,
    /// A module of TypeScript that imports nothing.
    Typescript,
}

impl Kind {
    /// All kinds, in alphabetical order.
    pub const ALL: [Self; 7] =
        [Self::Csv, Self::Json, Self::JsonSchema, Self::Openapi, Self::ProblemTypes, Self::Proto, Self::Typescript];

    /// Returns the name, such as `json-schema`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::JsonSchema => "json-schema",
            Self::Openapi => "openapi",
            Self::ProblemTypes => "problem-types",
            Self::Proto => "proto",
            Self::Typescript => "typescript",
        }
    }

    /// Returns what a file of the kind is, in a few words.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Csv => "A table with a row for each code",
            Self::Json => "The whole catalog as JSON",
            Self::JsonSchema => "The JSON Schema of `json`, the same for every catalog",
            Self::Openapi => "Components and responses of OpenAPI 3.1",
            Self::ProblemTypes => "The problem types (RFC 9457) as JSON",
            Self::Proto => "An enum for Protobuf 3",
            Self::Typescript => "A module of TypeScript that imports nothing",
        }
    }

    /// Returns the name of the file for a catalog, such as `mozarto.openapi.json`.
    #[must_use]
    pub fn file_name(self, catalog: Catalog<'_>) -> String {
        let ending = match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::JsonSchema => "schema.json",
            Self::Openapi => "openapi.json",
            Self::ProblemTypes => "problem-types.json",
            Self::Proto => "proto",
            Self::Typescript => "ts",
        };
        format!("{}.{ending}", catalog.name())
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Returns the text of an export. The same catalog always gives the same bytes.
///
/// # Errors
///
/// If two ids of the catalog cannot both be in one enum of Protobuf, or if the catalog is not one of those that were cleared.
pub fn export(kind: Kind, cleared: &Cleared<'_>, catalog: Catalog<'_>) -> Result<String, Problem> {
    if cleared.catalogs().iter().all(|one| one.name() != catalog.name()) {
        return Err(Problem::new(format!("catalog {} did not pass the gate", quote(catalog.name()))));
    }
    let audience = cleared.audience();
    let selection = Selection { catalog, audience };
    Ok(match kind {
        Kind::Csv => csv::text(selection),
        Kind::Json => pretty(&CatalogJson::seen_by(audience, catalog)),
        Kind::JsonSchema => CATALOG_SCHEMA.to_owned(),
        Kind::Openapi => openapi::text(selection),
        Kind::ProblemTypes => problem_types::text(selection),
        Kind::Proto => proto::text(selection)?,
        Kind::Typescript => typescript::text(selection),
    })
}
