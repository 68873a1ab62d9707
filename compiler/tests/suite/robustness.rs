//! Hostile and broken files: no panic, linear time and memory, and correct spans.

use std::time::{Duration, Instant};

use errcat_compiler::__private::Sink;
use errcat_compiler::__private::yaml::{self, Node, Value};
use errcat_compiler::__private::{Entries, List, Literal, Read};
use errcat_compiler::Sources;

/// Reads a text completely, checks its invariants, and returns the tree.
fn read(text: &str) -> (Sources, Option<Node>) {
    let mut sources = Sources::default();
    let mut sink = Sink::new();
    let file = sources.add("c.yaml", text);
    let node = yaml::parse(&sources, file, &mut sink);
    assert!(node.is_some() || !sink.is_empty(), "no tree and no reason for {text:?}");
    if let Some(node) = &node {
        check_spans(node, &sources);
        let _ = Entries::<List<Literal>>::read(node, &mut sink);
    }
    for diagnostic in sink.into_sorted(&sources) {
        assert!(diagnostic.to_text(&sources).len() < 10_000);
        assert!(!diagnostic.one_line(&sources).contains(['\n', '\r']));
    }
    (sources, node)
}

/// Checks that spans lie in the file, on character boundaries, within their parents and in order, and that a plain scalar on one
/// line is the text of its span.
fn check_spans(node: &Node, sources: &Sources) {
    let text = sources.file(node.span.file).text();
    let range = node.span.start as usize..node.span.end as usize;
    let written = text.get(range).unwrap_or_else(|| panic!("{:?} in {text:?}", node.span));
    let mut last = node.span.start;
    let mut inside = |start: u32, end: u32| {
        assert!(last <= start && start <= end && end <= node.span.end, "{start}..{end} in {:?} of {text:?}", node.span);
        last = end;
    };
    match &node.value {
        Value::Scalar(scalar) if !scalar.quoted && !written.contains(['\n', '\r']) => {
            assert_eq!(scalar.text, written, "in {text:?}");
        }
        Value::Scalar(_) => {}
        Value::Sequence(items) => {
            for item in items {
                inside(item.span.start, item.span.end);
                check_spans(item, sources);
            }
        }
        Value::Mapping(entries) => {
            for (key, value) in entries {
                inside(key.span.start, key.span.end);
                inside(value.span.start, value.span.end);
                check_spans(value, sources);
            }
        }
    }
}

/// The size in bytes of a file that repeats one text.
const MANY: usize = 1 << 16;

/// Reads a large file. The limit of 20 seconds is far above what is needed, and far below what quadratic time would need.
fn check_quick(name: &str, text: &str) {
    let start = Instant::now();
    read(text);
    assert!(start.elapsed() < Duration::from_secs(20), "{name} took {:?}", start.elapsed());
}

