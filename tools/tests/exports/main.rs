//! Exports of the bundled catalogs and of catalogs with unusual names and texts.
//!
//! `ERRCAT_EXPORTS=DIR` writes the exports into that folder, with test vectors next to them: `.ci/exports` reads both with other
//! tools. The goldens in `golden/` are compared in full.

mod golden;
mod secrets;
mod vectors;

use std::fs;
use std::path::{Path, PathBuf};

use errcat_compiler::load;
use errcat_core::Catalog;
use errcat_corpus::Case;
use errcat_tools::export::Kind;
use errcat_tools::{Audience, Cleared};
use serde_json::Value;

/// The audiences of an export, with the names of their folders.
const AUDIENCES: [(Audience, &str); 2] = [(Audience::Public, "public"), (Audience::Team, "internal")];

/// The folders of catalogs that are exported, from the root of the repository.
const FOLDERS: [&str; 8] = [
    "catalog/errcat",
    "catalog/mozarto",
    "catalog/ozura",
    "cli/tests/catalogs/awkward",
    "cli/tests/catalogs/details",
    "cli/tests/catalogs/good/bank",
    "cli/tests/catalogs/good/shop",
    "cli/tests/catalogs/unknown",
];

/// Cases of the compiler's corpus that are exported, too.
const CASES: [&str; 4] = ["every_key", "odd_names", "rust_words", "unicode"];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Compiles a folder, which must hold one catalog, and runs a check with it.
fn with_catalog(folder: &Path, check: impl FnOnce(Catalog<'_>)) {
    let compilation = errcat_compiler::compile(load(folder, "catalog"));
    assert_eq!(compilation.diagnostics, [], "{}", folder.display());
    let [compiled] = &compilation.catalogs[..] else { panic!("{} holds one catalog", folder.display()) };
    check(compiled.catalog());
}

/// Runs a check with every catalog and the name of its files.
fn each_catalog(mut check: impl FnMut(Catalog<'_>, &str)) {
    let temporary = tempfile::tempdir().unwrap();
    let folders = FOLDERS.iter().map(|folder| repository().join(folder));
    let cases = CASES.iter().map(|name| {
        let folder = temporary.path().join(name);
        Case::good(name).write(&folder);
        folder
    });
    for folder in folders.chain(cases) {
        with_catalog(&folder, |catalog| check(catalog, folder.file_name().unwrap().to_str().unwrap()));
    }
}

/// Returns the export of a catalog, none of whose public texts names a masked code.
fn export(kind: Kind, audience: Audience, catalog: Catalog<'_>) -> String {
    let cleared = Cleared::new(audience, &[catalog], &[]).unwrap();
    errcat_tools::export::export(kind, &cleared, catalog).unwrap()
}

/// Returns the ending of the files of a kind, such as `openapi.json`.
fn ending(kind: Kind, catalog: Catalog<'_>) -> String {
    kind.file_name(catalog)[catalog.name().len() + 1..].to_owned()
}

#[test]
fn exports_are_deterministic() {
    let root = std::env::var_os("ERRCAT_EXPORTS").map(PathBuf::from);
    each_catalog(|catalog, name| {
        for (audience, folder) in AUDIENCES {
            let mut files = Vec::new();
            for kind in Kind::ALL {
                let text = export(kind, audience, catalog);
                assert_eq!(export(kind, audience, catalog), text, "{name}: {kind}");
                files.push((ending(kind, catalog), text));
            }
            let vectors = vectors::vectors(catalog, audience == Audience::Team);
            files.push(("vectors.json".to_owned(), serde_json::to_string_pretty(&vectors).unwrap()));
            let Some(folder) = root.as_ref().map(|root| root.join(folder)) else { continue };
            fs::create_dir_all(&folder).unwrap();
            for (ending, text) in files {
                fs::write(folder.join(format!("{name}.{ending}")), text).unwrap();
            }
        }
    });
}

/// The schema describes every member of the export.
#[test]
fn json_matches_its_schema() {
    let parse = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let members = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    each_catalog(|catalog, name| {
        let schema = parse(&export(Kind::JsonSchema, Audience::Public, catalog));
        jsonschema::meta::validate(&schema).unwrap();
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
        for (audience, _) in AUDIENCES {
            let json = parse(&export(Kind::Json, audience, catalog));
            let errors: Vec<String> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
            assert_eq!(errors, Vec::<String>::new(), "{name}");
            assert_eq!(members(&json), members(&schema["properties"]), "{name}");
            let code = &schema["$defs"]["code"];
            assert_eq!(members(&json["codes"][0]), members(&code["properties"]), "{name}");
            assert_eq!(serde_json::json!(members(&code["properties"])), code["required"]);
        }
    });
}
