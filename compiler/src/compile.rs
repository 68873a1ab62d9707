//! The pure function at the centre: files in, catalogs and diagnostics out.

pub mod load;
mod prove;

use std::collections::HashSet;

use errcat_core::Catalog;

use crate::check::{can_be_written, check};
use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink, quote};
use crate::lower::{Trees, is_id, lower, spelling};
use crate::model::Model;
use crate::model::template::is_name;
use crate::rust::{Module, Rust};
use crate::tables::OwnedTables;
use crate::text::source::Sources;
use crate::yaml;

/// What stands in a folder: of one catalog, or of several in folders of their own.
#[derive(Debug)]
pub struct Files {
    /// The folder as it is shown to people.
    pub root: String,
    /// The files, in any order.
    pub files: Vec<File>,
}

/// A file of a folder.
#[derive(Debug)]
pub struct File {
    /// Its path in the folder, with `/` between the parts.
    pub path: String,
    /// What it holds, or why it could not be read; what stands behind a line feed says what to do.
    pub content: Result<Vec<u8>, String>,
}

/// What came of a folder.
pub struct Compilation {
    /// The folder as it is shown to people.
    pub root: String,
    /// The texts, to show places in.
    pub sources: Sources,
    /// The catalogs, in the order of their folders. If there are diagnostics, these are repaired as well as could be and only good for naming.
    pub catalogs: Vec<Compiled>,
    /// What is wrong, by place; all of it.
    pub diagnostics: Vec<Diagnostic>,
}

/// A compiled catalog.
pub struct Compiled {
    model: Model,
    tables: OwnedTables,
    variants: Vec<String>,
}

impl Compiled {
    /// The catalog's name.
    pub fn name(&self) -> &str {
        &self.model.name
    }

    /// The catalog over its tables.
    pub fn catalog(&self) -> Catalog<'_> {
        self.tables.catalog()
    }

    /// The catalog as it was understood.
    pub const fn model(&self) -> &Model {
        &self.model
    }

    /// The Rust text of the catalog: the contents of a module. `krate` is the path of errcat, such as `::errcat`.
    pub fn rust(&self, krate: &str) -> Rust {
        Module { tables: &self.tables, variants: &self.variants, krate }.text()
    }
}

/// Compiles the catalogs of a folder.
pub fn compile(files: Files) -> Compilation {
    let root = files.root.clone();
    let mut sources = Sources::new();
    let mut sink = Sink::new();
    let mut catalogs: Vec<Compiled> = Vec::new();
    let folders = folders(files, &mut sources, &mut sink);
    let all_read = sink.is_empty();
    for folder in folders {
        let mut own = Sink::new();
        let Some(trees) = folder.parse(&sources, &root, all_read, &mut own) else {
            sink.append(own);
            continue;
        };
        let mut model = lower(&trees, &sources, &mut own);
        // Where something could not be read, the codes may stand there.
        if model.codes.is_empty() && own.is_empty() && all_read {
            let help = "write a file beside it that holds `codes:`, with at least one code";
            own.push(Diagnostic::new(Rule::EmptyCatalog, "the catalog has no codes").at(model.span).help(help));
        }
        check(&mut model, &sources, &mut own);
        if let Some(first) = catalogs.iter().find(|other| !model.name.is_empty() && other.name() == model.name) {
            let message = format!("two catalogs are named {}", quote(&model.name));
            let diagnostic = Diagnostic::new(Rule::DuplicateKey, message).at(model.span);
            own.push(diagnostic.related(first.model.span, "the first").help("give each catalog its own name"));
        }
        catalogs.extend(finish(model, &mut own));
        sink.append(own);
    }
    Compilation { root, diagnostics: sink.into_sorted(&sources), sources, catalogs }
}

