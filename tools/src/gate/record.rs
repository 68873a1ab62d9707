//! The texts that leave for the public, each with its owner.

use errcat_core::{AnyCode, Catalog, Part, Public};
use serde_json::Value;

use crate::audience::Audience;
use crate::json::CatalogJson;

/// A text that leaves.
pub(super) struct Leaving {
    /// The kind of text, in words.
    pub(super) what: String,
    /// The catalog, or `catalog/CODE`.
    pub(super) owner: String,
    /// The id of the code or retired id that it belongs to.
    pub(super) code: Option<String>,
    /// The keys under which authors write such texts.
    pub(super) keys: &'static [&'static str],
    pub(super) text: String,
}

/// The members of the public record whose values are words of errcat, or ids of other codes that are public.
const NO_TEXTS: [&str; 12] = [
    "fixable_by",
    "recognize",
    "grpc",
    "severity",
    "type",
    "kind",
    "jitter",
    "idempotency",
    "action",
    "see",
    "shown_as",
    "replaced_by",
];

/// The members of the public record, what they are in words, the keys under which authors write them, and whether they belong to
/// the whole catalog. A member that is not listed is looked at all the same.
const MEMBERS: [(&str, &str, &[&str], bool); 20] = [
    ("id", "id", &["codes", "retired"], false),
    ("params/name", "parameter", &["params"], false),
    ("example", "example", &["params"], false),
    ("customer", "customer text", &["customer"], false),
    ("wire_code", "wire code", &["wire_code"], false),
    ("aliases", "alias", &["aliases"], false),
    ("docs_url", "link", &["docs_url"], false),
    ("problem_type", "problem type", &["problem", "docs_url"], false),
    ("provider_codes/scope", "scope", &["provider_codes"], false),
    ("provider_codes/code", "provider code", &["provider_codes"], false),
    ("deprecated/reason", "reason", &["deprecated"], false),
    ("retry", "retry policy", &["retry"], true),
    ("policy/name", "retry policy", &["retry"], true),
    ("limits/scheme", "limit", &["limits"], true),
    ("outcome", "outcome", &["outcomes"], true),
    ("session", "session status", &["outcomes"], true),
    ("checkout/to", "URL name", &["outcomes"], true),
    ("checkout/query", "redirect", &["redirects"], true),
    ("envelope", "envelope", &["envelopes"], true),
    ("policy/limits", "limit", &["limits"], true),
];

/// Returns everything of a catalog that leaves for the public.
pub(super) fn texts(catalog: Catalog<'_>) -> Vec<Leaving> {
    let mut texts = Texts { catalog, code: None, all: Vec::new() };
    let record = serde_json::to_value(CatalogJson::seen_by(Audience::Public, catalog)).unwrap_or_default();
    for (member, value) in record.as_object().into_iter().flatten() {
        match (member.as_str(), value) {
            ("codes" | "retired", Value::Array(entries)) => {
                for entry in entries {
                    texts.code = entry["id"].as_str().map(str::to_owned);
                    texts.record("", entry);
                }
                texts.code = None;
            }
            _ if NO_TEXTS.contains(&member.as_str()) => {}
            ("unknown", unknown) => {
                for (member, value) in unknown.as_object().into_iter().flatten() {
                    texts.json(&format!("unknown error's {}", words(member)), &["unknown"], value);
                }
            }
            (member, value) => texts.record(member, value),
        }
    }
    texts.of_catalog();
    texts.of_codes();
    texts.all
}

/// Collects texts.
struct Texts<'c> {
    catalog: Catalog<'c>,
    /// The id of the code or retired id that the texts belong to.
    code: Option<String>,
    all: Vec<Leaving>,
}

