//! Names of public codes that are also names of hidden ones, spellings that hide a name, and mentions.

use super::{compiled, leaks};

const HEADER: &str = "
catalog: shop
title: Shop
version: 1.0.0
language: en
unknown: {code: card_declined_unknown, message: Unknown error, customer: Something went wrong., envelope: plain, set: {inner: 1}}
envelopes:
  standard: {code: $code, message: $message, x: $x, data: $data, request: $request?}
  plain: {code: $code, inner: $inner, fixed: 2}
context: {request: r-1}
defaults: {status: 402, fixable_by: customer, recognize: never}
";

const CODES: &str = "
codes:
  REFUSED:
    title: Refused
    wire_code: refused.a
    message: 'Refused {a}'
    remediation: Use another card.
    rust_name: Refused
    envelope: standard
    set: {x: 1}
    aliases: [refused]
    params:
      a: x
      b: {type: json, example: '[]'}
      c: {type: number, example: 1.5}
      data: d
      e: {example: e, sensitive: true}
  FRAUD_SUSPECTED: {wire_code: fraud.one, message: Nothing, remediation: Do nothing., envelope: plain, set: {inner: 1}, shown_as: unknown}
  FRAUD: {wire_code: fraud.two, message: Nothing, remediation: Do nothing., shown_as: unknown}
  CARD_3DS: {wire_code: three.a, message: Nothing, remediation: Do nothing., shown_as: unknown}
  CARD_3DS_FAILED: {wire_code: pay_3DS, message: Nothing, remediation: Do nothing., shown_as: unknown}
  PSP_TIMEOUT: {wire_code: PSPSlow, message: Nothing, remediation: Do nothing., shown_as: unknown}
  CARD_STOLEN: {wire_code: stolen.a, message: Nothing, remediation: Do nothing., shown_as: unknown}
  CARD_STOLEN_REPORT: {wire_code: stolen.b, message: Nothing, remediation: Do nothing., shown_as: unknown}
  CARD_DECLINED: {wire_code: 4711, title: Café fraud, message: Nothing, remediation: Do nothing., shown_as: unknown}
retired:
  OLD: {wire_code: card_declined_old, aliases: [card_declined_older], replaced_by: REFUSED}
  PSP_LATE: {wire_code: psp.tardy, shown_as: unknown}
";

fn files(edits: &[(&str, &str)]) -> Vec<(String, String)> {
    let (mut header, mut codes) = (HEADER.to_owned(), CODES.to_owned());
    for (from, to) in edits {
        assert_eq!(header.matches(from).count() + codes.matches(from).count(), 1, "{from}");
        (header, codes) = (header.replace(from, to), codes.replace(from, to));
    }
    vec![("catalog.yaml".to_owned(), header), ("codes.yaml".to_owned(), codes)]
}

/// Returns what the build and the gate say of the catalog with edits.
fn found(edits: &[(&str, &str)]) -> Vec<String> {
    let compilation = compiled(&files(edits));
    let reported = compilation.diagnostics.iter().map(|one| format!("{}: {}", one.rule.code(), one.message));
    reported.chain(leaks(&compilation).iter().map(ToString::to_string)).collect()
}

/// Texts of the catalog, each with what replaces it.
type Edits<'e> = &'e [(&'e str, &'e str)];

