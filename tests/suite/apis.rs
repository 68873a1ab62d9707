//! Answers as APIs of others give them, read by the catalogs that a client of each would write: the case `apis`.

use errcat::__private::Carried;
use errcat::{Catalog, Recognized, Unrecognized};
use errcat_compiler::{Compilation, compile};
use errcat_corpus::Case;

fn compiled() -> Compilation {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let compilation = compile(Case::good("apis").files(folder.path()));
    assert_eq!(compilation.diagnostics.len(), 0);
    compilation
}

fn named<'c>(compilation: &'c Compilation, name: &str) -> Catalog<'c> {
    let mut catalogs = compilation.catalogs.iter().map(|one| one.catalog());
    catalogs.find(|catalog| catalog.name() == name).expect("a catalog of the case")
}

/// Returns the id with the values, a former name and the other ids.
fn meaning(found: &Recognized<'_>) -> String {
    let code = found.code();
    let params = code.params().zip(found.params()).filter_map(|(param, value)| Some((param.name, value?)));
    let context = code.catalog().context().enumerate();
    let context = context.filter_map(|(at, param)| Some((param.name, found.context(at)?)));
    let id = std::iter::once(code.as_str().to_owned());
    let values = params.chain(context).map(|(name, value)| format!(" {name}={value}"));
    let former = found.answered_as().map(|name| format!(" as {name}"));
    let others = found.others().iter().map(|other| format!(" also {}", other.as_str()));
    id.chain(values).chain(former).chain(others).collect()
}

/// Compares the meaning of each answer; of an unknown one, the code that can be read with a `?`.
fn check(name: &str, answers: &[(&str, &str)]) {
    let compilation = compiled();
    let catalog = named(&compilation, name);
    for (body, expected) in answers {
        let unknown = || {
            let unknown = Unrecognized::new(catalog, None, body.as_bytes());
            format!("?{}", unknown.code().unwrap_or_default())
        };
        let read = catalog.recognize(None, body.as_bytes()).map_or_else(unknown, |found| meaning(&found));
        assert_eq!(read, *expected, "{name}: {body}");
    }
}

