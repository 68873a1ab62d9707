//! The commands and the options that all of them take.

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::commands::{
    check, classify, diff, docs, expand, explain, export, init, list, lock, lookup, man, new, redirect, render, retry,
    schema,
};
use crate::examples;
use crate::output::{Failure, Format, Output};

/// Check, explain, document and export error-code catalogs
///
/// Exit codes: 0 success; 1 findings, or nothing was found; 2 wrong arguments, or a file cannot be read or written. On exit code
/// 2, stdout is empty and the last line of stderr says what to type instead.
#[derive(Debug, Parser)]
#[command(name = "errcat", version, arg_required_else_help = true, after_help = examples::ALL)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,

    /// How to write results: text for people, or JSON in a stable shape. Errors are always text on stderr
    #[arg(long, global = true, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    format: Format,

    #[command(flatten)]
    color: colorchoice_clap::Color,
}

impl Cli {
    /// Runs the command and prints its output.
    pub fn run(self) -> ExitCode {
        self.color.write_global();
        match &self.command {
            Command::Check(args) if args.watch => check::watch(args, self.format),
            _ => self.output().emit(),
        }
    }

    fn output(&self) -> Output {
        let format = self.format;
        if format != Format::Text && matches!(self.command, Command::Completions(_)) {
            return Failure::misuse("completions are a shell script and have no other format", "leave out `--format`")
                .into();
        }
        let only = match (format, &self.command) {
            (_, Command::Check(_)) | (Format::Text | Format::Json, _) | (Format::Github, Command::Diff(_)) => None,
            (Format::Github, _) => Some("only `errcat check` and `errcat diff` write GitHub annotations"),
            (Format::Sarif, _) => Some("only `errcat check` writes SARIF"),
        };
        if let Some(only) = only {
            return Failure::misuse(only, "use `--format json`").into();
        }
        let output = match &self.command {
            Command::Check(args) => check::run(args, format),
            Command::Explain(args) => explain::run(args, format),
            Command::List(args) => list::run(args, format),
            Command::Search(args) => list::search(args, format),
            Command::Lookup(args) => lookup::run(args, format),
            Command::Render(args) => render::run(args, format),
            Command::Classify(args) => classify::run(args, format),
            Command::Redirect(args) => redirect::run(args, format),
            Command::Retry(args) => retry::run(args, format),
            Command::Init(args) => init::run(args, format),
            Command::New(args) => new::run(args, format),
            Command::Schema(args) => Ok(schema::run(args)),
            Command::Completions(args) => Ok(man::completions(args, Self::command())),
            Command::Man(args) => man::man(args, &Self::command(), format),
            Command::Lock(args) => lock::run(args, format),
            Command::Diff(args) => diff::run(args, format),
            Command::Expand(args) => expand::run(args, format),
            Command::Export(args) => export::run(args, format),
            Command::Docs(args) => docs::run(args, format),
        };
        output.unwrap_or_else(|failure| failure)
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Create a catalog and show how to use it in a crate
    #[command(after_help = examples::INIT)]
    Init(init::Args),
    /// Add a code to a catalog, next to similar ones
    #[command(after_help = examples::NEW)]
    New(new::Args),
    /// Compile the catalogs of a folder and show every error in them
    #[command(after_help = examples::CHECK)]
    Check(check::Args),
    /// Explain a code by its name, or by an answer, a log line or a URL that contains it
    #[command(after_help = examples::EXPLAIN)]
    Explain(explain::Args),
    /// List the codes of all catalogs, or of one
    #[command(after_help = examples::LIST)]
    List(list::Args),
    /// Search ids and texts for words
    #[command(after_help = examples::SEARCH)]
    Search(list::SearchArgs),
    /// Look up a provider's code, and the id that the public may see
    #[command(after_help = examples::LOOKUP)]
    Lookup(lookup::Args),
    /// Print the body of the answer for a code, byte for byte
    #[command(after_help = examples::RENDER)]
    Render(render::Args),
    /// Recognize the code of an answer by its status and body
    #[command(after_help = examples::CLASSIFY)]
    Classify(classify::Args),
    /// Build the URL that a code or an outcome redirects to, or read such a URL
    #[command(after_help = examples::REDIRECT)]
    Redirect(redirect::Args),
    /// Show when to retry after a code, and with which idempotency key
    #[command(after_help = examples::RETRY)]
    Retry(retry::Args),
    /// Record what a release promises, or check that the catalog keeps it
    #[command(after_help = examples::LOCK)]
    Lock(lock::Args),
    /// Show the changes between two versions of catalogs, and the version number that they need
    #[command(after_help = examples::DIFF)]
    Diff(diff::Args),
    /// Print the Rust code of a catalog, or keep a file of it up to date
    #[command(after_help = examples::EXPAND)]
    Expand(expand::Args),
    /// Write a page for each code and a search: a static site, or the sources of an mdBook
    #[command(after_help = examples::DOCS)]
    Docs(docs::Args),
    /// Export a catalog for other tools: TypeScript, OpenAPI, Protobuf, CSV and others
    #[command(after_help = examples::EXPORT)]
    Export(export::Args),
    /// Print the JSON Schema of a catalog file, for completion in editors
    #[command(after_help = examples::SCHEMA)]
    Schema(schema::Args),
    /// Print the completion script of a shell
    #[command(after_help = examples::COMPLETIONS)]
    Completions(man::Completions),
    /// Write the manual pages
    #[command(after_help = examples::MAN)]
    Man(man::Man),
}
