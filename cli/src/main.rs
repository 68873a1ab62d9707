//! The `errcat` command, the everyday tool around catalogs.
//!
//! [`cli`] lists the commands. Each command is a file in [`commands`]: arguments, and a function from them to an
//! [`output::Output`]. [`args`] turns arguments into catalogs, codes and values; [`output`] turns results into text. Only
//! [`output::Output::emit`] prints. Rules live in `errcat-compiler`, texts in `errcat-tools`.

mod args;
mod cli;
mod commands;
mod examples;
mod git;
mod output;
mod usage_error;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match cli::Cli::try_parse() {
        Ok(cli) => cli.run(),
        Err(error) => usage_error::output(&error).emit(),
    }
}
