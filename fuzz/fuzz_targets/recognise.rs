//! Any bytes as an answer: reading it comes to an end, and what it is recognised as, rendered again, is recognised as the
//! same. Any values, raised: their answer is recognised, and says what was raised.
//!
//! An input is a status or something else, a newline, and a body.
#![no_main]

use std::sync::LazyLock;

use errcat::{AnyCode, Carried, Catalog, Classified, ErrorCode, Json, Param, ParamKind, Public, Recognised, Recognize};
use errcat::{Shown, Value, mozarto, ozura};
use errcat_compiler::{Compilation, File, Files, compile};
use libfuzzer_sys::fuzz_target;

/// A catalog of the corpus with all that an envelope can hold.
static ODD: LazyLock<Compilation> = LazyLock::new(|| {
    let files = include_str!("../../tests/cases/good/answers.yaml").split("# file: ").skip(1).map(|file| {
        let (path, content) = file.split_once('\n').expect("a line with the path");
        File { path: path.to_owned(), content: Ok(content.into()) }
    });
    let compilation = compile(Files { root: "answers".to_owned(), files: files.collect() });
    for diagnostic in &compilation.diagnostics {
        eprintln!("{}", diagnostic.to_text(&compilation.sources));
    }
    assert!(compilation.diagnostics.is_empty(), "the catalog for fuzzing is wrong");
    compilation
});

fuzz_target!(|bytes: &[u8]| {
    let line = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let status = str::from_utf8(&bytes[..line]).ok().and_then(|line| line.parse().ok());
    let body = bytes.get(line + 1..).unwrap_or_default();
    let odd = ODD.catalogs[0].catalog();
    for catalog in [mozarto::Code::CATALOG, ozura::Code::CATALOG, &odd] {
        read(catalog, status, body);
        for source in catalog.upstreams() {
            if let Some(found) = catalog.recognize_upstream(source, status, body) {
                said(&found, body);
            }
        }
        raise(catalog, usize::from(status.unwrap_or_default()), body);
    }
    show(mozarto::classify(status, body));
    show(Classified::<mozarto::Code>::read_upstream("psp", status, body));
    show(ozura::classify(status, body));
});

/// The laws of an answer.
fn read(catalog: Catalog<'_>, status: Option<u16>, body: &[u8]) {
    let plain = catalog.recognise(None, body);
    let found = catalog.recognise(status, body);
    if let Some(plain) = &plain {
        // Its own status says nothing new. Another one is another code's, or nobody's, unless the answer names its code.
        let own = catalog.recognise(plain.code().status(), body).expect("known without a status");
        assert_eq!(values(&own), values(plain));
        again(catalog, None, plain);
    }
    let Some(found) = found else { return };
    again(catalog, status, &found);
    match found.code().recognize() {
        Recognize::Envelope => {
            // Without a status there may be several.
            assert!(plain.is_none_or(|plain| values(&plain) == values(&found)));
        }
        _ => {
            assert_eq!((found.code().recognize(), found.code().status()), (Recognize::Status, status));
            said(&found, body);
        }
    }
}

/// What was recognised, rendered again, is recognised as the same.
fn again(catalog: Catalog<'_>, status: Option<u16>, found: &Recognised<'_>) {
    let code = found.code();
    assert_eq!(code.shown(), Shown::Itself);
    let body = Public::new(code, found).body().to_string();
    let Some(same) = catalog.recognise(status, body.as_bytes()) else { panic!("{code} is not told by {body}") };
    if code.recognize() == Recognize::Status && same.code().recognize() == Recognize::Envelope {
        return; // What an answer says that is known by its status alone may be the words of another code.
    }
    assert_eq!(values(&same), values(found), "{body}");
    assert_eq!(Public::new(code, &same).body().to_string(), body);
}

/// Of a code whose text is free: what was said is what stands in the body, and the first parameter if that is a text.
fn raw_text(found: &Recognised<'_>, body: &[u8]) {
    let said = found.raw_text().unwrap_or_default();
    if found.code().params().next().is_some_and(|param| param.kind == ParamKind::String) {
        assert_eq!(found.param(0), Some(Value::Text(said)));
    }
    assert!(!body.trim_ascii().is_empty() || said.is_empty());
    let _ = Public::new(found.code(), found).body().to_string();
}

/// All that an answer says: its code, parameters, details and context, but for what is sensitive.
fn values<'a>(found: &'a Recognised<'_>) -> (&'a str, Vec<String>) {
    let code = found.code();
    let shown = |param: Param<'_>, value: Option<Value<'_>>| match (param.kind, value) {
        // JSON is displayed without white space. Where a place cannot be left out, what is not there is `null`.
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

/// A code raised with the lines of a text.
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

/// What is raised is recognised; where a value holds what stands behind it in its text, the values may be parted elsewhere.
fn raise(catalog: Catalog<'_>, number: usize, text: &[u8]) {
    let Some(code) = catalog.get(number % catalog.len()) else { return };
    let text = String::from_utf8_lossy(text);
    let raised = Lines { code, lines: text.split('\n').collect() };
    let public = Public::new(code, &raised);
    let body = public.body().to_string();
    let told = code.recognize() == Recognize::Envelope && code.shown() == Shown::Itself;
    let found = catalog.recognise(code.status(), body.as_bytes());
    if !told {
        return;
    }
    let Some(found) = found else { panic!("{code} is not told by {body}") };
    assert_eq!(found.code(), code, "{body}");
    // Values that stand side by side are not read.
    if !code.message().contains("}{") {
        assert_eq!(Public::new(code, &found).body().to_string(), body);
    }
}

/// What a service does with an answer.
fn show<C: ErrorCode>(answer: Classified<'_, C>) {
    match answer {
        Classified::Known(error) => {
            assert_eq!(error.params().len(), error.code().erase().params().len());
            let _ = (format!("{error} {error:#} {error:?}"), error.render(), error.public().problem().to_string());
        }
        unknown @ Classified::Unknown(_) => drop(format!("{unknown:?}")),
    }
}
