//! The law of masking: a masked answer equals, byte for byte, its mask raised with the same parameters, context and instance,
//! without details. It is checked for every masked code of every catalog of the repository, in every language and every envelope.

use std::collections::BTreeSet;
use std::path::Path;

use errcat::__private::Carried;
use errcat::{AnyCode, Catalog, Envelope, NamedUrls, ParamKind, Public, Redirect, Schemes, Shown, Value};
use errcat_compiler::{Compilation, compile, load};
use errcat_corpus::Case;

/// An error: values by the names of parameters, values of the context, and details.
struct Raised<'a> {
    code: AnyCode<'a>,
    /// The code that was raised first, whose parameters these are.
    origin: AnyCode<'a>,
    /// The number of the value that every parameter has; `None` for the catalog's examples.
    value: Option<usize>,
    context: Context,
    details: &'a [&'a str],
}

/// Which values of the context are known.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Context {
    All,
    EveryOther,
    None,
}

/// Texts that could break an answer.
const TEXTS: [&str; 6] = [
    "",
    "{limit} {{reason}} }",
    "\"quoted\" \\ \u{0} \u{7f} \u{2028} \r\n\t",
    "</script><b>&amp; %00 %2f",
    "zzsecret-ß\u{202e}\u{feff}東\u{1f600}",
    "null",
];

/// Numbers and JSON values that could break an answer.
const INTEGERS: [i64; 6] = [0, -1, i64::MIN, i64::MAX, 5, 1];
const NUMBERS: [f64; 6] = [0.5, -0.0, f64::NAN, f64::INFINITY, 1e300, 5.0];
const JSON: [&str; 6] = ["null", "{}", " [ 1 , \"}\" ] ", "\"text\"", "{\"code\":\"FORGED\",\"code\":1}", "1e400"];

fn value(kind: ParamKind, number: usize) -> Value<'static> {
    match kind {
        ParamKind::Integer => Value::Integer(INTEGERS[number]),
        ParamKind::Number => Value::Number(NUMBERS[number]),
        ParamKind::Boolean => Value::Boolean(number.is_multiple_of(2)),
        ParamKind::Json => Value::Json(JSON[number]),
        _ => Value::Text(TEXTS[number]),
    }
}

impl Carried for Raised<'_> {
    /// A value depends on the name alone, so that the mask has the values of the masked code, and no others.
    fn param(&self, at: usize) -> Option<Value<'_>> {
        let name = self.code.params().nth(at)?.name;
        let param = self.origin.params().find(|param| param.name == name)?;
        let place = param.name.bytes().map(usize::from).sum::<usize>();
        let number = (self.value.unwrap_or(0) + place) % TEXTS.len();
        // An optional parameter is absent with half of the values.
        if param.optional && number % 2 == 1 { None } else { Some(value(param.kind, number)) }
    }

    fn detail(&self, at: usize) -> Option<&str> {
        self.details.get(at).copied()
    }

    fn context(&self, at: usize) -> Option<Value<'_>> {
        let value = self.code.catalog().context().nth(at)?.example_value();
        match self.context {
            Context::All => Some(value),
            Context::EveryOther => Some(value).filter(|_| at % 2 == 1),
            Context::None => None,
        }
    }
}

/// A shop with a page for every URL.
struct Shop;

impl NamedUrls for Shop {
    fn url(&self, _: &str) -> Option<&str> {
        Some("https://shop.example/?a=b#c")
    }
}

