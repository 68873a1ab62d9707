//! The case `every_name`: what is raised, sent and read for every name in every place of an envelope and of a redirect.

use std::fmt::Write as _;
use std::path::Path;

use errcat::__private::Carried;
use errcat::{AnyCode, Body, Catalog, ParamKind, Public, Redirect, RedirectReader, Schemes, Shown, Value};
use errcat_compiler::Compilation;
use errcat_corpus::Case;

use crate::robustness;

const URLS: [(&str, &str); 3] = [
    ("error_url", "https://shop.example/fehler?a=1"),
    ("cancel_url", "https://shop.example/zurück"),
    ("success_url", "https://shop.example/danke"),
];

/// The values of sensitive parameters, which no answer contains.
const SECRET: &str = "SECRET";

/// A code raised with a value for everything, or with none.
struct Raised<'a> {
    code: AnyCode<'a>,
    whole: bool,
}

impl Carried for Raised<'_> {
    fn param(&self, at: usize) -> Option<Value<'_>> {
        let param = self.code.params().nth(at)?;
        // What a code requires is always there.
        let secret = if param.sensitive { SECRET } else { "it is" };
        Some(value(param.kind, secret))
    }

    fn detail(&self, at: usize) -> Option<&str> {
        ["first \"detail\"", "{second}"].get(at).copied().filter(|_| self.whole)
    }

    fn context(&self, at: usize) -> Option<Value<'_>> {
        let context = self.code.catalog().context().nth(at).filter(|_| self.whole)?;
        Some(value(context.kind, "r-7"))
    }
}

const fn value(kind: ParamKind, text: &str) -> Value<'_> {
    match kind {
        ParamKind::Integer => Value::Integer(-7),
        ParamKind::Number => Value::Number(2.5),
        ParamKind::Boolean => Value::Boolean(false),
        ParamKind::Json => Value::Json(r#"{"b": [true, null]}"#),
        _ => Value::Text(text),
    }
}

fn compiled() -> Compilation {
    let case = Case::good("every_name");
    let files: Vec<_> = case.texts().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect();
    robustness::run(&files)
}

/// Returns what is read from an answer: the code, its values, and the texts for people.
fn read(catalog: Catalog<'_>, status: Option<u16>, body: &str, language: &str) -> String {
    let Some(found) = catalog.recognize(status, body.as_bytes()) else { return "unknown".to_owned() };
    let code = found.code();
    let params = code.params().enumerate().map(|(at, param)| (param.name, found.param(at)));
    let context = catalog.context().enumerate().map(|(at, value)| (value.name, found.context(at)));
    let mut out = code.to_string();
    for (name, value) in params.chain(context).filter_map(|(name, value)| Some((name, value?))) {
        let _ = write!(out, " {name}={value}");
    }
    let details: Vec<&str> = found.details().collect();
    let seen = Public::new(code, &found).in_language(language);
    let _ = write!(
        out,
        " details={details:?} message={:?} customer={:?}",
        seen.message().to_string(),
        seen.customer().to_string()
    );
    let _ = write!(out, " raw_text={:?}", found.raw_text());
    out
}

fn answer(out: &mut String, what: &str, public: &Public<'_>, body: &Body<'_>, language: &str) {
    let text = body.to_string();
    let tag = body.language().map_or("-", |language| language.tag);
    let context: Vec<&str> = body.context().map(|value| value.name).collect();
    let about =
        format!("{} {:?} context={context:?} details={}", body.content_type(), body.envelope(), body.lists_details());
    let _ = writeln!(out, "{what} [{tag}] {about}\n  {text}");
    let _ = writeln!(out, "  {}", read(public.catalog(), public.status(), &text, language));
}

fn redirect(out: &mut String, what: &str, public: &Public<'_>) {
    let catalog = public.catalog();
    let Ok(redirect) = Redirect::of(public, &URLS, Schemes::Https) else { return };
    let url = redirect.url.expect("it redirects");
    let name = redirect.outcome.redirect.expect("it has a redirect").name();
    let reader =
        RedirectReader::new(catalog, name, ["https://shop.example"], &URLS, Schemes::Https).expect("it is safe");
    let arrival = reader.read(&url);
    let back = arrival.urls().collect::<Vec<_>>();
    let _ =
        writeln!(out, "{what} redirect\n  {url}\n  {:?} {back:?} {:?}", arrival.code(), arrival.text("de").to_string());
}

#[test]
fn every_name_in_every_place() {
    let compilation = compiled();
    let catalog = compilation.catalogs[0].catalog();
    let mut out = String::new();
    for code in catalog.codes() {
        for whole in [true, false] {
            let raised = Raised { code, whole };
            for language in ["en", "de", "fr"] {
                let public = Public::new(code, &raised).in_language(language);
                let what = format!("{code} {} {language}", if whole { "with all" } else { "with none" });
                answer(&mut out, &what, &public, &public.body(), language);
                redirect(&mut out, &what, &public);
            }
            // One code with all values, one with none, one masked: in every envelope.
            if ["REQUIRED", "OPTIONAL", "HIDDEN"].contains(&code.as_str()) {
                let public = Public::new(code, &raised).in_language("de");
                for envelope in catalog.envelopes() {
                    let body = public.body_in(envelope.name()).expect("an envelope of the catalog");
                    answer(&mut out, &format!("{code} in {envelope}, {whole}"), &public, &body, "de");
                }
                answer(&mut out, &format!("{code} as a problem"), &public, &public.problem(), "de");
            }
        }
    }
    assert_eq!(out.matches(SECRET).count(), 0, "a sensitive value is public: {out}");
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/every_name_answers.txt");
    errcat_corpus::compare(&golden, &out).unwrap();
}

/// Answers in the own envelope of a code give all values back.
#[test]
fn all_values_are_read() {
    let compilation = compiled();
    let catalog = compilation.catalogs[0].catalog();
    let mut values = 0;
    for code in catalog.codes().filter(|code| code.shown() == Shown::Itself) {
        let raised = Raised { code, whole: true };
        for language in ["en", "de", "fr"] {
            let public = Public::new(code, &raised).in_language(language);
            let body = public.body().to_string();
            let found = catalog.recognize(code.status(), body.as_bytes()).expect("its own answer");
            assert_eq!(found.code(), code, "{body}");
            for (at, param) in code.params().enumerate() {
                let given = raised.param(at).filter(|_| !param.sensitive).map(|value| value.to_string());
                let read = found.param(at).map(|value| value.to_string()).filter(|value| value != "null");
                // An envelope need not have a place for every parameter.
                if read.is_some() || param.sensitive || param.name == "text" {
                    assert_eq!(read, given, "{} of {body}", param.name);
                    values += usize::from(given.is_some());
                }
            }
            for (at, context) in catalog.context().enumerate() {
                if body.contains(&format!("\"{}\":", context.name)) {
                    let (read, given) = (found.context(at), raised.context(at));
                    assert_eq!(read.map(|value| value.to_string()), given.map(|value| value.to_string()), "{body}");
                    values += 1;
                }
            }
            let details: Vec<&str> = found.details().collect();
            let lists = public.body().lists_details();
            assert_eq!(details, if lists { vec!["first \"detail\"", "{second}"] } else { vec![] }, "{body}");
        }
    }
    assert_eq!(values, 153, "the values that were compared");
}
