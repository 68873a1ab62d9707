//! How far the work is, on a terminal and for people.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::output::Format;

/// A line on stderr that is gone when the work is done; nothing where nobody looks.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    /// Catalogs are read and compiled first, which has no steps to count.
    pub fn start(format: Format) -> Self {
        if format != Format::Text || !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::new_spinner().with_message("compiling");
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(Some(bar))
    }

    /// From now on files are written, so many.
    pub fn files(&self, number: usize) {
        if let Some(bar) = &self.0 {
            bar.set_length(number as u64);
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} files, {elapsed}") {
                bar.set_style(style);
            }
        }
    }

    /// One more is written.
    pub fn step(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }

    /// Takes the line away.
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
