//! The folder that is written into. It holds a list of what was written, so that the next time what is no longer said
//! can be taken away, and nothing of anybody else's.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use errcat_compiler::diagnostic::quote;
use serde::Serialize;

use super::Planned;
use super::progress::Progress;
use crate::file::{State, write};
use crate::folder::shown;
use crate::output::Failure;

/// The name of the list: a path in each line.
pub const LIST: &str = ".errcat-docs";

/// A folder of ours.
pub struct Target {
    root: PathBuf,
    /// What was written before.
    old: BTreeSet<String>,
}

/// What was done.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Changes {
    /// How many files there are.
    pub files: usize,
    /// How many of them are new or say something else than before.
    pub written: usize,
    /// How many are no longer there.
    pub removed: usize,
}

impl Target {
    /// A folder that is not there, is empty, or holds a list. Nothing is written yet.
    pub fn open(root: &Path) -> Result<Self, Failure> {
        let name = quote(&shown(root));
        let old = match fs::read_to_string(root.join(LIST)) {
            Ok(list) => list.lines().filter(|path| stays_inside(path)).map(str::to_owned).collect(),
            Err(error) if error.kind() == ErrorKind::NotFound => match fs::read_dir(root).map(|mut all| all.next()) {
                Ok(Some(_)) => {
                    let message = format!("{name} is not empty, and nothing that this command has written");
                    return Err(Failure::misuse(message, "name a new folder, or empty this one"));
                }
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(root, &error)),
                _ => BTreeSet::new(),
            },
            Err(error) => return Err(failed(root, &error)),
        };
        Ok(Self { root: root.to_owned(), old })
    }

    /// Writes what differs and takes away what is no longer planned.
    pub fn write(&self, files: &[Planned<'_>], progress: &Progress) -> Result<Changes, Failure> {
        progress.files(files.len());
        let new: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        debug_assert_eq!(new.len(), files.len(), "each path is planned once");
        // Whatever happens on the way, the list knows every file that may be there.
        let both: BTreeSet<&str> = new.iter().copied().chain(self.old.iter().map(String::as_str)).collect();
        self.list(&both)?;
        let gone: Vec<&String> = self.old.iter().filter(|path| !new.contains(path.as_str())).collect();
        let mut removed = 0;
        for path in gone {
            removed += self.remove(path)?;
        }
        let written = self.write_all(files, progress)?;
        self.list(&new)?;
        Ok(Changes { files: files.len(), written, removed })
    }

    /// Texts are made and written by as many threads as the machine runs at once.
    fn write_all(&self, files: &[Planned<'_>], progress: &Progress) -> Result<usize, Failure> {
        let (next, written) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let failure = Mutex::new(None);
        let work = || {
            while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                let path = self.root.join(&file.path);
                match write(&path, &(file.text)()) {
                    Ok(state) => written.fetch_add(usize::from(state == State::Written), Ordering::Relaxed),
                    Err(error) => {
                        next.store(files.len(), Ordering::Relaxed);
                        failure.lock().expect("no thread panics").get_or_insert(failed(&path, &error));
                        return;
                    }
                };
                progress.step();
            }
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            for _ in 1..threads.min(files.len()) {
                scope.spawn(work);
            }
            work();
        });
        match failure.into_inner().expect("no thread panics") {
            Some(failure) => Err(failure),
            None => Ok(written.into_inner()),
        }
    }

    fn list(&self, files: &BTreeSet<&str>) -> Result<(), Failure> {
        let list: String = files.iter().flat_map(|path| [path, "\n"]).collect();
        let path = self.root.join(LIST);
        write(&path, &list).map(drop).map_err(|error| failed(&path, &error))
    }

    /// Takes a file away, and its folder if that is empty then.
    fn remove(&self, path: &str) -> Result<usize, Failure> {
        let path = self.root.join(path);
        match fs::remove_file(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
            Err(error) => return Err(failed(&path, &error)),
        }
        if let Some(folder) = path.parent().filter(|folder| *folder != self.root) {
            // A folder that still holds something stays.
            let _ = fs::remove_dir(folder);
        }
        Ok(1)
    }
}

/// A path of a list, which may have been edited, leads to a file below the folder.
fn stays_inside(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    Failure::misuse(format!("{}: {error}", quote(&shown(path))), "name a folder that can be written: `--out DIR`")
}
