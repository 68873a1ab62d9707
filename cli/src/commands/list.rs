//! `errcat list` and `errcat search`: the codes of catalogs, all of them or those whose texts contain some words.

use errcat::{AnyCode, Catalog, FixableBy, Vocabulary};
use errcat_compiler::Suggest;
use errcat_compiler::quote;
use errcat_tools::json::{CodeJson, pretty};
use errcat_tools::text::count;

use crate::args::catalogs::{CatalogArgs, Folders, named};
use crate::args::values;
use crate::output::quote::backticked;
use crate::output::style::{LABEL, STRONG, paint};
use crate::output::{Exit, Failure, Format, Output};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The name of the catalog; without it, all catalogs
    #[arg(value_name = "CATALOG")]
    name: Option<String>,

    #[command(flatten)]
    filter: Filter,
}

#[derive(Debug, clap::Args)]
pub struct SearchArgs {
    /// Words of the id, status, provider codes, tags or texts in any language. A code must contain all of them, in any order and case
    #[arg(value_name = "WORD", required = true, value_parser = clap::builder::NonEmptyStringValueParser::new())]
    words: Vec<String>,

    #[command(flatten)]
    filter: Filter,
}

#[derive(Debug, clap::Args)]
struct Filter {
    #[command(flatten)]
    catalogs: CatalogArgs,

    /// Only codes that this party can fix
    #[arg(long, value_name = "WHO", value_parser = clap::builder::PossibleValuesParser::new(FixableBy::WORDS))]
    fixable_by: Option<String>,

    /// Only codes with this HTTP status, or `none`
    #[arg(long, value_name = "STATUS", value_parser = status)]
    status: Option<Status>,

    /// Only codes with this tag
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
}

#[derive(Clone, Copy, Debug)]
struct Status(Option<u16>);

fn status(text: &str) -> Result<Status, &'static str> {
    match text {
        "none" => Ok(Status(None)),
        _ => values::status(text)
            .map(|status| Status(Some(status)))
            .map_err(|_| "a status is a number from 100 to 599, or `none`"),
    }
}

/// Lists codes.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let folders = Folders::compile(&args.filter.catalogs.folders, "errcat list")?;
    let mut catalogs = folders.catalogs()?;
    if let Some(name) = &args.name {
        catalogs = vec![named(&catalogs, name)?];
    }
    args.filter.show(&catalogs, format, |_| true)
}

/// Searches codes.
pub fn search(args: &SearchArgs, format: Format) -> Result<Output, Output> {
    let folders = Folders::compile(&args.filter.catalogs.folders, "errcat search")?;
    let catalogs = folders.catalogs()?;
    let words: Vec<String> = args.words.iter().map(|word| word.to_lowercase()).collect();
    let holds = |code: AnyCode<'_>| {
        let text = searched(code);
        words.iter().all(|word| text.contains(word))
    };
    args.filter.show(&catalogs, format, holds)
}

/// Returns everything that a search looks at, in lower case.
fn searched(code: AnyCode<'_>) -> String {
    let (id, catalog) = (code.as_str(), code.catalog());
    let mut text = [id, &id.replace('_', " "), code.wire_code(), code.title(), code.message()].join("\n");
    for language in catalog.languages() {
        for part in [code.remediation_in(language.tag), code.customer_in(language.tag)] {
            text.extend(["\n", part]);
        }
    }
    for provider in code.provider_codes() {
        text.extend(["\n", provider.scope, ":", provider.code]);
    }
    code.aliases().for_each(|alias| text.extend(["\n", alias]));
    code.tags().for_each(|tag| text.extend(["\n", tag]));
    text.extend(code.status().map(|status| format!("\n{status}")));
    text.to_lowercase()
}

impl Filter {
    fn show(
        &self,
        catalogs: &[Catalog<'_>],
        format: Format,
        holds: impl Fn(AnyCode<'_>) -> bool,
    ) -> Result<Output, Output> {
        let will_do = |code: &AnyCode<'_>| self.matches(*code) && holds(*code);
        let mut listed: Vec<(Catalog<'_>, Vec<AnyCode<'_>>)> = Vec::new();
        for catalog in catalogs.iter().copied() {
            listed.push((catalog, catalog.codes().filter(will_do).collect()));
        }
        let stdout = format.write(|| text(&listed), || pretty(&records(&listed)));
        if listed.iter().any(|(_, codes)| !codes.is_empty()) {
            return Ok(Output::new(stdout, Exit::Fine));
        }
        let nothing = if catalogs.iter().copied().flat_map(Catalog::codes).any(holds) {
            self.nothing(catalogs)
        } else {
            Failure::finding("no code contains all of these words", "search for fewer words, or for parts of them")
        };
        Err(Output { stdout, ..nothing.into() })
    }

    fn matches(&self, code: AnyCode<'_>) -> bool {
        self.fixable_by.as_deref().is_none_or(|who| code.fixable_by().as_str() == who)
            && self.status.is_none_or(|Status(status)| code.status() == status)
            && self.tag.as_deref().is_none_or(|tag| code.tags().any(|other| other == tag))
    }

    /// Returns the message for an empty list.
    fn nothing(&self, catalogs: &[Catalog<'_>]) -> Failure {
        let mut tags: Vec<&str> = catalogs.iter().copied().flat_map(Catalog::codes).flat_map(AnyCode::tags).collect();
        tags.sort_unstable();
        tags.dedup();
        let help = match &self.tag {
            Some(tag) if !tags.contains(&tag.as_str()) => match Suggest::new(tag, tags.iter().copied()).question() {
                Some(question) => format!("no code has the tag {}; {question}", quote(tag)),
                None if tags.is_empty() => "no code has a tag; leave out `--tag`".to_owned(),
                None => format!("no code has the tag {}; the tags are {}", quote(tag), backticked(tags)),
            },
            _ => "leave out some of `--fixable-by`, `--status` and `--tag`".to_owned(),
        };
        Failure::finding("no code matches these filters", help)
    }
}

fn records<'a>(listed: &[(Catalog<'_>, Vec<AnyCode<'a>>)]) -> Vec<CodeJson<'a>> {
    listed.iter().flat_map(|(_, codes)| codes).map(|code| CodeJson::new(*code, None)).collect()
}

/// Returns a table for each catalog. Titles come last because they may hold characters of any width; the other columns are ASCII.
fn text(listed: &[(Catalog<'_>, Vec<AnyCode<'_>>)]) -> String {
    let shown: Vec<_> = listed.iter().filter(|(_, codes)| !codes.is_empty()).collect();
    let width = shown.iter().flat_map(|(_, codes)| codes).map(|code| code.as_str().len()).max().unwrap_or_default();
    let tables = shown.iter().map(|(catalog, codes)| {
        let heading = format!("{} {}: {}", catalog.name(), catalog.version(), catalog.title());
        let mut table = format!("{} ({})\n", paint(STRONG, &heading), count(codes.len(), "code"));
        table.push_str(&paint(LABEL, &row(width, "ID", "STATUS", "FIXABLE BY", "TITLE")));
        table.push('\n');
        for code in codes {
            let status = code.status().map_or("none".to_owned(), |status| status.to_string());
            table.push_str(&row(width, code.as_str(), &status, code.fixable_by().as_str(), code.title()));
            table.push_str(if code.deprecation().is_some() { " (deprecated)\n" } else { "\n" });
        }
        table
    });
    tables.collect::<Vec<_>>().join("\n")
}

fn row(width: usize, id: &str, status: &str, fixable_by: &str, title: &str) -> String {
    format!("{id:width$}  {status:6}  {fixable_by:10}  {title}")
}
