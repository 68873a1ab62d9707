//! `errcat docs`: a page for each code, as a static site or as the sources of an mdBook.

mod progress;

use std::path::{Path, PathBuf};

use errcat::Catalog;
use errcat_compiler::quote;
use errcat_tools::json::pretty;
use errcat_tools::plan::{Folder, FolderError};
use errcat_tools::text::count;
use errcat_tools::{Audience, docs};
use serde::Serialize;

use crate::args::catalogs::{CatalogArgs, Folders};
use crate::output::quote::shown;
use crate::output::{Exit, Failure, Format, Output};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder to write into: a new or empty one, or one that this command wrote before
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// Include what only the team may see: masked and internal codes, sensitive parameters, owners, tags, citations
    #[arg(long)]
    internal: bool,

    /// Write the sources of an mdBook instead of a site
    #[arg(long)]
    markdown: bool,

    #[command(flatten)]
    catalogs: CatalogArgs,
}

/// The shape of `docs --format json`.
#[derive(Serialize)]
struct Report<'a> {
    out: String,
    internal: bool,
    catalogs: Vec<Documented<'a>>,
    files: usize,
    written: usize,
    removed: usize,
}

/// The numbers of a catalog.
#[derive(Serialize)]
struct Documented<'a> {
    name: &'a str,
    version: &'a str,
    codes: usize,
    retired: usize,
    left_out: usize,
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let folder = Folder::open(&args.out).map_err(|error| failed(&args.out, &error))?;
    let progress = progress::Progress::start(format);
    let folders = Folders::compile(&args.catalogs.folders, "errcat docs")?;
    folders.files().refuse_folder(&args.out)?;
    let catalogs = folders.catalogs()?;
    let audience = if args.internal { Audience::Team } else { Audience::Public };
    let cleared = folders.cleared(audience, &catalogs)?;
    let files = if args.markdown { docs::book(&cleared) } else { docs::site(&cleared) };
    progress.files(files.len());
    let written = folder.write(&files, &|| progress.step()).map_err(|error| failed(&args.out, &error))?;
    progress.finish();
    let report = Report {
        out: shown(&args.out),
        internal: args.internal,
        catalogs: catalogs.iter().copied().map(|catalog| Documented::new(audience, catalog)).collect(),
        files: written.files,
        written: written.written,
        removed: written.removed,
    };
    Ok(Output::new(format.write(|| report.text(), || pretty(&report)), Exit::Fine))
}

/// Returns the message for a folder that cannot be written.
fn failed(out: &Path, error: &FolderError) -> Failure {
    let at = |path: &Path, what: &str, help: &str| Failure::misuse(format!("{} {what}", quote(&shown(path))), help);
    match error {
        FolderError::NotListed(path) => {
            let help = "move it, or name another folder: `--out DIR`";
            at(path, "would be overwritten, and `errcat docs` did not write it", help)
        }
        FolderError::Cut(path) => at(path, "is cut: it lacks its last line", "remove the folder, and write it again"),
        FolderError::Io { path, error } => {
            let message = format!("{}: {error}", quote(&shown(path)));
            Failure::misuse(message, "name a folder that can be written: `--out DIR`")
        }
        _ => {
            let what = "is not empty, and `errcat docs` did not write it";
            at(out, what, "name a new folder, or empty this one")
        }
    }
}

impl<'a> Documented<'a> {
    fn new(audience: Audience, catalog: Catalog<'a>) -> Self {
        let codes = audience.codes(catalog).count();
        let retired = audience.retired(catalog).count();
        let left_out = catalog.len() + catalog.retired().len() - codes - retired;
        Self { name: catalog.name(), version: catalog.version(), codes, retired, left_out }
    }
}

impl Report<'_> {
    fn text(&self) -> String {
        let catalogs = self.catalogs.iter().map(|one| {
            let retired = if one.retired == 0 { String::new() } else { format!(", {} retired", one.retired) };
            let left_out = if one.left_out == 0 { String::new() } else { format!(", {} left out", one.left_out) };
            format!("{} {}: {}{retired}{left_out}\n", one.name, one.version, count(one.codes, "code"))
        });
        let catalogs: String = catalogs.collect();
        let Self { files, written, removed, .. } = self;
        let removed = if *removed == 0 { String::new() } else { format!(", {removed} removed") };
        format!("{catalogs}{}: {}, {written} written{removed}\n", self.out, count(*files, "file"))
    }
}
