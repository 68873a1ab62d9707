//! Files that are written whole or not at all.
//!
//! Every function writes a temporary file in the same folder and renames it, so that a reader, a full disk or an interrupted
//! run never sees a part. A temporary file that an interrupted run leaves is named `.errcat-….tmp`: no catalog and no
//! site contains it, and a later run that writes into the folder removes it.

mod lock;

use std::borrow::Cow;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Error, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use errcat_compiler::read_file;
use tempfile::{Builder, NamedTempFile};

pub use self::lock::FolderLock;

/// The beginning and the end of the name of a temporary file.
const TEMPORARY: (&str, &str) = (".errcat-", ".tmp");

/// The age from which a temporary file is taken to be left over. A run that still writes one has it for a moment.
const LEFT_OVER: Duration = Duration::from_secs(3600);

/// The most links that are followed, as Linux does.
const LINKS: usize = 40;

/// Returns whether errcat makes temporary files with names like this one.
#[must_use]
pub fn is_temporary(name: &str) -> bool {
    name.starts_with(TEMPORARY.0) && name.ends_with(TEMPORARY.1)
}

/// Removes the temporary files that interrupted runs have left in a folder.
pub(crate) fn sweep(folder: &Path) {
    let old = |entry: &fs::DirEntry| {
        let age = entry.metadata().and_then(|data| data.modified()).ok().and_then(|time| time.elapsed().ok());
        entry.file_name().to_str().is_some_and(is_temporary) && age.is_some_and(|age| age > LEFT_OVER)
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten().filter(old) {
        // Whoever reads the folder ignores it if it stays.
        let _ = fs::remove_file(entry.path());
    }
}

/// Returns whether two texts are equal apart from line ends: git may have changed those in a checkout.
#[must_use]
pub fn is_same_text(one: &[u8], other: &[u8]) -> bool {
    one == other || line_feeds(one) == line_feeds(other)
}

fn line_feeds(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.windows(2).any(|two| two == b"\r\n") {
        return text.into();
    }
    let ends = |at: usize| text[at] == b'\r' && text.get(at + 1) == Some(&b'\n');
    (0..text.len()).filter(|at| !ends(*at)).map(|at| text[at]).collect::<Vec<u8>>().into()
}

/// Returns whether a file has a text, apart from line ends. A file that does not exist has none.
///
/// # Errors
///
/// If the file cannot be read, or is not a regular file.
pub fn has_text(file: &Path, text: &str) -> io::Result<bool> {
    // Carriage returns make a text at most twice as long.
    match read_file(file, text.len() * 2) {
        Ok(old) => Ok(is_same_text(&old, text.as_bytes())),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::FileTooLarge) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Writes a text into a file unless the file has it already, apart from line ends. Returns whether it wrote.
///
/// Missing folders are created. A link is followed, and the file that it leads to is replaced. The file keeps its permissions. What
/// is not a regular file, such as `/dev/stdout`, is written as it is.
///
/// # Errors
///
/// If the file cannot be read or written. It then has its old text.
pub fn write(file: &Path, text: &str) -> io::Result<bool> {
    if is_stream(file) {
        OpenOptions::new().append(true).open(file)?.write_all(text.as_bytes())?;
        return Ok(true);
    }
    let file = behind_links(file)?;
    if has_text(&file, text)? {
        return Ok(false);
    }
    put(&file, text.as_bytes(), true)?;
    sweep(folder_of(&file));
    Ok(true)
}

/// Writes a text into a new file.
///
/// # Errors
///
/// If the file or a link of this name exists, or if it cannot be written.
pub fn create(file: &Path, text: &str) -> io::Result<()> {
    let (temporary, folder) = prepared(file, text.as_bytes(), None, true)?;
    temporary.persist_noclobber(file).map_err(|error| error.error)?;
    sync(folder);
    Ok(())
}

/// Replaces the content of a file that still has the content `old`, which is `None` for a file that did not exist.
fn replace(file: &Path, old: Option<&[u8]>, new: &[u8]) -> io::Result<()> {
    let data = writable(file)?;
    let (temporary, folder) = prepared(file, new, data.as_ref(), true)?;
    let Some(old) = old else {
        temporary.persist_noclobber(file).map_err(|error| match error.error.kind() {
            ErrorKind::AlreadyExists => changed(),
            _ => error.error,
        })?;
        sync(folder);
        return Ok(());
    };
    // The last step before the renaming.
    if !read_file(file, old.len()).is_ok_and(|now| now == old) {
        return Err(changed());
    }
    temporary.persist(file).map_err(|error| error.error)?;
    sync(folder);
    sweep(folder);
    Ok(())
}

fn changed() -> Error {
    Error::new(ErrorKind::ResourceBusy, "another program has changed the file meanwhile")
}

/// Replaces a file or a link, whatever its content. Without `durable`, the file may be empty after a loss of power.
pub(crate) fn put(file: &Path, content: &[u8], durable: bool) -> io::Result<()> {
    let data = writable(file)?;
    let (temporary, folder) = prepared(file, content, data.as_ref(), durable)?;
    temporary.persist(file).map_err(|error| error.error)?;
    if durable {
        sync(folder);
    }
    Ok(())
}

/// Returns the path of the file that is written for a path: where its links lead, even if no file is there yet.
///
/// # Errors
///
/// If more than 40 links follow each other.
pub fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let Ok(next) = fs::read_link(&path) else { return Ok(path) };
        path = folder_of(&path).join(next);
    }
    Err(Error::other("links lead to each other in a circle"))
}

