//! Arguments that clap refuses, in the words of our other messages: what is wrong first, what to type last.

use std::error::Error;

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use errcat_compiler::Suggest;

use crate::cli::Cli;
use crate::output::quote::backticked;
use crate::output::style::{GOOD, paint};
use crate::output::{Exit, Failure, Output};

/// Returns the output for an error of clap. clap also reports help and the version as errors; they become results.
pub fn output(error: &clap::Error) -> Output {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            Output::new(error.render().ansi().to_string(), Exit::Fine)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let help =
                format!("{}\n{}: try `errcat explain CARD_DECLINED`\n", error.render().ansi(), paint(GOOD, "help"));
            Output { stdout: String::new(), stderr: help, exit: Exit::Misuse }
        }
        _ => failure(error).into(),
    }
}

fn failure(error: &clap::Error) -> Failure {
    let valid = all(error, ContextKind::ValidValue);
    let usage = all(error, ContextKind::Usage);
    let usage = usage.iter().map(|usage| usage.trim_start_matches("Usage:").trim());
    let lines = usage.filter(|usage| !usage.is_empty()).map(|usage| format!("usage: {usage}"));
    let lines = (!valid.is_empty()).then(|| format!("possible values: {}", valid.join(", "))).into_iter().chain(lines);
    Failure::misuse(message(error), help(error)).lines(lines)
}

fn message(error: &clap::Error) -> String {
    let argument = backticked(all(error, ContextKind::InvalidArg).iter().map(String::as_str));
    let value = all(error, ContextKind::InvalidValue).concat();
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!(
                "unknown command {}",
                backticked(all(error, ContextKind::InvalidSubcommand).iter().map(String::as_str))
            )
        }
        ErrorKind::UnknownArgument => format!("unexpected argument {argument}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} needs a value"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let reason = error.source().map_or_else(String::new, |reason| format!(": {reason}"));
            format!("invalid value `{value}` for {argument}{reason}")
        }
        ErrorKind::MissingRequiredArgument => format!("missing {argument}"),
        ErrorKind::ArgumentConflict => {
            let other = backticked(all(error, ContextKind::PriorArg).iter().map(String::as_str));
            match &*other {
                _ if other == argument => format!("{argument} is given twice"),
                "" => format!("{argument} cannot be used with the other arguments"),
                other => format!("{argument} cannot be used with {other}"),
            }
        }
        ErrorKind::InvalidUtf8 => "an argument is not UTF-8".to_owned(),
        kind => kind.as_str().unwrap_or("invalid arguments").to_owned(),
    }
}

/// The nearest name or value, clap's own tip, or where the arguments are described.
fn help(error: &clap::Error) -> String {
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    // clap puts the most similar one last.
    if let Some(near) = near.into_iter().find_map(|kind| all(error, kind).pop()) {
        return Suggest::ask(near);
    }
    all(error, ContextKind::Suggested).pop().unwrap_or_else(|| format!("see `{} --help`", command()))
}

/// The texts that clap gives for a part of an error.
fn all(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

/// The command that was asked for; clap does not name it for a wrong value.
fn command() -> String {
    let commands = Cli::command();
    let named = std::env::args_os().skip(1).find_map(|word| commands.find_subcommand(word));
    named.map_or_else(|| "errcat".to_owned(), |command| format!("errcat {}", command.get_name()))
}
