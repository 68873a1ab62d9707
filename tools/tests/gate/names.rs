//! The spellings in which a name is found, and those that are no names.

use errcat_tools::{Audience, Cleared};

use super::{catalogs, compiled, leaks};

const HEADER: &str = "
catalog: shop
title: Shop
version: 1.0.0
language: en
unknown: {code: 0, message: Unknown error, customer: Something went wrong.}
context: {trace: t-1}
envelopes: {standard: {code: $code, message: $message, note: $note, trace: $trace?}}
outcomes: {over: {action: redirect, to: error_url, session: failed, query: error}}
redirects: {error: {code: $code, text: $customer}}
retry: {later: {kind: delay, first: 1s, retries: 1}}
defaults: {status: 402, fixable_by: customer, envelope: standard, set: {note: none}}
";

const CODES: &str = "
codes:
  DECLINED:
    wire_code: card.declined
    message: Declined
    remediation: Use another card.
    outcome: over
    retry: later
    set: {note: none}
    params: {why: x}
    provider_codes: {iso8583: ['05']}
  FRAUD_SUSPECTED_BY_BANK:
    wire_code: by.bank
    message: The bank says no
    remediation: Call the bank.
  FRAUD_SUSPECTED:
    wire_code: 4711
    aliases: [card_fraud]
    rust_name: CaughtInTheAct
    title: Card is on a list
    message: Fraud
    remediation: Do nothing.
    shown_as: FRAUD_SUSPECTED_BY_BANK
  LISTED:
    wire_code: declined
    message: Listed
    remediation: Do nothing.
    shown_as: unknown
  ORDINARY:
    wire_code: '05'
    message: Ordinary
    remediation: Do nothing.
    shown_as: unknown
retired:
  OLD_FRAUD: {replaced_by: FRAUD_SUSPECTED, wire_code: old.fraud, aliases: [older_fraud]}
  OLD_LIST: {replaced_by: DECLINED, shown_as: unknown, wire_code: 4712}
  OLD_NAME: {replaced_by: DECLINED}
";

/// Returns the leaks of the catalog with one text replaced.
fn found(from: &str, to: &str) -> Vec<String> {
    found_after(&[(from, to)])
}

/// Returns the leaks of the catalog with texts replaced.
fn found_after(edits: &[(&str, &str)]) -> Vec<String> {
    let mut files = [("catalog.yaml", HEADER.to_owned()), ("codes.yaml", CODES.to_owned())];
    for (from, to) in edits {
        let changed = files.iter().filter(|(_, text)| text.contains(from)).count();
        assert_eq!(changed, 1, "{from} is in one file");
        for (_, text) in &mut files {
            *text = text.replacen(from, to, 1);
        }
    }
    let compilation = compiled(&files.map(|(path, text)| (path.to_owned(), text)));
    assert_eq!(compilation.diagnostics, [], "{edits:?}");
    leaks(&compilation).iter().map(ToString::to_string).collect()
}

/// Checks what is found in the remediation of a public code.
fn check(rows: &[(&str, &[&str])]) {
    for (text, names) in rows {
        let to = format!("remediation: \"Use another card. {text}\"");
        let expected: Vec<String> = names
            .iter()
            .map(|name| format!("catalog/codes.yaml:6:18: the remediation of `shop/DECLINED` names {name}"))
            .collect();
        assert_eq!(found("remediation: Use another card.", &to), expected, "{text}");
    }
}

