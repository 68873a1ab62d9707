//! Envelopes as JSON Schema (2020-12): literals are constants, and a placeholder has the type of its value.

use std::collections::{BTreeMap, HashSet};

use errcat_core::__private::template::BUILT_IN_SLOTS;
use errcat_core::{AnyCode, Catalog, Param, ParamKind, Part};
use serde_json::{Map, Value, json};

use crate::json::WireCode;

/// The name of the member `type` of problem details. No parameter has it.
const PROBLEM_TYPE: &str = "$type";

/// The error that an envelope carries.
#[derive(Clone, Copy)]
pub struct EnvelopeUse<'c> {
    /// The code; `None` for the unknown error.
    pub code: Option<AnyCode<'c>>,
    /// The wire code.
    pub wire_code: WireCode<'c>,
    /// HTTP status code.
    pub status: u16,
    /// The named envelope; `None` for problem details.
    pub envelope: Option<&'c str>,
}

impl<'c> EnvelopeUse<'c> {
    /// Returns the name of the envelope.
    pub fn envelope_name(self) -> &'c str {
        self.envelope.unwrap_or("problem")
    }

    fn param(self, name: &str) -> Option<Param<'c>> {
        self.code?.params().find(|param| param.name == name)
    }
}

/// An envelope as a tree.
enum Shape<'c> {
    Object(Vec<(String, Self)>),
    List(Vec<Self>),
    Literal(Value),
    Filled { name: &'c str, optional: bool },
}

/// The schemas of an envelope.
pub struct Schemas<'c> {
    catalog: Catalog<'c>,
    shape: Shape<'c>,
    /// The schema of wire codes.
    code: Value,
    /// The schema of each placeholder, for all errors in the envelope.
    places: BTreeMap<(&'c str, bool), Value>,
}

