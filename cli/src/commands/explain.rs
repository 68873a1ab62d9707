//! `errcat explain`: the meaning of a code, and what to do about it.

mod text;

use std::io::IsTerminal;

use errcat::{AnyCode, Found, Retired};
use errcat_tools::find::{Hit, Miss};
use errcat_tools::json::{CodeJson, Explanation, PastedJson, pretty};

use crate::args::catalogs::{CatalogArgs, Folders, language};
use crate::args::code;
use crate::output::{Exit, Format, Output};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// An id, an alias, CATALOG/CODE, a wire code (negative numbers, too), SCOPE:CODE of a provider (iso8583:51), a retired id, a
    /// problem type, a Rust path (`mozarto::Code::PspTimeout`); or anything that contains a code: an answer, a log line, the URL of a redirect or of a
    /// documentation page
    #[arg(value_name = "WHAT", allow_negative_numbers = true)]
    what: String,

    #[command(flatten)]
    catalogs: CatalogArgs,

    /// The language of customer texts and remediation (BCP 47, such as de-AT)
    #[arg(long = "lang", value_name = "TAG")]
    language: Option<String>,
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let folders = Folders::compile(&args.catalogs.folders, "errcat explain")?;
    let catalogs = folders.catalogs()?;
    let hit = match code::find(&catalogs, &args.what) {
        Ok(hit) => hit,
        Err(miss) => return Err(missed(args, format, &miss)),
    };
    let language = language(hit.catalog, args.language.as_deref())?;
    let (retired, code) = parts(hit);
    let record = || code.map(|code| CodeJson::new(code, language));
    let answer = code::answer(hit, &args.what);
    let tag = language.map(|language| language.tag);
    let pasted = || answer.as_ref().map(|answer| PastedJson::new(answer, tag));
    let explanation = || Explanation::new(&args.what, hit.catalog, retired.as_ref(), record()).with_answer(pasted());
    // Lines are wrapped on a terminal only; a pipe gets one line for each paragraph.
    let width = std::io::stdout().is_terminal().then(|| textwrap::termwidth().clamp(40, 100));
    let text = || {
        let parts = [
            retired.map(|retired| text::retired(hit.catalog, &retired)),
            code.map(|code| text::code(code, language, answer.as_ref())),
        ];
        text::wrap(&parts.into_iter().flatten().collect::<Vec<_>>().join("\n"), width)
    };
    Ok(Output::new(format.write(text, || pretty(&explanation())), Exit::Fine))
}

fn parts(hit: Hit<'_>) -> (Option<Retired<'_>>, Option<AnyCode<'_>>) {
    match hit.found {
        Found::Code(code) => (None, Some(code)),
        Found::Retired(retired) => (Some(retired), retired.replaced_by),
    }
}

/// Returns the output for a name that was not found. With `--format json`, an unknown name is a result; an ambiguous one is not.
fn missed(args: &Args, format: Format, miss: &Miss<'_>) -> Output {
    let failure = code::missed(miss, &args.catalogs);
    let exit = failure.exit;
    let output = Output::from(failure);
    if exit == Exit::Misuse || format == Format::Text {
        return output;
    }
    Output { stdout: pretty(&Explanation::unknown(&args.what, &miss.nearest)), ..output }
}
