//! Scalars as typed values, and suggestions of similar names.

use errcat_compiler::__private::Sink;
use errcat_compiler::__private::yaml;
use errcat_compiler::__private::yaml::Node;
use errcat_compiler::__private::{Grammar, Literal, Plain, Read, read_grammar, read_word};
use errcat_compiler::Sources;
use errcat_compiler::{Problem, Suggest};

/// Reads a value. Returns it with its diagnostics, one per line.
pub fn read<T: Read>(text: &str) -> (Option<T>, Vec<String>) {
    let mut sources = Sources::default();
    let mut sink = Sink::new();
    let file = sources.add("c.yaml", text);
    let node = yaml::parse(&sources, file, &mut sink).expect("a tree");
    let value = T::read(&node, &mut sink);
    let lines = sink.into_sorted(&sources).iter().map(|one| one.one_line(&sources)).collect::<Vec<_>>();
    (value, lines.iter().map(|line| line.replacen("c.yaml:", "", 1)).collect())
}

/// Compares what a scalar is read as: a value, or one diagnostic at its beginning.
fn check<T: Read + PartialEq + std::fmt::Debug>(cases: &[(&str, Result<T, &str>)]) {
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
    check::<u32>(&[("0", Ok(0)), ("404", Ok(404)), ("4294967295", Ok(u32::MAX))]);
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
        check::<u32>(&[(text, Err(&whole(found, help)))]);
    }
    check::<u32>(&[
        ("4294967296", Err("[EC0105]: number `4294967296` is out of range; help: write a number from 0 to 4294967295")),
        ("-1", Err("[EC0105]: number `-1` is out of range; help: write a number from 0 to 4294967295")),
        (
            "99999999999999999999999999999999999999999999",
            Err(
                "[EC0105]: number `99999999999999999999999999999999999999999999` is out of range; help: write a number from 0 to 4294967295",
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

/// A word of a vocabulary.
#[derive(Debug, PartialEq)]
pub struct Fixer(errcat_core::FixableBy);

impl Read for Fixer {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        read_word(node, sink).map(Self)
    }
}

/// A type with a grammar of its own.
#[derive(Debug, PartialEq)]
pub struct Even(i64);

impl Grammar for Even {
    const EXPECTED: &'static str = "an even number";

    fn from_number(number: i64) -> Result<Self, Option<Problem>> {
        if number % 2 == 0 {
            Ok(Self(number))
        } else {
            Err(Some(Problem::new("number is odd").help("write an even one")))
        }
    }

    fn from_text(text: &str) -> Result<Self, Problem> {
        Err(Problem::new(format!("{text} is not a number")))
    }
}

impl Read for Even {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        read_grammar(node, sink)
    }
}

#[test]
fn words_and_own_types() {
    let all = "`customer`, `developer`, `operator`, `provider`, `nobody`";
    check::<Fixer>(&[
        ("customer", Ok(Fixer(errcat_core::FixableBy::Customer))),
        ("\"nobody\"", Ok(Fixer(errcat_core::FixableBy::Nobody))),
        ("custommer", Err("[EC0105]: unknown value `custommer`; help: did you mean `customer`?")),
        ("shop", Err(&format!("[EC0105]: unknown value `shop`; help: use one of: {all}"))),
        ("[x]", Err(&format!("[EC0104]: expected a word, found a list; help: use one of: {all}"))),
    ]);
    check::<Even>(&[
        ("2", Ok(Even(2))),
        ("3", Err("[EC0105]: number is odd; help: write an even one")),
        ("x", Err("[EC0105]: x is not a number")),
        ("true", Err("[EC0104]: expected an even number, found boolean `true`; help: write an even number")),
        ("[2]", Err("[EC0104]: expected an even number, found a list; help: write an even number")),
        ("~", Err("[EC0104]: expected an even number, found nothing; help: write an even number")),
        ("010", Err("[EC0104]: `010` may be a number or a text; help: write `10`, or a text in quotes: `\"010\"`")),
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
        ("weight", None),
        ("", None),
    ];
    for (word, expected) in cases {
        assert_eq!(Suggest::new(word, known).name(), expected, "of {word}");
    }
    assert_eq!(Suggest::new(&"x".repeat(1 << 20), known).name(), None);
    let long = "x".repeat(1 << 20);
    assert_eq!(Suggest::new("message", [long.as_str(), "mesage"]).name(), Some("mesage"));
}

#[test]
fn nearest_of_many_is_quick() {
    let names = (0..50_000).map(|number| format!("ERROR_NUMBER_{number}")).collect::<Vec<_>>();
    let start = std::time::Instant::now();
    for _ in 0..20 {
        assert_eq!(Suggest::new("MISSING_FIELD", names.iter().map(String::as_str)).name(), None);
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
