//! Reads the files of a folder: only those that a catalog can consist of, and none that never ends.

use std::fs::{self, DirEntry};
use std::io::{Error, ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::compile::folders::MAX_TOTAL_BYTES;
use crate::compile::{File, Files};
use crate::text::problem::Problem;
use crate::text::source::MAX_FILE_BYTES;

/// Reads the `.yaml` files of a folder, and the `.yml` files so that they can be reported. `root` is the folder as messages
/// show it. A file that cannot be read is kept with the reason.
///
/// Links are followed: those of files only to other `.yaml` files, those of folders unless they lead back to a folder around
/// them. At most 10,000 files are read.
pub fn load(folder: &Path, root: &str) -> Files {
    // A folder that cannot be resolved cannot be listed either; that is reported.
    let above = vec![fs::canonicalize(folder).unwrap_or_default()];
    let mut walk = Walk { above, files: Vec::new(), bytes: 0 };
    walk.folder(folder, "");
    if walk.files.len() > MAX_FILES {
        walk.files = vec![File::unreadable("", too_many())];
    }
    Files { root: root.replace('\\', "/"), files: walk.files }
}

/// The depth of folders that are read: catalog, `locales`, file, and one more so that files there can be reported.
const DEPTH: usize = 4;

/// The largest number of files that are read.
pub const MAX_FILES: usize = 10_000;

/// Returns the problem of a folder with too many files.
pub fn too_many() -> Problem {
    Problem::new("the folder has more than 10,000 YAML files")
        .help("join small files, or name the folder of one catalog")
}

/// What to do if the folder does not exist.
const NOT_FOUND: &str = "a catalog is a folder with a `catalog.yaml`, or a folder of such folders; \
    a build looks for it next to the crate's `Cargo.toml`";

/// Returns whether [`load`] reads a file, by its path in the folder.
pub fn is_read(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    parts.len() <= DEPTH
        && !parts.iter().any(|part| part.starts_with('.'))
        && Path::new(path).extension().is_some_and(is_yaml)
}

/// What has been read.
struct Walk {
    /// The folder that is being read, and those around it, with links resolved.
    above: Vec<PathBuf>,
    files: Vec<File>,
    /// The size of the files together.
    bytes: usize,
}

impl Walk {
    fn folder(&mut self, folder: &Path, prefix: &str) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                let help = match error.kind() {
                    ErrorKind::NotFound if prefix.is_empty() => Some(NOT_FOUND),
                    ErrorKind::NotADirectory => Some("name the folder that contains the file"),
                    _ => None,
                };
                let mut file = failed(prefix, "the folder", &error);
                file.content = file.content.map_err(|problem| Problem { help: help.map(str::to_owned), ..problem });
                return self.files.push(file);
            }
        };
        for entry in entries {
            // What is more is not compiled either.
            if self.files.len() > MAX_FILES || self.bytes > MAX_TOTAL_BYTES {
                return;
            }
            match entry {
                Ok(entry) => self.entry(&entry, prefix),
                Err(error) => self.files.push(failed(prefix, "the folder", &error)),
            }
        }
    }

    fn entry(&mut self, entry: &DirEntry, prefix: &str) {
        let name = entry.file_name();
        if name.to_string_lossy().starts_with('.') {
            return;
        }
        let path = format!("{prefix}{}", name.to_string_lossy());
        // `metadata` follows links.
        if fs::metadata(entry.path()).is_ok_and(|data| data.is_dir()) {
            let real = fs::canonicalize(entry.path()).unwrap_or_else(|_| entry.path());
            if self.above.len() < DEPTH && !self.above.contains(&real) {
                self.above.push(real);
                self.folder(&entry.path(), &format!("{path}/"));
                self.above.pop();
            }
        } else if entry.path().extension().is_some_and(is_yaml) {
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            self.files.push(
                self.file(&entry.path(), path.clone(), is_link)
                    .unwrap_or_else(|error| failed(&path, "the file", &error)),
            );
            self.bytes += self.files.last().and_then(|file| file.content.as_ref().ok()).map_or(0, Vec::len);
        }
    }
}

impl Walk {
    /// Reads a file of the folder that is being read. Fails for a link to a file that is not `.yaml`: it may hold secrets.
    fn file(&self, place: &Path, path: String, is_link: bool) -> std::io::Result<File> {
        let real = if is_link { Some(fs::canonicalize(place)?) } else { None };
        let is_yaml = |real: &PathBuf| real.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("yaml"));
        if !real.iter().all(is_yaml) {
            return Err(Error::other("it is a link to a file that is not `*.yaml`"));
        }
        let is_outside = !real.iter().chain(self.above.last()).take(1).all(|real| real.starts_with(&self.above[0]));
        Ok(File { path, content: Ok(read(place, MAX_FILE_BYTES)?), is_outside })
    }
}

fn failed(path: &str, what: &str, error: &Error) -> File {
    let problem = Problem::new(format!("{what} cannot be read: {error}"));
    File::unreadable(path.trim_end_matches('/'), problem)
}

/// `.yml` and `.YAML` count, so that they are reported and not silently ignored.
fn is_yaml(extension: &std::ffi::OsStr) -> bool {
    extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
}

/// Reads a regular file of at most `max` bytes. Devices and pipes are refused, because they may never end.
///
/// # Errors
///
/// If the file cannot be read, is not a regular file, or is larger.
pub fn read_file(path: &Path, max: usize) -> std::io::Result<Vec<u8>> {
    let content = read(path, max)?;
    if content.len() > max { Err(larger_than(max)) } else { Ok(content) }
}

/// Reads at most `max` bytes from a stream.
///
/// # Errors
///
/// If the stream cannot be read, or is longer.
pub fn read_stream(stream: impl Read, max: usize) -> std::io::Result<Vec<u8>> {
    let mut content = Vec::new();
    stream.take(max as u64 + 1).read_to_end(&mut content)?;
    if content.len() > max { Err(larger_than(max)) } else { Ok(content) }
}

/// Returns the error of a file that is too large.
pub fn larger_than(max: usize) -> Error {
    Error::new(ErrorKind::FileTooLarge, format!("it is larger than {} MiB", max >> 20))
}

/// Reads a file. Of a file that is too large, it reads one byte more than is allowed.
fn read(path: &Path, max: usize) -> std::io::Result<Vec<u8>> {
    let regular = |data: fs::Metadata| {
        if data.is_file() { Ok(()) } else { Err(Error::other("it is not a regular file")) }
    };
    // Opening a pipe waits for its other end. The file may be replaced between the two steps, so the opened one is checked, too.
    regular(fs::metadata(path)?)?;
    let file = fs::File::open(path)?;
    regular(file.metadata()?)?;
    let mut content = Vec::new();
    file.take(max as u64 + 1).read_to_end(&mut content)?;
    Ok(content)
}
