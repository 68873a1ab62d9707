//! The JSON Schemas of the format: they accept what errcat accepts, list the same keys and words, and refuse what they can.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use errcat::{Action, FixableBy, Grpc, Idempotency, Jitter, ParamKind, Recognize, Severity, Vocabulary};
use errcat_compiler::Rule;
use errcat_corpus::Case;
use jsonschema::Validator;
use serde_json::Value;

use crate::differential::files;

fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("cli/src/commands/schema/{name}.json"));
    serde_json::from_str(&fs::read_to_string(path).expect("a schema")).expect("JSON")
}

struct Schemas([(&'static str, Validator); 3]);

impl Schemas {
    fn new() -> Self {
        Self(["header", "codes", "locale"].map(|name| {
            let schema = schema(name);
            jsonschema::meta::validate(&schema).expect("a schema of its draft");
            (name, jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema"))
        }))
    }

    /// Returns the errors that a schema finds in a file.
    fn against(&self, path: &str, text: &str) -> Vec<String> {
        let kind = match path {
            _ if path.ends_with("catalog.yaml") => "header",
            _ if path.contains("locales/") => "locale",
            _ => "codes",
        };
        let value: Value = match serde_yaml::from_str(text.trim_start_matches('\u{feff}')) {
            Ok(value) => value,
            Err(error) => return vec![format!("{path}: {error}")],
        };
        let (_, validator) = self.0.iter().find(|(name, _)| *name == kind).expect("one of three");
        validator.iter_errors(&value).map(|error| format!("{path}{}: {error}", error.instance_path())).collect()
    }
}

#[test]
fn what_errcat_takes() {
    let schemas = Schemas::new();
    let mut failures = Vec::new();
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog")) {
        let text = fs::read_to_string(&path).expect("a file of a catalog");
        failures.extend(schemas.against(&path.to_string_lossy(), &text));
    }
    for case in Case::all("good") {
        failures.extend(case.texts().flat_map(|(path, text)| schemas.against(path, text)));
    }
    errcat_corpus::report(&failures);
}

/// Cases that no schema can refuse: overlapping patterns, the language of a catalog, the order of versions, properties of the code
/// that is the unknown error.
const UNSEEN: [&str; 4] =
    ["provider_patterns", "unknown_translation_own_language", "invalid_values_order", "unknown_is_a_code"];

#[test]
fn what_errcat_refuses() {
    let schemas = Schemas::new();
    let mut failures = Vec::new();
    for case in Case::all("bad") {
        let seen = [Rule::UnknownKey, Rule::InvalidValue];
        if case.rules().iter().any(|rule| seen.contains(rule)) && !UNSEEN.contains(&case.name().as_str()) {
            let against: usize = case.texts().map(|(path, text)| schemas.against(path, text).len()).sum();
            failures.extend((against == 0).then(|| format!("no schema has anything against {}", case.path.display())));
        }
    }
    errcat_corpus::report(&failures);
}

/// The places of keys in the schemas: their struct in the compiler, the schema, and a JSON pointer.
const PLACES: [(&str, &str, &str); 20] = [
    ("Header", "header", "/properties"),
    ("Unknown", "header", "/properties/unknown/oneOf/1/properties"),
    ("Problem", "header", "/properties/problem/properties"),
    ("Entry", "header", "/$defs/code/properties"),
    ("Param", "header", "/$defs/param/oneOf/1/properties"),
    ("ContextValue", "header", "/$defs/context_value/oneOf/1/properties"),
    ("Policy", "header", "/$defs/policy/properties"),
    ("RetryAfterBound", "header", "/$defs/policy/properties/retry_after/oneOf/1/properties"),
    ("Limit", "header", "/$defs/policy/properties/limits/items/properties"),
    ("Row", "header", "/properties/upstreams/additionalProperties/items/properties"),
    ("Outcome", "header", "/properties/outcomes/additionalProperties/properties"),
    ("File", "codes", "/properties"),
    ("Entry", "codes", "/$defs/code/properties"),
    ("Param", "codes", "/$defs/param/oneOf/1/properties"),
    ("Deprecated", "codes", "/$defs/code/properties/deprecated/properties"),
    ("Citation", "codes", "/$defs/code/properties/citations/items/properties"),
    ("Retired", "codes", "/properties/retired/additionalProperties/properties"),
    ("Locale", "locale", "/properties"),
    ("UnknownText", "locale", "/properties/unknown/properties"),
    ("Deprecated", "header", "/$defs/code/properties/deprecated/properties"),
];

#[test]
fn keys_are_those_of_the_compiler() {
    for (what, keys) in errcat_compiler::__private::keys() {
        let places = PLACES.iter().filter(|(own, ..)| own == what);
        assert_ne!(places.clone().count(), 0, "{what}");
        for (_, name, pointer) in places {
            let schema = schema(name);
            let object = schema.pointer(pointer).and_then(Value::as_object).expect(pointer);
            let described: BTreeSet<&str> = object.keys().map(String::as_str).collect();
            assert_eq!(described, keys.iter().copied().collect(), "{what} in {name}.json");
            let silent = object.iter().find(|(_, schema)| schema["description"].is_null());
            assert_eq!(silent.map(|(key, _)| key), None, "{what} in {name}.json has no description of");
        }
    }
}

#[test]
fn words_are_those_of_the_compiler() {
    let check = |name: &str, pointer: &str, words: &[&str]| {
        let schema = schema(name);
        let described = schema.pointer(pointer).and_then(|own| own["enum"].as_array()).expect(pointer);
        assert_eq!(described.iter().filter_map(Value::as_str).collect::<Vec<_>>(), words, "{pointer}");
    };
    for name in ["header", "codes"] {
        check(name, "/$defs/code/properties/fixable_by", FixableBy::WORDS);
        check(name, "/$defs/code/properties/grpc", Grpc::WORDS);
        check(name, "/$defs/code/properties/severity", Severity::WORDS);
        check(name, "/$defs/code/properties/recognize", Recognize::WORDS);
        check(name, "/$defs/param/oneOf/1/properties/type", ParamKind::WORDS);
    }
    check("header", "/$defs/policy/properties/jitter", Jitter::WORDS);
    check("header", "/$defs/policy/properties/idempotency", Idempotency::WORDS);
    check("header", "/properties/outcomes/additionalProperties/properties/action", Action::WORDS);
}
