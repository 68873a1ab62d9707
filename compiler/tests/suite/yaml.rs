//! YAML trees: values, spans and errors.

use std::fmt::Write as _;

use errcat_compiler::__private::Sink;
use errcat_compiler::__private::yaml::{self, Node, Value};
use errcat_compiler::Sources;
use errcat_compiler::escape;

/// Returns a tree in one line. A scalar or key whose span has another text is followed by that text.
fn dump(node: &Node, sources: &Sources) -> String {
    let place = |text: &str, span| {
        let written = sources.text(span);
        if written == text { String::new() } else { format!("<{}>", escape(written)) }
    };
    match &node.value {
        Value::Scalar(scalar) => {
            let quotes = if scalar.quoted { "\"" } else { "" };
            let text = escape(&scalar.text);
            format!("{quotes}{text}{quotes}{}", place(&scalar.text, node.span))
        }
        Value::Sequence(items) => {
            let items = items.iter().map(|item| dump(item, sources)).collect::<Vec<_>>();
            format!("[{}]", items.join(", "))
        }
        Value::Mapping(entries) => {
            let mut text = String::new();
            for (index, (key, value)) in entries.iter().enumerate() {
                let comma = if index == 0 { "" } else { ", " };
                let key = format!("{}{}", escape(&key.text), place(&key.text, key.span));
                let _ = write!(text, "{comma}{key}: {}", dump(value, sources));
            }
            format!("{{{text}}}")
        }
    }
}

/// Compares the tree and the diagnostics of a text, one per line.
fn check(text: &str, tree: &str, diagnostics: &[&str]) {
    let mut sources = Sources::default();
    let mut sink = Sink::new();
    let file = sources.add("c.yaml", text);
    let node = yaml::parse(&sources, file, &mut sink);
    let found = node.map_or_else(|| "-".to_owned(), |node| dump(&node, &sources));
    let lines = sink.into_sorted(&sources).iter().map(|one| one.one_line(&sources)).collect::<Vec<_>>();
    let lines = lines.iter().map(|line| line.strip_prefix("c.yaml:").unwrap_or(line)).collect::<Vec<_>>();
    assert_eq!((found.as_str(), lines.as_slice()), (tree, diagnostics), "of {text:?}");
}

#[test]
fn values() {
    let cases = [
        ("", "{}"),
        ("# only a comment\n", "{}"),
        ("---\n", "{}"),
        ("--- # start\na: b\n...\n", "{a: b}"),
        ("\u{feff}a: b\n", "{a: b}"),
        ("a\n", "a"),
        ("a: ~\nb: null\nc:\nd: ''\n", "{a: ~, b: null, c: , d: \"\"<''>}"),
        ("a: no\nb: 0404\nc: \"51\"\nd: '51'\n", "{a: no, b: 0404, c: \"51\"<\"51\">, d: \"51\"<\'51\'>}"),
        ("a: plain\n  text\n\n  more\nb: x\n", "{a: plain text\\nmore<plain\\n  text\\n\\n  more>, b: x}"),
        ("a: \"q\\n\\u00fc\"\n\"b c\": d # e\n", "{a: \"q\\nü\"<\"q\\n\\u00fc\">, b c<\"b c\">: d}"),
        (
            "a: |\n  one\n\n  two\n\n\nb: >-\n  fold\n  ed\n# c\n",
            "{a: \"one\\n\\ntwo\\n\"<one\\n\\n  two>, b: \"fold ed\"<fold\\n  ed>}",
        ),
        ("a: |\nb: |+\n\n", "{a: \"\"<|>, b: \"\\n\"<|+>}"),
        ("a: |\n  x\ty\n", "{a: \"x\\ty\\n\"<x\\ty>}"),
        ("a: [b, {c: d, e, f: }, [], {}]\n", "{a: [b, {c: d, e: , f: }, [], {}]}"),
        ("a:\n- b\n-\n- - c\n- d: e\n  f: g\n", "{a: [b, , [c], {d: e, f: g}]}"),
        ("日本: 語 # ü\n🎉: [ü, ö]\n", "{日本: 語, 🎉: [ü, ö]}"),
        ("? a\n? b\n: c\n", "{a: , b: c}"),
        ("a: &amp\nb: x\n", "{a: , b: x}"),
        ("null: a\n~: b\ntrue: c\n51: d\n", "{null: a, ~: b, true: c, 51: d}"),
        ("{\"a\": \"b\", \"c\": [1, true]}", "{a<\"a\">: \"b\"<\"b\">, c<\"c\">: [1, true]}"),
    ];
    for (text, tree) in cases {
        if text.contains("&amp") {
            let refusal = "1:4: error[EC0005]: anchors are not used in a catalog; help: put a text that begins with `&` in quotes";
            check(text, tree, &[refusal]);
        } else {
            check(text, tree, &[]);
        }
    }
}

#[test]
fn a_collection_ends_with_its_last_value() {
    let text = "a:\n  b: c # d\n\n  e: [f,\n   g ]  \n# h\ni: {j: k}\n";
    let mut sources = Sources::default();
    let file = sources.add("c.yaml", text);
    let node = yaml::parse(&sources, file, &mut Sink::new()).unwrap();
    let texts = ["a", "i"].map(|key| sources.text(node.get(key).unwrap().span));
    assert_eq!(texts, ["b: c # d\n\n  e: [f,\n   g ]", "{j: k}"]);
}

