//! The arguments.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::output::{Failure, Format, Output};
use crate::{check, classify, docs, expand, explain, list, lookup, redirect, render, retry};

/// Check, explain, list and expand error-code catalogs
///
/// Exit codes: 0 fine; 1 there are findings, or what was asked for is not known; 2 misuse, or a file could not be read or
/// written. On misuse nothing is printed on stdout, and the last line of stderr says what to type instead.
#[derive(Debug, Parser)]
#[command(name = "errcat", version, arg_required_else_help = true, after_help = EXAMPLES)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,

    /// How results are written: for people, or as JSON in a stable shape (errors are text on stderr in both)
    #[arg(long, global = true, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    format: Format,

    #[command(flatten)]
    color: colorchoice_clap::Color,
}

const EXAMPLES: &str = "\
Examples:
  errcat check catalog              what is wrong with the catalogs of a folder
  errcat explain CARD_DECLINED      what a code means, and what to do about it
  errcat explain EC0103             the same for a diagnostic of errcat itself
  errcat list ozura                 the codes of a catalog
  errcat lookup ozura iso8583 51    the code that a provider's code means
  errcat render mozarto/MISSING_FIELD --set field=pspType
                                    the body of its answer
  errcat classify mozarto --status 400 < body.json
                                    which code an answer means
  errcat redirect ozura/SYSTEM_ERROR --error-url https://a.example/error --cancel-url https://a.example/cart
                                    where it sends the customer
  errcat retry mozarto/INTERNAL_ERROR
                                    when the call is repeated
  errcat expand catalog/shop        the Rust text of a catalog
  errcat docs --out site --public   a page for each code that the public may know";

impl Cli {
    /// Does what was asked for.
    pub fn run(self) -> Output {
        self.color.write_global();
        let format = self.format;
        if matches!(format, Format::Sarif | Format::Github) && !matches!(self.command, Command::Check(_)) {
            return Failure::misuse("only findings of `errcat check` are written like that", "use `--format json`")
                .into();
        }
        let output = match &self.command {
            Command::Check(args) => check::run(args, format),
            Command::Explain(args) => explain::run(args, format),
            Command::List(args) => list::run(args, format),
            Command::Lookup(args) => lookup::run(args, format),
            Command::Render(args) => render::run(args, format),
            Command::Classify(args) => classify::run(args, format),
            Command::Redirect(args) => redirect::run(args, format),
            Command::Retry(args) => retry::run(args, format),
            Command::Expand(args) => expand::run(args, format),
            Command::Docs(args) => docs::run(args, format),
        };
        output.unwrap_or_else(|why_not| why_not)
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Compile the catalogs of a folder and show everything that is wrong with them
    Check(check::Args),
    /// Say what a code means: by its name, or by an answer, a log line or a URL that tells of it
    Explain(explain::Args),
    /// List the codes of all known catalogs, or of one
    List(list::Args),
    /// Say which code a provider's code means, and which id the public may be told
    Lookup(lookup::Args),
    /// Print the body of the answer in which a code travels, byte for byte
    Render(render::Args),
    /// Say which code an answer means, from its status and body
    Classify(classify::Args),
    /// Say where a code or an outcome sends the customer, or read the URL of the page there
    Redirect(redirect::Args),
    /// Say when a call that failed with a code is repeated, and with which idempotency key
    Retry(retry::Args),
    /// Print the Rust text of a catalog, or keep a file of it fresh
    Expand(expand::Args),
    /// Write a page for each code and a search over all: a site of static files, or the sources of an mdBook
    Docs(docs::Args),
}

/// Where codes are looked up.
#[derive(Debug, clap::Args)]
pub struct Where {
    /// Look in the catalogs of this folder instead of the bundled ones (may be given several times)
    #[arg(long = "catalog", value_name = "DIR")]
    pub folders: Vec<PathBuf>,
}
