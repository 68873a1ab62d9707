//! `errcat export`: a catalog in the formats of other tools.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use clap::ValueEnum;
use clap::builder::PossibleValue;
use errcat::Catalog;
use errcat_tools::export::{self, Kind};
use errcat_tools::json::pretty;
use errcat_tools::{Audience, Cleared, Problem};
use serde::Serialize;

use crate::args::catalogs::{CatalogArgs, Folders, named};
use crate::output::files::{Destination, Document, check, each, is_folder, is_stdout, report, write};
use crate::output::quote::{backticked, typed};
use crate::output::{Exit, Failure, Format, Output};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The format
    #[arg(value_name = "KIND", value_enum)]
    kind: KindArg,

    /// The name of the catalog; without it, the only one, or all with `--out DIR`. `json-schema` is the same for all
    #[arg(value_name = "CATALOG")]
    name: Option<String>,

    /// Include what only the team may see: masked and internal codes, sensitive parameters, owners, tags, citations
    #[arg(long)]
    internal: bool,

    /// Write to this file unless it is up to date; or a file for each catalog into this folder
    #[arg(long, value_name = "PATH", conflicts_with = "check")]
    out: Option<PathBuf>,

    /// Compare with this file, or with the files in this folder, and exit with 1 if one is out of date; write nothing
    #[arg(long, value_name = "PATH")]
    check: Option<PathBuf>,

    #[command(flatten)]
    catalogs: CatalogArgs,
}

/// An export by its name on the command line.
#[derive(Clone, Copy, Debug)]
struct KindArg(Kind);

impl ValueEnum for KindArg {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: LazyLock<[KindArg; Kind::ALL.len()]> = LazyLock::new(|| Kind::ALL.map(KindArg));
        &*ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.as_str()).help(self.0.description()))
    }
}

/// The shape of `export --format json`.
#[derive(Serialize)]
struct Exported {
    /// `None` for a text that is the same for all catalogs.
    catalog: Option<String>,
    text: String,
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let folders = Folders::compile(&args.catalogs.folders, "errcat export")?;
    let mut catalogs = folders.catalogs()?;
    if let Some(name) = &args.name {
        catalogs = vec![named(&catalogs, name)?];
    }
    let same = args.kind.0 == Kind::JsonSchema && args.name.is_none();
    let into_folder = |path: &Path| is_folder(path) || path.extension().is_none();
    let path = args.out.as_deref().filter(|path| !is_stdout(path)).or(args.check.as_deref());
    if same && !path.is_some_and(into_folder) {
        catalogs.truncate(1);
    }
    let word = args.kind.0;
    let one = args.catalogs.command(&format!("errcat export {word} {}", catalogs[0].name()));
    let audience = if args.internal { Audience::Team } else { Audience::Public };
    if let Some(path) = path {
        let cleared = folders.cleared(audience, &catalogs)?;
        let documents =
            catalogs.iter().copied().map(|catalog| args.document(&cleared, catalog)).collect::<Result<Vec<_>, _>>()?;
        let to = Destination { path, sources: folders.files(), one };
        if args.check.is_some() {
            return check(&documents, &to, format, || args.stale(path));
        }
        return Ok(Output::new(report(each(&documents, &to, write)?, format), Exit::Fine));
    }
    let [catalog] = &catalogs[..] else {
        let message =
            format!("there are several catalogs: {}", backticked(catalogs.iter().copied().map(Catalog::name)));
        return Err(Failure::misuse(message, format!("name one, as in `{one}`, or write all with `--out DIR`")).into());
    };
    let cleared = folders.cleared(audience, &[*catalog])?;
    let Document { catalog, text, .. } = args.document(&cleared, *catalog)?;
    let catalog = Some(catalog).filter(|_| !same);
    Ok(Output::new(if format == Format::Json { pretty(&Exported { catalog, text }) } else { text }, Exit::Fine))
}

impl Args {
    fn stale(&self, path: &Path) -> Failure {
        let name = self.name.as_ref().map_or(String::new(), |name| format!(" {name}"));
        let internal = if self.internal { " --internal" } else { "" };
        let command = self.catalogs.command(&format!("errcat export {}{name}{internal}", self.kind.0));
        let help = format!("update it with `{command} --out {}`", typed(path));
        Failure::finding("the export is out of date", help)
    }

    fn document(&self, cleared: &Cleared<'_>, catalog: Catalog<'_>) -> Result<Document, Failure> {
        let text = export::export(self.kind.0, cleared, catalog).map_err(|Problem { message, help }| {
            // The arguments are right; the catalog is not.
            Failure::finding(message, help.unwrap_or_default())
        })?;
        Ok(Document { catalog: catalog.name().to_owned(), file: self.kind.0.file_name(catalog), text })
    }
}
