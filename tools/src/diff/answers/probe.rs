//! The answers that are read with both versions.

use std::collections::{HashMap, HashSet};

use errcat_compiler::Spanned;
use errcat_compiler::model::{Code, Model, Retired};
use errcat_core::{AnyCode, Public, Recognize};
use serde_json::{Value, json};

use crate::diff::snapshot::Snapshot;

/// What of an answer is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The answer in the code's own envelope.
    Body,
    /// The answer as problem details.
    Problem,
    /// A problem type without anything else that names the code.
    Type,
    /// The status without a body.
    Status,
    /// A name of the code.
    Name,
    /// The problem type of a retired code.
    OldType,
    /// The unknown error.
    Unknown,
}

impl What {
    /// Returns the key of the answer that represents the others of its kind.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Problem => "problem",
            Self::Type => "type",
            Self::Status => "status",
            Self::Name | Self::OldType => "name",
            Self::Unknown => "unknown",
        }
    }
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Probe {
    pub what: What,
    /// The same answer in the other version has the same key.
    pub key: String,
    pub status: Option<u16>,
    pub body: String,
    /// The language, if the answer depends on it.
    pub language: Option<String>,
    /// The name or the problem type, if that is what is read, and the id that has it.
    pub name: Option<(String, String)>,
}

impl Probe {
    pub fn new(what: What, key: impl Into<String>, status: Option<u16>, body: String) -> Self {
        Self { what, key: key.into(), status, body, language: None, name: None }
    }
}

const DETAILS: &[&str] = &["the first detail", "the second"];

/// Returns the answers of a code: in its own envelope in every language and as problem details, both with everything that they can
/// contain and with nothing that they can leave out, and by what identifies it alone.
pub fn probes(code: AnyCode<'_>, snapshot: &Snapshot) -> Vec<Probe> {
    let mut all = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    let status = code.status();
    let mut add = |mut probe: Probe, language: Option<&str>| {
        if seen.insert(probe.body.clone()) {
            probe.language = language.map(str::to_owned);
            all.push(probe);
        }
    };
    let (full, empty) = (code.example().with_details(DETAILS), code.example().without_context());
    for (variant, example) in [("", &full), ("empty", &empty)] {
        let public = example.public();
        add(Probe::new(What::Body, key(What::Body, &["", variant]), status, public.body().to_string()), None);
        for language in snapshot.tables().languages() {
            let body = example.public().in_language(language.tag).body().to_string();
            add(Probe::new(What::Body, key(What::Body, &[language.tag, variant]), status, body), Some(language.tag));
        }
        add(Probe::new(What::Problem, key(What::Problem, &[variant]), status, public.problem().to_string()), None);
    }
    if code.recognize() == Recognize::Status {
        add(Probe::new(What::Status, key(What::Status, &[]), status, String::new()), None);
    }
    let types_count = code.envelope().is_none() || snapshot.model().problem_type.is_some();
    if let Some(uri) = code.problem_type().filter(|_| types_count) {
        let body = by_type(&uri.to_string(), full.public());
        add(Probe::new(What::Type, key(What::Type, &[]), status, body), None);
    }
    all
}

fn key(what: What, parts: &[&str]) -> String {
    let parts = parts.iter().filter(|part| !part.is_empty());
    parts.fold(what.key().to_owned(), |key, part| format!("{key} {part}"))
}

fn by_type(uri: &str, public: Public<'_>) -> String {
    json!({"type": uri, "title": public.title(), "status": public.status()}).to_string()
}

/// Returns answers that only name a code: by each wire code and alias, and by what retired codes were called.
pub fn names(snapshot: &Snapshot) -> Vec<Probe> {
    let model = snapshot.model();
    let mut names: Vec<Probe> = Vec::new();
    let mut add = |id: &str, wire_code: Option<&Spanned<String>>, number: Option<i64>, aliases: &[Spanned<String>]| {
        let wire =
            wire_code.map(|wire| (wire.value.as_str(), number.map_or_else(|| wire.value.as_str().into(), Value::from)));
        let texts = aliases.iter().map(|alias| alias.value.as_str()).chain([id]).map(|name| (name, Value::from(name)));
        for (name, json) in texts.chain(wire) {
            let name = Some((name.to_owned(), id.to_owned()));
            let body = json!({"code": json}).to_string();
            names.push(Probe { name, ..Probe::new(What::Name, "", None, body) });
        }
    };
    for Code { id, wire_code, wire_number, aliases, .. } in &model.codes {
        add(&id.value, wire_code.as_ref(), *wire_number, aliases);
    }
    for Retired { id, wire_code, wire_number, aliases, .. } in &model.retired {
        add(&id.value, wire_code.as_ref(), *wire_number, aliases);
    }
    for Retired { id, docs_url, .. } in &model.retired {
        let by_template = || Some(model.problem_type.as_ref()?.value.replace("{code}", &id.value));
        let Some(uri) = docs_url.as_ref().map(|url| url.value.clone()).or_else(by_template) else { continue };
        let body = json!({"type": uri}).to_string();
        let name = Some((uri, id.value.clone()));
        names.push(Probe { name, ..Probe::new(What::OldType, "", None, body) });
    }
    names
}

/// Returns the retired ids of a version, each with its successor.
pub fn successors(model: &Model) -> HashMap<&str, &str> {
    let retired = model.retired.iter();
    retired.filter_map(|one| Some((one.id.value.as_str(), one.replaced_by.as_ref()?.name.value.as_str()))).collect()
}
