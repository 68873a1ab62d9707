//! Redirects after an outcome: the URL, and the status of the session.

use errcat::ozura::{self, Code, Outcome, Session, Urls};
use errcat::{AddressProblem, Public, Redirect, RedirectError, Schemes, Shown};

const CART: &str = "https://yoursite.com/cart";
const QUERY: &str = "success=false&errorCode=SYSTEM_ERROR&error=Payment+service+unavailable";

pub const SHOP: Urls<'static> =
    Urls { success_url: "https://yoursite.com/thanks", error_url: "https://yoursite.com/error", cancel_url: CART };

pub fn redirect<'a>(
    code: Code,
    urls: &Urls<'_>,
    language: &str,
    schemes: Schemes,
) -> Result<Redirect<'a>, RedirectError> {
    Redirect::of(&Public::new(code.erase(), &()).in_language(language), urls, schemes)
}

#[test]
fn outcomes() {
    let check = |outcome: Outcome, url: Option<&str>, session: Session, terminal: bool| {
        let redirect = Redirect::after(outcome.erase(), &SHOP, Schemes::Https).expect("the shop is safe");
        assert_eq!(redirect.url.as_deref(), url);
        assert_eq!((outcome.session(), outcome.is_terminal()), (session, terminal));
        assert_eq!(redirect.outcome, outcome.erase());
        assert_eq!(outcome.as_str().parse(), Ok(outcome));
    };
    check(Outcome::Paid, Some(SHOP.success_url), Session::Completed, true);
    check(Outcome::Fixable, None, Session::Pending, false);
    check(Outcome::Cancelled, Some(SHOP.cancel_url), Session::Cancelled, true);
    check(Outcome::Expired, Some(SHOP.cancel_url), Session::Expired, true);
    let unknown = "https://yoursite.com/error?success=false&errorCode=UNKNOWN\
        &error=Something+went+wrong.+Please+try+again+later.&cancelUrl=https%3A%2F%2Fyoursite.com%2Fcart";
    check(Outcome::Unrecoverable, Some(unknown), Session::Failed, true);
    assert_eq!(Outcome::ALL.len(), 5);
    assert_eq!("lost".parse::<Outcome>().map_err(|error| error.to_string()), Err("unknown name".to_owned()));
}

#[test]
fn an_outcome_names_the_urls_that_it_needs() {
    let check =
        |outcome: Outcome, urls: &[&str]| assert_eq!(outcome.erase().urls().collect::<Vec<_>>(), urls, "{outcome}");
    check(Outcome::Paid, &["success_url"]);
    check(Outcome::Fixable, &[]);
    check(Outcome::Unrecoverable, &["error_url", "cancel_url"]);
    check(Outcome::Expired, &["cancel_url"]);
}

#[test]
fn sessions() {
    let check = |before: Session, outcome: Outcome, after: Result<Session, &str>| {
        assert_eq!(before.after(outcome).map_err(|error| error.to_string()), after.map_err(str::to_owned));
        let any = ozura::CATALOG.session(before.as_str()).expect("a status");
        let erased = any.after(outcome.erase()).map(errcat::Session::as_str).map_err(|error| error.to_string());
        assert_eq!(erased, after.map(Session::as_str).map_err(str::to_owned));
    };
    assert_eq!(Session::default(), Session::Pending);
    for outcome in Outcome::ALL.iter().copied() {
        check(Session::Pending, outcome, Ok(outcome.session()));
    }
    // The same outcome twice changes nothing; a terminal status is final.
    check(Session::Completed, Outcome::Paid, Ok(Session::Completed));
    check(
        Session::Completed,
        Outcome::Expired,
        Err("a session that is `completed` has ended and cannot become `expired`"),
    );
    check(
        Session::Cancelled,
        Outcome::Fixable,
        Err("a session that is `cancelled` has ended and cannot become `pending`"),
    );
    check(Session::Failed, Outcome::Paid, Err("a session that is `failed` has ended and cannot become `completed`"));
    let spelt: Vec<_> = Session::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(spelt, ["pending", "completed", "failed", "cancelled", "expired"]);
    assert_eq!(
        Session::ALL.iter().map(|session| session.is_terminal()).collect::<Vec<_>>(),
        [false, true, true, true, true]
    );
    assert_eq!("cancelled".parse(), Ok(Session::Cancelled));
    assert!("canceled".parse::<Session>().is_err());
}

