//! Answers in envelopes of every shape: what they are recognised as, and what is raised comes back from them.

use errcat::{Carried, Catalog, Found, Public, Value};
use errcat_compiler::Compilation;

use crate::case::Case;
use crate::robustness;

fn compiled() -> Compilation {
    let case = Case::all("good").into_iter().find(|case| case.name() == "answers").expect("a case of the corpus");
    let files: Vec<_> = case.texts().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect();
    robustness::run(&files)
}

/// What an answer means: its id with all values that it says, or nothing.
fn meaning(catalog: Catalog<'_>, body: &str) -> Option<String> {
    let found = catalog.recognise(None, body.as_bytes())?;
    let code = found.code();
    let params = code.params().enumerate().filter_map(|(at, param)| Some((param.name, found.param(at)?)));
    let context = catalog.context().enumerate().filter_map(|(at, value)| Some((value.name, found.context(at)?)));
    let values = params.chain(context).map(|(name, value)| format!(" {name}={value}"));
    Some([code.to_string()].into_iter().chain(values).collect())
}

#[test]
fn answers() {
    let compilation = compiled();
    let catalog = compilation.catalogs[0].catalog();
    let problem = |detail: &str, members: &str| {
        format!(r#"{{"title":"Problem","status":400,"detail":"{detail}","code":"PROBLEM"{members}}}"#)
    };
    let simple = |status: u16, detail: &str| {
        format!(
            r#"{{"type":"https://errors.example.com/answers/PROBLEM_SIMPLE","title":"Problem simple","status":{status},"detail":"{detail}","code":"PROBLEM_SIMPLE"}}"#
        )
    };
    let required = |attempt: &str, share: &str| {
        format!(
            r#"{{"code":"REQUIRED","request":"r","attempt":{attempt},"share":{share},"final":true,"origin":[ 1 ]}}"#
        )
    };
    let typed = |raw: &str, message: &str| {
        format!(
            r#"{{"t":"Typed","s":504,"raw":{raw},"kind":{{"b":null,"a":[1.0,9007199254740993,"x"]}},"message":"{message}"}}"#
        )
    };
    let typed_text =
        |kind: &str| format!(r#"{{"t":"Typed text","s":504,"raw":"x","kind":{kind},"message":"failed: x"}}"#);
    let cases = [
        (problem("1 too many, 0.5 in all, x", ""), Some("PROBLEM n=1 share=0.5 name=x")),
        (problem("1 too many, 0.5 in all, x", r#","n":1,"name":"x","flag":true"#), {
            Some("PROBLEM n=1 share=0.5 name=x flag=true")
        }),
        // A text and a member that say different things, and a member that stands there twice.
        (problem("1 too many, 0.5 in all, x", r#","n":2"#), None),
        (problem("1 too many, 0.5 in all, x", r#","flag":true,"flag":true"#), None),
        // Numbers beyond what a type holds are none of it: not rounded, not cut. Digits beyond a double's are lost. The
        // text is in other words, then.
        (problem("9223372036854775807 too many, -0 in all, x", ""), {
            Some("PROBLEM n=9223372036854775807 share=-0 name=x")
        }),
        (problem("9223372036854775808 too many, 0.5 in all, x", ""), Some("PROBLEM")),
        (problem(&format!("1 too many, {} in all, x", "9".repeat(400)), ""), Some("PROBLEM")),
        (problem("1 too many, 0.5 in all, x", r#","part":1e400"#), None),
        (problem("1 too many, 0.5 in all, x", r#","part":123456789012345678901234567890"#), {
            Some("PROBLEM n=1 part=123456789012345680000000000000 share=0.5 name=x")
        }),
        // A code that is named is known in other words, too, but not with another status in its envelope.
        (simple(402, "In other words"), Some("PROBLEM_SIMPLE")),
        (simple(402, "Simple").replace("Problem simple", "Another heading"), Some("PROBLEM_SIMPLE")),
        (simple(402, "Simple").replace("https://errors", "https://docs"), Some("PROBLEM_SIMPLE")),
        (simple(402, "Simple").replace("\"Problem simple\"", "1"), None),
        (simple(500, "Simple"), None),
        (problem("In other words", ""), Some("PROBLEM")),
        (problem("In other words", r#","n":1,"name":"x""#), Some("PROBLEM n=1 name=x")),
        (problem("In other words", r#","n":"1""#), None),
        // Of values that stand side by side only those are known that stand somewhere else, too.
        (r#"{"code":"BLURRED","said":"penink is refused"}"#.to_owned(), Some("BLURRED")),
        (r#"{"code":"BLURRED","said":"penink is refused","a":"pen"}"#.to_owned(), Some("BLURRED a=pen")),
        (r#"{"code":"BLURRED","said":"no","a":"pen"}"#.to_owned(), Some("BLURRED a=pen")),
        (r#"{"code":"BLURRED","said":1}"#.to_owned(), None),
        (required("2", "0.5"), Some("REQUIRED request=r attempt=2 share=0.5 final=true origin=[1]")),
        (required("2.0", "1e-1"), Some("REQUIRED request=r share=0.1 final=true origin=[1]")),
        (required("123456789012345678901234567890", "1e400"), Some("REQUIRED request=r final=true origin=[1]")),
        // JSON in a text ends where its value does, and is the same without white space.
        (typed("[1]", "[ 1 ] failed"), Some("TYPED raw=[1]")),
        (typed("\" failed\"", "\\\" failed\\\" failed"), Some("TYPED raw=\" failed\"")),
        (typed("1", "1 failed").replace("9007199254740993", "9007199254740992"), None),
        (typed("1", "1 failed").replace("[1.0,", "[10e-1,"), Some("TYPED raw=1")),
        // A value that stands there twice is one.
        (typed("[1]", "[1] failed").replace("\"kind\"", "\"again\":[ 1 ],\"kind\""), Some("TYPED raw=[1]")),
        (typed("[1]", "[1] failed").replace("\"kind\"", "\"again\":[2],\"kind\""), None),
        (typed("{\"b\":1.0,\"a\":[100]}", "{\\\"a\\\":[1e2],\\\"b\\\":1} failed"), {
            Some("TYPED raw={\"b\":1.0,\"a\":[100]}")
        }),
        (typed_text("123456789012345678"), Some("TYPED_TEXT raw=x")),
        (typed_text("123456789012345677"), None),
        (typed_text("1e400"), None),
    ];
    for (body, expected) in cases {
        assert_eq!(meaning(&catalog, &body).as_deref(), expected, "{body}");
    }
}

/// Details are a member of problem details, unless a parameter is.
#[test]
fn problem_details_list_details() {
    let compilation = compiled();
    let catalog = compilation.catalogs[0].catalog();
    let cases = [
        ("PROBLEM_SIMPLE", r#""code":"PROBLEM_SIMPLE","details":["a","\"b\""]}"#, r#"[a] ["b"]"#),
        ("DETAILED", r#""code":"DETAILED","details":"x"}"#, ""),
    ];
    for (id, members, expected) in cases {
        let Some(Found::Code(code)) = catalog.find(id) else { panic!("{id} is a code") };
        let body = Public::new(code, &Detailed).body().to_string();
        assert!(body.ends_with(members), "{body}");
        let details = |body: &str| {
            let found = catalog.recognise(code.status(), body.as_bytes()).expect("a code");
            (0..).map_while(|at| Some(format!("[{}]", found.detail(at)?))).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(details(&body), expected);
        // What others list there need not be texts.
        if !expected.is_empty() {
            assert_eq!(details(&body.replace(r#"["a","\"b\""]"#, r#"{"a": 1}"#)), r#"[{"a": 1}]"#);
        }
    }
}

/// A code raised with a text and two details.
struct Detailed;

impl Carried for Detailed {
    fn param(&self, _: usize) -> Option<Value<'_>> {
        Some(Value::Text("x"))
    }

    fn detail(&self, at: usize) -> Option<&str> {
        ["a", "\"b\""].get(at).copied()
    }

    fn context(&self, _: usize) -> Option<Value<'_>> {
        None
    }
}

/// A code raised with values.
struct Raised<'a>(&'a [Value<'a>]);

impl Carried for Raised<'_> {
    fn param(&self, at: usize) -> Option<Value<'_>> {
        self.0.get(at).copied()
    }

    fn detail(&self, _: usize) -> Option<&str> {
        None
    }

    fn context(&self, _: usize) -> Option<Value<'_>> {
        None
    }
}

#[test]
fn values_come_back() {
    use Value::{Boolean, Integer, Json, Number, Text};
    let compilation = compiled();
    let catalog = compilation.catalogs[0].catalog();
    let many = "?.".repeat(10_000);
    let cases: [(&str, &[Value<'_>]); 8] = [
        ("TYPED", &[Json("\r[ 1, \" failed\" ]\n")]),
        ("TYPED", &[Json(" 1.5e3 ")]),
        ("NESTED", &[Integer(-1), Number(1e300), Boolean(false), Json("{ \": \": [\": \"] }"), Text("it, again it")]),
        ("NESTED", &[Integer(i64::MIN), Number(-0.0), Boolean(true), Json("0"), Text("")]),
        ("NESTED_TEXT", &[Text("}}"), Text("the n"), Text(". then ."), Json("{}")]),
        // What stands behind a value may be in it as often as may be.
        ("NESTED_TEXT", &[Text("x"), Text("y"), Text(&many), Json("{}")]),
        ("BEGINNING_LONGER", &[Text(&many)]),
        ("TEXTS", &[Integer(0), Text(" is wrong is wrong")]),
    ];
    for (id, values) in cases {
        let code = catalog.codes().find(|code| code.as_str() == id).expect("a code of the case");
        let body = Public::new(code, &Raised(values)).body().to_string();
        let found = catalog.recognise(code.status(), body.as_bytes());
        let found = found.unwrap_or_else(|| panic!("{id} is not told by {body:.200}"));
        assert_eq!(found.code(), code, "{body:.200}");
        for (at, value) in values.iter().enumerate() {
            assert_eq!(found.param(at).map(|value| value.to_string()), Some(value.to_string()), "{body:.200}");
        }
    }
}

fn compile(files: &[(&str, &str)]) -> Compilation {
    let files: Vec<_> = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let compilation = robustness::run(&files);
    let problems: Vec<_> = compilation.diagnostics.iter().map(|one| one.to_text(&compilation.sources)).collect();
    assert_eq!(problems, [""; 0]);
    compilation
}

/// As many placeholders as a text may have, the last one twice, and an answer in which each may end in many places: it is given
/// up after a second, not after minutes, as other words.
#[test]
fn a_text_that_was_made_to_be_slow_is_given_up() {
    let texts = (0..62).map(|at| format!("{{p{at}}}-")).collect::<Vec<_>>().concat();
    let params = (0..62).map(|at| format!("p{at}: x, ")).collect::<Vec<_>>().concat();
    let codes = format!(
        "codes:\n  SLOW: {{status: 400, fixable_by: developer, remediation: Send less of it., \
        message: \"{texts}{{z}}-{{z}}!\", params: {{{params}z: x}}}}\n"
    );
    let header =
        "catalog: slow\ntitle: Slow\nversion: 1.0.0\nlanguage: en\nunknown: {message: No., customer: Sorry.}\n";
    let compilation = compile(&[("catalog.yaml", header), ("codes.yaml", &codes)]);
    let text = format!("{}{}?", "y".repeat(100_000), "-".repeat(70));
    let body = format!(r#"{{"title":"Slow","status":400,"detail":"{text}","code":"SLOW"}}"#);
    assert_eq!(meaning(&compilation.catalogs[0].catalog(), &body).as_deref(), Some("SLOW"));
}

/// A region's language without a text of its own: answers say what `AnyCode` says.
#[test]
fn a_remediation_is_in_the_language_that_fits_best() {
    let header = "catalog: regions\ntitle: Regions\nversion: 1.0.0\nlanguage: en\n\
        unknown: {message: No., customer: Sorry.}\nenvelopes: {help: {code: $code, help: $remediation}}\n\
        defaults: {status: 400, fixable_by: developer, envelope: help}\n";
    let codes =
        "codes:\n  BOTH: {message: Both., remediation: Send both.}\n  ONE: {message: One., remediation: Send one.}\n";
    let compilation = compile(&[
        ("catalog.yaml", header),
        ("codes.yaml", codes),
        ("locales/de.yaml", "remediation: {BOTH: Beide senden.}\nunknown: {customer: Leider nicht.}\n"),
        ("locales/de-AT.yaml", "remediation: {ONE: Eines schicken.}\nunknown: {customer: Leider nein.}\n"),
        ("locales/en-GB.yaml", "unknown: {customer: Apologies.}\n"),
    ]);
    let catalog = compilation.catalogs[0].catalog();
    let check = |id: &str, tag: &str, text: &str, language: Option<&str>| {
        let code = catalog.from_wire(id).expect("a code of the catalog");
        let public = code.public().in_language(tag);
        assert_eq!(code.remediation_in(tag), text, "{id} {tag}");
        assert_eq!(public.remediation().to_string(), text, "{id} {tag}");
        assert_eq!(public.body().to_string(), format!(r#"{{"code":"{id}","help":"{text}"}}"#));
        assert_eq!(public.body().language().map(|language| language.tag), language, "{id} {tag}");
    };
    check("BOTH", "de", "Beide senden.", Some("de"));
    check("BOTH", "de-AT", "Beide senden.", Some("de"));
    check("BOTH", "de-CH", "Beide senden.", Some("de"));
    check("BOTH", "en-GB", "Send both.", Some("en"));
    check("ONE", "de-AT", "Eines schicken.", Some("de-AT"));
    check("ONE", "de", "Send one.", None);
    check("ONE", "en", "Send one.", Some("en"));
    check("ONE", "fr", "Send one.", None);
}

/// What a required member has no value for is written as `null`, and `null` is read as no value.
#[test]
fn no_value_comes_back_as_none() {
    let header = "catalog: values\ntitle: Values\nversion: 1.0.0\nlanguage: en\n\
        unknown: {message: No., customer: Sorry.}\ncontext: {request: r}\n\
        envelopes: {values: {code: $code, card: $card, again: $card, n: $n, raw: $raw, request: $request, a: $request}}\n\
        defaults: {status: 400, fixable_by: developer, envelope: values}\n";
    let codes = "codes:\n  CARD: {message: Card., remediation: Send another., params: {\
        card: {type: string, example: '4111', sensitive: true}, n: 1, raw: {type: json, example: '1'}}}\n";
    let compilation = compile(&[("catalog.yaml", header), ("codes.yaml", codes)]);
    let catalog = compilation.catalogs[0].catalog();
    let body = |card: &str, n: &str, request: &str| {
        format!(r#"{{"code":"CARD","card":{card},"again":null,"n":{n},"raw":null,"request":{request},"a":null}}"#)
    };
    let code = catalog.from_wire("CARD").expect("a code of the catalog");
    assert_eq!(code.public().body().to_string(), body("null", "null", "null"));
    let check = |body: &str, expected: Option<&str>| assert_eq!(meaning(&catalog, body).as_deref(), expected, "{body}");
    check(&body("null", "null", "null"), Some("CARD raw=null"));
    check(&body("\"1\"", "2", "\"r\""), Some("CARD card=1 n=2 raw=null request=r"));
    check(&body("\"null\"", "null", "null"), Some("CARD card=null raw=null"));
    check(&body("\"1\"", "\"null\"", "null"), None);
    check(&body("\"1\"", "\"2\"", "null"), None);
}

/// The text of somebody else's answer is no secret of a customer's.
#[test]
fn the_text_of_a_raw_answer_is_no_sensitive_parameter() {
    let header = "catalog: raw\ntitle: Raw\nversion: 1.0.0\nlanguage: en\n\
        unknown: {message: No., customer: Sorry.}\nsources: {bank: [{status: 400, is: IBAN}, {is: FREE}]}\n\
        defaults: {status: 400, fixable_by: developer, recognize: never}\n";
    let codes = "codes:\n  FREE: {message: '{said}', remediation: Read it., params: {said: any}}\n  \
        IBAN: {message: Iban., remediation: Send another., params: {iban: {type: string, example: DE1, sensitive: true}}}\n";
    let compilation = compile(&[("catalog.yaml", header), ("codes.yaml", codes)]);
    let catalog = compilation.catalogs[0].catalog();
    let check = |status: Option<u16>, id: &str, param: Option<Value<'_>>| {
        let found = catalog.recognise_from("bank", status, b" no account ").expect("every answer has a row");
        assert_eq!((found.code().as_str(), found.param(0), found.said()), (id, param, Some("no account")));
    };
    check(None, "FREE", Some(Value::Text("no account")));
    check(Some(400), "IBAN", None);
}

/// What stands before JSON may stand in the value before it, too: there no JSON follows.
#[test]
fn json_is_found_behind_any_text() {
    let header = "catalog: json\ntitle: Json\nversion: 1.0.0\nlanguage: en\n\
        unknown: {message: No., customer: Sorry.}\nenvelopes: {text: {text: $message}}\n\
        defaults: {status: 400, fixable_by: developer, envelope: text}\n";
    let codes = "codes:\n  SAID: {message: '{who} said {what}.', remediation: Ask again., params: {\
        who: she, what: {type: json, example: '1'}}}\n";
    let compilation = compile(&[("catalog.yaml", header), ("codes.yaml", codes)]);
    let catalog = compilation.catalogs[0].catalog();
    for who in ["she", "", "who said so", "who said \"so", "who said [1", "she said ", "1 said 2."] {
        for what in ["1", "-1.5", "2e5", "1.e", "true", "\"a said 1.\"", "{\"a\":[\" said \"]}"] {
            let body = format!(r#"{{"text":{:?}}}"#, format!("{who} said {what}."));
            let expected = (what != "1.e").then(|| format!("SAID who={who} what={what}"));
            assert_eq!(meaning(&catalog, &body), expected, "{body}");
        }
    }
}

/// A translation may have its values in another order. Where an answer says them elsewhere, too, that decides.
#[test]
fn a_translation_is_told_by_values_that_are_known() {
    let header = "catalog: order\ntitle: Order\nversion: 1.0.0\nlanguage: en\n\
        unknown: {message: No., customer: Sorry.}\n\
        envelopes: {before: {to: $to, customer: $customer, message: $message}, after: {message: $message, customer: $customer}}\n\
        defaults: {status: 400, fixable_by: developer}\n";
    let code = "params: {from: EUR, to: USD}, remediation: Ask again., \
        customer: '{from}/{to}?'";
    let codes = format!(
        "codes:\n  BEFORE: {{envelope: before, message: 'No rate: {{from}} to {{to}}', {code}}}\n  AFTER: {{envelope: after, message: 'No fee: {{from}} to {{to}}', {code}}}\n"
    );
    let german = "customer: {BEFORE: '{to}/{from}?', AFTER: '{to}/{from}?'}\nunknown: {customer: Leider nicht.}\n";
    let compilation = compile(&[("catalog.yaml", header), ("codes.yaml", &codes), ("locales/de.yaml", german)]);
    let catalog = compilation.catalogs[0].catalog();
    let values = [Value::Text("EUR"), Value::Text("USD")];
    for (code, tag) in catalog.codes().flat_map(|code| [(code, "en"), (code, "de")]) {
        let body = Public::new(code, &Raised(&values)).in_language(tag).body().to_string();
        assert_eq!(meaning(&catalog, &body), Some(format!("{code} from=EUR to=USD")), "{body}");
    }
}
