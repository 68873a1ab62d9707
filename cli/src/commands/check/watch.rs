//! `errcat check --watch`: checks again whenever a file of the folder is saved.

use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

use errcat_compiler::quote;
use errcat_compiler::{File, Problem, load};
use notify::{Event, RecursiveMode, Watcher};

use super::Args;
use crate::output::quote::shown;
use crate::output::{Failure, Format, Output};

/// Editors save in several steps; events within this time are one change.
const ONE_CHANGE: Duration = Duration::from_millis(50);

/// Checks until it is stopped or nobody reads its output. A folder that cannot be watched is a failure.
pub fn watch(args: &Args, format: Format) -> ExitCode {
    let (sender, receiver) = mpsc::channel();
    // A missing folder gives the message of `check`.
    if let Err(refused) = super::run(args, format) {
        return refused.emit();
    }
    // Every check reads the files; reading is not a change.
    let is_change = |event: &notify::Result<Event>| !matches!(event, Ok(event) if event.kind.is_access());
    let watcher = notify::recommended_watcher(move |event| {
        if is_change(&event) {
            let _ = sender.send(());
        }
    });
    let watcher = watcher.and_then(|mut watcher| {
        watcher.watch(&args.folder, RecursiveMode::Recursive)?;
        Ok(watcher)
    });
    let _watcher = match watcher {
        Ok(watcher) => watcher,
        Err(error) => {
            let message = format!("{} cannot be watched: {error}", quote(&shown(&args.folder)));
            return Output::from(Failure::misuse(message, "check it without `--watch`")).emit();
        }
    };
    let mut before = None;
    loop {
        let now = contents(args);
        if before.as_ref() != Some(&now) {
            if let Err(exit) = super::run(args, format).unwrap_or_else(|failure| failure).print() {
                return exit.into();
            }
            before = Some(now);
        }
        if receiver.recv().is_err() {
            return ExitCode::SUCCESS;
        }
        while receiver.recv_timeout(ONE_CHANGE).is_ok() {}
    }
}

/// Returns all files that a check reads. A file that was saved unchanged is not a change.
fn contents(args: &Args) -> Vec<(String, Result<Vec<u8>, Problem>)> {
    let files = load(&args.folder, "").files;
    files.into_iter().map(|File { path, content, .. }| (path, content)).collect()
}
