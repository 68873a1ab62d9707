//! What `errcat export` writes, of the bundled catalogs and of catalogs that are awkward: nothing of a masked code is in what
//! others get, and nothing changes from one time to the next.
//!
//! With `ERRCAT_EXPORTS=DIR` the exports stay in that folder, and beside them the answers that Rust gives, for tools that
//! are not ours (`.ci/exports`).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use errcat::{AnyCode, Carried, Catalog, ErrorCode, Internal, ParamKind, Public, Shown, Value};
use serde_json::json;

const KINDS: [&str; 7] = ["csv", "json", "json-schema", "openapi", "problem-types", "proto", "typescript"];

/// Cases of the compiler's corpus, to be laid out as folders.
const CASES: [&str; 3] = ["every_key", "odd_names", "unicode"];

/// Who an export is for: the name of its folder, and how the command is told.
const READERS: [(&str, &[&str]); 2] = [("public", &[]), ("internal", &["--internal"])];

fn errcat(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_errcat")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The folders of catalogs that are not bundled.
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

/// Runs a check over every catalog, with how the command is told to take it and the name that its files get.
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
fn exports_are_written_once() {
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
            let vectors = serde_json::to_string_pretty(&vectors(catalog, readers == "internal")).unwrap();
            fs::write(folder.join(format!("{name}.vectors.json")), vectors).unwrap();
        }
    });
}

/// The shipped schema says what is in the export, to the last member.
#[test]
fn the_schema_fits() {
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

/// Whatever stands in a catalog about masked codes only is in no export for others, whichever way it is written.
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
                    // errcat's own diagnostics and every_key say something of secrets in what everybody may read.
                    let said = spelt.eq_ignore_ascii_case("secret") && case != "awkward";
                    assert!(said || !text.contains(spelt), "{case}: {kind} says `{spelt}`");
                }
            }
        }
    });
}

/// All that a catalog says of a code that could tell which one it is.
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

/// What Rust answers, for a module in another language to be compared with.
fn vectors(catalog: Catalog<'_>, internal: bool) -> serde_json::Value {
    let shown = |code: &AnyCode<'_>| internal || code.shown() == Shown::Itself;
    let tags: Vec<String> = catalog
        .languages()
        .flat_map(|language| {
            let tag = language.tag;
            [tag.to_owned(), tag.to_uppercase(), format!("{tag}-x-y"), format!("{tag}-AT"), tag[..1].to_owned()]
        })
        .chain(["", "-", "de-CH-1996", "DE-a-b-c", "zh-hant-TW", "zh", "\u{212a}e", "en-"].map(str::to_owned))
        .collect();
    let languages = tags.iter().map(|tag| json!([tag, catalog.language(tag).map(|language| language.tag)]));
    let unknown = tags.iter().map(|tag| json!([tag, Public::unknown(catalog).in_language(tag).customer().to_string()]));
    let codes = catalog.codes().filter(shown).map(|code| of_code(code, &tags, internal));
    let hidden = catalog.codes().filter(|code| !shown(code)).map(AnyCode::as_str);
    let no_codes = hidden.chain(catalog.retired().map(|id| id.id)).chain(["constructor", "toString", "__proto__", ""]);
    json!({
        "languages": languages.collect::<Vec<_>>(),
        "unknown": unknown.collect::<Vec<_>>(),
        "codes": codes.collect::<Vec<_>>(),
        "no_codes": no_codes.collect::<Vec<_>>(),
    })
}

fn of_code(code: AnyCode<'_>, tags: &[String], internal: bool) -> serde_json::Value {
    let given: Vec<Given> = (0..4).map(|round| Given::new(code, round)).collect();
    let texts = tags.iter().zip(given.iter().cycle()).map(|(tag, given)| {
        json!({"tag": tag, "params": given.json, "text": Public::new(code, given).in_language(tag).customer().to_string()})
    });
    let messages = given
        .iter()
        .map(|given| json!({"params": given.json, "text": Internal::new(code, given).message().to_string()}));
    let retry = code.retry();
    json!({
        "id": code.as_str(),
        "wire_code": code.wire_code(),
        "title": code.title(),
        "status": code.status(),
        "fixable_by": code.fixable_by().as_str(),
        "customer_fixable": code.is_customer_fixable(),
        "field": code.field(),
        "retry": retry.name,
        "kind": retry.kind.as_str(),
        "retries": retry.retries,
        "delays_ms": retry.delays().take(100).map(|wait| wait.as_secs_f64() * 1000.0).collect::<Vec<_>>(),
        "idempotency": retry.idempotency.as_str(),
        "outcome": code.outcome().map(|outcome| outcome.name),
        "session": code.outcome().map(|outcome| outcome.session.as_str()),
        "terminal": code.outcome().map(|outcome| outcome.session.is_terminal()),
        "docs_url": code.docs_url().map(|url| url.to_string()),
        "shown_as": match code.shown() {
            _ if !internal => None,
            Shown::Itself => Some(code.as_str()),
            Shown::As(mask) => Some(mask.as_str()),
            Shown::Unknown => None,
        },
        "texts": texts.collect::<Vec<_>>(),
        "messages": messages.collect::<Vec<_>>(),
    })
}

/// Values for the parameters of a code; as JSON `{name: [type, text]}`, so that no number loses anything.
struct Given {
    values: Vec<Value<'static>>,
    json: serde_json::Value,
}

impl Given {
    fn new(code: AnyCode<'_>, round: usize) -> Self {
        const TEXTS: [&str; 4] = ["", "{name} $& $1 \\ \"'`\u{2028}", "</script>", "{{}}"];
        const INTEGERS: [i64; 4] = [i64::MIN, i64::MAX, 0, -1];
        const NUMBERS: [[f64; 4]; 4] = [
            [1e21, 1.5, f64::NAN, -0.0],
            [1e-7, -1.25e300, f64::INFINITY, 123_456_789.125],
            [f64::MAX, f64::MIN_POSITIVE, f64::NEG_INFINITY, 0.1],
            [5e-324, 1e20, -1e22, 100.0],
        ];
        let value = |(at, kind): (usize, ParamKind)| match kind {
            ParamKind::Integer => Value::Integer(INTEGERS[(at + round) % 4]),
            ParamKind::Number => Value::Number(NUMBERS[at % 4][round]),
            ParamKind::Boolean => Value::Boolean(round.is_multiple_of(2)),
            ParamKind::Json => Value::Json([r#"{"a":[1.0,"{b}"]}"#, "null", "\"text\"", " 1e2 "][round]),
            _ => Value::Text(TEXTS[(at + round) % 4]),
        };
        let values: Vec<Value<'static>> = code.params().map(|param| param.kind).enumerate().map(value).collect();
        let named = code.params().zip(&values);
        let json = named.map(|(param, value)| (param.name.to_owned(), json!([param.kind.as_str(), value.to_string()])));
        Self { json: serde_json::Value::Object(json.collect()), values }
    }
}

impl Carried for Given {
    fn param(&self, at: usize) -> Option<Value<'_>> {
        self.values.get(at).copied()
    }

    fn detail(&self, at: usize) -> Option<&str> {
        ["a", "\"b\""].get(at).copied()
    }

    fn context(&self, _: usize) -> Option<Value<'_>> {
        None
    }
}
