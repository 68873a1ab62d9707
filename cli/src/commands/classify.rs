//! `errcat classify`: the code of an answer.

use std::borrow::Cow;

use errcat::{Catalog, Recognized, Unrecognized};
use errcat_compiler::{MAX_FILE_BYTES, Suggest, quote, read_stream};
use errcat_tools::find::status_that_decides;
use errcat_tools::json::{AnswerJson, pretty};
use errcat_tools::text::full_name;
use serde::Serialize;

use crate::args::catalogs::{CatalogArgs, Folders, named};
use crate::args::values::status;
use crate::output::quote::backticked;
use crate::output::style::{LABEL, paint};
use crate::output::{Exit, Failure, Format, Output};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The catalog's name
    #[arg(value_name = "CATALOG")]
    name: String,

    /// The body of the answer; without it, or if it is `-`, standard input is read
    #[arg(value_name = "BODY")]
    body: Option<String>,

    /// The HTTP status code of the answer; without it, only the body counts
    #[arg(long, value_name = "STATUS", value_parser = status)]
    status: Option<u16>,

    /// The upstream of the catalog that the raw answer comes from; without it, or as `wire`, the catalog's own API
    #[arg(long, value_name = "NAME")]
    upstream: Option<String>,

    #[command(flatten)]
    catalogs: CatalogArgs,
}

/// The name for the catalog's own API, unless an upstream has this name.
const WIRE: &str = "wire";

/// The shape of `classify --format json` for a known answer.
#[derive(Serialize)]
struct KnownAnswer<'a> {
    known: bool,
    #[serde(flatten)]
    answer: AnswerJson<'a>,
}

/// The shape of `classify --format json` for an unknown answer: what can be read of it.
#[derive(Serialize)]
struct UnknownAnswer<'a> {
    known: bool,
    code: Option<Cow<'a, str>>,
    title: Option<Cow<'a, str>>,
    message: Option<Cow<'a, str>>,
    customer: Option<Cow<'a, str>>,
    details: Vec<Cow<'a, str>>,
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let folders = Folders::compile(&args.catalogs.folders, "errcat classify")?;
    let catalogs = folders.catalogs()?;
    let catalog = named(&catalogs, &args.name)?;
    let upstream = match args.upstream.as_deref() {
        Some(upstream) if catalog.upstreams().any(|name| name == upstream) => Some(upstream),
        None | Some(WIRE) => None,
        Some(upstream) => return Err(no_upstream(catalog, upstream).into()),
    };
    let body = args.body()?;
    let recognized = match upstream {
        None => catalog.recognize(args.status, &body),
        Some(upstream) => catalog.recognize_upstream(upstream, args.status, &body),
    };
    let Some(recognized) = &recognized else {
        let bare = args.status.is_none() && upstream.is_none();
        let decides = bare.then(|| status_that_decides(catalog, &body)).flatten();
        let list = args.catalogs.command(&format!("errcat list {}", catalog.name()));
        let help = decides.map_or_else(
            || format!("do not retry it automatically; `{list}` lists the codes"),
            |status| format!("add the status of the answer, such as `--status {status}`"),
        );
        let failure = Failure::finding(format!("no code of {} matches this answer", catalog.name()), help);
        // The raw answer of an upstream is in no envelope of the catalog.
        let body: &[u8] = if upstream.is_none() { &body } else { b"" };
        let unknown = UnknownAnswer::of(catalog, args.status, body);
        let stdout = format.write(|| unknown.text(), || pretty(&unknown));
        return Err(Output { stdout, ..failure.into() });
    };
    let answer = || AnswerJson::new(recognized);
    let known = || KnownAnswer { known: true, answer: answer() };
    let stdout = format.write(|| args.text(recognized, &answer()), || pretty(&known()));
    Ok(Output::new(stdout, Exit::Fine))
}

impl Args {
    fn body(&self) -> Result<Vec<u8>, Failure> {
        if let Some(body) = self.body.as_ref().filter(|body| *body != "-") {
            return Ok(body.clone().into_bytes());
        }
        read_stream(std::io::stdin().lock(), MAX_FILE_BYTES).map_err(|error| {
            let help = "pass the body as an argument: `errcat classify CATALOG BODY`";
            Failure::misuse(format!("standard input cannot be read: {error}"), help)
        })
    }
}

impl<'a> UnknownAnswer<'a> {
    fn of(catalog: Catalog<'a>, status: Option<u16>, body: &'a [u8]) -> Self {
        let raw = Unrecognized::new(catalog, status, body);
        Self {
            known: false,
            code: raw.code(),
            title: raw.title(),
            message: raw.message(),
            customer: raw.customer(),
            details: raw.details(),
        }
    }

    /// Returns a line for each value that can be read.
    fn text(&self) -> String {
        let texts =
            [("code", &self.code), ("title", &self.title), ("message", &self.message), ("customer", &self.customer)];
        let texts = texts.iter().filter_map(|(label, text)| Some((*label, text.as_deref()?)));
        let details = self.details.iter().map(|detail| ("detail", &**detail));
        let lines = texts.chain(details).map(|(label, text)| {
            let label = paint(LABEL, &format!("{label:9}"));
            format!("  {label} {}", quote(text))
        });
        lines.flat_map(|line| [line, "\n".to_owned()]).collect()
    }
}

impl Args {
    fn text(&self, recognized: &Recognized<'_>, known: &AnswerJson<'_>) -> String {
        let code = recognized.code();
        let mut lines = vec![format!("{}: {}", full_name(code), code.title())];
        let mut line =
            |label: &str, text: String| lines.push(format!("  {} {text}", paint(LABEL, &format!("{label:9}"))));
        if let Some(text) = known.text {
            line("text", quote(text));
        }
        for (label, values) in [("parameter", &known.params), ("context", &known.context)] {
            for (name, value) in values {
                line(label, format!("{name} = {value}"));
            }
        }
        for detail in &known.details {
            line("detail", quote(detail));
        }
        if let Some(name) = known.answered_as {
            line("name", quote(name));
        }
        for other in &known.others {
            line("other", (*other).to_owned());
        }
        line("retry", code.retry().to_string());
        lines.push(format!(
            "  to see what to do, run `{}`",
            self.catalogs.command(&format!("errcat explain {}", full_name(code)))
        ));
        lines.join("\n") + "\n"
    }
}

fn no_upstream(catalog: Catalog<'_>, upstream: &str) -> Failure {
    let names: Vec<&str> = catalog.upstreams().chain([WIRE]).collect();
    let help = Suggest::new(upstream, names.iter().copied()).question().unwrap_or_else(|| {
        if names == [WIRE] {
            format!("{} has no upstreams: leave out `--upstream`", catalog.name())
        } else {
            format!("the upstreams are {}", backticked(names.iter().copied()))
        }
    });
    Failure::misuse(format!("{} has no upstream {}", catalog.name(), quote(upstream)), help)
}
