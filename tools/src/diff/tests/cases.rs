//! Edits of the catalog, and the changes that they cause.

/// Edits, each with the changes that it causes.
pub type Case = (&'static [(&'static str, &'static str)], &'static str);

pub const CASES: &[Case] = &[
    (&[], "nothing"),
    (&[("title: Shop", "title: The shop")], "1.2.4\ntextual catalog-title-changed shop"),
    (&[("edition: A\nlanguage", "edition: B\nlanguage")], "1.2.4\ntextual catalog-edition-changed shop"),
    (&[("{code}\nunknown", "{code}/en\nunknown")], "1.2.4\ntextual catalog-docs-url-changed shop"),
    (
        &[("language: en", "language: fr")],
        "2.0.0!\nbreaking catalog-language-changed shop\nbreaking language-removed en\nadditive language-added fr",
    ),
    (&[("{code: UNKNOWN", "{code: OTHER")], "2.0.0!\nbreaking catalog-unknown-code-changed shop"),
    (&[("status: 500, message", "status: 502, message")], "2.0.0!\nbreaking catalog-unknown-status-changed shop"),
    (&[("Unknown error", "Some error")], "2.0.0!\nbreaking catalog-unknown-message-changed shop"),
    (
        &[
            ("defaults: {envelope: coded}", "defaults: {envelope: plain}"),
            ("    field: bank\n", "    field: bank\n    set: {note: bank}\n"),
        ],
        "2.0.0!\nbreaking code-envelope-changed SLOW\n- an answer of a new server is read by old clients as unknown",
    ),
    (
        &[("coded: {ok: false, code", "coded: {ok: true, code")],
        "2.0.0!\nbreaking envelope-body-changed coded",
    ),
    (
        &[("  coded: {ok: false", "  spare: {success: false, message: $message}\n  coded: {ok: false")],
        "1.3.0\nadditive envelope-added spare",
    ),
    (&[("  unused: {done: false, message: $message}\n", "")], "2.0.0!\nbreaking envelope-removed unused"),
    (&[("{done: false", "{done: true")], "2.0.0!\nbreaking envelope-body-changed unused"),
    (&[("Try again.", "Try it again.")], "1.2.4\ntextual language-customer-changed en"),
    (
        &[("catalog: shop", "catalog: market")],
        "nothing\nadditive catalog-added market\nnothing!\nbreaking! catalog-removed shop\n- never delete a released catalog; retire its codes",
    ),
    (
        &[(
            "retired:\n",
            "  NEW:\n    status: 404\n    fixable_by: nobody\n    message: Not there\n    remediation: Look elsewhere.\nretired:\n",
        )],
        "1.3.0\nadditive code-added NEW",
    ),
    (
        &[(
            "  STOLEN:\n    status: 402\n    fixable_by: customer\n    message: The card is stolen\n    remediation: Pay with another card.\n    shown_as: LOST\n    envelope: plain\n    set: {note: card}\n",
            "",
        )],
        "nothing!\nbreaking! code-removed STOLEN\n- never delete a code; move it to `retired:`",
    ),
    (
        &[
            (
                "  STOLEN:\n    status: 402\n    fixable_by: customer\n    message: The card is stolen\n    remediation: Pay with another card.\n    shown_as: LOST\n    envelope: plain\n    set: {note: card}\nretired:\n",
                "retired:\n  STOLEN: {until: 2.0.0, replaced_by: LOST}\n",
            ),
            ("version: 1.2.3", "version: 2.0.0"),
        ],
        "2.0.0!\nbreaking! retired-shown-as-removed STOLEN\n- write `shown_as: LOST` in the entry of `STOLEN` under `retired:`\nbreaking code-retired STOLEN",
    ),
    (
        &[(
            "  OLD: {since: 0.1.0, until: 1.0.0, replaced_by: LOST, reason: renamed}\n",
            "",
        ), (
            "retired:\n",
            "  OLD:\n    status: 404\n    fixable_by: nobody\n    message: Not there\n    remediation: Look elsewhere.\nretired:\n",
        )],
        "nothing!\nbreaking! code-id-reused OLD (2 codes)\n- an answer of an old server is read by new clients as `OLD`, if it has the name `OLD`\n- an answer of an old server is read by new clients as `OLD`, if it has the problem type `urn:shop:OLD`\n- never use a retired id again; choose another id",
    ),
    (
        &[("  OLD: {since: 0.1.0, until: 1.0.0, replaced_by: LOST, reason: renamed}\n", "")],
        "nothing!\nbreaking! retired-removed OLD\n- an answer of an old server is read by new clients as unknown, if it has the name `OLD`\n- an answer of an old server is read by new clients as unknown, if it has the problem type `urn:shop:OLD`\n- never delete a retired id; its entry keeps the id from being used again",
    ),
    (&[("retired:\n", "retired:\n  NEVER_WAS: {until: 1.0.0}\n")], "1.3.0\nadditive retired-added NEVER_WAS"),
    (&[("replaced_by: LOST", "replaced_by: SLOW")], "2.0.0!\nbreaking retired-replaced-by-changed OLD\n- an answer of an old server is read by new clients as `SLOW`, if it has the name `OLD`\n- an answer of an old server is read by new clients as `SLOW`, if it has the problem type `urn:shop:OLD`"),
    (&[("{since: 0.1.0", "{since: 0.2.0")], "1.2.4\ntextual retired-since-changed OLD"),
    (&[("until: 1.0.0", "until: 1.1.0")], "1.2.4\ntextual retired-until-changed OLD"),
    (&[("reason: renamed", "reason: renamed early")], "1.2.4\ntextual retired-reason-changed OLD"),
    (
        &[("    title: Slow bank\n", "    title: Slow bank\n    rust_name: SlowBank\n")],
        "2.0.0!\nbreaking code-variant-changed SLOW",
    ),
    (
        &[("params: {name: ACME,", "params: {count: 3, name: ACME,")],
        "2.0.0!\nbreaking parameter-added SLOW count\n- breaking for services that raise it, additive for clients that read it",
    ),
    (&[("sensitive: true", "sensitive: false")], "1.3.0\nadditive parameter-sensitive-removed SLOW pin\n- additive for clients that read it"),
    (&[("name: ACME", "name: BANK")], "1.2.4\ntextual parameter-example-changed SLOW name"),
    (&[("wire_code: E-1", "wire_code: E-2")], "2.0.0!\nbreaking code-wire-code-changed SLOW\n- an answer of an old server is read by new clients as unknown\n- an answer of a new server is read by old clients as unknown"),
    (&[("status: 504", "status: 503")], "2.0.0!\nbreaking code-status-changed SLOW"),
    (
        &[("status: 504", "status: 503"), ("version: 1.2.3", "version: 1.3.0")],
        "2.0.0!\nbreaking code-status-changed SLOW",
    ),
    (
        &[("status: 504", "status: 503"), ("version: 1.2.3", "version: 2.0.0-rc.1")],
        "2.0.0\nbreaking code-status-changed SLOW",
    ),
    (
        &[("status: 504", "status: 503"), ("version: 1.2.3", "version: 0.9.0")],
        "2.0.0!\nbreaking code-status-changed SLOW",
    ),
    (&[("grpc: UNAVAILABLE", "grpc: ABORTED")], "2.0.0!\nbreaking code-grpc-changed SLOW"),
    (
        &[("    set: {note: card}\n    outcome: fixable", "    set: {note: lost}\n    outcome: fixable")],
        "2.0.0!\nbreaking code-constants-changed LOST\n- an answer of an old server is read by new clients as unknown\n- an answer of a new server is read by old clients as unknown",
    ),
    (
        &[(
            "    set: {note: card}\n    outcome: fixable",
            "    set: {note: card}\n    recognize: never\n    outcome: fixable",
        )],
        "2.0.0!\nbreaking code-recognize-changed LOST\n- an answer of an old server is read by new clients as unknown",
    ),
    (
        &[("The card is lost", "This card is lost")],
        "2.0.0!\nbreaking code-message-changed LOST\n- an answer of an old server is read by new clients as unknown\n- an answer of a new server is read by old clients as unknown",
    ),
    (&[("bank {name} is slow", "bank {name} is too slow")], "2.0.0!\nbreaking code-message-changed SLOW\n- an answer of an old server is read by new clients as the code without the value of `name`\n- an answer of a new server is read by old clients as the code without the value of `name`"),
    (&[("shown_as: LOST", "shown_as: unknown")], "2.0.0!\nbreaking code-shown-as-changed STOLEN"),
    (&[("    shown_as: LOST\n", "")], "2.0.0!\nbreaking code-shown-as-removed STOLEN"),
    (&[("fixable_by: provider", "fixable_by: operator")], "2.0.0!\nbreaking code-fixable-by-changed SLOW"),
    (
        &[("retry: soon", "retry: later")],
        "2.0.0!\nbreaking code-retry-changed SLOW\nadditive code-schedule-changed SLOW\nadditive code-limits-removed SLOW",
    ),
    (&[("max: 30s", "max: 60s")], "1.3.0\nadditive code-schedule-changed SLOW"),
    (&[("count: 15", "count: 20")], "1.3.0\nadditive code-limits-changed SLOW"),
    (&[("outcome: broken", "outcome: fixable")], "2.0.0!\nbreaking code-outcome-changed SLOW"),
    (&[("field: bank", "field: iban")], "2.0.0!\nbreaking code-field-changed SLOW"),
    (&[("    field: bank\n", "")], "2.0.0!\nbreaking code-field-removed SLOW"),
    (
        &[(
            "    envelope: plain\n    set: {note: card}\n    outcome: fixable",
            "    envelope: plain\n    set: {note: card}\n    field: card\n    outcome: fixable",
        )],
        "1.3.0\nadditive code-field-added LOST",
    ),
    (&[("severity: warn", "severity: error")], "1.3.0\nadditive code-severity-changed SLOW"),
    (&[("reason: too vague", "reason: it says too little")], "1.3.0\nadditive code-deprecated-changed SLOW"),
    (&[("    deprecated: {since: 1.2.0, reason: too vague}\n", "")], "1.3.0\nadditive code-deprecated-removed SLOW"),
    (&[("title: Slow bank", "title: Bank is slow")], "1.2.4\ntextual code-title-changed SLOW"),
    (&[("Wait and send it again.", "Send it again.")], "1.2.4\ntextual code-remediation-changed SLOW"),
    (&[("Your bank is slow.", "Your bank takes long.")], "1.2.4\ntextual code-customer-changed SLOW"),
    (&[("since: 1.0.0\n", "since: 1.1.0\n")], "1.2.4\ntextual code-since-changed SLOW"),
    (
        &[("shop.example/slow", "shop.example/slow-bank")],
        "1.2.4\ntextual code-docs-url-changed SLOW",
    ),
    (&[("owner: payments", "owner: banks")], "1.2.4\ntextual code-owner-changed SLOW"),
    (&[("tags: [bank]", "tags: [banks]")], "1.2.4\ntextual code-tags-changed SLOW"),
    (&[("see: [LOST]", "see: [LOST, STOLEN]")], "1.2.4\ntextual code-see-changed SLOW"),
    (&[("page: Errors", "page: Answers")], "1.2.4\ntextual code-citations-changed SLOW"),
    (&[("iso8583: ['91']", "iso8583: ['91', '68']")], "1.3.0\nadditive provider-code-added iso8583 68"),
    (&[("    provider_codes: {iso8583: ['91']}\n", "")], "2.0.0!\nbreaking provider-code-removed iso8583 91"),
    (
        &[
            ("    provider_codes: {iso8583: ['91']}\n", ""),
            (
                "    set: {note: card}\n    outcome: fixable",
                "    set: {note: card}\n    provider_codes: {iso8583: ['91']}\n    outcome: fixable",
            ),
        ],
        "2.0.0!\nbreaking provider-code-code-changed iso8583 91",
    ),
    (
        &[(
            "  fixable: {action: inline, session: pending}",
            "  fixable: {action: inline, session: pending}\n  done: {action: page, then: cancel_url, session: completed}",
        )],
        "1.3.0\nadditive outcome-added done",
    ),
    (
        &[
            ("  broken: {action: redirect, to: error_url, session: failed, query: error}\n", ""),
            ("    outcome: broken\n", ""),
            ("redirects:\n  error: {code: $code}\n", ""),
        ],
        "2.0.0!\nbreaking code-outcome-removed SLOW\nbreaking outcome-removed broken\nbreaking redirect-removed error",
    ),
    (
        &[
            (
                "action: redirect, to: error_url, session: failed, query: error",
                "action: page, then: cancel_url, session: failed",
            ),
            ("redirects:\n  error: {code: $code}\n", ""),
        ],
        "2.0.0!\nbreaking outcome-action-changed broken\nbreaking outcome-to-changed broken\nbreaking outcome-query-removed broken\nbreaking redirect-removed error",
    ),
    (
        &[("to: error_url, session: failed", "to: failure_url, session: refused")],
        "2.0.0!\nbreaking outcome-to-changed broken\nbreaking outcome-session-changed broken",
    ),
    (
        &[
            ("query: error}", "query: error2}"),
            ("redirects:\n", "redirects:\n  error2: {code: $code}\n"),
            ("  error: {code: $code}\n", ""),
        ],
        "2.0.0!\nbreaking outcome-query-changed broken\nbreaking redirect-removed error\nadditive redirect-added error2",
    ),
    (&[("  error: {code: $code}", "  error: {errorCode: $code}")], "2.0.0!\nbreaking redirect-query-changed error"),
    (
        &[("context: {transaction: t-1}", "context: {transaction: t-1, session_id: {example: s-1, log: true}}")],
        "1.3.0\nadditive context-added session_id",
    ),
    (
        &[("context: {transaction: t-1}\n", ""), (", transaction: $transaction?", "")],
        "2.0.0!\nbreaking context-removed transaction",
    ),
    (
        &[("transaction: t-1", "transaction: 7")],
        "2.0.0!\nbreaking context-type-changed transaction\ntextual context-example-changed transaction",
    ),
    (&[("transaction: t-1", "transaction: t-2")], "1.2.4\ntextual context-example-changed transaction"),
    // Answers leave it out from then on.
    (
        &[("context: {transaction: t-1}", "context: {transaction: {example: t-1, sensitive: true}}")],
        "2.0.0!\nbreaking context-type-changed transaction",
    ),
    (
        &[(
            "upstreams:
",
            "upstreams:
  acquirer: [{is: LOST}]\n",
        )],
        "1.3.0\nadditive upstream-added acquirer",
    ),
    (
        &[(
            "upstreams:
  bank: [{contains: slow, status: 500-599, is: LOST}, {at: /code, one_of: [lost, 41], is: LOST}, {is: TAKEN, take: {why: /error}}]\n",
            "",
        )],
        "2.0.0!\nbreaking upstream-removed bank",
    ),
    (&[("contains: slow", "contains: timeout")], "2.0.0!\nbreaking upstream-rows-changed bank"),
    (&[("one_of: [lost, 41]", "one_of: [lost, '41']")], "2.0.0!\nbreaking upstream-rows-changed bank"),
    (&[("why: /error}", "why: /reason}")], "2.0.0!\nbreaking upstream-rows-changed bank"),
    (&[("aliases: [SLOW_BANK]", "aliases: [SLOW_BANK, slow]")], "1.3.0\nadditive alias-added slow"),
    (&[("    aliases: [SLOW_BANK]\n", "")], "2.0.0!\nbreaking alias-removed SLOW_BANK\n- an answer of an old server is read by new clients as unknown, if it has the name `SLOW_BANK`"),
    (
        &[("    aliases: [SLOW_BANK]\n", ""), ("  LOST:\n", "  LOST:\n    aliases: [SLOW_BANK]\n")],
        "2.0.0!\nbreaking alias-code-changed SLOW_BANK\n- an answer of an old server is read by new clients as `LOST`, if it has the name `SLOW_BANK`",
    ),
    (&[("urn:shop:", "urn:store:")], "2.0.0!\nbreaking catalog-problem-type-changed shop (3 codes)\n- an answer of an old server is read by new clients as unknown, by its problem type\n- an answer of a new server is read by old clients as unknown, by its problem type\n- an answer of an old server is read by new clients as unknown, if it has the problem type `urn:shop:OLD`"),
    (&[("wire_code: old", "wire_code: older")], "nothing!\nbreaking! retired-wire-code-changed GONE\n- write `wire_code: old` in the entry of `GONE` under `retired:`"),
    (&[(", shown_as: unknown", "")], "nothing!\nbreaking! retired-shown-as-removed GONE\n- write `shown_as: unknown` in the entry of `GONE` under `retired:`"),
    (&[("shown_as: unknown", "shown_as: LOST")], "2.0.0!\nbreaking retired-shown-as-changed GONE"),
    (&[("shop.example/old", "shop.example/older")], "nothing!\nbreaking! retired-docs-url-changed GONE\n- write `docs_url: https://shop.example/old` in the entry of `GONE` under `retired:`"),
    (&[("Bitte noch einmal.", "Noch einmal bitte.")], "1.2.4\ntextual language-customer-changed de"),
    (&[("Ihre Bank ist langsam.", "Die Bank ist langsam.")], "1.2.4\ntextual translation-customer-changed de SLOW"),
    (
        &[("Mit einer anderen Karte zahlen.", "Eine andere Karte nehmen.")],
        "1.2.4\ntextual translation-remediation-changed de LOST",
    ),
    (
        &[("remediation: {LOST: Mit einer anderen Karte zahlen.}", "remediation: {SLOW: Warten.}")],
        "1.2.4\ntextual translation-removed de LOST\ntextual translation-remediation-added de SLOW",
    ),
    (
        &[(
            "unknown: {customer: Bitte noch einmal.}\ncustomer: {SLOW: Ihre Bank ist langsam.}\nremediation: {LOST: Mit einer anderen Karte zahlen.}\n",
            "",
        )],
        "2.0.0!\nbreaking language-removed de",
    ),
    (
        &[(
            "LOST: Mit einer anderen Karte zahlen.",
            "STOLEN: Die Karte sperren., LOST: Mit einer anderen Karte zahlen.",
        )],
        "1.2.4\ntextual translation-added de STOLEN",
    ),
];
