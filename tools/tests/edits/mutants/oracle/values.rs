//! Values that errors are raised with, and that are read from answers.

use errcat_core::__private::Carried;
use errcat_core::{AnyCode, Param, ParamKind, Recognized, Value};

/// The values of an error. `0` are the examples.
pub struct Values<'a> {
    pub code: AnyCode<'a>,
    pub variant: usize,
}

/// How many sets of values are tried for each code.
pub const VARIANTS: usize = 3;

fn value(param: Param<'_>, variant: usize) -> Value<'_> {
    match (variant, param.kind) {
        (0, _) => param.example_value(),
        (1, ParamKind::String) => Value::Text("another value, longer"),
        (1, ParamKind::Integer) => Value::Integer(-7),
        (1, ParamKind::Number) => Value::Number(0.25),
        (1, ParamKind::Boolean) => Value::Boolean(true),
        (1, ParamKind::Json) => Value::Json(r#"{"a":[1,"x"]}"#),
        (_, ParamKind::String) => Value::Text("7"),
        (_, ParamKind::Integer) => Value::Integer(1_234_567),
        (_, ParamKind::Number) => Value::Number(3.0),
        (_, ParamKind::Boolean) => Value::Boolean(false),
        (_, _) => Value::Json("null"),
    }
}

impl Carried for Values<'_> {
    fn param(&self, at: usize) -> Option<Value<'_>> {
        Some(value(self.code.params().nth(at)?, self.variant))
    }

    fn detail(&self, at: usize) -> Option<&str> {
        ["a detail"].get(at).copied().filter(|_| self.variant == 1)
    }

    fn context(&self, at: usize) -> Option<Value<'_>> {
        Some(value(self.code.catalog().context().nth(at)?, self.variant))
    }
}

/// The values of a code of the older version, for the same code of the newer one.
pub struct Same<'a> {
    pub new: AnyCode<'a>,
    pub old: Values<'a>,
}

impl Carried for Same<'_> {
    fn param(&self, at: usize) -> Option<Value<'_>> {
        let new = self.new.params().nth(at)?;
        let old = self.old.code.params().find(|old| old.name == new.name && old.kind == new.kind);
        Some(value(old.unwrap_or(new), self.old.variant))
    }

    fn detail(&self, at: usize) -> Option<&str> {
        self.old.detail(at)
    }

    fn context(&self, at: usize) -> Option<Value<'_>> {
        let new = self.new.catalog().context().nth(at)?;
        let old = self.old.code.catalog().context().find(|old| old.name == new.name && old.kind == new.kind);
        Some(value(old.unwrap_or(new), self.old.variant))
    }
}

/// Returns the values that were read, by name.
pub fn read_values(read: &Recognized<'_>) -> Vec<(String, String)> {
    let code = read.code();
    let params = code.params().enumerate().filter_map(|(at, param)| {
        Some((format!("parameter {}", param.name), format!("{} {}", param.kind, read.param(at)?)))
    });
    let context = code.catalog().context().enumerate().filter_map(|(at, value)| {
        Some((format!("context {}", value.name), format!("{} {}", value.kind, read.context(at)?)))
    });
    let details = read.details().enumerate().map(|(at, detail)| (format!("detail {at}"), detail.to_owned()));
    params.chain(context).chain(details).collect()
}
