//! The text and the order of diagnostics.

use errcat_compiler::__private::{Sink, add_file};
use errcat_compiler::Rule;
use errcat_compiler::{Diagnostic, Role, quote};
use errcat_compiler::{Sources, Span};

/// Returns the span of the first `needle` in a file.
fn find(sources: &Sources, file: u32, needle: &str) -> Span {
    let start = sources.file(file).text().find(needle).expect("the needle");
    let offset = |bytes: usize| u32::try_from(bytes).unwrap();
    Span::new(file, offset(start), offset(start + needle.len()))
}

/// Compares both forms of a diagnostic: with its snippet, and in one line.
fn check(text: &str, needle: &str, build: impl Fn(Diagnostic) -> Diagnostic, expected: &[&str], line: &str) {
    let mut sources = Sources::default();
    let file = sources.add("catalog/shop/cards.yaml", text);
    let diagnostic = build(Diagnostic::new(Rule::DuplicateCode, "duplicate code `A`").at(find(&sources, file, needle)));
    let found = diagnostic.to_text(&sources);
    assert_eq!(found.lines().collect::<Vec<_>>(), expected);
    assert!(found.ends_with('\n'));
    assert_eq!(diagnostic.one_line(&sources), line);
}

#[test]
fn the_shape() {
    let mut sources = Sources::default();
    let api = sources.add("catalog/shop/api.yaml", "a\nb\n  CARD_DECLINED: x\n");
    let cards = sources.add("catalog/shop/cards.yaml", format!("{}  CARD_DECLINED:\n", "#\n".repeat(13)));
    let diagnostic = Diagnostic::new(Rule::DuplicateCode, format!("duplicate code {}", quote("CARD_DECLINED")))
        .at(find(&sources, cards, "CARD_DECLINED"))
        .related(find(&sources, api, "CARD_DECLINED"), "already defined")
        .related(find(&sources, api, "b"), "and used")
        .help("codes are never re-used; pick another id\nor retire this one");
    let expected = "\
error[EC0103]: duplicate code `CARD_DECLINED`
  --> catalog/shop/cards.yaml:14:3
   |
14 |   CARD_DECLINED:
   |   ^^^^^^^^^^^^^ already defined at catalog/shop/api.yaml:3:3
   = note: and used at catalog/shop/api.yaml:2:1
   = help: codes are never re-used; pick another id
           or retire this one
";
    assert_eq!(diagnostic.to_text(&sources), expected);
    assert_eq!(
        diagnostic.one_line(&sources),
        "catalog/shop/cards.yaml:14:3: error[EC0103]: duplicate code `CARD_DECLINED` (already defined at \
         catalog/shop/api.yaml:3:3); note: and used at catalog/shop/api.yaml:2:1; help: codes are never re-used; pick another id \
         or retire this one"
    );
    let mut roles = Vec::new();
    let mut text = String::new();
    diagnostic.render(&sources, &mut |role, part| {
        roles.push(role);
        text.push_str(part);
    });
    assert_eq!(text, expected);
    assert_eq!(roles[..4], [Role::Level, Role::Message, Role::Plain, Role::Gutter]);
}

#[test]
fn without_a_place() {
    let sources = Sources::default();
    let bare = Diagnostic::new(Rule::EmptyCatalog, "no catalog here").help("add `catalog.yaml`");
    assert_eq!(bare.to_text(&sources), "error[EC0009]: no catalog here\n  = help: add `catalog.yaml`\n");
    assert_eq!(bare.one_line(&sources), "error[EC0009]: no catalog here; help: add `catalog.yaml`");
    let file = Diagnostic::new(Rule::Unreadable, "cannot read").in_file("catalog/a.yaml");
    assert_eq!(file.to_text(&sources), "error[EC0001]: cannot read\n --> catalog/a.yaml\n");
    assert_eq!(file.one_line(&sources), "catalog/a.yaml: error[EC0001]: cannot read");
}

