//! Sorts the files of a folder into catalogs.

use super::File;
use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::lower::Trees;
use crate::text::quote::quote;
use crate::text::source::{MAX_FILE_BYTES, Sources};
use crate::text::span::Span;
use crate::yaml::{self, too_large};

/// The files of one catalog.
#[derive(Default)]
pub(super) struct Folder {
    /// The path of the folder; empty for the compiled folder itself.
    pub(super) name: String,
    header: Option<u32>,
    /// The header exists, but cannot be read; that was reported.
    unreadable_header: bool,
    codes: Vec<u32>,
    locales: Vec<(String, u32)>,
}

const HEADER: &str = "catalog.yaml";
const LOCALES: &str = "locales";

/// The largest size of all files together, in bytes.
pub const MAX_TOTAL_BYTES: usize = 256 << 20;

/// What a file is in its catalog.
#[derive(Clone, Copy)]
enum Part {
    Header,
    Codes,
    Locale,
}

/// Sorts files into catalogs. Files that belong to none are reported, so that no file is silently ignored.
pub(super) fn folders(mut files: Vec<File>, sources: &mut Sources, sink: &mut Sink) -> Vec<Folder> {
    // By the parts of paths, so that the files of one folder follow each other.
    files.sort_by(|a, b| a.path.split('/').cmp(b.path.split('/')));
    let is_header = |file: &File| file.path.split_once('/').is_some_and(|(_, path)| path == HEADER);
    let single = files.iter().any(|file| file.path == HEADER) || !files.iter().any(is_header);
    let mut folders: Vec<Folder> = Vec::new();
    let mut total = 0;
    for File { path, content, is_outside } in files {
        let (name, inside) = match path.split_once('/') {
            Some(parts) if !single => parts,
            _ => ("", path.as_str()),
        };
        let content = match content {
            Ok(content) => content,
            Err(problem) => {
                if inside == HEADER {
                    last(&mut folders, name).unreadable_header = true;
                }
                sink.push(Diagnostic::of(Rule::Unreadable, problem).in_file(path));
                continue;
            }
        };
        total += content.len();
        if total > MAX_TOTAL_BYTES {
            let message = format!("the files of {} hold more than 256 MiB", quote(sources.folder()));
            sink.push(Diagnostic::new(Rule::FileTooLarge, message).help("split the catalog"));
            return Vec::new();
        }
        let Some(stem) = path.strip_suffix(".yaml") else {
            let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
            let help = format!("rename it to `{stem}.yaml`");
            sink.push(Diagnostic::new(Rule::StrayFile, "a file with this name is not read").in_file(path).help(help));
            continue;
        };
        let part = match inside.split('/').collect::<Vec<_>>()[..] {
            [HEADER] => Part::Header,
            [_] if single || !name.is_empty() => Part::Codes,
            [LOCALES, _] => Part::Locale,
            _ => {
                let message = "a file in this place is not read";
                let help =
                    "a catalog is a folder with a `catalog.yaml`, other `.yaml` files next to it, and `locales/`";
                sink.push(Diagnostic::new(Rule::StrayFile, message).in_file(path).help(help));
                continue;
            }
        };
        let tag = stem.rsplit('/').next().unwrap_or_default().to_owned();
        let known = sources.len();
        let file = add(&path, content, sources, sink);
        if is_outside {
            sources.hide_lines(known);
        }
        let folder = last(&mut folders, name);
        match (part, file) {
            (Part::Header, None) => folder.unreadable_header = true,
            (Part::Header, file) => folder.header = file,
            (Part::Codes, file) => folder.codes.extend(file),
            (Part::Locale, file) => folder.locales.extend(file.map(|file| (tag, file))),
        }
    }
    if folders.is_empty() && sink.is_empty() {
        let message = format!("{} contains no catalog", quote(sources.folder()));
        let help = "a catalog is a folder with a `catalog.yaml`; name that folder, or the one above it";
        sink.push(Diagnostic::new(Rule::EmptyCatalog, message).in_file("").help(help));
    }
    folders
}

/// Returns the folder that is being filled: the last one if it has this name, otherwise a new one.
fn last<'f>(folders: &'f mut Vec<Folder>, name: &str) -> &'f mut Folder {
    let mut at = folders.len().saturating_sub(1);
    if folders.get(at).is_none_or(|last| last.name != name) {
        at = folders.len();
        folders.push(Folder { name: name.to_owned(), ..Folder::default() });
    }
    &mut folders[at]
}

/// Adds a file; reports one that is too large or not UTF-8.
pub fn add(path: &str, bytes: Vec<u8>, sources: &mut Sources, sink: &mut Sink) -> Option<u32> {
    if bytes.len() > MAX_FILE_BYTES {
        sink.push(too_large().in_file(path));
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(sources.add(path, text)),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            add_broken(path, error.as_bytes(), valid, sources, sink);
            None
        }
    }
}

/// Adds the readable part of a file that is not UTF-8, so that the diagnostic can show the line.
fn add_broken(path: &str, bytes: &[u8], valid: usize, sources: &mut Sources, sink: &mut Sink) {
    let byte = bytes.get(valid).copied().unwrap_or_default();
    let text = String::from_utf8_lossy(bytes).into_owned();
    let dropped = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let start = u32::try_from(valid - dropped).unwrap_or(u32::MAX);
    let file = sources.add(path, text);
    let diagnostic = Diagnostic::new(Rule::NotUtf8, "the file is not UTF-8").at(Span::new(file, start, start));
    sink.push(diagnostic.label(format!("byte 0x{byte:02x} is not UTF-8")).help("save the file as UTF-8"));
}

impl Folder {
    /// Parses every file. Without a header there is no result, because each other diagnostic would follow from that.
    pub(super) fn parse(self, sources: &Sources, all_read: bool, sink: &mut Sink) -> Option<Trees> {
        let header = self.header.and_then(|file| yaml::parse(sources, file, sink));
        let codes: Vec<_> = self.codes.iter().filter_map(|file| yaml::parse(sources, *file, sink)).collect();
        let complete = all_read && codes.len() == self.codes.len();
        let locales =
            self.locales.into_iter().filter_map(|(tag, file)| Some((tag, yaml::parse(sources, file, sink)?))).collect();
        if self.header.is_none() && !self.unreadable_header {
            let path = if self.name.is_empty() { HEADER.to_owned() } else { format!("{}/{HEADER}", self.name) };
            let help = "begin it with `catalog`, `title`, `version`, `language` and `unknown`";
            let message = "the catalog has no header";
            sink.push(Diagnostic::new(Rule::EmptyCatalog, message).in_file(path).help(help));
        }
        Some(Trees { header: header?, codes, complete, locales })
    }
}
