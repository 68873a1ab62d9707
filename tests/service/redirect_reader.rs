//! The page that customers are redirected to reads its URL.

use errcat::ozura::{self, Code, Outcome, Urls};
use errcat::{AnyCode, Redirect, RedirectReader, Schemes};
use proptest::prelude::*;

use crate::redirect::{SHOP, is_uri, redirect};

/// Returns the codes whose redirect carries the code.
fn unrecoverable() -> Vec<Code> {
    let leads = |code: &Code| code.outcome() == Some(Outcome::Unrecoverable);
    Code::ALL.iter().copied().filter(leads).collect()
}

fn reader() -> RedirectReader<'static> {
    let origins = ["https://yoursite.com", "https://pay.yoursite.com:8443/"];
    RedirectReader::new(ozura::CATALOG, "error", origins, &SHOP, Schemes::Https).expect("the shop is safe")
}

#[test]
fn arrivals() {
    const UNAVAILABLE: &str = "Payment service unavailable";
    const UNKNOWN: &str = "Something went wrong. Please try again later.";
    let check = |url: &str, language: &str, expected: (Option<&str>, &str, &str)| {
        let arrival = reader().read(url);
        let text = arrival.text(language).to_string();
        let id = arrival.code().map(AnyCode::as_str);
        assert_eq!((id, &*text, arrival.url("cancel_url").expect("it has one")), expected, "{url}");
    };
    let own = SHOP.cancel_url;
    let documented = "https://yoursite.com/error?success=false&errorCode=SYSTEM_ERROR\
        &error=Payment+service+unavailable&cancelUrl=https://yoursite.com/cart";
    assert_eq!(documented.len(), 133);
    check(documented, "en", (Some("SYSTEM_ERROR"), UNAVAILABLE, own));
    check(documented, "de", (Some("SYSTEM_ERROR"), "Der Zahlungsdienst ist zurzeit nicht verfügbar", own));
    check(documented, "fr", (Some("SYSTEM_ERROR"), UNAVAILABLE, own));
    let query = |query: &str, id: Option<&str>, cancel_url: &str| {
        let text = if id.is_some() { UNAVAILABLE } else { UNKNOWN };
        check(&format!("https://yoursite.com/error?{query}"), "en", (id, text, cancel_url));
    };
    let system = Some("SYSTEM_ERROR");
    // A missing code is not an error, and none is guessed.
    query("", None, own);
    check("https://yoursite.com/error", "en", (None, UNKNOWN, own));
    check("https://yoursite.com/error#?errorCode=SYSTEM_ERROR", "en", (None, UNKNOWN, own));
    check("", "en", (None, UNKNOWN, own));
    for code in ["system_error", "SYSTEM_ERROR+", "SYSTEM", "", "%FF", "UNKNOWN", "SYSTEM_ERROR%00"] {
        query(&format!("errorCode={code}"), None, own);
    }
    // Masked codes are unknown.
    for code in ["STOLEN_CARD", "FRAUD_SUSPECTED", "ISSUER_UNAVAILABLE"] {
        query(&format!("errorCode={code}"), None, own);
    }
    // The first code wins; the text is ignored.
    query("errorCode=SYSTEM_ERROR&errorCode=AUTH_ERROR&error=Call+1234&success=false&success=true", system, own);
    query("errorCode=NOTHING&errorCode=SYSTEM_ERROR", None, own);
    query("%65rrorCode=SYSTEM%5FERROR", system, own);
    // URLs are accepted only for the origins of the shop.
    let cancel =
        |url: &str, expected: &str| query(&format!("errorCode=SYSTEM_ERROR&cancelUrl={url}"), system, expected);
    cancel("https%3A%2F%2Fyoursite.com%2Fcart%3Fa%3D1%26b%3D2", "https://yoursite.com/cart?a=1&b=2");
    cancel("https://yoursite.com/other?a=1", "https://yoursite.com/other?a=1");
    cancel("https://yoursite.com:443/other", "https://yoursite.com:443/other");
    cancel("https://pay.yoursite.com:8443", "https://pay.yoursite.com:8443");
    for foreign in [
        "https://evil.example/",
        "https://yoursite.com.evil.example/",
        "https://yoursite.com@evil.example/",
        "https://evil.example%5C@yoursite.com/",
        "https://yoursite.com%5C@evil.example/",
        "https%3A%5C%5Cyoursite.com",
        "https:yoursite.com/cart",
        "//yoursite.com/cart",
        "http://yoursite.com/cart",
        "https://yoursite.com:8443/",
        "https://pay.yoursite.com/",
        "https://yoursite.com./",
        "https://user:secret@yoursite.com/",
        "https://yoursite.com/%0D%0Aa",
        "https://yoursite.com/%00",
        "https://yoursite.com/%C2%85",
        "https://yoursite.com/%E2%80%AEmoc",
        "https://yoursite.com/%E2%80%8E",
        "https://yoursite.com/%D8%9C",
        "https://yoursite.com/%E2%81%A6",
        "https://yoursite.com/%E2%80%A8",
        "https://yoursite.com/%E2%80%A9",
        "https://yoursite.com/%EF%BB%BF",
        "%EF%BB%BFhttps://yoursite.com/",
        "https://yoursite.com/%FF",
        "https://yoursite.com/%C0%AF",
        "%20https://yoursite.com/",
        "javascript:alert(1)//https://yoursite.com/",
        "data:text/html,x",
        "blob:https://yoursite.com/x",
        "",
    ] {
        cancel(foreign, own);
    }
    query("errorCode=SYSTEM_ERROR&cancelUrl=https://evil.example/&cancelUrl=https://yoursite.com/x", system, own);
}

