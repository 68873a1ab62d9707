//! Locks in conflict, and locks that git merged into a contradiction.

use std::collections::BTreeSet;
use std::fmt::Write;

use errcat_tools::diff::{Class, Comparison, lock_text, merge_lock, read_lock};

use super::lock::{PATH, STOLEN, lock, read};
use super::{CODES, GERMAN, HEADER, edit, edited, promises, snapshots};

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

/// The first words of the lines of a lock, in their order. Codes and retired ids are one list, by their ids.
const ORDER: [&str; 6] = ["catalog:", "version:", "retry ", "envelope ", "outcome ", "code "];

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
                    let place = |line: &str| ORDER.iter().position(|own| line.starts_with(own));
                    assert!(text.lines().filter_map(place).is_sorted(), "{text}");
                    let ids = text.lines().filter(|line| line.starts_with("code ") || line.starts_with("retired "));
                    assert!(ids.map(|line| line.split(' ').nth(1)).is_sorted(), "{text}");
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
    let lines: BTreeSet<&str> = ours.lines().chain(theirs.lines()).collect();
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
