//! A code raised with the examples of its catalog.

use errcat::{AnyCode, Carried, Param, ParamKind, Value};

/// The examples of a code's parameters and of the context; no details.
pub struct Examples<'c> {
    params: Vec<Param<'c>>,
    context: Vec<Param<'c>>,
}

impl<'c> Examples<'c> {
    /// Those of a code.
    pub fn of(code: AnyCode<'c>) -> Self {
        Self { params: code.params().collect(), context: code.catalog().context().collect() }
    }
}

impl Carried for Examples<'_> {
    fn param(&self, at: usize) -> Option<Value<'_>> {
        self.params.get(at).map(value)
    }

    fn detail(&self, _: usize) -> Option<&str> {
        None
    }

    fn context(&self, at: usize) -> Option<Value<'_>> {
        self.context.get(at).map(value)
    }
}

fn value<'c>(param: &Param<'c>) -> Value<'c> {
    match param.kind {
        ParamKind::Integer => Value::Integer(param.example.parse().unwrap_or_default()),
        ParamKind::Number => Value::Number(param.example.parse().unwrap_or_default()),
        ParamKind::Boolean => Value::Boolean(param.example == "true"),
        ParamKind::Json => Value::Json(param.example),
        _ => Value::Text(param.example),
    }
}
