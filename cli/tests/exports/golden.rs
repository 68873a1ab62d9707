//! Golden exports: `golden/FOLDER/CATALOG.ENDING` is what `errcat export` writes of a catalog in `tests/catalogs/FOLDER`.
//!
//! To add one, create an empty file and bless it: `ERRCAT_BLESS=1 cargo test -p errcat-cli --test exports`.

use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;
use snapbox::assert::Action;
use snapbox::data::DataFormat;
use snapbox::{Assert, Data};

use crate::{KINDS, ending, errcat};

#[test]
fn exports_are_the_goldens() {
    let goldens = files(&tests().join("exports/golden"));
    for kind in KINDS.into_iter().filter(|kind| *kind != "json-schema") {
        assert!(goldens.iter().any(|path| name(path).1 == ending(kind)), "no golden of `{kind}`");
    }
    goldens.iter().for_each(|path| check(path));
}

/// Compares an export with its golden.
fn check(path: &Path) {
    let (catalog, ending) = name(path);
    let kind = KINDS.into_iter().find(|kind| crate::ending(kind) == ending).expect("the ending of an export");
    let folder = tests().join("catalogs").join(path.parent().unwrap().file_name().unwrap());
    let mut arguments = vec!["export", kind, "--catalog", folder.to_str().unwrap()];
    match catalog.strip_suffix(".internal") {
        Some(catalog) => arguments.extend([catalog, "--internal"]),
        None => arguments.push(catalog),
    }
    let text = errcat(&arguments);
    if ending.ends_with("json") {
        let value = serde_json::from_str(&text).expect("JSON");
        check_references(&value, &value);
    }
    let action = if env::var_os("ERRCAT_BLESS").is_some() { Action::Overwrite } else { Action::Verify };
    let assert = Assert::new().action(action).normalize_paths(false);
    assert.eq(Data::text(text).raw(), Data::read_from(path, Some(DataFormat::Text)).raw());
}

/// Every `$ref` leads to a value of the document.
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

/// Splits the name of a golden into the catalog, with `.internal` if it has masked codes, and the ending.
fn name(path: &Path) -> (&str, &str) {
    let file = path.file_name().unwrap().to_str().unwrap();
    let (catalog, ending) = file.split_once('.').expect("an ending");
    match ending.strip_prefix("internal.") {
        Some(ending) => (&file[..catalog.len() + ".internal".len()], ending),
        None => (catalog, ending),
    }
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Returns the files of every folder in a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries(folder).flat_map(|folder| entries(&folder)).collect();
    files.sort();
    files
}
