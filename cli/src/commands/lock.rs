//! `errcat lock`: records what a release promises, and checks later versions against it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use errcat_compiler::quote;
use errcat_compiler::{Compilation, Compiled};
use errcat_tools::diff::{Comparison, LOCK_FILE, Snapshot, lock_text, read_lock};

use super::diff::report;
use crate::args::catalogs::without_errors;
use crate::args::folder;
use crate::output::files::{Act, State, Target, compare, read_lock_text, sentence, write};
use crate::output::quote::{shown, typed};
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
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let compilation = without_errors(folder::compile(&args.folder, "errcat lock")?)?;
    let locks = args.locks(&compilation)?;
    let comparisons: Vec<Comparison<'_>> = locks.iter().flat_map(Lock::comparisons).collect();
    let allowed = comparisons.iter().all(Comparison::is_allowed);
    // All locks are written, or none.
    let writes = !args.check && allowed;
    let act = if writes { write } else { compare };
    let files = locks.iter().map(|lock| lock.target(act)).collect::<Result<Vec<_>, _>>()?;
    let missing: Vec<&Target> = files.iter().filter(|file| args.check && file.state == State::Missing).collect();
    let text = || {
        let tells = |comparison: &&Comparison<'_>| !comparison.changes.is_empty() || comparison.version_decreased();
        let changed = comparisons.iter().filter(tells);
        let mut text = changed.map(report::one).collect::<Vec<_>>().join("\n");
        if writes {
            text.extend(files.iter().map(|file| sentence(file) + "\n"));
        } else if text.is_empty() && missing.is_empty() {
            text = format!("{}: all promises are kept\n", paint(GOOD, "ok"));
        }
        text
    };
    let stdout = format.write(text, || report::locked(&comparisons, &files));
    if !missing.is_empty() {
        let help = format!("run `errcat lock {}` with each release", typed(&args.folder));
        let failure = Failure::finding("a catalog has no lock", help).lines(missing.into_iter().map(sentence));
        return Err(Output { stdout, ..failure.into() });
    }
    Ok(Output::new(stdout, if allowed { Exit::Fine } else { Exit::Findings }))
}

/// A catalog, and the promises of its last release.
struct Lock {
    file: PathBuf,
    /// `None` before the first release.
    old: Option<Snapshot>,
    new: Snapshot,
}

impl Args {
    fn locks(&self, compilation: &Compilation) -> Result<Vec<Lock>, Failure> {
        let lock = |(snapshot, catalog): (&Snapshot, &Compiled)| {
            let file = self.folder.join(catalog.folder()).join(LOCK_FILE);
            let old = match read_lock_text(&file) {
                Ok(text) => Some(read_lock(&text, &shown(&file))?),
                Err(error) if error.kind() == ErrorKind::NotFound => None,
                Err(error) => return Err(unusable(&file, &error)),
            };
            Ok(Lock { file, old, new: snapshot.promises() })
        };
        Snapshot::all(compilation).iter().zip(&compilation.catalogs).map(lock).collect()
    }
}

impl Lock {
    fn comparisons(&self) -> Vec<Comparison<'_>> {
        self.old
            .as_ref()
            .map_or(Vec::new(), |old| Comparison::all(std::slice::from_ref(old), std::slice::from_ref(&self.new)))
    }

    fn target(&self, act: Act) -> Result<Target, Failure> {
        let state = act(&self.file, &lock_text(&self.new)).map_err(|error| unusable(&self.file, &error))?;
        Ok(Target::new(&self.new.catalog, &self.file, state))
    }
}

fn unusable(file: &Path, error: &std::io::Error) -> Failure {
    Failure::misuse(format!("{}: {error}", quote(&shown(file))), "make the file readable and writable")
}