#[test]
fn error_urls() {
    let check = |error_url: &str, cancel_url: &str, language: &str, url: &str| {
        let urls = Urls { error_url, cancel_url, ..Urls::default() };
        let redirect = redirect(Code::SystemError, &urls, language, Schemes::Https).expect("both are safe");
        assert_eq!(redirect.url.as_deref(), Some(url));
        assert!(is_uri(url), "{url}");
    };
    let both =
        |before: &str, after: &str| format!("{before}{QUERY}&cancelUrl=https%3A%2F%2Fyoursite.com%2Fcart{after}");
    let documented = both("https://yoursite.com/error?", "");
    assert_eq!(documented.len(), 141);
    check("https://yoursite.com/error", CART, "en", &documented);
    // Parameters are appended to the query, before the fragment.
    check("https://yoursite.com/cart?popup=1", CART, "en", &both("https://yoursite.com/cart?popup=1&", ""));
    check("https://yoursite.com/cart?popup=1#top", CART, "en", &both("https://yoursite.com/cart?popup=1&", "#top"));
    check("https://yoursite.com/cart#top", CART, "en", &both("https://yoursite.com/cart?", "#top"));
    check("https://yoursite.com/cart?", CART, "en", &both("https://yoursite.com/cart?", ""));
    check("https://yoursite.com/cart?a=1&", CART, "en", &both("https://yoursite.com/cart?a=1&", ""));
    check("https://yoursite.com", CART, "en", &both("https://yoursite.com?", ""));
    check("https://yoursite.com#?", CART, "en", &both("https://yoursite.com?", "#?"));
    // The rest of the URL is unchanged, except for what a URI cannot contain.
    check("HTTPS://YourSite.com:443/a/../b", CART, "en", &both("HTTPS://YourSite.com:443/a/../b?", ""));
    check(
        "https://yoursite.com/an error?a b=\"c\"",
        CART,
        "en",
        &both("https://yoursite.com/an%20error?a%20b=%22c%22&", ""),
    );
    check("https://köln.example:8443/ü", CART, "en", &both("https://xn--kln-sna.example:8443/%C3%BC?", ""));
    check("https://yoursite.com/100%25", CART, "en", &both("https://yoursite.com/100%25?", ""));
    check("https://yoursite.com/`?`='{|}^#`", CART, "en", &both("https://yoursite.com/%60?%60='%7B%7C%7D%5E&", "#%60"));
    check(
        "https://yoursite.com/[%]?[%]#[%]",
        CART,
        "en",
        &both("https://yoursite.com/%5B%25%5D?%5B%25%5D&", "#%5B%25%5D"),
    );
    check(
        "https://yoursite.com/error",
        "https://yoursite.com/cart?a=1&b=ü d#x",
        "en",
        &format!(
            "https://yoursite.com/error?{QUERY}&cancelUrl=https%3A%2F%2Fyoursite.com%2Fcart%3Fa%3D1%26b%3D%C3%BC+d%23x"
        ),
    );
    let german = "https://yoursite.com/error?success=false&errorCode=SYSTEM_ERROR\
        &error=Der+Zahlungsdienst+ist+zurzeit+nicht+verf%C3%BCgbar&cancelUrl=https%3A%2F%2Fyoursite.com%2Fcart";
    check("https://yoursite.com/error", CART, "de-AT", german);
}

