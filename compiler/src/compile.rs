//! The pure function at the center: files in, catalogs and diagnostics out.

mod folders;
mod laws;
pub mod load;
pub mod restore;

use std::collections::HashSet;

use errcat_core::Catalog;

use self::folders::folders;
pub use self::folders::{MAX_TOTAL_BYTES, add as add_file};
use crate::check::{can_be_written, check, check_mentions};
use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::lower::lower;
use crate::model::{Mask, Model};
use crate::rust::{Module, Rust};
use crate::tables::OwnedTables;
use crate::text::id::{is_id, spelling};
use crate::text::placeholder::is_name;
use crate::text::problem::Problem;
use crate::text::quote::quote;
use crate::text::source::Sources;
use crate::written::{self, Written};

/// The files of a folder: one catalog, or one catalog in each subfolder.
#[derive(Clone, Debug)]
pub struct Files {
    /// The folder as people know it.
    pub root: String,
    /// The files, in any order.
    pub files: Vec<File>,
}

/// A file of a folder.
#[derive(Clone, Debug)]
pub struct File {
    /// The path in the folder, with `/` between its parts. The empty path is the folder itself.
    pub path: String,
    /// The content, or why it could not be read.
    pub content: Result<Vec<u8>, Problem>,
    /// Whether a link leads to the file from outside of the folder. Diagnostics then do not show its lines.
    pub is_outside: bool,
}

impl File {
    /// Returns a file in the folder with its content.
    pub fn new(path: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), content: Ok(content.into()), is_outside: false }
    }

    /// Returns a file that could not be read.
    pub fn unreadable(path: impl Into<String>, problem: Problem) -> Self {
        Self { path: path.into(), content: Err(problem), is_outside: false }
    }
}

/// The result of compiling a folder.
#[derive(Debug)]
pub struct Compilation {
    /// The files, for showing places.
    pub sources: Sources,
    /// The catalogs, in the order of their folders. If there are diagnostics, they are repaired as well as possible, and only
    /// their names are reliable.
    pub catalogs: Vec<Compiled>,
    /// All diagnostics, by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// A compiled catalog.
#[derive(Debug)]
pub struct Compiled {
    folder: String,
    model: Model,
    tables: OwnedTables,
    variants: Vec<String>,
}

impl Compiled {
    /// Returns the name of the catalog.
    pub fn name(&self) -> &str {
        &self.model.name
    }

    /// Returns the path of the catalog's folder in the compiled folder. It is empty for a folder that is one catalog.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// Returns the catalog.
    pub fn catalog(&self) -> Catalog<'_> {
        self.tables.catalog()
    }

    /// Returns the catalog as the author wrote it, with places.
    pub const fn model(&self) -> &Model {
        &self.model
    }

    /// Returns the names of the Rust values, in the order of the codes.
    pub fn rust_names(&self) -> &[String] {
        &self.variants
    }

