//! The rule of each change of a catalog, and the version that it needs.

mod lock;
mod merge;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use errcat_compiler::{File, Files, compile};

use errcat_tools::diff::{Change, Class, Comparison, Snapshot, lock_text, read_lock, rules};

/// Writing to memory does not fail.
const MEMORY: &str = "memory";

/// A text, and what replaces it.
type Edit = [String; 2];

const HEADER: &str = include_str!("catalog/catalog.yaml");

const CODES: &str = include_str!("catalog/codes.yaml");

const GERMAN: &str = include_str!("catalog/locales/de.yaml");

fn snapshots([header, codes, german]: [&str; 3]) -> Vec<Snapshot> {
    let file = |path: &str, text: &str| File::new(path, text);
    let mut files = vec![file("catalog.yaml", header), file("codes.yaml", codes)];
    files.extend(Some(file("locales/de.yaml", german)).filter(|_| !german.is_empty()));
    let compilation = compile(Files { root: "shop".to_owned(), files });
    let texts: Vec<&str> = compilation.diagnostics.iter().map(|diagnostic| &*diagnostic.message).collect();
    assert_eq!(texts, Vec::<&str>::new(), "{header}{codes}{german}");
    Snapshot::all(compilation)
}

/// Edits the catalog twice, and returns what the second edit changed, as `cases.txt` shows it.
fn changes(before: &[Edit], edits: &[Edit]) -> (String, Vec<String>) {
    let base = edited([HEADER, CODES, GERMAN].map(str::to_owned), before);
    let texts = edited(base.clone(), edits);
    let [old, new] = [base, texts].map(|texts| snapshots([&texts[0], &texts[1], &texts[2]]));
    let comparisons = Comparison::all(&old, &new);
    let mut found = String::new();
    for comparison in &comparisons {
        let needs = comparison.needs().map_or("nothing".to_owned(), |version| version.to_string());
        let mark = if comparison.is_allowed() { "" } else { "!" };
        writeln!(found, "  {needs}{mark}").expect(MEMORY);
        for change in &comparison.changes {
            let mark = if change.forbidden { "!" } else { "" };
            let codes = if change.codes.len() > 1 { format!(" ({} codes)", change.codes.len()) } else { String::new() };
            let name = &change.name;
            // What changed was something and is something else.
            let differs = change.old != change.new || !change.effects.is_empty() || change.instead.is_some();
            assert!(differs || !change.rule.ends_with("-changed"), "{} {name} has no values", change.rule);
            writeln!(found, "  {}{mark} {} {name}{codes}", change.class.as_str(), change.rule).expect(MEMORY);
            let sides = change.sides.map(errcat_tools::diff::Sides::text);
            for line in sides.iter().chain(&change.effects).chain(&change.instead) {
                writeln!(found, "  - {line}").expect(MEMORY);
            }
        }
    }
    // A lock holds the same promises.
    let lock = [read_lock(&lock_text(&old[0]), "catalog.lock").unwrap_or_else(|problem| panic!("{problem:?}"))];
    assert_eq!(promises(&Comparison::all(&lock, &new)), promises(&comparisons), "{edits:?}\n{}", lock_text(&old[0]));
    let rules = comparisons.iter().flat_map(|one| &one.changes).map(|change| change.rule.clone()).collect();
    (found, rules)
}

fn edited(mut texts: [String; 3], edits: &[Edit]) -> [String; 3] {
    for [from, to] in edits {
        assert_eq!(texts.iter().map(|text| text.matches(from.as_str()).count()).sum::<usize>(), 1, "{from}");
        texts = texts.map(|text| text.replace(from.as_str(), to));
    }
    texts
}

