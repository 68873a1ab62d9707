//! Values for a code: parameters, details, context.

use errcat::__private::Carried;
use errcat::{AnyCode, Param, ParamKind, Value};
use errcat_compiler::{Suggest, escape, quote};
use errcat_tools::find;
use errcat_tools::quote::shell_word;
use errcat_tools::text::full_name;

use crate::output::Failure;

/// Options that give a code its values.
#[derive(Debug, Default, clap::Args)]
pub struct ValueArgs {
    /// A parameter of the code (repeatable)
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = pair)]
    pub params: Vec<(String, String)>,

    /// A detail (repeatable)
    #[arg(long = "detail", value_name = "TEXT")]
    pub details: Vec<String>,

    /// A context value, such as a request id (repeatable)
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub context: Vec<(String, String)>,
}

/// Parses `name=value`.
pub fn pair(text: &str) -> Result<(String, String), &'static str> {
    let (name, value) = text.split_once('=').ok_or("write it as NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

/// Parses an HTTP status code.
pub fn status(text: &str) -> Result<u16, &'static str> {
    find::status(text).ok_or("a status is a number from 100 to 599")
}

/// Values that fit a code.
pub struct Values<'a> {
    params: Vec<Option<Value<'a>>>,
    details: &'a [String],
    context: Vec<Option<Value<'a>>>,
}

impl Carried for Values<'_> {
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

/// A kind of values, in the words of messages.
struct Kind {
    one: &'static str,
    all: &'static str,
    option: &'static str,
}

const PARAMETER: Kind = Kind { one: "parameter", all: "parameters", option: "--set" };
const CONTEXT: Kind = Kind { one: "context value", all: "context values", option: "--context" };

/// A problem with a value, and what to type instead.
struct Wrong {
    message: String,
    help: String,
}

impl ValueArgs {
    /// Returns the values for a code. Missing, unknown and unreadable ones are failures.
    pub fn of<'a>(&'a self, code: AnyCode<'_>) -> Result<Values<'a>, Failure> {
        let params: Vec<Param<'_>> = code.params().collect();
        let context: Vec<Param<'_>> = code.catalog().context().collect();
        let mut wrong = Vec::new();
        let of_code = values(&params, &self.params, &PARAMETER, &full_name(code), &mut wrong);
        if wrong.is_empty() {
            let missing = params.iter().zip(&of_code).filter(|(param, value)| value.is_none() && !param.optional);
            wrong.extend(missing.map(|(param, _)| Wrong {
                message: format!("parameter {} is missing", quote(param.name)),
                help: PARAMETER.example(param),
            }));
        }
        let of_catalog = values(&context, &self.context, &CONTEXT, code.catalog().name(), &mut wrong);
        let mut wrong = wrong.into_iter();
        let Some(Wrong { message, help }) = wrong.next() else {
            return Ok(Values { params: of_code, details: &self.details, context: of_catalog });
        };
        Err(Failure::misuse(message, help).lines(wrong.map(|other| other.message)))
    }
}

/// Returns the values of the parameters, and adds the mistakes to `wrong`.
fn values<'a>(
    params: &[Param<'_>],
    given: &'a [(String, String)],
    kind: &Kind,
    owner: &str,
    wrong: &mut Vec<Wrong>,
) -> Vec<Option<Value<'a>>> {
    let what = kind.one;
    let mut values = vec![None; params.len()];
    for (name, text) in given {
        let Some(at) = params.iter().position(|param| param.name == name) else {
            let suggest = Suggest::new(name, params.iter().map(|param| param.name));
            let near = suggest.name();
            let hint = suggest.question().map_or_else(String::new, |question| format!("; {question}"));
            let meant = params.iter().find(|param| near == Some(param.name)).or(params.first());
            let help = || format!("{owner} has no {}: leave out `{}`", kind.all, kind.option);
            wrong.push(Wrong {
                message: format!("{owner} has no {what} {}{hint}", quote(name)),
                help: meant.map_or_else(help, |param| kind.example(param)),
            });
            continue;
        };
        let param = &params[at];
        let message = match value(param.kind, text) {
            Some(value) if values[at].is_none() => {
                values[at] = Some(value);
                continue;
            }
            Some(_) => format!("{what} {} is given twice", quote(name)),
            None => format!("{} is not of type {}, as {what} {} needs", quote(text), param.kind, quote(name)),
        };
        wrong.push(Wrong { message, help: kind.example(param) });
    }
    values
}

impl Kind {
    fn example(&self, param: &Param<'_>) -> String {
        format!("write it as `{} {}`", self.option, assigned(param))
    }
}

/// Reads a value of a type from its text on the command line.
fn value(kind: ParamKind, text: &str) -> Option<Value<'_>> {
    match kind {
        ParamKind::Integer => text.parse().ok().map(Value::Integer),
        ParamKind::Number => serde_json::from_str(text).ok().map(Value::Number),
        ParamKind::Boolean => text.parse().ok().map(Value::Boolean),
        ParamKind::Json => serde_json::from_str::<serde::de::IgnoredAny>(text).ok().map(|_| Value::Json(text)),
        _ => Some(Value::Text(text)),
    }
}

/// Returns `name=example`, quoted for a shell, on one line.
fn assigned(param: &Param<'_>) -> String {
    match param.example {
        "" => format!("{}=…", param.name),
        example => escape(&shell_word(&format!("{}={example}", param.name))),
    }
}
