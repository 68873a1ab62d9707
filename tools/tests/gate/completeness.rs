//! Every text of a catalog is edited in turn: if the edit is in anything that leaves for the public, the gate finds it at its line.
//! If it is not, the gate is silent.
//!
//! An edit adds the words "Quux marker". They are the title of a masked code in one version of the catalog, which the gate must
//! refuse, and of no code in the other, which is rendered.

use std::collections::{BTreeMap, BTreeSet};

use errcat_compiler::{Compilation, Span};
use errcat_corpus::Case;
use errcat_tools::{Audience, Cleared};

use super::{catalogs, compiled, everything, leaks};

/// Texts that leave with answers and redirects of a running service, but perhaps on no page and in no export.
const AT_RUN_TIME: [&str; 3] = ["context", "envelopes", "redirects"];

/// Names of public codes. They are public, so they may contain the title of a masked code.
const PUBLIC_NAMES: [&str; 2] = ["wire_code", "aliases"];

/// A catalog, with a masked code whose title is or is not the marker.
struct Marked {
    files: Vec<(String, String)>,
}

impl Marked {
    fn new(case: &str) -> Self {
        let case = Case::good(case);
        let files = case.texts().map(|(path, text)| (path.to_owned(), text.to_owned()));
        Self { files: files.filter(|(path, _)| path != "QUUX.yaml").collect() }
    }

    fn with_title(&self, title: &str) -> Compilation {
        let code = format!(
            "codes:\n  MASKED_ONE:\n    title: {title}\n    status: 400\n    fixable_by: nobody\n    message: Nothing\n    \
             remediation: Do nothing.\n    shown_as: unknown\n    wire_code: masked\n    recognize: never\n    envelope: problem\n    \
             retry: never\n    see: []\n    outcome: none\n"
        );
        let mut files = self.files.clone();
        files.push(("masked.yaml".to_owned(), code));
        compiled(&files)
    }

    /// Replaces spans by quoted texts.
    fn edited(&self, sources: &errcat_compiler::Sources, edits: &BTreeMap<Span, String>) -> Self {
        let mut files = self.files.clone();
        for (span, text) in edits.iter().rev() {
            let path = sources.file(span.file).path();
            let Some((_, content)) = files.iter_mut().find(|(own, _)| own == path) else { continue };
            let quoted = serde_json::to_string(text).unwrap();
            content.replace_range(span.start as usize..span.end as usize, &quoted);
        }
        Self { files }
    }
}

/// A text of the catalog.
struct Written {
    keys: Vec<String>,
    text: String,
    span: Span,
}

fn written(compilation: &Compilation) -> Vec<Written> {
    let mut all = Vec::new();
    compilation.catalogs[0].each_written(&compilation.sources, &mut |one| {
        let keys = one.keys.iter().map(|key| (*key).to_owned()).collect();
        all.push(Written { keys, text: one.text.to_owned(), span: one.span });
    });
    all
}

/// Returns the edits that bring the marker into a text: behind a text, and instead of a name wherever it is written.
fn edits(one: &Written, all: &[Written]) -> [BTreeMap<Span, String>; 3] {
    let is = |characters: &dyn Fn(char) -> bool| one.text.chars().all(|other| characters(other) || other == '_');
    let marker = match () {
        () if is(&|other| other.is_ascii_uppercase() || other.is_ascii_digit()) => "QUUX_MARKER",
        () if is(&|other| other.is_ascii_alphanumeric()) => "quux_marker",
        () => "quux-marker",
    };
    let renamed = |other: &Written| {
        let text = other.text.replace(&format!("{{{}}}", one.text), &format!("{{{marker}}}"));
        match other.text.strip_prefix('$') {
            _ if other.text == one.text => Some(marker.to_owned()),
            Some(name) if name.trim_end_matches('?') == one.text => Some(text_of_slot(name, marker)),
            _ => Some(text).filter(|text| *text != other.text),
        }
    };
    [
        BTreeMap::from([(one.span, format!("{} Quux marker", one.text))]),
        all.iter().filter_map(|other| Some((other.span, renamed(other)?))).collect(),
        BTreeMap::from([(one.span, format!("{}/quux-marker", one.text))]),
    ]
}

fn text_of_slot(name: &str, marker: &str) -> String {
    format!("${marker}{}", if name.ends_with('?') { "?" } else { "" })
}

fn has_marker(text: &str) -> bool {
    let text = text.to_lowercase();
    let text: String = text.chars().map(|one| if one.is_alphanumeric() { one } else { ' ' }).collect();
    text.contains("quux marker") || text.contains("quuxmarker")
}

/// Checks every text of a case. Returns how many edits left, and how many did not.
fn check(case: &str, failures: &mut Vec<String>) -> (usize, usize) {
    let base = Marked::new(case);
    let original = base.with_title("Nothing");
    assert_eq!(original.diagnostics, [], "{case}");
    let all = written(&original);
    let mut counts = (0, 0);
    let mut seen = BTreeSet::new();
    let is_masked_one = |one: &Written| one.keys.get(1).is_some_and(|id| id == "MASKED_ONE");
    let is_public_name = |one: &Written| one.keys.iter().any(|key| PUBLIC_NAMES.contains(&key.as_str()));
    // The title of a public code follows from its id, and a masked code may have the same title.
    let is_id = |one: &&Written| one.keys.len() == 2 && one.keys[0] == "codes" && one.keys[1] == one.text;
    let ids: BTreeSet<Span> = all.iter().filter(is_id).map(|one| one.span).collect();
    for one in all.iter().filter(|one| !is_masked_one(one) && !is_public_name(one)) {
        if !seen.insert(one.span) {
            continue;
        }
        for edit in edits(one, &all).into_iter().filter(|edit| edit.keys().all(|span| !ids.contains(span))) {
            let edited = base.edited(&original.sources, &edit);
            let harmless = edited.with_title("Nothing");
            if !harmless.diagnostics.is_empty() {
                continue;
            }
            let cleared =
                Cleared::new(Audience::Public, &catalogs(&harmless), &[&harmless]).expect("no name of a code");
            let leaves = has_marker(&everything(&cleared));
            let found = leaks(&edited.with_title("Quux marker"));
            let path = original.sources.file(one.span.file).path();
            let what = format!("{case}: {path}: {} {:?}", one.keys.join("/"), one.text);
            let is_at_run_time = AT_RUN_TIME.contains(&one.keys[0].as_str());
            match (leaves, found.is_empty()) {
                (true, true) => failures.push(format!("{what} leaves, and the gate is silent")),
                (false, false) if !is_at_run_time => {
                    failures.push(format!("{what} does not leave, and the gate says: {}", found[0]));
                }
                _ => {}
            }
            // A name is written in several places.
            let (line, _) = original.sources.position(one.span);
            let at =
                |place: &Option<String>| place.as_ref().is_some_and(|place| place.contains(&format!("{path}:{line}:")));
            if leaves && edit.len() == 1 && !found.iter().any(|leak| at(&leak.place)) {
                failures.push(format!("{what}, line {line}, is not where the gate finds it: {found:?}"));
            }
            if leaves {
                counts.0 += 1;
            } else {
                counts.1 += 1;
            }
            break;
        }
    }
    counts
}

#[test]
fn everything_that_leaves_is_looked_at() {
    let mut failures = Vec::new();
    let (leaving, staying) = check("every_key", &mut failures);
    println!("{leaving} texts leave, {staying} do not");
    assert!(leaving > 100 && staying > 50, "{leaving} {staying}");
    errcat_corpus::report(&failures);
}
