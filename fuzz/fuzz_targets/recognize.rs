//! Reads any bytes as an answer: reading ends, and a recognized error that is rendered again is not read as another one.
//! Raises errors with any values: their answers are recognized, and values that come back are those that were given.
//!
//! An input is a line, which may be a status, and a body.
#![no_main]

use std::sync::LazyLock;

use errcat::__private::Carried;
use errcat::{AnyCode, Catalog, Classified, ErrorCode, Json, Param, ParamKind, Public, Recognize, Recognized};
use errcat::{Shown, Value, mozarto, ozura};
use errcat_compiler::{Compilation, File, Files, compile};
use libfuzzer_sys::fuzz_target;

/// A catalog of the test corpus whose envelopes use every feature.
static ODD: LazyLock<Compilation> = LazyLock::new(|| {
    let files = include_str!("../../tests/cases/good/answers.yaml").split("# file: ").skip(1).map(|file| {
        let (path, content) = file.split_once('\n').expect("a line with the path");
        File::new(path, content)
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
                check_upstream(&found, body);
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
        // The code's own status changes nothing.
        let own = catalog.recognize(plain.code().status(), body).expect("it is recognized without a status");
        assert_eq!(values(&own), values(plain));
        again(catalog, plain);
    }
    let Some(found) = found else { return };
    again(catalog, &found);
    match plain.filter(|plain| plain.code() == found.code()) {
        Some(plain) => assert_eq!(values(&plain), values(&found)),
        // Without a status, several codes can match. A code that the answer names needs none.
        None => assert_eq!(found.code().status(), status),
    }
    if found.code().recognize() == Recognize::Status {
        let _ = found.raw_text();
    }
}

/// Checks that a recognized error that is rendered again is not read as another one, and has no other values.
fn again(catalog: Catalog<'_>, found: &Recognized<'_>) {
    let code = found.code();
    assert_eq!(code.shown(), Shown::Itself);
    let public = Public::new(code, found);
    let body = public.body().to_string();
    let same = catalog.recognize(code.status(), body.as_bytes());
    let envelope = public.body().envelope().and_then(|name| catalog.envelope(name));
    if envelope.is_some_and(|envelope| envelope.slot("code").is_none()) {
        return; // Without a name, an error with absent values may have the text of another code, or of none.
    }
    let Some(same) = same else { panic!("{code} is not recognized in {body}") };
    assert_eq!(same.code(), code, "{body}");
    check_values(&same, found, &body);
}

/// Checks that values that were read are those that an error has, where it has some.
fn check_values(read: &Recognized<'_>, given: &dyn Carried, body: &str) {
    let check = |param: Param<'_>, read: Option<Value<'_>>, given: Option<Value<'_>>| {
        // JSON is compared without white space; `null` means an absent value.
        let text = |value: Value<'_>| value.to_string();
        if let (false, Some(read), Some(given)) = (param.sensitive, read, given) {
            assert_eq!(text(read), text(given), "{} in {body}", param.name);
        }
    };
    for (at, param) in read.code().params().enumerate() {
        check(param, read.param(at), given.param(at));
    }
    for (at, value) in read.code().catalog().context().enumerate() {
        check(value, read.context(at), given.context(at));
    }
}

/// Checks an error made from an upstream's answer: it keeps the answer, and takes no more of it than short texts.
fn check_upstream(found: &Recognized<'_>, body: &[u8]) {
    assert_eq!(found.raw_text().unwrap_or_default(), String::from_utf8_lossy(body).trim_ascii());
    for at in 0..found.params().len() {
        if let Some(Value::Text(text)) = found.param(at) {
            assert!(text.chars().count() <= 200 && !text.contains(char::is_control), "{text:?}");
        }
    }
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

/// Checks that a raised error is recognized, with no other values than it has.
fn raise(catalog: Catalog<'_>, number: usize, text: &[u8]) {
    let Some(code) = catalog.get(number % catalog.len()) else { return };
    let text = String::from_utf8_lossy(text);
    let raised = Lines { code, lines: text.split('\n').collect() };
    let body = Public::new(code, &raised).body().to_string();
    if code.recognize() != Recognize::Envelope || code.shown() != Shown::Itself {
        return;
    }
    // A long text without a name may be given up.
    let Some(found) = catalog.recognize(code.status(), body.as_bytes()) else {
        assert!(body.len() > 1000, "{code} is not recognized in {body}");
        return;
    };
    assert_eq!(found.code(), code, "{body}");
    check_values(&found, &raised, &body);
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
