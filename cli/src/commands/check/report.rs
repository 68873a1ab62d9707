//! Diagnostics as JSON.

use errcat_compiler::{Compilation, Diagnostic, Sources, Span};
use serde::Serialize;

/// The shape of `check --format json`.
#[derive(Serialize)]
pub struct Report<'a> {
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
    location: Location,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    location: Location,
}

/// Lines and columns count from 1, columns in characters. The end is after the last character.
#[derive(Default, Serialize)]
struct Location {
    file: Option<String>,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
}

impl<'a> Report<'a> {
    /// Returns the report of a compilation.
    pub fn new(compilation: &'a Compilation) -> Self {
        let ok = compilation.diagnostics.is_empty();
        // The compiler repairs a catalog with errors so that generated code has its names; its values are not those of the files.
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
            location: match diagnostic.span {
                Some(span) => Location::new(span, sources),
                None => Location { file: diagnostic.file(sources), ..Location::default() },
            },
            related: diagnostic
                .related
                .iter()
                .map(|(span, message)| Related { message, location: Location::new(*span, sources) })
                .collect(),
        }
    }
}

impl Location {
    fn new(span: Span, sources: &Sources) -> Self {
        let file = sources.file(span.file);
        let ((line, column), (end_line, end_column)) = (file.position(span.start), file.position(span.end));
        Self {
            file: Some(sources.shown_file(span.file)),
            line: Some(line),
            column: Some(column),
            end_line: Some(end_line),
            end_column: Some(end_column),
        }
    }
}
