//! `errcat check`: the errors in the catalogs of a folder.

mod github;
mod report;
mod sarif;
mod watch;

pub use self::watch::watch;

use std::path::PathBuf;

use errcat_compiler::Compilation;

use self::report::Report;
use crate::args::folder;
use crate::output::style::{self, ERROR, GOOD, paint};
use crate::output::{Exit, Format, Output};
use errcat_tools::json::pretty;
use errcat_tools::text::count;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder of a catalog, or a folder of such folders
    #[arg(value_name = "DIR", default_value = "catalog")]
    folder: PathBuf,

    /// Check again whenever a file is saved, until you stop it
    #[arg(long)]
    pub watch: bool,
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let compilation = folder::compile_for(format, &args.folder, "errcat check")?;
    let exit = if compilation.diagnostics.is_empty() { Exit::Fine } else { Exit::Findings };
    let stdout = match format {
        Format::Text => text(&compilation),
        Format::Json => pretty(&Report::new(&compilation)),
        Format::Sarif => pretty(&sarif::log(&compilation)),
        Format::Github => github::commands(&compilation),
    };
    Ok(Output::new(stdout, exit))
}

fn text(compilation: &Compilation) -> String {
    let mut text = String::new();
    for diagnostic in &compilation.diagnostics {
        text.push_str(&style::diagnostic(diagnostic, &compilation.sources));
        text.push('\n');
    }
    let summary = match compilation.diagnostics.len() {
        0 => {
            let codes = compilation.catalogs.iter().map(|one| one.catalog().len()).sum();
            format!("{}: {}, {}", paint(GOOD, "ok"), count(compilation.catalogs.len(), "catalog"), count(codes, "code"))
        }
        errors => format!("{} in {}/", paint(ERROR, &count(errors, "error")), compilation.sources.folder()),
    };
    text + &summary + "\n"
}
