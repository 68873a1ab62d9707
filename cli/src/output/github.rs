//! Annotations for GitHub Actions: workflow commands, one a line.
//!
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>

use std::fmt;

/// A message that GitHub shows next to a line of a pull request.
pub struct Annotation<'a> {
    /// `error`, `warning` or `notice`.
    pub level: &'static str,
    /// The file.
    pub file: Option<&'a str>,
    /// Start and end, each as line and column; the end is after the last character.
    pub range: Option<((u32, u32), (u32, u32))>,
    /// The heading.
    pub title: &'a str,
    /// The text below it.
    pub message: &'a str,
}

impl fmt::Display for Annotation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "::{} ", self.level)?;
        if let Some(file) = self.file {
            let file = file.strip_prefix("./").unwrap_or(file);
            write!(f, "file={},", escaped(file, true))?;
        }
        if let Some(((line, column), (end_line, end_column))) = self.range {
            write!(f, "line={line},endLine={end_line},")?;
            // GitHub shows columns within one line only.
            if line == end_line {
                write!(f, "col={column},endColumn={},", end_column.saturating_sub(1).max(column))?;
            }
        }
        writeln!(f, "title={}::{}", escaped(self.title, true), escaped(self.message, false))
    }
}

/// Escapes a value of a workflow command.
fn escaped(text: &str, property: bool) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    if property { text.replace(':', "%3A").replace(',', "%2C") } else { text }
}
