//! Locks: what they hold, what is refused, and what stays promised.

use errcat_corpus::Case;
use errcat_tools::diff::{Comparison, Snapshot, lock_text, lock_text_with, read_lock};

use super::{CODES, GERMAN, HEADER, edit, edited, snapshots};

pub const PATH: &str = "shop/catalog.lock";

/// The lines of a masked code.
pub const STOLEN: &str = "  STOLEN:\\n    status: 402\\n    fixable_by: customer\\n    message: The card is stolen\\n    remediation: Pay with another card.\\n    shown_as: LOST\\n    envelope: plain\\n    set: {note: card}\\n";

pub fn lock() -> String {
    lock_text(&snapshots([HEADER, CODES, GERMAN])[0])
}

pub fn read(text: &str) -> Snapshot {
    read_lock(text, PATH).unwrap_or_else(|problem| panic!("{problem:?}\n{text}"))
}

fn refused(text: &str) -> String {
    match read_lock(text, PATH) {
        Ok(_) => panic!("it is read:\n{text}"),
        Err(problem) => problem.message,
    }
}

/// A lock of every catalog of the corpus reads back as what the catalog promises, and is written back as the same text.
#[test]
fn a_lock_is_the_version_that_it_was_written_from() {
    for case in Case::all("good").into_iter().filter(|case| !case.is_large()) {
        let folder = tempfile::tempdir().expect("a folder for the case");
        let compilation = errcat_compiler::compile(case.files(folder.path()));
        for snapshot in Snapshot::all(compilation) {
            let text = lock_text(&snapshot);
            let (locked, new) = ([read(&text)], [snapshot]);
            let name = case.name();
            assert_eq!(lock_text(&locked[0]), text, "{name}");
            for (old, new) in [(&locked, &new), (&new, &locked)] {
                let comparisons = Comparison::all(old, new);
                let changes: Vec<_> = comparisons.iter().flat_map(|one| &one.changes).collect();
                assert!(changes.is_empty(), "{name}: {changes:?}");
            }
        }
    }
}

/// Wherever a lock is cut, it is refused; otherwise it would hold fewer promises.
#[test]
fn a_cut_lock_is_refused() {
    let text = lock();
    for (at, _) in text.char_indices() {
        let message = refused(&text[..at]);
        assert!(message.ends_with("its last line is missing, so that promises may be missing, too"), "{at}: {message}");
    }
}

/// A checkout can have other line ends.
#[test]
fn line_ends_do_not_count() {
    assert_eq!(lock_text(&read(&lock().replace('\n', "\r\n"))), lock());
}

/// What this version of errcat does not understand would be forgotten by the next `errcat lock`.
#[test]
fn what_is_not_understood_is_refused() {
    for (from, to, message) in [
        ("catalog: shop\n", "catalog: shop\nnext: 1\n", "this version of errcat does not understand `next: 1`"),
        ("\"status\": 402", "\"status\": 402, \"next\": 1", "this version of errcat does not understand `code LOST: {"),
        ("\"fixable_by\": \"customer\"", "\"fixable_by\": \"somebody\"", "does not understand `code LOST: {"),
        ("\"replaced_by\": \"LOST\"", "\"replaced_by\": \"NOBODY\"", "code `NOBODY` does not exist"),
        ("code LOST: {", "code LOST: {{", "is `code LOST: {{"),
        ("code LOST: {", "  code LOST: {", "is `code LOST: {"),
        ("version: \"1.2.3\"", "version: \"1.2\"", "its version is not semantic (semver.org)"),
        ("code LOST: {", "codes LOST: {", "is `codes LOST: {"),
        // What is always written is missing.
        ("\"message\": \"The card is lost\", ", "", "a part of this line is missing: `code LOST: {"),
        (
            "\"envelope\": \"plain\", \"fixable_by\": \"customer\", \"message\": \"The card is st",
            "\"fixable_by\": \"customer\", \"message\": \"The card is st",
            "a part of this line is missing: `code STOLEN: {",
        ),
    ] {
        let text = lock();
        assert!(text.contains(from), "{from}\n{text}");
        let found = refused(&text.replacen(from, to, 1));
        assert!(found.contains(message), "{from} → {to}: {found}");
    }
}

