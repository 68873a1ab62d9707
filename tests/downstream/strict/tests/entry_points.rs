//! All entry points generate the same code.

use std::fmt::Write;

use errcat::{Catalog, Coded, ErrorCode};
use strict::{Failure, Static, built, expanded, in_place};

/// Returns everything that a catalog contains.
fn listing<C: ErrorCode>() -> String {
    let mut out = format!("{:?}\n", C::CATALOG);
    for code in C::ALL {
        let any = code.erase();
        writeln!(out, "{code:?} {code:#}\n{:?} {:?}", code.message(), code.customer()).unwrap();
        writeln!(out, "{:?} {:?}", code.deprecation(), any.params().collect::<Vec<_>>()).unwrap();
        writeln!(out, "{:?} {:?}", any.provider_codes().collect::<Vec<_>>(), any.shown()).unwrap();
    }
    out
}

#[test]
fn all_entry_points_agree() {
    assert_eq!(listing::<built::Code>(), listing::<in_place::Code>());
    assert_eq!(listing::<built::Code>(), listing::<expanded::Code>());
}

#[test]
fn outcomes_have_names_that_rust_takes() {
    use built::{Outcome, Session, Urls};

    let urls = Urls { r#type: "a", self_: "b", error_url: "c", success_url: "d" };
    let names = ["type", "self", "error_url", "success_url"].map(|name| errcat::NamedUrls::url(&urls, name));
    assert_eq!(names, ["a", "b", "c", "d"].map(Some));
    assert_eq!(Session::Pending.after(Outcome::Ok), Ok(Session::Crate));
    assert_eq!(Session::Self_.after(Outcome::Self_).unwrap_err().from, "self");
    assert_eq!((Outcome::EndsTwice2.as_str(), Outcome::Session.session()), ("ends__twice_2", Session::Failed));
}

#[test]
fn texts_arrive_as_they_were_written() {
    let code = built::Code::Markdown;
    assert_eq!(code.title(), "Mark<down> [with] `ticks` & *stars* \\ _lines_ #1");
    assert_eq!(code.message(), "`{name}` is <b>not</b> [it]: \"{{}}\" ``\\n``");
    assert!(code.remediation().contains("\n      nested code\n"), "{}", code.remediation());
    assert!(code.remediation().contains("\n\ttab\n"), "{}", code.remediation());
    let catalog: Catalog<'_> = built::CATALOG;
    assert_eq!(catalog.title(), "Strict <b>title [`of`] `all` *the* codes [self::no]");
}

#[test]
fn error_types_have_codes() {
    let name = "`it`";
    let failures = [
        Failure::Named { name: name.into(), at: 1 },
        Failure::Tuple(name, "detail"),
        Failure::Expression(Static(name, "other")),
        Failure::Inner(built::errors::markdown(name)),
    ];
    for failure in failures {
        let raised = failure.raised();
        assert_eq!(raised.code(), built::Code::Markdown.erase());
        assert_eq!(raised.public().message().to_string(), built::errors::markdown(name).to_string());
    }
}