/// Returns everything that leaves with an answer, one channel a line.
fn channels(public: Public<'_>) -> Vec<String> {
    let catalog = public.catalog();
    let policy = public.retry();
    let mut all = vec![
        format!("code {:?}", public.code()),
        format!("wire code {:?}", public.wire_code()),
        format!("status {:?}", public.status()),
        format!("grpc {:?}", public.grpc()),
        format!("title {:?}", public.title()),
        format!("message {:?}", public.message().to_string()),
        format!("customer text {:?}", public.customer().to_string()),
        format!("remediation {:?}", public.remediation().to_string()),
        format!("parameters {:?}", public.params().collect::<Vec<_>>()),
        format!("details {:?}", public.details().collect::<Vec<_>>()),
        format!("link {:?}", public.docs_url().map(|link| link.to_string())),
        format!("field {:?}", public.field()),
        format!("retry {} {policy} {:?}", policy.name, policy.first_wait()),
        format!("Retry-After {:?}", policy.retry_after_seconds()),
        format!("outcome {:?}", public.outcome().map(|outcome| outcome.name)),
        format!("session {:?}", public.outcome().map(|outcome| outcome.session.as_str())),
        format!("language {}", public.language().tag),
        format!("display {public}"),
        format!("debug {public:?}"),
    ];
    let envelopes = catalog.envelopes().filter_map(|envelope| public.body_in(envelope.name()));
    for body in [public.body(), public.problem()].into_iter().chain(envelopes) {
        let language = body.language().map(|language| language.tag);
        let context: Vec<_> = body.context().map(|param| param.name).collect();
        all.push(format!("body {:?} {} {language:?} {context:?}: {body}", body.envelope(), body.content_type()));
    }
    all.push(format!("redirect {:?}", Redirect::of(&public, &Shop, Schemes::Https)));
    all
}

/// Compares the answers of a masked code with those of its mask. `unknown` is another code that is shown as the unknown error.
fn check(code: AnyCode<'_>, unknown: Option<AnyCode<'_>>) -> usize {
    let catalog = code.catalog();
    let mut compared = 0;
    for value in 0..TEXTS.len() {
        for context in [Context::All, Context::EveryOther, Context::None] {
            let masked = Raised { code, origin: code, value: Some(value), context, details: &["zzsecret detail", "2"] };
            let mask = |mask| Raised { code: mask, origin: code, value: Some(value), context, details: &[] };
            let shown = match code.shown() {
                Shown::As(mask) => Some(mask),
                // The unknown error itself has no context.
                _ => unknown.filter(|_| context != Context::None),
            };
            let expected = shown.map(mask);
            let languages = catalog.languages().map(|language| Some(language.tag)).chain([None, Some("xx")]);
            for (language, instance) in languages.flat_map(|tag| [(tag, None), (tag, Some("/orders/7?a=\"b\""))]) {
                let seen = |public| view(public, language, instance);
                let own = seen(Public::new(code, &masked));
                let mask = match (&expected, context) {
                    (Some(expected), _) => seen(Public::new(expected.code, expected)),
                    (None, Context::None) => seen(Public::unknown(catalog)),
                    // Nothing else has the context.
                    (None, _) => continue,
                };
                for (own, mask) in channels(own).into_iter().zip(channels(mask)) {
                    assert_eq!(own, mask, "{code:?} with value {value}, {context:?} of the context, in {language:?}");
                    compared += 1;
                }
            }
        }
    }
    // By type, too: what follows for a checkout follows from the mask.
    let outcome = if let Shown::As(mask) = code.shown() { mask.outcome() } else { None };
    assert_eq!(code.outcome().map(|outcome| outcome.name), outcome.map(|outcome| outcome.name), "{code:?}");
    compared
}

fn view<'v>(public: Public<'v>, language: Option<&str>, instance: Option<&'v str>) -> Public<'v> {
    let public = language.map_or(public, |tag| public.in_language(tag));
    instance.map_or(public, |instance| public.at_instance(instance))
}

/// Compares the masked codes of a catalog with their masks, and returns how many channels were compared.
pub fn check_catalog(catalog: Catalog<'_>) -> usize {
    let masked: Vec<AnyCode<'_>> = catalog.codes().filter(|code| code.shown() != Shown::Itself).collect();
    let unknown =
        |code: &AnyCode<'_>| masked.iter().copied().find(|other| other != code && other.shown() == Shown::Unknown);
    masked.iter().map(|code| check(*code, unknown(code))).sum()
}

/// The catalogs of the repository: cases, bundled catalogs, and those of the tests of the command.
fn compilations() -> Vec<(String, Compilation)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["catalog", "cli/tests/catalogs/secret", "cli/tests/catalogs/awkward", "cli/tests/catalogs/telling"];
    let folders = folders.into_iter().chain(["tests/downstream/frameworks/catalog"]);
    let folders = folders.map(|folder| (folder.to_owned(), compile(load(&root.join(folder), folder))));
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let cases = Case::all("good").into_iter().map(|case| {
        let folder = temporary.path().join(case.name());
        std::fs::create_dir(&folder).expect("a new folder");
        (case.name(), compile(case.files(&folder)))
    });
    folders.chain(cases).collect()
}

