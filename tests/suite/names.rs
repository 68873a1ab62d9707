//! Recognition by the names in an answer, and by texts in an answer without a name.

use errcat::Catalog;
use errcat_compiler::Compilation;

use crate::answers::meaning;
use crate::robustness;
use errcat_corpus::Case;

fn compiled() -> Compilation {
    let case = Case::all("good").into_iter().find(|case| case.name() == "names").expect("a case of the corpus");
    let files: Vec<_> = case.texts().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect();
    robustness::run(&files)
}

/// Returns what an answer means, the former name in it, and the other codes of a list.
fn named(catalog: Catalog<'_>, body: &str) -> Option<String> {
    let found = catalog.recognize(None, body.as_bytes())?;
    let mut text = meaning(catalog, body)?;
    text.extend(found.answered_as().map(|name| format!(" as {name}")));
    text.extend(found.others().iter().map(|other| format!(" and {other}")));
    Some(text)
}

fn check(catalog: &str, cases: &[(&str, Option<&str>)]) {
    let compilation = compiled();
    let catalog = compilation.catalogs.iter().map(|one| one.catalog()).find(|one| one.name() == catalog);
    let catalog = catalog.expect("a catalog of the case");
    for (body, expected) in cases {
        assert_eq!(named(catalog, body).as_deref(), *expected, "{body}");
    }
}

