//! Files that commands write, or compare with what they would write.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use errcat_compiler::diagnostic::quote;
use errcat_tools::json::pretty;
use errcat_tools::plan::write_if_changed;
use serde::Serialize;

use super::{Failure, Format};
use crate::output::quote::shown;

/// A text of a catalog on its way into a file.
pub struct Document {
    /// The catalog's name.
    pub catalog: String,
    /// What its file is called in a folder.
    pub file: String,
    /// What it says.
    pub text: String,
}

/// What became of a file.
#[derive(Serialize)]
pub struct Target {
    catalog: String,
    file: String,
    /// What it was, or became.
    pub state: State,
}

impl Target {
    /// What became of a catalog's file.
    pub fn new(catalog: &str, file: &Path, state: State) -> Self {
        Self { catalog: catalog.to_owned(), file: shown(file), state }
    }
}

/// Lines that say which files were written.
pub fn written(files: &[String]) -> String {
    files.iter().map(|file| [file, " written\n"].concat()).collect()
}

/// What a file was, or became.
#[derive(Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It said what it should.
    Fresh,
    /// It was written.
    Written,
    /// It says something else.
    Stale,
    /// It is not there.
    Missing,
}

/// The shape of `--out` and `--check` with `--format json`.
#[derive(Serialize)]
struct Targets {
    files: Vec<Target>,
}

/// Whether a path is that of a folder, or says by a slash that it will be.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with('/')
}

/// What is done with a file and the text that it should have.
pub type Act = fn(&Path, &str) -> std::io::Result<State>;

/// Several documents go into a folder, one into a file unless the path is that of a folder. `one` says how to name a single catalog.
pub fn each(documents: &[Document], path: &Path, act: Act, one: &str) -> Result<Vec<Target>, Failure> {
    let into_folder = documents.len() > 1 || is_folder(path);
    let named_so = |document: &Document| path.extension() == Path::new(&document.file).extension();
    if into_folder && !is_folder(path) && (path.is_file() || documents.iter().any(named_so)) {
        let message = format!("{} is one file for several catalogs", quote(&shown(path)));
        return Err(Failure::misuse(message, format!("name a folder, or one catalog: `{one}`")));
    }
    let target = |document: &Document| {
        let file = if into_folder { path.join(&document.file) } else { path.to_owned() };
        let state = act(&file, &document.text).map_err(|error| {
            Failure::misuse(format!("{}: {error}", quote(&shown(&file))), "name a file that can be read and written")
        })?;
        Ok(Target::new(&document.catalog, &file, state))
    };
    documents.iter().map(target).collect()
}

/// Says whether a file has its text.
pub fn compare(file: &Path, text: &str) -> std::io::Result<State> {
    match fs::read(file) {
        Ok(old) => Ok(if old == text.as_bytes() { State::Fresh } else { State::Stale }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(State::Missing),
        Err(error) => Err(error),
    }
}

/// Gives a file its text. What is not changed is not touched.
pub fn write(file: &Path, text: &str) -> std::io::Result<State> {
    Ok(if write_if_changed(file, text)? { State::Written } else { State::Fresh })
}

/// What became of all files.
pub fn report(files: Vec<Target>, format: Format) -> String {
    let text = files.iter().map(|file| sentence(file) + "\n").collect();
    format.write(|| text, || pretty(&Targets { files }))
}

/// What became of a file.
pub fn sentence(file: &Target) -> String {
    match file.state {
        State::Fresh => format!("{} is up to date", file.file),
        State::Written => format!("{} written", file.file),
        State::Stale => format!("{} is out of date", file.file),
        State::Missing => format!("{} is missing", file.file),
    }
}
