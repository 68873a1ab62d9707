//! Golden exports: `golden/FOLDER/CATALOG.ENDING` is an export of a catalog in `cli/tests/catalogs/FOLDER`, or in the good case
//! `FOLDER` of the corpus.
//! `CATALOG.internal.ENDING` is the export for the team.
//!
//! To add one, create an empty file and bless it: `ERRCAT_BLESS=1 cargo test -p errcat-tools --test exports`.

use std::fs;
use std::path::{Path, PathBuf};

use errcat_compiler::load;
use errcat_corpus::Case;
use errcat_tools::Audience;
use errcat_tools::export::Kind;
use serde_json::Value;

use crate::{ending, export, repository};

#[test]
fn exports_are_the_goldens() {
    let goldens = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports/golden"));
    let mut failures = Vec::new();
    let kinds: Vec<Kind> = goldens.iter().map(|path| check(path, &mut failures)).collect();
    errcat_corpus::report(&failures);
    let without: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| !kinds.contains(kind)).collect();
    assert_eq!(without, [Kind::JsonSchema], "kinds without a golden; the schema itself is a file");
}

/// Compares an export with its golden. Returns its kind.
fn check(path: &Path, failures: &mut Vec<String>) -> Kind {
    let file = path.file_name().unwrap().to_str().unwrap();
    let (name, rest) = file.split_once('.').expect("an ending");
    let (audience, expected_ending) = match rest.strip_prefix("internal.") {
        Some(rest) => (Audience::Team, rest),
        None => (Audience::Public, rest),
    };
    let folder = path.parent().unwrap().file_name().unwrap().to_str().unwrap();
    let catalogs = repository().join("cli/tests/catalogs").join(folder);
    let case = tempfile::tempdir().unwrap();
    let files = if catalogs.is_dir() { load(&catalogs, "catalog") } else { Case::good(folder).files(case.path()) };
    let compilation = errcat_compiler::compile(files);
    let compiled = compilation.catalogs.iter().find(|one| one.name() == name).expect("a catalog of this name");
    let catalog = compiled.catalog();
    let kind = Kind::ALL.into_iter().find(|kind| ending(*kind, catalog) == expected_ending).expect("a kind");
    let text = export(kind, audience, catalog);
    if rest.ends_with("json") {
        let value = serde_json::from_str(&text).expect("JSON");
        check_references(&value, &value);
    }
    failures.extend(errcat_corpus::compare(path, &text).err());
    kind
}

/// Checks that every `$ref` leads to a value of the document.
fn check_references(value: &Value, document: &Value) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                let pointer = reference.strip_prefix('#').expect("a reference into the document");
                assert!(document.pointer(pointer).is_some(), "`{reference}` leads nowhere");
            }
            members.values().for_each(|member| check_references(member, document));
        }
        Value::Array(items) => items.iter().for_each(|item| check_references(item, document)),
        _ => {}
    }
}

/// Returns the files of every folder in a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries(folder).flat_map(|folder| entries(&folder)).collect();
    files.sort();
    files
}
