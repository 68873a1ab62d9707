//! `errcat docs`: a page for each code, as a site of static files or as the sources of an mdBook.

mod answer;
mod index;
mod layout;
mod markdown;
mod page;
mod progress;
mod schedule;
mod search;
mod site;
mod target;
mod text;

use std::path::PathBuf;

use errcat::Catalog;
use serde::Serialize;

use self::target::{Changes, Target};
use crate::catalogs::Folders;
use crate::folder::{count, shown};
use crate::output::{Exit, Failure, Format, Output, json};
use crate::profile::Profile;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder to write into: a new or an empty one, or one that this command has written before
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// For everybody: leave out masked and internal codes, sensitive parameters, and what a team notes for itself
    #[arg(long)]
    public: bool,

    /// Write the sources of an mdBook instead of a site
    #[arg(long)]
    markdown: bool,

    #[command(flatten)]
    place: crate::cli::Where,
}

/// A file to be written: its path below the folder, and what makes its text.
pub struct Planned<'a> {
    /// With slashes, and without a way out of the folder.
    pub path: String,
    /// What stands in it.
    pub text: Box<dyn Fn() -> String + Send + Sync + 'a>,
}

impl<'a> Planned<'a> {
    fn new(path: impl Into<String>, text: impl Fn() -> String + Send + Sync + 'a) -> Self {
        Self { path: path.into(), text: Box::new(text) }
    }
}

/// The shape of `docs --format json`.
#[derive(Serialize)]
struct Report<'a> {
    out: String,
    public: bool,
    catalogs: Vec<Documented<'a>>,
    #[serde(flatten)]
    files: Changes,
}

/// What was said of a catalog.
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
    let target = Target::open(&args.out)?;
    let progress = progress::Progress::start(format);
    let folders = Folders::compile(&args.place.folders, "errcat docs")?;
    let catalogs = folders.catalogs()?;
    let profile = Profile { public: args.public };
    let named = profile.secrets_named(&catalogs);
    if !named.is_empty() {
        let message =
            format!("{} a code that is not public", if named.len() == 1 { "a text names" } else { "texts name" });
        return Err(Failure::finding(message, "say it without the name, or leave out `--public`").lines(named).into());
    }
    let files = if args.markdown { markdown::plan(profile, &catalogs) } else { site::plan(profile, &catalogs) };
    let written = target.write(&files, &progress)?;
    progress.finish();
    let report = Report {
        out: shown(&args.out),
        public: args.public,
        catalogs: catalogs.iter().copied().map(|catalog| Documented::new(profile, catalog)).collect(),
        files: written,
    };
    Ok(Output::new(format.write(|| report.text(), || json(&report)), Exit::Fine))
}

impl<'a> Documented<'a> {
    fn new(profile: Profile, catalog: Catalog<'a>) -> Self {
        let codes = profile.codes(catalog).count();
        let retired = profile.retired(catalog).count();
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
        let Changes { files, written, removed } = &self.files;
        let removed = if *removed == 0 { String::new() } else { format!(", {removed} removed") };
        format!("{catalogs}{}: {}, {written} written{removed}\n", self.out, count(*files, "file"))
    }
}