#[test]
fn a_masked_answer_is_that_of_its_mask() {
    let mut compared = 0;
    let mut catalogs = BTreeSet::new();
    for (name, compilation) in compilations() {
        assert_eq!(compilation.diagnostics, [], "{name}");
        for catalog in compilation.catalogs.iter().map(|one| one.catalog()) {
            let channels = check_catalog(catalog);
            if channels > 0 {
                catalogs.insert(format!("{name}/{}", catalog.name()));
            }
            compared += channels;
        }
    }
    println!("{compared} channels compared, of {} catalogs: {catalogs:?}", catalogs.len());
    assert!(catalogs.len() >= 8 && compared > 50_000, "{compared} {catalogs:?}");
}

/// A masked answer has the context that its envelope has a place for, whether the place is optional or not, and no sensitive value.
#[test]
fn context_is_public() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let compilation = compile(Case::good("masks").files(folder.path()));
    let catalog = compilation.catalogs[0].catalog();
    let code = |id: &str| catalog.codes().find(|code| code.as_str() == id).expect("a code of the case");
    let body = |id: &str| {
        let raised = Raised {
            code: code(id),
            origin: code(id),
            value: None,
            context: Context::All,
            details: &["zzsecret detail"],
        };
        Public::new(raised.code, &raised).body().to_string()
    };
    let unknown = r#"{"code":"UNKNOWN","texts":["Unknown error","Something went wrong.","Unknown error",""],"status":500,"details":[],"link":null,"request":{"id":"r-1","attempt":2,"share":0.5,"final":true,"token":null},"source":"nobody"}"#;
    assert_eq!(body("ANY"), unknown);
    let link = "https://docs.example.com/plain#why";
    let plain = format!(
        r#"{{"code":"PLAIN","message":"Plain","customer":"Something went wrong.","title":"Plain","status":402,"link":"{link}","fix":"Do it again.","request":"r-1","attempt":2,"share":0.5,"final":true}}"#
    );
    assert_eq!(body("HIDDEN"), plain);
    // No answer of any code has a sensitive value, in a required or an optional place.
    for code in catalog.codes() {
        let raised = Raised { code, origin: code, value: None, context: Context::All, details: &[] };
        let public = Public::new(code, &raised);
        for name in catalog.envelopes().map(Envelope::name).chain(["problem"]) {
            let body = public.body_in(name).expect("an envelope of the catalog").to_string();
            assert!(!body.contains("zzsecret-token") && !body.contains("zzsecret-key"), "{body}");
        }
    }
}

/// If the unknown error is a code, masked answers are recognized as that code, with its policy. The masked codes are not.
#[test]
fn the_unknown_error_can_be_a_code() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let compilation = compile(Case::good("masks").files(folder.path()));
    let catalog = compilation.catalogs[1].catalog();
    let code = |id: &str| catalog.codes().find(|code| code.as_str() == id).expect("a code of the case");
    let (leaked, failed) = (code("LEAKED"), code("SYSTEM_ERROR"));
    assert_eq!((catalog.unknown_code(), leaked.shown()), (Some(failed), Shown::As(failed)));
    let example = leaked.example();
    let public = example.public();
    let answer = public.body().to_string();
    assert_eq!(
        answer,
        r#"{"code":"SYSTEM.ERROR","message":"It failed really","customer":"Something went wrong here.","request":"r-1","details":[],"again":true}"#
    );
    let found = catalog.recognize(Some(500), answer.as_bytes()).expect("a code");
    assert_eq!((found.code(), found.code().retry().name), (failed, "later"));
    assert_eq!((leaked.outcome(), public.outcome()), (failed.outcome(), failed.outcome()));
    assert_eq!(Public::unknown(catalog).in_language("de").customer().to_string(), "Etwas ging schief hier.");
    // Another code without a text for customers has that of the unknown error.
    assert_eq!(code("OPEN").public().in_language("de").customer().to_string(), "Etwas ging schief hier.");
    for name in ["LEAKED", "GONE"] {
        let named = format!(r#"{{"code":"{name}"}}"#);
        assert_eq!(catalog.recognize(None, named.as_bytes()).map(|found| found.code()), None, "{name}");
    }
}
