//! A code raised with the examples of its catalog.

use errcat_core::raw::Carried;
use errcat_core::{AnyCode, Param, ParamKind, Value};

/// The examples of a code's parameters and of the context; no details.
#[derive(Clone)]
pub struct Examples<'c> {
    params: Vec<Param<'c>>,
    /// `None` for a value that is left out.
    context: Vec<Option<Param<'c>>>,
}

impl<'c> Examples<'c> {
    /// Returns the examples of a code.
    pub fn of(code: AnyCode<'c>) -> Self {
        Self { params: code.params().collect(), context: code.catalog().context().map(Some).collect() }
    }

    /// Returns the same without a value of the context.
    pub fn without_context(mut self, at: usize) -> Self {
        self.context[at] = None;
        self
    }

    /// Returns the parameters.
    pub fn params(&self) -> impl Iterator<Item = Param<'c>> {
        self.params.iter().copied()
    }

    /// Returns the values of the context.
    pub fn context(&self) -> impl Iterator<Item = Param<'c>> {
        self.context.iter().copied().flatten()
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
        self.context.get(at)?.as_ref().map(value)
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
