//! A lock on a folder that ends with the process, even if that is killed.

use std::fs::{self, File};
use std::io::{self, Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::is_temporary;

/// The time after which the other program is taken to be stuck.
const PATIENCE: Duration = Duration::from_secs(60);

/// The time between two attempts.
const PAUSE: Duration = Duration::from_millis(5);

/// A lock that one program at a time has on a folder. Dropping it releases it.
///
/// It holds among programs that ask for it, on one machine. File systems without locks, such as some network file systems, give it to
/// everyone.
#[derive(Debug)]
pub struct FolderLock {
    folder: PathBuf,
    _file: Option<File>,
}

impl FolderLock {
    /// Waits until no other program has the lock, at most one minute.
    ///
    /// # Errors
    ///
    /// If the folder cannot be read, or another program keeps the lock.
    pub fn acquire(folder: &Path) -> io::Result<Self> {
        let begin = Instant::now();
        loop {
            match attempt(folder) {
                Ok(file) => return Ok(Self { folder: folder.to_owned(), _file: file }),
                Err(error) if error.kind() != ErrorKind::WouldBlock => return Err(error),
                Err(_) if begin.elapsed() > PATIENCE => {
                    return Err(Error::new(
                        ErrorKind::WouldBlock,
                        "another errcat has been writing into it for a minute",
                    ));
                }
                Err(_) => std::thread::sleep(PAUSE),
            }
        }
    }

    /// Removes the temporary files that an interrupted run has left in the folder itself and in these folders below it.
    pub fn sweep<'p>(&self, below: impl IntoIterator<Item = &'p Path>) {
        let folders = below.into_iter().map(|path| self.folder.join(path));
        for folder in std::iter::once(self.folder.clone()).chain(folders) {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                if entry.file_name().to_str().is_some_and(is_temporary) {
                    // Whoever reads the folder ignores it if it stays.
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
    }
}

/// Locks the folder itself, so that no file is needed.
#[cfg(unix)]
fn attempt(folder: &Path) -> io::Result<Option<File>> {
    use rustix::fs::{FlockOperation, flock};
    let file = File::open(folder)?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive).map_err(Error::from) {
        Ok(()) => Ok(Some(file)),
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {
            Err(ErrorKind::WouldBlock.into())
        }
        // The file system has no locks, or none for folders.
        Err(_) => Ok(None),
    }
}

/// Opens a file that nobody else can open at the same time, and that Windows removes when it is closed.
#[cfg(windows)]
fn attempt(folder: &Path) -> io::Result<Option<File>> {
    use std::os::windows::fs::OpenOptionsExt;
    const DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const SHARING_VIOLATION: i32 = 32;
    let mut options = File::options();
    options.write(true).create(true).share_mode(0).custom_flags(DELETE_ON_CLOSE);
    match options.open(folder.join(".errcat-lock.tmp")) {
        Ok(file) => Ok(Some(file)),
        // Windows also denies access to a file that is being removed.
        Err(error) if error.raw_os_error() == Some(SHARING_VIOLATION) => Err(ErrorKind::WouldBlock.into()),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(ErrorKind::WouldBlock.into()),
        Err(error) => Err(error),
    }
}

#[cfg(not(any(unix, windows)))]
fn attempt(folder: &Path) -> io::Result<Option<File>> {
    fs::metadata(folder).map(|_| None)
}

#[cfg(test)]
mod tests {
    use super::FolderLock;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn one_at_a_time_has_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let (inside, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let _lock = FolderLock::acquire(folder.path()).unwrap();
                    most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::sleep(std::time::Duration::from_millis(2));
                    inside.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        assert_eq!(most.into_inner(), 1);
        assert!(FolderLock::acquire(&folder.path().join("missing")).is_err());
    }

    #[test]
    fn temporary_files_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::create_dir(path("shop")).unwrap();
        for name in [".errcat-a1b2.tmp", "shop/.errcat-c3.tmp", ".errcat-docs", "a.tmp", "codes.yaml"] {
            std::fs::write(path(name), "x").unwrap();
        }
        FolderLock::acquire(folder.path()).unwrap().sweep(["shop".as_ref(), "missing".as_ref()]);
        let mut left: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, [".errcat-docs", "a.tmp", "codes.yaml", "shop"]);
        assert_eq!(std::fs::read_dir(path("shop")).unwrap().count(), 0);
    }
}