#[test]
fn line_ends_do_not_count() {
    let text = "a: plain\n  text\nb: |\n  one\n\n  two\nc: \"x\n  y\"\nd: >\n  f\n  g\n\n  h\ne: [1,\n 2]\n";
    let values = |text: &str| {
        let mut sources = Sources::default();
        let file = sources.add("c.yaml", text);
        let node = yaml::parse(&sources, file, &mut Sink::new()).unwrap();
        texts(&node)
    };
    assert_eq!(values(text), values(&text.replace('\n', "\r\n")));
}

/// Returns all scalars of a tree.
fn texts(node: &Node) -> Vec<String> {
    match &node.value {
        Value::Scalar(scalar) => vec![scalar.text.clone()],
        Value::Sequence(items) => items.iter().flat_map(texts).collect(),
        Value::Mapping(entries) => entries.iter().flat_map(|(_, value)| texts(value)).collect(),
    }
}

#[test]
fn features_that_are_refused() {
    check(
        "a: &x 1\nb: c\n",
        "{a: 1, b: c}",
        &["1:4: error[EC0005]: anchors are not used in a catalog; help: put a text that begins with `&` in quotes"],
    );
    check(
        "a: *x\n*y : b\nc: *z\n",
        "-",
        &[
            "1:4: error[EC0005]: aliases are not used in a catalog; help: put a text that begins with `*` in quotes",
            "2:1: error[EC0005]: aliases are not used in a catalog; help: put a text that begins with `*` in quotes",
            "3:4: error[EC0005]: aliases are not used in a catalog; help: put a text that begins with `*` in quotes",
        ],
    );
    check(
        "a: !!str 5\nb: !x [c]\n",
        "{a: 5, b: [c]}",
        &[
            "1:4: error[EC0005]: tags are not used in a catalog; help: remove it; the key decides the type of its value",
            "2:4: error[EC0005]: tags are not used in a catalog; help: remove it; the key decides the type of its value",
        ],
    );
    check("a: !u!x b\n", "-", &["1:4: error[EC0005]: tags are not used in a catalog; help: remove it"]);
    check(
        "<<: {a: b}\n\"<<\": c\n",
        "-",
        &["1:1: error[EC0005]: merge keys are not used in a catalog; help: write the entries out, or give `defaults`"],
    );
    check(
        "a: b\n---\nc: d\n",
        "-",
        &["2:1: error[EC0005]: a file can hold only one document; help: move the rest into another file"],
    );
    check(
        "%YAML 1.2\n---\na: b\n",
        "-",
        &["1:1: error[EC0005]: directives are not used in a catalog; help: remove it"],
    );
    check(
        "[a]: b\n{c}: d\n",
        "-",
        &[
            "1:1: error[EC0005]: the key is not a plain text; help: put a text that begins with `{` or `[` in quotes",
            "2:1: error[EC0005]: the key is not a plain text; help: put a text that begins with `{` or `[` in quotes",
        ],
    );
    check(": a\n", "-", &["1:1: error[EC0004]: the entry has no key; help: write a name before the `:`"]);
}

#[test]
fn duplicate_keys() {
    check(
        "a: 1\nb: 2\na: 3\n\"b\": 4\na: 5\n",
        "{a: 1, b: 2}",
        &[
            "3:1: error[EC0007]: duplicate key `a` (already given at c.yaml:1:1); help: rename or remove one of them",
            "4:1: error[EC0007]: duplicate key `b` (already given at c.yaml:2:1); help: rename or remove one of them",
            "5:1: error[EC0007]: duplicate key `a` (already given at c.yaml:1:1); help: rename or remove one of them",
        ],
    );
    check(
        "x: {a: 1, a: 2}\ny: {a: 1}\n",
        "{x: {a: 1}, y: {a: 1}}",
        &["1:11: error[EC0007]: duplicate key `a` (already given at c.yaml:1:5); help: rename or remove one of them"],
    );
}

