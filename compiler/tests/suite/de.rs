//! Scalars as typed values, and suggestions of similar names.

use errcat_compiler::de::{self, Literal, Plain, nearest};
use errcat_compiler::diagnostic::Sink;
use errcat_compiler::source::Sources;
use errcat_compiler::yaml;
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error as _};

/// Reads a value. Returns it with its diagnostics, one per line.
pub fn read<T: DeserializeOwned>(text: &str) -> (Option<T>, Vec<String>) {
    let mut sources = Sources::new();
    let mut sink = Sink::new();
    let file = sources.add("c.yaml", text);
    let node = yaml::parse(&sources, file, &mut sink).expect("a tree");
    let value = de::read(&node, &mut sink);
    let lines = sink.into_sorted(&sources).iter().map(|one| one.one_line(&sources)).collect::<Vec<_>>();
    (value, lines.iter().map(|line| line.replacen("c.yaml:", "", 1)).collect())
}

/// Compares what a scalar is read as: a value, or one diagnostic at its beginning.
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
pub enum FixableBy {
    Customer,
    Developer,
    NoBody,
}

/// A type that validates its text, as durations do.
#[derive(Debug, PartialEq)]
pub struct Even(u16);

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
