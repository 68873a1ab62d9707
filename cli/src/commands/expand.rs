//! `errcat expand`: the Rust code of a catalog, printed, written to a file, or compared with one.

use std::path::{Path, PathBuf};

use errcat_compiler::Compiled;
use errcat_compiler::Suggest;
use errcat_compiler::quote;
use errcat_tools::json::pretty;
use serde::Serialize;

use crate::args::catalogs::without_errors;
use crate::args::folder;
use crate::output::files::{Destination, Document, check, each, is_stdout, report, write};
use crate::output::quote::{backticked, shown, typed};
use crate::output::sources::CatalogFiles;
use crate::output::{Exit, Failure, Format, Output};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder of a catalog, or a folder of such folders
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// The catalog, if the folder has several
    #[arg(long, value_name = "NAME")]
    catalog_name: Option<String>,

    /// The path of errcat in the generated code, if the crate renames it
    #[arg(long = "crate", value_name = "PATH", default_value = "::errcat", value_parser = rust_path)]
    krate: String,

    /// Leave out the constructors of errors, which need an allocator
    #[arg(long)]
    no_alloc: bool,

    /// Write to this file unless it is up to date; or NAME.rs for each catalog into this folder
    #[arg(long, value_name = "PATH", conflicts_with = "check")]
    out: Option<PathBuf>,

    /// Compare with this file, or with NAME.rs in this folder, and exit with 1 if it is out of date; write nothing
    #[arg(long, value_name = "PATH")]
    check: Option<PathBuf>,
}

fn rust_path(text: &str) -> Result<String, &'static str> {
    let name = |part: &str| {
        let mut characters = part.chars();
        characters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
            && characters.all(|other| other.is_alphanumeric() || other == '_')
    };
    if text.strip_prefix("::").unwrap_or(text).split("::").all(name) {
        return Ok(text.to_owned());
    }
    Err("write a Rust path, such as `::errcat` or `crate::codes`")
}

/// The shape of `expand --format json`.
#[derive(Serialize)]
struct Expanded<'a> {
    catalog: &'a str,
    rust: &'a str,
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let compilation = without_errors(folder::compile(&args.folder, "errcat expand")?)?;
    let catalogs = args.pick(&compilation.catalogs)?;
    let one = format!("--catalog-name {}", catalogs[0].name());
    if let Some(path) = args.out.as_ref().filter(|path| !is_stdout(path)).or(args.check.as_ref()) {
        let mut sources = CatalogFiles::default();
        sources.add(&args.folder, &compilation);
        let (documents, to) = (args.documents(&catalogs), Destination { path, sources, one });
        if args.check.is_some() {
            return check(&documents, &to, format, || args.stale(path));
        }
        return Ok(Output::new(report(each(&documents, &to, write)?, format), Exit::Fine));
    }
    let [catalog] = catalogs[..] else {
        let names = backticked(catalogs.iter().map(|one| one.name()));
        let help = format!("name one with `{one}`, or write all with `--out DIR`");
        return Err(
            Failure::misuse(format!("{} has several catalogs: {names}", quote(&shown(&args.folder))), help).into()
        );
    };
    let rust = args.rust(catalog);
    let expanded = Expanded { catalog: catalog.name(), rust: &rust };
    let stdout = if format == Format::Json { pretty(&expanded) } else { rust };
    Ok(Output::new(stdout, Exit::Fine))
}

impl Args {
    fn rust(&self, catalog: &Compiled) -> String {
        let mut rust = catalog.rust(&self.krate);
        if self.no_alloc {
            rust.errors.clear();
        }
        rust.file()
    }

    fn documents(&self, catalogs: &[&Compiled]) -> Vec<Document> {
        let document = |catalog: &&Compiled| Document {
            catalog: catalog.name().to_owned(),
            file: format!("{}.rs", catalog.name()),
            text: self.rust(catalog),
        };
        catalogs.iter().map(document).collect()
    }

    fn pick<'a>(&self, catalogs: &'a [Compiled]) -> Result<Vec<&'a Compiled>, Failure> {
        let Some(name) = &self.catalog_name else { return Ok(catalogs.iter().collect()) };
        if let Some(catalog) = catalogs.iter().find(|catalog| catalog.name() == name) {
            return Ok(vec![catalog]);
        }
        let names = || catalogs.iter().map(Compiled::name);
        let help = Suggest::new(name, names())
            .question_as(|near| format!("--catalog-name {near}"))
            .unwrap_or_else(|| format!("its catalogs are {}", backticked(names())));
        Err(Failure::misuse(format!("{} has no catalog {}", quote(&shown(&self.folder)), quote(name)), help))
    }

    fn stale(&self, path: &Path) -> Failure {
        let mut command = format!("errcat expand {}", typed(&self.folder));
        if let Some(name) = &self.catalog_name {
            command += " --catalog-name ";
            command += name;
        }
        if self.krate != "::errcat" {
            command += " --crate ";
            command += &self.krate;
        }
        if self.no_alloc {
            command += " --no-alloc";
        }
        let help = format!("update it with `{command} --out {}`", typed(path));
        Failure::finding("the generated code is out of date", help)
    }
}
