//! `errcat check --watch`: checks again whenever a file of the folder is saved.

use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

use errcat_compiler::diagnostic::quote;
use errcat_compiler::{File, load};
use notify::{Event, RecursiveMode, Watcher};

use super::Args;
use crate::output::quote::shown;
use crate::output::{Failure, Format, Output};

/// Editors save in several steps; what comes within this time is one change.
const ONE_CHANGE: Duration = Duration::from_millis(50);

/// Checks until somebody ends it, or nobody reads it. What cannot be watched is misuse.
pub fn watch(args: &Args, format: Format) -> ExitCode {
    let (sender, receiver) = mpsc::channel();
    // A folder that is not there is refused in the words of `check`.
    if let Err(refused) = super::run(args, format) {
        return refused.emit();
    }
    // That a file is read happens with every check.
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
            if let Err(exit) = super::run(args, format).unwrap_or_else(|why_not| why_not).print() {
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

/// All that a check looks at, so that a file which is only touched is no change.
fn contents(args: &Args) -> Vec<(String, Result<Vec<u8>, String>)> {
    let files = load::load(&args.folder, "").files;
    files.into_iter().map(|File { path, content }| (path, content)).collect()
}
