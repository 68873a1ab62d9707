//! `errcat explain`: what a code means, and what to do about it.

mod text;

use std::io::IsTerminal;

use errcat::{AnyCode, Catalog, Found, Retired};
use serde::Serialize;

pub use self::text::recognized;
use crate::catalogs::{Folders, language};
use crate::cli::Where;
use crate::find::{self, Hit, Miss};
use crate::output::{Exit, Format, Output, json};
use crate::record::{Record, RetiredRecord};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// An id, CATALOG/CODE, a wire code, SCOPE:CODE of a provider (iso8583:51), a retired id, a path in Rust
    /// (`mozarto::Code::PspTimeout`); or what tells of a code: an answer, a line of a log, the URL of a redirect or of a
    /// code's documentation
    #[arg(value_name = "WHAT")]
    what: String,

    #[command(flatten)]
    place: Where,

    /// The language of the texts for customers and of the remediation (BCP 47, such as de-AT)
    #[arg(long = "lang", value_name = "TAG")]
    language: Option<String>,
}

/// The shape of `explain --format json`.
#[derive(Serialize)]
pub struct Explanation<'a> {
    /// What was asked for.
    what: &'a str,
    #[serde(flatten)]
    subject: Subject<'a>,
    /// The retired id that was asked for.
    retired: Option<RetiredRecord<'a>>,
    /// If nothing is known: the names that may have been meant.
    nearest: &'a [String],
}

/// What there is to say.
#[derive(Serialize)]
#[serde(untagged)]
enum Subject<'a> {
    /// The code; of a retired id its successor.
    Code(Box<Record<'a>>),
    /// A retired id without a successor.
    Retired { catalog: &'a str, id: &'a str },
    /// Nothing.
    Unknown { id: Option<&'a str> },
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let folders = Folders::compile(&args.place.folders, "errcat explain")?;
    let catalogs = folders.catalogs()?;
    let hit = match find::find(&catalogs, &args.what, &args.place) {
        Ok(hit) => hit,
        Err(miss) => return Err(missed(args, format, miss)),
    };
    let language = language(hit.catalog, args.language.as_deref())?;
    let (retired, code) = parts(hit);
    let record = || code.map(|code| Record::new(code, language));
    let explanation = || Explanation::new(&args.what, hit.catalog, retired.as_ref(), record());
    // Lines are broken for people only; whatever reads a pipe gets one line for each paragraph.
    let width = std::io::stdout().is_terminal().then(|| textwrap::termwidth().clamp(40, 100));
    let text = || {
        let parts =
            [retired.map(|retired| text::retired(hit.catalog, &retired)), code.map(|code| text::code(code, language))];
        text::wrap(&parts.into_iter().flatten().collect::<Vec<_>>().join("\n"), width)
    };
    Ok(Output::new(format.write(text, || json(&explanation())), Exit::Fine))
}

impl<'a> Explanation<'a> {
    /// What there is to say of a retired id, a code, or both: a retired id and its successor.
    pub fn new(what: &'a str, catalog: Catalog<'a>, retired: Option<&Retired<'a>>, code: Option<Record<'a>>) -> Self {
        let subject = match (code, retired) {
            (Some(code), _) => Subject::Code(Box::new(code)),
            (None, Some(retired)) => Subject::Retired { catalog: catalog.name(), id: retired.id },
            (None, None) => Subject::Unknown { id: None },
        };
        let retired = retired.map(|retired| RetiredRecord::new(catalog.name(), retired));
        Self { what, subject, retired, nearest: &[] }
    }
}

fn parts(hit: Hit<'_>) -> (Option<Retired<'_>>, Option<AnyCode<'_>>) {
    match hit.found {
        Found::Code(code) => (None, Some(code)),
        Found::Retired(retired) => (Some(retired), retired.replaced_by),
    }
}

/// That a name is not known is an answer, so machines get one, too; what was asked wrongly has none.
fn missed(args: &Args, format: Format, miss: Miss) -> Output {
    let exit = miss.failure.exit;
    let output = Output::from(miss.failure);
    if exit == Exit::Misuse || format == Format::Text {
        return output;
    }
    let nothing =
        Explanation { what: &args.what, subject: Subject::Unknown { id: None }, retired: None, nearest: &miss.nearest };
    Output { stdout: json(&nothing), ..output }
}
