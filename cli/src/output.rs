//! What a command says, and the one place that prints it.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use serde::Serialize;

use crate::style::{ERROR, GOOD, paint};

/// How results are written: for people, or for machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// JSON in a stable shape
    Json,
    /// SARIF 2.1.0, of `check`
    Sarif,
    /// Annotations of GitHub Actions, of `check` and `diff`
    Github,
}

impl Format {
    /// A result: as text, or as JSON.
    pub fn write(self, text: impl FnOnce() -> String, json: impl FnOnce() -> String) -> String {
        match self {
            Self::Json => json(),
            // Only `check` and `diff` are asked for the others.
            _ => text(),
        }
    }
}

/// A value as JSON: two spaces to a level, members in the documented order, a line feed at the end.
pub fn json(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("keys are texts, and writing to memory does not fail");
    text.push('\n');
    text
}

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

/// Lines that say which files were written.
pub fn written(files: &[String]) -> String {
    files.iter().map(|file| [file, " written\n"].concat()).collect()
}

/// Everything that a command says.
#[derive(Debug)]
pub struct Output {
    /// The result.
    pub stdout: String,
    /// Why there is no result, or not the one that was hoped for.
    pub stderr: String,
    /// How it went.
    pub exit: Exit,
}

impl Output {
    /// A result and nothing else.
    pub fn new(stdout: String, exit: Exit) -> Self {
        Self { stdout, stderr: String::new(), exit }
    }

    /// Prints, and exits. A reader that has read enough is no error.
    pub fn emit(self) -> ExitCode {
        self.print().err().unwrap_or(self.exit).into()
    }

    /// Prints, without colours where they are not wanted; how to exit if there is nowhere to print any more.
    pub fn print(&self) -> Result<(), Exit> {
        let written = if self.stdout.contains('\x1b') {
            write(&mut anstream::stdout().lock(), &self.stdout)
        } else {
            // There is nothing to take out: as it is, byte for byte.
            write(&mut std::io::stdout().lock(), &self.stdout)
        };
        let _ = write(&mut anstream::stderr().lock(), &self.stderr);
        written.map_err(|error| {
            if error.kind() == ErrorKind::BrokenPipe {
                return self.exit;
            }
            let message = format!("the output cannot be written: {error}");
            let failure = Failure::misuse(message, "make room, or write it elsewhere");
            let _ = write(&mut anstream::stderr().lock(), &Self::from(failure).stderr);
            Exit::Misuse
        })
    }
}

fn write(stream: &mut impl Write, text: &str) -> std::io::Result<()> {
    stream.write_all(text.as_bytes())?;
    stream.flush()
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
}

impl From<Failure> for Output {
    fn from(failure: Failure) -> Self {
        let Failure { exit, message, lines, help } = failure;
        let mut stderr = format!("{}: {message}\n", paint(ERROR, "error"));
        for line in lines {
            stderr.extend(["  ", &line, "\n"]);
        }
        stderr.extend([&paint(GOOD, "help"), ": ", &help, "\n"]);
        Self { stdout: String::new(), stderr, exit }
    }
}
