//! `errcat export`: a catalog in the formats of other tools.

mod csv;
mod examples;
mod json;
mod openapi;
mod problem_types;
mod proto;
mod selection;
mod typescript;

use std::path::{Path, PathBuf};

use errcat::Catalog;
use serde::Serialize;

use self::selection::Selection;
use crate::catalogs::{Folders, named, words};
use crate::cli::Where;
use crate::file::{Document, each, is_folder, report, write};
use crate::output::{self, Exit, Failure, Format, Output};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to write
    #[arg(value_name = "KIND", value_enum)]
    kind: Kind,

    /// The catalog's name; without it the only one, or with `--out DIR` all; `json-schema` is the same for all
    #[arg(value_name = "CATALOG")]
    name: Option<String>,

    /// For the team: with masked codes, and with what only the team needs
    #[arg(long)]
    internal: bool,

    /// Write to this file, if that changes it; or into this folder, a file for each catalog
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,

    #[command(flatten)]
    place: Where,
}

#[derive(Clone, Copy, Debug, PartialEq, clap::ValueEnum)]
enum Kind {
    /// A table, a row for each code
    Csv,
    /// The whole catalog as JSON
    Json,
    /// The JSON Schema of `json`, the same for every catalog
    JsonSchema,
    /// Components and responses of OpenAPI 3.1
    Openapi,
    /// The problem types (RFC 9457) as JSON
    ProblemTypes,
    /// An enum for Protobuf 3
    Proto,
    /// A module of TypeScript that imports nothing
    Typescript,
}

/// The shape of `export --format json`.
#[derive(Serialize)]
struct Exported {
    /// None for what is the same for all.
    catalog: Option<String>,
    text: String,
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let folders = Folders::compile(&args.place.folders, "errcat export")?;
    let mut catalogs = folders.catalogs()?;
    if let Some(name) = &args.name {
        catalogs = vec![named(&catalogs, name)?];
    }
    let same = args.kind == Kind::JsonSchema && args.name.is_none();
    let into_folder = |path: &Path| is_folder(path) || path.extension().is_none();
    if same && !args.out.as_deref().is_some_and(into_folder) {
        catalogs.truncate(1);
    }
    let word = args.kind.word();
    let one = args.place.here(&format!("errcat export {word} {}", catalogs[0].name()));
    if let Some(path) = &args.out {
        let documents =
            catalogs.iter().copied().map(|catalog| args.document(catalog)).collect::<Result<Vec<_>, _>>()?;
        return Ok(Output::new(report(each(&documents, path, write, &one)?, format), Exit::Fine));
    }
    let [catalog] = &catalogs[..] else {
        let message = format!("there are the catalogs {}", words(catalogs.iter().copied().map(Catalog::name)));
        return Err(Failure::misuse(message, format!("name one, as in `{one}`, or write all with `--out DIR`")).into());
    };
    let Document { catalog, text, .. } = args.document(*catalog)?;
    let catalog = Some(catalog).filter(|_| !same);
    Ok(Output::new(if format == Format::Json { output::json(&Exported { catalog, text }) } else { text }, Exit::Fine))
}

impl Args {
    fn document(&self, catalog: Catalog<'_>) -> Result<Document, Failure> {
        let selection = Selection { catalog, internal: self.internal };
        let (ending, text) = match self.kind {
            Kind::Csv => ("csv", csv::text(selection)),
            Kind::Json => ("json", json::text(selection)),
            Kind::JsonSchema => ("schema.json", json::SCHEMA.to_owned()),
            Kind::Openapi => ("openapi.json", openapi::text(selection)),
            Kind::ProblemTypes => ("problem-types.json", problem_types::text(selection)),
            Kind::Proto => ("proto", proto::text(selection)?),
            Kind::Typescript => ("ts", typescript::text(selection)),
        };
        let name = catalog.name();
        Ok(Document { catalog: name.to_owned(), file: format!("{name}.{ending}"), text })
    }
}

impl Kind {
    /// The word on the command line.
    fn word(self) -> String {
        let value = clap::ValueEnum::to_possible_value(&self);
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }
}