/// Checks what is found after edits of a catalog in which nothing is found. Paths are below `catalog/`.
fn check(rows: &[(Edits<'_>, &[&str])]) {
    assert_eq!(found(&[]), [""; 0]);
    let mut failures = Vec::new();
    for (edits, expected) in rows {
        let found = found(edits);
        if found.iter().map(|one| one.trim_start_matches("catalog/")).ne(expected.iter().copied()) {
            failures.push(format!("{edits:?}: {found:#?}"));
        }
    }
    errcat_corpus::report(&failures);
}

/// Checks which names are found in the remediation of the public code.
fn check_texts(rows: &[(&str, &[&str])]) {
    let mut failures = Vec::new();
    for (text, expected) in rows {
        let to = format!("remediation: {}", serde_json::to_string(text).unwrap());
        let found = found(&[("remediation: Use another card.", &to)]);
        let names =
            |one: &String| one.split_once(" names ").map_or(one.clone(), |(_, names)| names.replace(['`', ','], ""));
        if found.iter().map(names).ne(expected.iter().map(|one| (*one).to_owned())) {
            failures.push(format!("{text}: {found:#?}"));
        }
    }
    errcat_corpus::report(&failures);
}

/// A public name excuses a longer name around a hidden one, never the hidden name itself.
#[test]
fn public_names_do_not_excuse_hidden_names() {
    check(&[
        (
            &[("title: Refused", "title: Fraud suspected")],
            &["codes.yaml:4:12: the title of `shop/REFUSED` names `Fraud suspected`, which is `FRAUD_SUSPECTED`"],
        ),
        (
            &[("aliases: [refused]", "aliases: [fraud-suspected]")],
            &["codes.yaml:11:15: the alias of `shop/REFUSED` names `fraud-suspected`, which is `FRAUD_SUSPECTED`"],
        ),
        (&[("aliases: [refused]", "aliases: [fraud-suspected-not]")], &[]),
        (
            &[("wire_code: refused.a", "wire_code: FRAUD_SUSPECTED")],
            &["codes.yaml:5:16: the wire code of `shop/REFUSED` names `FRAUD_SUSPECTED`"],
        ),
        (
            &[("rust_name: Refused", "rust_name: FRAUD"), ("another card.", "another card, FRAUD.")],
            &["codes.yaml:7:18: the remediation of `shop/REFUSED` names `FRAUD`"],
        ),
        (&[("title: Refused", "title: Café fraud"), ("another card.", "another card, café fraud.")], &[]),
    ]);
    let to = "\n  FRAUD_SUSPECTED: {rust_name: NotThis,";
    check(&[
        (
            &[
                ("rust_name: Refused", "rust_name: FraudSuspected"),
                ("\n  FRAUD_SUSPECTED: {", to),
                ("another card.", "another card, fraud_suspected."),
            ],
            &["codes.yaml:7:18: the remediation of `shop/REFUSED` names `fraud_suspected`, which is `FRAUD_SUSPECTED`"],
        ),
        (
            &[(
                "  CARD_3DS: {wire",
                "  CARD_3_DS: {wire_code: other, rust_name: Other, message: Nothing, remediation: Do nothing.}\n  CARD_3DS: {wire",
            )],
            &["codes.yaml:20:3: the id of `shop/CARD_3_DS` names `CARD_3_DS`, which is `CARD_3DS`"],
        ),
    ]);
}

#[test]
fn names_are_found_in_any_disguise() {
    check_texts(&[
        ("It is not _FRAUD_.", &["FRAUD"]),
        ("__FRAUD__ and **FRAUD**", &["FRAUD"]),
        ("[x](https://x.example/?p=errors%2FFRAUD)", &["FRAUD"]),
        ("[FRAUD](x)_SUSPECTED", &["FRAUD", "FRAUD_SUSPECTED"]),
        ("FRAUD SUSPECTED", &["FRAUD SUSPECTED which is FRAUD_SUSPECTED"]),
        ("errors%252FFRAUD", &["FRAUD"]),
        ("https://x.example/%46RAUD", &["FRAUD"]),
        ("FRAUD&#95;SUSPECTED", &["FRAUD", "FRAUD_SUSPECTED"]),
        ("FRAUD&#x5F;SUSPECTED", &["FRAUD", "FRAUD_SUSPECTED"]),
        ("FRAUD&nbsp;SUSPECTED", &["FRAUD", "FRAUD SUSPECTED which is FRAUD_SUSPECTED"]),
        ("FR&shy;AUD_SUSPECTED", &["FRAUD_SUSPECTED"]),
        ("FR**AUD**_SUSPECTED", &["FRAUD_SUSPECTED"]),
        ("FR<b>AUD</b>_SUSPECTED", &["FRAUD_SUSPECTED"]),
        ("card_3ds", &["card_3ds which is CARD_3DS"]),
        ("Card3ds", &["Card3ds which is CARD_3DS"]),
        ("card3Ds", &["card3Ds which is CARD_3DS"]),
        ("CARD 3 DS", &["CARD 3 DS which is CARD_3DS"]),
        ("card_3ds_failed", &["card_3ds_failed which is CARD_3DS_FAILED"]),
        ("pay_3ds", &["pay_3ds which is CARD_3DS_FAILED"]),
        ("PSPTimeout", &["PSPTimeout which is PSP_TIMEOUT"]),
        ("PSPSlow", &["PSPSlow which is PSP_TIMEOUT"]),
        ("psp_slow", &["psp_slow which is PSP_TIMEOUT"]),
        ("PspLate", &["PspLate which is PSP_LATE"]),
        ("PSPLate", &["PSPLate which is PSP_LATE"]),
        ("FR\u{200b}AUD_SUSPECTED", &["FR\u{200b}AUD_SUSPECTED which is FRAUD_SUSPECTED"]),
        ("FRA\u{ad}UD", &["FRA\u{ad}UD which is FRAUD"]),
        ("ＦＲＡＵＤ＿ＳＵＳＰＥＣＴＥＤ", &["ＦＲＡＵＤ＿ＳＵＳＰＥＣＴＥＤ which is FRAUD_SUSPECTED"]),
        ("cafe\u{301} fraud", &["cafe\u{301} fraud which is CARD_DECLINED"]),
        // The longest name is found.
        ("Not CARD_STOLEN_REPORT.", &["CARD_STOLEN_REPORT"]),
        // Other words.
        ("pspslow 5 % FRAUDS card 3 dsx CARD_3DSX; FRAUD_SUSPECTED2 a < b > c & d; IDs PSPs", &[]),
    ]);
}

/// Integers are found as whole values, whatever the way to write them.
#[test]
fn integers_are_found_as_values() {
    let at =
        |place: &str, what: &str, name: &str| format!("{place}: the {what} names `{name}`, which is `CARD_DECLINED`");
    let rows = [
        ("example: '[]'", "example: '[4711]'", at("codes.yaml:14:32", "example of `shop/REFUSED`", "4711")),
        ("example: '[]'", "example: '{\"a\": \"4711\"}'", at("codes.yaml:14:32", "example of `shop/REFUSED`", "4711")),
        ("example: 1.5", "example: 4711.0", at("codes.yaml:15:34", "example of `shop/REFUSED`", "4711.0")),
        ("set: {x: 1}", "set: {x: 4711.0}", at("codes.yaml:10:14", "constant of `shop/REFUSED`", "4711.0")),
        (
            "set: {inner: 1}}\nenv",
            "set: {inner: 4711}}\nenv",
            at("catalog.yaml:6:127", "unknown error's constant of `shop`", "4711"),
        ),
        ("fixed: 2", "fixed: 4711.0", at("catalog.yaml:9:46", "envelope of `shop`", "4711.0")),
    ];
    for (from, to, expected) in &rows {
        check(&[(&[(from, to)], &[expected])]);
    }
    check(&[
        (&[("example: '[]'", "example: '[47110, \"4711 times\"]'"), ("a: x", "a: v4711")], &[]),
        (&[("example: 1.5", "example: 4711.5")], &[]),
    ]);
}

/// The envelope of the unknown error leaves, also if only masked codes have it besides.
#[test]
fn the_envelope_of_the_unknown_error_is_looked_at() {
    check(&[
        (
            &[("fixed: 2", "fixed: FRAUD_SUSPECTED")],
            &["catalog.yaml:9:46: the envelope of `shop` names `FRAUD_SUSPECTED`"],
        ),
        (
            &[("fixed: 2", "FRAUD_SUSPECTED: $request?")],
            &["catalog.yaml:9:39: the envelope of `shop` names `FRAUD_SUSPECTED`"],
        ),
        (
            &[("request: $request?", "FRAUD_SUSPECTED: $request?")],
            &["catalog.yaml:8:66: the envelope of `shop` names `FRAUD_SUSPECTED`"],
        ),
    ]);
}

/// The build asks for a mention exactly where the gate does.
#[test]
fn mentions_are_needed_where_the_gate_finds_a_name() {
    let mention = |ids: &str| format!("language: en\nmentions: {{{ids}}}");
    let needed = |id: &str| format!("EC0305: no public text names `{id}`");
    let rows: [(&str, &str, &str, &[String]); 6] = [
        ("another card.", "another card, not CARD_STOLEN_REPORT.", "CARD_STOLEN_REPORT: x", &[]),
        (
            "another card.",
            "another card, not CARD_STOLEN_REPORT.",
            "CARD_STOLEN_REPORT: x, CARD_STOLEN: x",
            &[needed("CARD_STOLEN")],
        ),
        ("params:\n      a: x", "params:\n      a: FRAUD", "FRAUD: x", &[]),
        ("example: '[]'", "example: '[\"FRAUD\"]'", "FRAUD: x", &[]),
        ("example: '[]'", "example: '[4711]'", "CARD_DECLINED: x", &[]),
        ("e: {example: e", "e: {example: FRAUD", "FRAUD: x", &[needed("FRAUD")]),
    ];
    for (from, to, mentions, expected) in &rows {
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check(&[(&[(from, to), ("language: en", &mention(mentions))], &expected)]);
    }
    // The example completes the name.
    let composed = [("message: 'Refused {a}'", "message: '{a}_SUSPECTED'"), ("a: x", "a: Fraud")];
    check(&[
        (
            &composed,
            &["codes.yaml:6:14: the message of `shop/REFUSED` names `Fraud_SUSPECTED`, which is `FRAUD_SUSPECTED`"],
        ),
        (&[composed[0], composed[1], ("language: en", &mention("FRAUD_SUSPECTED: x"))], &[]),
    ]);
}

/// The example of a sensitive parameter does not leave, so it is not the place of what does.
#[test]
fn places_are_those_of_what_leaves() {
    check(&[(
        &[("message: $message, x: $x", "message: $message, y: FRAUD, x: $x"), ("e: {example: e", "e: {example: FRAUD")],
        &["catalog.yaml:8:49: the envelope of `shop` names `FRAUD`"],
    )]);
    let mut files = files(&[]);
    for language in ["de", "fr"] {
        let text = "unknown: {customer: Fehler.}\nremediation: {REFUSED: Kein FRAUD.}\n";
        files.push((format!("locales/{language}.yaml"), text.to_owned()));
    }
    let compilation = compiled(&files);
    assert_eq!(compilation.diagnostics, []);
    let leaks: Vec<String> = leaks(&compilation).iter().map(ToString::to_string).collect();
    let at =
        |language| format!("catalog/locales/{language}.yaml:2:24: the remediation of `shop/REFUSED` names `FRAUD`");
    assert_eq!(leaks, [at("de"), at("fr")]);
}

/// Texts of another catalog of the folder may have the same words, but not the same identifiers.
#[test]
fn other_catalogs_have_identifiers() {
    let bank = HEADER.replace("catalog: shop", "catalog: bank");
    let found = |text: &str| {
        let mut all = Vec::new();
        for (folder, header, codes) in [
            ("bank", bank.as_str(), CODES.to_owned()),
            (
                "shop",
                "catalog: shop\ntitle: Shop\nversion: 1.0.0\nlanguage: en\nunknown: {message: Nothing, customer: Nothing.}\n",
                format!(
                    "codes:\n  CARD_DECLINED: {{status: 402, fixable_by: customer, recognize: never, message: Nothing, remediation: {text}}}\n"
                ),
            ),
        ] {
            all.push((format!("{folder}/catalog.yaml"), header.to_owned()));
            all.push((format!("{folder}/codes.yaml"), codes));
        }
        let compilation = compiled(&all);
        assert_eq!(compilation.diagnostics, []);
        leaks(&compilation).len()
    };
    assert_eq!(["Card stolen or CardStolen", "CARD_DECLINED", "CARD_STOLEN", "stolen.a"].map(found), [0, 0, 1, 1]);
}