#[test]
fn forbidden_characters() {
    let help = "(not allowed here); help: remove it";
    let bidi = "(not allowed here); help: remove it; it reorders what people see";
    let cases = [
        ("a: x\u{1}y", "-", format!("1:5: error[EC0008]: control character U+0001 {help}")),
        ("a: \"\\x01\"", "{a: \"\\u{1}\"<\"\\x01\">}", format!("1:4: error[EC0008]: control character U+0001 {help}")),
        ("a: x\u{7f}", "-", format!("1:5: error[EC0008]: control character U+007F {help}")),
        ("a: x\u{85}", "{a: x\\u{85}}", format!("1:5: error[EC0008]: control character U+0085 {help}")),
        ("a: b # \u{202e}", "{a: b}", format!("1:8: error[EC0008]: bidirectional control U+202E {bidi}")),
        (
            "a: \"\\u2066\"",
            "{a: \"\\u{2066}\"<\"\\u2066\">}",
            format!("1:4: error[EC0008]: bidirectional control U+2066 {bidi}"),
        ),
        ("a\u{200f}: b", "{a\\u{200f}: b}", format!("1:2: error[EC0008]: bidirectional control U+200F {bidi}")),
        ("a: x\u{feff}", "{a: x\\u{feff}}", format!("1:5: error[EC0008]: byte order mark U+FEFF {help}")),
        ("a: x\u{ffff}", "-", format!("1:5: error[EC0008]: noncharacter U+FFFF {help}")),
        (
            "a: x\u{2028}y",
            "{a: x\\u{2028}y}",
            "1:5: error[EC0008]: line separator U+2028 (not allowed here); help: begin a new line instead".to_owned(),
        ),
        (
            "a: b\rc: d",
            "{a: b, c: d}",
            "1:5: error[EC0008]: carriage return U+000D (not allowed here); help: end lines with a line feed"
                .to_owned(),
        ),
        (
            "a: b\tc",
            "{a: b\\tc}",
            "1:4: error[EC0008]: tab U+0009 (not allowed here); help: write spaces; only a block text (`|`) can contain tabs"
                .to_owned(),
        ),
        (
            "\"a\\nb\": c",
            "{a\\nb<\"a\\nb\">: c}",
            "1:1: error[EC0008]: line feed U+000A (not allowed here); help: write the key on one line".to_owned(),
        ),
        ("a: b\0c: d", "-", format!("1:5: error[EC0008]: control character U+0000 {help}")),
    ];
    for (text, tree, diagnostic) in &cases {
        check(text, tree, &[diagnostic]);
    }
}

#[test]
fn syntax_errors() {
    let quote_colon = "help: put a text that contains `: ` in quotes; a nested mapping begins on the next line";
    let alike = "help: indent the keys of one mapping alike";
    let cases = [
        ("a: b: c\n", format!("1:5: error[EC0004]: `:` where no key is allowed; {quote_colon}")),
        ("a: b\n  c: d\n", format!("2:3: error[EC0004]: `c` is indented deeper than the line above, which already has a value; {alike}; put a text that contains `: ` in quotes")),
        ("a: b\n  c d: e\n", format!("2:6: error[EC0004]: `:` where no key is allowed; {quote_colon}")),
        ("a: b\n  c:d\n  e: f\n", "2:3: error[EC0004]: no space after `c:`; help: write a space after `c:`".to_owned()),
        ("a\n  b: c\n", "1:1: error[EC0004]: expected `:` after `a`; help: write a key and its `:` on one line".to_owned()),
        ("a: b\n\tc: d\n", "2:1: error[EC0004]: tab where only spaces are allowed; help: indent with spaces".to_owned()),
        ("a:\n  b: c\n d: e\n", format!("3:2: error[EC0004]: indentation matches no line above; {alike}")),
        ("  a: b\nc: d\n", "2:1: error[EC0004]: text after the end of the value; help: begin all keys of a file in the first column".to_owned()),
        ("a:\n\tb: c\n", "2:1: error[EC0004]: tab where only spaces are allowed; help: indent with spaces".to_owned()),
        ("m: {field} is missing\n", "1:12: error[EC0004]: text after the closing bracket; help: put a text that begins with `{` or `[` in quotes".to_owned()),
        ("a: \"x\" y\n", "1:8: error[EC0004]: text after the closing quote; help: put the whole text in quotes; inside, a quote is written `\\\"` in double and `''` in single quotes".to_owned()),
        ("a: @x\n", "1:4: error[EC0004]: a text cannot begin with `@`; help: put the text in quotes".to_owned()),
        ("a: \"b\nc: d\n", "2:1: error[EC0004]: a text in quotes continues on a line that is not indented; help: is a closing quote missing?".to_owned()),
        ("a: [b\nc: d\n", "2:2: error[EC0004]: expected `,` or a closing bracket; help: is a closing `]` or `}` missing before?".to_owned()),
        ("a: {b: c", "1:4: error[EC0004]: `{` is not closed; help: close it with `}`, or put a text that begins with `{` in quotes".to_owned()),
        ("a: \"\\q\"\n", "1:4: error[EC0004]: unknown escape; help: write a backslash as `\\\\`, or use single quotes".to_owned()),
        ("a: | x\n  y\n", "1:4: error[EC0004]: text after `|` or `>`; help: begin a block text on the next line".to_owned()),
        ("a: - b\n", "1:4: error[EC0004]: a list cannot begin here; help: begin a list on the next line, or put a text in quotes".to_owned()),
    ];
    for (text, diagnostic) in &cases {
        check(text, "-", &[diagnostic]);
    }
}

#[test]
fn depth() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    check(&nested(64), &nested(64), &[]);
    check(&nested(65), "-", &["1:65: error[EC0006]: values are nested deeper than 64 levels"]);
    check(&"- ".repeat(65), "-", &["1:129: error[EC0006]: values are nested deeper than 64 levels"]);
    let mixed = format!("{}{}", "- ".repeat(40), nested(25));
    check(&mixed, "-", &["1:105: error[EC0006]: values are nested deeper than 64 levels"]);
}
