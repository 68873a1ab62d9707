//! The texts that a catalog is read from, and places in them.
//!
//! A [`Span`] is small and copied everywhere; only [`Sources`] turns it back into a path, a line and a column.

use std::sync::OnceLock;

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};

/// The largest file that is read, in bytes: 16 MiB.
pub const MAX_FILE_BYTES: usize = 16 << 20;

/// How many bytes lie between two entries of the index of characters.
const CHECKPOINT: usize = 4096;

/// A place in a source file: a range of bytes of its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file, as [`Sources::add`] numbered it.
    pub file: u32,
    /// The offset of the first byte.
    pub start: u32,
    /// The offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end` of a file.
    pub const fn new(file: u32, start: u32, end: u32) -> Self {
        Self { file, start, end }
    }

    /// The very beginning of a file.
    pub const fn start_of(file: u32) -> Self {
        Self::new(file, 0, 0)
    }

    /// From the beginning of this span to the end of a later one of the same file.
    #[must_use]
    pub const fn to(self, later: Self) -> Self {
        Self::new(self.file, self.start, later.end)
    }
}

/// One text and where it came from.
#[derive(Clone, Debug, Default)]
pub struct SourceFile {
    /// The path as it is shown to people, with `/` between its parts.
    pub path: String,
    /// The text, without a byte order mark.
    pub text: String,
    index: OnceLock<Index>,
}

/// Where lines begin, and how many characters lie before every [`CHECKPOINT`]th byte; built when a position is first asked for.
#[derive(Clone, Debug)]
struct Index {
    lines: Vec<u32>,
    characters: Vec<u32>,
}

impl SourceFile {
    /// A file; a byte order mark at its beginning is dropped.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Self { path: path.into(), text, index: OnceLock::new() }
    }

    /// The text of `start..end`; empty if that is no range of characters.
    pub fn slice(&self, start: u32, end: u32) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The line, from 1, and the column in characters, from 1, of a byte offset.
    pub fn position(&self, offset: u32) -> (u32, u32) {
        let index = self.index();
        let line = index.lines.partition_point(|start| *start <= offset).max(1);
        let column = self.characters_before(offset) - self.characters_before(index.lines[line - 1]);
        (u32::try_from(line).unwrap_or(u32::MAX), column + 1)
    }

    /// The range of bytes of the line that holds an offset, without its line break.
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

/// A line ends as in YAML: with LF, CR LF, or a CR alone.
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

/// Every byte that does not continue a character begins one.
fn count_characters(bytes: &[u8]) -> u32 {
    let count = bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// All files of one compilation.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// No files yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file and gives it a number.
    ///
    /// # Panics
    /// Never in practice: with more than 4,294,967,295 files.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> u32 {
        self.files.push(SourceFile::new(path, text));
        u32::try_from(self.files.len() - 1).expect("fewer than 2^32 files")
    }

    /// Adds a file as it was read from a disk; `None` and a diagnostic if it is too large or not UTF-8.
    pub fn add_bytes(&mut self, path: impl Into<String>, bytes: Vec<u8>, sink: &mut Sink) -> Option<u32> {
        let path = path.into();
        if bytes.len() > MAX_FILE_BYTES {
            sink.push(too_large().in_file(path));
            return None;
        }
        match String::from_utf8(bytes) {
            Ok(text) => Some(self.add(path, text)),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                self.add_broken(path, error.as_bytes(), valid, sink);
                None
            }
        }
    }

    /// The readable part of a file stays, so that the diagnostic can show the line.
    fn add_broken(&mut self, path: String, bytes: &[u8], valid: usize, sink: &mut Sink) {
        let byte = bytes.get(valid).copied().unwrap_or_default();
        let text = String::from_utf8_lossy(bytes).into_owned();
        let dropped = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let start = u32::try_from(valid - dropped).unwrap_or(u32::MAX);
        let file = self.add(path, text);
        sink.push(
            Diagnostic::new(Rule::NotUtf8, "file is not UTF-8")
                .at(Span::new(file, start, start))
                .label(format!("byte 0x{byte:02x} is not UTF-8 here"))
                .help("save the file as UTF-8"),
        );
    }

    /// The file of a number.
    ///
    /// # Panics
    /// If [`Sources::add`] never gave that number.
    pub fn file(&self, file: u32) -> &SourceFile {
        &self.files[file as usize]
    }

    /// All files with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &SourceFile)> {
        (0..).zip(&self.files)
    }

    /// The line and column where a span begins: both from 1, the column in characters.
    pub fn position(&self, span: Span) -> (u32, u32) {
        self.file(span.file).position(span.start)
    }

    /// Where a span begins, as `path:line:column`.
    pub fn place(&self, span: Span) -> String {
        let (line, column) = self.position(span);
        format!("{}:{line}:{column}", crate::diagnostic::escape(&self.file(span.file).path))
    }

    /// The text of a span.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).slice(span.start, span.end)
    }
}

/// The diagnostic for a file over [`MAX_FILE_BYTES`].
pub(crate) fn too_large() -> Diagnostic {
    Diagnostic::new(Rule::FileTooLarge, format!("file has more than {MAX_FILE_BYTES} bytes"))
        .help("split the file; all files of a folder make one catalog")
}

/// Whether a character may not stand in a catalog, since it could hide or reorder what people see: control characters
/// but line feed and tab, bidirectional controls (UAX #9), line and paragraph separators, a byte order mark, and noncharacters.
pub const fn is_forbidden(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{8}'
            | '\u{b}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
            | '\u{fdd0}'..='\u{fdef}'
    ) || character as u32 & 0xfffe == 0xfffe
}