#[test]
fn names_are_found_in_any_spelling() {
    check(&[
        ("See FRAUD_SUSPECTED.", &["`FRAUD_SUSPECTED`"]),
        ("fraud_suspected", &["`fraud_suspected`, which is `FRAUD_SUSPECTED`"]),
        ("FRAUD SUSPECTED", &["`FRAUD SUSPECTED`, which is `FRAUD_SUSPECTED`"]),
        ("FraudSuspected", &["`FraudSuspected`, which is `FRAUD_SUSPECTED`"]),
        ("fraudSuspected()", &["`fraudSuspected`, which is `FRAUD_SUSPECTED`"]),
        ("fraud-suspected", &["`fraud-suspected`, which is `FRAUD_SUSPECTED`"]),
        ("Fraud\\nsuspected", &["`Fraud\nsuspected`, which is `FRAUD_SUSPECTED`"]),
        ("FRAUD\\\\_SUSPECTED", &["`FRAUD\\_SUSPECTED`, which is `FRAUD_SUSPECTED`"]),
        ("FRAUD__SUSPECTED", &["`FRAUD__SUSPECTED`, which is `FRAUD_SUSPECTED`"]),
        ("<https://x.example/fraud%20suspected>", &["`fraud%20suspected`, which is `FRAUD_SUSPECTED`"]),
        ("FRAUDSUSPECTED", &["`FRAUDSUSPECTED`, which is `FRAUD_SUSPECTED`"]),
        ("FRAUD\\u200b_SUSPECTED", &["`FRAUD\u{200b}_SUSPECTED`, which is `FRAUD_SUSPECTED`"]),
        // Other names of masked codes: an alias, the Rust name, the title.
        ("card fraud", &["`card fraud`, which is `FRAUD_SUSPECTED`"]),
        ("CaughtInTheAct", &["`CaughtInTheAct`, which is `FRAUD_SUSPECTED`"]),
        ("The card is on a list.", &["`card is on a list`, which is `FRAUD_SUSPECTED`"]),
        // One word is found only as the id.
        ("LISTED", &["`LISTED`"]),
        // Names of hidden retired ids.
        ("OLD_FRAUD", &["`OLD_FRAUD`"]),
        ("old-fraud", &["`old-fraud`, which is `OLD_FRAUD`"]),
        ("olderFraud", &["`olderFraud`, which is `OLD_FRAUD`"]),
        ("OLD LIST", &["`OLD LIST`, which is `OLD_LIST`"]),
    ]);
}

#[test]
fn other_texts_are_no_names() {
    check(&[
        // Names of public codes, also those that contain a name.
        ("FRAUD_SUSPECTED_BY_BANK, fraud suspected by bank", &[]),
        ("DECLINED, card.declined, OLD_NAME", &[]),
        // Ordinary words and numbers that are also wire codes or ids.
        ("It was declined, not listed. 05 05 ordinary", &[]),
        ("Listed Ordinary UNLISTED LISTED_TWICE", &[]),
        ("Wait 4711 seconds, or 4712.", &[]),
        // Parts of names, and words in another order.
        ("fraud, suspects, suspected fraud, FRAUD_SUSPECTEDS, DEFRAUD_SUSPECTED", &[]),
        ("A list is on a card", &[]),
    ]);
}

