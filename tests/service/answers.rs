//! Answers of the bundled catalogs: recognized, and searched for traces of masked codes.

use proptest::prelude::*;

use errcat::__private::Carried;
use errcat::{
    AnyCode, Body, Catalog, Classified, ErrorCode, Internal, ParamKind, Public, Shown, Value, mozarto, ozura,
};

/// A code raised with its examples.
struct Examples(AnyCode<'static>);

impl Carried for Examples {
    fn param(&self, at: usize) -> Option<Value<'_>> {
        let param = self.0.params().nth(at)?;
        Some(match param.kind {
            ParamKind::Integer => Value::Integer(param.example.parse().unwrap()),
            _ => Value::Text(param.example),
        })
    }

    fn detail(&self, at: usize) -> Option<&str> {
        ["stolen \"plates\"", "{\n"].get(at).copied()
    }

    fn context(&self, _: usize) -> Option<Value<'_>> {
        None
    }
}

fn catalogs() -> [Catalog<'static>; 2] {
    [mozarto::Code::CATALOG, ozura::Code::CATALOG]
}

/// Returns the id, parameters and details that an answer is recognized as.
fn meaning(catalog: Catalog<'static>, status: Option<u16>, body: &[u8]) -> Option<String> {
    let found = catalog.recognize(status, body)?;
    let value = |at| found.param(at).map_or_else(|| "-".to_owned(), |value| value.to_string());
    let params = found.code().params().enumerate().map(|(at, param)| format!("{}={}", param.name, value(at)));
    let details = (0..).map_while(|at| Some(format!("[{}]", found.detail(at)?)));
    Some([found.code().as_str().to_owned()].into_iter().chain(params).chain(details).collect::<Vec<_>>().join(" "))
}

