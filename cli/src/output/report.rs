//! The output of a command, and the one place that prints it.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use super::failure::{Exit, Failure};

/// The format of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Text for people
    Text,
    /// JSON in a stable shape
    Json,
    /// SARIF 2.1.0, of `check`
    Sarif,
    /// Annotations of GitHub Actions, of `check` and `diff`
    Github,
}

impl Format {
    /// Returns a result as text or as JSON.
    pub fn write(self, text: impl FnOnce() -> String, json: impl FnOnce() -> String) -> String {
        match self {
            Self::Json => json(),
            // Only `check` and `diff` have the other formats, and they do not call this.
            _ => text(),
        }
    }
}

/// Everything that a command prints, and its exit code.
#[derive(Debug)]
pub struct Output {
    /// The result.
    pub stdout: String,
    /// Why there is no result.
    pub stderr: String,
    /// The exit code.
    pub exit: Exit,
}

impl Output {
    /// Returns an output with a result and an empty stderr.
    pub fn new(stdout: String, exit: Exit) -> Self {
        Self { stdout, stderr: String::new(), exit }
    }

    /// Prints, and returns the exit code. A reader that closes the pipe early is not an error.
    pub fn emit(self) -> ExitCode {
        self.print().err().unwrap_or(self.exit).into()
    }

    /// Prints, with colors only where the stream shows them. Returns the exit code if stdout cannot be written.
    pub fn print(&self) -> Result<(), Exit> {
        let written = if self.stdout.contains('\x1b') {
            write(&mut anstream::stdout().lock(), &self.stdout)
        } else {
            // Without colors nothing has to be removed: byte for byte.
            write(&mut std::io::stdout().lock(), &self.stdout)
        };
        let _ = write(&mut anstream::stderr().lock(), &self.stderr);
        written.map_err(|error| {
            if error.kind() == ErrorKind::BrokenPipe {
                return self.exit;
            }
            let message = format!("the output cannot be written: {error}");
            let failure = Failure::misuse(message, "free some space, or write to another place");
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