impl Texts<'_> {
    fn add(&mut self, what: &str, keys: &'static [&'static str], of_catalog: bool, text: &str) {
        let code = self.code.clone().filter(|_| !of_catalog);
        let name = self.catalog.name();
        let owner = code.as_ref().map_or_else(|| name.to_owned(), |code| format!("{name}/{code}"));
        self.all.push(Leaving { what: what.to_owned(), owner, code, keys, text: text.to_owned() });
    }

    /// Adds the texts of a part of the public record. `path` are the names of members around it.
    fn record(&mut self, path: &str, value: &Value) {
        match value {
            Value::String(text) => {
                let is_member = |name: &str| path == name || path.ends_with(&format!("/{name}"));
                let member = MEMBERS.into_iter().find(|(name, ..)| is_member(name));
                let last = path.rsplit('/').next().unwrap_or_default();
                let (_, what, keys, of_catalog) = member.unwrap_or(("", "", &[], false));
                let what = if what.is_empty() { words(last) } else { what.to_owned() };
                self.add(&what, keys, of_catalog, text);
            }
            Value::Array(items) => items.iter().for_each(|item| self.record(path, item)),
            Value::Object(members) => {
                for (name, value) in members.iter().filter(|(name, _)| !NO_TEXTS.contains(&name.as_str())) {
                    let path = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
                    self.record(&path, value);
                }
            }
            // Numbers of the record are statuses, times and counts.
            Value::Number(_) | Value::Bool(_) | Value::Null => {}
        }
    }

    /// Adds the texts, keys and numbers of JSON that an author wrote, or that an answer contains.
    fn json(&mut self, what: &str, keys: &'static [&'static str], value: &Value) {
        match value {
            Value::String(text) => self.add(what, keys, false, text),
            Value::Number(number) => self.add(what, keys, false, &number.to_string()),
            Value::Array(items) => items.iter().for_each(|item| self.json(what, keys, item)),
            Value::Object(members) => {
                for (key, value) in members {
                    self.add(what, keys, false, key);
                    self.json(what, keys, value);
                }
            }
            Value::Bool(_) | Value::Null => {}
        }
    }

    /// Adds what a code has beside its public record: constants, and the answer of its example.
    fn of_codes(&mut self) {
        for code in Audience::Public.codes(self.catalog) {
            self.code = Some(code.as_str().to_owned());
            let envelope = code.envelope().and_then(|name| self.catalog.envelope(name));
            // An inherited constant that the envelope does not use does not leave.
            let is_used = |name: &str| envelope.is_some_and(|envelope| envelope.slot(name).is_some());
            for (_, constant) in code.constants().filter(|(name, _)| is_used(name)) {
                self.json("constant", &["set"], &parsed(constant));
            }
            self.example(code);
        }
        self.code = None;
    }

    /// Adds the texts and the answer of a code's example: values can complete a name.
    fn example(&mut self, code: AnyCode<'_>) {
        let example = code.example();
        for language in self.catalog.languages() {
            let public = example.public().in_language(language.tag);
            self.add("message", &["message"], false, &public.message().to_string());
            self.add("customer text", &["customer"], false, &public.customer().to_string());
            self.add("remediation", &["remediation"], false, &public.remediation().to_string());
        }
        let body = parsed(&example.public().body().to_string());
        strings(&body, &mut |text| self.add("answer", &["message", "customer", "remediation"], false, text));
    }

    /// Adds what the catalog has beside its public record: the context, the answer of the unknown error, and the shapes of answers
    /// and redirects.
    fn of_catalog(&mut self) {
        let catalog = self.catalog;
        let is_used = |name: &str| catalog.envelopes().any(|envelope| envelope.slot(name).is_some());
        for value in catalog.context().filter(|value| !value.sensitive && is_used(value.name)) {
            self.add("context", &["context"], false, value.name);
            self.add("context", &["context"], false, value.example);
        }
        // An envelope that only masked codes have is never sent: the public sees the envelope of the mask.
        let of_unknown = Public::unknown(catalog).body().envelope();
        if let Some(name) = of_unknown {
            self.add("envelope", &["envelopes"], true, name);
        }
        let is_masked = |name: &str| {
            let mut users = catalog.codes().filter(|code| code.envelope() == Some(name)).peekable();
            of_unknown != Some(name) && users.peek().is_some() && !users.any(|code| Audience::Public.shows(code))
        };
        for envelope in catalog.envelopes().filter(|envelope| !is_masked(envelope.name())) {
            self.parts("envelope", &["envelopes"], envelope.parts());
        }
        for redirect in catalog.redirects() {
            self.parts("redirect", &["redirects"], redirect.parts());
        }
        let envelope = of_unknown.and_then(|name| catalog.envelope(name));
        let is_used = |name: &str| envelope.is_some_and(|envelope| envelope.slot(name).is_some());
        for (_, constant) in catalog.unknown_constants().filter(|(name, _)| is_used(name)) {
            self.json("unknown error's constant", &["unknown", "set"], &parsed(constant));
        }
        let unknown = parsed(&Public::unknown(catalog).body().to_string());
        strings(&unknown, &mut |text| self.add("unknown error's answer", &["unknown"], false, text));
    }

    fn parts<'p>(&mut self, what: &str, keys: &'static [&'static str], parts: impl Iterator<Item = Part<'p>>) {
        for part in parts {
            match part {
                Part::Key(json) | Part::Literal(json) => self.json(what, keys, &parsed(json)),
                // What fills it leaves, and its name does not.
                _ => {}
            }
        }
    }
}

/// Returns JSON that errcat wrote.
fn parsed(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_default()
}

/// Calls a function for each string and each key of JSON. Numbers of an answer are statuses and values of parameters.
fn strings(value: &Value, call: &mut dyn FnMut(&str)) {
    match value {
        Value::String(text) => call(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, call)),
        Value::Object(members) => members.iter().for_each(|(key, value)| {
            call(key);
            strings(value, call);
        }),
        Value::Number(_) | Value::Bool(_) | Value::Null => {}
    }
}

/// Returns the name of a member in words.
fn words(member: &str) -> String {
    member.replace('_', " ")
}
