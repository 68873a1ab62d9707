//! Files that are to be written, and the folder that they are written into.
//!
//! The folder holds a list of what was written, so that the next run can remove what is no longer planned, and nothing else.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fmt, fs};

/// The name of the list in a folder: one path a line.
pub const LIST: &str = ".errcat-docs";

/// A file to be written: a path, and the function that makes its text.
pub struct PlannedFile<'a> {
    path: String,
    make: Box<dyn Fn() -> String + Send + Sync + 'a>,
}

impl<'a> PlannedFile<'a> {
    /// Plans a file. The path is relative, with `/` between its parts, and stays inside the folder.
    pub fn new(path: impl Into<String>, make: impl Fn() -> String + Send + Sync + 'a) -> Self {
        let path = path.into();
        debug_assert!(stays_inside(&path), "{path} leads out of the folder");
        Self { path, make: Box::new(make) }
    }

    /// Returns the path below the folder.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Makes the text.
    #[must_use]
    pub fn text(&self) -> String {
        (self.make)()
    }
}

impl fmt::Debug for PlannedFile<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PlannedFile").field("path", &self.path).finish_non_exhaustive()
    }
}

/// A folder that plans may be written into.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
    /// What was written before.
    old: BTreeSet<String>,
}

/// The numbers of files that [`Folder::write`] planned, wrote and removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Changes {
    /// The number of planned files.
    pub files: usize,
    /// The number of files that are new or whose text changed.
    pub written: usize,
    /// The number of files that were removed.
    pub removed: usize,
}

/// Why a plan cannot be written.
#[derive(Debug)]
#[non_exhaustive]
pub enum FolderError {
    /// The folder holds files, but no list.
    NotOurs,
    /// A file or folder cannot be read or written.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        error: io::Error,
    },
}

impl FolderError {
    fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Io { path: path.to_owned(), error }
    }
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOurs => f.pad("the folder is not empty, and errcat has not written it"),
            Self::Io { path, error } => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for FolderError {}

impl Folder {
    /// Opens a folder that does not exist, is empty, or holds a list. Writes nothing.
    ///
    /// # Errors
    ///
    /// If the folder holds other files, or cannot be read.
    pub fn open(root: &Path) -> Result<Self, FolderError> {
        let old = match fs::read_to_string(root.join(LIST)) {
            Ok(list) => list.lines().filter(|path| stays_inside(path)).map(str::to_owned).collect(),
            Err(error) if error.kind() == ErrorKind::NotFound => match fs::read_dir(root).map(|mut all| all.next()) {
                Ok(Some(_)) => return Err(FolderError::NotOurs),
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(FolderError::at(root)(error)),
                _ => BTreeSet::new(),
            },
            Err(error) => return Err(FolderError::at(root)(error)),
        };
        Ok(Self { root: root.to_owned(), old })
    }

    /// Writes the files whose text differs and removes files of an earlier plan. Calls `on_file` after each file, on any thread.
    ///
    /// # Errors
    ///
    /// If a file cannot be written or removed. The list then names every file that may exist.
    pub fn write(&self, files: &[PlannedFile<'_>], on_file: &(dyn Fn() + Sync)) -> Result<Changes, FolderError> {
        let new: BTreeSet<&str> = files.iter().map(PlannedFile::path).collect();
        debug_assert_eq!(new.len(), files.len(), "each path is planned once");
        // If a step fails, the list still names every file that may exist.
        let both: BTreeSet<&str> = new.iter().copied().chain(self.old.iter().map(String::as_str)).collect();
        self.list(&both)?;
        let gone: Vec<&String> = self.old.iter().filter(|path| !new.contains(path.as_str())).collect();
        let mut removed = 0;
        for path in gone {
            removed += self.remove(path)?;
        }
        let written = self.write_all(files, on_file)?;
        self.list(&new)?;
        Ok(Changes { files: files.len(), written, removed })
    }

    /// Makes and writes the texts on as many threads as the machine runs at once.
    fn write_all(&self, files: &[PlannedFile<'_>], on_file: &(dyn Fn() + Sync)) -> Result<usize, FolderError> {
        let (next, written) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let failure = Mutex::new(None);
        let work = || {
            while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                let path = self.root.join(&file.path);
                match write_if_changed(&path, &file.text()) {
                    Ok(changed) => written.fetch_add(usize::from(changed), Ordering::Relaxed),
                    Err(error) => {
                        next.store(files.len(), Ordering::Relaxed);
                        failure.lock().expect("no thread panics").get_or_insert(FolderError::at(&path)(error));
                        return;
                    }
                };
                on_file();
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

    fn list(&self, files: &BTreeSet<&str>) -> Result<(), FolderError> {
        let list: String = files.iter().flat_map(|path| [path, "\n"]).collect();
        let path = self.root.join(LIST);
        write_if_changed(&path, &list).map(drop).map_err(FolderError::at(&path))
    }

    /// Removes a file, and its folder if that is empty then.
    fn remove(&self, path: &str) -> Result<usize, FolderError> {
        let path = self.root.join(path);
        match fs::remove_file(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
            Err(error) => return Err(FolderError::at(&path)(error)),
        }
        if let Some(folder) = path.parent().filter(|folder| *folder != self.root) {
            // A folder with other files stays.
            let _ = fs::remove_dir(folder);
        }
        Ok(1)
    }
}

/// Returns whether a path leads to a file below the folder. Somebody may have edited the list.
fn stays_inside(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Writes a text into a file unless the file has it already, and returns whether it did. Missing folders are created.
///
/// # Errors
///
/// If the file cannot be read or written.
pub fn write_if_changed(file: &Path, text: &str) -> io::Result<bool> {
    // A pipe, such as `/dev/stdout`, may never end.
    let pipe = fs::metadata(file).is_ok_and(|data| !data.is_file());
    if !pipe {
        match fs::read(file) {
            Ok(old) if old == text.as_bytes() => return Ok(false),
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    if let Some(parent) = file.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(file, text)?;
    Ok(true)
}