impl<'c> Schemas<'c> {
    /// Returns the schemas of the envelope that these errors share.
    pub fn new(catalog: Catalog<'c>, users: &[EnvelopeUse<'c>], code: Value) -> Self {
        let envelope = users.first().and_then(|user| user.envelope);
        let envelope = envelope.and_then(|name| catalog.envelope(name));
        let shape = envelope.map_or_else(|| problem(users), |envelope| read(&mut envelope.parts()));
        let mut schemas = Self { catalog, shape, code, places: BTreeMap::new() };
        let mut places = Vec::new();
        schemas.shape.places(&mut places);
        for (name, optional) in places {
            schemas.places.insert((name, optional), schemas.filled(name, optional, users));
        }
        schemas
    }

    /// Returns the schema that all answers in the envelope share.
    pub fn envelope(&self) -> Value {
        self.common(&self.shape)
    }

    /// Returns what an answer adds to the shared schema; `None` if nothing.
    pub fn difference(&self, user: EnvelopeUse<'c>) -> Option<Value> {
        self.own(&self.shape, user)
    }

    fn common(&self, shape: &Shape<'c>) -> Value {
        match shape {
            Shape::Literal(value) => json!({"const": value}),
            Shape::Filled { name, optional } => self.places[&(*name, *optional)].clone(),
            Shape::Object(members) => {
                let properties = members.iter().map(|(key, value)| (key.clone(), self.common(value)));
                let required = members.iter().filter(|(_, value)| !value.is_optional()).map(|(key, _)| key.as_str());
                json!({
                    "type": "object",
                    "required": required.collect::<Vec<_>>(),
                    "properties": properties.collect::<Map<_, _>>(),
                })
            }
            // If an item may be absent, the positions of the others vary.
            Shape::List(items) if items.iter().any(Shape::is_optional) => json!({"type": "array"}),
            Shape::List(items) => {
                let schemas: Vec<Value> = items.iter().map(|item| self.common(item)).collect();
                match schemas.len() {
                    0 => json!({"type": "array", "maxItems": 0}),
                    length => json!({"type": "array", "prefixItems": schemas, "minItems": length, "maxItems": length}),
                }
            }
        }
    }

    fn own(&self, shape: &Shape<'c>, user: EnvelopeUse<'c>) -> Option<Value> {
        match shape {
            Shape::Filled { name, optional } => {
                let own = self.filled(name, *optional, &[user]);
                (own != self.places[&(*name, *optional)] && own != json!(false)).then_some(own)
            }
            Shape::Object(members) => {
                let own = members.iter().filter_map(|(key, value)| Some((key.clone(), self.own(value, user)?)));
                let own = own.collect::<Map<_, _>>();
                // A required parameter of the code is always present.
                let required =
                    members.iter().filter(|(_, value)| value.is_optional() && value.is_required_param_of(user));
                let required: Vec<&str> = required.map(|(key, _)| key.as_str()).collect();
                let mut schema = json!({"type": "object"});
                if !required.is_empty() {
                    schema["required"] = json!(required);
                }
                if !own.is_empty() {
                    schema["properties"] = json!(own);
                }
                (schema.as_object().is_some_and(|schema| schema.len() > 1)).then_some(schema)
            }
            Shape::Literal(_) | Shape::List(_) => None,
        }
    }

    /// Returns the schema of a placeholder for several errors.
    fn filled(&self, name: &str, optional: bool, users: &[EnvelopeUse<'c>]) -> Value {
        let mut all: Vec<Value> =
            users.iter().flat_map(|user| self.filled_by(name, optional, *user, users.len() == 1)).collect();
        let mut seen = HashSet::new();
        all.retain(|schema| seen.insert(schema.clone()));
        united(all)
    }

    /// Returns the schemas of a placeholder for one error; none if it is absent.
    fn filled_by(&self, name: &str, optional: bool, user: EnvelopeUse<'c>, alone: bool) -> Vec<Value> {
        let text = || vec![json!({"type": "string"})];
        match name {
            "code" if alone => vec![json!({"const": user.wire_code})],
            "code" => vec![self.code.clone()],
            "status" => vec![json!({"const": user.status})],
            "message" | "customer" | "title" => text(),
            "remediation" if user.code.is_some() || !optional => text(),
            // A parameter of problem details may have this name.
            "details" if user.envelope.is_some() || user.param(name).is_none() => {
                vec![json!({"type": "array", "items": {"type": "string"}})]
            }
            PROBLEM_TYPE => {
                let own = user.code.and_then(AnyCode::problem_type);
                own.map(|uri| of_type(alone.then(|| uri.to_string()))).into_iter().collect()
            }
            "docs_url" if user.code.is_some_and(|code| code.docs_url().is_some()) => {
                vec![json!({"type": "string", "format": "uri"})]
            }
            "instance" if user.envelope.is_none() => vec![json!({"type": "string", "format": "uri-reference"})],
            _ => self.given(name, optional, user),
        }
    }

    /// Returns the schemas of a parameter, a context value or a constant.
    fn given(&self, name: &str, optional: bool, user: EnvelopeUse<'c>) -> Vec<Value> {
        let constant = match user.code {
            Some(code) => code.constants().find(|(own, _)| *own == name),
            None => self.catalog.unknown_constants().find(|(own, _)| *own == name),
        };
        let param = user.param(name);
        let context = self.catalog.context().find(|value| value.name == name).filter(|value| !value.sensitive);
        match (param.filter(|param| !param.sensitive), constant, context) {
            (Some(param), ..) if param.optional && !optional => vec![of_param(&param), null()],
            (Some(param), ..) => vec![of_param(&param)],
            (None, Some((_, json)), _) => vec![json!({"const": value(json)})],
            // A request may lack the value.
            (None, None, Some(context)) if param.is_none() && !optional => vec![of_param(&context), null()],
            (None, None, Some(context)) if param.is_none() => vec![of_param(&context)],
            _ if optional => Vec::new(),
            _ => vec![null()],
        }
    }
}

