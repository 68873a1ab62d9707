//! `errcat lock`: records what a release promises, and checks later versions against it.

mod merge;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use errcat_compiler::Compilation;
use errcat_compiler::quote;
use errcat_tools::diff::{Change, Comparison, LOCK_FILE, Snapshot, lock_text_with, read_lock};
use errcat_tools::files::FolderLock;

use super::diff::report;
use crate::args::catalogs::without_errors;
use crate::args::folder;
use crate::output::files::{State, Target, compare, read_lock_text, sentence};
use crate::output::quote::{backticked, shown, typed};
use crate::output::style::{GOOD, paint};
use crate::output::{Exit, Failure, Format, Output};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder of a catalog, or a folder of such folders
    #[arg(value_name = "DIR", default_value = "catalog")]
    folder: PathBuf,

    /// Write nothing; exit with 1 if a catalog has no lock or breaks a promise of its lock
    #[arg(long)]
    check: bool,

    /// Confirm that these codes mean the same errors as before, although their messages became other sentences
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',', conflicts_with = "check")]
    reworded: Vec<String>,

    /// Merge each lock that git left in conflict; the promises of both sides stay
    #[arg(long, conflicts_with_all = ["check", "reworded"])]
    merge: bool,
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    if args.merge {
        return merge::run(&args.folder, format);
    }
    if let Some(folder) = args.reworded.iter().find(|id| Path::new(id).is_dir()) {
        let message = format!("{} is a folder, and no code has this id", quote(folder));
        let help = format!("name the folder first: `errcat lock {} --reworded ID`", typed(folder));
        return Err(Failure::misuse(message, help).into());
    }
    // Reports a folder that is missing.
    folder::load(&args.folder, "errcat lock")?;
    let guard = if args.check { None } else { Some(alone(&args.folder)?) };
    let compilation = without_errors(folder::compile(&args.folder, "errcat lock")?)?;
    let locks = args.locks(compilation)?;
    let comparisons: Vec<Comparison<'_>> = locks.iter().flat_map(Lock::comparisons).collect();
    args.confirmed(&comparisons)?;
    let open = |change: &&Change| !args.reworded.contains(&change.name);
    let open = comparisons.iter().flat_map(Comparison::to_review).filter(open).count();
    let allowed = open == 0 && comparisons.iter().all(Comparison::is_allowed);
    // All locks are written, or none.
    let guard = guard.filter(|_| allowed);
    let target = |lock: &Lock| lock.target(guard.as_ref(), &args.reworded);
    let files = locks.iter().map(target).collect::<Result<Vec<_>, _>>()?;
    let missing: Vec<&Target> = files.iter().filter(|file| args.check && file.state == State::Missing).collect();
    let text = || {
        let tells = |comparison: &&Comparison<'_>| !comparison.changes.is_empty() || comparison.version_decreased();
        let changed = comparisons.iter().filter(tells);
        let mut text = changed.map(|one| report::one(one, open > 0)).collect::<Vec<_>>().join("\n");
        if open > 0 {
            text += &args.confirm(&comparisons);
        }
        if guard.is_some() {
            text.extend(files.iter().map(|file| sentence(file) + "\n"));
        } else if text.is_empty() && missing.is_empty() {
            text = format!("{}: all promises are kept\n", paint(GOOD, "ok"));
        }
        text
    };
    let stdout = format.write(text, || report::locked(&comparisons, &files, allowed));
    if !missing.is_empty() {
        let help = format!("run `errcat lock {}` with each release", typed(&args.folder));
        let failure = Failure::finding("a catalog has no lock", help).lines(missing.into_iter().map(sentence));
        return Err(Output { stdout, ..failure.into() });
    }
    Ok(Output::new(stdout, if allowed { Exit::Fine } else { Exit::Findings }))
}

/// Waits until no other run writes into the folder, so that each reads what the one before has written.
fn alone(folder: &Path) -> Result<FolderLock, Failure> {
    FolderLock::acquire(folder).map_err(|error| unusable(folder, &error))
}