/// Every place where a name leaves.
#[test]
fn names_are_found_in_every_place() {
    let rows: [(&str, &str, &str); 14] = [
        (
            "params: {why: x}",
            "params: {why: FRAUD_SUSPECTED}",
            "codes.yaml:10:19: the example of `shop/DECLINED` names `FRAUD_SUSPECTED`",
        ),
        (
            "params: {why: x}",
            "params: {why: 4711}",
            "codes.yaml:10:19: the example of `shop/DECLINED` names `4711`, which is `FRAUD_SUSPECTED`",
        ),
        (
            "params: {why: x}",
            "params: {card_fraud: x}",
            "codes.yaml:10:14: the parameter of `shop/DECLINED` names `card_fraud`, which is `FRAUD_SUSPECTED`",
        ),
        (
            "set: {note: none}\n    params",
            "set: {note: OLD_FRAUD}\n    params",
            "codes.yaml:9:17: the constant of `shop/DECLINED` names `OLD_FRAUD`",
        ),
        (
            "set: {note: none}\n    params",
            "set: {note: {a: [4712]}}\n    params",
            "codes.yaml:9:22: the constant of `shop/DECLINED` names `4712`, which is `OLD_LIST`",
        ),
        (
            "provider_codes: {iso8583: ['05']}",
            "provider_codes: {iso8583: ['4711']}",
            "codes.yaml:11:32: the provider code of `shop/DECLINED` names `4711`, which is `FRAUD_SUSPECTED`",
        ),
        (
            "provider_codes: {iso8583: ['05']}",
            "provider_codes: {old_fraud: ['05']}",
            "codes.yaml:11:22: the scope of `shop/DECLINED` names `old_fraud`, which is `OLD_FRAUD`",
        ),
        ("title: Shop", "title: Shop of OLD_FRAUD", "catalog.yaml:3:8: the title of `shop` names `OLD_FRAUD`"),
        (
            "version: 1.0.0",
            "version: 1.0.0\nedition: FRAUD_SUSPECTED",
            "catalog.yaml:5:10: the edition of `shop` names `FRAUD_SUSPECTED`",
        ),
        (
            "trace: $trace?",
            "trace: $trace?, fraud-suspected: 1",
            "catalog.yaml:8:85: the envelope of `shop` names `fraud-suspected`, which is `FRAUD_SUSPECTED`",
        ),
        (
            "message: $message",
            "message: $message, kind: FRAUD_SUSPECTED",
            "catalog.yaml:8:62: the envelope of `shop` names `FRAUD_SUSPECTED`",
        ),
        (
            "text: $customer",
            "text: $customer, kind: LISTED",
            "catalog.yaml:10:57: the redirect of `shop` names `LISTED`",
        ),
        (
            "outcomes: {over: {action: redirect, to: error_url, session: failed, query: error}}",
            "outcomes: {over: {action: redirect, to: x_url, session: fraud_suspected, query: error}}",
            "catalog.yaml:9:57: the session status of `shop` names `fraud_suspected`, which is `FRAUD_SUSPECTED`",
        ),
        (
            "language: en",
            "language: en\ndocs_url: 'https://x.example/old_fraud/{code}'",
            "catalog.yaml:6:11: the link of `shop/DECLINED` names `old_fraud`, which is `OLD_FRAUD`",
        ),
    ];
    let mut failures = Vec::new();
    for (from, to, expected) in rows {
        let found = found(from, to);
        if found.first() != Some(&format!("catalog/{expected}")) {
            failures.push(format!("{to}: {found:?}"));
        }
    }
    errcat_corpus::report(&failures);
}

/// A catalog may say which names its public texts need. The team may have everything.
#[test]
fn mentions_are_allowed() {
    let text = "language: en\nmentions: {FRAUD_SUSPECTED: The scheme names it, OLD_LIST: Clients read it}";
    let header = HEADER.replacen("language: en", text, 1);
    let named = "Use another card. fraud_suspected card fraud 'OLD LIST' OLD_FRAUD";
    let codes = CODES.replacen("Use another card.", named, 1);
    let compilation = compiled(&[("catalog.yaml".to_owned(), header), ("codes.yaml".to_owned(), codes)]);
    assert_eq!(compilation.diagnostics, []);
    let leaks: Vec<String> = leaks(&compilation).iter().map(ToString::to_string).collect();
    assert_eq!(leaks, ["catalog/codes.yaml:6:18: the remediation of `shop/DECLINED` names `OLD_FRAUD`"]);
    assert!(Cleared::new(Audience::Team, &catalogs(&compilation), &[&compilation]).is_ok());
}

/// The value of an example completes a name, in each text that it is filled into; the context has names and examples, too.
#[test]
fn examples_and_context_complete_names() {
    let check = |from: &str, to: &str, place: &str| {
        let found = found_after(&[("{why: x}", "{why: card}"), (from, to)]);
        assert!(found.iter().any(|leak| leak.contains(place)), "{to}: {found:?}");
    };
    check("message: Declined\n", "message: \"Ask {why}_fraud\"\n", "message");
    check("remediation: Use another card.", "remediation: \"Ask {why}_fraud.\"", "remediation");
    check("{trace: t-1}", "{trace: old_fraud}", "context");
    assert_eq!(found("{why: x}", "{why: card}"), [""; 0]);
}
