//! The site says what the other commands say.

use super::{catalogs, docs, errcat, pages, texts};

/// Next to each page is what `explain --format json` prints, and the whole catalog is what `export json` prints.
#[test]
fn json_is_that_of_the_commands() {
    let good = catalogs("good");
    for catalog in [None, Some(good.as_path())] {
        let place = catalog.map_or(vec![], |folder| vec!["--catalog", folder.to_str().unwrap()]);
        let command = |arguments: &[&str]| errcat(&[arguments, &place].concat());
        for (path, text) in docs(catalog, &["--internal"]) {
            let Some(what) = path.strip_suffix(".json") else { continue };
            match what.strip_suffix("/catalog") {
                Some(name) => assert_eq!(text, command(&["export", "json", name, "--internal"]), "{path}"),
                None => assert_eq!(text, command(&["explain", what, "--format", "json"]), "{path}"),
            }
        }
    }
}

/// The example body is what the command below it prints, byte for byte.
#[test]
fn bodies_are_those_of_render() {
    let good = catalogs("good");
    for catalog in [None, Some(good.as_path())] {
        let mut commands = 0;
        for (path, page) in pages(&docs(catalog, &["--internal"])) {
            for command in texts(&page, ".command code") {
                let mut words = shlex::split(&command).unwrap();
                assert_eq!(words.remove(0), "errcat");
                words.extend(
                    catalog
                        .into_iter()
                        .flat_map(|folder| ["--catalog".to_owned(), folder.to_str().unwrap().to_owned()]),
                );
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let body = &texts(&page, "#answer pre")[0];
                assert_eq!(errcat(&words), format!("{body}\n"), "{path}");
                assert_eq!(
                    page.select(&super::select("#answer pre")).next().unwrap().attr("data-copy"),
                    Some(body.as_str())
                );
                commands += 1;
            }
        }
        assert!(commands > 5);
    }
}

/// One page in full: what stands on it, in its order.
#[test]
fn a_page() {
    let files = docs(None, &["--internal"]);
    let page = scraper::Html::parse_document(&files["ozura/SERVER_ERROR.html"]);
    assert_eq!(
        texts(&page, "h1, .title, .badges li"),
        ["SERVER_ERROR", "Server error at Ozura", "status 500", "fixable by provider", "retry backoff"]
    );
    assert_eq!(texts(&page, "#message p"), ["Server error"]);
    assert_eq!(
        texts(&page, "#customer dt, #customer dd"),
        [
            "en",
            "Something went wrong while preparing your payment. Please try again in a few minutes.",
            "de",
            "Beim Vorbereiten Ihrer Zahlung ist ein Fehler aufgetreten. \
             Bitte versuchen Sie es in einigen Minuten erneut.",
        ]
    );
    assert_eq!(texts(&page, "#answer pre"), [r#"{"success":false,"error":"Server error","details":[]}"#]);
    assert_eq!(texts(&page, "#retry .wait"), ["1s", "2s", "4s", "8s", "16s"]);
    assert_eq!(texts(&page, "#retry figcaption"), ["Wait 1s, 2s, 4s, 8s, then 16s before each retry; 31s in total."]);
    let page = scraper::Html::parse_document(&files["ozura/SYSTEM_ERROR.html"]);
    assert_eq!(
        texts(&page, "#checkout pre"),
        ["https://shop.example/error?success=false&errorCode=SYSTEM_ERROR&error=Payment+service+unavailable\
         &cancelUrl=https%3A%2F%2Fshop.example%2Fcancel"]
    );
    assert_eq!(texts(&page, "#providers dt, #providers dd"), ["iso8583", "96"]);
}

#[test]
fn a_retired_id_has_a_page() {
    let files = docs(Some(&catalogs("good")), &["--internal"]);
    let page = scraper::Html::parse_document(&files["shop/VOUCHER_OLD.html"]);
    assert_eq!(
        texts(&page, "h1, main p, dd"),
        [
            "VOUCHER_OLD",
            "Retired in 1.3.0",
            "Retired. Use VOUCHER_EXPIRED instead: Gutschein abgelaufen 期限切れ.",
            "1.0.0",
            "1.3.0",
            "it meant two things",
            "shop/VOUCHER_OLD",
            "The id keeps its meaning in old logs and clients. It is never used again.",
        ]
    );
}
