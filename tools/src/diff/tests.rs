//! The rule of each change of a catalog, and the version that it needs.

mod cases;

use std::collections::BTreeSet;
use std::fmt::Write;

use errcat_compiler::{File, Files, compile};

use self::cases::CASES;

use super::{Change, Class, Comparison, Snapshot, lock_text, read_lock, rules};

const HEADER: &str = "\
catalog: shop
title: Shop
version: 1.2.3
edition: A
language: en
docs_url: https://errors.example.com/{code}
unknown: {code: UNKNOWN, status: 500, message: Unknown error, customer: Try again.}
retry:
  soon: {kind: backoff, first: 1s, max: 30s, retries: 5, limits: [{scheme: visa, count: 15, window: 30d}]}
  later: {kind: delay, first: 10s, retries: 3}
context: {transaction: t-1}
envelopes:
  plain: {ok: false, message: $message, note: $note, transaction: $transaction?}
  coded: {ok: false, code: $code, message: $message, link: $docs_url}
  unused: {done: false, message: $message}
upstreams:
  bank: [{contains: slow, status: 500-599, is: LOST}, {at: /code, one_of: [lost, 41], is: LOST}, {is: TAKEN, take: {why: /error}}]
outcomes:
  fixable: {action: inline, session: pending}
  broken: {action: redirect, to: error_url, session: failed, query: error}
redirects:
  error: {code: $code}
problem: {type: 'urn:shop:{code}'}
defaults: {envelope: coded}
";

const CODES: &str = "\
codes:
  SLOW:
    title: Slow bank
    status: 504
    fixable_by: provider
    message: 'The bank {name} is slow'
    params: {name: ACME, pin: {type: string, example: '1234', sensitive: true}}
    remediation: Wait and send it again.
    customer: Your bank is slow.
    wire_code: E-1
    aliases: [SLOW_BANK]
    retry: soon
    outcome: broken
    field: bank
    provider_codes: {iso8583: ['91']}
    severity: warn
    grpc: UNAVAILABLE
    since: 1.0.0
    deprecated: {since: 1.2.0, reason: too vague}
    see: [LOST]
    docs_url: https://shop.example/slow
    owner: payments
    tags: [bank]
    citations: [{page: Errors, edition: A}]
  LOST:
    status: 402
    fixable_by: customer
    message: The card is lost
    remediation: Pay with another card.
    envelope: plain
    set: {note: card}
    outcome: fixable
  TAKEN:
    status: 402
    fixable_by: customer
    message: 'The card is taken, {why}'
    params: {why: x}
    remediation: Pay with another card.
    envelope: problem
  STOLEN:
    status: 402
    fixable_by: customer
    message: The card is stolen
    remediation: Pay with another card.
    shown_as: LOST
    envelope: plain
    set: {note: card}
retired:
  GONE: {wire_code: old, shown_as: unknown, docs_url: 'https://shop.example/old'}
  OLD: {since: 0.1.0, until: 1.0.0, replaced_by: LOST, reason: renamed}
";

const GERMAN: &str = "\
unknown: {customer: Bitte noch einmal.}
customer: {SLOW: Ihre Bank ist langsam.}
remediation: {LOST: Mit einer anderen Karte zahlen.}
";

fn snapshots([header, codes, german]: [&str; 3]) -> Vec<Snapshot> {
    let file = |path: &str, text: &str| File { path: path.to_owned(), content: Ok(text.as_bytes().to_vec()) };
    let mut files = vec![file("catalog.yaml", header), file("codes.yaml", codes)];
    files.extend(Some(file("locales/de.yaml", german)).filter(|_| !german.is_empty()));
    let compilation = compile(Files { root: "shop".to_owned(), files });
    let texts: Vec<&str> = compilation.diagnostics.iter().map(|diagnostic| &*diagnostic.message).collect();
    assert_eq!(texts, Vec::<&str>::new(), "{header}{codes}{german}");
    Snapshot::all(compilation)
}

/// Edits the catalog and returns what changed: the lowest version that allows the changes, with `!` if the catalog's own version
/// does not; then the class of each change, with `!` if no version allows it, its rule, its name, the number of codes if there are
/// several, and below it what it means to whom.
fn changes(edits: &[(&str, &str)]) -> (String, Vec<String>) {
    let mut texts = [HEADER, CODES, GERMAN].map(str::to_owned);
    for (from, to) in edits {
        assert_eq!(texts.iter().map(|text| text.matches(from).count()).sum::<usize>(), 1, "{from}");
        texts = texts.map(|text| text.replace(from, to));
    }
    let old = snapshots([HEADER, CODES, GERMAN]);
    let new = snapshots([&texts[0], &texts[1], &texts[2]]);
    let comparisons = Comparison::all(&old, &new);
    let mut found = Vec::new();
    for comparison in &comparisons {
        let needs = comparison.needs().map_or("nothing".to_owned(), |version| version.to_string());
        found.push(needs + if comparison.is_allowed() { "" } else { "!" });
        for change in &comparison.changes {
            let mark = if change.forbidden { "!" } else { "" };
            let codes = if change.codes.len() > 1 { format!(" ({} codes)", change.codes.len()) } else { String::new() };
            found.push(format!("{}{mark} {} {}{codes}", change.class.as_str(), change.rule, change.name));
            found.extend(change.sides.map(|sides| format!("- {}", sides.text())));
            found.extend(change.effects.iter().map(|effect| format!("- {effect}")));
            found.extend(change.instead.iter().filter(|_| change.forbidden).map(|instead| format!("- {instead}")));
        }
    }
    // A lock holds the same promises.
    let lock = [read_lock(&lock_text(&old[0]), "catalog.lock").unwrap_or_else(|problem| panic!("{problem:?}"))];
    assert_eq!(promises(&Comparison::all(&lock, &new)), promises(&comparisons), "{edits:?}\n{}", lock_text(&old[0]));
    let rules = comparisons.iter().flat_map(|one| &one.changes).map(|change| change.rule.clone()).collect();
    (found.join("\n"), rules)
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

#[test]
fn every_change_has_its_name_and_its_version() {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut wrong = String::new();
    for (at, (edits, expected)) in CASES.iter().enumerate() {
        let (found, rules) = changes(edits);
        seen.extend(rules);
        if found != *expected {
            write!(wrong, "case {at} {edits:?}\nexpected:\n{expected}\nfound:\n{found}\n\n").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    let _unseen: Vec<String> = rules().into_iter().map(|row| row.rule).filter(|rule| !seen.contains(rule)).collect();
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
