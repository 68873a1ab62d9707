//! Tests of the pages over HTTP: what customers see, and where they are redirected.

use checkout::Running;
use checkout::issuer::TEST_CARDS;
use checkout::sessions::Order;
use errcat::ozura::{self, Code, Session};

use crate::common::{answer, browser, header, running};

/// The customer text of the catalog's unknown error.
const UNKNOWN: &str = "Something went wrong. Please try again later.";

fn cart_of(running: &Running) -> String {
    format!("{}/cart?b=2&a=%7e+x#top", running.shop)
}

/// Creates a session whose URLs have queries and fragments of their own, and returns its id.
fn new_session(running: &Running) -> String {
    let shop = &running.shop;
    let order = Order {
        amount: 2340,
        success_url: format!("{shop}/thanks?order=7"),
        error_url: format!("{shop}/cart?payment=failed#popup"),
        cancel_url: cart_of(running),
    };
    running.ozura.sessions.create(order, None).id
}

fn status(running: &Running, id: &str) -> Session {
    running.ozura.sessions.get(id).expect("the session").status
}

async fn pay(running: &Running, id: &str, card: &str, language: &str) -> (u16, Option<String>, String) {
    let form = [("card_number", card), ("expiry", "12/34"), ("cvv", "987"), ("billing_address", "1 \"Tea\" Lane")];
    let url = format!("{}/pay/{id}", running.ozura.origin);
    answer(browser().post(url).header("accept-language", language).form(&form), "location").await
}

/// Returns the text of the first element with this attribute.
fn text<'h>(html: &'h str, from: &str) -> Option<&'h str> {
    let (_, rest) = html.split_once(from)?;
    rest.split_once('>')?.1.split('<').next()
}

