//! Reads any bytes as an answer: reading ends, and a recognized error that is rendered again is recognized as the same
//! error. Raises errors with any values: their answers are recognized, with the same values.
//!
//! An input is a line, which may be a status, and a body.
#![no_main]

use std::sync::LazyLock;

use errcat::__private::Carried;
use errcat::{AnyCode, Catalog, Classified, ErrorCode, Json, Param, ParamKind, Public, Recognized, Recognize};
use errcat::{Shown, Value, mozarto, ozura};
use errcat_compiler::{Compilation, File, Files, compile};
use libfuzzer_sys::fuzz_target;

/// A catalog of the test corpus whose envelopes use every feature.
static ODD: LazyLock<Compilation> = LazyLock::new(|| {
    let files = include_str!("../../tests/cases/good/answers.yaml").split("# file: ").skip(1).map(|file| {
        let (path, content) = file.split_once('\n').expect("a line with the path");
        File { path: path.to_owned(), content: Ok(content.into()) }
    });
    let compilation = compile(Files { root: "answers".to_owned(), files: files.collect() });
    for diagnostic in &compilation.diagnostics {
        eprintln!("{}", diagnostic.to_text(&compilation.sources));
    }
    assert!(compilation.diagnostics.is_empty(), "the catalog for fuzzing has an error");
    compilation
});

fuzz_target!(|bytes: &[u8]| {
    let line = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let status = str::from_utf8(&bytes[..line]).ok().and_then(|line| line.parse().ok());
    let body = bytes.get(line + 1..).unwrap_or_default();
    let odd = ODD.catalogs[0].catalog();
    for catalog in [mozarto::Code::CATALOG, ozura::Code::CATALOG, odd] {
        read(catalog, status, body);
        for source in catalog.upstreams() {
            if let Some(found) = catalog.recognize_upstream(source, status, body) {
                check_raw_text(&found, body);
            }
        }
        raise(catalog, usize::from(status.unwrap_or_default()), body);
    }
    show(mozarto::classify(status, body));
    show(Classified::Known(mozarto::upstream::psp(status, body)));
    show(ozura::classify(status, body));
});

/// Checks the laws of an answer.
fn read(catalog: Catalog<'_>, status: Option<u16>, body: &[u8]) {
    let plain = catalog.recognize(None, body);
    let found = catalog.recognize(status, body);
    if let Some(plain) = &plain {
        // The code's own status changes nothing. Another status gives another code or none, unless the answer names its
        // code.
        let own = catalog.recognize(plain.code().status(), body).expect("it is recognized without a status");
        assert_eq!(values(&own), values(plain));
        again(catalog, None, plain);
    }
    let Some(found) = found else { return };
    again(catalog, status, &found);
    match found.code().recognize() {
        Recognize::Envelope => {
            // Without a status, several codes can match.
            assert!(plain.is_none_or(|plain| values(&plain) == values(&found)));
        }
        _ => {
            assert_eq!((found.code().recognize(), found.code().status()), (Recognize::Status, status));
            check_raw_text(&found, body);
        }
    }
}

/// Checks that a recognized error that is rendered again is recognized as the same error.
fn again(catalog: Catalog<'_>, status: Option<u16>, found: &Recognized<'_>) {
    let code = found.code();
    assert_eq!(code.shown(), Shown::Itself);
    let body = Public::new(code, found).body().to_string();
    let Some(same) = catalog.recognize(status, body.as_bytes()) else { panic!("{code} is not recognized in {body}") };
    if code.recognize() == Recognize::Status && same.code().recognize() == Recognize::Envelope {
        return; // The text of an answer that is recognized by its status can be the text of another code.
    }
    assert_eq!(values(&same), values(found), "{body}");
    assert_eq!(Public::new(code, &same).body().to_string(), body);
}

