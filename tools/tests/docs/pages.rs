//! The content of single pages.

use errcat_tools::Audience;

use super::{catalogs, site, texts};

/// The visible text of one page, in order.
#[test]
fn a_page() {
    let files = site(None, Audience::Team);
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
    let files = site(Some(&catalogs("good")), Audience::Team);
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
