//! Tasks of the project, for contributors and for CI.

mod api;
mod arrows;
mod bless;
mod cycles;
mod fresh;
mod modules;
mod mutants;
mod once;
mod release;
mod shell;

use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask TASK

  bless     rewrite generated files and expected results: code, goldens, transcripts, messages of rustc, API
  fresh     check that generated files are up to date
  api       write the public items of the libraries to api/; `api --check` compares them
  arrows    check which crates depend on which, and that no circular use of files crosses a folder
  once      check that cargo builds no crate of errcat twice
  mutants   change the code in many places, and show the changes that no test notices (`--seed`, `--count`)
  slow      run the tests that run cargo again: the README, crates that depend on errcat
  package   build the packages of the published crates; arguments go to `cargo package`
  release   run the checks before a release";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["bless"] => bless::bless(),
        ["fresh"] => fresh::check(),
        ["api"] => api::write(),
        ["api", "--check"] => api::check(),
        ["arrows"] => arrows::check(),
        ["once"] => once::check(),
        ["mutants", ref arguments @ ..] => mutants::run(arguments),
        ["slow", ref filter @ ..] => shell::cargo("test -p errcat-slow-tests").args(filter).run(),
        ["package", ref arguments @ ..] => release::package(arguments),
        ["release"] => release::check(),
        _ => {
            println!("{HELP}");
            return if arguments.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
