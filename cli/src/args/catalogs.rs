//! The catalogs that a command reads: the bundled ones, or those of the folders that `--catalog` names.

use std::path::PathBuf;

use errcat::{Catalog, ErrorCode, Language};
use errcat_compiler::Compilation;
use errcat_compiler::Suggest;
use errcat_compiler::quote;
use errcat_tools::text::count;
use errcat_tools::{Audience, Cleared};

use super::folder;
use crate::output::quote::{backticked, shown, typed};
use crate::output::sources::CatalogFiles;
use crate::output::{Exit, Failure, Output, style};

/// The folders of `--catalog`.
#[derive(Debug, clap::Args)]
pub struct CatalogArgs {
    /// Read the catalogs of this folder instead of the bundled ones (repeatable)
    #[arg(long = "catalog", value_name = "DIR")]
    pub folders: Vec<PathBuf>,
}

impl CatalogArgs {
    /// Returns a command with the same `--catalog` options.
    pub fn command(&self, command: &str) -> String {
        let folders = self.folders.iter().map(|folder| format!(" --catalog {}", typed(folder)));
        command.to_owned() + &folders.collect::<String>()
    }
}

/// Compiled folders. Catalogs borrow from them.
pub struct Folders(Vec<(PathBuf, Compilation)>);

impl Folders {
    /// Compiles folders. If one has errors, the output shows its diagnostics.
    pub fn compile(folders: &[PathBuf], command: &str) -> Result<Self, Output> {
        let mut compilations = Vec::new();
        for path in folders {
            let compilation = folder::compile(path, &format!("{command} --catalog"))?;
            compilations.push((path.clone(), without_errors(compilation)?));
        }
        Ok(Self(compilations))
    }

    /// Lets catalogs out for an audience: all of them, or one that was chosen.
    pub fn cleared<'c>(&'c self, audience: Audience, catalogs: &[Catalog<'c>]) -> Result<Cleared<'c>, Failure> {
        let sources: Vec<&Compilation> = self.0.iter().map(|(_, compilation)| compilation).collect();
        Cleared::new(audience, catalogs, &sources).map_err(|leaks| {
            let message = match leaks.len() {
                1 => "a public text names a code that is not public".to_owned(),
                number => format!("{number} public texts name codes that are not public"),
            };
            let help = "change the texts, allow the names in `mentions`, or write for the team with `--internal`";
            Failure::finding(message, help).lines(leaks.iter().map(ToString::to_string))
        })
    }

    /// Returns the catalogs of the folders, or the bundled ones if there are no folders.
    pub fn catalogs(&self) -> Result<Vec<Catalog<'_>>, Failure> {
        if self.0.is_empty() {
            return Ok(bundled().to_vec());
        }
        let catalogs: Vec<Catalog<'_>> =
            self.0.iter().flat_map(|(_, compilation)| &compilation.catalogs).map(|one| one.catalog()).collect();
        for (index, catalog) in catalogs.iter().copied().enumerate() {
            if catalogs[..index].iter().any(|other| other.name() == catalog.name()) {
                let message = format!("two folders have a catalog {}", quote(catalog.name()));
                return Err(Failure::misuse(message, "name only one of them with `--catalog`"));
            }
        }
        Ok(catalogs)
    }
}

impl Folders {
    /// Returns the files of the catalogs; none of bundled ones.
    pub fn files(&self) -> CatalogFiles {
        let mut files = CatalogFiles::default();
        for (folder, compilation) in &self.0 {
            files.add(folder, compilation);
        }
        files
    }
}

/// Returns the bundled catalogs, including the one of errcat's own diagnostics.
fn bundled() -> [Catalog<'static>; 3] {
    [
        <errcat::mozarto::Code as ErrorCode>::CATALOG,
        <errcat::ozura::Code as ErrorCode>::CATALOG,
        <errcat::diagnostics::Code as ErrorCode>::CATALOG,
    ]
}

/// Returns the compilation if it has no diagnostics; otherwise the output that shows them.
pub fn without_errors(compilation: Compilation) -> Result<Compilation, Output> {
    let root = typed(compilation.sources.folder());
    without_errors_or(compilation, &format!("fix the errors, then run `errcat check {root}`"))
}

/// Returns the compilation if it has no diagnostics; otherwise the output that shows them, with this help line.
pub fn without_errors_or(compilation: Compilation, help: &str) -> Result<Compilation, Output> {
    if compilation.diagnostics.is_empty() {
        return Ok(compilation);
    }
    let diagnostics: String =
        compilation.diagnostics.iter().map(|one| style::diagnostic(one, &compilation.sources) + "\n").collect();
    let root = shown(compilation.sources.folder().as_ref());
    let message = format!("{} in {root}/", count(compilation.diagnostics.len(), "error"));
    let failure = Failure::finding(message, help);
    let output = Output::from(failure);
    Err(Output { stdout: String::new(), stderr: diagnostics + &output.stderr, exit: Exit::Findings })
}

/// Returns the catalog with this name.
pub fn named<'c>(catalogs: &[Catalog<'c>], name: &str) -> Result<Catalog<'c>, Failure> {
    if let Some(catalog) = catalogs.iter().copied().find(|catalog| catalog.name().eq_ignore_ascii_case(name)) {
        return Ok(catalog);
    }
    let names: Vec<&str> = catalogs.iter().copied().map(Catalog::name).collect();
    let help = Suggest::new(name, names.iter().copied()).question().unwrap_or_else(|| {
        format!("the catalogs are {}; name a folder with `--catalog DIR` to read another one", backticked(names))
    });
    Err(Failure::misuse(format!("there is no catalog {}", quote(name)), help))
}

/// Returns the language of a catalog that fits a tag best.
pub fn language<'a>(catalog: Catalog<'a>, tag: Option<&str>) -> Result<Option<Language<'a>>, Failure> {
    let Some(tag) = tag else { return Ok(None) };
    if let Some(language) = catalog.language(tag) {
        return Ok(Some(language));
    }
    let languages = backticked(catalog.languages().map(|language| language.tag));
    let message = format!("catalog `{}` has no language {}", catalog.name(), quote(tag));
    Err(Failure::misuse(message, format!("its languages are {languages}")))
}
