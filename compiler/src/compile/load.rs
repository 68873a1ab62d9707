//! Reads a folder of catalogs: sorted, only what a catalog can be made of, and nothing endless.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::Path;

use crate::compile::{File, Files};
use crate::text::source::MAX_FILE_BYTES;

/// Reads the `.yaml` files of a folder (and `.yml` ones, to complain of them); `root` is what the folder is called in
/// messages. What cannot be read is kept as an error.
pub fn load(folder: &Path, root: &str) -> Files {
    let mut files = Files { root: root.replace('\\', "/"), files: Vec::new() };
    walk(folder, "", DEPTH, &mut files.files);
    files
}

/// catalog / locales / file, and one folder more, to complain of what lies there.
const DEPTH: usize = 4;

/// What to do if the folder is not there.
const NOT_FOUND: &str = "\na catalog is a folder with a `catalog.yaml`, or a folder of such; \
    a build looks for it beside the crate's `Cargo.toml`";

/// Whether [`load`] would read a file, by its path in the folder.
pub fn is_read(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    parts.len() <= DEPTH
        && !parts.iter().any(|part| part.starts_with('.'))
        && Path::new(path).extension().is_some_and(is_yaml)
}

fn walk(folder: &Path, prefix: &str, depth: usize, files: &mut Vec<File>) {
    let fail = |path: &str, what: &str, error: std::io::Error| File {
        path: if path.is_empty() { ".".to_owned() } else { path.trim_end_matches('/').to_owned() },
        content: Err(format!("{what} cannot be read: {error}")),
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let help = match error.kind() {
                ErrorKind::NotFound if prefix.is_empty() => NOT_FOUND,
                ErrorKind::NotADirectory => "\nname the folder that the file stands in",
                _ => "",
            };
            let mut file = fail(prefix, "the folder", error);
            file.content = file.content.map_err(|reason| reason + help);
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
        // Links are followed.
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

/// `.yml` and `.YAML` are complained of later; they must not be passed over.
fn is_yaml(extension: &std::ffi::OsStr) -> bool {
    extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
}

/// Reads a file, and one byte more than is allowed of one that is too large.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("it is not a regular file"));
    }
    let mut content = Vec::new();
    fs::File::open(path)?.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut content)?;
    Ok(content)
}
