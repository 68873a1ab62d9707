//! A message about a command that has no result, and exit codes.

use std::process::ExitCode;

use errcat_tools::Problem;

use super::style::{ERROR, GOOD, paint};

/// The exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Success.
    Fine = 0,
    /// Findings, or nothing was found.
    Findings = 1,
    /// Wrong arguments, or a file that cannot be read or written.
    Misuse = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// A message for stderr. Its last line is the help, which says what to type.
#[derive(Debug)]
pub struct Failure {
    /// `Findings` if nothing was found, otherwise `Misuse`.
    pub exit: Exit,
    /// What is wrong: lower case, no final period, backticks around the user's text.
    pub message: String,
    /// Lines between message and help.
    pub lines: Vec<String>,
    /// What to type instead, in one line.
    pub help: String,
}

impl From<Problem> for Failure {
    fn from(Problem { message, help }: Problem) -> Self {
        Self::misuse(message, help.unwrap_or_default())
    }
}

impl Failure {
    /// Returns a failure with exit code 2.
    pub fn misuse(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { exit: Exit::Misuse, message: message.into(), lines: Vec::new(), help: help.into() }
    }

    /// Returns a failure with exit code 1.
    pub fn finding(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { exit: Exit::Findings, ..Self::misuse(message, help) }
    }

    /// Adds lines between message and help.
    pub fn lines(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.lines.extend(lines);
        self
    }

    /// Returns the text for stderr.
    pub fn text(&self) -> String {
        let mut text = format!("{}: {}\n", paint(ERROR, "error"), self.message);
        for line in &self.lines {
            text.extend(["  ", line, "\n"]);
        }
        text.extend([&paint(GOOD, "help"), ": ", &self.help, "\n"]);
        text
    }
}
