//! Adversarial values, and errors that carry them.

use errcat_core::__private::Carried;
use errcat_core::{ParamKind, Value};

use crate::choices::Choices;
use crate::generate::{PIECES, TITLES};
use crate::spec::{Code, Param, Piece, Spec};

/// A value that was given.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    Text(String),
    Integer(i64),
    Number(f64),
    Boolean(bool),
    Json(String),
}

impl Given {
    /// Returns whether it is a number of many digits.
    pub fn is_long(&self) -> bool {
        matches!(self, Self::Number(value) if value.to_string().len() > 100)
    }

    pub fn value(&self) -> Value<'_> {
        match self {
            Self::Text(text) => Value::Text(text),
            Self::Integer(value) => Value::Integer(*value),
            Self::Number(value) => Value::Number(*value),
            Self::Boolean(value) => Value::Boolean(*value),
            Self::Json(json) => Value::Json(json),
        }
    }
}

/// What a code was raised with.
#[derive(Clone, Debug, Default)]
pub struct Raised {
    pub params: Vec<Given>,
    pub context: Vec<Option<Given>>,
    pub details: Vec<String>,
}

impl Carried for Raised {
    fn param(&self, at: usize) -> Option<Value<'_>> {
        self.params.get(at).map(Given::value)
    }

    fn detail(&self, at: usize) -> Option<&str> {
        self.details.get(at).map(String::as_str)
    }

    fn context(&self, at: usize) -> Option<Value<'_>> {
        self.context.get(at)?.as_ref().map(Given::value)
    }
}

/// Texts that can be taken for something else.
const TEXTS: [&str; 34] = [
    "",
    " ",
    "  ",
    "\"",
    "'",
    "\\",
    "\\u0041",
    "x of y",
    "trailing comma",
    "{\"a\": 1}",
    "[1,",
    "null",
    "true",
    "0",
    "-0",
    "1",
    "57",
    "007",
    "1.5",
    "1e3",
    "2.0",
    "-",
    "9223372036854775808",
    "é",
    "漢字",
    "🙂",
    "\u{feff}",
    "\0",
    "\u{1f}",
    "\u{200b}",
    "\u{10ffff}",
    "\r\n",
    "Unknown error",
    "Something went wrong.",
];
const JSON: [&str; 22] = [
    "null",
    "true",
    "0",
    "-0",
    "1e400",
    "1.0",
    "100000000000000000000",
    "\"\"",
    "\"x\"",
    "\"CODE_A\"",
    "\"\\u00e9 \\\"\"",
    "[]",
    "{}",
    "[ 1, \" of \" ]",
    "{\"code\":\"CODE_A\"}",
    "{\"code\":\"CODE_B\",\"id\":\"CODE_C\"}",
    "[{\"code\":\"CODE_A\"}]",
    "{\"code\":\"later\"}",
    "{\"a\":1,\"a\":2}",
    "{\"message\":\"x\",\"a\":{\"b\":[[{}]]}}",
    "[[[[[[\"}\"]]]]]]",
    "-1.50e-2",
];

impl Raised {
    /// Values for a code.
    pub fn of(spec: &Spec, code: &Code, choices: &mut Choices<'_>) -> Self {
        let params = code.params.iter().map(|param| given(spec, param, choices)).collect();
        let mut context = Vec::new();
        for value in &spec.context {
            context.push((!choices.one_in(4)).then(|| given(spec, value, choices)));
        }
        let count = choices.pick(&[0, 0, 1, 3]);
        let details = (0..count).map(|_| text(spec, choices)).collect();
        Self { params, context, details }
    }
}

fn given(spec: &Spec, param: &Param, choices: &mut Choices<'_>) -> Given {
    match param.kind {
        ParamKind::Integer => Given::Integer(choices.pick(&[
            0,
            1,
            -1,
            2,
            7,
            10,
            57,
            100,
            i64::MIN,
            i64::MAX,
            1 << 53,
            (1 << 53) + 1,
            i64::MIN + 1,
        ])),
        ParamKind::Number => Given::Number(choices.pick(&[
            0.0,
            -0.0,
            1.0,
            1.5,
            -7.25,
            57.0,
            0.1,
            1e15,
            1e21,
            1e300,
            f64::MAX,
            f64::MIN,
            f64::MIN_POSITIVE,
            5e-324,
            9_007_199_254_740_993.0,
        ])),
        ParamKind::Boolean => Given::Boolean(choices.one_in(2)),
        ParamKind::Json => Given::Json(choices.pick(&JSON).to_owned()),
        _ => Given::Text(text(spec, choices)),
    }
}

/// A text: hostile ones, pieces of the catalog's texts, names of codes, or several of them in a row.
pub fn text(spec: &Spec, choices: &mut Choices<'_>) -> String {
    let count = choices.pick(&[1, 1, 1, 2, 3]);
    (0..count).map(|_| one_text(spec, choices)).collect()
}

fn one_text(spec: &Spec, choices: &mut Choices<'_>) -> String {
    let code = &spec.codes[choices.below(spec.codes.len())];
    match choices.below(8) {
        0..=2 => choices.pick(&TEXTS).to_owned(),
        3 | 4 => choices.pick(&PIECES).to_owned(),
        5 => match choices.below(5) {
            0 => code.id.clone(),
            1 => code.on_wire.clone().unwrap_or_default().replace('"', ""),
            2 => code.aliases.first().cloned().unwrap_or_default(),
            3 => choices.pick(&TITLES).to_owned(),
            _ => format!("urn:laws:{}", code.id),
        },
        _ => {
            // A text of the catalog, or its end.
            let slot = choices.pick(&["message", "customer", "remediation"]);
            let all = code.texts(slot);
            let Some(template) = all.get(choices.below(all.len())) else { return String::new() };
            let piece = |piece: &Piece| match piece {
                Piece::Text(text) => *text,
                Piece::Value(_) => "1",
            };
            let from = choices.below(template.len());
            template[from..].iter().map(piece).collect()
        }
    }
}