#[test]
fn lines_that_are_hard_to_show() {
    let head = "error[EC0103]: duplicate code `A`";
    let one_line = |place: &str| format!("catalog/shop/cards.yaml:{place}: error[EC0103]: duplicate code `A`");
    check(
        "\ta: b\n",
        "b",
        |d| d,
        &[head, " --> catalog/shop/cards.yaml:1:5", "  |", "1 |     a: b", "  |        ^"],
        &one_line("1:5"),
    );
    check(
        "日本: 語x\r\n",
        "語x",
        |d| d.label("here"),
        &[head, " --> catalog/shop/cards.yaml:1:5", "  |", "1 | 日本: 語x", "  |       ^^^ here"],
        &format!("{} (here)", one_line("1:5")),
    );
    check(
        "a\u{202e}\u{1b}b: c\n",
        "c",
        |d| d,
        &[head, " --> catalog/shop/cards.yaml:1:7", "  |", "1 | a\\u{202e}\\u{1b}b: c", "  |                   ^"],
        &one_line("1:7"),
    );
    check(
        "a: |\n  x\n  y\nb: c",
        "x\n  y",
        |d| d,
        &[head, " --> catalog/shop/cards.yaml:2:3", "  |", "2 |   x", "  |   ^"],
        &one_line("2:3"),
    );
    check(
        "e\u{301}: x",
        "x",
        |d| d,
        &[head, " --> catalog/shop/cards.yaml:1:5", "  |", "1 | e\u{301}: x", "  |    ^"],
        &one_line("1:5"),
    );
    let evil = |d: Diagnostic| Diagnostic { message: "a\u{1b}[31m\nb".to_owned(), ..d };
    check(
        "a",
        "a",
        evil,
        &["error[EC0103]: a\\u{1b}[31m\\nb", " --> catalog/shop/cards.yaml:1:1", "  |", "1 | a", "  | ^"],
        "catalog/shop/cards.yaml:1:1: error[EC0103]: a\\u{1b}[31m\\nb",
    );
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let head = "error[EC0103]: duplicate code `A`";
    let one_line = |column: usize| format!("catalog/shop/cards.yaml:1:{column}: error[EC0103]: duplicate code `A`");
    let place = |column: usize| format!(" --> catalog/shop/cards.yaml:1:{column}");
    let cases = [
        // At the beginning, in the middle, at the end, and a span that is longer than a line.
        (format!("XX{}", "a".repeat(300)), "XX", 1, format!("1 | XX{}…", "a".repeat(158)), "  | ^^".to_owned()),
        (
            format!("{}XX{}", "a".repeat(300), "b".repeat(300)),
            "XX",
            301,
            format!("1 | …{}XX{}…", "a".repeat(53), "b".repeat(105)),
            format!("  | {}^^", " ".repeat(54)),
        ),
        (
            format!("{}XX", "a".repeat(300)),
            "XX",
            301,
            format!("1 | …{}XX", "a".repeat(158)),
            format!("  | {}^^", " ".repeat(159)),
        ),
        (
            format!("{}:{}", "a".repeat(300), "b".repeat(300)),
            "a",
            1,
            format!("1 | {}…", "a".repeat(160)),
            "  | ^".to_owned(),
        ),
    ];
    for (text, needle, column, line, carets) in &cases {
        check(text, needle, |d| d, &[head, &place(*column), "  |", line, carets], &one_line(*column));
    }
    let long = "x".repeat(400);
    check(
        &long,
        &long,
        |d| d.label("all of it"),
        &[head, &place(1), "  |", &format!("1 | {}…", "x".repeat(160)), &format!("  | {} all of it", "^".repeat(160))],
        &format!("{} (all of it)", one_line(1)),
    );
    assert_eq!(quote(&long), format!("`{}…`", "x".repeat(80)));
}

