//! Diagnostics as comments in a case, below the lines that they are about.

use std::collections::BTreeMap;

use errcat_compiler::{Compilation, Diagnostic, Sources, escape};

use crate::case::Case;

impl Case {
    /// Returns the text of the case with these diagnostics in it, in place of those that it expects.
    ///
    /// # Panics
    ///
    /// If a diagnostic is about a file that the case does not have.
    #[must_use]
    pub fn with(&self, compilation: &Compilation) -> String {
        let sources = &compilation.sources;
        let mut placed: BTreeMap<(String, u32), Vec<String>> = BTreeMap::new();
        let mut top = Vec::new();
        for diagnostic in &compilation.diagnostics {
            match diagnostic.span {
                Some(span) => {
                    let file = sources.file(span.file).path().to_owned();
                    placed.entry((file, sources.position(span).0)).or_default().extend(marked(diagnostic, sources));
                }
                None => top.extend(unmarked(diagnostic, sources)),
            }
        }
        let mut out = Vec::new();
        let blank = self.head.iter().rev().take_while(|line| line.is_empty()).count();
        out.extend_from_slice(&self.head[..self.head.len() - blank]);
        out.extend(top);
        out.extend_from_slice(&self.head[self.head.len() - blank..]);
        for entry in &self.entries {
            out.push(entry.title.clone());
            for (line, number) in entry.lines.iter().zip(1..) {
                out.push(line.clone());
                out.extend(placed.remove(&(entry.path.clone(), number)).unwrap_or_default());
            }
            // Lines that the case does not show.
            let more: Vec<_> = placed.keys().filter(|(path, _)| *path == entry.path).cloned().collect();
            for key in more {
                out.push(format!("#~ line {}", key.1));
                out.extend(placed.remove(&key).unwrap_or_default());
            }
        }
        assert!(placed.is_empty(), "{}: diagnostics in files that are not there: {placed:?}", self.path.display());
        out.join("\n") + "\n"
    }
}

/// Returns a diagnostic as a comment below its line.
fn marked(diagnostic: &Diagnostic, sources: &Sources) -> Vec<String> {
    let span = diagnostic.span.expect("a place");
    let file = sources.file(span.file);
    let (line, column) = file.position(span.start);
    let (last, end) = file.position(span.end);
    let rest =
        file.text()[span.start as usize..].split(['\n', '\r']).next().unwrap_or_default().trim_end().chars().count();
    let (width, more) = if last == line { ((end - column) as usize, "") } else { (rest, "…") };
    let width = width.max(1);
    let place = match column {
        1 => "<".repeat(width),
        2 => format!("2{}", "<".repeat(width)),
        _ => " ".repeat(column as usize - 3) + &"^".repeat(width),
    };
    let indent = " ".repeat((column as usize).max(3) - 1);
    let mut lines = vec![format!("#~{place}{more} {}", heading(diagnostic))];
    lines.extend(details(diagnostic, sources).map(|line| format!("#~{indent}{line}")));
    lines
}

/// Returns a diagnostic without a line as a comment.
fn unmarked(diagnostic: &Diagnostic, sources: &Sources) -> Vec<String> {
    let mut lines = vec![format!("#~ {}", heading(diagnostic))];
    lines.extend(diagnostic.file(sources).map(|path| format!("#~   in: {}", escape(&path))));
    lines.extend(details(diagnostic, sources).map(|line| format!("#~   {line}")));
    lines
}

fn heading(diagnostic: &Diagnostic) -> String {
    format!("error[{}]: {}", diagnostic.rule.code(), escape(&diagnostic.message))
}

fn details(diagnostic: &Diagnostic, sources: &Sources) -> impl Iterator<Item = String> {
    let label =
        Some(&diagnostic.label).filter(|label| !label.is_empty()).map(|label| format!("label: {}", escape(label)));
    let notes =
        diagnostic.related.iter().map(|(span, text)| format!("note: {} at {}", escape(text), sources.place(*span)));
    let help = diagnostic.help.iter().flat_map(|help| help.lines()).enumerate();
    let help = help.map(|(at, line)| format!("{}{}", if at == 0 { "help: " } else { "      " }, escape(line)));
    label.into_iter().chain(notes).chain(help)
}
