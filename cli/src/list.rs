//! `errcat list`: the codes of catalogs.

use errcat::{AnyCode, Catalog, FixableBy, Vocabulary};
use errcat_compiler::de::nearest;
use errcat_compiler::diagnostic::quote;

use crate::catalogs::{Folders, named, words};
use crate::cli::Where;
use crate::folder::count;
use crate::output::{Exit, Failure, Format, Output, json};
use crate::record::Record;
use crate::style::{LABEL, STRONG, paint};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The catalog's name; without it all catalogs are listed
    #[arg(value_name = "CATALOG")]
    name: Option<String>,

    #[command(flatten)]
    place: Where,

    /// Only codes that these can fix
    #[arg(long, value_name = "WHO", value_parser = clap::builder::PossibleValuesParser::new(FixableBy::WORDS))]
    fixable_by: Option<String>,

    /// Only codes of this HTTP status, or `none`
    #[arg(long, value_name = "STATUS", value_parser = status)]
    status: Option<Status>,

    /// Only codes with this tag
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
}

#[derive(Clone, Copy, Debug)]
struct Status(Option<u16>);

fn status(text: &str) -> Result<Status, &'static str> {
    match text.parse() {
        Ok(number @ 100..=599) => Ok(Status(Some(number))),
        _ if text == "none" => Ok(Status(None)),
        _ => Err("a status is a number from 100 to 599, or `none`"),
    }
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let folders = Folders::compile(&args.place.folders, "errcat list")?;
    let mut catalogs = folders.catalogs()?;
    if let Some(name) = &args.name {
        catalogs = vec![*named(&catalogs, name)?];
    }
    let listed: Vec<(&Catalog<'_>, Vec<AnyCode<'_>>)> = catalogs
        .iter()
        .map(|catalog| (catalog, catalog.codes().filter(|code| args.matches(*code)).collect()))
        .collect();
    let stdout = format.write(|| text(&listed), || json(&records(&listed)));
    if listed.iter().any(|(_, codes)| !codes.is_empty()) {
        return Ok(Output::new(stdout, Exit::Fine));
    }
    Err(Output { stdout, ..args.nothing(&catalogs).into() })
}

impl Args {
    fn matches(&self, code: AnyCode<'_>) -> bool {
        self.fixable_by.as_deref().is_none_or(|who| code.fixable_by().as_str() == who)
            && self.status.is_none_or(|Status(status)| code.status() == status)
            && self.tag.as_deref().is_none_or(|tag| code.tags().any(|other| other == tag))
    }

    /// Why no code is listed.
    fn nothing(&self, catalogs: &[Catalog<'_>]) -> Failure {
        let mut tags: Vec<&str> = catalogs.iter().flat_map(Catalog::codes).flat_map(AnyCode::tags).collect();
        tags.sort_unstable();
        tags.dedup();
        let help = match &self.tag {
            Some(tag) if !tags.contains(&tag.as_str()) => match nearest(tag, tags.iter().copied()) {
                Some(near) => format!("no code has the tag {}; did you mean `{near}`?", quote(tag)),
                None if tags.is_empty() => "no code has a tag; leave out `--tag`".to_owned(),
                None => format!("no code has the tag {}; the tags are {}", quote(tag), words(tags)),
            },
            _ => "leave out some of `--fixable-by`, `--status` and `--tag`".to_owned(),
        };
        Failure::finding("no code is like that", help)
    }
}

fn records<'a>(listed: &[(&Catalog<'_>, Vec<AnyCode<'a>>)]) -> Vec<Record<'a>> {
    listed.iter().flat_map(|(_, codes)| codes).map(|code| Record::new(*code, None)).collect()
}

/// A table for each catalog. Ids, status codes and fixers are ASCII and the titles stand last, so that columns are straight
/// whatever a title holds.
fn text(listed: &[(&Catalog<'_>, Vec<AnyCode<'_>>)]) -> String {
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
