//! `errcat classify`: the code of an answer.

use std::borrow::Cow;
use std::io::Read;

use errcat::__private::Carried;
use errcat::{Catalog, Param, Recognized, Unrecognized, Value};
use errcat_compiler::{Suggest, quote};
use errcat_tools::find::status_that_decides;
use errcat_tools::json::pretty;
use errcat_tools::text::full_name;
use serde::Serialize;
use serde_json::{Map, json as value};

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

/// The shape of `classify --format json` for a known answer. Values that the answer does not have are left out.
#[derive(Serialize)]
struct KnownAnswer<'a> {
    known: bool,
    id: &'a str,
    params: Map<String, serde_json::Value>,
    details: Vec<&'a str>,
    context: Map<String, serde_json::Value>,
    text: Option<&'a str>,
    /// The name in the answer, if it is neither the id nor the wire code.
    answered_as: Option<&'a str>,
    /// The ids of the other codes, of a list of error objects.
    others: Vec<&'a str>,
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
            |status| format!("its status decides: add `--status {status}`"),
        );
        let failure = Failure::finding(format!("no code of {} matches this answer", catalog.name()), help);
        // The raw answer of an upstream is in no envelope of the catalog.
        let body: &[u8] = if upstream.is_none() { &body } else { b"" };
        let unknown = UnknownAnswer::of(catalog, args.status, body);
        let stdout = format.write(|| unknown.text(), || pretty(&unknown));
        return Err(Output { stdout, ..failure.into() });
    };
    let known = KnownAnswer::of(recognized);
    let stdout = format.write(|| args.text(recognized, &known), || pretty(&known));
    Ok(Output::new(stdout, Exit::Fine))
}

impl Args {
    fn body(&self) -> Result<Vec<u8>, Failure> {
        if let Some(body) = self.body.as_ref().filter(|body| *body != "-") {
            return Ok(body.clone().into_bytes());
        }
        let mut body = Vec::new();
        match std::io::stdin().lock().read_to_end(&mut body) {
            Ok(_) => Ok(body),
            Err(error) => Err(Failure::misuse(
                format!("standard input cannot be read: {error}"),
                "pass the body as an argument: `errcat classify CATALOG BODY`",
            )),
        }
    }
}

impl<'a> KnownAnswer<'a> {
    fn of(recognized: &'a Recognized<'a>) -> Self {
        let code = recognized.code();
        let all = |params: &mut dyn Iterator<Item = Param<'a>>, get: &dyn Fn(usize) -> Option<Value<'a>>| {
            let known = params.enumerate().filter_map(|(at, param)| Some((param.name.to_owned(), as_json(get(at)?))));
            known.collect::<Map<_, _>>()
        };
        Self {
            known: true,
            id: code.as_str(),
            params: all(&mut code.params(), &|at| recognized.param(at)),
            details: (0..).map_while(|at| recognized.detail(at)).collect(),
            context: all(&mut code.catalog().context(), &|at| recognized.context(at)),
            text: recognized.raw_text(),
            answered_as: recognized.answered_as(),
            others: recognized.others().iter().map(|code| code.as_str()).collect(),
        }
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

fn as_json(value: Value<'_>) -> serde_json::Value {
    match value {
        Value::Integer(number) => value!(number),
        Value::Number(number) => value!(number),
        Value::Boolean(truth) => value!(truth),
        Value::Json(text) => serde_json::from_str(text).unwrap_or_default(),
        other => value!(other.to_string()),
    }
}

impl Args {
    fn text(&self, recognized: &Recognized<'_>, known: &KnownAnswer<'_>) -> String {
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
