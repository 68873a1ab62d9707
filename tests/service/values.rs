//! Values of the public API: they compare by value, clone, display in a width, and are read back from text.

use std::error::Error as _;
use std::io;

use errcat::mozarto::{self, context, errors};
use errcat::{
    AnyError, Citation, ErrorCode, Fact, FixableBy, Idempotency, Integer, Limit, PlainText, Policy, Repeat, Severity,
    Value, ozura,
};
use errcat_compiler::{File, Files, compile};

/// Calls `check` with the same catalog twice, in two places of the memory.
fn two_copies(check: impl Fn(errcat::Catalog<'_>, errcat::Catalog<'_>)) {
    let read = || {
        let header = "catalog: shop\ntitle: Shop\nversion: 1.0.0\nlanguage: en\nunknown: {message: a, customer: b}\n\
             retry: {own: {kind: backoff, first: 1s, max: 30s, retries: 5, limits: [{scheme: visa, count: 1, window: 24h}]}}\n\
             outcomes: {failed: {action: page, then: error_url, session: failed}}\n\
             envelopes: {first: {code: $code}, second: {code: $code}}\n\
             redirects: {back: {code: $code}, forth: {code: $code}}\n\
             defaults: {status: 500, fixable_by: nobody, retry: own, outcome: failed}\n";
        let codes = "codes: {A: {message: Broken, remediation: Mend it.}}\n";
        let files = [("catalog.yaml", header), ("codes.yaml", codes)].map(|(path, text)| File::new(path, text));
        let mut compilation = compile(Files { root: "shop".to_owned(), files: files.into() });
        let problems: Vec<_> = compilation.diagnostics.iter().map(|one| one.to_text(&compilation.sources)).collect();
        assert_eq!(problems, Vec::<String>::new());
        compilation.catalogs.remove(0)
    };
    let (one, two) = (read(), read());
    check(one.catalog(), two.catalog());
}

#[test]
fn copies_of_a_catalog_are_equal() {
    two_copies(|one, two| {
        let [one, two] = [one, two].map(|catalog| catalog.codes().next().expect("one code"));
        assert_eq!((one, one.retry(), one.outcome()), (two, two.retry(), two.outcome()));
        assert!(one.facts().eq(two.facts()) && one.retry().limits().eq(two.retry().limits()));
        let all =
            |code: errcat::AnyCode<'_>| code.catalog().envelopes().map(|own| own.name().to_owned()).collect::<Vec<_>>();
        assert_eq!(all(one), ["first", "second"]);
        assert!(one.catalog().envelopes().eq(two.catalog().envelopes()));
        assert_ne!(one.catalog().envelope("first"), two.catalog().envelope("second"));
        assert_ne!(one.catalog().envelope("first"), None);
        assert_eq!(one.catalog().redirect("back"), two.catalog().redirect("back"));
        assert_ne!(one.catalog().redirect("back"), two.catalog().redirect("forth"));
        let mut other = two.retry();
        other.idempotency = Idempotency::NewKey;
        assert_ne!(one.retry(), other);
    });
}

#[test]
fn errors_are_compared_without_their_causes() {
    let error = || errors::psp_timeout().detail("slow").with_context(context::transaction_id("64a1"));
    assert_eq!(error(), error().caused_by(io::Error::other("timeout")));
    assert_ne!(error(), error().detail("very slow"));
    assert_ne!(error(), error().with_context(context::transaction_id("64a2")));
    assert_eq!(error(), error().with_context(context::transaction_id("64a1")));
    let erased = error().caused_by(io::Error::other("timeout"));
    let erased = errcat::Coded::raised(&erased);
    assert_eq!(erased.source().map(ToString::to_string).as_deref(), Some("timeout"));
    let expected = "Error { code: PspTimeout, transaction_id: Text(\"64a1\"), details: [\"slow\"] }";
    assert_eq!(format!("{:?}", error()), expected.replace("PspTimeout", &format!("{:?}", error().code())));
    assert_eq!(format!("{:?}", errors::psp_timeout()), format!("Error {{ code: {:?} }}", error().code()));
    assert_eq!(
        format!("{:?}", errcat::Coded::raised(&error())),
        format!("AnyError {{ code: {:?}, .. }}", error().code().erase())
    );
    assert_ne!(errors::missing_field("amount"), errors::missing_field("currency"));
    assert_ne!(errors::internal_error(), errors::psp_timeout());
    let (one, two) = (error(), error());
    assert_eq!(AnyError::from(&one), AnyError::from(two));
}

