//! Folders of catalogs named on the command line.

use std::fs;
use std::path::{Path, PathBuf};

use errcat_compiler::Suggest;
use errcat_compiler::quote;
use errcat_compiler::{Compilation, Files};

use crate::git::Repository;
use crate::output::paths::resolved;
use crate::output::quote::{shown, typed};
use crate::output::{Failure, Format};

/// Compiles the catalogs of a folder. The compilation holds the errors in them; a missing folder is a failure.
pub fn compile(folder: &Path, command: &str) -> Result<Compilation, Failure> {
    load(folder, command).map(errcat_compiler::compile)
}

/// Compiles like [`compile`]. For annotations, paths are those below the root of the repository, because there is no other place from
/// which their readers look.
pub fn compile_for(format: Format, folder: &Path, command: &str) -> Result<Compilation, Failure> {
    let mut files = load(folder, command)?;
    if matches!(format, Format::Github | Format::Sarif) {
        files.root = from_repository(folder).unwrap_or(files.root);
    }
    Ok(errcat_compiler::compile(files))
}

/// Returns the path of a folder below the workspace of GitHub Actions, or below the root of its repository.
fn from_repository(folder: &Path) -> Option<String> {
    let real = resolved(folder)?;
    let below = |root: PathBuf| {
        let path = real.strip_prefix(fs::canonicalize(root).ok()?).ok()?;
        Some(if path == Path::new("") { ".".to_owned() } else { shown(path) })
    };
    let workspace = std::env::var_os("GITHUB_WORKSPACE").map(PathBuf::from);
    workspace.and_then(below).or_else(|| below(Repository::top(folder)?))
}

/// Reads the files of a folder; a missing folder is a failure.
pub fn load(folder: &Path, command: &str) -> Result<Files, Failure> {
    let shown = shown(folder);
    match fs::metadata(folder) {
        Ok(data) if data.is_dir() => {
            let files = errcat_compiler::load(folder, &shown);
            above(&files, folder, command).map_or(Ok(files), Err)
        }
        Ok(_) => {
            let parent = folder.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
            let help = format!("name the folder that contains it: `{command} {}`", typed(parent));
            Err(Failure::misuse(format!("{} is not a folder", quote(&shown)), help))
        }
        Err(error) => Err(missing(folder, &shown, command, &error)),
    }
}

/// The failure for a folder whose catalogs are deeper than the compiler looks.
fn above(files: &Files, folder: &Path, command: &str) -> Option<Failure> {
    let headers = files.files.iter().map(|file| Path::new(&file.path)).filter(|path| path.ends_with("catalog.yaml"));
    let below: Vec<&Path> = headers.filter_map(Path::parent).collect();
    if below.iter().any(|parent| parent.components().count() < 2) {
        return None;
    }
    let first = typed(folder.join(below.first()?));
    let message = format!(
        "{} has no catalog, but there {} in a subfolder",
        quote(&shown(folder)),
        if below.len() == 1 { "is one" } else { "are several" }
    );
    let names = below.iter().map(|parent| shown(&folder.join(parent)));
    Some(Failure::misuse(message, format!("name the subfolder: `{command} {first}`")).lines(names))
}

fn missing(folder: &Path, shown: &str, command: &str, error: &std::io::Error) -> Failure {
    let help = if Path::new("catalog.yaml").exists() {
        format!("the current folder is a catalog: `{command} .`")
    } else if let Some(neighbor) = neighbor(folder) {
        Suggest::ask(format!("{command} {neighbor}"))
    } else {
        format!("name the folder of a catalog, or its parent: `{command} DIR`")
    };
    let reason =
        if error.kind() == std::io::ErrorKind::NotFound { "no such folder".to_owned() } else { error.to_string() };
    Failure::misuse(format!("{} cannot be read: {reason}", quote(shown)), help)
}

/// A folder with a similar name next to a missing one.
fn neighbor(folder: &Path) -> Option<String> {
    let name = folder.file_name()?.to_str()?;
    let parent = folder.parent()?;
    let above = if parent == Path::new("") { Path::new(".") } else { parent };
    let mut names: Vec<String> = fs::read_dir(above)
        .ok()?
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    let found = Suggest::new(name, names.iter().map(String::as_str)).name()?;
    Some(typed(parent.join(found)))
}
