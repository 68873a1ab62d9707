//! `errcat completions` and `errcat man`: shell completions and manual pages, made from the arguments.

use std::fs;
use std::path::PathBuf;

use clap::Command;
use clap_complete::Shell;
use errcat_compiler::quote;
use errcat_tools::files;
use errcat_tools::json::pretty;
use serde::Serialize;

use crate::output::files::written;
use crate::output::quote::shown;
use crate::output::{Exit, Failure, Format, Output};

#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

#[derive(Debug, clap::Args)]
pub struct Man {
    /// The folder for the pages: `errcat.1` and one for each command
    #[arg(long = "out", value_name = "DIR")]
    folder: PathBuf,
}

#[derive(Serialize)]
struct Pages {
    files: Vec<String>,
}

/// Prints the completion script of a shell.
pub fn completions(args: &Completions, mut errcat: Command) -> Output {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut errcat, "errcat", &mut script);
    Output::new(String::from_utf8(script).expect("clap writes UTF-8"), Exit::Fine)
}

/// Writes the manual pages.
pub fn man(args: &Man, errcat: &Command, format: Format) -> Result<Output, Output> {
    let unwritable = |error: std::io::Error| {
        let message = format!("{} cannot be written: {error}", quote(&shown(&args.folder)));
        Output::from(Failure::misuse(message, "name a folder that can be written"))
    };
    fs::create_dir_all(&args.folder).map_err(unwritable)?;
    let mut errcat = errcat.clone().disable_help_subcommand(true);
    errcat.build();
    let mut written_files = Vec::new();
    for command in std::iter::once(&errcat).chain(errcat.get_subcommands()) {
        let page = clap_mangen::Man::new(command.clone());
        let mut text = Vec::new();
        page.render(&mut text).map_err(unwritable)?;
        let file = args.folder.join(page.get_filename());
        files::write(&file, &String::from_utf8_lossy(&text)).map_err(unwritable)?;
        written_files.push(shown(&file));
    }
    Ok(Output::new(
        format.write(|| written(&written_files), || pretty(&Pages { files: written_files.clone() })),
        Exit::Fine,
    ))
}
