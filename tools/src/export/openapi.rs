//! OpenAPI 3.1: a schema for each envelope and for each code in it, a response for each code, and a response for each status, which
//! operations refer to.

mod shape;

use std::collections::BTreeMap;

use errcat_core::{AnyCode, Body, Public};
use serde_json::{Map, Value, json};

use self::shape::{EnvelopeUse, Schemas};
use super::selection::Selection;
use crate::json::{CodeJson, WireCode, pretty};

/// Returns the document.
pub fn text(selection: Selection<'_>) -> String {
    let catalog = selection.catalog;
    // If the unknown error is a code, its answer is that of the code.
    let unknown = Some(selection).filter(|_| catalog.unknown_code().is_none()).map(HttpAnswer::unknown);
    let answers: Vec<HttpAnswer<'_>> = selection.codes().filter_map(HttpAnswer::of).chain(unknown).collect();
    let mut responses = Map::new();
    for answer in &answers {
        responses.insert(component(selection, answer.name()), answer.response(selection));
    }
    let mut statuses: BTreeMap<u16, Vec<&HttpAnswer<'_>>> = BTreeMap::new();
    for answer in &answers {
        statuses.entry(answer.user.status).or_default().push(answer);
    }
    for (status, answers) in statuses {
        responses.insert(component(selection, &status.to_string()), group(selection, &answers));
    }
    let mut info = json!({
        "title": catalog.title(),
        "version": catalog.version(),
        "description": format!("The errors of the catalog `{}`. {}", catalog.name(), selection.readers()),
    });
    if !selection.audience.is_public() {
        info["x-internal"] = json!(true);
    }
    pretty(&json!({
        "openapi": "3.1.0",
        "info": info,
        "paths": {},
        "components": {"schemas": schemas(selection, &answers), "responses": responses},
    }))
}

/// Returns the name of a component: `catalog.name`.
fn component(selection: Selection<'_>, name: &str) -> String {
    format!("{}.{name}", selection.catalog.name())
}

fn reference(section: &str, name: &str) -> Value {
    json!({"$ref": format!("#/components/{section}/{name}")})
}

/// Returns the schemas of the codes, of the envelopes in use, and of each code in its envelope.
fn schemas(selection: Selection<'_>, answers: &[HttpAnswer<'_>]) -> Map<String, Value> {
    let (unknown, own): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.user.code.is_none());
    let mut codes: Vec<WireCode<'_>> = own.iter().map(|answer| answer.user.wire_code).collect();
    // A code may have the wire code of the unknown error.
    let unknown = unknown.iter().map(|answer| answer.user.wire_code).find(|unknown| !codes.contains(unknown));
    codes.extend(unknown);
    let code = component(selection, "Code");
    let mut all = Map::from_iter([(code.clone(), code_schema(&codes))]);
    let mut own = Map::new();
    let mut users: BTreeMap<Option<&str>, Vec<EnvelopeUse<'_>>> = BTreeMap::new();
    for answer in answers {
        users.entry(answer.user.envelope).or_default().push(answer.user);
    }
    let schemas = |users| Schemas::new(selection.catalog, users, reference("schemas", &code));
    let envelopes: BTreeMap<_, _> = users.iter().map(|(envelope, users)| (*envelope, schemas(users))).collect();
    for answer in answers {
        let schemas = &envelopes[&answer.user.envelope];
        let envelope = component(selection, answer.user.envelope_name());
        own.insert(
            component(selection, answer.name()),
            match schemas.difference(answer.user) {
                None => reference("schemas", &envelope),
                Some(difference) => json!({"allOf": [reference("schemas", &envelope), difference]}),
            },
        );
        all.entry(envelope).or_insert_with(|| schemas.envelope());
    }
    all.extend(own);
    all
}

/// Returns the schema of all wire codes: texts, whole numbers, or both.
fn code_schema(codes: &[WireCode<'_>]) -> Value {
    let has = |number: bool| codes.iter().any(|code| matches!(code, WireCode::Number(_)) == number);
    let kind = match (has(false), has(true)) {
        (true, true) => json!(["string", "integer"]),
        (false, true) => json!("integer"),
        _ => json!("string"),
    };
    json!({"type": kind, "enum": codes})
}

/// The HTTP answer for a code, or for the unknown error.
struct HttpAnswer<'c> {
    user: EnvelopeUse<'c>,
    content_type: &'static str,
    body: Value,
}

