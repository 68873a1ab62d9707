//! Diagnostics as annotations of a pull request.

use errcat_compiler::{Compilation, Diagnostic, Sources};

use crate::output::github::Annotation;

/// Returns one annotation for each diagnostic.
pub fn commands(compilation: &Compilation) -> String {
    compilation.diagnostics.iter().map(|diagnostic| command(diagnostic, &compilation.sources)).collect()
}

fn command(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = diagnostic.span.map(|span| (sources.file(span.file), span));
    let help = diagnostic.help.as_ref().map_or(String::new(), |help| format!("\nhelp: {help}"));
    let path = diagnostic.file(sources);
    Annotation {
        level: "error",
        file: path.as_deref(),
        range: place.map(|(file, span)| (file.position(span.start), file.position(span.end))),
        title: diagnostic.rule.code(),
        message: &format!("{}{help}", diagnostic.message),
    }
    .to_string()
}