/// A query of another redirect is ignored, and URLs that were refused are reported.
#[test]
fn foreign_queries() {
    let check = |query: &str, foreign: Option<(&str, &str)>, refused: &[&str]| {
        let arrival = reader().read_query(query);
        assert_eq!(
            (arrival.tampered_parameter(), arrival.refused().collect::<Vec<_>>()),
            (foreign, refused.to_vec()),
            "{query}"
        );
        if foreign.is_some() {
            assert_eq!((arrival.code(), arrival.url("cancel_url")), (None, Some(SHOP.cancel_url)), "{query}");
        }
    };
    let rest = "errorCode=SYSTEM_ERROR&cancelUrl=https://yoursite.com/other";
    check(rest, None, &[]);
    check(&format!("success=false&success=true&{rest}"), None, &[]);
    check(&format!("Success=true&{rest}"), None, &[]);
    for value in ["true", "False", "", "0", "\u{202e}"] {
        check(&format!("{rest}&success={value}"), Some(("success", value)), &[]);
    }
    check("success=true&cancelUrl=https://evil.example/", Some(("success", "true")), &[]);
    check("cancelUrl=https://evil.example/", None, &["cancel_url"]);
    check("cancelUrl=", None, &["cancel_url"]);
    check("success=false", None, &[]);
}

#[test]
fn readers_are_refused() {
    let check = |redirect: &str, origins: &[&str], urls: Urls<'_>, words: &str| {
        let origins = origins.iter().copied();
        let refused = RedirectReader::new(ozura::CATALOG, redirect, origins, &urls, Schemes::Https).expect_err(words);
        assert_eq!(refused.to_string(), words);
    };
    check("eror", &[], SHOP, "the catalog has no redirect of this name");
    check(
        "error",
        &["yoursite.com"],
        SHOP,
        "`yoursite.com` is not an origin: it does not begin with `https://` and a host",
    );
    check(
        "error",
        &["https://a.example/b"],
        SHOP,
        "`https://a.example/b` is not an origin: an origin has only a scheme, a host and a port",
    );
    check("error", &[], Urls::default(), "`cancel_url` is missing");
    let cancel = Urls { cancel_url: "/cart", ..SHOP };
    check("error", &[], cancel, "`cancel_url` is refused: it does not begin with `https://` and a host");
}

/// Paths, queries and fragments with characters that a URI has and has not.
const PATH: &str = "(/[a-zA-Zü%~+. \"'\\[\\]{}|^`<>€0-9]{0,9}){0,3}(\\?[a-zA-Z&=%+ü; \"\\[\\]{}|0-9]{0,20})?(#[a-z?&=+% #\"\\[\\]ü]{0,9})?";

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// A URL that was built is read back.
    #[test]
    fn what_is_built_is_read(
        error_path in PATH,
        cancel_path in PATH,
        code in prop::sample::select(unrecoverable()),
    ) {
        let error_url = format!("https://yoursite.com{error_path}");
        let cancel_url = format!("https://yoursite.com{cancel_path}");
        let urls = Urls { error_url: &error_url, cancel_url: &cancel_url, ..SHOP };
        // Some URLs are refused: they have a parameter of the redirect, or end with a space.
        let Ok(redirect) = redirect(code, &urls, "en", Schemes::Https) else { return Ok(()) };
        let url = redirect.url.expect("it redirects");
        prop_assert!(is_uri(&url), "{}", url);
        let arrival = reader().read(&url);
        prop_assert_eq!(arrival.code(), code.shown_as().map(Code::erase));
        prop_assert_eq!(arrival.text("en").to_string(), code.customer());
        prop_assert_eq!(arrival.url("cancel_url"), Some(&*cancel_url));
    }

    /// A URL without parameters is sent as a URI, and a URI as it is.
    #[test]
    fn what_is_sent_is_a_uri(host in "https://([a-z]{1,9}|ü{1,9})\\.example(:[0-9]{0,4})?", path in PATH) {
        let sent = |cancel_url: &str| {
            let urls = Urls { cancel_url, ..SHOP };
            Redirect::after(Outcome::Cancelled.erase(), &urls, Schemes::Https).ok()?.url
        };
        // A URL that ends with a space is refused.
        let Some(url) = sent(&format!("{host}{path}")) else { return Ok(()) };
        prop_assert!(is_uri(&url), "{}", url);
        prop_assert_eq!(sent(&url), Some(url));
    }

    /// No query shows a text from outside the catalog, or leads to a foreign origin.
    #[test]
    fn nothing_foreign_is_read(query in "(errorCode|cancelUrl|error|https|:|/|\\\\|@|%..|&|=|evil|yoursite.com|SYSTEM_ERROR|.){0,20}") {
        let arrival = reader().read_query(&query);
        let text = arrival.text("en").to_string();
        let known = Code::ALL.iter().any(|code| code.customer() == text);
        prop_assert!(known || text == ozura::CATALOG.unknown().customer);
        let cancel_url = arrival.url("cancel_url").expect("it has one");
        let origins = ["https://yoursite.com", "https://pay.yoursite.com:8443"];
        prop_assert!(origins.iter().any(|origin| {
            let rest = cancel_url.strip_prefix(origin).map(|rest| rest.strip_prefix(":443").unwrap_or(rest));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
        }), "{}", cancel_url);
    }
}
