//! Locks: what they hold, what is refused, and how two of them are merged.

use std::fmt::Write;

use errcat_corpus::Case;
use errcat_tools::diff::{Class, Comparison, Snapshot, lock_text, lock_text_with, merge_lock, read_lock};

use super::{CODES, GERMAN, HEADER, edit, edited, promises, snapshots};

const PATH: &str = "shop/catalog.lock";

fn lock() -> String {
    lock_text(&snapshots([HEADER, CODES, GERMAN])[0])
}

fn read(text: &str) -> Snapshot {
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

/// Returns a text in conflict, as git writes it.
fn conflict(ours: &str, base: Option<&str>, theirs: &str) -> String {
    let base = base.map(|base| format!("||||||| base\n{base}")).unwrap_or_default();
    format!("<<<<<<< HEAD\n{ours}{base}=======\n{theirs}>>>>>>> branch\n")
}

fn locked(edits: &[&str]) -> String {
    let edits: Vec<_> = edits.iter().map(|line| edit(line)).collect();
    let texts = edited([HEADER, CODES, GERMAN].map(str::to_owned), &edits);
    lock_text(&snapshots([&texts[0], &texts[1], &texts[2]])[0])
}

/// The sections of a lock, in their order.
const ORDER: [&str; 7] = ["catalog:", "version:", "retry:", "envelopes:", "outcomes:", "codes:", "retired:"];

/// Merges two sides, in both orders and with and without their base, and returns what is promised or what differs.
fn merged(ours: &[&str], theirs: &[&str]) -> [String; 2] {
    let (base, ours, theirs) = (lock(), locked(ours), locked(theirs));
    let result = |base: Option<&str>| {
        let [one, other] = [(&ours, &theirs), (&theirs, &ours)].map(|(ours, theirs)| {
            match merge_lock(&conflict(ours, base, theirs), PATH) {
                Ok(text) => {
                    let text = text.expect("it is in conflict");
                    // Nothing that one side promises is broken.
                    let merged = [read(&text)];
                    let sections: Vec<&str> = text.lines().filter(|line| !line.starts_with([' ', '#'])).collect();
                    let place = |key: &&str| ORDER.iter().position(|own| key.starts_with(own));
                    assert!(sections.iter().filter_map(place).is_sorted(), "{sections:?}");
                    for side in [ours, theirs] {
                        let side = [read(side)];
                        let lost = Comparison::all(&side, &merged);
                        let lost = lost.iter().flat_map(|one| &one.changes).filter(|one| one.class == Class::Breaking);
                        let lost = lost.filter(|one| base.is_none() && one.rule != "code-retired").count();
                        assert_eq!(lost, 0, "{}", promises(&Comparison::all(&side, &merged)));
                    }
                    let old = [read(&lock())];
                    let mut found = merged[0].version.to_string();
                    for change in Comparison::all(&old, &merged).iter().flat_map(|one| &one.changes) {
                        write!(found, "; {} {}", change.rule, change.name).unwrap();
                    }
                    found
                }
                Err(conflict) => format!("{}: {}", conflict.problem.message, conflict.promises.join("; ")),
            }
        });
        // The order of the sides does not matter, except in messages.
        if !one.contains("differ") {
            assert_eq!(one, other);
        }
        one
    };
    [result(Some(&base)), result(None)]
}

#[test]
fn a_merge_forgets_nothing() {
    let code = |id: &str| {
        format!(
            "  TAKEN:\\n ⇒   {id}:\\n    status: 404\\n    fixable_by: nobody\\n    message: No {id}\\n    remediation: Look.\\n  TAKEN:\\n"
        )
    };
    let retired = "  OLD: {since ⇒   STOLEN: {replaced_by: LOST, shown_as: LOST}\\n  OLD: {since";
    let gone = "  STOLEN:\\n    status: 402\\n    fixable_by: customer\\n    message: The card is stolen\\n    remediation: Pay with another card.\\n    shown_as: LOST\\n    envelope: plain\\n    set: {note: card}\\n ⇒";
    let both = |text: &str| [text.to_owned(), text.to_owned()];
    // Both sides add.
    assert_eq!(
        merged(&[&code("ONE"), "version: 1.2.3 ⇒ version: 1.3.0"], &[&code("TWO"), "version: 1.2.3 ⇒ version: 1.10.0"]),
        both("1.10.0; code-added ONE; code-added TWO")
    );
    // One side adds a name, the other one a provider's code, a language's text and a field.
    assert_eq!(
        merged(
            &["aliases: [SLOW_BANK] ⇒ aliases: [SLOW_BANK, SNAIL]"],
            &["iso8583: ['91'] ⇒ iso8583: ['91', '68']", "aliases: [SLOW_BANK] ⇒ aliases: [SLOW_BANK, LAZY]"]
        ),
        both("1.2.3; alias-added LAZY; alias-added SNAIL; provider-code-added iso8583 68")
    );
    // A code that one side retires is retired, with the names that the other side gave it.
    assert_eq!(
        merged(
            &[gone, retired, "version: 1.2.3 ⇒ version: 2.0.0"],
            &[
                "    shown_as: LOST\\n    envelope: plain\\n ⇒     aliases: [ROBBED]\\n    shown_as: LOST\\n    envelope: plain\\n"
            ]
        ),
        both("2.0.0; code-retired STOLEN; alias-added ROBBED")
    );
    // One side changes a promise. Only the base tells which.
    assert_eq!(
        merged(&["field: bank ⇒ field: iban"], &[&code("ONE")]),
        [
            "1.2.3; code-field-changed SLOW; code-added ONE".to_owned(),
            "1 promise of `shop/catalog.lock` differs on both sides: code SLOW: field is \"iban\" on one side, and \"bank\" on the other one".to_owned()
        ]
    );
    // Both sides change it.
    assert_eq!(
        merged(&["field: bank ⇒ field: iban"], &["field: bank ⇒ field: bic"]),
        both(
            "1 promise of `shop/catalog.lock` differs on both sides: code SLOW: field is \"iban\" on one side, and \"bic\" on the other one"
        )
    );
    assert_eq!(
        merged(&["note: $note ⇒ note: $note, at: $status"], &["note: $note ⇒ note: $note, link: $docs_url"])[0],
        "1 promise of `shop/catalog.lock` differs on both sides: envelope plain is \
         {\"ok\":false,\"message\":\"$message\",\"note\":\"$note\",\"at\":\"$status\",\"transaction\":\"$transaction?\"} on one side, \
         and {\"ok\":false,\"message\":\"$message\",\"note\":\"$note\",\"link\":\"$docs_url\",\"transaction\":\"$transaction?\"} on the other one"
    );
}

/// Merges two sides that git may have merged without a conflict, and returns the promises that contradict each other.
fn contradictions(ours: &[&str], theirs: &[&str]) -> [String; 2] {
    let (ours, theirs) = (locked(ours), locked(theirs));
    // Git keeps the lines of both sides, where they are not next to each other.
    let lines: std::collections::BTreeSet<&str> = ours.lines().chain(theirs.lines()).collect();
    let changed = |line: &str| !lock().lines().any(|own| own == line);
    let is_replaced = |line: &str| {
        let key = |line: &str| line.split(": ").next().map(|key| key.rsplit(' ').next().map(str::to_owned));
        lines.iter().any(|other| *other != line && changed(other) && key(other) == key(line))
    };
    let kept = lines.iter().filter(|line| !line.starts_with('#') && (changed(line) || !is_replaced(line)));
    let text = lock().lines().next().map(|start| kept.fold(format!("{start}\n"), |text, line| text + line + "\n"));
    let clean = text.unwrap_or_default() + "# End of the lock.\n";
    let result = |text: &str| match merge_lock(text, PATH) {
        Ok(text) => text.map_or("nothing".to_owned(), |_| "merged".to_owned()),
        Err(conflict) => format!("{}: {}", conflict.problem.message, conflict.promises.join("; ")),
    };
    [result(&conflict(&ours, Some(&lock()), &theirs)), result(&clean)]
}

const STOLEN: &str = "  STOLEN:\\n    status: 402\\n    fixable_by: customer\\n    message: The card is stolen\\n    remediation: Pay with another card.\\n    shown_as: LOST\\n    envelope: plain\\n    set: {note: card}\\n";

/// Each side is right on its own, and both together are not. The error names both.
#[test]
fn contradictions_name_both_sides() {
    let both = |promise: &str| {
        let message = "promises of both sides of `shop/catalog.lock` contradict each other";
        [format!("{message}: {promise}"), format!("{message}: {promise}")]
    };
    let gone = format!("{STOLEN} ⇒");
    assert_eq!(
        contradictions(&["iso8583: ['91'] ⇒ iso8583: ['91', '68']"], &["network: ['1*', '20-29'] ⇒ iso8583: ['68']"]),
        both("the provider code `iso8583 68` is one of `SLOW` and of `TAKEN`")
    );
    assert_eq!(
        contradictions(
            &["aliases: [SLOW_BANK] ⇒ aliases: [SLOW_BANK, FOO]"],
            &["    params: {why: x} ⇒     aliases: [FOO]\\n    params: {why: x}"]
        ),
        both("\"FOO\" is a name of `SLOW` and of `TAKEN`")
    );
    assert_eq!(
        contradictions(
            &[
                "  TAKEN:\\n ⇒   NEW:\\n    shown_as: STOLEN_TOO\\n    status: 404\\n    fixable_by: nobody\\n    message: Not there\\n    remediation: Look.\\n  STOLEN_TOO:\\n    status: 404\\n    fixable_by: nobody\\n    message: Not here\\n    remediation: Look.\\n  TAKEN:\\n"
            ],
            &["  OLD: {since ⇒   STOLEN_TOO: {}\\n  OLD: {since"]
        ),
        both("`NEW` is shown as `STOLEN_TOO`, and `STOLEN_TOO` is retired")
    );
    // A name or a mask that differs from that of the retirement.
    assert_eq!(
        contradictions(
            &["    shown_as: LOST\\n ⇒     shown_as: unknown\\n    wire_code: mine\\n"],
            &[&gone, "  OLD: {since ⇒   STOLEN: {shown_as: LOST, wire_code: theirs}\\n  OLD: {since"]
        )[0],
        "2 promises of `shop/catalog.lock` differ on both sides: \
         retired STOLEN: shown_as is \"unknown\" on one side, and \"LOST\" on the other one; \
         retired STOLEN: wire_code is \"mine\" on one side, and \"theirs\" on the other one"
    );
}

/// The link of a code is its problem type only where no template gives the types.
#[test]
fn a_retired_code_keeps_no_link_that_was_not_its_type() {
    let problem = "envelope: problem\\n    docs_url: https://shop.example/taken";
    let (ours, theirs) = (
        [format!("envelope: problem ⇒ {problem}")],
        [
            "  OLD: {since ⇒   TAKEN: {}\\n  OLD: {since".to_owned(),
            "is: TAKEN, take: {why: /error} ⇒ is: LOST".to_owned(),
        ],
    );
    let text =
        |with: &[String], more: &[&str]| locked(&[&with.iter().map(String::as_str).collect::<Vec<_>>(), more].concat());
    for (types, kept) in [("", false), ("problem: {type: 'urn:shop:{code}'}\\n ⇒", true)] {
        let more: Vec<&str> = [types].into_iter().filter(|edit| !edit.is_empty()).collect();
        let taken = "  TAKEN:\\n    status: 402\\n    fixable_by: customer\\n    message: 'The card is taken, {why}'\\n    params: {why: x}\\n    remediation: Pay with another card.\\n    envelope: problem\\n    provider_codes: {network: ['1*', '20-29']}\\n ⇒";
        let retired = text(&theirs, &[&more[..], &[taken]].concat());
        let merged = merge_lock(&conflict(&text(&ours, &more), Some(&text(&[], &more)), &retired), PATH)
            .expect("it is merged")
            .expect("it was in conflict");
        let line = merged.lines().find(|line| line.starts_with("retired TAKEN")).expect("it is retired");
        assert_eq!(line.contains("docs_url"), kept, "{line}");
    }
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

#[test]
fn a_lock_in_conflict_asks_to_be_merged() {
    let text = conflict(&lock(), None, &lock());
    let problem = read_lock(&text, PATH).expect_err("it is in conflict");
    assert_eq!(problem.message, "`shop/catalog.lock` is in conflict: it has the lines of two branches");
    assert_eq!(problem.help.as_deref(), Some("run `errcat lock --merge shop`, which keeps the promises of both sides"));
    assert_eq!(merge_lock(&lock(), PATH), Ok(None));
    assert_eq!(merge_lock(&text, PATH), Ok(Some(lock())));
    for (broken, message) in [
        (text.replace(">>>>>>> branch\n", ""), "the conflict markers of `shop/catalog.lock` are not complete"),
        (
            text.replace("# End of the lock.\n", ""),
            "a side of `shop/catalog.lock` is not a lock: its last line is missing",
        ),
    ] {
        assert_eq!(merge_lock(&broken, PATH).expect_err("it is broken").problem.message, message);
    }
}