/// Builds the tables, and proves the laws over them.
fn finish(mut model: Model, sink: &mut Sink) -> Option<Compiled> {
    let span = model.span;
    let internal = |message: String| {
        Diagnostic::new(Rule::Internal, message)
            .at(span)
            .help("this is a mistake in errcat, not in the catalog: please report it")
    };
    if !sink.is_empty() {
        repair(&mut model);
        if model.codes.is_empty() {
            return None;
        }
    }
    let variants: Vec<String> = model.codes.iter().map(|code| code.rust_name.clone()).collect();
    let tables = match OwnedTables::build(&model) {
        Ok(tables) => tables,
        Err(message) => {
            sink.push(internal(message.to_owned()));
            return None;
        }
    };
    if sink.is_empty() {
        prove::look_ups(tables.catalog(), &mut |message| sink.push(internal(message)));
        prove::answers(tables.catalog(), &model, sink);
        prove::unknown(tables.catalog(), &model, sink);
    }
    Some(Compiled { model, tables, variants })
}

/// Leaves of a broken catalog what has names, so that code that uses it gives no errors of its own.
fn repair(model: &mut Model) {
    let (mut ids, mut names) = (HashSet::new(), HashSet::new());
    model.codes.truncate(usize::from(u16::MAX) - 2);
    model.codes.retain_mut(|code| {
        code.id.value = spelling(&code.id.value);
        is_id(&code.id.value) && names.insert(code.rust_name.clone()) && ids.insert(code.id.value.clone())
    });
    // The Rust text begins with a comment that says these.
    for text in [&mut model.name, &mut model.version] {
        *text = text.replace('\n', " ");
    }
    model.context.retain(|value| is_name(&value.name.value));
    model.retired.clear();
    model.locales.clear();
    model.policies.clear();
    if !can_be_written(&model.outcomes) {
        model.outcomes.clear();
    }
    model.outcomes.iter_mut().for_each(|outcome| outcome.query = None);
    (model.envelopes, model.redirects) = (Vec::new(), Vec::new());
    model.unknown.envelope = None;
    for code in &mut model.codes {
        code.params.retain(|param| is_name(&param.name.value));
        (code.wire_code, code.wire_number) = (None, None);
        code.aliases.clear();
        code.provider_codes.clear();
        code.see.clear();
        code.shown_as = crate::model::Mask::Itself;
        (code.retry, code.outcome, code.envelope, code.deprecated) = (None, None, None, None);
    }
}

/// The files of one catalog.
#[derive(Default)]
struct Folder {
    /// Empty for the root.
    name: String,
    header: Option<u32>,
    /// There is a header, but why it cannot be read was reported.
    unreadable_header: bool,
    codes: Vec<u32>,
    locales: Vec<(String, u32)>,
}

const HEADER: &str = "catalog.yaml";
const LOCALES: &str = "locales";

/// The most text of all files together, in bytes.
const MOST_TEXT: usize = 256 << 20;

