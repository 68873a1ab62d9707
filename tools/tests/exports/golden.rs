//! Golden exports: `golden/FOLDER/CATALOG.ENDING` is an export of a catalog in `cli/tests/catalogs/FOLDER`.
//! `CATALOG.internal.ENDING` is the export for the team.
//!
//! To add one, create an empty file and bless it: `ERRCAT_BLESS=1 cargo test -p errcat-tools --test exports`.

use std::path::{Path, PathBuf};
use std::{env, fs};

use errcat_compiler::load;
use errcat_tools::Audience;
use errcat_tools::export::{Kind, export};
use serde_json::Value;
use snapbox::assert::Action;
use snapbox::data::DataFormat;
use snapbox::{Assert, Data};

use crate::{ending, repository};

#[test]
fn exports_are_the_goldens() {
    let goldens = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports/golden"));
    let kinds: Vec<Kind> = goldens.iter().map(|path| check(path)).collect();
    let without: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| !kinds.contains(kind)).collect();
    assert_eq!(without, [Kind::JsonSchema], "kinds without a golden; the schema itself is a file");
}

/// Compares an export with its golden.
fn check(path: &Path) -> Kind {
    let file = path.file_name().unwrap().to_str().unwrap();
    let (name, rest) = file.split_once('.').expect("an ending");
    let (audience, expected_ending) = match rest.strip_prefix("internal.") {
        Some(rest) => (Audience::Team, rest),
        None => (Audience::Public, rest),
    };
    let folder = repository().join("cli/tests/catalogs").join(path.parent().unwrap().file_name().unwrap());
    let compilation = errcat_compiler::compile(load(&folder, "catalog"));
    let compiled = compilation.catalogs.iter().find(|one| one.name() == name).expect("a catalog of this name");
    let catalog = compiled.catalog();
    let kind = Kind::ALL.into_iter().find(|kind| ending(*kind, catalog) == expected_ending).expect("a kind");
    let text = export(kind, audience, catalog).unwrap();
    if rest.ends_with("json") {
        let value = serde_json::from_str(&text).expect("JSON");
        check_references(&value, &value);
    }
    let action = if env::var_os("ERRCAT_BLESS").is_some() { Action::Overwrite } else { Action::Verify };
    let expected = Data::read_from(path, Some(DataFormat::Text)).raw();
    Assert::new().action(action).normalize_paths(false).eq(Data::text(text).raw(), expected);
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
