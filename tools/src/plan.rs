//! Files that are to be written, and the folder that they are written into.
//!
//! The folder holds a list of what was written, so that the next run can replace and remove that, and nothing else. An
//! interrupted run leaves whole files and a list that names them; the next run completes it.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fmt, fs};

use errcat_compiler::read_file;

use crate::files::{FolderLock, has_text, is_temporary, put, sweep};

/// The name of the list in a folder: one path a line, and a last line that shows that it is whole.
pub const LIST: &str = ".errcat-docs";

/// The last line of a complete list.
const END: &str = "# End of the list.";

/// The largest list that is read, in bytes.
const MAX_LIST_BYTES: usize = 64 << 20;

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
    /// A file that is planned exists, and is not in the list.
    NotListed(PathBuf),
    /// The list is cut: it lacks its last line.
    Cut(PathBuf),
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
            Self::NotListed(path) => write!(f, "{}: errcat has not written this file", path.display()),
            Self::Cut(path) => write!(f, "{}: the list of files is cut", path.display()),
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
        let folder = Self { root: root.to_owned() };
        folder.listed().map(|_| folder)
    }

    /// Writes the files whose text differs and removes files of an earlier plan. Calls `on_file` after each file, on any thread.
    /// Other runs that write into the folder wait.
    ///
    /// # Errors
    ///
    /// If a planned file exists that errcat has not written: then nothing is written. If a file cannot be written or removed, or if a
    /// folder below is a link. The list then names every file that may exist.
    pub fn write(&self, files: &[PlannedFile<'_>], on_file: &(dyn Fn() + Sync)) -> Result<Changes, FolderError> {
        fs::create_dir_all(&self.root).map_err(FolderError::at(&self.root))?;
        let _lock = FolderLock::acquire(&self.root).map_err(FolderError::at(&self.root))?;
        // Another run may have written since the folder was opened.
        let old = self.listed()?;
        let old: BTreeSet<&str> = old.iter().map(String::as_str).collect();
        let new: BTreeSet<&str> = files.iter().map(PlannedFile::path).collect();
        debug_assert_eq!(new.len(), files.len(), "each path is planned once");
        // If a step fails, the list still names every file that may exist.
        let both: BTreeSet<&str> = &new | &old;
        for folder in folders(&both) {
            self.refuse_link(folder)?;
        }
        for path in new.difference(&old).map(|path| self.root.join(path)) {
            if fs::symlink_metadata(&path).is_ok() {
                return Err(FolderError::NotListed(path));
            }
        }
        sweep(&self.root);
        for folder in folders(&both) {
            sweep(&self.root.join(folder));
        }
        // The list comes before everything else, so that the next run knows the folder.
        self.list(&both)?;
        let mut removed = 0;
        for path in old.difference(&new) {
            removed += self.remove(path)?;
        }
        let written = self.write_all(files, on_file)?;
        self.list(&new)?;
        Ok(Changes { files: files.len(), written, removed })
    }

    /// Returns the paths that earlier runs wrote.
    fn listed(&self) -> Result<BTreeSet<String>, FolderError> {
        let list = self.root.join(LIST);
        match read_file(&list, MAX_LIST_BYTES) {
            Ok(text) => {
                let text = String::from_utf8_lossy(&text);
                let paths = text.trim_end().strip_suffix(END).ok_or(FolderError::Cut(list))?;
                Ok(paths.lines().filter(|path| stays_inside(path)).map(str::to_owned).collect())
            }
            Err(error) if error.kind() == ErrorKind::NotFound => match fs::read_dir(&self.root) {
                Ok(mut entries) => {
                    let ours = entries.all(|entry| entry.is_ok_and(|entry| is_left_over(&entry)));
                    match list.try_exists() {
                        _ if ours => Ok(BTreeSet::new()),
                        // Another run has written it meanwhile.
                        Ok(true) => self.listed(),
                        _ => Err(FolderError::NotOurs),
                    }
                }
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeSet::new()),
                Err(error) => Err(FolderError::at(&self.root)(error)),
            },
            Err(error) if error.kind() == ErrorKind::NotADirectory => Err(FolderError::at(&self.root)(error)),
            Err(error) => Err(FolderError::at(&list)(error)),
        }
    }

    /// A link would lead out of the folder.
    fn refuse_link(&self, folder: &Path) -> Result<(), FolderError> {
        let path = self.root.join(folder);
        if fs::symlink_metadata(&path).is_ok_and(|data| data.is_symlink()) {
            return Err(FolderError::at(&path)(io::Error::other("it is a link")));
        }
        Ok(())
    }

    /// Makes and writes the texts on as many threads as the machine runs at once.
    fn write_all(&self, files: &[PlannedFile<'_>], on_file: &(dyn Fn() + Sync)) -> Result<usize, FolderError> {
        let (next, written) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let failure = Mutex::new(None);
        let work = || {
            while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                let path = self.root.join(&file.path);
                match write_page(&path, &file.text(), false) {
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
        let list: String = files.iter().flat_map(|path| [path, "\n"]).chain([END, "\n"]).collect();
        let path = self.root.join(LIST);
        write_page(&path, &list, true).map(drop).map_err(FolderError::at(&path))
    }

    /// Removes a file, and the folders that are empty then.
    fn remove(&self, path: &str) -> Result<usize, FolderError> {
        let path = self.root.join(path);
        match fs::remove_file(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
            Err(error) => return Err(FolderError::at(&path)(error)),
        }
        let folders = path.ancestors().skip(1).take_while(|folder| *folder != self.root);
        for folder in folders {
            // A folder with other files stays, and so do those around it.
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(1)
    }
}

/// Returns whether a path leads to a file below the folder. Somebody may have edited the list.
fn stays_inside(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Returns the folders of files, each after those around it.
fn folders<'p>(files: &BTreeSet<&'p str>) -> BTreeSet<&'p Path> {
    let all = files.iter().copied().flat_map(|path| Path::new(path).ancestors().skip(1));
    all.filter(|folder| *folder != Path::new("")).collect()
}

/// Returns whether an interrupted run may have left a file before it wrote the list.
fn is_left_over(entry: &fs::DirEntry) -> bool {
    entry.file_name().to_str().is_some_and(is_temporary)
}

/// Writes a text into a file unless the file has it already, and returns whether it did. A link is replaced, because it may lead out
/// of the folder. Waiting for the disk would take four times as long, and a page can be made again; the list cannot.
fn write_page(file: &Path, text: &str, durable: bool) -> io::Result<bool> {
    let regular = fs::symlink_metadata(file).is_ok_and(|data| data.is_file());
    if regular && has_text(file, text)? {
        return Ok(false);
    }
    put(file, text.as_bytes(), durable)?;
    Ok(true)
}
