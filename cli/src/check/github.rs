//! Findings as annotations of a run of GitHub Actions: workflow commands, one a line.
//!
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>

use std::fmt::Write;

use errcat_compiler::{Compilation, Diagnostic, Sources};

/// One command for each finding.
pub fn commands(compilation: &Compilation) -> String {
    compilation.diagnostics.iter().map(|diagnostic| command(diagnostic, &compilation.sources)).collect()
}

fn command(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let mut properties = String::new();
    let mut add = |name: &str, value: &str| {
        let comma = if properties.is_empty() { ' ' } else { ',' };
        write!(properties, "{comma}{name}={}", escaped(value, true)).expect("a string takes all that is written");
    };
    if let Some(span) = diagnostic.span {
        let file = sources.file(span.file);
        let ((line, column), (end_line, end_column)) = (file.position(span.start), file.position(span.end));
        add("file", &file.path);
        add("line", &line.to_string());
        add("endLine", &end_line.to_string());
        // Columns are shown within one line only.
        if line == end_line {
            add("col", &column.to_string());
            add("endColumn", &end_column.saturating_sub(1).max(column).to_string());
        }
    } else if let Some(path) = &diagnostic.path {
        add("file", path);
    }
    add("title", diagnostic.rule.code());
    let help = diagnostic.help.as_ref().map_or(String::new(), |help| format!("\nhelp: {help}"));
    format!("::error{properties}::{}\n", escaped(&format!("{}{help}", diagnostic.message), false))
}

/// A value as a workflow command takes it.
fn escaped(text: &str, property: bool) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    if property { text.replace(':', "%3A").replace(',', "%2C") } else { text }
}