impl<'c> HttpAnswer<'c> {
    /// Returns the answer for a code; `None` for status `none` and for a status below 200.
    fn of(code: AnyCode<'c>) -> Option<Self> {
        let status = code.status().filter(|status| *status >= 200)?;
        let user = EnvelopeUse { code: Some(code), wire_code: code.into(), status, envelope: code.envelope() };
        Some(Self::new(user, &code.example().internal().body()))
    }

    fn unknown(selection: Selection<'c>) -> Self {
        let (unknown, body) = (selection.catalog.unknown(), Public::unknown(selection.catalog).body());
        let user =
            EnvelopeUse { code: None, wire_code: unknown.into(), status: unknown.status, envelope: body.envelope() };
        Self::new(user, &body)
    }

    fn new(user: EnvelopeUse<'c>, body: &Body<'_>) -> Self {
        let text = body.to_string();
        let value = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Self { user, content_type: body.content_type(), body: value }
    }

    /// Returns the id; no id and no envelope is spelled like the name of the unknown error.
    fn name(&self) -> &'c str {
        self.user.code.map_or("Unknown", AnyCode::as_str)
    }

    fn summary(&self, selection: Selection<'c>) -> &'c str {
        self.user.code.map_or_else(|| selection.catalog.unknown().message, AnyCode::title)
    }

    /// Returns the seconds of `Retry-After`.
    fn wait(&self) -> Option<u64> {
        self.user.code.and_then(|code| code.retry().retry_after_seconds())
    }

    fn response(&self, selection: Selection<'c>) -> Value {
        let mut response = Map::new();
        let message = self.user.code.map_or_else(|| selection.catalog.unknown().message, AnyCode::message);
        let name = if self.user.code.is_some() { format!("`{}`", self.name()) } else { "Any other error".to_owned() };
        response.insert("description".to_owned(), format!("{name}: {}", plain(message)).into());
        response.extend(headers(self.wait().map(Value::from)));
        let schema = reference("schemas", &component(selection, self.name()));
        let content = json!({"schema": schema, "example": self.body});
        response.insert("content".to_owned(), json!({self.content_type: content}));
        if let Some(code) = self.user.code {
            response.insert("x-errcat".to_owned(), json!(CodeJson::seen_by(selection.audience, code)));
        }
        response.into()
    }
}

/// Returns the response of a status: one of several answers.
fn group(selection: Selection<'_>, answers: &[&HttpAnswer<'_>]) -> Value {
    let mut content: BTreeMap<&str, (Vec<Value>, Map<String, Value>)> = BTreeMap::new();
    for answer in answers {
        let (schemas, examples) = content.entry(answer.content_type).or_default();
        schemas.push(reference("schemas", &component(selection, answer.name())));
        let example = json!({"summary": answer.summary(selection), "value": answer.body});
        examples.insert(answer.name().to_owned(), example);
    }
    let content = content.into_iter().map(|(media_type, (schemas, examples))| {
        let schema = if let [only] = &schemas[..] { only.clone() } else { json!({"anyOf": schemas}) };
        (media_type.to_owned(), json!({"schema": schema, "examples": examples}))
    });
    let content = content.collect::<Map<_, _>>();
    let names: Vec<String> = answers.iter().map(|answer| format!("`{}`", answer.name())).collect();
    let mut response = Map::from_iter([("description".to_owned(), names.join(", ").into())]);
    response.extend(headers(answers.iter().filter_map(|answer| answer.wait()).max().map(|_| Value::Null)));
    response.insert("content".to_owned(), content.into());
    response.into()
}

/// Returns the header `Retry-After` of an answer, with an example unless the wait is null.
fn headers(wait: Option<Value>) -> Option<(String, Value)> {
    let description = "Seconds to wait before the next retry (RFC 9110, section 10.2.3)";
    let mut field = json!({"description": description, "schema": {"type": "integer", "minimum": 0}});
    match wait? {
        Value::Null => {}
        seconds => field["example"] = seconds,
    }
    Some(("headers".to_owned(), json!({"Retry-After": field})))
}

/// Escapes a text for one line of Markdown (`CommonMark`).
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for character in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if "\\`*_[]<>&~|".contains(character) {
            plain.push('\\');
        }
        plain.push(character);
    }
    plain
}
