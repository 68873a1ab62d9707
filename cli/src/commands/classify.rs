//! `errcat classify`: the code that an answer means.

use std::io::Read;

use errcat::{Carried, Catalog, Param, Recognised, Value};
use errcat_compiler::de::nearest;
use errcat_compiler::diagnostic::quote;
use errcat_tools::find::status_that_decides;
use errcat_tools::json::pretty;
use errcat_tools::text::full_name;
use serde::Serialize;
use serde_json::{Map, json as value};

use crate::args::catalogs::{Folders, Where, named};
use crate::args::values::status;
use crate::output::quote::words;
use crate::output::style::{LABEL, paint};
use crate::output::{Exit, Failure, Format, Output};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The catalog's name
    #[arg(value_name = "CATALOG")]
    name: String,

    /// The body of the answer; without it, or as `-`, it is read from standard input
    #[arg(value_name = "BODY")]
    body: Option<String>,

    /// The HTTP status code of the answer; without it only the body decides
    #[arg(long, value_name = "STATUS", value_parser = status)]
    status: Option<u16>,

    /// Where the answer is from: `wire`, the catalog's own API, unless given; or an upstream of the catalog, by whose rows a raw
    /// answer of somebody else is read
    #[arg(long, value_name = "NAME")]
    upstream: Option<String>,

    #[command(flatten)]
    place: Where,
}

/// The answers of the catalog's own API, unless it has an upstream of this name.
const WIRE: &str = "wire";

/// The shape of `classify --format json`; what is not known has the first member only.
#[derive(Serialize)]
struct Answer<'a> {
    known: bool,
    #[serde(flatten)]
    rest: Option<&'a Known<'a>>,
}

#[derive(Serialize)]
struct Known<'a> {
    id: &'a str,
    params: Map<String, serde_json::Value>,
    details: Vec<&'a str>,
    context: Map<String, serde_json::Value>,
    text: Option<&'a str>,
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let folders = Folders::compile(&args.place.folders, "errcat classify")?;
    let catalogs = folders.catalogs()?;
    let catalog = named(&catalogs, &args.name)?;
<<<<<<< HEAD
    let source = match args.source.as_deref() {
        Some(source) if catalog.upstreams().any(|name| name == source) => Some(source),
=======
    let upstream = match args.upstream.as_deref() {
        Some(upstream) if catalog.sources().any(|name| name == upstream) => Some(upstream),
>>>>>>> main
        None | Some(WIRE) => None,
        Some(upstream) => return Err(no_upstream(catalog, upstream).into()),
    };
    let body = args.body()?;
    let recognised = match upstream {
        None => catalog.recognise(args.status, &body),
<<<<<<< HEAD
        Some(source) => catalog.recognize_upstream(source, args.status, &body),
=======
        Some(upstream) => catalog.recognise_from(upstream, args.status, &body),
>>>>>>> main
    };
    let Some(recognised) = &recognised else {
        let bare = args.status.is_none() && upstream.is_none();
        let decides = bare.then(|| status_that_decides(catalog, &body)).flatten();
        let list = args.place.here(&format!("errcat list {}", catalog.name()));
        let help = decides.map_or_else(
            || format!("retry nothing on its account; `{list}` shows what is known"),
            |status| format!("its status decides: give it as in `--status {status}`"),
        );
        let failure = Failure::finding(format!("{} knows no such answer", catalog.name()), help);
        let unknown = format.write(String::new, || pretty(&Answer { known: false, rest: None }));
        return Err(Output { stdout: unknown, ..failure.into() });
    };
    let known = Known::of(recognised);
    let stdout = format.write(|| args.text(recognised, &known), || pretty(&Answer { known: true, rest: Some(&known) }));
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
                "give the body as an argument: `errcat classify CATALOG BODY`",
            )),
        }
    }
}

impl<'a> Known<'a> {
    fn of(recognised: &'a Recognised<'a>) -> Self {
        let code = recognised.code();
        let all = |params: &mut dyn Iterator<Item = Param<'a>>, get: &dyn Fn(usize) -> Option<Value<'a>>| {
            let known = params.enumerate().filter_map(|(at, param)| Some((param.name.to_owned(), as_json(get(at)?))));
            known.collect::<Map<_, _>>()
        };
        Self {
            id: code.as_str(),
            params: all(&mut code.params(), &|at| recognised.param(at)),
            details: (0..).map_while(|at| recognised.detail(at)).collect(),
            context: all(&mut code.catalog().context(), &|at| recognised.context(at)),
            text: recognised.raw_text(),
        }
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
    fn text(&self, recognised: &Recognised<'_>, known: &Known<'_>) -> String {
        let code = recognised.code();
        let mut lines = vec![format!("{}: {}", full_name(code), code.title())];
        let mut line =
            |label: &str, text: String| lines.push(format!("  {} {text}", paint(LABEL, &format!("{label:9}"))));
        if let Some(said) = known.text {
            line("text", quote(said));
        }
        for (label, values) in [("parameter", &known.params), ("context", &known.context)] {
            for (name, value) in values {
                line(label, format!("{name} = {value}"));
            }
        }
        for detail in &known.details {
            line("detail", quote(detail));
        }
        line("retry", code.retry().to_string());
        lines.push(format!("  `{}` says what to do", self.place.here(&format!("errcat explain {}", full_name(code)))));
        lines.join("\n") + "\n"
    }
}

<<<<<<< HEAD
fn no_source(catalog: Catalog<'_>, source: &str) -> Failure {
    let names: Vec<&str> = catalog.upstreams().chain([WIRE]).collect();
    let help = match nearest(source, names.iter().copied()) {
=======
fn no_upstream(catalog: &Catalog<'_>, upstream: &str) -> Failure {
    let names: Vec<&str> = catalog.sources().chain([WIRE]).collect();
    let help = match nearest(upstream, names.iter().copied()) {
>>>>>>> main
        Some(near) => format!("did you mean `{near}`?"),
        None if names == [WIRE] => format!("{} has no upstreams: leave out `--upstream`", catalog.name()),
        None => format!("the upstreams are {}", words(names)),
    };
    Failure::misuse(format!("{} has no upstream {}", catalog.name(), quote(upstream)), help)
}