/// Checks an error with a free text: its text comes from the body, and is also the first parameter if that is a string.
fn check_raw_text(found: &Recognized<'_>, body: &[u8]) {
    let text = found.raw_text().unwrap_or_default();
    if found.code().params().next().is_some_and(|param| param.kind == ParamKind::String) {
        assert_eq!(found.param(0), Some(Value::Text(text)));
    }
    assert!(!body.trim_ascii().is_empty() || text.is_empty());
    let _ = Public::new(found.code(), found).body().to_string();
}

/// Returns the code, parameters, details and context of an answer, without sensitive values.
fn values<'a>(found: &'a Recognized<'_>) -> (&'a str, Vec<String>) {
    let code = found.code();
    let shown = |param: Param<'_>, value: Option<Value<'_>>| match (param.kind, value) {
        // JSON is displayed without white space. An absent value is `null` in a member that is not optional.
        (ParamKind::Json, value) => format!("{}={}", param.name, value.unwrap_or(Value::Json("null"))),
        (_, value) => format!("{}={value:?}", param.name),
    };
    let params = code.params().enumerate().filter(|(_, param)| !param.sensitive);
    let params = params.map(|(at, param)| shown(param, found.param(at)));
    let context = code.catalog().context().enumerate().filter(|(_, value)| !value.sensitive);
    let context = context.map(|(at, value)| shown(value, found.context(at)));
    let details = (0..).map_while(|at| found.detail(at).map(|detail| format!("{detail:?}")));
    (code.as_str(), params.chain(context).chain(details).collect())
}

/// A code raised with the lines of a text as its values.
struct Lines<'a> {
    code: AnyCode<'a>,
    lines: Vec<&'a str>,
}

impl Lines<'_> {
    fn value(&self, kind: ParamKind, at: usize) -> Value<'_> {
        let line = self.lines.get(at).copied().unwrap_or_default();
        match kind {
            ParamKind::Integer => Value::Integer(line.parse().unwrap_or(line.len() as i64)),
            ParamKind::Number => {
                Value::Number(line.parse().ok().filter(|value: &f64| value.is_finite()).unwrap_or(0.5))
            }
            ParamKind::Boolean => Value::Boolean(line == "true"),
            ParamKind::Json => Value::Json(Json::new(line.to_owned()).map_or("null", |_| line)),
            _ => Value::Text(line),
        }
    }
}

impl Carried for Lines<'_> {
    fn param(&self, at: usize) -> Option<Value<'_>> {
        Some(self.value(self.code.params().nth(at)?.kind, at))
    }

    fn detail(&self, at: usize) -> Option<&str> {
        self.lines.iter().skip(at).nth(6).copied()
    }

    fn context(&self, at: usize) -> Option<Value<'_>> {
        (at < self.lines.len()).then_some(self.value(self.code.catalog().context().nth(at)?.kind, at))
    }
}

/// Checks that a raised error is recognized, and that the recognized error renders to the same body. If a value
/// contains the text after its placeholder, its end can be read elsewhere.
fn raise(catalog: Catalog<'_>, number: usize, text: &[u8]) {
    let Some(code) = catalog.get(number % catalog.len()) else { return };
    let text = String::from_utf8_lossy(text);
    let raised = Lines { code, lines: text.split('\n').collect() };
    let public = Public::new(code, &raised);
    let body = public.body().to_string();
    let is_recognized = code.recognize() == Recognize::Envelope && code.shown() == Shown::Itself;
    let found = catalog.recognize(code.status(), body.as_bytes());
    if !is_recognized {
        return;
    }
    let Some(found) = found else { panic!("{code} is not recognized in {body}") };
    assert_eq!(found.code(), code, "{body}");
    // Adjacent values are not read.
    if !code.message().contains("}{") {
        assert_eq!(Public::new(code, &found).body().to_string(), body);
    }
}

/// Uses an answer as a service does.
fn show<C: ErrorCode>(answer: Classified<'_, C>) {
    match answer {
        Classified::Known(error) => {
            assert_eq!(error.params().len(), error.code().erase().params().len());
            let _ = (format!("{error} {error:#} {error:?}"), error.render(), error.public().problem().to_string());
        }
        unknown @ Classified::Unknown(_) => drop(format!("{unknown:?}")),
    }
}