#[test]
fn a_name_decides() {
    check(
        "texts",
        &[
            (r#"{"error":{"kind":"card_declined","text":"Declined: 3 tries"}}"#, Some("DECLINED count=3")),
            (r#"{"error":{"kind":"card_declined","text":"In other words","count":4}}"#, Some("DECLINED count=4")),
            // Other members may be missing, `null`, of another type, or duplicates.
            (r#"{"error":{"kind":"card_declined"}}"#, Some("DECLINED")),
            (r#"{"error":{"text":null,"kind":"card_declined","count":"4","more":[{}]},"x":1}"#, Some("DECLINED")),
            (r#"{"error":{"kind":"card_declined","count":1,"count":1}}"#, Some("DECLINED")),
            ("\u{feff} {\"error\":{\"kind\":\"card_declined\"}}\n", Some("DECLINED")),
            (r#"{"error":{"kind":"card\u005fdeclined"}}"#, Some("DECLINED")),
            // The id and every alias are names, too.
            (r#"{"error":{"kind":"DECLINED"}}"#, Some("DECLINED")),
            (r#"{"error":{"kind":"do_not_honor"}}"#, Some("DECLINED as do_not_honor")),
            // In another envelope, or in problem details.
            (r#"{"errors":[{"code":"card_declined","detail":"x"}]}"#, Some("DECLINED")),
            (r#"{"code":"card_declined","detail":"Declined: 5 tries"}"#, Some("DECLINED count=5")),
            (r#"{"code":"PROBLEM","detail":"Problem 2","count":2.0}"#, Some("PROBLEM count=2")),
            (r#"{"code":"NEVER"}"#, Some("NEVER")),
            (r#"{"type":"https://errors.example.com/texts/LISTED"}"#, Some("LISTED")),
            (r#"{"type":"https://errors.example.com/own","detail":"Problem 7"}"#, Some("PROBLEM count=7")),
            // A code with a problem type of its own is also found by the one that follows from the template.
            (r#"{"type":"https://errors.example.com/texts/PROBLEM"}"#, Some("PROBLEM")),
            // Names of one code agree; names of two codes contradict each other.
            (r#"{"error":{"kind":"card_declined"},"code":"DECLINED"}"#, Some("DECLINED")),
            (r#"{"error":{"kind":"card_declined"},"code":"LISTED"}"#, None),
            (r#"{"code":"PROBLEM","type":"https://errors.example.com/texts/LISTED"}"#, None),
            (r#"{"error":{"kind":"card_declined","kind":"card_declined"}}"#, None),
            // An unknown name decides only in a place where the catalog has its names.
            (r#"{"error":{"kind":"later"},"code":"DECLINED"}"#, None),
            (r#"{"error":{"kind":7},"code":"DECLINED"}"#, Some("DECLINED")),
            (r#"{"code":"later","text":"Unknown x of y"}"#, None),
            (r#"{"type":"https://elsewhere.example.com/","text":"Unknown x of y"}"#, Some("AMBIGUOUS_VALUES a=x b=y")),
            (r#"{"error":{"kind":"other"}}"#, None),
            ("not JSON", None),
        ],
    );
}

#[test]
fn former_names_mean_the_current_code() {
    check(
        "texts",
        &[
            (r#"{"code":"OLD_DECLINED"}"#, Some("DECLINED as OLD_DECLINED")),
            (r#"{"code":"OLDER_DECLINED"}"#, Some("DECLINED as OLDER_DECLINED")),
            (r#"{"code":"declined"}"#, Some("DECLINED as declined")),
            (r#"{"code":"no_money"}"#, Some("DECLINED as no_money")),
            (r#"{"type":"https://errors.example.com/old"}"#, Some("PROBLEM as OLD_PROBLEM")),
            (r#"{"type":"https://errors.example.com/texts/OLD_DECLINED"}"#, Some("DECLINED as OLD_DECLINED")),
            (r#"{"code":"GONE"}"#, None),
            // Codes that are or were masked are not recognized.
            (r#"{"code":"SECRET"}"#, None),
            (r#"{"code":"fraud"}"#, None),
            (r#"{"code":"stolen"}"#, None),
            (r#"{"type":"https://errors.example.com/texts/SECRET"}"#, None),
            (r#"{"code":"OLD_SECRET"}"#, None),
            (r#"{"code":"OLD_FRAUD"}"#, None),
        ],
    );
}

#[test]
fn lists_of_error_objects() {
    check(
        "texts",
        &[
            (r#"{"errors":[{"code":"LISTED"},{"code":"PROBLEM"},{"code":"LISTED"},{"code":"x"}]}"#, {
                Some("LISTED and PROBLEM")
            }),
            (r#"{"errors":[{"code":"later","detail":"x"},{"code":"DECLINED","detail":"Declined: 3 tries"}]}"#, {
                Some("DECLINED count=3")
            }),
            (r#"{"trace":"t","errors":[{"code":"later"}]}"#, None),
            (r#"{"errors":[]}"#, None),
            (r#"{"trace":"t","errors":[1,null,{"code":"LISTED"}]}"#, Some("LISTED trace=t")),
            (r#"[{"code":"PROBLEM","count":1},{"code":"NEVER"},{"text":"'*/' expected."}]"#, {
                Some("PROBLEM count=1 and NEVER and COMMENT")
            }),
        ],
    );
}

#[test]
fn a_text_decides_without_a_name() {
    check(
        "texts",
        &[
            (r#"{"text":"Unknown x of y"}"#, Some("AMBIGUOUS_VALUES a=x b=y")),
            // The text has two readings.
            (r#"{"text":"Unknown x of y of z"}"#, Some("AMBIGUOUS_VALUES")),
            (r#"{"text":"x is not x, or z"}"#, Some("TWICE_SAID a=x b=z")),
            (r#"{"text":"x is not y, or z"}"#, None),
            (r#"{"text":" is not , or "}"#, Some("TWICE_SAID a= b=")),
            (r#"{"text":"a is not a is not a is not a, or a, or a"}"#, Some("TWICE_SAID a=a is not a b=a, or a")),
            (r#"{"text":"'x' expected."}"#, Some("EXPECTED what=x")),
            // A text without placeholders wins.
            (r#"{"text":"'*/' expected."}"#, Some("COMMENT")),
            // A `code` that another envelope fills with something else is not a name.
            (r#"{"code":7,"text":"Literal"}"#, Some("LITERAL")),
            (r#"{"code":8,"text":"Literal"}"#, None),
            // Without a name, an envelope with `$code` matches no code.
            (r#"{"error":{"text":"Declined: 3 tries"}}"#, None),
            (r#"{"title":"Problem","detail":"Problem 2"}"#, None),
        ],
    );
}

#[test]
fn numbers_name_codes() {
    check(
        "numbers",
        &[
            (r#"{"error":{"code":-32601,"message":"Another text","data":["x"]}}"#, Some("METHOD_NOT_FOUND")),
            (r#"{"error":{"code":-32601.0}}"#, Some("METHOD_NOT_FOUND")),
            (r#"{"error":{"code":"-32601"}}"#, Some("METHOD_NOT_FOUND")),
            (r#"{"error":{"code":2.0003e4}}"#, Some("AUTHENTICATE")),
            (r#"{"code":20003,"message":"Authenticate","status":401}"#, Some("AUTHENTICATE")),
            (r#"{"code":"E-1"}"#, Some("TEXT")),
            (r#"{"type":"urn:numbers:TEXT"}"#, Some("TEXT")),
            (r#"{"code":50000}"#, None),
            (r#"{"code":20003.5}"#, None),
            (r#"{"code":99999999999999999999}"#, None),
        ],
    );
    let compilation = compiled();
    let catalog = compilation.catalogs.iter().map(|one| one.catalog()).find(|one| one.name() == "numbers");
    let code = catalog.and_then(|catalog| catalog.by_wire_number(-32601)).expect("a code of the catalog");
    assert_eq!((code.wire_code(), code.wire_number()), ("-32601", Some(-32601)));
    assert_eq!(code.public().body().to_string(), r#"{"error":{"code":-32601,"message":"Method not found"}}"#);
    for number in [0, 32601, i64::MIN, i64::MAX] {
        assert_eq!(code.catalog().by_wire_number(number), None);
    }
}
