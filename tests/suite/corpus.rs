//! The corpus through every door.

use std::collections::BTreeMap;
use std::path::Path;

use errcat_compiler::Rule;

use crate::case::Case;
use crate::entry_points::{self, Answer};
use crate::{bless, dump};

/// A case: all doors say the same, and it is what the case says.
fn check(case: &Case, good: bool) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("{}: {what}", case.path.display()));
    let folder = tempfile::tempdir().expect("a temporary folder");
    case.write(&folder.path().join(crate::case::ROOT));
    let compilation = entry_points::function(case, folder.path());
    bless::compare(&case.path, &case.with(&compilation))?;
    if good != compilation.diagnostics.is_empty() {
        return wrong(if good { "a good catalog has diagnostics" } else { "a bad catalog has none" });
    }
    let sorted = |one: &str, other: &str| place(one) <= place(other);
    let answer = Answer::of(&compilation);
    if !answer.lines.iter().is_sorted_by(|one, other| sorted(one, other)) {
        return wrong("diagnostics are not sorted");
    }
    for (name, other) in
        [("loader", entry_points::loader(folder.path())), ("build", entry_points::build(folder.path()))]
    {
        if other != answer {
            return Err(format!("{}: the door `{name}` says\n{other:#?}\nand not\n{answer:#?}", case.path.display()));
        }
    }
    // The command refuses a folder that is not there before it asks the compiler.
    if folder.path().join(crate::case::ROOT).exists() {
        let command = entry_points::command(folder.path());
        let beginnings = answer.lines.iter().zip(&command.lines).all(|(line, beginning)| line.starts_with(beginning));
        if command.snippets != answer.snippets || command.lines.len() != answer.lines.len() || !beginnings {
            return Err(format!("{}: the command says\n{command:#?}\nand not\n{answer:#?}", case.path.display()));
        }
    }
    if good {
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
        let dumps: Vec<String> = compilation.catalogs.iter().map(|catalog| dump::catalog(catalog.catalog())).collect();
        bless::compare(&golden.join(case.name() + ".txt"), &dumps.join("\n"))?;
        if GENERATED.contains(&case.name().as_str()) {
            let (_, rust) = answer.rust.first().expect("a good case has a catalog");
            bless::compare(&golden.join(case.name() + ".rs"), rust)?;
        }
    }
    Ok(())
}

/// The good cases whose Rust text is a golden, and compiled by `tests/service/generated.rs`.
const GENERATED: [&str; 4] = ["every_key", "four_lines", "odd_names", "rust_words"];

/// Path, line and column of a report in one line; what has none comes last.
fn place(line: &str) -> (bool, &str, u32, u32) {
    let path = line.split_once(": error[").map_or("", |(place, _)| place);
    let mut parts = path.rsplitn(3, ':');
    let mut number = || parts.next().and_then(|part| part.parse().ok()).unwrap_or_default();
    let (column, row) = (number(), number());
    (path.is_empty(), path.split(':').next().unwrap_or_default(), row, column)
}

fn check_all(kind: &str, good: bool) {
    let failures: Vec<String> = Case::all(kind).iter().filter_map(|case| check(case, good).err()).collect();
    bless::report(&failures);
}

#[test]
fn good() {
    check_all("good", true);
}

#[test]
fn bad() {
    check_all("bad", false);
}

/// What no case can show: the compiler's own mistakes.
const UNSHOWN: [Rule; 1] = [Rule::Internal];

#[test]
fn every_rule_has_two_cases() {
    let mut cases: BTreeMap<Rule, usize> = Rule::ALL.iter().map(|rule| (*rule, 0)).collect();
    for case in Case::all("bad") {
        let mut rules = case.rules();
        rules.sort();
        rules.dedup();
        for rule in rules {
            *cases.entry(rule).or_default() += 1;
        }
    }
    let few: Vec<_> = cases.into_iter().filter(|(rule, count)| *count < 2 && !UNSHOWN.contains(rule)).collect();
    assert_eq!(few, [], "rules with fewer than two cases in tests/cases/bad");
}
