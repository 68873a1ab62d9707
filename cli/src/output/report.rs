//! What a command says, and the one place that prints it.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use super::failure::{Exit, Failure};

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
            let _ = write(&mut anstream::stderr().lock(), &failure.text());
            Exit::Misuse
        })
    }
}

fn write(stream: &mut impl Write, text: &str) -> std::io::Result<()> {
    stream.write_all(text.as_bytes())?;
    stream.flush()
}

impl From<Failure> for Output {
    fn from(failure: Failure) -> Self {
        Self { stdout: String::new(), stderr: failure.text(), exit: failure.exit }
    }
}