#[test]
fn one_thing_a_million_times() {
    let things = [
        "a", "a ", "a\n", "- ", "-\n", "[", "{", "]", "}", "\"", "'", "? ", "?\n", ":", ": ", ",", "#", " #\n", " ",
        "\n", " \n", "\r", "\r\n", "\t", "\0", "\u{feff}", "!", "! ", "&a ", "*a ", "%", "|", "a: |\n", "---\n",
        "...\n", "\\", "[a, ", "{a: ", "[]: ", "a: b\n", "a: \n", "日", "- 日\n", "\u{202e}", "k: ", "- - ", "- ? ",
        "? - ", "<<: ", "[? ", "[,", "\"a\" ", "\"a\": ", "@", "`",
    ];
    for thing in things {
        check_quick(thing, &thing.repeat(MANY / thing.len()));
    }
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn one_thing_within_another() {
    let many = |thing: &str| thing.repeat(MANY / thing.len());
    let cases = [
        format!("\"{}\"", many("\\u0001")),
        format!("\"{}\"", many("\n")),
        format!("\"{}\"", many("  \n")),
        format!("'{}'", many("''")),
        format!("[{}]", many("a,")),
        format!("[{}]", many("[],")),
        format!("[{}]", many("a: b,")),
        format!("{{{}}}", many(": ,")),
        format!("{{{}}}", many("a: b,")),
        format!("[{}", many("\n")),
        format!("a: |\n{}", many("  x\n")),
        format!("a: |\n{}  x", many("   \n")),
        format!("a: >\n{}", many("  x\n\n")),
        format!("a: {}", many("b\n  ")),
        format!("a:{}b", many(" ")),
        format!("a:{}b", many("\t")),
        format!("{}a: b", many(" ")),
        format!("{}: v", many("k")),
        format!("\"{}\": v", many("k")),
        format!("{{\"{}\": v}}", many("k")),
        format!("a\n{}", many("#\n")),
        format!("a{}", many(":a")),
        "[".repeat(100_000) + &"]".repeat(100_000),
        "{a: ".repeat(100_000) + &"}".repeat(100_000),
        (0..1400).map(|depth| " ".repeat(depth) + "a:\n").collect(),
        lines(1400, |depth| " ".repeat(1400 - depth) + "- a"),
        lines(60_000, |number| format!("key_{number}: v")),
    ];
    for text in &cases {
        check_quick(&text[..20], text);
    }
}

const SEEDS: [&str; 4] = [
    "defaults: {status: 400, fixable_by: developer}\ncodes:\n  MISSING_FIELD:\n    message: \"Missing: {field}\"\n    params: {field: pspType}\n\n  X:\n    status: 500\n",
    "a: |\n  one\n   two\n\nb: >-\n  x\n  y\n# c\nc: 'it''s'\nd: \"\\u00fc\\n\"\ne:\n- f\n- - g\n- h: i\n  j: k\n",
    "psp:\n  - {contains: timeout, is: A}\n  - {status: [401, 403], is: B}\n日: [ü, \"ö\": ä, {}]\n? x\n: y\n",
    "- a: ~\n  b:\n- &c !d *e\n- <<: f\n--- # g\n...\n%H 1\n",
];

/// A random number generator with the same numbers in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

fn break_text(seed: &str, dice: &mut Dice) -> String {
    let bits = [
        "\n", "  ", ":", ": ", "- ", "\"", "'", "{", "}", "[", "]", ",", "#", " #", "|\n", ">", "&x ", "*x", "!t ",
        "\t", "\r", "\r\n", "? ", "---\n", "ü", "日", "\u{202e}", "\u{feff}", "\0", "\\", "%", "@", "~", "<<", "...\n",
    ];
    let mut characters = seed.chars().map(String::from).collect::<Vec<_>>();
    for _ in 0..=dice.roll(4) {
        let place = dice.roll(characters.len());
        match dice.roll(4) {
            0 => {
                characters.remove(place);
            }
            1 => bits[dice.roll(bits.len())].clone_into(&mut characters[place]),
            2 => characters.truncate(place + 1),
            _ => characters.insert(place, bits[dice.roll(bits.len())].to_owned()),
        }
        if characters.is_empty() {
            characters.push("a".to_owned());
        }
    }
    characters.concat()
}

#[test]
fn broken_seeds() {
    let mut dice = Dice(1);
    for round in 0..8_000 {
        read(&break_text(SEEDS[round % SEEDS.len()], &mut dice));
    }
}

/// Collects every scalar and key in order.
fn texts(node: &Node, into: &mut Vec<String>) {
    match &node.value {
        Value::Scalar(scalar) => into.push(scalar.text.clone()),
        Value::Sequence(items) => items.iter().for_each(|item| texts(item, into)),
        Value::Mapping(entries) => {
            for (key, value) in entries {
                into.push(key.text.clone());
                texts(value, into);
            }
        }
    }
}

#[test]
fn broken_seeds_with_other_line_ends() {
    let mut dice = Dice(2);
    for round in 0..4_000 {
        let text = break_text(SEEDS[round % SEEDS.len()], &mut dice).replace('\r', "");
        let found = [text.clone(), text.replace('\n', "\r\n")].map(|text| {
            read(&text).1.map(|node| {
                let mut found = Vec::new();
                texts(&node, &mut found);
                found
            })
        });
        assert_eq!(found[0], found[1], "of {text:?}");
    }
}

#[test]
fn every_prefix() {
    for seed in SEEDS {
        for (end, _) in seed.char_indices() {
            read(&seed[..end]);
        }
    }
}
