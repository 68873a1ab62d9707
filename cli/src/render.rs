//! `errcat render`: the answer in which a code travels.

use errcat::{AnyCode, Carried, Catalog, Found, Internal, Param, ParamKind, Public, Value};
use errcat_compiler::de::nearest;
use errcat_compiler::diagnostic::quote;
use serde::Serialize;

use crate::catalogs::{Folders, full, words};
use crate::cli::Where;
use crate::find;
use crate::output::{Exit, Failure, Format, Output, json};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The code: CATALOG/CODE, or an id that stands in one catalog only
    #[arg(value_name = "CODE")]
    what: String,

    /// A parameter of the code (may be given several times)
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = pair)]
    params: Vec<(String, String)>,

    /// A detail (may be given several times)
    #[arg(long = "detail", value_name = "TEXT")]
    details: Vec<String>,

    /// A value that only the request knows (may be given several times)
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    context: Vec<(String, String)>,

    /// The language of texts for customers (BCP 47, such as de-AT)
    #[arg(long = "lang", value_name = "TAG")]
    language: Option<String>,

    /// Another envelope: one of the catalog, or `problem` for problem details (RFC 9457)
    #[arg(long, value_name = "NAME")]
    envelope: Option<String>,

    /// What the team sees: masked codes as they are
    #[arg(long)]
    internal: bool,

    #[command(flatten)]
    place: Where,
}

fn pair(text: &str) -> Result<(String, String), &'static str> {
    let (name, value) = text.split_once('=').ok_or("write a name, `=` and a value")?;
    Ok((name.to_owned(), value.to_owned()))
}

/// The shape of `render --format json`.
#[derive(Serialize)]
struct Answer {
    status: Option<u16>,
    content_type: &'static str,
    body: String,
}

/// What the arguments carry.
struct Given<'a> {
    params: Vec<Option<Value<'a>>>,
    details: &'a [String],
    context: Vec<Option<Value<'a>>>,
}

impl Carried for Given<'_> {
    fn param(&self, at: usize) -> Option<Value<'_>> {
        *self.params.get(at)?
    }

    fn detail(&self, at: usize) -> Option<&str> {
        self.details.get(at).map(String::as_str)
    }

    fn context(&self, at: usize) -> Option<Value<'_>> {
        *self.context.get(at)?
    }
}

/// Runs the command.
pub fn run(args: &Args, format: Format) -> Result<Output, Output> {
    let folders = Folders::compile(&args.place.folders, "errcat render")?;
    let catalogs = folders.catalogs()?;
    let code = code(&catalogs, &args.what)?;
    let given = args.given(code)?;
    let answer = args.answer(code, &given)?;
    let stdout = format.write(|| format!("{}\n", answer.body), || json(&answer));
    Ok(Output::new(stdout, Exit::Fine))
}

