//! Commands that tasks run, in the folder of the repository.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// Returns the folder of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the repository")
}

/// Returns the folder that cargo builds into.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A command that prints what it runs.
pub struct Shell(Command);

/// Returns a cargo command; its arguments are separated by spaces.
pub fn cargo(arguments: &str) -> Shell {
    command("cargo", arguments)
}

/// Returns a command; its arguments are separated by spaces.
pub fn command(program: &str, arguments: &str) -> Shell {
    let mut command = Command::new(program);
    command.args(arguments.split_whitespace()).current_dir(root());
    Shell(command)
}

impl Shell {
    /// Adds arguments.
    pub fn args<S: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        self.0.args(arguments);
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.0.env(name, value);
        self
    }

    /// Removes an environment variable.
    pub fn without(mut self, name: &str) -> Self {
        self.0.env_remove(name);
        self
    }

    /// Runs the command with the output of this process.
    ///
    /// # Errors
    ///
    /// The command cannot be started, or fails.
    pub fn run(mut self) -> Result<()> {
        let shown = self.shown();
        println!("$ {shown}");
        let status = self.0.status().with_context(|| format!("`{shown}` does not start"))?;
        ensure!(status.success(), "`{shown}` failed");
        Ok(())
    }

    /// Runs the command and returns its standard output.
    ///
    /// # Errors
    ///
    /// The command cannot be started, fails, or prints something other than UTF-8.
    pub fn read(mut self) -> Result<String> {
        let shown = self.shown();
        let output = self.0.output().with_context(|| format!("`{shown}` does not start"))?;
        ensure!(output.status.success(), "`{shown}` failed\n{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).with_context(|| format!("`{shown}` prints something other than UTF-8"))
    }

    fn shown(&self) -> String {
        let words = std::iter::once(self.0.get_program()).chain(self.0.get_args());
        words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
    }
}