/// A catalog, and the promises of its last release.
struct Lock {
    file: PathBuf,
    /// The text of the file; `None` before the first release.
    text: Option<String>,
    /// What the text holds.
    old: Option<Snapshot>,
    new: Snapshot,
}

impl Args {
    fn locks(&self, compilation: Compilation) -> Result<Vec<Lock>, Failure> {
        let lock = |new: Snapshot| {
            let file = self.folder.join(new.folder()).join(LOCK_FILE);
            let text = match read_lock_text(&file) {
                Ok(text) => Some(text),
                Err(error) if error.kind() == ErrorKind::NotFound => None,
                Err(error) => return Err(unusable(&file, &error)),
            };
            let old = text.as_ref().map(|text| read_lock(text, &shown(&file))).transpose()?;
            Ok(Lock { file, text, old, new })
        };
        Snapshot::all(compilation).into_iter().map(lock).collect()
    }

    /// Checks that each id of `--reworded` has a message to confirm.
    fn confirmed(&self, comparisons: &[Comparison<'_>]) -> Result<(), Failure> {
        let ids: Vec<&str> =
            comparisons.iter().flat_map(Comparison::to_review).map(|change| change.name.as_str()).collect();
        let Some(id) = self.reworded.iter().find(|id| !ids.contains(&id.as_str())) else { return Ok(()) };
        let help = match &ids[..] {
            [] => "remove `--reworded`: no message became another sentence".to_owned(),
            ids => format!("confirm {}", backticked(ids.iter().copied())),
        };
        Err(Failure::misuse(format!("{} has no message to confirm", quote(id)), help))
    }

    /// Returns how to confirm that codes still mean the same errors.
    fn confirm(&self, comparisons: &[Comparison<'_>]) -> String {
        let all = comparisons.iter().flat_map(Comparison::to_review);
        let ids: Vec<&str> = all.map(|change| change.name.as_str()).collect();
        let command = format!("errcat lock {} --reworded {}", typed(&self.folder), ids.join(" "));
        format!("{}: if so, run `{command}`; otherwise add a code for the new error\n", paint(GOOD, "help"))
    }
}

impl Lock {
    fn comparisons(&self) -> Vec<Comparison<'_>> {
        self.old
            .as_ref()
            .map_or(Vec::new(), |old| Comparison::all(std::slice::from_ref(old), std::slice::from_ref(&self.new)))
    }

    /// Compares the file with the text that it should have, and writes it under a guard.
    fn target(&self, guard: Option<&FolderLock>, reworded: &[String]) -> Result<Target, Failure> {
        // Comparing takes seconds for ten thousand codes.
        let comparisons = if reworded.is_empty() { Vec::new() } else { self.comparisons() };
        let own = comparisons.iter().flat_map(Comparison::to_review).map(|change| change.name.clone());
        let own: Vec<String> = own.filter(|id| reworded.contains(id)).collect();
        let text = lock_text_with(&self.new, self.old.as_ref(), &own);
        let state = match guard {
            Some(guard) => put(guard, &self.file, self.text.as_deref(), &text),
            None => compare(&self.file, &text),
        };
        let state = state.map_err(|error| unusable(&self.file, &error))?;
        Ok(Target::new(&self.new.catalog, &self.file, state))
    }
}

/// Writes a lock unless it has the text already, or somebody has changed it since it was read.
fn put(guard: &FolderLock, file: &Path, old: Option<&str>, text: &str) -> std::io::Result<State> {
    let state = compare(file, text)?;
    if state == State::UpToDate {
        return Ok(state);
    }
    guard.replace(file, old.map(str::as_bytes), text.as_bytes()).map(|()| State::Written)
}

fn unusable(file: &Path, error: &std::io::Error) -> Failure {
    let help = match error.kind() {
        ErrorKind::ResourceBusy | ErrorKind::WouldBlock => "run the command again",
        _ => "make the file readable and writable",
    };
    Failure::misuse(format!("{}: {error}", quote(&shown(file))), help)
}
