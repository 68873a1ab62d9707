//! The generated code in `tests/golden/`, compiled and used.

// Services include the output of a build script in the same way.
mod every_key {
    include!("../golden/every_key.rs");
}
mod four_lines {
    include!("../golden/four_lines.rs");
}
mod odd_names {
    include!("../golden/odd_names.rs");
}
mod rust_words {
    include!("../golden/rust_words.rs");
}

use std::collections::{BTreeSet, HashSet};

use errcat::{AnyCode, Catalog, ErrorCode, Outcome, ParseCodeError, Shown};
use every_key::Code;

/// Checks the laws of every generated enum.
fn check_laws<C: ErrorCode>(from_str: fn(&str) -> Option<C>, try_from: fn(AnyCode<'static>) -> Option<C>) {
    assert_eq!(C::ALL.len(), C::CATALOG.len());
    assert_eq!(C::ALL.iter().collect::<HashSet<_>>().len(), C::ALL.len());
    for (code, number) in C::ALL.iter().zip(0..) {
        assert_eq!(code.number(), number);
        assert_eq!(from_str(code.as_str()), Some(*code));
        assert_eq!(try_from(code.erase()), Some(*code));
        assert_eq!(C::CATALOG.get(usize::from(number)), Some(code.erase()));
        assert_eq!(C::CATALOG.by_wire_code(code.wire_code()), Some(code.erase()));
        assert_eq!((code.to_string(), format!("{code:?}")), (code.as_str().to_owned(), code.as_str().to_owned()));
        let wrong = [" ", "x", "\0"].iter().flat_map(|more| [format!("{code}{more}"), format!("{more}{code}")]);
        let cut = [code.as_str()[1..].to_owned(), code.as_str().to_lowercase()];
        for wrong in wrong.chain(cut).filter(|wrong| C::CATALOG.codes().all(|code| code.as_str() != wrong)) {
            assert_eq!(from_str(&wrong), None, "of {wrong:?}");
        }
    }
    assert_eq!(from_str(""), None);
}

#[test]
fn laws() {
    check_laws::<every_key::Code>(|id| id.parse().ok(), |code| code.try_into().ok());
    check_laws::<four_lines::Code>(|id| id.parse().ok(), |code| code.try_into().ok());
    check_laws::<odd_names::Code>(|id| id.parse().ok(), |code| code.try_into().ok());
    check_laws::<rust_words::Code>(|id| id.parse().ok(), |code| code.try_into().ok());
}

#[test]
fn a_code_of_another_catalog_is_none() {
    let error = Code::try_from(four_lines::Code::NotFound.erase());
    assert_eq!(error, Err(ParseCodeError::Unknown { catalog: "every_key" }));
}

#[test]
fn properties_are_constant() {
    const STATUS: Option<u16> = Code::LimitReached.status();
    const TITLE: &str = Code::Declined.title();
    const MASK: Option<Code> = Code::StolenCard.shown_as();
    static LINKS: [&str; 2] = [Code::Declined.wire_code(), Code::Declined.as_str()];
    assert_eq!(
        (STATUS, TITLE, MASK, LINKS),
        (Some(429), "Card declined", Some(Code::Declined), ["card_declined", "CARD_DECLINED"])
    );
}

/// Integers of any type are taken; values beyond `i64::MAX` become `i64::MAX`.
#[test]
fn whole_numbers_are_of_any_type() {
    let json = || errcat::Json::new("1").unwrap();
    let first = |error: every_key::Error| error.params().next().unwrap().map(|value| value.to_string());
    let counted = first(every_key::errors::limit_reached([1, 2].len(), 10u64, 1.1, false, "", json(), "", 2i8, None));
    assert_eq!(counted.as_deref(), Some("2"));
    let huge = first(every_key::errors::limit_reached(u64::MAX, -1isize, 1.1, false, "", json(), "", 2, None));
    assert_eq!(huge, Some(i64::MAX.to_string()));
}

/// An error keeps sensitive values, and shows them to nobody: not to the public, not to the team, not in a log.
#[test]
fn secrets_are_kept() {
    let json = |text: &'static str| errcat::Json::new(text).unwrap();
    let error =
        every_key::errors::limit_reached(11, 10, 1.1, false, "10s", json("{\"retry\":true}"), "sk_secret", 2, None)
            .with_context(every_key::context::token("token secret"))
            .with_context(every_key::context::transaction_id("64a1"))
            .detail("a detail");
    let carried = error.params().any(|value| value == Some(errcat::Value::Text("sk_secret")));
    assert!(carried && errcat::__private::Carried::context(&error, 2) == Some(errcat::Value::Text("token secret")));

    let (public, internal) = (error.public(), error.internal());
    let mut shown = format!("{error} {error:#} {error:?} {:?}", errcat::Coded::raised(&error));
    for envelope in ["standard", "coded", "problem"] {
        shown += &public.body_in(envelope).unwrap().to_string();
        shown += &internal.body_in(envelope).unwrap().to_string();
    }
    assert!(!shown.contains("secret"), "{shown}");
    for part in
        ["key: <sensitive>", "token: <sensitive>", "\"count\":11", "\"transactionId\":\"64a1\"", "a detail", "share: "]
    {
        assert!(shown.contains(part), "{part} in {shown}");
    }
}

#[test]
fn words_of_rust() {
    use rust_words::Code;
    let variants =
        [Code::Error, Code::Self_, Code::Type, Code::Option, Code::Some, Code::None, Code::Ok, Code::Err, Code::Fn];
    let ids = variants.map(Code::as_str);
    assert_eq!(ids, ["ERROR", "SELF", "TYPE", "OPTION", "SOME", "NONE", "OK", "ERR", "FN"]);
    let errors = [rust_words::errors::r#type(), rust_words::errors::self_(), rust_words::errors::crate_()];
    assert_eq!(errors.map(|error| error.code()), [Code::Type, Code::Self_, Code::Crate]);
}

#[test]
fn odd_names() {
    use odd_names::Code;
    let ids = [Code::ALL_, Code::All, Code::Code, Code::Other99].map(Code::as_str);
    assert_eq!(ids, ["A_L_L", "ALL", "CODE", "RENAMED"]);
    #[expect(deprecated, reason = "a deprecated code warns where it is used, and only there")]
    let deprecated = Code::Deprecated;
    assert_eq!(deprecated.as_str(), "DEPRECATED");
}

#[test]
fn help() {
    let help = "\
every_key/LIMIT_REACHED: Limit reached
  message:     {count} of {limit} calls, {share} used, burst {burst}; wait {wait}
  status:      429
  fixable by:  developer
  retry:       limited: after 10s, at most 3 retries within 30d, equal jitter, follows Retry-After up to 1h, same idempotency key
  link:        https://errors.example.com/LIMIT_REACHED?from=errcat
  remediation: Wait {wait}.";
    assert_eq!(format!("{:#}", Code::LimitReached), help);
    let help = "\
every_key/CARD_DECLINED: Card declined
  message:     The card was declined
  status:      402
  wire code:   card_declined
  fixable by:  customer
  retry:       changed: only after something was changed, new idempotency key
  link:        https://docs.example.com/declined#why
  remediation: Pay with *another* card, or:

    1. Call the bank.
    2. Try again.";
    assert_eq!(format!("{:#}", Code::Declined), help);
    assert_eq!(
        format!("{:>16}|{:<14}|{:.4}", Code::Declined, Code::Declined, Code::Declined),
        "   CARD_DECLINED|CARD_DECLINED |CARD"
    );
}

#[test]
fn retired_ids_lead_on() {
    assert_eq!("OLD_DECLINE_CODE".parse(), Ok(Code::Declined));
    assert_eq!("OLD_NAME".parse(), Ok(Code::Declined));
    let error = "OLDEST".parse::<Code>().expect_err("nothing replaces it");
    assert_eq!(error.to_string(), "`OLDEST` was retired");
    let error = "OLDER".parse::<Code>().expect_err("never defined");
    assert_eq!(error.to_string(), "not a code of catalog `every_key`");
    // A retired id is no wire code, and is not listed.
    assert_eq!(Code::by_wire_code("OLD_NAME"), None);
    assert_eq!(Code::ALL.iter().map(|code| code.as_str()).find(|id| id.starts_with("OLD")), None);
}

#[test]
fn wire_codes() {
    assert_eq!(Code::by_wire_code("card_declined"), Some(Code::Declined));
    assert_eq!(Code::by_wire_code("STOLEN_CARD"), Some(Code::StolenCard));
    for none in ["CARD_DECLINED", "Card_declined", "card_declined ", "", "E_UNKNOWN"] {
        assert_eq!(Code::by_wire_code(none), None, "of {none:?}");
    }
}

/// A masked code shows nothing of its own.
#[test]
fn masks() {
    let stolen = Code::by_provider_code("iso8583", "43").expect("a code of ISO 8583");
    assert_eq!((stolen, stolen.shown_as()), (Code::StolenCard, Some(Code::Declined)));
    assert_eq!(stolen.erase().shown(), Shown::As(Code::Declined.erase()));
    assert_eq!(Code::Declined.shown_as(), Some(Code::Declined));
    let mut languages = every_key::CATALOG.languages();
    assert!(
        languages.all(
            |language| stolen.erase().customer_in(language.tag) == Code::Declined.erase().customer_in(language.tag)
        )
    );
    assert_eq!(stolen.customer(), Code::Declined.customer());
    // Its own customer text is left out.
    assert_eq!(every_key::CATALOG.codes().find(|code| code.customer() == "This text is never shown"), None);
    // Masked by the unknown error of the catalog.
    let unknown = every_key::CATALOG.unknown();
    assert_eq!((Code::Internal.shown_as(), Code::Internal.customer()), (None, unknown.customer));
    assert_eq!((unknown.code, unknown.message, unknown.status), ("E_UNKNOWN", "Unrecognized", 503));
}

/// A language tag selects the language that fits best (RFC 4647, section 3.4), in any case.
#[test]
fn languages() {
    let text = |tag| Code::LimitReached.erase().customer_in(tag);
    let (english, german) = ("More than {limit} calls", "Mehr als {limit} Aufrufe");
    for tag in ["de", "DE", "de-AT", "de-Latn-CH-1901"] {
        assert_eq!(text(tag), german, "in {tag:?}");
    }
    for tag in ["en-GB", "en-gb", "en", "fr", "", "d", "deu", "-", "de_AT", "\0"] {
        assert_eq!(text(tag), english, "in {tag:?}");
    }
    assert_eq!(Code::Declined.erase().remediation_in("de"), Code::Declined.remediation());
}

/// A provider code belongs to its scope, and matches exactly.
#[test]
fn provider_codes() {
    let found = |scope, code| Code::by_provider_code(scope, code);
    assert_eq!(found("iso8583", "41"), Some(Code::LostCard));
    assert_eq!((found("stripe", "51"), found("iso8583", "51")), (Some(Code::Declined), None));
    assert_eq!((found("iso8583", "051"), found("stripe", "051")), (Some(Code::StolenCard), None));
    for none in [" 41", "41 ", "041", "41\0", "", "4", "411", "４１"] {
        assert_eq!(found("iso8583", none), None, "of {none:?}");
    }
    for none in ["", "ISO8583", "iso8583 ", "iso", "paypal"] {
        assert_eq!(found(none, "41"), None, "of {none:?}");
    }
    let scopes: BTreeSet<_> = every_key::CATALOG.scopes().collect();
    assert_eq!(scopes, BTreeSet::from(["bank", "iso8583", "stripe"]));
}

/// Exact codes win over ranges, narrow ranges over wide ones, ranges over prefixes, long prefixes over short ones.
#[test]
fn provider_patterns() {
    let found = |code| Code::by_provider_code("bank", code);
    let cases: [(&str, &[&str]); 4] = [
        ("CARD_DECLINED", &["2000", "2299", "2400", "2999", "50", "5 ", "5*", "53999999", "5\0"]),
        ("LOST_CARD", &["51", "2300", "2344", "2346", "2399"]),
        ("STOLEN_CARD", &["2345", "510", "51x", "51\0"]),
        ("", &["", "5", "1999", "3000", "200", "02000", "20000", "2000-2999", "2x00", " 2000", "２０００", "+200"]),
    ];
    for (id, codes) in cases {
        for code in codes {
            assert_eq!(found(code).map_or("", Code::as_str), id, "of {code:?}");
        }
    }
    assert_eq!(Code::by_provider_code("iso8583", "2000"), None);
    let listed = |code: Code| code.erase().provider_codes().map(|one| (one.scope, one.code)).collect::<Vec<_>>();
    assert_eq!(
        listed(Code::LostCard),
        [("bank", "2300-2399"), ("bank", "51"), ("iso8583", "41"), ("stripe", "lost_card")]
    );
}

#[cfg(feature = "ozura")]
mod ozura {
    use errcat::ozura::{CATALOG, Code};

    /// The decline codes of ISO 8583, and the mask of a stolen card.
    #[test]
    fn declines() {
        let found = |code| Code::by_provider_code("iso8583", code);
        assert_eq!(found("41"), Some(Code::LostCard));
        assert_eq!([" 51", "051", "51\0", ""].map(found), [None; 4]);
        let stolen = found("43").expect("43 is a stolen card");
        assert_eq!((stolen, stolen.shown_as()), (Code::StolenCard, Some(Code::CardDeclined)));
        for language in CATALOG.languages() {
            assert_eq!(
                stolen.erase().customer_in(language.tag),
                Code::CardDeclined.erase().customer_in(language.tag),
                "{}",
                language.tag
            );
        }
        // Outcome and status are those of the mask, too.
        assert_eq!((stolen.outcome(), stolen.status()), (Code::CardDeclined.outcome(), Code::CardDeclined.status()));
    }

    /// The six codes that the customer can fix keep the session open.
    #[test]
    fn fixable() {
        let fixable: Vec<_> = Code::ALL
            .iter()
            .filter(|code| code.is_customer_fixable() && code.shown_as() == Some(**code))
            .map(|code| {
                let outcome = code.outcome().expect("an outcome");
                (
                    code.as_str(),
                    outcome.action().as_str(),
                    outcome.session().as_str(),
                    outcome.is_terminal(),
                    outcome.erase().to,
                    code.field(),
                )
            })
            .collect();
        let open = |id, field| (id, "inline", "pending", false, None, field);
        assert_eq!(
            fixable,
            [
                open("CARD_DECLINED", None),
                open("INSUFFICIENT_FUNDS", None),
                open("INVALID_CARD_NUMBER", Some("card_number")),
                open("EXPIRED_CARD", Some("expiry")),
                open("INCORRECT_CVV", Some("cvv")),
                open("AVS_FAILED", Some("billing_address")),
            ]
        );
    }
}

/// What a catalog returns borrows its tables, not the handle: a function returns what it read.
#[test]
fn handles_outlive_the_handle_that_gave_them() {
    fn code(catalog: Catalog<'static>) -> AnyCode<'static> {
        catalog.codes().next().expect("a code")
    }

    fn outcomes(catalog: Catalog<'_>) -> impl Iterator<Item = Outcome<'_>> {
        catalog.outcomes()
    }

    let first = code(every_key::CATALOG);
    assert_eq!(Some(first), every_key::CATALOG.get(0));
    assert_eq!(outcomes(first.catalog()).count(), every_key::CATALOG.outcomes().len());
}
