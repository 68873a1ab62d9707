//! `errcat new`: adds a code to a catalog, next to the nearest id, and changes nothing else.

mod insertion;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use errcat::Catalog;
use errcat_compiler::quote;
use errcat_compiler::{Compilation, Diagnostic, File, Files, Span, compile};
use errcat_tools::files::FolderLock;
use errcat_tools::json::{CodeJson, pretty};
use serde::Serialize;

use self::insertion::Insertion;
use crate::args::catalogs::without_errors;
use crate::args::folder;
use crate::args::values::pair;
use crate::output::quote::{backticked, shown, typed};
use crate::output::style::{self, STRONG, paint};
use crate::output::yaml::{flow_scalar, scalar};
use crate::output::{Exit, Failure, Format, Output};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The id, such as `CARD_DECLINED`
    #[arg(value_name = "ID")]
    id: String,

    /// The folder of the catalog
    #[arg(long, value_name = "DIR", default_value = "catalog")]
    catalog: PathBuf,

    /// The file, such as `cards.yaml`; without it, the file whose ids begin with the same word
    #[arg(long = "in", value_name = "FILE")]
    file: Option<String>,

    /// The HTTP status, or `none`
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,

    /// Who can fix it
    #[arg(long, value_name = "WHO")]
    fixable_by: Option<String>,

    /// The text for developers, with `{placeholders}`
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    message: Option<String>,

    /// How to fix it
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    remediation: Option<String>,

    /// The text for customers
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    customer: Option<String>,

    /// A parameter and its example (repeatable)
    #[arg(long = "param", value_name = "NAME=EXAMPLE", value_parser = pair)]
    params: Vec<(String, String)>,
}

/// The shape of `new --format json`.
#[derive(Serialize)]
struct Added<'a> {
    catalog: &'a str,
    id: &'a str,
    file: &'a str,
    line: usize,
}

/// The command without the folder, as help shows it.
const COMMAND: &str = "errcat new ID --catalog";

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    // Reports a folder that is missing.
    folder::load(&args.catalog, COMMAND)?;
    // Other runs wait here, so that each reads what the one before has written.
    let lock = FolderLock::acquire(&args.catalog).map_err(|error| unwritable(&args.catalog, &error))?;
    let files = folder::load(&args.catalog, COMMAND)?;
    let before = without_errors(compile(files.clone()))?;
    let [catalog] = &before.catalogs[..] else { return Err(args.several(&before).into()) };
    let codes: Vec<(&str, Span)> = catalog.model().codes.iter().map(|code| (&*code.id.value, code.id.span)).collect();
    if let Some((_, span)) = codes.iter().find(|(id, _)| *id == args.id) {
        let message = format!("{} already exists at {}", quote(&args.id), before.sources.place(*span));
        return Err(Failure::misuse(message, "choose another id").into());
    }
    let path = args.file(&before, &codes)?;
    let own = codes.iter().filter(|(_, span)| before.sources.file(span.file).path() == path);
    let own: Vec<(&str, Span)> = own.copied().collect();
    let source = before.sources.file(own[0].1.file).text();
    let shown_path = before.sources.shown(path);
    let insertion = Insertion::beside(source, &args.id, &own).ok_or_else(|| {
        Failure::misuse(
            format!("the codes of {} are in braces", quote(&shown_path)),
            "write each code on lines of its own, or add this one by hand",
        )
    })?;
    let entry = args.entry(&insertion);
    let old = files.files.iter().find(|file| file.path == path).and_then(|file| file.content.as_deref().ok());
    let old = old.expect("it was compiled");
    // The text of a source does not include a byte order mark.
    let at = insertion.at + old.len() - source.len();
    let new = [&old[..at], entry.as_bytes(), &old[at..]].concat();
    check(args, files.clone(), path, &new, catalog.catalog())?;
    let target = args.catalog.join(path);
    lock.replace(&target, Some(old), &new).map_err(|error| unwritable(&target, &error))?;
    let empty = entry.len() - entry.trim_start().len();
    let line = source[..insertion.at].matches('\n').count() + entry[..empty].matches('\n').count() + 1;
    let added = Added { catalog: catalog.name(), id: &args.id, file: &shown_path, line };
    let text = || {
        let entry = entry.trim_matches(['\r', '\n']);
        format!("{} at {shown_path}:{line}\n{entry}\n", paint(STRONG, &format!("{}/{}", added.catalog, args.id)))
    };
    Ok(Output::new(format.write(text, || pretty(&added)), Exit::Fine))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    let help = match error.kind() {
        ErrorKind::ResourceBusy | ErrorKind::WouldBlock => "run the command again",
        _ => "make it writable",
    };
    Failure::misuse(format!("{} cannot be written: {error}", quote(&shown(path))), help)
}

