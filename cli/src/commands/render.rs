//! `errcat render`: the answer for a code.

use errcat::{AnyCode, Catalog, Envelope, Internal, Public};
use errcat_compiler::Suggest;
use errcat_compiler::quote;
use errcat_tools::json::pretty;
use errcat_tools::text::full_name;
use serde::Serialize;

use crate::args::catalogs::{CatalogArgs, Folders, language};
use crate::args::code::code;
use crate::args::values::{ValueArgs, Values};
use crate::output::quote::backticked;
use crate::output::{Exit, Failure, Format, Output};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// CATALOG/CODE; the catalog may be left out if only one has the id
    #[arg(value_name = "CODE", allow_negative_numbers = true)]
    what: String,

    #[command(flatten)]
    given: ValueArgs,

    /// The language of customer texts (BCP 47, such as de-AT)
    #[arg(long = "lang", value_name = "TAG")]
    language: Option<String>,

    /// Another envelope of the catalog, or `problem` for problem details (RFC 9457)
    #[arg(long, value_name = "NAME")]
    envelope: Option<String>,

    /// Render masked codes as the team sees them
    #[arg(long)]
    internal: bool,

    #[command(flatten)]
    catalogs: CatalogArgs,
}

/// The shape of `render --format json`.
#[derive(Serialize)]
struct RenderedAnswer {
    status: Option<u16>,
    content_type: &'static str,
    body: String,
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let folders = Folders::compile(&args.catalogs.folders, "errcat render")?;
    let catalogs = folders.catalogs()?;
    let code = code(&catalogs, &args.what, &args.catalogs)?;
    let given = args.given.of(code)?;
    let answer = args.answer(code, &given, args.internal)?;
    // Only the team sees the details of a masked code.
    let lists_details = match &args.envelope {
        None => code.example().internal().body().lists_details(),
        Some(name) => code.example().internal().body_in(name).is_some_and(|body| body.lists_details()),
    };
    if !args.given.details.is_empty() && !lists_details {
        let message = format!("the answer of {} has no place for details", full_name(code));
        let help = "leave out `--detail`, or choose an envelope with `$details`, as in `--envelope problem`";
        return Err(Failure::misuse(message, help).into());
    }
    let stdout = format.write(|| format!("{}\n", answer.body), || pretty(&answer));
    Ok(Output::new(stdout, Exit::Fine))
}

impl Args {
    fn answer(&self, code: AnyCode<'_>, given: &Values<'_>, internal: bool) -> Result<RenderedAnswer, Failure> {
        let language = language(code.catalog(), self.language.as_deref())?;
        macro_rules! answer {
            ($view:expr) => {{
                let view = $view;
                let view = language.map_or(view, |language| view.in_language(language.tag));
                let body = match &self.envelope {
                    None => view.body(),
                    Some(name) => view.body_in(name).ok_or_else(|| no_envelope(code.catalog(), name))?,
                };
                RenderedAnswer { status: view.status(), content_type: body.content_type(), body: body.to_string() }
            }};
        }
        Ok(if internal { answer!(Internal::new(code, given)) } else { answer!(Public::new(code, given)) })
    }
}

fn no_envelope(catalog: Catalog<'_>, name: &str) -> Failure {
    let names: Vec<&str> = catalog.envelopes().map(Envelope::name).chain(["problem"]).collect();
    let help = Suggest::new(name, names.iter().copied())
        .question()
        .unwrap_or_else(|| format!("the envelopes are {}", backticked(names)));
    Failure::misuse(format!("{} has no envelope {}", catalog.name(), quote(name)), help)
}
