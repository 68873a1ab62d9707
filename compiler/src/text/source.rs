//! The files of a folder, with positions in them.

use std::sync::OnceLock;

use super::quote::escape;
use super::span::Span;

/// The largest file that is read, in bytes: 16 MiB.
pub const MAX_FILE_BYTES: usize = 16 << 20;

/// The distance of two entries in the index of characters, in bytes.
const CHECKPOINT: usize = 4096;

/// A file of a folder.
#[derive(Clone, Debug, Default)]
pub struct SourceFile {
    path: String,
    text: String,
    /// Whether diagnostics leave out its lines.
    pub(crate) is_hidden: bool,
    index: OnceLock<Index>,
}

/// The offsets of lines, and the number of characters before every [`CHECKPOINT`]th byte. It is built when a position is
/// first asked for.
#[derive(Clone, Debug)]
struct Index {
    lines: Vec<u32>,
    characters: Vec<u32>,
}

impl SourceFile {
    fn new(path: String, mut text: String) -> Self {
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Self { path, text, is_hidden: false, index: OnceLock::new() }
    }

    /// Returns the path in the folder, with `/` between its parts. [`Sources::shown`] makes it readable from outside.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the text, without a byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the text of a range of bytes, or an empty text if the range does not lie on characters.
    pub fn slice(&self, start: u32, end: u32) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Returns the line and the column of a byte offset. Both count from 1, the column in characters.
    pub fn position(&self, offset: u32) -> (u32, u32) {
        let index = self.index();
        let line = index.lines.partition_point(|start| *start <= offset).max(1);
        let column = self.characters_before(offset) - self.characters_before(index.lines[line - 1]);
        (u32::try_from(line).unwrap_or(u32::MAX), column + 1)
    }

    /// Returns the range of bytes of the line that holds an offset, without its line break.
    pub(crate) fn line_around(&self, offset: u32) -> (usize, usize) {
        let lines = &self.index().lines;
        let line = lines.partition_point(|start| *start <= offset).max(1);
        let start = lines[line - 1] as usize;
        let end = lines.get(line).map_or(self.text.len(), |next| *next as usize);
        let text = self.text.get(start..end).unwrap_or_default();
        (start, start + text.trim_end_matches(['\n', '\r']).len())
    }

    fn characters_before(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        let checkpoint = offset / CHECKPOINT;
        let rest = &self.text.as_bytes()[checkpoint * CHECKPOINT..offset];
        self.index().characters[checkpoint] + count_characters(rest)
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let bytes = self.text.as_bytes();
            Index { lines: line_starts(bytes), characters: checkpoints(bytes) }
        })
    }
}

/// Returns the offsets of lines. As in YAML, a line ends with LF, CR LF or a single CR.
fn line_starts(bytes: &[u8]) -> Vec<u32> {
    let mut lines = vec![0];
    for (offset, byte) in bytes.iter().enumerate() {
        let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(offset + 1) != Some(&b'\n'));
        if ends && let Ok(next) = u32::try_from(offset + 1) {
            lines.push(next);
        }
    }
    lines
}

fn checkpoints(bytes: &[u8]) -> Vec<u32> {
    let mut sums = vec![0_u32];
    let mut sum = 0_u32;
    for block in bytes.chunks(CHECKPOINT) {
        sum = sum.saturating_add(count_characters(block));
        sums.push(sum);
    }
    sums
}

/// Counts the bytes that begin a character in UTF-8.
fn count_characters(bytes: &[u8]) -> u32 {
    let count = bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The files of one folder, by number.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    folder: String,
    files: Vec<SourceFile>,
}

impl Sources {
    /// Creates an empty list. `folder` is the folder as people know it; it is only used to show paths.
    pub fn new(folder: impl Into<String>) -> Self {
        Self { folder: folder.into(), files: Vec::new() }
    }

    /// Adds a file by its path in the folder and returns its number. A byte order mark at the start is dropped.
    ///
    /// # Panics
    ///
    /// Panics if there are more than 4,294,967,295 files.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> u32 {
        self.files.push(SourceFile::new(path.into(), text.into()));
        u32::try_from(self.files.len() - 1).expect("fewer than 2^32 files")
    }

    pub(crate) const fn len(&self) -> usize {
        self.files.len()
    }

    /// Makes diagnostics leave out the lines of the files from a number.
    pub(crate) fn hide_lines(&mut self, from: usize) {
        self.files[from..].iter_mut().for_each(|file| file.is_hidden = true);
    }

    /// Returns the folder as people know it, without a slash at the end.
    pub fn folder(&self) -> &str {
        match self.folder.trim_end_matches('/') {
            "" => &self.folder,
            trimmed => trimmed,
        }
    }

    /// Returns a path in the folder as people know it: with the folder in front. The empty path is the folder itself.
    pub fn shown(&self, path: &str) -> String {
        match (self.folder.trim_end_matches('/'), path) {
            ("", _) if !self.folder.is_empty() => format!("/{path}"),
            ("", _) => path.to_owned(),
            (folder, "") => folder.to_owned(),
            (folder, _) => format!("{folder}/{path}"),
        }
    }

    /// Returns the path of a file as people know it; see [`Sources::shown`].
    pub fn shown_file(&self, file: u32) -> String {
        self.shown(self.file(file).path())
    }

    /// Returns the file of a number.
    ///
    /// # Panics
    ///
    /// Panics if [`Sources::add`] never returned that number.
    pub fn file(&self, file: u32) -> &SourceFile {
        &self.files[file as usize]
    }

    /// Returns all files with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &SourceFile)> {
        (0..).zip(&self.files)
    }

    /// Returns the line and the column where a span begins. Both count from 1, the column in characters.
    pub fn position(&self, span: Span) -> (u32, u32) {
        self.file(span.file).position(span.start)
    }

    /// Returns where a span begins, as `path:line:column`.
    pub fn place(&self, span: Span) -> String {
        let (line, column) = self.position(span);
        format!("{}:{line}:{column}", escape(&self.shown_file(span.file)))
    }

    /// Returns the text of a span.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).slice(span.start, span.end)
    }
}
