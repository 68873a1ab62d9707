//! Why a command gives no result, and how it exits.

use std::process::ExitCode;

use errcat_tools::Problem;

use super::style::{ERROR, GOOD, paint};

/// The exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Fine = 0,
    /// There are findings, or what was asked for is not known.
    Findings = 1,
    /// The command was not understood, or could not do its work.
    Misuse = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command gives no result, for stderr. The help comes last: it says what to type.
#[derive(Debug)]
pub struct Failure {
    /// `Findings` for what is not known, `Misuse` for the rest.
    pub exit: Exit,
    /// What is wrong: lower case, no final period, backticks around the user's text.
    pub message: String,
    /// Lines below it.
    pub lines: Vec<String>,
    /// What to type instead, in one line.
    pub help: String,
}

impl From<Problem> for Failure {
    fn from(Problem { message, help, .. }: Problem) -> Self {
        Self::misuse(message, help)
    }
}

impl Failure {
    /// The command cannot be carried out as it was given.
    pub fn misuse(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { exit: Exit::Misuse, message: message.into(), lines: Vec::new(), help: help.into() }
    }

    /// There is an answer, and it is no.
    pub fn finding(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { exit: Exit::Findings, ..Self::misuse(message, help) }
    }

    /// Lists things between message and help.
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