#[test]
fn refused() {
    let check = |urls: Urls<'_>, words: &str| {
        let refused = redirect(Code::SystemError, &urls, "en", Schemes::Https).expect_err(words);
        assert_eq!(refused.to_string(), words);
    };
    let error = |error_url| Urls { error_url, ..SHOP };
    check(error(""), "`error_url` is missing");
    check(Urls { cancel_url: "", ..SHOP }, "`cancel_url` is missing");
    for (url, problem) in [
        ("http://yoursite.com/error", "its scheme is `http`, not `https`"),
        ("http://localhost/error", "its scheme is `http`, not `https`"),
        ("javascript:alert(1)", "its scheme is `javascript`, not `https`"),
        ("data:text/html,x", "its scheme is `data`, not `https`"),
        ("yoursite.com/error", "it does not begin with `https://` and a host"),
        ("//yoursite.com/error", "it does not begin with `https://` and a host"),
        ("/error", "it does not begin with `https://` and a host"),
        ("/error:", "it does not begin with `https://` and a host"),
        ("https:yoursite.com", "it does not begin with `https://` and a host"),
        ("https:/yoursite.com", "it does not begin with `https://` and a host"),
        ("https:///yoursite.com", "it does not begin with `https://` and a host"),
        ("https://", "it does not begin with `https://` and a host"),
        (" https://yoursite.com", "it does not begin with `https://` and a host"),
        ("https://yoursite.com ", "it ends with a space"),
        ("https://yoursite.com\r\nSet-Cookie: a=b", "it has the control character U+000D"),
        ("https://your\tsite.com", "it has the control character U+0009"),
        ("https://yoursite.com/\0", "it has the control character U+0000"),
        ("https://yoursite.com/\u{85}", "it has the control character U+0085"),
        ("https://yoursite.com/\u{202e}", "it has the character U+202E, which hides what it says"),
        ("\u{feff}https://yoursite.com/", "it has the character U+FEFF, which hides what it says"),
        ("https://yoursite.com/\u{fffd}", "it has the character U+FFFD, which hides what it says"),
        ("https://yoursite.com\\@evil.example", "it has a backslash, which browsers take for a slash"),
        ("https://yoursite.com@evil.example/", "it has user information before its host"),
        ("https://@evil.example/", "it has user information before its host"),
        ("https://your site.com", "it is not a URL (invalid international domain name)"),
        ("https://yoursite.com:99999", "it is not a URL (invalid port number)"),
    ] {
        check(error(url), &format!("`error_url` is refused: {problem}"));
        check(Urls { cancel_url: url, ..SHOP }, &format!("`cancel_url` is refused: {problem}"));
    }
    for (url, key) in [
        ("https://yoursite.com/error?success=1", "success"),
        ("https://yoursite.com/error?a&error%43ode=X", "errorCode"),
        ("https://yoursite.com/error?error", "error"),
        ("https://yoursite.com/error?a=1&cancelUrl=#x", "cancelUrl"),
    ] {
        let words = format!("`error_url` is refused: its query has a parameter `{key}`, which the redirect appends");
        check(error(url), &words);
    }
    // Names with other capitals are other parameters.
    for url in ["https://yoursite.com/?Success=1", "https://yoursite.com/?x=success", "https://yoursite.com/#success=1"]
    {
        assert!(redirect(Code::SystemError, &error(url), "en", Schemes::Https).is_ok(), "{url}");
    }
    // URLs that the outcome does not use are not checked.
    assert_eq!(redirect(Code::ExpiredCard, &error("?"), "en", Schemes::Https).map(|redirect| redirect.url), Ok(None));
    assert!(redirect(Code::SystemError, &Urls { success_url: "?", ..SHOP }, "en", Schemes::Https).is_ok());
    assert_eq!(redirect(Code::BadRequest, &SHOP, "en", Schemes::Https), Err(RedirectError::NoOutcome));
}

#[test]
fn this_machine() {
    let check = |cancel_url, safe: bool| {
        let urls = Urls { cancel_url, ..Urls::default() };
        let redirect = Redirect::after(Outcome::Cancelled.erase(), &urls, Schemes::HttpsOrLocal);
        let refused = RedirectError::Refused { url: "cancel_url".to_owned(), problem: AddressProblem::Insecure };
        assert_eq!(
            redirect.map(|redirect| redirect.url),
            if safe { Ok(Some(cancel_url.to_owned())) } else { Err(refused) }
        );
    };
    for url in [
        "http://localhost:3000/cart",
        "http://shop.localhost",
        "http://127.0.0.1/",
        "http://[::1]:80/",
        "https://a.example",
    ] {
        check(url, true);
    }
    for url in ["http://a.example", "http://localhost.example", "http://notlocalhost", "http://192.168.0.1"] {
        check(url, false);
    }
}

