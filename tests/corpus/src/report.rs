//! What an entry point of the compiler reports, in one form for all of them.

use errcat_compiler::Compilation;

/// Everything that an entry point reports about a folder.
#[derive(Debug, PartialEq, Eq)]
pub struct Report {
    /// The diagnostics with the lines that they are about, an empty line after each.
    pub snippets: String,
    /// The diagnostics in one line each.
    pub lines: Vec<String>,
    /// The name and the Rust code of each catalog.
    pub rust: Vec<(String, String)>,
}

impl Report {
    /// Returns the report of the compiler itself.
    #[must_use]
    pub fn of(compilation: &Compilation) -> Self {
        let sources = &compilation.sources;
        // Of catalogs with errors only the macro generates code, to define their names.
        let fine = compilation.catalogs.iter().filter(|_| compilation.diagnostics.is_empty());
        let rust = fine.map(|catalog| (catalog.name().to_owned(), catalog.rust("::errcat").whole())).collect();
        Self {
            snippets: compilation.diagnostics.iter().map(|diagnostic| diagnostic.to_text(sources) + "\n").collect(),
            lines: compilation.diagnostics.iter().map(|diagnostic| diagnostic.one_line(sources)).collect(),
            rust,
        }
    }
}