/// Returns the changes that a lock has to notice.
fn promises(comparisons: &[Comparison<'_>]) -> String {
    let mut text = String::new();
    for change in comparisons.iter().flat_map(|one| &one.changes) {
        if change.class == Class::Breaking || change.class == Class::Review {
            let Change { rule, name, old, new, codes, effects, forbidden, .. } = change;
            writeln!(text, "{rule} {name} {old:?} {new:?} {codes:?} {effects:?} {forbidden}").unwrap();
        }
    }
    text
}

/// Reads an edit: `old: FROM ⇒ TO` or `new: FROM ⇒ TO`. `\n` is a line break.
fn edit(line: &str) -> Edit {
    let (from, to) = line.split_once(" ⇒").expect("an edit has two texts");
    [from, to.strip_prefix(' ').unwrap_or(to)].map(|text| text.replace("\\n", "\n"))
}

#[test]
fn every_change_has_its_name_and_its_version() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/versions/cases.txt");
    let text = fs::read_to_string(&path).expect("the cases are there");
    let (mut found, mut seen) = (String::new(), BTreeSet::new());
    for case in text.split_inclusive("\n\n") {
        let written: Vec<&str> = case.lines().filter(|line| !line.is_empty() && !line.starts_with("  ")).collect();
        let of = |side: &str| -> Vec<Edit> {
            written
                .iter()
                .filter_map(|line| line.strip_prefix(side))
                .filter(|edit| !edit.is_empty())
                .map(edit)
                .collect()
        };
        found.extend(written.iter().flat_map(|line| [line, "\n"]));
        if written.iter().any(|line| line.starts_with("new:")) {
            let (changes, rules) = changes(&of("old: "), &of("new: "));
            found += &changes;
            seen.extend(rules);
        }
        found.push('\n');
    }
    let unseen: Vec<String> = rules().into_iter().map(|row| row.rule).filter(|rule| !seen.contains(rule)).collect();
    errcat_corpus::report(&Vec::from_iter(errcat_corpus::compare(&path, &(found.trim_end().to_owned() + "\n")).err()));
    assert_eq!(unseen, Vec::<String>::new(), "rules that no case shows");
}

#[test]
fn a_pre_release_promises_nothing() {
    let of = |version: &str, codes: &str| snapshots([&HEADER.replace("1.2.3", version), codes, ""]);
    let without =
        CODES.replace("  OLD: {since: 0.1.0, until: 1.0.0, replaced_by: LOST, reason: renamed}\n", "  NEW: {}\n");
    for (old, new, allowed, needs) in [
        ("2.0.0-rc.1", "2.0.0-rc.2", true, "2.0.0"),
        ("2.0.0-rc.1", "2.0.0", true, "2.0.0"),
        ("2.0.0-rc.1+a", "2.0.0-rc.1+b", false, "2.0.0"),
        ("2.0.0", "3.0.0", false, "2.1.0"),
    ] {
        let (old, new) = (of(old, CODES), of(new, &without));
        let comparisons = Comparison::all(&old, &new);
        assert_eq!(comparisons[0].is_allowed(), allowed, "{comparisons:?}");
        assert_eq!(comparisons[0].needs().map(|version| version.to_string()).as_deref(), Some(needs));
    }
}

/// The number of a version is at most the largest of 64 bits; that one has no next number.
#[test]
fn versions_have_an_end() {
    const LAST: &str = "18446744073709551615";
    let of = |version: &str, codes: &str| snapshots([&HEADER.replace("1.2.3", version), codes, ""]);
    for version in [format!("{LAST}.0.0"), format!("0.{LAST}.0")] {
        let (old, new) = (of(&version, CODES), of(&version, &CODES.replace("504", "505")));
        assert_eq!(Comparison::all(&old, &new)[0].needs().map(|needs| needs.to_string()), Some(version));
    }
}

/// Build metadata does not decide which version is later (semver.org, item 10).
#[test]
fn a_build_is_no_version() {
    let of = |version: &str| snapshots([&HEADER.replace("1.2.3", version), CODES, ""]);
    for (old, new, back) in [("1.2.3+b", "1.2.3+a", false), ("1.2.3+a", "1.2.3", false), ("1.2.4+a", "1.2.3+b", true)] {
        let (old, new) = (of(old), of(new));
        assert_eq!(Comparison::all(&old, &new)[0].version_decreased(), back);
    }
}

/// `changes.md` lists every rule with its class.
#[test]
fn the_table_of_rules_is_up_to_date() {
    let mut text = "# The rules of changes\n\n\
        What `errcat diff` and `errcat lock` say about a change. Whatever the class of a rule is, a change by which clients read another \
        code or another value is breaking. Bodies, redirects, envelopes, constants and examples of JSON values are additive if members \
        were only added.\n\n\
        | rule | class |\n|---|---|\n"
        .to_owned();
    for row in rules() {
        let forbidden = if row.forbidden { ", and no version allows it" } else { "" };
        writeln!(text, "| `{}` | {}{forbidden} |", row.rule, row.class.as_str()).expect(MEMORY);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("changes.md");
    errcat_corpus::report(&Vec::from_iter(errcat_corpus::compare(&path, &text).err()));
}