/// Compiles the catalog with the new content of a file. If it has errors, or if another code than the new one changed, nothing
/// is written.
fn check(args: &Args, mut files: Files, path: &str, new: &[u8], before: Catalog<'_>) -> Result<(), Output> {
    for File { path: own, content, .. } in &mut files.files {
        if own == path {
            *content = Ok(new.to_vec());
        }
    }
    let after = compile(files);
    if after.diagnostics.is_empty() {
        let others = |catalog: Catalog<'_>| -> Vec<String> {
            let others = catalog.codes().filter(|code| code.as_str() != args.id);
            others.map(|code| pretty(&CodeJson::new(code, None))).collect()
        };
        let same = |after: Catalog<'_>| after.len() == before.len() + 1 && others(after) == others(before);
        if after.catalogs.first().is_some_and(|catalog| same(catalog.catalog())) {
            return Ok(());
        }
        let message = format!("{} cannot be added to {}", quote(&args.id), quote(&after.sources.shown(path)));
        return Err(Failure::misuse(message, "add it by hand").into());
    }
    let missing = |diagnostic: &Diagnostic| args.left_out().find(|(key, _)| diagnostic.key == Some(*key));
    let options: Vec<&str> = after.diagnostics.iter().filter_map(missing).map(|(_, option)| option).collect();
    let others = after.diagnostics.iter().filter(|one| missing(one).is_none());
    let diagnostics: String = others.map(|one| style::diagnostic(one, &after.sources) + "\n").collect();
    let message = match &options[..] {
        [] => format!("{} was not added", quote(&args.id)),
        [one] => format!("{} was not added: `{one}` is missing", quote(&args.id)),
        all => format!("{} was not added: {} are missing", quote(&args.id), backticked(all.iter().copied())),
    };
    let help =
        "add it as in `--status 404 --fixable-by developer --message 'No such order' --remediation 'Check the id.'`";
    let output = Output::from(Failure::misuse(message, help));
    Err(Output { stderr: diagnostics + &output.stderr, ..output })
}

impl Args {
    /// Returns the missing keys and their options.
    fn left_out(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        [
            (&self.status, ("status", "--status")),
            (&self.fixable_by, ("fixable_by", "--fixable-by")),
            (&self.message, ("message", "--message")),
            (&self.remediation, ("remediation", "--remediation")),
        ]
        .into_iter()
        .filter(|(value, _)| value.is_none())
        .map(|(_, names)| names)
    }

    fn several(&self, compilation: &Compilation) -> Failure {
        let names = backticked(compilation.catalogs.iter().map(errcat_compiler::Compiled::name));
        let first = compilation.catalogs.first().map_or("", errcat_compiler::Compiled::folder);
        let folder = compilation.sources.shown(first);
        Failure::misuse(
            format!("{} has several catalogs: {names}", quote(&shown(&self.catalog))),
            format!("name the folder of one, as in `--catalog {}`", typed(folder)),
        )
    }

    /// Returns the named file, the only one, or the one with the most ids that begin with the same word.
    fn file<'c>(&self, compilation: &'c Compilation, codes: &[(&str, Span)]) -> Result<&'c str, Failure> {
        let word = |id: &str| id.split('_').next().unwrap_or_default().to_owned();
        let mut files: Vec<(&str, usize)> = Vec::new();
        for (id, span) in codes {
            let path = compilation.sources.file(span.file).path();
            let alike = usize::from(word(id) == word(&self.id));
            match files.iter_mut().find(|(other, _)| *other == path) {
                Some((_, count)) => *count += alike,
                None => files.push((path, alike)),
            }
        }
        let name = |path: &'c str| path.rsplit('/').next().unwrap_or(path);
        if let Some(own) = &self.file {
            let found = files.iter().find(|(path, _)| compilation.sources.shown(path) == *own || name(path) == own);
            return found.map(|(path, _)| *path).ok_or_else(|| {
                let all = backticked(files.iter().map(|(path, _)| name(path)));
                Failure::misuse(
                    format!("the catalog has no file {} with codes", quote(own)),
                    format!("the files with codes are {all}"),
                )
            });
        }
        let most = files.iter().map(|(_, count)| *count).max().unwrap_or_default();
        match files.iter().filter(|(_, count)| *count == most).collect::<Vec<_>>()[..] {
            [(path, _)] => Ok(path),
            ref several => {
                let all = several.iter().map(|(path, _)| (*path).to_owned());
                let message = format!("{} fits into {} files", quote(&self.id), several.len());
                let help =
                    several.first().map_or(String::new(), |(path, _)| format!("name one, as in `--in {}`", name(path)));
                Err(Failure::misuse(message, help).lines(all))
            }
        }
    }

    /// Returns the text of the entry.
    fn entry(&self, insertion: &Insertion) -> String {
        let Insertion { indent, inner, line_end, before, after, .. } = insertion;
        let mut lines = vec![format!("{indent}{}:", scalar(&self.id))];
        let mut add = |key: &str, value: &str| lines.push(format!("{inner}{key}: {value}"));
        let text = |value: &Option<String>| value.as_deref().map(scalar);
        let status = self.status.as_deref().map(flow_scalar);
        for (key, value) in
            [("status", status), ("fixable_by", text(&self.fixable_by)), ("message", text(&self.message))]
        {
            if let Some(value) = value {
                add(key, &value);
            }
        }
        if !self.params.is_empty() {
            let params =
                self.params.iter().map(|(name, example)| format!("{}: {}", flow_scalar(name), flow_scalar(example)));
            add("params", &format!("{{{}}}", params.collect::<Vec<_>>().join(", ")));
        }
        for (key, value) in [("customer", text(&self.customer)), ("remediation", text(&self.remediation))] {
            if let Some(value) = value {
                add(key, &value);
            }
        }
        if lines.len() == 1 {
            lines[0].push_str(" {}");
        }
        format!("{before}{}{line_end}{after}", lines.join(line_end))
    }
}
