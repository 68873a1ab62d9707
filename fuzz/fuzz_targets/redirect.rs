//! Builds redirects from any text and reads any text as a redirect. A page reads back what was built, and never reads
//! foreign text or URLs.
//!
//! An input has lines: the number of a code, its error URL, and its cancel URL. The rest is a URL to read.
#![no_main]

use std::collections::HashSet;
use std::sync::LazyLock;

use errcat::ozura::{self, CATALOG, Code, Urls};
use errcat::{Public, Redirect, RedirectReader, Schemes};
use libfuzzer_sys::fuzz_target;
use url::Url;

const SHOP: &str = "https://shop.example";
const URLS: Urls<'static> = Urls { cancel_url: "https://shop.example/cart", error_url: "", success_url: "" };

static TEXTS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let texts = Code::ALL.iter().flat_map(|code| ["en", "de"].map(|tag| code.customer_in(tag).to_owned()));
    let unknown = CATALOG.languages().map(|language| language.unknown_customer.to_owned());
    texts.chain(unknown).collect()
});

fuzz_target!(|text: &str| {
    let mut lines = text.splitn(4, '\n');
    let mut line = || lines.next().unwrap_or_default();
    let number: usize = line().parse().unwrap_or_default();
    let code = Code::ALL[number % Code::ALL.len()];
    build(code, &Urls { error_url: line(), cancel_url: line(), ..URLS });
    read(line());
});

fn build(code: Code, urls: &Urls<'_>) {
    let public = Public::new(code.erase(), &());
    let Ok(redirect) = Redirect::of(&public, urls, Schemes::Https) else { return };
    let Some(url) = redirect.url.filter(|_| redirect.outcome.redirect.is_some()) else { return };
    assert!(url.is_ascii() && !url.contains([' ', '\\']) && !url.contains(|byte: char| byte.is_control()), "{url}");
    let (whole, own) = (Url::parse(&url).expect(&url), Url::parse(urls.error_url).expect("it was accepted"));
    assert_eq!((whole.origin(), whole.fragment()), (own.origin(), own.fragment()), "{url}");
    let before = own.query_pairs().count();
    assert_eq!(whole.query_pairs().take(before).collect::<Vec<_>>(), own.query_pairs().collect::<Vec<_>>(), "{url}");
    let origin = Url::parse(urls.cancel_url).expect("it was accepted").origin().ascii_serialization();
    let reader = RedirectReader::new(CATALOG, "error", [&*origin], &URLS, Schemes::Https).expect("both URLs are safe");
    let arrival = reader.read(&url);
    assert_eq!(arrival.code(), code.shown_as().map(ozura::Code::erase), "{url}");
    assert_eq!(arrival.text("en").to_string(), code.customer());
    assert_eq!(arrival.url("cancel_url"), Some(urls.cancel_url), "{url}");
}

fn read(url: &str) {
    let reader = RedirectReader::new(CATALOG, "error", [SHOP], &URLS, Schemes::Https).expect("the shop is safe");
    for arrival in [reader.read(url), reader.read_query(url)] {
        for tag in ["en", "de", url] {
            assert!(TEXTS.contains(&arrival.text(tag).to_string()));
        }
        let cancel_url = arrival.url("cancel_url").expect("it has one");
        assert_eq!(Url::parse(cancel_url).expect("it was accepted").origin().ascii_serialization(), SHOP);
        assert!(!cancel_url.contains('\\') && !cancel_url.contains(|byte: char| byte.is_control()));
    }
}
