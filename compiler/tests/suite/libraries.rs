//! Code that replaces a library, so that services need not build it, agrees with that library.

use errcat_compiler::{File, Files, Suggest, compile};
use proptest::prelude::*;

/// Returns whether the compiler accepts a version.
fn is_version(version: &str) -> bool {
    let header = format!(
        "catalog: c\ntitle: T\nversion: \"{version}\"\nlanguage: en\nunknown: {{message: M, customer: C}}\n\
         defaults: {{status: 400, fixable_by: nobody}}\n"
    );
    let codes = "codes:\n  C: {message: M, remediation: Repair what is broken.}\n".to_owned();
    let files = [("catalog.yaml", header), ("codes.yaml", codes)].map(|(path, text)| File::new(path, text));
    let compilation = compile(Files { root: "catalog".to_owned(), files: files.into() });
    match &compilation.diagnostics[..] {
        [] => true,
        [one] => {
            let said = [format!("`{version}` is not a semantic version"), "`version` is empty".to_owned()];
            assert!(said.contains(&one.message), "{one:?}");
            false
        }
        more => panic!("{version:?}: {more:?}"),
    }
}

fn check_version(version: &str) {
    assert_eq!(is_version(version), semver::Version::parse(version).is_ok(), "of {version:?}");
}

/// Compares the suggestion with the distance of the library: at most a third of the letters may differ.
fn check_nearest(word: &str, candidate: &str) {
    let length = word.chars().count();
    let limit = if length < 3 { 0 } else { (length / 3).max(1) };
    let distance = strsim::osa_distance(&word.to_lowercase(), &candidate.to_lowercase());
    let expected = (length > 0 && distance <= limit).then_some(candidate);
    assert_eq!(Suggest::new(word, [candidate]).name(), expected, "of {word:?} and {candidate:?}, {distance} apart");
}

#[test]
fn versions() {
    for version in [
        "1.0.0",
        "0.0.0",
        "01.0.0",
        "1.00.0",
        "1.0",
        "1.0.0.0",
        "1",
        "",
        ".",
        "..",
        "1..0",
        "1.0.0-",
        "1.0.0+",
        "1.0.0-a+",
        "1.0.0-+a",
        "1.0.0-0",
        "1.0.0-00",
        "1.0.0-01",
        "1.0.0-0a",
        "1.0.0-a.0.b",
        "1.0.0-a..b",
        "1.0.0-.",
        "1.0.0--",
        "1.0.0---",
        "1.0.0+01",
        "1.0.0+a-b",
        "1.0.0+a+b",
        "1.0.0-a-b.c",
        "+1.0.0",
        "-1.0.0",
        "1.0.0 ",
        " 1.0.0",
        "v1.0.0",
        "1.0.0-ä",
        "1.0.٣",
        "18446744073709551615.0.0",
        "18446744073709551616.0.0",
        "1.0.0-18446744073709551616",
        "1.0.0+18446744073709551616",
    ] {
        check_version(version);
    }
}

#[test]
fn near_and_far() {
    for (word, candidate) in [
        ("message", "mesage"),
        ("message", "MESSAGE"),
        ("abc", "acb"),
        ("abcdef", "badcfe"),
        ("ca", "abc"),
        ("cab", "abc"),
        ("aab", "aba"),
        ("", ""),
        ("a", "b"),
        ("ab", "ba"),
        ("ß", "ss"),
        ("größe", "groesse"),
        ("abcd", ""),
    ] {
        check_nearest(word, candidate);
    }
}

proptest! {
    // Each case compiles a catalog.
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn versions_of_any_kind(version in "[01]{1,2}\\.[01]{1,2}\\.[019]{1,2}([-+.][-0a.+]{0,4}){0,2}") {
        check_version(&version);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_of_any_kind(word in "[abAö]{0,9}", candidate in "[abAö]{0,9}") {
        check_nearest(&word, &candidate);
    }

    #[test]
    fn words_and_what_is_made_of_them(word in "[a-e]{3,12}", at in 0usize..11, other in "[a-e]{0,2}") {
        let (before, after) = word.split_at(at.min(word.len()));
        check_nearest(&word, &format!("{before}{other}{after}"));
        let mut swapped: Vec<char> = word.chars().collect();
        swapped.swap(at % word.len(), (at + 1) % word.len());
        check_nearest(&word, &swapped.into_iter().collect::<String>());
    }
}
