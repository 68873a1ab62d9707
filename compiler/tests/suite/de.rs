//! Trees to typed values: strict scalars, and every problem of a file at once.

use errcat_compiler::de::{self, Entries, Field, List, Literal, Plain, nearest};
use errcat_compiler::diagnostic::Sink;
use errcat_compiler::source::Sources;
use errcat_compiler::yaml;
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error as _};

/// Reads a value and renders its diagnostics, one per line.
fn read<T: DeserializeOwned>(text: &str) -> (Option<T>, Vec<String>) {
    let mut sources = Sources::new();
    let mut sink = Sink::new();
    let file = sources.add("c.yaml", text);
    let node = yaml::parse(&sources, file, &mut sink).expect("a tree");
    let value = de::read(&node, &mut sink);
    let lines = sink.into_sorted(&sources).iter().map(|one| one.one_line(&sources)).collect::<Vec<_>>();
    (value, lines.iter().map(|line| line.replacen("c.yaml:", "", 1)).collect())
}

/// Compares how a scalar is read with how it should be: a value, or one diagnostic at its beginning.
fn check<T: DeserializeOwned + PartialEq + std::fmt::Debug>(cases: &[(&str, Result<T, &str>)]) {
    for (text, expected) in cases {
        let found = match read::<T>(text) {
            (Some(value), lines) if lines.is_empty() => Ok(value),
            (None, lines) if lines.len() == 1 => Err(lines[0].replace("1:1: error", "")),
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(found.as_ref().map_err(String::as_str), expected.as_ref().map_err(|text| *text), "of {text}");
    }
}

#[test]
fn texts() {
    let wrong = |found: &str, help: &str| format!("[EC0104]: expected a text, found {found}; help: {help}");
    let quoted = |text: &str| format!("write it in quotes: `\"{text}\"`");
    let good = [
        "plain",
        "1.0.0",
        "2026-05-05",
        "500-599",
        "64a1f2b3c4",
        "n/a",
        "Null-ish",
        "y",
        "E-1001",
        "12:30",
        "1s",
        "_1",
        "0x",
        "-x",
        "1_0a",
        "Infinity",
    ];
    for text in good {
        check::<String>(&[(text, Ok(text.to_owned()))]);
    }
    check::<String>(&[("\"51\"", Ok("51".to_owned())), ("''", Ok(String::new())), ("'null'", Ok("null".to_owned()))]);
    for text in ["51", "2026", "1.0", "-1", "12.50", "0"] {
        check::<String>(&[(text, Err(&wrong(&format!("number `{text}`"), &quoted(text))))]);
    }
    for text in ["true", "false"] {
        check::<String>(&[(text, Err(&wrong(&format!("boolean `{text}`"), &quoted(text))))]);
    }
    let ambiguous = [
        "no", "Yes", "on", "TRUE", "0404", "1_000", "0x1F", "0o17", "0b1", "+1", ".5", "5.", "1e3", "1E-3", ".inf",
        "-.inf", ".nan", "-0",
    ];
    for text in ambiguous {
        check::<String>(&[(text, Err(&wrong(&format!("`{text}`"), &quoted(text))))]);
    }
    for text in ["~", "null", "NULL"] {
        check::<String>(&[(text, Err(&wrong(&format!("`{text}`"), "give a text, or remove the key")))]);
    }
    check::<String>(&[
        ("[a]", Err("[EC0104]: expected a text, found a list; help: write a text")),
        ("{a: b}", Err("[EC0104]: expected a text, found a mapping; help: write a text")),
    ]);
}

#[test]
fn integers() {
    let whole = |found: &str, help: &str| format!("[EC0104]: expected a whole number, found {found}; help: {help}");
    check::<u16>(&[("0", Ok(0)), ("404", Ok(404)), ("65535", Ok(65535))]);
    check::<i64>(&[("-1", Ok(-1)), ("9223372036854775807", Ok(i64::MAX))]);
    check::<u64>(&[("18446744073709551615", Ok(u64::MAX))]);
    let wrong = [
        ("0404", "`0404`", "write `404`"),
        ("1_000", "`1_000`", "write `1000`"),
        ("0x10", "`0x10`", "write `16`"),
        ("+1", "`+1`", "write `1`"),
        ("1.0", "number `1.0`", "write `1`"),
        ("-0", "`-0`", "write `0`"),
        ("1.5", "number `1.5`", "write a whole number in decimal digits"),
        (".5", "`.5`", "write a whole number in decimal digits"),
        ("1e3", "`1e3`", "write a whole number in decimal digits"),
        ("\"404\"", "text `404`", "write `404` without quotes"),
        ("many", "text `many`", "write a whole number in decimal digits, without quotes"),
        ("true", "boolean `true`", "write a whole number in decimal digits, without quotes"),
        ("~", "`~`", "write a whole number in decimal digits, without quotes"),
    ];
    for (text, found, help) in wrong {
        check::<u16>(&[(text, Err(&whole(found, help)))]);
    }
    check::<u16>(&[
        ("65536", Err("[EC0105]: number `65536` is out of range; help: write a number from 0 to 65535")),
        ("-1", Err("[EC0105]: number `-1` is out of range; help: write a number from 0 to 65535")),
        (
            "99999999999999999999999999999999999999999999",
            Err(
                "[EC0105]: number `99999999999999999999999999999999999999999999` is out of range; help: write a number from 0 to 65535",
            ),
        ),
        ("[1]", Err("[EC0104]: expected a whole number, found a list; help: write a whole number")),
    ]);
}

#[test]
fn numbers_and_booleans() {
    check::<f64>(&[
        ("1", Ok(1.0)),
        ("-0.5", Ok(-0.5)),
        (".5", Err("[EC0104]: expected a number, found `.5`; help: write a decimal number, such as `0.5`")),
        ("1e3", Err("[EC0104]: expected a number, found `1e3`; help: write a decimal number, such as `0.5`")),
        ("'1'", Err("[EC0104]: expected a number, found text `1`; help: write `1` without quotes")),
    ]);
    let wrong = |found: &str, help: &str| format!("[EC0104]: expected `true` or `false`, found {found}; help: {help}");
    check::<bool>(&[("true", Ok(true)), ("false", Ok(false))]);
    check::<bool>(&[
        ("no", Err(&wrong("`no`", "write `false`"))),
        ("True", Err(&wrong("`True`", "write `true`"))),
        ("on", Err(&wrong("`on`", "write `true`"))),
        ("'true'", Err(&wrong("text `true`", "write `true` without quotes"))),
        ("1", Err(&wrong("number `1`", "write `true` or `false`"))),
    ]);
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum FixableBy {
    Customer,
    Developer,
    NoBody,
}

/// A type that checks its text itself, as durations do.
#[derive(Debug, PartialEq)]
struct Even(u16);

impl<'de> Deserialize<'de> for Even {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u16::deserialize(deserializer)?;
        if number % 2 == 0 { Ok(Self(number)) } else { Err(D::Error::custom("number is odd\nwrite an even one")) }
    }
}

#[test]
fn words_and_own_types() {
    check::<FixableBy>(&[
        ("customer", Ok(FixableBy::Customer)),
        ("\"no_body\"", Ok(FixableBy::NoBody)),
        ("custommer", Err("[EC0105]: unknown value `custommer`; help: did you mean `customer`?")),
        ("shop", Err("[EC0105]: unknown value `shop`; help: one of: `customer`, `developer`, `no_body`")),
        ("[x]", Err("[EC0104]: expected a word, found a list; help: one of: `customer`, `developer`, `no_body`")),
    ]);
    check::<Even>(&[
        ("2", Ok(Even(2))),
        ("3", Err("[EC0105]: number is odd; help: write an even one")),
        (
            "x",
            Err(
                "[EC0104]: expected a whole number, found text `x`; help: write a whole number in decimal digits, without quotes",
            ),
        ),
    ]);
    check::<(u8, u8)>(&[
        ("[1, 2]", Ok((1, 2))),
        ("[1]", Err("[EC0105]: expected a tuple of size 2, found 1 items")),
        ("[1, 2, 3]", Err("[EC0105]: expected 2 items, found 3")),
        ("1", Err("[EC0104]: expected a list, found number `1`; help: put it in brackets: `[…]`")),
    ]);
}

#[test]
fn literals() {
    let text = |text: &str| Ok(Literal::String(text.to_owned()));
    check::<Literal>(&[
        ("~", Ok(Literal::Null)),
        ("true", Ok(Literal::Bool(true))),
        ("-5", Ok(Literal::Integer(-5))),
        ("12.50", Ok(Literal::Number("12.50".to_owned()))),
        ("pspType", text("pspType")),
        ("'5'", text("5")),
        ("1.0.0", text("1.0.0")),
        ("yes", Err("[EC0104]: `yes` may be a boolean or a text; help: write `true`, or a text in quotes: `\"yes\"`")),
        ("0404", Err("[EC0104]: `0404` may be a number or a text; help: write `404`, or a text in quotes: `\"0404\"`")),
        (
            "1e3",
            Err(
                "[EC0104]: `1e3` may be a number or a text; help: write a decimal number, or a text in quotes: `\"1e3\"`",
            ),
        ),
        (
            "9223372036854775808",
            Err(
                "[EC0105]: number `9223372036854775808` is out of range; help: write a number from -9223372036854775808 to 9223372036854775807",
            ),
        ),
        (
            "[1]",
            Err(
                "[EC0104]: expected a text, a number or a boolean, found a list; help: write a text, a number or a boolean",
            ),
        ),
    ]);
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct File {
    codes: Field<Entries<Code>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Code {
    status: Field<u16>,
    fixable_by: Field<FixableBy>,
    message: Field<String>,
    remediation: Field<String>,
    tags: Field<List<String>>,
    params: Field<Entries<Literal>>,
    even: Field<Even>,
}

#[test]
fn every_problem_is_reported() {
    let text = "\
codes:
  ONE:
    status: 0404
    fixable_by: develper
    message: true
    remediatoin: Send it
    tags: [a, 51, [b], c]
    even: 3
    params: {a: 1, b: [2], c: no, d: x}
  TWO: [1]
  THREE:
    status:
    message: fine
code: x
";
    let (file, lines) = read::<File>(text);
    assert_eq!(
        lines,
        [
            "3:13: error[EC0104]: expected a whole number, found `0404`; help: write `404`",
            "4:17: error[EC0105]: unknown value `develper`; help: did you mean `developer`?",
            "5:14: error[EC0104]: expected a text, found boolean `true`; help: write it in quotes: `\"true\"`",
            "6:5: error[EC0101]: unknown key `remediatoin`; help: did you mean `remediation`?",
            "7:15: error[EC0104]: expected a text, found number `51`; help: write it in quotes: `\"51\"`",
            "7:19: error[EC0104]: expected a text, found a list; help: write a text",
            "8:11: error[EC0105]: number is odd; help: write an even one",
            "9:23: error[EC0104]: expected a text, a number or a boolean, found a list; help: write a text, a number or a boolean",
            "9:31: error[EC0104]: `no` may be a boolean or a text; help: write `false`, or a text in quotes: `\"no\"`",
            "10:8: error[EC0104]: expected a mapping, found a list; help: write a mapping, such as `{name: value}`",
            "12:11: error[EC0104]: expected a whole number, found nothing; help: write a whole number in decimal digits, without quotes",
            "14:1: error[EC0101]: unknown key `code`; help: did you mean `codes`?",
        ]
    );
    let codes = file.as_ref().unwrap().codes.get().unwrap();
    let codes = &codes.0;
    let names = codes.iter().map(|(name, _)| name.value.as_str()).collect::<Vec<_>>();
    assert_eq!(names, ["ONE", "TWO", "THREE"]);
    let one = codes[0].1.get().unwrap();
    assert!(
        one.status.is_invalid() && one.fixable_by.is_invalid() && one.message.is_invalid() && one.even.is_invalid()
    );
    assert!(one.remediation.is_absent());
    assert_eq!(one.tags.get().unwrap().0.iter().map(|tag| tag.value.as_str()).collect::<Vec<_>>(), ["a", "c"]);
    let params = one.params.get().unwrap().0.iter().map(|(name, value)| (name.value.as_str(), value.get()));
    let last = Literal::String("x".to_owned());
    assert_eq!(
        params.collect::<Vec<_>>(),
        [("a", Some(&Literal::Integer(1))), ("b", None), ("c", None), ("d", Some(&last))]
    );
    assert!(codes[1].1.is_invalid());
    let message = &codes[2].1.get().unwrap().message;
    let start = text.find("fine").unwrap();
    assert_eq!((message.span().unwrap().start as usize, message.get().unwrap().as_str()), (start, "fine"));
    assert_eq!(codes[2].0.span.start as usize, text.find("THREE").unwrap());
}

#[test]
fn keys_are_texts_and_nulls_are_not_absent() {
    let (entries, lines) = read::<Entries<u8>>("51: 1\ntrue: 2\n~: 3\n");
    assert_eq!(lines, [""; 0]);
    let names = entries.unwrap().0.into_iter().map(|(name, value)| (name.value, value.get().copied()));
    let names = names.collect::<Vec<_>>();
    assert_eq!(names, [("51".to_owned(), Some(1)), ("true".to_owned(), Some(2)), ("~".to_owned(), Some(3))]);
    let (value, lines) = read::<File>("codes:\n");
    assert!(value.unwrap().codes.is_invalid());
    assert_eq!(
        lines,
        ["1:6: error[EC0104]: expected a mapping, found nothing; help: write a mapping, such as `{name: value}`"]
    );
    let (value, lines) = read::<Field<Option<u8>>>("~");
    assert!(value.unwrap().is_invalid());
    assert_eq!(lines.len(), 1);
}

#[test]
fn nearest_names() {
    let known = ["remediation", "message", "status", "fixable_by", "to", "is"];
    let cases = [
        ("remediatoin", Some("remediation")),
        ("REMEDIATION", Some("remediation")),
        ("fixableBy", Some("fixable_by")),
        ("fixable-by", Some("fixable_by")),
        ("mesage", Some("message")),
        ("massages", Some("message")),
        ("stats", Some("status")),
        ("TO", Some("to")),
        ("ti", None),
        ("colour", None),
        ("", None),
    ];
    for (word, expected) in cases {
        assert_eq!(nearest(word, known), expected, "of {word}");
    }
    assert_eq!(nearest(&"x".repeat(1 << 20), known), None);
    let long = "x".repeat(1 << 20);
    assert_eq!(nearest("message", [long.as_str(), "mesage"]), Some("mesage"));
}

#[test]
fn nearest_of_many_is_quick() {
    let names = (0..50_000).map(|number| format!("ERROR_NUMBER_{number}")).collect::<Vec<_>>();
    let start = std::time::Instant::now();
    for _ in 0..20 {
        assert_eq!(nearest("MISSING_FIELD", names.iter().map(String::as_str)), None);
    }
    assert!(start.elapsed().as_secs() < 10, "took {:?}", start.elapsed());
}

#[test]
fn plain_scalars_agree_with_their_kind() {
    assert_eq!(
        ["", "true", "1", "1.5", "no", "01", "x"].map(Plain::of),
        [
            Plain::Null,
            Plain::Bool(true),
            Plain::Integer,
            Plain::Decimal,
            Plain::LikeBool(false),
            Plain::LikeNumber,
            Plain::Text,
        ]
    );
}
