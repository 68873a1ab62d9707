//! Exports of the bundled catalogs and of catalogs with unusual names and texts.
//!
//! `ERRCAT_EXPORTS=DIR` keeps the exports in that folder, with test vectors next to them: `.ci/exports` reads both with other
//! tools. The goldens in `golden/` are compared in full.

mod golden;
mod vectors;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use errcat::{AnyCode, Catalog, ErrorCode, Shown};

const KINDS: [&str; 7] = ["csv", "json", "json-schema", "openapi", "problem-types", "proto", "typescript"];

/// Cases of the compiler's corpus that are exported, too.
const CASES: [&str; 4] = ["every_key", "odd_names", "rust_words", "unicode"];

/// The audiences of an export: the name of the folder, and the arguments.
const READERS: [(&str, &[&str]); 2] = [("public", &[]), ("internal", &["--internal"])];

/// Runs the command, which must succeed, and returns its output.
fn errcat(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_errcat")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Writes the cases as folders and returns the folders of all catalogs that are not bundled.
fn folders(within: &Path) -> Vec<PathBuf> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let case = |name: &&str| {
        let text = fs::read_to_string(tests.join(format!("../../tests/cases/good/{name}.yaml"))).unwrap();
        for file in text.split("\n# file: ").skip(1) {
            let (path, content) = file.split_once('\n').unwrap();
            let path = within.join(name).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        within.join(name)
    };
    CASES.iter().map(case).chain([tests.join("catalogs/awkward")]).collect()
}

/// Runs a check with every catalog, the arguments that select it, and the name of its files.
fn each_catalog(mut check: impl FnMut(Catalog<'_>, &[&str], &str)) {
    let bundled = [
        <errcat::mozarto::Code as ErrorCode>::CATALOG,
        <errcat::ozura::Code as ErrorCode>::CATALOG,
        <errcat::diagnostics::Code as ErrorCode>::CATALOG,
    ];
    for catalog in bundled {
        check(catalog, &[catalog.name()], catalog.name());
    }
    let temporary = tempfile::tempdir().unwrap();
    for folder in folders(temporary.path()) {
        let compilation = errcat_compiler::compile(errcat_compiler::load::load(&folder, "catalog"));
        let name = folder.file_name().unwrap().to_str().unwrap();
        check(compilation.catalogs[0].catalog(), &["--catalog", folder.to_str().unwrap()], name);
    }
}

#[test]
fn exports_are_written_only_if_they_changed() {
    let temporary = tempfile::tempdir().unwrap();
    let root = std::env::var_os("ERRCAT_EXPORTS").map_or_else(|| temporary.path().to_owned(), PathBuf::from);
    each_catalog(|catalog, arguments, name| {
        for (readers, how) in READERS {
            let folder = root.join(readers);
            for kind in KINDS {
                let file = folder.join(format!("{name}.{}", ending(kind)));
                let out = file.to_str().unwrap();
                let export = || errcat(&[&["export", kind, "--out", out][..], how, arguments].concat());
                assert_eq!(export(), format!("{out} written\n"));
                assert_eq!(export(), format!("{out} is up to date\n"));
            }
            let vectors = serde_json::to_string_pretty(&vectors::vectors(catalog, readers == "internal")).unwrap();
            fs::write(folder.join(format!("{name}.vectors.json")), vectors).unwrap();
        }
    });
}

/// The schema describes every member of the export.
#[test]
fn json_matches_its_schema() {
    let schema: serde_json::Value = serde_json::from_str(&errcat(&["export", "json-schema"])).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    each_catalog(|_, arguments, name| {
        for (_, how) in READERS {
            let text = errcat(&[&["export", "json"], how, arguments].concat());
            let catalog: serde_json::Value = serde_json::from_str(&text).unwrap();
            let errors: Vec<String> = validator.iter_errors(&catalog).map(|error| error.to_string()).collect();
            assert_eq!(errors, Vec::<String>::new(), "{name}");
            let members = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
            assert_eq!(members(&catalog), members(&schema["properties"]), "{name}");
            let code = &schema["$defs"]["code"];
            assert_eq!(members(&catalog["codes"][0]), members(&code["properties"]), "{name}");
            assert_eq!(serde_json::json!(members(&code["properties"])), code["required"]);
        }
    });
}

fn ending(kind: &str) -> &str {
    match kind {
        "json-schema" => "schema.json",
        "openapi" => "openapi.json",
        "problem-types" => "problem-types.json",
        "typescript" => "ts",
        kind => kind,
    }
}

/// Public exports contain no text that the catalog uses for masked codes only, in any spelling.
#[test]
fn masked_codes_leave_no_trace() {
    each_catalog(|catalog, arguments, _| {
        let (masked, shown): (Vec<_>, Vec<_>) = catalog.codes().partition(|code| code.shown() != Shown::Itself);
        let words = |codes: &[AnyCode<'_>]| codes.iter().flat_map(|code| words(*code)).collect::<BTreeSet<_>>();
        let public = words(&shown).into_iter().collect::<Vec<_>>().join("\n");
        let secrets = words(&masked).into_iter().filter(|secret| !public.contains(secret));
        let secrets: Vec<String> = secrets.chain(["secret".to_owned(), "97531".to_owned()]).collect();
        for kind in KINDS {
            let text = errcat(&[&["export", kind], arguments].concat());
            for secret in &secrets {
                let written = serde_json::to_string(secret).unwrap();
                let written = written.trim_matches('"');
                for spelt in [secret, &secret.to_uppercase(), written] {
                    let case = catalog.name();
                    // Some public texts contain the word "secret".
                    let said = spelt.eq_ignore_ascii_case("secret") && case != "awkward";
                    assert!(said || !text.contains(spelt), "{case}: {kind} says `{spelt}`");
                }
            }
        }
    });
}

/// Returns the texts of a code that identify it.
fn words(code: AnyCode<'_>) -> Vec<String> {
    let catalog = code.catalog();
    let translated = catalog.languages().map(|language| code.remediation_in(language.tag));
    let own = [code.as_str(), code.title(), code.message(), code.wire_code()].into_iter().chain(translated);
    let provider = code.provider_codes().map(|provider| provider.scope);
    let names = code.params().map(|param| param.name).chain(code.field()).chain(code.owner()).chain(code.tags());
    let others = [code.envelope(), Some(code.retry().name), code.outcome().map(|outcome| outcome.name)];
    let texts = own.chain(provider).chain(names).chain(others.into_iter().flatten()).map(str::to_owned);
    texts.chain(code.docs_url().map(|url| url.to_string())).filter(|text| text.len() > 3).collect()
}