/// Sorts files into catalogs, and reports the ones that would be passed over in silence.
fn folders(mut input: Files, sources: &mut Sources, sink: &mut Sink) -> Vec<Folder> {
    // Folder by folder: what stands in one stands together.
    input.files.sort_by(|a, b| a.path.split('/').cmp(b.path.split('/')));
    let root = input.root.trim_end_matches('/').to_owned();
    let shown = |path: &str| match path {
        "." => root.clone(),
        _ if root.is_empty() => path.to_owned(),
        _ => format!("{root}/{path}"),
    };
    let is_header = |file: &File| file.path.split_once('/').is_some_and(|(_, path)| path == HEADER);
    let single = input.files.iter().any(|file| file.path == HEADER) || !input.files.iter().any(is_header);
    let mut folders: Vec<Folder> = Vec::new();
    let mut total = 0;
    for File { path, content } in input.files {
        let (folder, inside) = match path.split_once('/') {
            _ if single => ("", path.as_str()),
            Some(parts) => parts,
            None => ("", path.as_str()),
        };
        let stray =
            |message: String, help: String| Diagnostic::new(Rule::StrayFile, message).in_file(shown(&path)).help(help);
        let content = match content {
            Ok(content) => content,
            Err(reason) => {
                let (message, help) =
                    reason.split_once('\n').map_or((&*reason, None), |(message, help)| (message, Some(help)));
                let diagnostic = Diagnostic::new(Rule::Unreadable, message).in_file(shown(&path));
                sink.push(Diagnostic { help: help.map(str::to_owned), ..diagnostic });
                if inside == HEADER {
                    last(&mut folders, folder).unreadable_header = true;
                }
                continue;
            }
        };
        total += content.len();
        if total > MOST_TEXT {
            let message = format!("the files of {} hold more than 256 MiB", quote(&root));
            sink.push(Diagnostic::new(Rule::FileTooLarge, message).help("split the catalog"));
            return Vec::new();
        }
        let Some(stem) = path.strip_suffix(".yaml") else {
            let spelt = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
            sink.push(stray("the file would not be read".to_owned(), format!("rename it to `{spelt}.yaml`")));
            continue;
        };
        let place = match inside.split('/').collect::<Vec<_>>()[..] {
            [HEADER] => Some(Place::Header),
            [_] if single || !folder.is_empty() => Some(Place::Codes),
            [LOCALES, _] => Some(Place::Locale),
            _ => None,
        };
        let Some(place) = place else {
            let help = "a catalog is a folder with a `catalog.yaml`, other `.yaml` files beside it, and `locales/`";
            sink.push(stray("the file would not be read here".to_owned(), help.to_owned()));
            continue;
        };
        let file = sources.add_bytes(shown(&path), content, sink);
        let folder = last(&mut folders, folder);
        match (place, file) {
            (Place::Header, None) => folder.unreadable_header = true,
            (Place::Header, file) => folder.header = file,
            (Place::Codes, file) => folder.codes.extend(file),
            (Place::Locale, None) => {}
            (Place::Locale, Some(file)) => {
                folder.locales.push((stem.rsplit('/').next().unwrap_or_default().to_owned(), file));
            }
        }
    }
    if folders.is_empty() && sink.is_empty() {
        let message = format!("{} holds no catalog", quote(&root));
        let help = "a catalog is a folder with a `catalog.yaml`; name that folder, or the one above it";
        sink.push(Diagnostic::new(Rule::EmptyCatalog, message).in_file(root.as_str()).help(help));
    }
    folders
}

/// The folder that is being filled: the last one, or a new one behind it.
fn last<'f>(folders: &'f mut Vec<Folder>, name: &str) -> &'f mut Folder {
    let mut at = folders.len().saturating_sub(1);
    if folders.get(at).is_none_or(|last| last.name != name) {
        at = folders.len();
        folders.push(Folder { name: name.to_owned(), ..Folder::default() });
    }
    &mut folders[at]
}

enum Place {
    Header,
    Codes,
    Locale,
}

impl Folder {
    /// Parses every file; the header's place is taken by nothing if there is none.
    fn parse(self, sources: &Sources, root: &str, all_read: bool, sink: &mut Sink) -> Option<Trees> {
        let header = self.header.and_then(|file| yaml::parse(sources, file, sink));
        let codes: Vec<_> = self.codes.iter().filter_map(|file| yaml::parse(sources, *file, sink)).collect();
        let complete = all_read && codes.len() == self.codes.len();
        let locales =
            self.locales.into_iter().filter_map(|(tag, file)| Some((tag, yaml::parse(sources, file, sink)?))).collect();
        if self.header.is_none() && !self.unreadable_header {
            let first = self.codes.first().map(|file| &*sources.file(*file).path);
            let folder = first.and_then(|first| first.rsplit_once('/')).map_or(root, |(folder, _)| folder);
            let help = "begin it with `catalog`, `title`, `version`, `language` and `unknown`";
            let message = "the catalog has no header";
            sink.push(Diagnostic::new(Rule::EmptyCatalog, message).in_file(format!("{folder}/{HEADER}")).help(help));
        }
        // Without its header the rest would give errors that are not its own.
        Some(Trees { header: header?, codes, complete, locales })
    }
}
