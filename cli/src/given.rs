//! What the command line gives to a code: parameters, details, values of the context.

use errcat::{AnyCode, Carried, Param, ParamKind, Value};
use errcat_compiler::de::nearest;
use errcat_compiler::diagnostic::quote;

use crate::catalogs::full;
use crate::output::Failure;
use crate::shell::quoted;

#[derive(Debug, Default, clap::Args)]
pub struct GivenArgs {
    /// A parameter of the code (may be given several times)
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = pair)]
    pub params: Vec<(String, String)>,

    /// A detail (may be given several times)
    #[arg(long = "detail", value_name = "TEXT")]
    pub details: Vec<String>,

    /// A value that only the request knows (may be given several times)
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub context: Vec<(String, String)>,
}

/// `name=value`
pub fn pair(text: &str) -> Result<(String, String), &'static str> {
    let (name, value) = text.split_once('=').ok_or("write a name, `=` and a value")?;
    Ok((name.to_owned(), value.to_owned()))
}

/// What the arguments carry.
pub struct Given<'a> {
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

impl GivenArgs {
    /// What is given to a code, if it is what the code takes.
    pub fn of<'a>(&'a self, code: AnyCode<'_>) -> Result<Given<'a>, Failure> {
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
    match param.example {
        "" => format!("{}=…", param.name),
        example => quoted(&format!("{}={example}", param.name)),
    }
}
