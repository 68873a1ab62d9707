//! What an answer means, as JSON.

use errcat_core::__private::Carried;
use errcat_core::{Internal, Param, Recognized, Value};
use serde::Serialize;
use serde_json::{Map, json};

use crate::find::Answer;

/// A recognized answer. Values that it does not have are left out.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerJson<'a> {
    /// The code.
    pub id: &'a str,
    /// The values of the parameters.
    pub params: Map<String, serde_json::Value>,
    /// The details.
    pub details: Vec<&'a str>,
    /// The values of the context.
    pub context: Map<String, serde_json::Value>,
    /// The text of the answer.
    pub text: Option<&'a str>,
    /// The name in the answer, if it is neither the id nor the wire code.
    pub answered_as: Option<&'a str>,
    /// The ids of the other codes, of a list of error objects.
    pub others: Vec<&'a str>,
}

impl<'a> AnswerJson<'a> {
    /// Returns what an answer means.
    #[must_use]
    pub fn new(recognized: &'a Recognized<'a>) -> Self {
        let code = recognized.code();
        let known = |params: &mut dyn Iterator<Item = Param<'a>>, get: &dyn Fn(usize) -> Option<Value<'a>>| {
            let known = params.enumerate().filter_map(|(at, param)| Some((param.name.to_owned(), as_json(get(at)?))));
            known.collect::<Map<_, _>>()
        };
        Self {
            id: code.as_str(),
            params: known(&mut code.params(), &|at| recognized.param(at)),
            details: recognized.details().collect(),
            context: known(&mut code.catalog().context(), &|at| recognized.context(at)),
            text: recognized.raw_text(),
            answered_as: recognized.answered_as(),
            others: recognized.others().iter().map(|code| code.as_str()).collect(),
        }
    }
}

/// An answer that was pasted, with the texts of its code. Values of the answer are filled in.
#[derive(Clone, Debug, Serialize)]
pub struct PastedJson<'a> {
    status: Option<u16>,
    #[serde(flatten)]
    answer: AnswerJson<'a>,
    message: String,
    remediation: String,
    customer: String,
}

impl<'a> PastedJson<'a> {
    /// Returns an answer with its texts in a language; without one, in the catalog's own.
    #[must_use]
    pub fn new(answer: &'a Answer<'a>, language: Option<&str>) -> Self {
        let view = Internal::new(answer.recognized.code(), &answer.recognized);
        let view = language.map_or(view, |tag| view.in_language(tag));
        Self {
            status: answer.status,
            answer: AnswerJson::new(&answer.recognized),
            message: view.message().to_string(),
            remediation: view.remediation().to_string(),
            customer: view.customer().to_string(),
        }
    }
}

fn as_json(value: Value<'_>) -> serde_json::Value {
    match value {
        Value::Integer(number) => json!(number),
        Value::Number(number) => json!(number),
        Value::Boolean(truth) => json!(truth),
        Value::Json(text) => serde_json::from_str(text).unwrap_or_default(),
        other => json!(other.to_string()),
    }
}
