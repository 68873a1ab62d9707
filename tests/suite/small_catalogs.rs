//! Small catalogs: each shows one rule of rendering or recognition.

use errcat::__private::Carried;
use errcat::{Public, Value};
use errcat_compiler::Compilation;

use crate::answers::{Raised, meaning};
use crate::robustness;

fn compile(files: &[(&str, &str)]) -> Compilation {
    let files: Vec<_> = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let compilation = robustness::run(&files);
    let problems: Vec<_> = compilation.diagnostics.iter().map(|one| one.to_text(&compilation.sources)).collect();
    assert_eq!(problems, [""; 0]);
    compilation
}

/// A template with the largest number of placeholders, the last one twice, and an answer in which each may end in many places:
/// matching stops after about a second instead of minutes, and the name decides.
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
    assert_eq!(meaning(compilation.catalogs[0].catalog(), &body).as_deref(), Some("SLOW"));
}

/// A region without a text of its own: answers have the same text as `AnyCode`.
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
        let code = catalog.by_wire_code(id).expect("a code of the catalog");
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

/// A required member without a value is `null`, and `null` is read as no value.
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
    let code = catalog.by_wire_code("CARD").expect("a code of the catalog");
    assert_eq!(code.public().body().to_string(), body("null", "null", "null"));
    let check = |body: &str, expected: Option<&str>| assert_eq!(meaning(catalog, body).as_deref(), expected, "{body}");
    check(&body("null", "null", "null"), Some("CARD raw=null"));
    check(&body("\"1\"", "2", "\"r\""), Some("CARD card=1 n=2 raw=null request=r"));
    check(&body("\"null\"", "null", "null"), Some("CARD card=null raw=null"));
    check(&body("\"1\"", "\"null\"", "null"), Some("CARD card=1 raw=null"));
    check(&body("\"1\"", "\"2\"", "null"), Some("CARD card=1 raw=null"));
}

