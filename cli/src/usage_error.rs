//! Arguments that were not understood: clap's words in our order, so that the suggestion is the last line of stderr.

use clap::CommandFactory;
use clap::error::ErrorKind;

use crate::cli::Cli;
use crate::output::style::{GOOD, paint};
use crate::output::{Exit, Failure, Output};

/// What to print for an error of clap, which asking for help or for the version is, too.
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
        _ => misuse(&error.render().to_string()).into(),
    }
}

/// clap writes paragraphs: what is wrong, tips, the usage, and where to find help.
fn misuse(text: &str) -> Failure {
    let mut paragraphs = text.split("\n\n").map(str::trim_end).filter(|paragraph| !paragraph.is_empty());
    let mut message = paragraphs.next().unwrap_or_default().lines();
    let first = message.next().unwrap_or_default();
    let mut lines: Vec<String> = message.map(|line| line.trim().to_owned()).collect();
    let mut usage = String::new();
    let mut tips = Vec::new();
    for paragraph in paragraphs {
        if paragraph.trim_start().starts_with("tip:") {
            tips.extend(paragraph.lines().map(|line| line.trim().trim_start_matches("tip:").trim().to_owned()));
        } else if let Some(shown) = paragraph.strip_prefix("Usage:") {
            shown.trim().clone_into(&mut usage);
        }
    }
    let help = tips.pop().unwrap_or_else(|| {
        let command: Vec<&str> =
            usage.split_whitespace().take_while(|word| !word.starts_with(['-', '[', '<'])).collect();
        let command = if command.is_empty() { asked() } else { command.join(" ") };
        format!("see `{command} --help`")
    });
    lines.extend(tips);
    if !usage.is_empty() {
        lines.push(format!("usage: {usage}"));
    }
    Failure::misuse(first.trim_start_matches("error: "), help).lines(lines)
}

/// The command that was asked for: what clap says of a wrong value does not name it.
fn asked() -> String {
    let commands = Cli::command();
    let named = std::env::args_os().skip(1).find_map(|word| commands.find_subcommand(word));
    named.map_or_else(|| "errcat".to_owned(), |command| format!("errcat {}", command.get_name()))
}