#[tokio::test]
async fn fixable_errors_are_shown_next_to_their_input() {
    let (running, _) = running().await;
    let id = new_session(&running);
    let check = async |card: &str, language: &str, expected: &str, field: Option<&str>| {
        let (http, location, html) = pay(&running, &id, card, language).await;
        assert_eq!((http, location, status(&running, &id)), (200, None, Session::Pending), "{card}");
        let alerts = html.matches(r#"role="alert""#).count();
        assert_eq!((alerts, text(&html, r#"role="alert""#)), (1, Some(expected)), "{card}");
        let invalid = html.split("<input").filter(|input| input.contains(r#"aria-invalid="true""#));
        let invalid: Vec<_> = invalid.filter_map(|input| input.split('"').nth(1)).collect();
        assert_eq!(invalid, field.into_iter().collect::<Vec<_>>(), "{card}");
        if let Some(field) = field {
            let described = html.contains(&format!(r#"aria-describedby="{field}-error"#));
            assert!(described && html.contains(&format!(r#"id="{field}-error" role="alert""#)), "{card}");
        }
        // The page keeps the input, escaped, but not the security code.
        assert!(html.contains(&format!(r#"value="{card}""#)) && html.contains(r#"value="1 &quot;Tea&quot; Lane""#));
        assert!(!html.contains(r#"value="987""#));
    };
    let declined = "Your card was declined. Please use another card or contact your bank.";
    for (card, expected, field) in [
        ("4000 0000 0000 0002", declined, None),
        ("4000000000009995", "Your card does not have enough funds for this payment. Please use another card.", None),
        ("4242 4242 4242 4241", "This card number is not valid. Please check it and try again.", Some("card_number")),
        (
            "4000 0000 0000 0069",
            "This card has expired. Please check the expiration date or use another card.",
            Some("expiry"),
        ),
        ("4000 0000 0000 0127", "The security code is not correct. Please check it and try again.", Some("cvv")),
        (
            "4000 0000 0000 0010",
            "The billing address does not match your card. Please check it and try again.",
            Some("billing_address"),
        ),
        ("1", "This card number is not valid. Please check it and try again.", Some("card_number")),
        ("4000 0000 0000 9987", declined, None),
        ("4000 0000 0000 9979", declined, None),
        ("4000 0000 0000 0259", declined, None),
    ] {
        check(card, "en", expected, field).await;
    }
    let german = "Ihre Karte wurde abgelehnt. Bitte verwenden Sie eine andere Karte oder wenden Sie sich an Ihre Bank.";
    check("4000 0000 0000 0002", "de-AT,de;q=0.9,en;q=0.5", german, None).await;
    check("4000 0000 0000 9979", "de-AT,de;q=0.9,en;q=0.5", german, None).await;
}

#[tokio::test]
async fn a_stolen_card_is_a_declined_one() {
    let (running, _) = running().await;
    let id = new_session(&running);
    for language in ["en", "de"] {
        let (.., declined) = pay(&running, &id, "4000 0000 0000 0002", language).await;
        for card in ["4000 0000 0000 9987", "4000 0000 0000 9979", "4000 0000 0000 0259"] {
            let (.., masked) = pay(&running, &id, card, language).await;
            assert_eq!(masked.replacen(card, "4000 0000 0000 0002", 1), declined);
        }
        for word in ["stolen", "lost", "fraud", "gestohlen", "verloren"] {
            assert!(!declined.to_lowercase().contains(word), "{word}");
        }
    }
    // The merchant's own staff sees the real code.
    assert_eq!(running.ozura.sessions.get(&id).ok().and_then(|session| session.error), Some(Code::FraudSuspected));
}

/// The form has an input for every `field` of the catalog.
#[tokio::test]
async fn every_field_of_the_catalog_is_an_input() {
    let (running, _) = running().await;
    let url = format!("{}/pay/{}", running.ozura.origin, new_session(&running));
    let (.., html) = answer(browser().get(url), "").await;
    for field in Code::ALL.iter().filter_map(|code| code.field()) {
        assert!(html.contains(&format!(r#"<label for="{field}">"#)), "{field}");
        assert!(html.contains(&format!(r#"<input id="{field}" name="{field}""#)), "{field}");
    }
    // The catalog has every response code of the test cards.
    for card in TEST_CARDS {
        assert!(card.answer.outcome() != Err(Code::SystemError), "{}", card.number);
    }
}

#[tokio::test]
async fn customers_are_redirected_by_the_outcome() {
    let (running, _) = running().await;
    let shop = &running.shop;
    let cart = cart_of(&running);
    let cancel_url = cart.replace(':', "%3A").replace('/', "%2F").replace('?', "%3F").replace('=', "%3D");
    let cancel_url = cancel_url.replace('&', "%26").replace("%7e", "%257e").replace('+', "%2B").replace('#', "%23");
    let failed = |code: &str, text: &str| {
        format!("{shop}/cart?payment=failed&success=false&errorCode={code}&error={text}&cancelUrl={cancel_url}#popup")
    };
    let check = async |path: &str, form: &[(&str, &str)], language: &str, location: &str, session: Session| {
        let id = new_session(&running);
        let url = format!("{}/pay/{id}", running.ozura.origin);
        let request = browser().post(format!("{url}{path}")).header("accept-language", language).form(form);
        let (http, to, _) = answer(request, "location").await;
        assert_eq!((http, to.as_deref(), status(&running, &id)), (303, Some(location), session), "{path}");
        // A customer who returns is redirected again and pays nothing.
        let again = answer(browser().get(&url).header("accept-language", language), "location").await;
        assert_eq!((again.0, again.1.as_deref()), (303, Some(location)), "{path}");
        let (again, to, _) = pay(&running, &id, "4242 4242 4242 4242", language).await;
        assert_eq!((again, to.as_deref(), status(&running, &id)), (303, Some(location), session), "{path}");
    };
    let entered = |number| [("card_number", number), ("expiry", "12/34"), ("cvv", "123"), ("billing_address", "here")];
    let unavailable = failed("SYSTEM_ERROR", "Payment+service+unavailable");
    check("", &entered("4242424242424242"), "en", &format!("{shop}/thanks?order=7"), Session::Completed).await;
    check("/cancel", &[], "de", &cart, Session::Cancelled).await;
    check("/fail", &[("code", "SYSTEM_ERROR")], "en", &unavailable, Session::Failed).await;
    let german = failed("SYSTEM_ERROR", "Der+Zahlungsdienst+ist+zurzeit+nicht+verf%C3%BCgbar");
    check("/fail", &[("code", "SYSTEM_ERROR")], "de", &german, Session::Failed).await;
    let refused = "Payment+is+not+possible+at+the+moment.+Please+try+again+later+or+contact+the+shop.";
    check("/fail", &[("code", "AUTH_ERROR")], "en", &failed("AUTH_ERROR", refused), Session::Failed).await;
    // The page has no button for this code.
    check("/fail", &[("code", "STOLEN_CARD")], "en", &unavailable, Session::Failed).await;
    // The code for an unavailable issuer is masked.
    check("", &entered("4000000000000119"), "en", &unavailable, Session::Failed).await;
}

#[tokio::test]
async fn an_expired_session_has_a_way_back() {
    let (running, _) = running().await;
    for (language, expected, back) in [
        ("en", "Your payment session has expired. Please return to your cart and start again.", "Back to the cart"),
        (
            "de",
            "Die Zeit für diese Zahlung ist abgelaufen. Bitte kehren Sie zum Warenkorb zurück und beginnen Sie von \
             vorn.",
            "Zurück zum Warenkorb",
        ),
    ] {
        let id = new_session(&running);
        let url = format!("{}/pay/{id}", running.ozura.origin);
        let expired = browser().post(format!("{url}/expire")).header("accept-language", language);
        for request in [expired, browser().get(&url).header("accept-language", language)] {
            let (http, location, html) = answer(request, "location").await;
            assert_eq!((http, location, status(&running, &id)), (200, None, Session::Expired));
            assert_eq!(text(&html, r#"role="alert""#), Some(expected));
            let link = format!(r#"href="{}""#, cart_of(&running).replace('&', "&amp;"));
            assert_eq!(text(&html, &link), Some(back));
        }
    }
}

#[tokio::test]
async fn an_unknown_session_is_a_404_page() {
    let (running, _) = running().await;
    let (http, _, html) = answer(browser().get(format!("{}/pay/%3Cb%3E", running.ozura.origin)), "").await;
    let expected = "We could not find this payment. Please return to your cart and start again.";
    assert_eq!((http, text(&html, r#"role="alert""#)), (404, Some(expected)));
}

#[tokio::test]
async fn a_query_only_chooses_what_the_cart_shows() {
    let (running, _) = running().await;
    let shop = &running.shop;
    let own = format!("{shop}/cart");
    let check = async |query: &str, language: &str, expected: Option<&str>, link: &str| {
        let request = browser().get(format!("{shop}/cart?{query}")).header("accept-language", language);
        let (http, _, html) = answer(request, "").await;
        assert_eq!((http, text(&html, r#"id="popup-text""#)), (200, expected), "{query}");
        assert_eq!(html.contains("<dialog open"), expected.is_some(), "{query}");
        let way_out = format!(r#"<a class="button primary" href="{}" autofocus>"#, link.replace('&', "&amp;"));
        assert_eq!(html.contains(&way_out), expected.is_some(), "{query}");
        for forged in ["<script", "555-0199", "evil", "Call"] {
            assert!(!html.contains(forged), "{query}");
        }
    };
    let unavailable = Some("Payment service unavailable");
    check("", "en", None, &own).await;
    check("errorCode=SYSTEM_ERROR", "en", None, &own).await;
    check("payment=failed&errorCode=SYSTEM_ERROR", "en", unavailable, &own).await;
    let german = Some("Der Zahlungsdienst ist zurzeit nicht verfügbar");
    check("payment=failed&errorCode=SYSTEM_ERROR&error=Payment+service+unavailable", "de", german, &own).await;
    check("payment=failed&errorCode=SYSTEM_ERROR", "fr", unavailable, &own).await;
    let elsewhere = format!("payment=failed&errorCode=SYSTEM_ERROR&cancelUrl={shop}/cart?a=1%26b=2");
    check(&elsewhere, "en", unavailable, &format!("{shop}/cart?a=1&b=2")).await;
    for forged in [
        "errorCode=SYSTEM_ERROR&error=%3Cscript%3Ealert(1)%3C/script%3E",
        "errorCode=SYSTEM_ERROR&error=Call+555-0199",
        "errorCode=SYSTEM_ERROR&cancelUrl=https://evil.example/",
        "errorCode=SYSTEM_ERROR&cancelUrl=javascript:alert(1)//evil",
        "errorCode=SYSTEM_ERROR&errorCode=AUTH_ERROR",
    ] {
        check(&format!("payment=failed&{forged}"), "en", unavailable, &own).await;
    }
    for unknown in
        ["", "errorCode=", "errorCode=NOTHING", "errorCode=STOLEN_CARD", "errorCode=%3Cscript%3E", "errorCode=%FF"]
    {
        check(&format!("payment=failed&{unknown}"), "en", Some(UNKNOWN), &own).await;
    }
}

/// Opens a cart and checks out. Returns the order and the URL of the payment page.
async fn check_out(running: &Running) -> (String, String) {
    let cart = format!("{}/cart", running.shop);
    let (.., html) = answer(browser().get(&cart), "").await;
    let (_, rest) = html.split_once(r#"name="order" value=""#).expect("an order");
    let order = rest[..32].to_owned();
    let (http, page, _) = answer(browser().post(cart).form(&[("order", &order)]), "location").await;
    assert_eq!(http, 303);
    (order, page.expect("a payment page"))
}

#[tokio::test]
async fn the_shop_asks_the_payment_service_whether_an_order_is_paid() {
    let (running, _) = running().await;
    let (order, page) = check_out(&running).await;
    // A double click gives the same payment page.
    let again = browser().post(format!("{}/cart", running.shop)).form(&[("order", &order)]);
    assert_eq!(answer(again, "location").await.1.as_deref(), Some(&*page));
    let (second, other_page) = check_out(&running).await;
    assert!(order != second && page != other_page);
    assert_eq!(running.ozura.sessions.count(), 2);

    let check = async |query: String, http: u16, title: &str, said: &str| {
        let (answered, _, html) = answer(browser().get(format!("{}/thanks?{query}", running.shop)), "").await;
        let status = text(&html, r#"role="status""#);
        assert_eq!((answered, text(&html, "<h1"), status), (http, Some(title), Some(said)), "{query}");
    };
    let undecided = "We have not received a payment for this order. Your cart has not changed.";
    let (none, thanks) = ("No payment yet", "Thank you");
    check(format!("order={order}&success=true&status=completed"), 200, none, undecided).await;
    let id = page.rsplit('/').next().expect("an id");
    let (http, location, _) = pay(&running, id, "4242 4242 4242 4242", "en").await;
    assert_eq!((http, location), (303, Some(format!("{}/thanks?order={order}", running.shop))));
    check(format!("order={order}"), 200, thanks, "We have received your payment. Your tea is on its way.").await;
    check(format!("order={second}"), 200, none, undecided).await;
    let unknown = "We could not find this payment. Please return to your cart and start again.";
    check("order=7".to_owned(), 404, none, unknown).await;
    check(String::new(), 404, none, unknown).await;
    // The client retries after one failure. While the service is down, the result is unknown.
    running.ozura.trouble.plan([ozura::errors::bad_gateway()]);
    check(format!("order={order}"), 200, thanks, "We have received your payment. Your tea is on its way.").await;
    running.ozura.trouble.plan((0..6).map(|_| ozura::errors::bad_gateway()));
    let down = "The payment service cannot be reached right now. Please try again in a few minutes.";
    check(format!("order={order}"), 502, none, down).await;
}

#[tokio::test]
async fn a_payment_service_that_is_down_shows_in_the_cart() {
    let (running, _) = running().await;
    let check_out = async |language: &str| {
        let request = browser().post(format!("{}/cart", running.shop)).header("accept-language", language);
        let (http, _, html) = answer(request.form(&[("order", "7")]), "").await;
        (http, text(&html, r#"id="popup-text""#).map(str::to_owned))
    };
    running.ozura.trouble.plan((0..6).map(|_| ozura::errors::service_unavailable()));
    let down =
        "Der Zahlungsdienst ist vorübergehend nicht verfügbar. Bitte versuchen Sie es in einigen Minuten erneut.";
    assert_eq!(check_out("de").await, (200, Some(down.to_owned())));
    // Customers do not see the text of an error that only developers can fix.
    running.ozura.trouble.plan([ozura::errors::bad_request("secret")]);
    assert_eq!(check_out("en").await, (200, Some(UNKNOWN.to_owned())));
}

#[tokio::test]
async fn every_page_says_its_language_and_runs_no_scripts() {
    let (running, _) = running().await;
    let payment = format!("{}/pay/{}", running.ozura.origin, new_session(&running));
    for url in [format!("{}/cart", running.shop), format!("{}/thanks", running.shop), payment.clone()] {
        for (field, language) in [("de-CH, fr;q=0.5", "de"), ("en-GB", "en"), ("fr", "en"), ("", "en")] {
            let response = browser().get(&url).header("accept-language", field).send().await.expect("an answer");
            assert_eq!(header(&response, "content-language").as_deref(), Some(language));
            assert_eq!(header(&response, "vary").as_deref(), Some("accept-language"));
            assert_eq!(header(&response, "cache-control").as_deref(), Some("no-store"));
            let policy = header(&response, "content-security-policy").expect("a policy");
            assert!(policy.starts_with("default-src 'none'; style-src 'self'; img-src 'self';"), "{policy}");
            if url == payment {
                assert!(policy.ends_with(&format!("; form-action 'self' {}", running.shop)), "{policy}");
            }
            let html = response.text().await.expect("a text");
            assert!(html.starts_with(&format!(r#"<!DOCTYPE html><html lang="{language}">"#)), "{url}");
            assert!(!html.contains("<script") && !html.contains("style=") && !html.contains(" on"), "{url}");
        }
    }
}
