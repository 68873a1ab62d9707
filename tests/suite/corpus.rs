//! The corpus through the function and the build script, and what the loader, which the macro uses, finds of it. The tests of the
//! command run the corpus through the command.

use std::collections::BTreeMap;
use std::path::Path;

use errcat_compiler::{Compilation, Rule};
use errcat_corpus::{Case, ROOT, Report};

use crate::{dump, entry_points};

/// The good cases with a golden of their Rust code, which `tests/service/generated.rs` compiles.
const GENERATED: [&str; 4] = ["every_key", "four_lines", "odd_names", "rust_words"];

/// Compares the diagnostics of a case with those that it expects, and what the entry points report with each other.
fn check(case: &Case, good: bool) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("{}: {what}", case.path.display()));
    let folder = tempfile::tempdir().expect("a temporary folder");
    case.write(&folder.path().join(ROOT));
    let compilation = entry_points::function(case, folder.path());
    errcat_corpus::compare(&case.path, &case.with(&compilation))?;
    if good != compilation.diagnostics.is_empty() {
        return wrong(if good { "a good catalog has diagnostics" } else { "a bad catalog has none" });
    }
    let report = Report::of(&compilation);
    if !report.lines.iter().is_sorted_by(|one, other| place(one) <= place(other)) {
        return wrong("diagnostics are not sorted");
    }
    if !entry_points::loader_finds_the_files(case, folder.path()) {
        return wrong("the loader finds other files");
    }
    if !case.is_large() {
        let build = entry_points::build(folder.path());
        if build != report {
            return wrong(&format!("the build script reports\n{build:#?}\nand not\n{report:#?}"));
        }
    }
    if good { check_goldens(case, &compilation, &report) } else { Ok(()) }
}

/// Compares the tables of a good case with `tests/golden/NAME.txt`, and its Rust code with `tests/golden/NAME.rs`.
fn check_goldens(case: &Case, compilation: &Compilation, report: &Report) -> Result<(), String> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let dumps: Vec<String> = compilation.catalogs.iter().map(|catalog| dump::catalog(catalog.catalog())).collect();
    errcat_corpus::compare(&golden.join(case.name() + ".txt"), &dumps.join("\n"))?;
    if GENERATED.contains(&case.name().as_str()) {
        let (_, rust) = report.rust.first().expect("a good case has a catalog");
        errcat_corpus::compare(&golden.join(case.name() + ".rs"), rust)?;
    }
    Ok(())
}

/// Returns path, line and column of a one-line report, to sort by; reports without a place come last.
fn place(line: &str) -> (bool, &str, u32, u32) {
    let path = line.split_once(": error[").map_or("", |(place, _)| place);
    let mut parts = path.rsplitn(3, ':');
    let mut number = || parts.next().and_then(|part| part.parse().ok()).unwrap_or_default();
    let (column, row) = (number(), number());
    (path.is_empty(), path.split(':').next().unwrap_or_default(), row, column)
}

fn check_all(kind: &str, good: bool) {
    let failures: Vec<String> = Case::all(kind).iter().filter_map(|case| check(case, good).err()).collect();
    errcat_corpus::report(&failures);
}

#[test]
fn good() {
    check_all("good", true);
}

#[test]
fn bad() {
    check_all("bad", false);
}

/// Rules without a case: no catalog causes a bug in the compiler on purpose.
const WITHOUT_CASES: [Rule; 1] = [Rule::Internal];

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
    let few: Vec<_> = cases.into_iter().filter(|(rule, count)| *count < 2 && !WITHOUT_CASES.contains(rule)).collect();
    assert_eq!(few, [], "rules with fewer than two cases in tests/cases/bad");
}