/// Of an upstream's raw answer only what a row takes becomes a value. A row does not fit an answer that lacks it.
#[test]
fn only_what_a_row_takes_becomes_a_value() {
    let header = "catalog: raw\ntitle: Raw\nversion: 1.0.0\nlanguage: en\n\
        unknown: {message: No., customer: Sorry.}\ndefaults: {status: 400, fixable_by: developer}\nupstreams:\n  bank:\n    \
        - {status: 500-599, contains: down, is: PLAIN}\n    \
        - {at: /error/code, one_of: [card_declined, 51, 2.5, true], is: PLAIN}\n    \
        - {at: /error/decline, provider_codes: iso8583, take: {said: /error/message}}\n    \
        - {at: '', equals: 'no', is: PLAIN}\n    \
        - {is: FREE, take: {said: /error/message, n: '/list/1/~1a~0b'}}\n";
    let codes = "codes:\n  FREE: {message: '{said} {n}', remediation: Read it., params: {said: any, n: 1}}\n  \
        PLAIN: {message: Plain., remediation: Read it.}\n  \
        DECLINED: {message: 'Declined, {said}', remediation: Pay., params: {said: x}, provider_codes: {iso8583: ['51', '6*']}}\n";
    let compilation = compile(&[("catalog.yaml", header), ("codes.yaml", codes)]);
    let catalog = compilation.catalogs[0].catalog();
    let check = |status: Option<u16>, body: &str, expected: Option<&str>| {
        let found = catalog.recognize_upstream("bank", status, body.as_bytes());
        let found = found.map(|found| {
            assert_eq!(found.raw_text(), Some(body.trim_ascii()));
            assert_eq!(found.details().len(), 0);
            let values = found.params().flatten().map(|value| format!(" {value}"));
            [found.code().to_string()].into_iter().chain(values).collect::<String>()
        });
        assert_eq!(found.as_deref(), expected, "{body}");
    };
    check(Some(503), " We are DOWN ", Some("PLAIN"));
    check(Some(500), "<html>password=hunter2</html>", None);
    check(None, r#"{"error":{"code":"card_declined"}}"#, Some("PLAIN"));
    check(None, r#"{"error":{"code":51}}"#, Some("PLAIN"));
    check(None, r#"{"error":{"code":51.0}}"#, Some("PLAIN"));
    check(None, r#"{"error":{"code":"51"}}"#, None);
    check(None, r#"{"error":{"code":2.50}}"#, Some("PLAIN"));
    check(None, r#"{"error":{"code":true}}"#, Some("PLAIN"));
    check(None, r#"{"error":{"code":"card_declined","code":"x"}}"#, None);
    check(None, "\"no\"", Some("PLAIN"));
    check(None, "no", None);
    // A provider's code is a text as it is, or a whole number by its digits.
    check(None, r#"{"error":{"decline":"51","message":"m"}}"#, Some("DECLINED m"));
    check(None, r#"{"error":{"decline":51,"message":7}}"#, Some("DECLINED 7"));
    check(None, r#"{"error":{"decline":61.0,"message":"m"}}"#, Some("DECLINED m"));
    check(None, r#"{"error":{"decline":"52","message":"m"}}"#, None);
    check(None, r#"{"error":{"decline":"51","message":""}}"#, None);
    check(None, r#"{"error":{"decline":"51","message":["m"]}}"#, None);
    // What is taken shows itself: no controls, no characters that turn the direction, no blanks around it, 200 characters.
    let taken = format!("DECLINED a{}", "é".repeat(199));
    let long = format!(r#"{{"error":{{"decline":"51","message":" a\n\u202e{} "}}}}"#, "é".repeat(300));
    check(None, &long, Some(&taken));
    check(None, r#"{"error":{"message":"m"},"list":[0,{"/a~b":3.0}]}"#, Some("FREE m 3"));
    // A text never becomes a number.
    check(None, r#"{"error":{"message":"m"},"list":[0,{"/a~b":"3"}]}"#, None);
}

/// The text before JSON may occur in the preceding value, too, where no JSON follows.
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
            assert_eq!(meaning(catalog, &body), expected, "{body}");
        }
    }
}

/// A translation may order its values differently. Members of the answer with the same values decide.
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
        assert_eq!(meaning(catalog, &body), Some(format!("{code} from=EUR to=USD")), "{body}");
    }
}

/// Envelopes that look alike in part: the one with a place for more of a body counts.
#[test]
fn a_body_is_read_in_the_envelope_that_fits_best() {
    let header = "catalog: alike\ntitle: Alike\nversion: 1.0.0\nlanguage: en\n\
        unknown: {message: No., customer: Sorry.}\n\
        envelopes:\n  \
          whole: {code: $code, value: $raw}\n  \
          parts: {code: $code, value: {n: $n, m: $m}}\n  \
          lists: {warnings: [{text: $title}], errors: [{code: $code, n: $n}]}\n  \
          inside: {error: {code: $code}, text: $message}\n  \
          status: {status: $code, id: $code}\n\
        defaults: {status: 400, fixable_by: developer}\n";
    let codes = "codes:\n  \
        WHOLE: {remediation: Correct it., envelope: whole, message: Whole., params: {raw: {type: json, example: '1'}, n: 1, m: 2}}\n  \
        LISTS: {remediation: Correct it., envelope: lists, message: Lists., params: {n: 1}}\n  \
        PARTS: {remediation: Correct it., envelope: parts, message: Parts., params: {n: 1, m: 2}}\n  \
        PROBLEM: {remediation: Correct it., envelope: problem, message: 'Problem {error}.', params: {error: x}}\n";
    let compilation = compile(&[("catalog.yaml", header), ("codes.yaml", codes)]);
    let catalog = compilation.catalogs[0].catalog();
    let cases = [
        // The code's own envelope takes any JSON value where another one has an object.
        (r#"{"code":"WHOLE","value":{"n":1,"m":2}}"#, Some(r#"WHOLE raw={"n":1,"m":2}"#)),
        // The error object with the name is of the second list.
        (r#"{"warnings":[{"text":"Lists"}],"errors":[{"code":"later"},{"code":"LISTS","n":3}]}"#, Some("LISTS n=3")),
        // A parameter is in the place where another envelope has an object with the name.
        (
            r#"{"title":"Problem","status":400,"detail":"Problem x.","code":"PROBLEM","error":"x"}"#,
            Some("PROBLEM error=x"),
        ),
        // Another envelope has names in the member `status`, but these are problem details.
        (r#"{"title":"Problem","status":400,"detail":"Problem later.","code":"PROBLEM"}"#, Some("PROBLEM error=later")),
        // An unknown name beside a known one of the same rank, and a lower one.
        (r#"{"status":"later","id":"LISTS","code":"LISTS"}"#, Some("LISTS")),
        (r#"{"status":"later","id":"LISTS","code":"WHOLE"}"#, None),
    ];
    for (body, expected) in cases {
        assert_eq!(meaning(catalog, body).as_deref(), expected, "{body}");
    }
}

/// What the unknown error answers is unknown in every envelope and language, also where a code's general text could say it.
#[test]
fn the_unknown_error_is_unknown() {
    let header = "catalog: unknowns\ntitle: Unknowns\nversion: 1.0.0\nlanguage: en\n\
        unknown: {message: No., customer: Sorry.}\n\
        envelopes: {text: {text: $customer}, raw: {raw: $raw, message: $message}}\n\
        defaults: {status: 500, fixable_by: developer, envelope: text}\n";
    let codes = "codes:\n  \
        GENERAL: {remediation: Correct it., message: General., customer: '{who}rry.', params: {who: Hu}}\n  \
        RAW: {remediation: Correct it., envelope: raw, message: 'Raw {raw}', params: {raw: {type: json, example: '1'}}}\n";
    let locale = "customer: {GENERAL: 'Leider {who}.'}\nunknown: {customer: Leider nicht.}\n";
    let compilation = compile(&[("catalog.yaml", header), ("codes.yaml", codes), ("locales/de.yaml", locale)]);
    let catalog = compilation.catalogs[0].catalog();
    let cases = [
        (r#"{"text":"Sorry."}"#, None),
        (r#"{"text":"Leider nicht."}"#, None),
        (r#"{"text":"Leider spät."}"#, Some("GENERAL who=spät")),
        (r#"{"raw":null,"message":"No."}"#, None),
        // JSON in which a name occurs twice is equal to itself, with any white space.
        (r#"{"raw":{"a":1, "a":2},"message":"Raw {\"a\":1,\"a\":2}"}"#, Some(r#"RAW raw={"a":1,"a":2}"#)),
    ];
    for (body, expected) in cases {
        assert_eq!(meaning(catalog, body).as_deref(), expected, "{body}");
    }
}

/// An answer that its status alone decides has the values of the context, if it is in an envelope.
#[test]
fn an_answer_of_a_status_has_context() {
    let header = "catalog: states\ntitle: States\nversion: 1.0.0\nlanguage: en\n\
        unknown: {message: No., customer: Sorry.}\n\
        context: {request: r, attempt: 2}\n\
        envelopes: {own: {said: $message, request: $request, attempt: \"$attempt?\", details: \"$details?\"}}\n\
        defaults: {fixable_by: developer, envelope: own, recognize: status}\n";
    let codes = "codes:\n  FIXED: {status: 501, message: Fixed, remediation: Wait.}\n  \
        FREE: {status: 502, message: '{why}', params: {why: x}, remediation: Wait.}\n  \
        PROBLEM: {status: 503, message: Problem, envelope: problem, remediation: Wait.}\n";
    let compilation = compile(&[("catalog.yaml", header), ("codes.yaml", codes)]);
    let catalog = compilation.catalogs[0].catalog();
    let check = |status: u16, body: &str, expected: &str, details: &[&str]| {
        let found = catalog.recognize(Some(status), body.as_bytes()).expect(body);
        let params = found.code().params().enumerate().filter_map(|(at, param)| Some((param.name, found.param(at)?)));
        let context = catalog.context().enumerate().filter_map(|(at, value)| Some((value.name, found.context(at)?)));
        let values = params.chain(context).map(|(name, value)| format!(" {name}={value}"));
        assert_eq!([found.code().to_string()].into_iter().chain(values).collect::<String>(), expected, "{body}");
        assert_eq!(found.details().collect::<Vec<_>>(), details, "{body}");
    };
    let other = r#"{"said":"Other","request":"r-1","attempt":3,"details":["a","b"]}"#;
    check(501, other, "FIXED request=r-1 attempt=3", &["a", "b"]);
    check(502, other, "FREE why=Other request=r-1 attempt=3", &["a", "b"]);
    check(503, other, "PROBLEM", &["a", "b"]);
    check(501, r#"{"said":"Other","request":"r-1"}"#, "FIXED request=r-1", &[]);
    check(502, r#"{"said":"Other","request":null,"attempt":"3"}"#, "FREE why=Other", &[]);
    check(502, r#"{"said":"Other","request":"r","request":"r"}"#, "FREE why=Other", &[]);
    for body in ["<html>request=r-1</html>", "", "{}", "[]", "\"Other\"", r#"{"why":"x"}"#] {
        check(501, body, "FIXED", &[]);
        check(502, body, "FREE", &[]);
    }
    assert!(catalog.recognize(Some(500), other.as_bytes()).is_none());
    assert!(catalog.recognize(None, other.as_bytes()).is_none());
}

/// Codes of one status whose texts begin or end alike: the build accepts them, and each is recognized by its text.
#[test]
fn hundreds_of_codes_are_alike_in_part() {
    const COUNT: usize = 300;
    let header = "catalog: alike\ntitle: Alike\nversion: 1.0.0\nlanguage: en\n\
        unknown: {message: No., customer: Sorry.}\nenvelopes: {own: {said: $message, kind: $kind}}\n\
        defaults: {status: 400, fixable_by: developer, envelope: own}\n";
    let code = |at: usize| {
        let (message, params) = match at % 6 {
            1 => (format!("Unknown field {at:03} of {{a}}."), "a: x"),
            2 if at % 12 == 2 => (format!("{{a}} is not field {at:03}"), "a: x"),
            0 | 2 => (format!("Unknown field {at:03}"), ""),
            3 => (format!("Unknown {{n}} fields: {at:03}"), "n: 2"),
            4 => (format!("Field \u{fc}{at:03}, {{a}} and {{b}}"), "a: x, b: y"),
            // The same text as others; the constant tells them apart.
            _ => ("Unknown field of {a}!".to_owned(), "a: x"),
        };
        let kind = if at % 6 == 5 { at } else { at % 6 };
        format!(
            "  C{at:03}: {{message: '{message}', params: {{{params}}}, remediation: Mend it., set: {{kind: {kind}}}}}\n"
        )
    };
    let codes: String = std::iter::once("codes:\n".to_owned()).chain((0..COUNT).map(code)).collect();
    let compilation = compile(&[("catalog.yaml", header), ("codes.yaml", &codes)]);
    let catalog = compilation.catalogs[0].catalog();
    assert_eq!(catalog.len(), COUNT);
    for code in catalog.codes() {
        let values: Vec<Value<'_>> = code
            .params()
            .map(|param| if param.name == "n" { Value::Integer(-17) } else { Value::Text("not field 7") })
            .collect();
        let body = Public::new(code, &Raised(&values)).body().to_string();
        let found = catalog.recognize(Some(400), body.as_bytes());
        let found = found.unwrap_or_else(|| panic!("{code} is not recognized by {body}"));
        assert_eq!(found.code(), code, "{body}");
        let read: Vec<_> = found.params().map(|value| value.map(|value| value.to_string())).collect();
        let given: Vec<_> = values.iter().map(|value| Some(value.to_string())).collect();
        assert_eq!(read, given, "{body}");
    }
}

/// Numbers that JSON does not have are `null` in a body.
#[test]
fn a_number_without_a_value_is_null() {
    let header = "catalog: numbers\ntitle: Numbers\nversion: 1.0.0\nlanguage: en\nunknown: {message: No., customer: Sorry.}\n\
        envelopes: {own: {code: $code, n: $n}}\ndefaults: {status: 400, fixable_by: developer, envelope: own}\n";
    let codes = "codes: {N: {message: 'It is {n}', params: {n: 1.5}, remediation: Mend it.}}\n";
    let compilation = compile(&[("catalog.yaml", header), ("codes.yaml", codes)]);
    let code = compilation.catalogs[0].catalog().codes().next().expect("a code");
    for (number, written) in [(f64::NAN, "null"), (f64::INFINITY, "null"), (f64::NEG_INFINITY, "null"), (-0.5, "-0.5")]
    {
        let body = Public::new(code, &Raised(&[Value::Number(number)])).body().to_string();
        assert_eq!(body, format!(r#"{{"code":"N","n":{written}}}"#));
    }
}

/// Without a name, an answer is recognized by its text although a value is absent. An unknown name in a list of answers makes it
/// unknown, whatever its status says.
#[test]
fn absent_values_and_unknown_names() {
    let header = "catalog: absent\ntitle: Absent\nversion: 1.0.0\nlanguage: en\nunknown: {message: No., customer: Sorry.}\n\
        context: {request: r}\n\
        envelopes: {own: {m: $message, n: $n, r: $request, s: $status, l: $docs_url}, named: {id: $code}}\n\
        defaults: {status: 400, fixable_by: developer, envelope: own}\n";
    let codes = "codes:\n  N: {message: It broke, params: {n: 1}, remediation: Mend it.}\n  \
        STATUS: {status: 500, message: Any, remediation: Mend it., envelope: named, recognize: status}\n";
    let compilation = compile(&[("catalog.yaml", header), ("codes.yaml", codes)]);
    let catalog = compilation.catalogs[0].catalog();
    let check = |status: u16, body: &str, expected: Option<&str>| {
        let found = catalog.recognize(Some(status), body.as_bytes());
        let found = found.map(|found| {
            let values = found.params().chain([Carried::context(&found, 0)]).map(|value| format!(" {value:?}"));
            found.code().to_string() + &values.collect::<String>()
        });
        assert_eq!(found.as_deref(), expected, "{body}");
    };
    let own = |n: &str, r: &str, s: &str, l: &str| format!(r#"{{"m":"It broke","n":{n},"r":{r},"s":{s},"l":{l}}}"#);
    check(400, &own("7", "\"r\"", "400", "null"), Some("N Some(Integer(7)) Some(Text(\"r\"))"));
    check(400, &own("null", "null", "400", "null"), Some("N None None"));
    check(400, &own("\"7\"", "null", "400", "null"), None);
    check(400, &own("7", "8", "400", "null"), Some("N Some(Integer(7)) None"));
    check(400, &own("7", "null", "404", "null"), None);
    check(400, &own("7", "null", "null", "null"), None);
    check(400, &own("7", "null", "400", "\"https://errors.example.com\""), None);
    check(500, "[]", Some("STATUS None"));
    check(500, r#"[{"id":"STATUS"}]"#, Some("STATUS None"));
    check(500, r#"[{"id":"LATER"}]"#, None);
    check(500, r#"[{"x":1},{"id":"LATER"},{"id":"STATUS"}]"#, Some("STATUS None"));
    check(500, r#"[{"id":"LATER"},7]"#, None);
    check(500, r#"[{"x":1}]"#, Some("STATUS None"));
}

/// A member is no name where another envelope is whole: texts are strings, links may be absent.
#[test]
fn a_whole_envelope_has_values_of_its_types() {
    let header = "catalog: whole\ntitle: Whole\nversion: 1.0.0\nlanguage: en\nunknown: {message: No., customer: Sorry.}\n\
        envelopes: {named: {code: $code}, other: {code: $message, fix: $remediation, help: $docs_url, s: $status, d: $details, t: $title}}\n\
        defaults: {status: 400, fixable_by: developer, envelope: named}\n";
    let codes = "codes: {X: {message: It broke, remediation: Mend it.}, Y: {message: Other, remediation: Mend it., envelope: other}}\n";
    let compilation = compile(&[("catalog.yaml", header), ("codes.yaml", codes)]);
    let catalog = compilation.catalogs[0].catalog();
    let check = |members: &str, expected: Option<&str>| {
        let body = format!(r#"{{"code":"X",{members}}}"#);
        assert_eq!(meaning(catalog, &body).as_deref(), expected, "{body}");
    };
    let rest = |fix: &str, help: &str, s: &str, d: &str, t: &str| {
        format!(r#""fix":{fix},"help":{help},"s":{s},"d":{d},"t":{t}"#)
    };
    check(&rest("\"\"", "\"\"", "400", "[]", "\"\""), None);
    check(&rest("null", "null", "null", "[1]", "\"\""), None);
    for (fix, help, s, d, t) in [
        ("1", "null", "400", "[]", "\"\""),
        ("null", "1", "400", "[]", "\"\""),
        ("null", "null", "\"400\"", "[]", "\"\""),
        ("null", "null", "4.5", "[]", "\"\""),
        ("null", "null", "400", "null", "\"\""),
        ("null", "null", "400", "[]", "null"),
        ("null", "null", "400", "[]", "1"),
    ] {
        check(&rest(fix, help, s, d, t), Some("X"));
    }
}

/// Without names, each object of a list is recognized by its text.
#[test]
fn lists_of_error_objects_without_names() {
    let header = "catalog: lists\ntitle: Lists\nversion: 1.0.0\nlanguage: en\nunknown: {message: No., customer: Sorry.}\n\
        envelopes: {own: {ok: false, errors: [{m: $message, s: $status}]}}\ndefaults: {fixable_by: developer, envelope: own}\n";
    let codes = "codes:\n  A: {status: 400, message: 'First {n}', params: {n: 1}, remediation: Mend it.}\n  \
        B: {status: 400, message: Second, remediation: Mend it.}\n  \
        C: {status: none, message: Third, remediation: Mend it.}\n";
    let compilation = compile(&[("catalog.yaml", header), ("codes.yaml", codes)]);
    let catalog = compilation.catalogs[0].catalog();
    let check = |status: Option<u16>, errors: &str, expected: Option<&str>| {
        let body = format!(r#"{{"ok":false,"errors":[{errors}]}}"#);
        let found = catalog.recognize(status, body.as_bytes());
        let found = found.map(|found| {
            let values = found.params().flatten().map(|value| format!(" {value}"));
            let others = found.others().iter().map(|other| format!(" +{other}"));
            [found.code().to_string()].into_iter().chain(values).chain(others).collect::<String>()
        });
        assert_eq!(found.as_deref(), expected, "{body}");
    };
    let (first, second) = (r#"{"m":"First 7","s":400}"#, r#"{"m":"Second","s":400}"#);
    check(Some(400), first, Some("A 7"));
    check(Some(400), &format!("{first},{second}"), Some("A 7 +B"));
    check(Some(400), &format!("{second},{first},{second},{first}"), Some("B +A"));
    check(Some(400), &format!(r#"{{"m":"Else","s":400}},{second}"#), Some("B"));
    check(Some(400), r#"{"m":"Else","s":400}"#, None);
    check(None, r#"{"m":"Third","s":null}"#, Some("C"));
    check(None, r#"{"m":"Third","s":400}"#, None);
}

/// An envelope may have 64 names, and no more.
#[test]
fn an_envelope_has_at_most_64_names() {
    let header = |count: usize| {
        let members = (0..count).map(|at| format!("m{at}: $code")).collect::<Vec<_>>().join(", ");
        format!(
            "catalog: many\ntitle: Many\nversion: 1.0.0\nlanguage: en\nunknown: {{message: No., customer: Sorry.}}\n\
             envelopes: {{own: {{{members}}}}}\ndefaults: {{status: 400, fixable_by: developer, envelope: own}}\n"
        )
    };
    let codes = "codes: {A: {message: It broke, remediation: Mend it.}}\n";
    let problems = |count: usize| {
        let files = [("catalog.yaml", header(count).into_bytes()), ("codes.yaml", codes.into())];
        robustness::run(&files.map(|(path, text)| (path.to_owned(), text))).diagnostics.len()
    };
    assert_eq!((problems(64), problems(65)), (0, 1));
}