#[test]
fn answers() {
    let [mozarto, ozura] = catalogs();
    let standard = |message: &str, errors: &str| {
        format!(r#"{{"status":"error","message":"{message}","isSuccess":false,"errors":{errors}}}"#)
    };
    let normalized = |code: &str, message: &str, errors: &str| {
        format!(
            r#"{{"status":"error","isSuccess":false,"errorCode":"{code}","message":"{message}","transactionId":"64a1","errors":{errors}}}"#
        )
    };
    let deep = "[".repeat(100_000);
    let cases: Vec<(_, Option<u16>, String, Option<&str>)> = vec![
        (mozarto, Some(400), standard("Missing required field: amount", "[]"), Some("MISSING_FIELD field=amount")),
        (mozarto, None, standard("Missing required field: amount", "[]"), Some("MISSING_FIELD field=amount")),
        (mozarto, Some(500), standard("Missing required field: amount", "[]"), None),
        (mozarto, None, standard("Missing required field: ", "[]"), Some("MISSING_FIELD field=")),
        (mozarto, None, standard("missing required field: x", "[]"), None),
        (mozarto, None, standard("Validation failed", r#"["a","b\n"]"#), Some("VALIDATION_FAILED [a] [b\n]")),
        (mozarto, None, standard("Validation failed", r#"["a",1]"#), None),
        (mozarto, None, standard("Validation failed", "null"), None),
        (mozarto, None, standard("Something went wrong", "[]"), None),
        // Order, white space, escapes and additional members make no difference.
        (
            mozarto,
            None,
            " {\"errors\" : [ ],\n\"mess\\u0061ge\":\"Valid\\u0061tion failed\",\"x\":{\"y\":[1e999]},\"isSuccess\":false,\"status\":\"error\"}\t".to_owned(),
            Some("VALIDATION_FAILED"),
        ),
        (mozarto, None, format!("\u{c}{}", standard("Validation failed", "[]")), None),
        // A duplicate member is ignored.
        (mozarto, None, standard("Validation failed", r#"[],"errors":[]"#), None),
        // A literal with another value does not match the envelope.
        (mozarto, None, standard("Validation failed", "[]").replace("false", "true"), None),
        // The documentation gives neither text nor status of PSP_TIMEOUT: its name decides.
        (mozarto, Some(502), normalized("PSP_TIMEOUT", "Too late", r#"["a"]"#), Some("PSP_TIMEOUT [a]")),
        (mozarto, None, normalized("PSP_TIMEOUT", "", "[]"), Some("PSP_TIMEOUT")),
        (mozarto, Some(403), normalized("PSP_TIMEOUT", "Too late", "[]"), Some("PSP_TIMEOUT")),
        (mozarto, Some(401), normalized("PSP_TIMEOUT", "Unauthorized", "[]"), Some("PSP_TIMEOUT")),
        (mozarto, None, normalized("PSP_TIMEOUT", "Too late", r#"{"a":1}"#), Some(r#"PSP_TIMEOUT [{"a":1}]"#)),
        (mozarto, None, normalized("psp_timeout", "Too late", "[]"), None),
        (mozarto, None, normalized("PSP_TIMEOUT", "Too late", "[]").replace("false", "true"), Some("PSP_TIMEOUT")),
        (mozarto, None, normalized("PSP_TIMEOUT", "Too late", "[]").replace("\"Too late\"", "1"), Some("PSP_TIMEOUT")),
        (mozarto, Some(403), String::new(), Some("FORBIDDEN")),
        (mozarto, Some(403), standard("Validation failed", "[]"), Some("FORBIDDEN")),
        (ozura, Some(502), "<html>Bad gateway</html>".to_owned(), Some("BAD_GATEWAY")),
        (ozura, Some(400), r#"{"success":false,"error":"No","details":["a"]}"#.to_owned(), Some("BAD_REQUEST reason=No [a]")),
        // Where the status decides, a missing member does not change the other values.
        (ozura, Some(400), r#"{"success":false,"error":"No"}"#.to_owned(), Some("BAD_REQUEST reason=No")),
        (ozura, Some(400), r#"{"success":false,"error":"No","details":null}"#.to_owned(), Some("BAD_REQUEST reason=No")),
        // Nor does a detail that is not a string.
        (ozura, Some(400), r#"{"success":false,"error":"No","details":["a",{"b": 1}]}"#.to_owned(), Some(r#"BAD_REQUEST reason=No [a] [{"b": 1}]"#)),
        (ozura, Some(400), r#"{"success":false,"error":"No","details":"a"}"#.to_owned(), Some("BAD_REQUEST reason=No [a]")),
        // Only the message of the envelope becomes a value.
        (ozura, Some(400), r#"{"success":false}"#.to_owned(), Some("BAD_REQUEST reason=-")),
        (ozura, Some(400), r#"{"success":true,"error":"No"}"#.to_owned(), Some("BAD_REQUEST reason=-")),
        (ozura, Some(400), "<html>db password=hunter2</html>".to_owned(), Some("BAD_REQUEST reason=-")),
        (mozarto, Some(400), standard("Validation failed", "[]").replace(r#","errors":[]"#, ""), None),
        (ozura, Some(400), "No".to_owned(), Some("BAD_REQUEST reason=-")),
        (ozura, None, r#"{"success":false,"error":"No","details":["a"]}"#.to_owned(), None),
        (ozura, Some(418), String::new(), None),
        // Hostile bodies.
        (mozarto, None, deep.clone(), None),
        (mozarto, None, "{".repeat(10_000_000), None),
        (mozarto, None, standard("Validation failed", &format!("[],\"x\":{deep}{}", "]".repeat(100_000))), None),
        (mozarto, None, standard("Missing required field: \\ud800", "[]"), Some("MISSING_FIELD field=\u{fffd}")),
        (mozarto, None, standard("Missing required field: \\ud83d\\ude00", "[]"), Some("MISSING_FIELD field=😀")),
        (mozarto, None, standard("Validation failed", "[]") + "x", None),
        (mozarto, None, standard("Validation failed", "[]").replace(':', ""), None),
        (mozarto, None, "\u{feff}{}".to_owned(), None),
    ];
    for (catalog, status, body, expected) in cases {
        let shown: String = body.chars().take(120).collect();
        assert_eq!(meaning(catalog, status, body.as_bytes()).as_deref(), expected, "{status:?} {shown}");
    }
    assert_eq!(meaning(mozarto, None, b"{\"status\":\"\xff\"}"), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// An answer with any values is recognized as the error that was raised.
    #[test]
    fn values_come_back(field in any::<String>(), details in prop::collection::vec(any::<String>(), 0..4)) {
        let error = mozarto::errors::missing_field(field).details(details);
        let body = error.public().body().to_string();
        let Classified::Known(again) = mozarto::classify(None, body.as_bytes()) else { panic!("{body}") };
        prop_assert_eq!(again.params().collect::<Vec<_>>(), error.params().collect::<Vec<_>>());
        prop_assert_eq!(details_of(&again), details_of(&error));
    }

    /// Reading any body ends without a panic: bodies are cut, repeated and changed.
    #[test]
    fn any_body_is_read(
        code in any::<prop::sample::Index>(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 0..6),
        status in prop::option::of(100u16..600),
    ) {
        for catalog in catalogs() {
            let code = catalog.get(code.index(catalog.len())).unwrap();
            let mut body = Public::new(code, &Examples(code)).body().to_string().into_bytes();
            for (from, to, byte) in &cuts {
                let (from, to) = (from.index(body.len()), to.index(body.len()));
                let piece = body[from.min(to)..from.max(to)].to_vec();
                body[from] = *byte;
                body.splice(to..to, piece.into_iter().take(200));
            }
            if let Some(found) = catalog.recognize(status, &body) {
                let _ = Public::new(found.code(), &found).body().to_string();
            }
        }
    }
}

fn details_of(error: &mozarto::Error) -> Vec<&str> {
    (0..).map_while(|at| Carried::detail(error, at)).collect()
}

#[test]
fn raw_answers_of_providers() {
    let cases: [(Option<u16>, &str, &str); 10] = [
        (Some(504), "", "PSP_UNAVAILABLE"),
        (Some(503), "Gateway TIMEOUT.", "PSP_TIMEOUT"),
        (Some(408), "", "PSP_TIMEOUT"),
        (None, "upstream timeOut", "PSP_TIMEOUT"),
        (Some(401), "", "INVALID_PSP_CREDENTIALS"),
        (Some(404), "time out", "INVALID_PSP_CREDENTIALS"),
        (Some(429), "", "PSP_RATE_LIMITED"),
        (Some(599), "", "PSP_UNAVAILABLE"),
        (Some(400), "", "UNKNOWN_PSP_ERROR"),
        (None, "", "UNKNOWN_PSP_ERROR"),
    ];
    for (status, body, expected) in cases {
        let found = mozarto::Code::CATALOG.recognize_upstream("psp", status, body.as_bytes()).unwrap();
        assert_eq!((found.code().as_str(), found.raw_text().unwrap_or_default()), (expected, body), "{status:?}");
    }
    assert!(mozarto::Code::CATALOG.recognize_upstream("pps", Some(408), b"").is_none());
}

/// Public output contains nothing of a masked code, in any language.
#[test]
fn nothing_leaks() {
    let mut masked = 0;
    for raised in catalogs().into_iter().flat_map(Catalog::codes) {
        let carried = Examples(raised);
        let (mask, traces) = match raised.shown() {
            Shown::Itself => continue,
            Shown::As(mask) => {
                (Some(mask), vec![raised.as_str(), raised.title(), raised.message(), "stolen \\\"plates"])
            }
            Shown::Unknown => (None, vec![raised.as_str(), raised.title(), raised.message(), "stolen \\\"plates"]),
        };
        masked += 1;
        for language in raised.catalog().languages() {
            let public = Public::new(raised, &carried).in_language(language.tag);
            let outputs = outputs(&public);
            for trace in &traces {
                assert!(!outputs.contains(trace), "{raised:?} shows {trace:?} in {}: {outputs}", language.tag);
            }
            if let Some(mask) = mask {
                let own = self::outputs(&Public::new(mask, &()).in_language(language.tag));
                assert_eq!(outputs, own, "{raised:?} is told apart from {mask:?}");
            }
        }
        assert!(Internal::new(raised, &carried).body().to_string().contains("stolen \\\"plates"));
    }
    assert!(masked >= 4, "the bundled catalogs have masked codes");
}

/// A code without an error renders as an error without values.
#[test]
fn a_code_is_shown_as_an_error_without_values() {
    let check = |shown: Public<'_>, raised: Public<'_>| {
        assert_eq!(outputs(&shown), outputs(&raised));
        assert_eq!(shown.code(), raised.code());
    };
    check(ozura::Code::SystemError.public(), ozura::errors::system_error().public());
    check(ozura::Code::StolenCard.public(), ozura::errors::card_declined().public());
    check(ozura::Code::IssuerUnavailable.erase().public(), ozura::errors::system_error().public());
    assert_eq!(mozarto::Code::MissingField.public().message().to_string(), "Missing required field: {field}");
    let stolen = ozura::errors::stolen_card().detail("a plate");
    let seen = |view: &dyn std::fmt::Debug, text: &dyn std::fmt::Display| format!("{view:?} {text}");
    assert_eq!(
        seen(&stolen.public(), &stolen.public()),
        r#"Public { code: "CARD_DECLINED", .. } The card was declined"#
    );
    let missing = mozarto::errors::missing_field("iban");
    let expected = r#"Internal { code: "MISSING_FIELD", field: Text("iban"), .. } Missing required field: iban"#;
    assert_eq!(seen(&missing.internal(), &missing.internal()), expected);
}

/// Returns everything that the public can get of an error.
fn outputs(public: &Public<'_>) -> String {
    let link = public.docs_url().map(|link| link.to_string());
    let texts = [public.message(), public.customer(), public.remediation()].map(|text| text.to_string());
    let words = (public.wire_code(), public.status(), public.title(), public.field(), public.retry(), public.outcome());
    let named = public.code().into_iter().flat_map(|code| code.catalog().envelopes());
    let bodies: Vec<_> = named.map(|name| public.body_in(name.name()).unwrap().to_string()).collect();
    let own = format!("{public} {public:#} {public:?} {public:#?}");
    format!("{words:?} {link:?} {texts:?} {bodies:?} {} {} {:?} {own}", public.body(), public.problem(), public.code())
}

/// The media type, the envelope and the language of a body, and the status of its error.
type Kind<'a> = (&'a str, Option<&'a str>, Option<&'a str>, Option<u16>);

fn kind<'a>(error: &Public<'a>, body: Body<'a>) -> Kind<'a> {
    (body.content_type(), body.envelope(), body.language().map(|own| own.tag), error.status())
}

/// What an answer is, and what it came from, without the command.
#[test]
fn bodies_and_upstreams() {
    let check = |error: &Public<'_>, expected| assert_eq!(kind(error, error.body()), expected, "{error}");
    check(&mozarto::errors::internal_error().public(), ("application/json", Some("data"), None, Some(500)));
    check(&ozura::errors::card_declined().public(), ("application/json", Some("api"), None, None));
    let error = ozura::errors::card_declined();
    let problem = error.public().problem();
    assert_eq!(kind(&error.public(), problem).0, "application/problem+json");
    assert_eq!((problem.envelope(), problem.lists_details()), (None, true));
    assert_eq!(error.public().body_in("problem").map(|body| body.to_string()), Some(problem.to_string()));
    assert_eq!(error.public().body_in("vault").and_then(|body| body.envelope()), Some("vault"));
    assert!(error.public().body_in("nothing").is_none());

    assert_eq!(mozarto::CATALOG.upstreams().collect::<Vec<_>>(), ["psp"]);
    assert_eq!(ozura::CATALOG.upstreams().collect::<Vec<_>>(), [""; 0]);
}

/// The text of an answer that was read is kept as it came, for the team.
#[test]
fn raw_texts() {
    let raw = |status: u16, body: &str| {
        let error = mozarto::classify(Some(status), body.as_bytes()).known();
        error.map(|error| (error.code(), error.raw_text().map(str::to_owned)))
    };
    let known = |code, text: &str| Some((code, Some(text.to_owned())));
    let body = mozarto::errors::missing_field("amount").public().body().to_string();
    assert_eq!(raw(400, &body), known(mozarto::Code::MissingField, "Missing required field: amount"));
    assert_eq!(raw(599, "<html>"), None);
    assert_eq!(mozarto::errors::internal_error().raw_text(), None);
    let error = mozarto::upstream::psp(Some(503), b" <b>down</b> ");
    assert_eq!((error.code(), error.raw_text()), (mozarto::Code::PspUnavailable, Some("<b>down</b>")));
    assert!(!error.public().body().to_string().contains("down"));
}

/// An answer with a code of a later version is unknown, but can be read.
#[test]
fn unknown_answers_are_readable() {
    let body = r#"{"type":"https://later.example","title":"Later","status":418,"detail":"It is later","code":"LATER","details":["a"]}"#;
    let Classified::Unknown(unknown) = mozarto::classify(Some(418), body.as_bytes()) else { panic!("it is unknown") };
    let read = |text: Option<std::borrow::Cow<'_, str>>| text.map(std::borrow::Cow::into_owned);
    assert_eq!((unknown.status(), unknown.body()), (Some(418), body.as_bytes()));
    assert_eq!(read(unknown.code()).as_deref(), Some("LATER"));
    assert_eq!(read(unknown.title()).as_deref(), Some("Later"));
    assert_eq!(read(unknown.message()).as_deref(), Some("It is later"));
    assert_eq!((read(unknown.customer()), unknown.details()), (None, vec!["a".into()]));
    let found = mozarto::CATALOG
        .recognize(Some(400), mozarto::errors::missing_field("amount").public().body().to_string().as_bytes());
    let shown = format!("{:?}", found.expect("its own answer"));
    assert_eq!(shown, "Recognized { code: mozarto/MISSING_FIELD, field: Some(Text(\"amount\")), .. }");
}

/// A language with the quality 0 is refused; of others, the best that the catalog has is chosen.
#[test]
fn languages_of_a_request() {
    let check = |field: &str, tag: &str| assert_eq!(ozura::CATALOG.accept_language(field).tag, tag, "{field:?}");
    for field in
        ["", "*", "fr", "en", "en-US", "de;q=0", "fr, en;q=0.1", "de;q=0, en", "de;q=0.2, en;q=0.3", "x", ";q=1"]
    {
        check(field, "en");
    }
    for field in
        ["de", "DE", "de-AT", "fr, de", "de;q=0.3, en;q=0.2", "en;q=0, de;q=0.1", "fr;q=1, de;q=0.001", "de, en;q=0"]
    {
        check(field, "de");
    }
}
