//! Tests of the checkout in a real browser, as customers see it.

use browser::{Browser, Reader, Result};
use checkout::Running;
use errcat::ozura::{Code, Session};
use thirtyfour::prelude::*;

const CART_TEXT: &str = "Back to the cart";

fn status(running: &Running, id: &str) -> Option<Session> {
    running.ozura.sessions.get(id).ok().map(|session| session.status)
}

/// Fills in the form with the keyboard alone, and presses Enter.
async fn enter(browser: &Browser, card: &str) -> Result<()> {
    let number = browser.driver.find(By::Id("card_number")).await?;
    number.clear().await?;
    number.send_keys(card).await?;
    for (field, text) in [("expiry", "12/34"), ("cvv", "123"), ("billing_address", "1 Tea Lane")] {
        browser.driver.active_element().await?.send_keys(Key::Tab + "").await?;
        let input = browser.driver.active_element().await?;
        assert_eq!(input.id().await?.as_deref(), Some(field));
        input.clear().await?;
        input.send_keys(text).await?;
    }
    press_enter(browser).await
}

async fn press_enter(browser: &Browser) -> Result<()> {
    browser.leave(async || Ok(browser.driver.active_element().await?.send_keys(Key::Enter + "").await?)).await
}

/// Returns what the page shows of an error: its text, the invalid inputs, the focused element, and the elements that
/// describe the focused element.
async fn seen(browser: &Browser) -> Result<[String; 4]> {
    let invalid = "[...document.querySelectorAll('[aria-invalid=true]')].map(input => input.id).join()";
    let described = "document.activeElement.getAttribute('aria-describedby') ?? ''";
    let evaluate = async |script| {
        Ok::<_, Box<dyn std::error::Error + Send + Sync>>(
            browser.evaluate(script).await?.as_str().unwrap_or_default().to_owned(),
        )
    };
    let alerts = browser.texts("[role=alert]").await?;
    Ok([
        alerts.join(" | "),
        evaluate(invalid).await?,
        evaluate("document.activeElement.id").await?,
        evaluate(described).await?,
    ])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn inline_errors() -> Result<()> {
    for (language, reads_german) in [("en-GB", false), ("de-AT", true)] {
        let browser = Browser::start(Reader { language, ..Reader::default() }).await?;
        let id = browser.check_out().await?;
        for (card, code, focus, described) in [
            ("4000 0000 0000 0002", Code::CardDeclined, "error", ""),
            ("4000 0000 0000 9995", Code::InsufficientFunds, "error", ""),
            ("4242 4242 4242 4241", Code::InvalidCardNumber, "card_number", "card_number-error"),
            ("4000 0000 0000 0069", Code::ExpiredCard, "expiry", "expiry-error expiry-hint"),
            ("4000 0000 0000 0127", Code::IncorrectCvv, "cvv", "cvv-error"),
            ("4000 0000 0000 0010", Code::AvsFailed, "billing_address", "billing_address-error"),
            // Lost and stolen cards look like declined cards.
            ("4000 0000 0000 9979", Code::CardDeclined, "error", ""),
            ("4000 0000 0000 9987", Code::CardDeclined, "error", ""),
        ] {
            enter(&browser, card).await?;
            let text = code.customer_in(if reads_german { "de" } else { "en" });
            let expected = [text, code.field().unwrap_or_default(), focus, described];
            assert_eq!(seen(&browser).await?, expected, "{card}");
            assert_eq!(status(&browser.running, &id), Some(Session::Pending), "{card}");
        }
        // A valid card still works afterward.
        enter(&browser, "4242 4242 4242 4242").await?;
        assert_eq!(status(&browser.running, &id), Some(Session::Completed));
        let thanks = if reads_german { "Vielen Dank" } else { "Thank you" };
        assert_eq!(browser.texts("h1").await?, [thanks]);
        // Opening the payment page again leads here and pays nothing.
        browser.driver.goto(format!("{}/pay/{id}", browser.running.ozura.origin)).await?;
        assert_eq!(browser.texts("h1").await?, [thanks]);
        browser.end().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_stolen_card_shows_what_a_declined_one_shows() -> Result<()> {
    let browser = Browser::start(Reader::default()).await?;
    browser.check_out().await?;
    let mut pages = Vec::new();
    for card in ["4000 0000 0000 0002", "4000 0000 0000 9979"] {
        enter(&browser, card).await?;
        pages.push(browser.driver.source().await?.replace(&format!(r#"value="{card}" autocomplete"#), "autocomplete"));
    }
    assert_eq!(pages[0], pages[1]);
    browser.end().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_failure_leads_to_the_cart_with_a_popup() -> Result<()> {
    let browser = Browser::start(Reader::default()).await?;
    let (shop, running) = (&browser.running.shop, &browser.running);
    for (code, text) in [
        (Code::SystemError, "Payment service unavailable"),
        (Code::AuthError, "Payment is not possible at the moment. Please try again later or contact the shop."),
        (Code::SessionFailed, "This payment could not be completed. Please return to your cart and try again."),
    ] {
        let id = browser.check_out().await?;
        browser.follow(&format!("button[value={code}]")).await?;
        assert_eq!(status(running, &id), Some(Session::Failed));
        let query = format!("payment=failed&success=false&errorCode={code}&error={}", text.replace(' ', "+"));
        let cancel_url = format!("{shop}/cart").replace(':', "%3A").replace('/', "%2F");
        assert_eq!(browser.url().await?, format!("{shop}/cart?{query}&cancelUrl={cancel_url}"));
        let popup = browser.texts("dialog[open] > *").await?;
        assert_eq!(popup, ["The payment did not go through", text, CART_TEXT]);
        // Elements behind the popup cannot be used.
        let focus = browser.driver.active_element().await?;
        assert_eq!(focus.text().await?, CART_TEXT);
        let behind = browser.driver.find(By::Css("main form button")).await?;
        assert!(behind.click().await.is_err());
        press_enter(&browser).await?;
        assert_eq!(browser.url().await?, format!("{shop}/cart"));
        assert_eq!(browser.texts("dialog").await?, [""; 0]);
    }
    browser.end().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn cancel_and_expiry() -> Result<()> {
    let browser = Browser::start(Reader::default()).await?;
    let (shop, running) = (&browser.running.shop, &browser.running);
    let id = browser.check_out().await?;
    browser.follow("form[action$='/cancel'] button").await?;
    assert_eq!((browser.url().await?, status(running, &id)), (format!("{shop}/cart"), Some(Session::Cancelled)));
    assert_eq!(browser.texts("h1, dialog").await?, ["Your cart"]);

    let id = browser.check_out().await?;
    browser.follow("form[action$='/expire'] button").await?;
    assert_eq!(status(running, &id), Some(Session::Expired));
    let expired = Code::SessionExpired.customer();
    assert_eq!(browser.texts("h1, [role=alert], main a").await?, ["Session expired", expired, CART_TEXT]);
    browser.follow("main a").await?;
    assert_eq!(browser.url().await?, format!("{shop}/cart"));
    browser.end().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_double_click_is_one_order() -> Result<()> {
    let browser = Browser::start(Reader::default()).await?;
    browser.open_cart().await?;
    let button = browser.driver.find(By::Css("main form button")).await?;
    browser.leave(async || Ok(browser.driver.action_chain().double_click_element(&button).perform().await?)).await?;
    assert_eq!(browser.texts("h1").await?, ["Payment"]);
    assert_eq!(browser.running.ozura.sessions.count(), 1);
    browser.end().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn hostile_queries() -> Result<()> {
    let browser = Browser::start(Reader::default()).await?;
    let shop = &browser.running.shop;
    let unavailable = "Payment service unavailable";
    let unknown = "Something went wrong. Please try again later.";
    for (query, text) in [
        ("errorCode=SYSTEM_ERROR&error=%3Cscript%3Ealert(1)%3C/script%3E", unavailable),
        ("errorCode=SYSTEM_ERROR&error=%3Cimg%20src=x%20onerror=alert(1)%3E", unavailable),
        ("errorCode=SYSTEM_ERROR&cancelUrl=https://evil.example/", unavailable),
        ("errorCode=SYSTEM_ERROR&cancelUrl=javascript:alert(1)", unavailable),
        ("errorCode=SYSTEM_ERROR&cancelUrl=//evil.example/", unavailable),
        ("errorCode=%3Cscript%3Ealert(1)%3C/script%3E", unknown),
        ("errorCode=STOLEN_CARD&error=Your+card+is+stolen", unknown),
        ("errorCode=NOTHING&error=Call+555-0199", unknown),
        ("", unknown),
    ] {
        browser.driver.goto(format!("{shop}/cart?payment=failed&{query}")).await?;
        let popup = browser.texts("dialog[open] > *").await?;
        assert_eq!(popup, ["The payment did not go through", text, CART_TEXT], "{query}");
        let link = browser.driver.find(By::Css("dialog a")).await?;
        assert_eq!(link.prop("href").await?, Some(format!("{shop}/cart")), "{query}");
        assert_eq!(browser.evaluate("document.scripts.length").await?, 0, "{query}");
    }
    browser.end().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn without_scripts() -> Result<()> {
    let browser = Browser::start(Reader { scripts: false, ..Reader::default() }).await?;
    let id = browser.check_out().await?;
    enter(&browser, "4000 0000 0000 0127").await?;
    assert_eq!(browser.texts("[role=alert]").await?, [Code::IncorrectCvv.customer()]);
    browser.follow("button[value=SYSTEM_ERROR]").await?;
    assert_eq!(browser.texts("dialog p").await?, ["Payment service unavailable", CART_TEXT]);
    assert_eq!(status(&browser.running, &id), Some(Session::Failed));
    browser.end().await
}

/// Checks a page: its width, its language, the labels of its inputs, and accessibility with axe if it is installed.
async fn look(browser: &Browser, name: &str, language: &str) -> Result<()> {
    let overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert_eq!(browser.evaluate(overflow).await?, 0, "{name} scrolls horizontally");
    assert_eq!(browser.evaluate("document.documentElement.lang").await?, language);
    let nameless =
        "[...document.querySelectorAll('input:not([type=hidden])')].filter(one => !one.labels.length).length";
    assert_eq!(browser.evaluate(nameless).await?, 0, "{name} has inputs without labels");
    browser.picture(name).await?;
    let Ok(axe) = std::env::var("AXE") else { return Ok(()) };
    let axe = std::fs::read_to_string(axe)?;
    browser.driver.execute(axe, Vec::new()).await?;
    let script = "const done = arguments[0]; axe.run().then(found => done(found.violations.map(
        one => one.id + ': ' + one.nodes.map(node => node.target).join())))";
    let violations = browser.driver.execute_async(script, Vec::new()).await?;
    assert_eq!(violations.json(), &serde_json::json!([]), "{name}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn every_page_on_every_screen() -> Result<()> {
    for (phone, dark, language) in [(false, false, "en"), (true, false, "de"), (true, true, "en"), (false, true, "de")]
    {
        let browser = Browser::start(Reader { language, phone, dark, ..Reader::default() }).await?;
        browser.open_cart().await?;
        look(&browser, "cart", language).await?;
        browser.check_out().await?;
        look(&browser, "payment", language).await?;
        enter(&browser, "4000 0000 0000 0127").await?;
        look(&browser, "field", language).await?;
        enter(&browser, "4000 0000 0000 9995").await?;
        look(&browser, "decline", language).await?;
        browser.follow("button[value=SYSTEM_ERROR]").await?;
        look(&browser, "popup", language).await?;
        browser.check_out().await?;
        browser.follow("form[action$='/expire'] button").await?;
        look(&browser, "expired", language).await?;
        browser.check_out().await?;
        enter(&browser, "4242 4242 4242 4242").await?;
        look(&browser, "thanks", language).await?;
        browser.end().await?;
    }
    Ok(())
}