#[test]
fn order_and_repetition() {
    let mut sources = Sources::default();
    let late = sources.add("z.yaml", "one\ntwo\n");
    let early = sources.add("a.yaml", "one\ntwo\n");
    let mut sink = Sink::new();
    let at = |file, needle| Diagnostic::new(Rule::UnknownKey, format!("at {needle}")).at(find(&sources, file, needle));
    for diagnostic in [
        Diagnostic::new(Rule::Internal, "nowhere"),
        at(late, "one"),
        at(early, "two"),
        at(early, "one"),
        at(early, "two"),
        Diagnostic::new(Rule::Unreadable, "of a file").in_file("b.yaml"),
    ] {
        sink.push(diagnostic);
    }
    assert_eq!((sink.is_empty(), sink.len()), (false, 6));
    let lines = sink.into_sorted(&sources).iter().map(|one| one.one_line(&sources)).collect::<Vec<_>>();
    assert_eq!(
        lines,
        [
            "a.yaml:1:1: error[EC0101]: at one",
            "a.yaml:2:1: error[EC0101]: at two",
            "b.yaml: error[EC0001]: of a file",
            "z.yaml:1:1: error[EC0101]: at one",
            "error[EC0901]: nowhere",
        ]
    );
}

#[test]
fn thousands_are_counted() {
    let sources = Sources::default();
    let mut sink = Sink::new();
    let mut other = Sink::new();
    for number in 0..1500 {
        sink.push(Diagnostic::new(Rule::UnknownKey, format!("{number:04}")));
        other.push(Diagnostic::new(Rule::UnknownKey, format!("other {number:04}")));
    }
    sink.append(other);
    assert_eq!(sink.len(), 3000);
    let sorted = sink.into_sorted(&sources);
    assert_eq!(sorted.len(), 1001);
    assert_eq!(sorted[1000].message, "2000 more problems of this kind are not shown");
}

#[test]
fn positions() {
    let mut sources = Sources::default();
    let text = format!("\u{feff}ä: b\r\nc\rd\n{}\nend", "日".repeat(5000));
    let file = sources.add("c.yaml", text);
    let at = |needle| sources.position(find(&sources, file, needle));
    assert_eq!(
        [at("ä"), at("b"), at("c"), at("d"), at("日"), at("end")],
        [(1, 1), (1, 4), (2, 1), (3, 1), (4, 1), (5, 1)]
    );
    let end = u32::try_from(sources.file(file).text().len()).unwrap();
    assert_eq!(sources.position(Span::new(file, end, end)), (5, 4));
    assert_eq!(sources.position(Span::new(file, u32::MAX, u32::MAX)), (5, 4));
    let middle = find(&sources, file, "日").start + 3 * 4321;
    assert_eq!(sources.position(Span::new(file, middle, middle)), (4, 4322));
}

#[test]
fn bytes_that_are_no_text() {
    let mut sources = Sources::default();
    let mut sink = Sink::new();
    assert_eq!(add_file("ok.yaml", b"\xef\xbb\xbfa: b".to_vec(), &mut sources, &mut sink), Some(0));
    assert_eq!(sources.file(0).text(), "a: b");
    assert_eq!(add_file("bad.yaml", b"\xef\xbb\xbfa: b\nc: \xff".to_vec(), &mut sources, &mut sink), None);
    assert_eq!(add_file("big.yaml", vec![b' '; (16 << 20) + 1], &mut sources, &mut sink), None);
    let lines = sink.into_sorted(&sources).iter().map(|one| one.one_line(&sources)).collect::<Vec<_>>();
    assert_eq!(
        lines,
        [
            "bad.yaml:2:4: error[EC0002]: the file is not UTF-8 (byte 0xff is not UTF-8); help: save the file as UTF-8",
            "big.yaml: error[EC0003]: the file is larger than 16 MiB; help: split the file; all files of a folder make one catalog",
        ]
    );
}
