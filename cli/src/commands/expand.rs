//! `errcat expand`: the Rust text of a catalog, on stdout, into a file, or against a file.

use std::path::{Path, PathBuf};

use errcat_compiler::Compiled;
use errcat_compiler::de::nearest;
use errcat_compiler::diagnostic::quote;
use errcat_tools::json::pretty;
use serde::Serialize;

use crate::args::catalogs::sound;
use crate::args::folder;
use crate::output::files::{Document, State, Target, compare, each, report, sentence, write};
use crate::output::quote::{shown, typed, words};
use crate::output::{Exit, Failure, Format, Output};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder of a catalog, or of several in folders of their own
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// Which catalog, where the folder holds several
    #[arg(long, value_name = "NAME")]
    catalog_name: Option<String>,

    /// The path of errcat in the generated text, where the crate has another name
    #[arg(long = "crate", value_name = "PATH", default_value = "::errcat", value_parser = rust_path)]
    krate: String,

    /// Leave out what needs an allocator: the constructors of errors
    #[arg(long)]
    no_alloc: bool,

    /// Write to this file, if that changes it; or into this folder, as NAME.rs for each catalog
    #[arg(long, value_name = "PATH", conflicts_with = "check")]
    out: Option<PathBuf>,

    /// Write nothing: exit 1 if this file (or NAME.rs in this folder) is not what would be written
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
    Err("this is not a path of Rust such as `::errcat` or `crate::codes`")
}

/// The shape of `expand --format json`.
#[derive(Serialize)]
struct Expanded<'a> {
    catalog: &'a str,
    rust: &'a str,
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let compilation = sound(folder::compile(&args.folder, "errcat expand")?)?;
    let catalogs = args.pick(&compilation.catalogs)?;
    let one = format!("--catalog-name {}", catalogs[0].name());
    if let Some(path) = &args.out {
        let files = each(&args.documents(&catalogs), path, write, &one)?;
        return Ok(Output::new(report(files, format), Exit::Fine));
    }
    if let Some(path) = &args.check {
        let files = each(&args.documents(&catalogs), path, compare, &one)?;
        if files.iter().all(|file| file.state == State::Fresh) {
            return Ok(Output::new(report(files, format), Exit::Fine));
        }
        let failure = args.stale(&files, path);
        let stdout = if format == Format::Json { report(files, format) } else { String::new() };
        return Err(Output { stdout, ..failure.into() });
    }
    let [catalog] = catalogs[..] else {
        let names = words(catalogs.iter().map(|one| one.name()));
        let help = format!("name one with `{one}`, or all with `--out DIR`");
        return Err(Failure::misuse(format!("{} holds the catalogs {names}", quote(&shown(&args.folder))), help).into());
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
        let help = match nearest(name, names()) {
            Some(near) => format!("did you mean `--catalog-name {near}`?"),
            None => format!("its catalogs are {}", words(names())),
        };
        Err(Failure::misuse(format!("{} holds no catalog {}", quote(&shown(&self.folder)), quote(name)), help))
    }

    fn stale(&self, files: &[Target], path: &Path) -> Failure {
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
        let old: Vec<&Target> = files.iter().filter(|file| file.state != State::Fresh).collect();
        let failure = Failure::finding(
            "the generated text is not up to date",
            format!("refresh with `{command} --out {}`", typed(path)),
        );
        failure.lines(old.iter().map(|file| sentence(file)))
    }
}
