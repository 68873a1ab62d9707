//! `errcat check`: everything that is wrong with the catalogs of a folder.

use std::path::PathBuf;

use errcat_compiler::{Compilation, Diagnostic, Sources, Span};
use serde::Serialize;

use crate::folder::{self, count};
use crate::output::{Exit, Format, Output, json};
use crate::style::{self, ERROR, GOOD, paint};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder of a catalog, or of several in folders of their own
    #[arg(value_name = "DIR", default_value = "catalog")]
    folder: PathBuf,
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let compilation = folder::compile(&args.folder, "errcat check")?;
    let exit = if compilation.diagnostics.is_empty() { Exit::Fine } else { Exit::Findings };
    Ok(Output::new(format.write(|| text(&compilation), || json(&Report::new(&compilation))), exit))
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
        errors => format!("{} in {}/", paint(ERROR, &count(errors, "error")), compilation.root.trim_end_matches('/')),
    };
    text + &summary + "\n"
}

/// The shape of `check --format json`.
#[derive(Serialize)]
struct Report<'a> {
    ok: bool,
    catalogs: Vec<Summary<'a>>,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Summary<'a> {
    name: &'a str,
    version: &'a str,
    codes: usize,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'static str,
    message: &'a str,
    label: Option<&'a str>,
    help: Option<&'a str>,
    #[serde(flatten)]
    place: Place<'a>,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
}

/// Lines and columns count from 1, columns in characters; the end lies behind the last character.
#[derive(Default, Serialize)]
struct Place<'a> {
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
}

impl<'a> Report<'a> {
    fn new(compilation: &'a Compilation) -> Self {
        let ok = compilation.diagnostics.is_empty();
        // Broken catalogs are repaired for other doors, and what they say is not what the files say.
        let catalogs = compilation.catalogs.iter().filter(|_| ok).map(|one| {
            let catalog = one.catalog();
            Summary { name: one.name(), version: &one.model().version, codes: catalog.len() }
        });
        let diagnostics = compilation.diagnostics.iter().map(|one| Finding::new(one, &compilation.sources));
        Self { ok, catalogs: catalogs.collect(), diagnostics: diagnostics.collect() }
    }
}

impl<'a> Finding<'a> {
    fn new(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Self {
        Self {
            code: diagnostic.rule.code(),
            message: &diagnostic.message,
            label: Some(diagnostic.label.as_str()).filter(|label| !label.is_empty()),
            help: diagnostic.help.as_deref(),
            place: match diagnostic.span {
                Some(span) => Place::new(span, sources),
                None => Place { file: diagnostic.path.as_deref(), ..Place::default() },
            },
            related: diagnostic
                .related
                .iter()
                .map(|(span, message)| Related { message, place: Place::new(*span, sources) })
                .collect(),
        }
    }
}

impl<'a> Place<'a> {
    fn new(span: Span, sources: &'a Sources) -> Self {
        let file = sources.file(span.file);
        let ((line, column), (end_line, end_column)) = (file.position(span.start), file.position(span.end));
        Self {
            file: Some(&file.path),
            line: Some(line),
            column: Some(column),
            end_line: Some(end_line),
            end_column: Some(end_column),
        }
    }
}