impl<'c> Shape<'c> {
    /// Collects the placeholders, and whether each is optional.
    fn places(&self, all: &mut Vec<(&'c str, bool)>) {
        match self {
            Self::Object(members) => members.iter().for_each(|(_, value)| value.places(all)),
            Self::List(items) => items.iter().for_each(|item| item.places(all)),
            Self::Literal(_) => {}
            Self::Filled { name, optional } => all.push((*name, *optional)),
        }
    }

    fn is_optional(&self) -> bool {
        matches!(self, Self::Filled { optional: true, .. })
    }

    fn is_required_param_of(&self, user: EnvelopeUse<'_>) -> bool {
        let Self::Filled { name, .. } = self else { return false };
        // In an envelope, a built-in name comes before a parameter of the same name.
        let taken = user.envelope.is_some() && BUILT_IN_SLOTS.iter().any(|(built_in, _)| built_in == name);
        !taken && user.param(name).is_some_and(|param| !param.sensitive && !param.optional)
    }
}

/// Reads a value with everything inside it.
fn read<'c>(parts: &mut impl Iterator<Item = Part<'c>>) -> Shape<'c> {
    match parts.next() {
        Some(Part::Object(members)) => {
            let mut member = || match parts.next() {
                Some(Part::Key(key)) => (value(key).as_str().unwrap_or_default().to_owned(), read(parts)),
                _ => unreachable!("a member has a key"),
            };
            Shape::Object((0..members).map(|_| member()).collect())
        }
        Some(Part::List(items)) => Shape::List((0..items).map(|_| read(parts)).collect()),
        Some(Part::Filled(slot)) => Shape::Filled { name: slot.name, optional: slot.optional },
        Some(Part::Literal(json)) => Shape::Literal(value(json)),
        _ => unreachable!("a template is whole"),
    }
}

/// Returns problem details (RFC 9457), with the parameters as extension members.
fn problem<'c>(users: &[EnvelopeUse<'c>]) -> Shape<'c> {
    let own = [
        ("type", PROBLEM_TYPE, true),
        ("title", "title", false),
        ("status", "status", false),
        ("detail", "message", false),
        ("instance", "instance", true),
        ("code", "code", false),
        ("details", "details", true),
    ];
    let mut members = Vec::new();
    let params = users.iter().filter_map(|user| user.code).flat_map(AnyCode::params);
    let params = params.filter(|param| !param.sensitive).map(|param| (param.name, param.name, true));
    for (key, name, optional) in own.into_iter().chain(params) {
        if !members.iter().any(|(other, _)| other == key) {
            members.push((key.to_owned(), Shape::Filled { name, optional }));
        }
    }
    Shape::Object(members)
}

fn of_param(param: &Param<'_>) -> Value {
    match param.kind {
        ParamKind::Json => json!(true),
        kind => json!({"type": kind.as_str()}),
    }
}

/// Returns the schema of a problem type: a URI, or one of them.
fn of_type(only: Option<String>) -> Value {
    let mut schema = json!({"type": "string", "format": "uri"});
    if let Some(uri) = only {
        schema["const"] = json!(uri);
    }
    schema
}

fn null() -> Value {
    json!({"type": "null"})
}

/// Reads JSON that the compiler wrote.
fn value(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or(Value::Null)
}

/// Returns a schema for any of several; `false` if there is none.
fn united(mut all: Vec<Value>) -> Value {
    let only = |key: &str| -> Option<Vec<Value>> {
        let of = |schema: &Value| schema.as_object().filter(|schema| schema.len() == 1)?.get(key).cloned();
        all.iter().map(of).collect()
    };
    match (all.len(), only("const"), only("type")) {
        (0, ..) => json!(false),
        (1, ..) => all.remove(0),
        (_, Some(values), _) => json!({"enum": values}),
        (_, _, Some(types)) => json!({"type": types}),
        _ if all.contains(&json!(true)) => json!(true),
        _ => json!({"anyOf": all}),
    }
}
