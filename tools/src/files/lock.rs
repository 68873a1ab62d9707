//! A lock on a folder that ends with the process, even if that is killed.

use std::fs::{self, File};
use std::io::{self, Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{behind_links, folder_of, replace};

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

    /// Replaces the content of a file that still has the content `old`, which is `None` for a file that did not exist. A link is
    /// followed. Of two programs that replace at once, the second finds the content of the first, by whatever paths both know the
    /// file.
    ///
    /// # Errors
    ///
    /// Of the kind [`ErrorKind::ResourceBusy`] if the file has another content; others if the file cannot be read or written. The
    /// file then stays as it is.
    pub fn replace(&self, file: &Path, old: Option<&[u8]>, new: &[u8]) -> io::Result<()> {
        let file = behind_links(file)?;
        let folder = folder_of(&file);
        // The file may be in another folder than the locked one. A second lock on the same folder would wait for the first.
        let is_locked = fs::canonicalize(folder)? == fs::canonicalize(&self.folder)?;
        let _own = if is_locked { None } else { Some(Self::acquire(folder)?) };
        replace(&file, old, new)
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
}
