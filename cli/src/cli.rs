//! The arguments.

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::commands::{
    check, classify, diff, docs, expand, explain, export, init, list, lock, lookup, man, new, redirect, render, retry,
    schema,
};
use crate::examples;
use crate::output::{Failure, Format, Output};

/// Check, explain, list and expand error-code catalogs
///
/// Exit codes: 0 fine; 1 there are findings, or what was asked for is not known; 2 misuse, or a file could not be read or
/// written. On misuse nothing is printed on stdout, and the last line of stderr says what to type instead.
#[derive(Debug, Parser)]
#[command(name = "errcat", version, arg_required_else_help = true, after_help = examples::ALL)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,

    /// How results are written: for people, or as JSON in a stable shape (errors are text on stderr in both)
    #[arg(long, global = true, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    format: Format,

    #[command(flatten)]
    color: colorchoice_clap::Color,
}

impl Cli {
    /// Does what was asked for, and prints it.
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
            return Failure::misuse("completions are a script, which a shell reads as it is", "leave out `--format`")
                .into();
        }
        let only = match (format, &self.command) {
            (_, Command::Check(_)) | (Format::Text | Format::Json, _) | (Format::Github, Command::Diff(_)) => None,
            (Format::Github, _) => Some("only `errcat check` and `errcat diff` write annotations"),
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
        output.unwrap_or_else(|why_not| why_not)
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a first catalog, and say what a crate needs to use it
    #[command(after_help = examples::INIT)]
    Init(init::Args),
    /// Add a code to a catalog, in the file where its like stand
    #[command(after_help = examples::NEW)]
    New(new::Args),
    /// Compile the catalogs of a folder and show everything that is wrong with them
    #[command(after_help = examples::CHECK)]
    Check(check::Args),
    /// Say what a code means: by its name, or by an answer, a log line or a URL that tells of it
    #[command(after_help = examples::EXPLAIN)]
    Explain(explain::Args),
    /// List the codes of all known catalogs, or of one
    #[command(after_help = examples::LIST)]
    List(list::Args),
    /// Search the codes whose ids and texts hold some words
    #[command(after_help = examples::SEARCH)]
    Search(list::SearchArgs),
    /// Say which code a provider's code means, and which id the public may be told
    #[command(after_help = examples::LOOKUP)]
    Lookup(lookup::Args),
    /// Print the body of the answer in which a code travels, byte for byte
    #[command(after_help = examples::RENDER)]
    Render(render::Args),
    /// Say which code an answer means, from its status and body
    #[command(after_help = examples::CLASSIFY)]
    Classify(classify::Args),
    /// Say where a code or an outcome sends the customer, or read the URL of the page there
    #[command(after_help = examples::REDIRECT)]
    Redirect(redirect::Args),
    /// Say when a call that failed with a code is repeated, and with which idempotency key
    #[command(after_help = examples::RETRY)]
    Retry(retry::Args),
    /// Write down what a release promises, and hold later versions to it
    #[command(after_help = examples::LOCK)]
    Lock(lock::Args),
    /// Say what changed between two versions of catalogs, and which version number allows it
    #[command(after_help = examples::DIFF)]
    Diff(diff::Args),
    /// Print the Rust text of a catalog, or keep a file of it fresh
    #[command(after_help = examples::EXPAND)]
    Expand(expand::Args),
    /// Write a page for each code and a search over all: a site of static files, or the sources of an mdBook
    #[command(after_help = examples::DOCS)]
    Docs(docs::Args),
    /// Write a catalog for other tools: TypeScript, OpenAPI, Protobuf, CSV and others
    #[command(after_help = examples::EXPORT)]
    Export(export::Args),
    /// Print the JSON Schema of a file of a catalog, for completion in editors
    #[command(after_help = examples::SCHEMA)]
    Schema(schema::Args),
    /// Print the completions of a shell
    #[command(after_help = examples::COMPLETIONS)]
    Completions(man::Completions),
    /// Write the pages of the manual
    #[command(after_help = examples::MAN)]
    Man(man::Man),
}
