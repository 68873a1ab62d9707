//! Files that commands write, or compare with the text that they would write.

use std::path::Path;

use errcat_compiler::{quote, read_file};
use errcat_tools::files;
use errcat_tools::json::pretty;
use same_file::Handle;
use serde::Serialize;

use super::quote::shown;
use super::sources::CatalogFiles;
use super::{Exit, Failure, Format, Output};

/// A text that goes into a file.
pub struct Document {
    /// The name of the catalog.
    pub catalog: String,
    /// The name of its file in a folder.
    pub file: String,
    /// The text.
    pub text: String,
}

/// A file and its state.
#[derive(Serialize)]
pub struct Target {
    catalog: String,
    file: String,
    /// The state.
    pub state: State,
}

impl Target {
    /// Returns the state of the file of a catalog.
    pub fn new(catalog: &str, file: &Path, state: State) -> Self {
        Self { catalog: catalog.to_owned(), file: shown(file), state }
    }
}

/// Returns a line for each file that was written.
pub fn written(files: &[String]) -> String {
    files.iter().map(|file| [file, " written\n"].concat()).collect()
}

/// The state of a file compared with the text that it should have.
#[derive(Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It has the text.
    UpToDate,
    /// It has been written.
    Written,
    /// It has another text.
    OutOfDate,
    /// It does not exist.
    Missing,
}

/// The shape of `--out` and `--check` with `--format json`.
#[derive(Serialize)]
struct Targets {
    files: Vec<Target>,
}

/// Returns whether a path is a folder, or ends in a slash and will be one.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with('/')
}

/// Returns whether a path is the file that standard output goes to, as in `--out /dev/stdout > FILE`. Text and report would
/// overwrite each other.
pub fn is_stdout(path: &Path) -> bool {
    let regular = std::fs::metadata(path).is_ok_and(|data| data.is_file());
    regular && Handle::from_path(path).is_ok_and(|file| Handle::stdout().is_ok_and(|stdout| file == stdout))
}

/// A function of a file and its text: [`write`] or [`compare`].
pub type Act = fn(&Path, &str) -> std::io::Result<State>;

/// Where documents go, or what they are compared with.
pub struct Destination<'a> {
    /// A file, or a folder.
    pub path: &'a Path,
    /// The files of the catalogs that the documents are made from.
    pub sources: CatalogFiles,
    /// The command for a single catalog.
    pub one: String,
}

/// Writes or compares documents: several in a folder, one in a file unless the path is a folder. If one of them would be a
/// file of the catalogs, none is written.
pub fn each(documents: &[Document], to: &Destination<'_>, act: Act) -> Result<Vec<Target>, Failure> {
    let Destination { path, sources, one } = to;
    let into_folder = documents.len() > 1 || is_folder(path);
    let named_so = |document: &Document| path.extension() == Path::new(&document.file).extension();
    if into_folder && !is_folder(path) && (path.is_file() || documents.iter().any(named_so)) {
        let message = format!("{} is one file, but there are several catalogs", quote(&shown(path)));
        return Err(Failure::misuse(message, format!("name a folder, or one catalog: `{one}`")));
    }
    let file = |document: &Document| if into_folder { path.join(&document.file) } else { path.to_path_buf() };
    for document in documents {
        sources.refuse_file(&file(document))?;
    }
    let target = |document: &Document| {
        let file = file(document);
        let state = act(&file, &document.text).map_err(|error| {
            Failure::misuse(format!("{}: {error}", quote(&shown(&file))), "name a file that can be read and written")
        })?;
        Ok(Target::new(&document.catalog, &file, state))
    };
    documents.iter().map(target).collect()
}

/// Compares documents with files; `stale` is what is out of date, and how it is brought up to date.
pub fn check(
    documents: &[Document],
    to: &Destination<'_>,
    format: Format,
    stale: impl FnOnce() -> Failure,
) -> Result<Output, Output> {
    let files = each(documents, to, compare)?;
    if files.iter().all(|file| file.state == State::UpToDate) {
        return Ok(Output::new(report(files, format), Exit::Fine));
    }
    let old = files.iter().filter(|file| file.state != State::UpToDate);
    let failure = stale().lines(old.map(sentence));
    let stdout = if format == Format::Json { report(files, format) } else { String::new() };
    Err(Output { stdout, ..failure.into() })
}

/// Returns the state of a file compared with the text that it should have. Line ends do not count.
pub fn compare(file: &Path, text: &str) -> std::io::Result<State> {
    Ok(match files::has_text(file, text)? {
        true => State::UpToDate,
        false if file.exists() => State::OutOfDate,
        false => State::Missing,
    })
}

/// Writes a file unless it has the text already.
pub fn write(file: &Path, text: &str) -> std::io::Result<State> {
    Ok(if files::write(file, text)? { State::Written } else { State::UpToDate })
}

/// The largest lock that is read, in bytes.
const MAX_LOCK_BYTES: usize = 64 << 20;

/// Reads a lock with the same guards as the files of a catalog.
pub fn read_lock_text(file: &Path) -> std::io::Result<String> {
    let text = read_file(file, MAX_LOCK_BYTES)?;
    String::from_utf8(text).map_err(|_| std::io::Error::other("it is not UTF-8"))
}

/// Returns the states of files as text or JSON.
pub fn report(files: Vec<Target>, format: Format) -> String {
    let text = files.iter().map(|file| sentence(file) + "\n").collect();
    format.write(|| text, || pretty(&Targets { files }))
}

/// Returns the state of a file as a sentence.
pub fn sentence(file: &Target) -> String {
    match file.state {
        State::UpToDate => format!("{} is up to date", file.file),
        State::Written => format!("{} written", file.file),
        State::OutOfDate => format!("{} is out of date", file.file),
        State::Missing => format!("{} is missing", file.file),
    }
}
