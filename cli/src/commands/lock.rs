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
    /// The folder of a catalog, or a folder of such folders [default: catalog]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,

    /// Write nothing; exit with 1 if a catalog has no lock or breaks a promise of its lock
    #[arg(long)]
    check: bool,

    /// Confirm that these codes mean the same errors as before, although their messages became other sentences; `CATALOG/ID` if
    /// several catalogs have the id
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',', conflicts_with = "check")]
    reworded: Vec<String>,

    /// Merge each lock that git left in conflict; the promises of both sides stay
    #[arg(long, conflicts_with_all = ["check", "reworded"])]
    merge: bool,
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let args = &Resolved::of(args);
    if args.merge {
        return merge::run(&args.folder, format);
    }
    // Reports a folder that is missing.
    folder::load(&args.folder, "errcat lock")?;
    let guard = if args.check { None } else { Some(alone(&args.folder)?) };
    let compilation = without_errors(folder::compile(&args.folder, "errcat lock")?)?;
    let locks = args.locks(compilation)?;
    let comparisons: Vec<Comparison<'_>> = locks.iter().flat_map(Lock::comparisons).collect();
    args.confirmed(&comparisons)?;
    let confirmed = |comparison: &Comparison<'_>, change: &Change| {
        args.reworded.iter().any(|id| names(id, comparison.catalog(), &change.name))
    };
    let open = comparisons.iter().flat_map(|one| one.to_review().filter(|change| !confirmed(one, change))).count();
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
    let stdout = format.write(text, || report::locked(&comparisons, &files, allowed, open > 0));
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

/// The arguments, with the folder.
struct Resolved {
    folder: PathBuf,
    check: bool,
    merge: bool,
    reworded: Vec<String>,
}

impl Resolved {
    /// The folder can also follow the ids.
    fn of(args: &Args) -> Self {
        let Args { folder, check, merge, reworded } = args;
        let mut reworded = reworded.clone();
        let is_id = |text: &str| text.rsplit('/').next().is_some_and(|id| id.chars().all(is_of_id));
        let is_folder = |text: &str| !is_id(text) && Path::new(text).is_dir();
        let last = reworded.pop_if(|last| folder.is_none() && is_folder(last)).map(PathBuf::from);
        let folder = folder.clone().or(last).unwrap_or_else(|| PathBuf::from("catalog"));
        Self { folder, check: *check, merge: *merge, reworded }
    }

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

    /// Checks that each id of `--reworded` has one message to confirm.
    fn confirmed(&self, comparisons: &[Comparison<'_>]) -> Result<(), Failure> {
        let all = to_confirm(comparisons);
        let ids = backticked(all.iter().map(|(_, _, shown)| shown.as_str()));
        for id in &self.reworded {
            let help = match all.iter().filter(|(catalog, own, _)| names(id, catalog, own)).count() {
                1 => continue,
                0 if all.is_empty() => "remove `--reworded`: no message became another sentence".to_owned(),
                0 => format!("confirm {ids}"),
                count => {
                    let message = format!("{} has messages to confirm in {count} catalogs", quote(id));
                    return Err(Failure::misuse(message, format!("name the catalog: {ids}")));
                }
            };
            return Err(Failure::misuse(format!("{} has no message to confirm", quote(id)), help));
        }
        Ok(())
    }

    /// Returns how to confirm that codes still mean the same errors.
    fn confirm(&self, comparisons: &[Comparison<'_>]) -> String {
        let ids = to_confirm(comparisons).into_iter().map(|(_, _, shown)| shown).collect::<Vec<_>>().join(" ");
        let command = format!("errcat lock {} --reworded {ids}", typed(&self.folder));
        format!("{}: if so, run `{command}`; otherwise add a code for the new error\n", paint(GOOD, "help"))
    }
}

/// Returns whether an id can have a character.
fn is_of_id(last: char) -> bool {
    last.is_ascii_uppercase() || last.is_ascii_digit() || last == '_'
}

/// Returns whether an argument names a code of a catalog: by its id, alone or after the catalog.
fn names(argument: &str, catalog: &str, id: &str) -> bool {
    argument == id || argument.split_once('/') == Some((catalog, id))
}

/// Returns the codes with messages to confirm: the catalog, the id, and how to write it.
fn to_confirm<'c>(comparisons: &'c [Comparison<'_>]) -> Vec<(&'c str, &'c str, String)> {
    let all = || comparisons.iter().flat_map(|one| one.to_review().map(|change| (one.catalog(), change.name.as_str())));
    let is_one = |id: &str| all().filter(|(_, own)| *own == id).count() == 1;
    let shown = |catalog: &str, id: &str| if is_one(id) { id.to_owned() } else { format!("{catalog}/{id}") };
    all().map(|(catalog, id)| (catalog, id, shown(catalog, id))).collect()
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
        let is_confirmed = |id: &String| reworded.iter().any(|one| names(one, &self.new.catalog, id));
        let own: Vec<String> = own.filter(is_confirmed).collect();
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
