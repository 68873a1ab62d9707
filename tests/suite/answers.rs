//! Answers in envelopes of every shape: what they are recognized as, and whether raised values can be read back.

use errcat::__private::Carried;
use errcat::{Catalog, Found, Public, Value};
use errcat_compiler::Compilation;

use crate::robustness;
use errcat_corpus::Case;

fn compiled() -> Compilation {
    let case = Case::good("answers");
    let files: Vec<_> = case.texts().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect();
    robustness::run(&files)
}

/// Returns the id and the values that an answer is recognized as.
pub fn meaning(catalog: Catalog<'_>, body: &str) -> Option<String> {
    let found = catalog.recognize(None, body.as_bytes())?;
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
            r#"{{"code":"REQUIRED","request":"r","attempt":{attempt},"share":{share},"final":true,"origin":"o","token":null}}"#
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
        // If a text and a member have different values, the member counts. A duplicate member has no value.
        (problem("1 too many, 0.5 in all, x", r#","n":2"#), Some("PROBLEM n=2 share=0.5 name=x")),
        (problem("1 too many, 0.5 in all, x", r#","flag":true,"flag":true"#), Some("PROBLEM n=1 share=0.5 name=x")),
        // A duplicate name does not count.
        (problem("1 too many, 0.5 in all, x", r#","code":"PROBLEM""#), None),
        // A number out of range does not match its type, so the text does not match. Digits beyond those of a double are lost.
        (problem("9223372036854775807 too many, -0 in all, x", ""), {
            Some("PROBLEM n=9223372036854775807 share=-0 name=x")
        }),
        (problem("9223372036854775808 too many, 0.5 in all, x", ""), Some("PROBLEM")),
        (problem(&format!("1 too many, {} in all, x", "9".repeat(400)), ""), Some("PROBLEM")),
        (problem("1 too many, 0.5 in all, x", r#","part":1e400"#), Some("PROBLEM n=1 share=0.5 name=x")),
        (problem("1 too many, 0.5 in all, x", r#","part":123456789012345678901234567890"#), {
            Some("PROBLEM n=1 part=123456789012345680000000000000 share=0.5 name=x")
        }),
        // Numbers are those of JSON: digits before and behind a point, and no plus sign.
        (problem("1 too many, .5 in all, x", ""), Some("PROBLEM")),
        (problem("1 too many, -.5 in all, x", ""), Some("PROBLEM")),
        (problem("1 too many, 5. in all, x", ""), Some("PROBLEM")),
        (problem("1 too many, - in all, x", ""), Some("PROBLEM")),
        (problem("1 too many, -. in all, x", ""), Some("PROBLEM")),
        (problem("1 too many, +1 in all, x", ""), Some("PROBLEM")),
        (problem("1 too many, 1e in all, x", ""), Some("PROBLEM")),
        (problem("- too many, 0.5 in all, x", ""), Some("PROBLEM")),
        (problem(" too many, 0.5 in all, x", ""), Some("PROBLEM")),
        (problem("1.0 too many, 0.5 in all, x", ""), Some("PROBLEM")),
        (problem("-1 too many, -0.5 in all, x", ""), Some("PROBLEM n=-1 share=-0.5 name=x")),
        // The name of a code wins over other words, headings, links and statuses.
        (simple(402, "In other words"), Some("PROBLEM_SIMPLE")),
        (simple(402, "Simple").replace("Problem simple", "Another heading"), Some("PROBLEM_SIMPLE")),
        (simple(402, "Simple").replace("https://errors", "https://docs"), Some("PROBLEM_SIMPLE")),
        (simple(402, "Simple").replace("\"Problem simple\"", "1"), Some("PROBLEM_SIMPLE")),
        (simple(500, "Simple"), Some("PROBLEM_SIMPLE")),
        (problem("In other words", ""), Some("PROBLEM")),
        (problem("In other words", r#","n":1,"name":"x""#), Some("PROBLEM n=1 name=x")),
        (problem("In other words", r#","n":"1""#), Some("PROBLEM")),
        // Values without text between them are known only if another member has them, too.
        (r#"{"code":"BLURRED","said":"penink is refused"}"#.to_owned(), Some("BLURRED")),
        (r#"{"code":"BLURRED","said":"penink is refused","a":"pen"}"#.to_owned(), Some("BLURRED a=pen")),
        (r#"{"code":"BLURRED","said":"no","a":"pen"}"#.to_owned(), Some("BLURRED a=pen")),
        (r#"{"code":"BLURRED","said":1}"#.to_owned(), Some("BLURRED")),
        (required("2", "0.5"), Some("REQUIRED request=r attempt=2 share=0.5 final=true origin=o")),
        (required("2.0", "1e-1"), Some("REQUIRED request=r attempt=2 share=0.1 final=true origin=o")),
        (required("123456789012345678901234567890", "1e400"), Some("REQUIRED request=r final=true origin=o")),
        // JSON in a text ends with its value; its white space is ignored.
        (typed("[1]", "[ 1 ] failed"), Some("TYPED raw=[1]")),
        (typed("\" failed\"", "\\\" failed\\\" failed"), Some("TYPED raw=\" failed\"")),
        (typed("1", "1 failed").replace("9007199254740993", "9007199254740992"), None),
        (typed("1", "1 failed").replace("[1.0,", "[10e-1,"), Some("TYPED raw=1")),
        // Two members with the same value agree.
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
        assert_eq!(meaning(catalog, &body).as_deref(), expected, "{body}");
    }
}

/// Problem details have a member `details`, unless a parameter has this name.
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
            let found = catalog.recognize(code.status(), body.as_bytes()).expect("a code");
            (0..).map_while(|at| Some(format!("[{}]", found.detail(at)?))).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(details(&body), expected);
        // Other implementations may list more than strings there.
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
pub struct Raised<'a>(pub &'a [Value<'a>]);

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
    // The number of values that can be read in one way only.
    let cases: [(&str, &[Value<'_>], usize); 8] = [
        ("TYPED", &[Json("\r[ 1, \" failed\" ]\n")], 1),
        ("TYPED", &[Json(" 1.5e3 ")], 1),
        (
            "NESTED",
            &[Integer(-1), Number(1e300), Boolean(false), Json("{ \": \": [\": \"] }"), Text("it, again it")],
            5,
        ),
        ("NESTED", &[Integer(i64::MIN), Number(-0.0), Boolean(true), Json("0"), Text("")], 5),
        ("NESTED_TEXT", &[Text("}}"), Text("the n"), Text(". then ."), Json("{}")], 2),
        // The text behind a value may occur in it any number of times.
        ("NESTED_TEXT", &[Text("x"), Text("y"), Text(&many), Json("{}")], 4),
        ("BEGINNING_LONGER", &[Text(&many)], 1),
        ("TEXTS", &[Integer(0), Text(" is wrong is wrong")], 2),
    ];
    for (id, values, certain) in cases {
        let code = catalog.codes().find(|code| code.as_str() == id).expect("a code of the case");
        let body = Public::new(code, &Raised(values)).body().to_string();
        let found = catalog.recognize(code.status(), body.as_bytes());
        let found = found.unwrap_or_else(|| panic!("{id} is not recognized by {body:.200}"));
        assert_eq!(found.code(), code, "{body:.200}");
        let read: Vec<_> = (0..values.len()).map(|at| found.param(at).map(|value| value.to_string())).collect();
        assert_eq!(read.iter().flatten().count(), certain, "{body:.200}");
        for (read, value) in read.into_iter().zip(values).filter_map(|(read, value)| Some((read?, value))) {
            assert_eq!(read, value.to_string(), "{body:.200}");
        }
    }
}