#[test]
fn clones_share_the_cause() {
    let error = errors::missing_field("amount").caused_by(io::Error::other("no amount"));
    let clone = error.clone();
    assert_eq!(clone, error);
    let cause = |error: &mozarto::Error| error.source().map(|cause| std::ptr::from_ref(cause).cast::<()>());
    assert_eq!(cause(&clone), cause(&error));
    assert!(cause(&clone).is_some());
    let erased = AnyError::from(error);
    assert_eq!(erased.clone().to_string(), "Missing required field: amount");
}

/// The methods of a code are those of the code without its type.
#[test]
fn a_code_offers_what_any_code_offers() {
    fn check<C: ErrorCode>() {
        for code in C::ALL.iter().copied() {
            let any = code.erase();
            assert!(code.params().eq(any.params()) && code.tags().eq(any.tags()) && code.facts().eq(any.facts()));
            assert!(code.provider_codes().eq(any.provider_codes()) && code.citations().eq(any.citations()));
            assert!(code.constants().eq(any.constants()) && code.see().map(ErrorCode::erase).eq(any.see()));
            assert_eq!((code.shown(), code.remediation_in("de")), (any.shown(), any.remediation_in("de")));
        }
    }
    check::<mozarto::Code>();
    check::<ozura::Code>();
    // Inherent methods need no import.
    let code = ozura::Code::CardDeclined;
    assert!(code.provider_codes().any(|provider| (provider.scope, provider.code) == ("iso8583", "05")));
    assert_eq!(code.as_ref() as &str, "CARD_DECLINED");
}

#[test]
fn texts_fill_a_width() {
    let error = errors::missing_field("amount");
    let text = "Missing required field: amount";
    assert_eq!(format!("{error:>32}|{error:.7}|{:*^32}|", error.public()), format!("  {text}|Missing|*{text}*|"));
    let policy: Policy<'_> = mozarto::Code::MissingField.retry();
    assert_eq!(format!("{policy:<7}|"), "never  |");
    assert_eq!(format!("{:4}|{:>4.2}|", Value::Text("ä"), Value::Text("äöü")), "ä   |  äö|");
    assert_eq!(format!("{:6}|", PlainText("{{a}}")), "{a}   |");
    assert_eq!(format!("{:>12}", "2026-04-18".parse::<errcat::Date>().unwrap()), "  2026-04-18");
    assert_eq!(format!("{:>3}", Integer::from(7_u8)), "  7");
}

#[test]
fn words_are_read_back() {
    assert_eq!("customer".parse(), Ok(FixableBy::Customer));
    assert_eq!("loud".parse::<Severity>().map_err(|error| error.to_string()), Err("unknown name".to_owned()));
}

#[test]
fn facts_have_labels() {
    let facts: Vec<_> = ozura::Code::SystemError.facts().map(|fact| (fact.label(), fact.to_string())).collect();
    assert_eq!(facts[0].0, "message");
    assert_eq!(facts.last().map(|(label, _)| *label), Some("remediation"));
    let retry = ozura::Code::SystemError.facts().find_map(|fact| match fact {
        Fact::Retry(policy) => Some(policy),
        _ => None,
    });
    assert_eq!(retry, Some(ozura::Code::SystemError.retry()));
}

#[test]
fn limits_and_citations_display() {
    two_copies(|catalog, _| {
        let policy = catalog.policies().next().expect("one policy");
        assert!(matches!(policy.repeat, Repeat::Automatic(schedule) if schedule.total.is_none()));
        let limits: Vec<String> = policy.limits().map(|limit: Limit<'_>| limit.to_string()).collect();
        assert_eq!(limits, ["visa: 1 attempt in 1d"]);
    });
    let citations = ozura::Code::CardDeclined.citations().map(|citation: Citation<'_>| citation.to_string());
    assert!(citations.count() > 0);
}
