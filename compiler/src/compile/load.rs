//! Reads the files of a folder: only those that a catalog can consist of, and none that never ends.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::Path;

use crate::compile::{File, Files};
use crate::text::problem::Problem;
use crate::text::source::MAX_FILE_BYTES;

/// Reads the `.yaml` files of a folder, and the `.yml` files so that they can be reported. `root` is the folder as messages
/// show it. A file that cannot be read is kept with the reason.
pub fn load(folder: &Path, root: &str) -> Files {
    let mut files = Files { root: root.replace('\\', "/"), files: Vec::new() };
    walk(folder, "", DEPTH, &mut files.files);
    files
}

/// The depth of folders that are read: catalog, `locales`, file, and one more so that files there can be reported.
const DEPTH: usize = 4;

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

fn walk(folder: &Path, prefix: &str, depth: usize, files: &mut Vec<File>) {
    let fail = |path: &str, what: &str, error: std::io::Error| File {
        path: path.trim_end_matches('/').to_owned(),
        content: Err(Problem::new(format!("{what} cannot be read: {error}"))),
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let help = match error.kind() {
                ErrorKind::NotFound if prefix.is_empty() => Some(NOT_FOUND),
                ErrorKind::NotADirectory => Some("name the folder that contains the file"),
                _ => None,
            };
            let mut file = fail(prefix, "the folder", error);
            file.content = file.content.map_err(|problem| Problem { help: help.map(str::to_owned), ..problem });
            return files.push(file);
        }
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                files.push(fail(prefix, "the folder", error));
                continue;
            }
        };
        let name = entry.file_name();
        let path = format!("{prefix}{}", name.to_string_lossy());
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        // `metadata` follows links.
        let is_folder = fs::metadata(entry.path()).is_ok_and(|data| data.is_dir());
        if is_folder {
            if depth > 1 {
                walk(&entry.path(), &format!("{path}/"), depth - 1, files);
            }
        } else if entry.path().extension().is_some_and(is_yaml) {
            files.push(match read(&entry.path()) {
                Ok(content) => File { path, content: Ok(content) },
                Err(error) => fail(&path, "the file", error),
            });
        }
    }
}

/// `.yml` and `.YAML` count, so that they are reported and not silently ignored.
fn is_yaml(extension: &std::ffi::OsStr) -> bool {
    extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
}

/// Reads a file. Of a file that is too large, it reads one byte more than is allowed.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("it is not a regular file"));
    }
    let mut content = Vec::new();
    fs::File::open(path)?.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut content)?;
    Ok(content)
}
