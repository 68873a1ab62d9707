//! The `errcat` command: the everyday tool around catalogs, and the third door into the compiler.
//!
//! It reads files, prints and exits; rules live in the compiler, and what a code says comes from the same tables and the
//! same code that services link. One command is one file of functions from arguments to an [`output::Output`]; only
//! [`output::Output::emit`] prints.

mod catalogs;
mod check;
mod classify;
mod cli;
mod diff;
mod docs;
mod examples;
mod expand;
mod explain;
mod export;
mod file;
mod find;
mod folder;
mod github;
mod given;
mod init;
mod list;
mod lock;
mod lookup;
mod manual;
mod misuse;
mod new;
mod output;
mod profile;
mod record;
mod redirect;
mod render;
mod retry;
mod schema;
mod shell;
mod style;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match cli::Cli::try_parse() {
        Ok(cli) => cli.run(),
        Err(error) => misuse::output(&error).emit(),
    }
}