/// Returns whether a text is an absolute URI (RFC 3986, section 3) with an authority.
pub fn is_uri(text: &str) -> bool {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let of = |part: &str, more: &[u8]| {
        let mut rest = part.as_bytes();
        loop {
            rest = match rest {
                [] => return true,
                [b'%', high, low, rest @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => rest,
                [byte, rest @ ..] if unreserved(*byte) || b"!$&'()*+,;=".contains(byte) || more.contains(byte) => rest,
                _ => return false,
            }
        }
    };
    let (rest, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let Some((scheme, rest)) = rest.split_once("://") else { return false };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = match authority.strip_prefix('[') {
        Some(address) => address.split_once(']').is_some_and(|(address, port)| of(address, b":") && of(port, b":")),
        None => of(authority, b":"),
    };
    let scheme = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric());
    scheme && host && of(path, b":@/") && of(query, b":@/?") && of(fragment, b":@/?")
}

/// Without parameters, a URL changes only where it is no URI.
#[test]
fn locations() {
    let check = |url: &str, expected: &str| {
        let urls = Urls { success_url: url, cancel_url: url, error_url: url };
        for outcome in [Outcome::Cancelled, Outcome::Expired, Outcome::Paid] {
            let redirect = Redirect::after(outcome.erase(), &urls, Schemes::Https).expect("it is safe");
            assert_eq!(redirect.url.as_deref(), Some(expected));
        }
        assert!(is_uri(expected), "{expected}");
    };
    let same = |url: &str| check(url, url);
    same("https://yoursite.com");
    same("https://yoursite.com/cart?b=2&a=%7e+x#y");
    same("HTTPS://YourSite.com/a/../b");
    same("https://yoursite.com:0443/?#");
    same("https://yoursite.com:/a:@!$&'()*+,;=-._~?/?:@#/?");
    same("https://[2001:db8::1]:8443/a");
    same("https://xn--kln-sna.example/%C3%BC?q=%C3%9C#%2525");
    same("https://%C3%BC.example/");
    check(
        "https://yoursite.com/warenkorb/zurück?von=köln#größe",
        "https://yoursite.com/warenkorb/zur%C3%BCck?von=k%C3%B6ln#gr%C3%B6%C3%9Fe",
    );
    check("https://köln.example:8443/ü", "https://xn--kln-sna.example:8443/%C3%BC");
    check("https://例え.jp?日本#語", "https://xn--r8jz45g.jp?%E6%97%A5%E6%9C%AC#%E8%AA%9E");
    check("https://yoursite.com/my cart?a b#c d", "https://yoursite.com/my%20cart?a%20b#c%20d");
    check("https://yoursite.com/\"a\"?b=\"c\"#\"", "https://yoursite.com/%22a%22?b=%22c%22#%22");
    check(
        "https://yoursite.com/a[1]?b[]=<c>&d={e}#[f]",
        "https://yoursite.com/a%5B1%5D?b%5B%5D=%3Cc%3E&d=%7Be%7D#%5Bf%5D",
    );
    check("https://yoursite.com/^`|?^`|#^`|#", "https://yoursite.com/%5E%60%7C?%5E%60%7C#%5E%60%7C%23");
    check("https://your\"site{}.com/", "https://your%22site%7B%7D.com/");
    // A percent sign begins an octet, or is itself encoded; nothing is encoded twice.
    check("https://yoursite.com/100%", "https://yoursite.com/100%25");
    check("https://yoursite.com/100%25", "https://yoursite.com/100%25");
    check("https://yoursite.com/%?%2#%zz%ü%%41", "https://yoursite.com/%25?%252#%25zz%25%C3%BC%25%41");
    check("https://yoursite.com/ü%C3%BC", "https://yoursite.com/%C3%BC%C3%BC");
}

/// A masked code redirects exactly as its mask does.
#[test]
fn nothing_leaks() {
    for code in Code::ALL.iter().copied() {
        let Shown::As(mask) = code.erase().shown() else { continue };
        for language in ["en", "de"] {
            let mask = Public::new(mask, &()).in_language(language);
            let shown = Redirect::of(&mask, &SHOP, Schemes::Https);
            assert_eq!(redirect(code, &SHOP, language, Schemes::Https), shown);
        }
    }
}