/// The code that a text names; a retired id stands for its successor.
pub fn code<'a>(catalogs: &'a [Catalog<'a>], what: &str) -> Result<AnyCode<'a>, Failure> {
    match find::find(catalogs, what).map_err(|miss| miss.failure)?.found {
        Found::Code(code) => Ok(code),
        Found::Retired(retired) => retired.replaced_by.ok_or_else(|| {
            let message = format!("{} was {retired}", quote(retired.id));
            Failure::finding(message, "name a code: `errcat list` shows all of them")
        }),
    }
}

impl Args {
    fn given<'a>(&'a self, code: AnyCode<'_>) -> Result<Given<'a>, Failure> {
        let params: Vec<Param<'_>> = code.params().collect();
        let context: Vec<Param<'_>> = code.catalog().context().collect();
        let (mut wrong, mut wrong_context) = (Vec::new(), Vec::new());
        let (owner, catalog) = (full(code), code.catalog().name());
        let given = Given {
            params: values(&params, &self.params, "parameter", &owner, &mut wrong),
            details: &self.details,
            context: values(&context, &self.context, "value of the context", catalog, &mut wrong_context),
        };
        let mut missing = params.iter().zip(&given.params).filter(|(_, value)| value.is_none()).map(|(param, _)| param);
        let first_missing = missing.next();
        if wrong.is_empty() {
            let missing = first_missing.into_iter().chain(missing);
            wrong.extend(missing.map(|param| format!("parameter {} is missing", quote(param.name))));
        }
        let help = match (wrong.is_empty(), first_missing.or(params.first()), context.first()) {
            (false, Some(param), _) => format!("give it as in `--set {}`", assigned(param)),
            (false, None, _) => format!("{owner} has no parameters: leave out `--set`"),
            (true, _, Some(value)) => format!("give it as in `--context {}`", assigned(value)),
            (true, _, None) => format!("{catalog} has no context: leave out `--context`"),
        };
        wrong.append(&mut wrong_context);
        let Some((first, others)) = wrong.split_first() else { return Ok(given) };
        Err(Failure::misuse(first, help).lines(others.iter().cloned()))
    }

    fn answer(&self, code: AnyCode<'_>, given: &Given<'_>) -> Result<Answer, Failure> {
        macro_rules! answer {
            ($view:expr) => {{
                let view = $view;
                let view = self.language.as_deref().map_or(view, |tag| view.in_language(tag));
                let body = match &self.envelope {
                    None => view.body(),
                    Some(name) => view.body_in(name).ok_or_else(|| no_envelope(code.catalog(), name))?,
                };
                Answer { status: view.status(), content_type: body.content_type(), body: body.to_string() }
            }};
        }
        Ok(if self.internal { answer!(Internal::new(code, given)) } else { answer!(Public::new(code, given)) })
    }
}

/// The values that arguments give to parameters; what is wrong with them goes into `wrong`.
fn values<'a>(
    params: &[Param<'_>],
    given: &'a [(String, String)],
    what: &str,
    owner: &str,
    wrong: &mut Vec<String>,
) -> Vec<Option<Value<'a>>> {
    let mut values = vec![None; params.len()];
    for (name, text) in given {
        let Some(at) = params.iter().position(|param| param.name == name) else {
            let near = nearest(name, params.iter().map(|param| param.name));
            let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            wrong.push(format!("{owner} has no {what} {}{hint}", quote(name)));
            continue;
        };
        match value(params[at].kind, text) {
            Some(_) if values[at].is_some() => wrong.push(format!("{what} {} is given twice", quote(name))),
            Some(value) => values[at] = Some(value),
            None => wrong.push(format!("{} is no {}, as {what} {} is", quote(text), params[at].kind, quote(name))),
        }
    }
    values
}

/// A value of a type, as it is written on the command line.
fn value(kind: ParamKind, text: &str) -> Option<Value<'_>> {
    match kind {
        ParamKind::Integer => text.parse().ok().map(Value::Integer),
        ParamKind::Number => serde_json::from_str(text).ok().map(Value::Number),
        ParamKind::Boolean => text.parse().ok().map(Value::Boolean),
        ParamKind::Json => serde_json::from_str::<serde::de::IgnoredAny>(text).ok().map(|_| Value::Json(text)),
        _ => Some(Value::Text(text)),
    }
}

/// `name=example`, as a shell takes it.
fn assigned(param: &Param<'_>) -> String {
    let plain = |character: char| character.is_ascii_alphanumeric() || "._-:/".contains(character);
    match param.example {
        "" => format!("{}=…", param.name),
        example if example.chars().all(plain) => format!("{}={example}", param.name),
        example => format!("'{}={}'", param.name, example.replace('\'', "'\\''")),
    }
}

fn no_envelope(catalog: &Catalog<'_>, name: &str) -> Failure {
    let names: Vec<&str> = catalog.envelopes().chain(["problem"]).collect();
    let help = match nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the envelopes are {}", words(names)),
    };
    Failure::misuse(format!("{} has no envelope {}", catalog.name(), quote(name)), help)
}
