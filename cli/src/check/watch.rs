//! `errcat check --watch`: checks again whenever a file of the folder is saved.

use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

use errcat_compiler::{File, load};
use notify::{RecursiveMode, Watcher};

use super::Args;
use crate::folder::shown;
use crate::output::{Failure, Format, Output};

/// Editors save in several steps; what comes within this time is one change.
const ONE_CHANGE: Duration = Duration::from_millis(50);

/// Checks until somebody ends it. What cannot be watched is misuse.
pub fn watch(args: &Args, format: Format) -> ExitCode {
    let (sender, receiver) = mpsc::channel();
    let unwatched = |error: notify::Error| {
        let message = format!("`{}` cannot be watched: {error}", shown(&args.folder));
        Output::from(Failure::misuse(message, "check it without `--watch`"))
    };
    let watcher = notify::recommended_watcher(move |event| drop(sender.send(event)));
    let watcher = watcher.and_then(|mut watcher| {
        watcher.watch(&args.folder, RecursiveMode::Recursive)?;
        Ok(watcher)
    });
    // A folder that is not there is refused in the words of `check`.
    if let Err(refused) = super::run(args, format) {
        return refused.emit();
    }
    let _watcher = match watcher {
        Ok(watcher) => watcher,
        Err(error) => return unwatched(error).emit(),
    };
    let mut before = None;
    loop {
        let now = contents(args);
        if before.as_ref() != Some(&now) {
            super::run(args, format).unwrap_or_else(|why_not| why_not).emit();
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