    /// Calls a function for each key and each scalar that the author wrote. `sources` are those of the compilation.
    pub fn each_written(&self, sources: &Sources, call: &mut dyn FnMut(&Written<'_>)) {
        if let Some(trees) = written::trees(sources, &self.folder) {
            written::each(&trees, call);
        }
    }

    /// Returns the Rust text of the catalog: the content of a module. `krate` is the path of errcat, such as `::errcat`.
    pub fn rust(&self, krate: &str) -> Rust {
        Module { tables: &self.tables, variants: &self.variants, krate }.text()
    }
}

/// Compiles the catalogs of a folder.
///
/// ```
/// use errcat_compiler::{File, Files, compile};
///
/// let file = |path: &str, text: &str| File::new(path, text);
/// let header = "
/// catalog: shop
/// title: Web shop
/// version: 1.0.0
/// language: en
/// unknown: {message: Unrecognized error, customer: Something went wrong.}
/// ";
/// let codes = "
/// codes:
///   SOLD_OUT:
///     status: 409
///     fixable_by: customer
///     message: The article is sold out
///     remediation: Choose another article.
/// ";
/// let files = vec![file("catalog.yaml", header), file("codes.yaml", codes)];
/// let compilation = compile(Files { root: "catalog".to_owned(), files });
/// assert_eq!(compilation.diagnostics, []);
/// let catalog = compilation.catalogs[0].catalog();
/// assert!(catalog.find("SOLD_OUT").is_some());
/// ```
pub fn compile(files: Files) -> Compilation {
    let mut sources = Sources::new(files.root);
    let mut sink = Sink::new();
    let mut catalogs: Vec<Compiled> = Vec::new();
    let folders = folders(files.files, &mut sources, &mut sink);
    let all_read = sink.is_empty();
    for folder in folders {
        let mut own = Sink::new();
        let name = folder.name.clone();
        let Some(trees) = folder.parse(&sources, all_read, &mut own) else {
            sink.append(own);
            continue;
        };
        let mut model = lower(&trees, &sources, &mut own);
        // A file that could not be read may hold the codes.
        if model.codes.is_empty() && own.is_empty() && all_read {
            let help = "write a file next to it that holds `codes:`, with at least one code";
            own.push(Diagnostic::new(Rule::EmptyCatalog, "the catalog has no codes").at(model.span).help(help));
        }
        check(&mut model, &sources, &mut own);
        check_mentions(&model, &trees, &mut own);
        if let Some(first) = catalogs.iter().find(|other| !model.name.is_empty() && other.name() == model.name) {
            let message = format!("two catalogs are named {}", quote(&model.name));
            let diagnostic = Diagnostic::new(Rule::DuplicateKey, message).at(model.span);
            own.push(diagnostic.related(first.model.span, "the first").help("give each catalog its own name"));
        }
        catalogs.extend(finish(name, model, &mut own));
        sink.append(own);
    }
    Compilation { diagnostics: sink.into_sorted(&sources), sources, catalogs }
}

/// Builds the tables of a catalog, and proves the laws on them.
fn finish(folder: String, mut model: Model, sink: &mut Sink) -> Option<Compiled> {
    let span = model.span;
    let internal = |message: String| {
        let help = "this is a bug in errcat, not in the catalog: please report it";
        Diagnostic::new(Rule::Internal, message).at(span).help(help)
    };
    if !sink.is_empty() {
        repair(&mut model);
        if model.codes.is_empty() {
            return None;
        }
    }
    let compiled = match assemble(folder, model) {
        Ok(compiled) => compiled,
        Err(message) => {
            sink.push(internal(message.to_owned()));
            return None;
        }
    };
    if sink.is_empty() {
        let (catalog, model) = (compiled.catalog(), &compiled.model);
        laws::look_ups(catalog, &mut |message| sink.push(internal(message)));
        laws::answers(catalog, model, sink);
        laws::unknown(catalog, model, sink);
    }
    Some(compiled)
}

/// Builds the tables of a catalog.
fn assemble(folder: String, model: Model) -> Result<Compiled, &'static str> {
    let variants = model.codes.iter().map(|code| code.rust_name.clone()).collect();
    let tables = OwnedTables::build(&model)?;
    Ok(Compiled { folder, model, tables, variants })
}

/// Keeps the names of a broken catalog, so that code that uses them does not give errors of its own.
fn repair(model: &mut Model) {
    let (mut ids, mut names) = (HashSet::new(), HashSet::new());
    model.codes.truncate(usize::from(u16::MAX) - 2);
    model.codes.retain_mut(|code| {
        code.id.value = spelling(&code.id.value);
        is_id(&code.id.value) && names.insert(code.rust_name.clone()) && ids.insert(code.id.value.clone())
    });
    // The Rust text begins with a comment that contains these.
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
    (model.unknown.envelope, model.unknown.is) = (None, None);
    model.unknown.set.clear();
    model.mentions.clear();
    for code in &mut model.codes {
        code.params.retain(|param| is_name(&param.name.value));
        (code.wire_code, code.wire_number) = (None, None);
        code.aliases.clear();
        code.provider_codes.clear();
        code.see.clear();
        code.shown_as = Mask::Itself;
        (code.retry, code.outcome, code.envelope, code.deprecated) = (None, None, None, None);
    }
}