/// Returns whether a path is a device, a pipe or one of the process's own streams. Those are written without renaming.
fn is_stream(file: &Path) -> bool {
    let own = file.starts_with("/dev") || file.starts_with("/proc");
    fs::metadata(file).is_ok_and(|data| !data.is_dir() && (own || !data.is_file()))
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}

/// Returns the metadata of a regular file; `None` if there is none. A file that its permissions protect is an error, because
/// renaming over it would ignore them.
fn writable(file: &Path) -> io::Result<Option<Metadata>> {
    match fs::symlink_metadata(file) {
        Ok(data) if data.is_file() => OpenOptions::new().write(true).open(file).map(|_| Some(data)),
        Ok(_) => Ok(None),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes a temporary file with the permissions that the file has or will get. Returns it with the folder.
fn prepared<'f>(
    file: &'f Path,
    content: &[u8],
    old: Option<&Metadata>,
    durable: bool,
) -> io::Result<(NamedTempFile, &'f Path)> {
    let folder = folder_of(file);
    fs::create_dir_all(folder)?;
    let mut builder = Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    #[cfg(unix)]
    let mode = <fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(mode); // less the umask
    let mut temporary = builder.tempfile_in(folder)?;
    temporary.write_all(content)?;
    if let Some(old) = old {
        like(temporary.as_file(), old)?;
    }
    if durable {
        temporary.as_file().sync_all()?;
    }
    Ok((temporary, folder))
}

/// Gives a file the owner and the permissions of another. Only privileged users can give files away; for others the owner is
/// the one who writes.
#[cfg(unix)]
fn like(file: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let new = file.metadata()?;
    if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
        let _ = fchown(file, Some(old.uid()), Some(old.gid()));
    }
    file.set_permissions(old.permissions())
}

/// Windows keeps permissions with the folder.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "the same form on every system")]
fn like(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Makes a renaming survive a loss of power. Not every file system can.
fn sync(folder: &Path) {
    #[cfg(unix)]
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    #[cfg(not(unix))]
    let _ = folder;
}

#[cfg(test)]
mod tests {
    use super::{create, has_text, is_same_text, replace, write};
    use std::fs;
    use std::time::{Duration, SystemTime};

    #[test]
    fn line_ends_do_not_count() {
        for (one, other, same) in [
            ("a\nb\n", "a\r\nb\r\n", true),
            ("a\r\nb\n", "a\nb\r\n", true),
            ("", "", true),
            ("a\rb", "a\nb", false),
            ("a\r\r\n", "a\r\n", false),
            ("a\n", "a", false),
            ("\r\n", "\n\n", false),
        ] {
            assert_eq!(is_same_text(one.as_bytes(), other.as_bytes()), same, "{one:?} {other:?}");
        }
    }

    #[test]
    fn a_file_is_replaced_only_with_the_content_that_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.yaml");
        create(&file, "one").unwrap();
        assert_eq!(create(&file, "two").unwrap_err().kind(), std::io::ErrorKind::AlreadyExists);
        replace(&file, Some(b"one"), b"two").unwrap();
        for old in [Some("one"), Some("twos"), Some(""), Some("tw"), None] {
            let error = replace(&file, old.map(str::as_bytes), b"x").unwrap_err();
            assert_eq!(error.kind(), std::io::ErrorKind::ResourceBusy);
        }
        assert_eq!(fs::read_to_string(&file).unwrap(), "two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
        replace(&folder.path().join("b.yaml"), None, b"new").unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("b.yaml")).unwrap(), "new");
    }

    #[test]
    fn old_temporary_files_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in [".errcat-a1b2.tmp", ".errcat-docs", "a.tmp", "codes.yaml"] {
            fs::write(path(name), "x").unwrap();
            let old = SystemTime::now().checked_sub(Duration::from_secs(7200)).unwrap();
            fs::File::options().write(true).open(path(name)).unwrap().set_modified(old).unwrap();
        }
        fs::write(path(".errcat-new.tmp"), "x").unwrap();
        write(&path("codes.yaml"), "y").unwrap();
        let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let mut left: Vec<_> = names.collect();
        left.sort();
        assert_eq!(left, [".errcat-docs", ".errcat-new.tmp", "a.tmp", "codes.yaml"]);
    }

    #[test]
    fn nothing_is_written_that_is_there_already() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new/a.txt");
        assert!(!has_text(&file, "").unwrap());
        assert!(write(&file, "a\nb\n").unwrap());
        assert!(!write(&file, "a\nb\n").unwrap());
        fs::write(&file, "a\r\nb\r\n").unwrap();
        assert!(!write(&file, "a\nb\n").unwrap());
        assert_eq!(fs::read_to_string(&file).unwrap(), "a\r\nb\r\n");
        assert!(write(&file, "").unwrap());
        assert_eq!(fs::read_to_string(&file).unwrap(), "");
        assert!(write(folder.path(), "a").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("b")).unwrap();
        symlink("b/second", path("first")).unwrap();
        symlink("file", path("b/second")).unwrap();
        assert!(write(&path("first"), "new").unwrap(), "a file behind links is created");
        fs::set_permissions(path("b/file"), fs::Permissions::from_mode(0o640)).unwrap();
        assert!(write(&path("first"), "newer").unwrap());
        assert_eq!(fs::read_to_string(path("b/file")).unwrap(), "newer");
        assert_eq!(fs::metadata(path("b/file")).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(path("b/second")).unwrap().is_symlink());
        symlink("circle", path("circle")).unwrap();
        assert!(write(&path("circle"), "x").is_err());
    }
}
