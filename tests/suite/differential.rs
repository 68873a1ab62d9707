//! Our YAML reader compared with `serde_yaml` over the corpus and the bundled catalogs.

use std::fs;
use std::path::{Path, PathBuf};

use errcat_corpus::Case;

use crate::yaml;

/// Returns every YAML file in a folder and its folders, sorted.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    files_of(folder, "yaml")
}

/// Returns the files of a folder and of those below whose names end so, sorted.
pub fn files_of(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry of a folder").path();
        if path.is_dir() {
            found.extend(files_of(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn bundled_catalogs() {
    let mut failures = Vec::new();
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog")) {
        let text = fs::read_to_string(&path).expect("a file of a catalog");
        failures.extend(yaml::compare(&text).err().map(|error| format!("{}: {error}", path.display())));
    }
    errcat_corpus::report(&failures);
}

#[test]
fn good_cases() {
    let mut failures = Vec::new();
    for case in Case::all("good") {
        for (path, text) in case.texts() {
            failures.extend(yaml::compare(text).err().map(|error| format!("{} {path}: {error}", case.path.display())));
        }
    }
    errcat_corpus::report(&failures);
}

/// The intended differences: texts that only one of the two accepts.
#[test]
fn differences() {
    let refused_by_us = [
        "a: &x 1",              // anchors
        "a: &x 1\nb: *x",       // aliases
        "a: !!str 1",           // tags
        "<<: {a: 1}",           // merge keys
        "%YAML 1.2\n---\na: 1", // directives
        "? [a]\n: b",           // keys that are no scalars
        "a: \"\\u202e\"",       // characters that hide something
        "a: x\ty",              // tabs in a plain text
        "a: b\rc: d",           // a carriage return alone
    ];
    for text in refused_by_us {
        let error = yaml::compare(text).err().map(|error| error.split(';').next().unwrap_or_default().to_owned());
        assert_eq!(error.as_deref(), Some("only they read it"), "of {text:?}");
    }
    // A tab before the first key of a file, where it is no indentation.
    let refused_by_them = ["\ta: b"];
    for text in refused_by_them {
        let error = yaml::compare(text).err().map(|error| error.split(';').next().unwrap_or_default().to_owned());
        assert_eq!(error.as_deref(), Some("only we read it"), "of {text:?}");
    }
    let refused_by_both = ["a: 1\na: 2", "a: [1", "a: b: c", "a: \"x", "a: 'x' y", "a: 1\n---\nb: 2", "a: @x"];
    for text in refused_by_both {
        assert_eq!(yaml::compare(text), Ok(()), "of {text:?}");
    }
}
