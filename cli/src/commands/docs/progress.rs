//! A progress bar, on a terminal only.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::output::Format;

/// A line on stderr that disappears when the work is done; nothing if stderr is not a terminal.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    /// Starts with the compilation, which has no steps to count.
    pub fn start(format: Format) -> Self {
        if format != Format::Text || !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::new_spinner().with_message("compiling");
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(Some(bar))
    }

    /// Starts counting files.
    pub fn files(&self, number: usize) {
        if let Some(bar) = &self.0 {
            bar.set_length(number as u64);
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} files, {elapsed}") {
                bar.set_style(style);
            }
        }
    }

    /// Counts one file.
    pub fn step(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }

    /// Removes the line.
    pub fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.finish();
    }
}
