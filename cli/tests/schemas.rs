//! Validates everything that `--format json` prints in a transcript against the schemas in `schemas/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jsonschema::Validator;
use serde_json::Value;

fn schemas() -> BTreeMap<String, Validator> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| {
            let schema: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            jsonschema::meta::validate(&schema).unwrap();
            let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
            (path.file_stem().unwrap().to_string_lossy().into_owned(), validator)
        })
        .collect()
}

/// Returns the steps of all transcripts that print JSON: the command and its output.
fn steps() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/commands");
    let mut steps: Vec<(String, String)> = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        for line in fs::read_to_string(entry.unwrap().path()).unwrap().lines() {
            if let Some(command) = line.strip_prefix("$ ").or_else(|| line.strip_prefix("? ")) {
                steps.push((command.to_owned(), String::new()));
            } else if let Some(printed) = line.strip_prefix('|') {
                steps.last_mut().unwrap().1 += printed;
            }
        }
    }
    steps.retain(|(command, printed)| command.contains("--format json") && !printed.is_empty());
    steps
}

#[test]
fn output_matches_its_schema() {
    let schemas = schemas();
    let mut seen: BTreeMap<&str, usize> = schemas.keys().map(|name| (name.as_str(), 0)).collect();
    for (command, printed) in &steps() {
        let words: Vec<String> = shlex::split(command).unwrap();
        let name = words.iter().skip_while(|word| *word != "errcat").find(|word| schemas.contains_key(*word));
        let name = name.unwrap_or_else(|| panic!("no schema for `{command}`"));
        let answer: Value = serde_json::from_str(printed).unwrap_or_else(|error| panic!("`{command}`: {error}"));
        let errors: Vec<String> = schemas[name].iter_errors(&answer).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new(), "`{command}`");
        *seen.get_mut(name.as_str()).unwrap() += 1;
    }
    let unseen: Vec<_> = seen.into_iter().filter(|(_, count)| *count == 0).collect();
    assert_eq!(unseen, [], "schemas that no transcript uses");
}