#[test]
fn twilio_has_numbers() {
    check(
        "twilio",
        &[
            (
                r#"{"code":20003,"message":"Authenticate","more_info":"https://docs.example/errors/20003","status":401}"#,
                { "UNAUTHORIZED" },
            ),
            (r#"{"code":2.0003e4,"message":"Anmelden"}"#, "UNAUTHORIZED"),
            (r#"{"code":21211,"message":"'+49 (0)' is not a phone number","more_info":"x","status":400}"#, {
                "INVALID_NUMBER to=+49 (0)"
            }),
            (r#"{"code":"20429","message":"Slow down","status":429}"#, "TOO_MANY_REQUESTS"),
            // An alias, a retired number, an unknown number, a masked one.
            (r#"{"code":"RATE_LIMITED","message":"Slow down","status":429}"#, "TOO_MANY_REQUESTS as RATE_LIMITED"),
            (r#"{"code":14107,"message":"Slow down","status":429}"#, "TOO_MANY_REQUESTS as 14107"),
            (r#"{"code":30001,"message":"Queue overflow","status":429}"#, "?30001"),
            (r#"{"code":20005,"message":"Account suspended","status":403}"#, "?20005"),
            (r#"{"code":20003.5,"message":"Authenticate","status":401}"#, "?"),
        ],
    );
}

#[test]
fn json_rpc_has_negative_numbers() {
    check(
        "rpc",
        &[
            (r#"{"jsonrpc":"2.0","error":{"code":-32601,"message":"No method `x`"},"id":7}"#, {
                "METHOD_NOT_FOUND request_id=7"
            }),
            (r#"{"jsonrpc":"2.0","error":{"code":-32700,"message":"Parse error"},"id":null}"#, "PARSE_ERROR"),
            // The context is a number; an id that is a text is not read.
            (r#"{"jsonrpc":"2.0","error":{"code":-32602,"message":"Invalid params","data":["amount"]},"id":"a"}"#, {
                r#"INVALID_PARAMS data=["amount"]"#
            }),
            (r#"{"jsonrpc":"2.0","error":{"code":-32000,"message":"Server error"},"id":7}"#, "?-32000"),
            (r#"{"jsonrpc":"2.0","error":{"code":-32001,"message":"Overloaded"},"id":7}"#, "?-32001"),
            (r#"{"jsonrpc":"2.0","error":{"code":"NO_SUCH_METHOD","message":"x"},"id":7}"#, {
                "METHOD_NOT_FOUND request_id=7 as NO_SUCH_METHOD"
            }),
            (r#"{"jsonrpc":"2.0","result":1,"id":7}"#, "?"),
        ],
    );
}

#[test]
fn square_has_lists() {
    let missing = r#"{"category":"INVALID_REQUEST_ERROR","code":"MISSING_REQUIRED_PARAMETER","detail":"Missing required parameter.","field":"idempotency_key"}"#;
    let invalid =
        r#"{"category":"INVALID_REQUEST_ERROR","code":"INVALID_VALUE","detail":"Invalid value 7.","field":"amount"}"#;
    let unknown = r#"{"category":"API_ERROR","code":"BRAND_NEW","detail":"New"}"#;
    let retired =
        r#"{"category":"INVALID_REQUEST_ERROR","code":"VALUE_TOO_SHORT","detail":"Too short","field":"note"}"#;
    let cases = [
        (vec![missing], "MISSING_REQUIRED_PARAMETER name=idempotency_key"),
        (vec![missing, invalid], "MISSING_REQUIRED_PARAMETER name=idempotency_key also INVALID_VALUE"),
        (vec![unknown, invalid, missing, invalid], {
            "INVALID_VALUE value=7 name=amount also MISSING_REQUIRED_PARAMETER"
        }),
        (vec![retired], "INVALID_VALUE name=note as VALUE_TOO_SHORT"),
        (vec![unknown], "?BRAND_NEW"),
        (vec![], "?"),
    ];
    for (errors, expected) in cases {
        check("square", &[(&format!(r#"{{"errors":[{}]}}"#, errors.join(",")), expected)]);
    }
}

#[test]
fn google_has_reasons() {
    let answer = |status: &str, details: &str| {
        format!(r#"{{"error":{{"code":400,"message":"A text","status":"{status}","details":[{details}]}}}}"#)
    };
    let info = |reason: &str, domain: &str| {
        format!(
            r#"{{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"{reason}","domain":"{domain}","metadata":{{"a":"b"}}}}"#
        )
    };
    let help = r#"{"@type":"type.googleapis.com/google.rpc.Help","links":[]}"#;
    let key = info("API_KEY_INVALID", "cloud.example");
    let cases = [
        (r#"{"error":{"code":404,"message":"Not here","status":"NOT_FOUND"}}"#.to_owned(), "NOT_FOUND"),
        (answer("NOT_FOUND", help), "NOT_FOUND"),
        (answer("INVALID_ARGUMENT", &key), "API_KEY_INVALID domain=cloud.example"),
        (answer("INVALID_ARGUMENT", &format!("{key},{help}")), "API_KEY_INVALID domain=cloud.example"),
        (answer("INVALID_ARGUMENT", &info("BRAND_NEW", "cloud.example")), "?BRAND_NEW"),
    ];
    for (body, expected) in cases {
        check("google", &[(&body, expected)]);
    }
}

#[test]
fn stripe_has_two_names() {
    let declined = |decline: &str| {
        format!(r#"{{"error":{{"type":"card_error","code":"card_declined",{decline}"message":"A text"}}}}"#)
    };
    let cases = [
        (declined(""), "CARD_DECLINED"),
        (declined(r#""decline_code":"insufficient_funds","#), "INSUFFICIENT_FUNDS"),
        (declined(r#""decline_code":"brand_new","#), "?brand_new"),
        (declined(r#""decline_code":"stolen_card","#), "?stolen_card"),
        (r#"{"error":{"type":"card_error","code":"incorrect_cvc","message":"A text","param":"cvc"}}"#.to_owned(), {
            "INCORRECT_CVC param=cvc"
        }),
        (r#"{"error":{"type":"api_error","message":"A text"}}"#.to_owned(), "?"),
    ];
    for (body, expected) in cases {
        check("stripe", &[(&body, expected)]);
    }
}

/// The same API as an upstream: a row looks the decline code up, and `*` takes those that nobody lists.
#[test]
fn stripe_is_an_upstream() {
    let compilation = compiled();
    let catalog = named(&compilation, "shop");
    let error = |members: &str| format!(r#"{{"error":{{{members},"request_log_url":"https://hunter2.example"}}}}"#);
    let long = format!(r#""decline_code":"{}""#, "x".repeat(65));
    let cases = [
        (error(r#""code":"card_declined","decline_code":"insufficient_funds""#), "INSUFFICIENT_FUNDS"),
        (error(r#""code":"card_declined","decline_code":"lost_card""#), "STOLEN_CARD"),
        (error(r#""code":"card_declined","decline_code":"brand_new""#), "CARD_DECLINED"),
        (error(r#""code":"expired_card""#), "CARD_DECLINED"),
        (error(r#""type":"invalid_request_error","message":" No such\u0000 token ""#), "BAD_CALL reason=No such token"),
        (error(r#""type":"invalid_request_error","message":1.5"#), "PSP_FAILED"),
        // The default of a scope takes codes, not texts.
        (error(&long), "PSP_FAILED"),
        (error(r#""decline_code":" ""#), "PSP_FAILED"),
        (error(r#""decline_code":["a"]"#), "PSP_FAILED"),
        ("<html>db password=hunter2</html>".to_owned(), "PSP_FAILED"),
    ];
    for (body, expected) in cases {
        let found = catalog.recognize_upstream("stripe", Some(402), body.as_bytes()).expect("the last row fits all");
        assert_eq!(meaning(&found), expected, "{body}");
        let public = errcat::Public::new(found.code(), &found).body().to_string();
        assert!(!public.contains("hunter2"), "{public}");
    }
}

/// A raw answer that the status alone decides gives no value to a parameter, and nothing of it is public.
#[test]
fn raw_answers_stay_inside() {
    use errcat::ErrorCode;
    let catalog = <errcat::ozura::Code as ErrorCode>::CATALOG;
    for body in ["<html>db password=hunter2</html>", r#"{"reason":"hunter2"}"#, r#""hunter2""#, "hunter2"] {
        let found = catalog.recognize(Some(400), body.as_bytes()).expect("the status decides");
        assert_eq!(meaning(&found), "BAD_REQUEST", "{body}");
        let public = errcat::Public::new(found.code(), &found);
        let said = [public.message().to_string(), public.customer().to_string(), public.body().to_string()].join("\n");
        assert!(!said.contains("hunter2") && public.problem().to_string().contains("BAD_REQUEST"), "{said}");
        assert_eq!(found.raw_text(), Some(body));
    }
}