/// No text makes the reader panic: it is read, or refused.
#[test]
fn no_lock_panics() {
    let text = lock();
    let mut random = fastrand::Rng::with_seed(7);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut read = 0;
    for _ in 0..2000 {
        let mut edited: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        for _ in 0..=random.usize(..2) {
            let at = random.usize(1..edited.len() - 1);
            let other = edited[random.usize(1..lines.len() - 1)].clone();
            match random.u8(..5) {
                0 => edited[at].clear(),
                1 => edited[at] = other,
                2 => edited.insert(at, other),
                3 => edited[at] = edited[at].replacen("\": ", "\": [", 1),
                _ => {
                    // One value of a line becomes that of another line.
                    let value = |line: &str| {
                        line.split_once("\": ").map(|(_, value)| value.split(", ").next().map(str::to_owned))
                    };
                    if let (Some(Some(from)), Some(Some(to))) = (value(&edited[at]), value(&other)) {
                        edited[at] = edited[at].replacen(&from, &to, 1);
                    }
                }
            }
        }
        read += usize::from(read_lock(&edited.concat(), PATH).is_ok());
    }
    assert!(read > 100, "{read} of 2000 are read");
}

/// The author's word stays in the lock.
#[test]
fn a_reworded_message_is_recorded() {
    let old = [read(&lock())];
    let texts = edited(
        [HEADER, CODES, GERMAN].map(str::to_owned),
        &[edit("The card is taken, {why} ⇒ Somebody pays with it: {why}")],
    );
    let new = snapshots([&texts[0], &texts[1], &texts[2]]);
    assert_eq!(Comparison::all(&old, &new)[0].to_review().count(), 1);
    let text = lock_text_with(&new[0], Some(&old[0]), &["TAKEN".to_owned()]);
    assert_eq!(
        text.lines().filter(|line| line.contains("\"reworded\": {") && line.contains("\"version\": \"1.2.3\"")).count(),
        1,
        "{text}"
    );
    let locked = [read(&text)];
    assert_eq!(Comparison::all(&locked, &new)[0].class(), None);
    // It stays, release by release.
    assert_eq!(lock_text_with(&new[0], Some(&locked[0]), &[]), text);
}

/// What was released stays promised, whatever pre-releases follow. Only what is new since then is free.
#[test]
fn a_pre_release_forgets_no_promise() {
    let version = |edits: &[&str]| {
        let edits: Vec<_> = edits.iter().map(|line| edit(line)).collect();
        let texts = edited([HEADER, CODES, GERMAN].map(str::to_owned), &edits);
        snapshots([&texts[0], &texts[1], &texts[2]])
    };
    let next = |lock: &str, edits: &[&str], reworded: &[String]| {
        let (old, new) = ([read(lock)], version(edits));
        let comparison = &Comparison::all(&old, &new)[0];
        let rules: Vec<String> = comparison.changes.iter().map(|one| format!("{} {}", one.rule, one.name)).collect();
        let open = comparison.to_review().filter(|change| !reworded.contains(&change.name)).count();
        (lock_text_with(&new[0], Some(&old[0]), reworded), comparison.is_allowed() && open == 0, rules.join("; "))
    };
    let gone = format!("{STOLEN} ⇒");
    let pre = "version: 1.2.3 ⇒ version: 1.2.4-a.1";
    let new = "  TAKEN:\\n ⇒   NEW:\\n    status: 404\\n    fixable_by: nobody\\n    message: Not there\\n    remediation: Look.\\n  TAKEN:\\n";
    let reworded = "The card is taken, {why} ⇒ Somebody pays with it: {why}";
    let released = lock();
    let (kept, is_allowed, _) = next(&released, &[pre, new], &[]);
    assert!(is_allowed);
    assert_eq!(kept, released);
    let (_, is_allowed, rules) = next(&kept, &["version: 1.2.3 ⇒ version: 1.2.4", &gone], &[]);
    assert_eq!((is_allowed, &*rules), (false, "code-removed STOLEN"));
    // The author's word on a message is kept.
    let (word, is_allowed, _) = next(&kept, &[pre, reworded], &["TAKEN".to_owned()]);
    assert!(is_allowed);
    let (release, is_allowed, rules) = next(&word, &["version: 1.2.3 ⇒ version: 1.2.4", reworded], &[]);
    assert_eq!((is_allowed, &*rules), (true, "code-message-changed TAKEN"));
    assert!(release.contains("version: \"1.2.4\""), "{release}");
    // The word was on that message.
    let (_, is_allowed, _) = next(&word, &[pre, "The card is taken, {why} ⇒ Nobody knows about {why} yet"], &[]);
    assert!(!is_allowed);
}
