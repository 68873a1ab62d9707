//! Tests of the pages of `errcat docs` in a real browser.

use docs_browser::{Browser, Reader, Result, Site};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

/// Returns the ids in the results, in order.
async fn found(browser: &Browser) -> Result<Vec<String>> {
    let ids =
        browser.evaluate("[...document.querySelectorAll('#results .id')].map(id => id.textContent).join()").await?;
    Ok(ids.as_str().unwrap_or_default().split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect())
}

async fn count(browser: &Browser) -> Result<String> {
    Ok(browser.driver.find(By::Id("count")).await?.text().await?)
}

/// Types into the search field, and compares the first ids and the text above the results.
async fn check(browser: &Browser, query: &str, first: &[&str], number: &str) -> Result<()> {
    let input = browser.driver.find(By::Id("q")).await?;
    input.clear().await?;
    input.send_keys(query).await?;
    let found = found(browser).await?;
    let begins = found.len() >= first.len() && found[..first.len()] == *first;
    assert!(begins, "{query}: {found:?}");
    assert_eq!(count(browser).await?, number, "{query}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn search() -> Result<()> {
    let site = Site::write(&[])?;
    let browser = Browser::start(Reader::default()).await?;
    browser.driver.goto(site.url("index.html")).await?;
    for (query, first, number) in [
        ("", &[][..], "78 codes"),
        // An id in any case, with spaces, and its first letters.
        ("MISSING_FIELD", &["MISSING_FIELD"], "3 of 78 codes"),
        ("missing field", &["MISSING_FIELD"], "3 of 78 codes"),
        ("insuff", &["INSUFFICIENT_FUNDS"], "1 of 78 codes"),
        ("card_de", &["CARD_DECLINED"], "16 of 78 codes"),
        // A title, a text, and a German text with and without accents.
        ("provider timed out", &["PSP_TIMEOUT"], "1 of 78 codes"),
        ("digit by digit", &["INVALID_CARD_NUMBER"], "2 of 78 codes"),
        ("Zahlungsdienst zurzeit verfügbar", &["SYSTEM_ERROR"], "2 of 78 codes"),
        ("zahlungsdienst zurzeit VERFUGBAR", &["SYSTEM_ERROR"], "2 of 78 codes"),
        // The wire code of a diagnostic, a provider's code with its scope, and a status.
        ("EC0301", &["MASK_OF_MASK"], "1 of 78 codes"),
        ("iso8583:51", &["INSUFFICIENT_FUNDS"], "1 of 78 codes"),
        ("429", &["PSP_RATE_LIMITED", "RATE_LIMITED"], "2 of 78 codes"),
        ("nothing like this", &[], "No matching codes"),
        ("<script> & __proto__", &[], "No matching codes"),
    ] {
        check(&browser, query, first, number).await?;
    }
    browser.end().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn filters_stay_in_the_address() -> Result<()> {
    let site = Site::write(&[])?;
    let browser = Browser::start(Reader::default()).await?;
    let asked = "new URLSearchParams(location.search).toString()";
    browser.driver.goto(site.url("index.html")).await?;
    browser.press("/").await?;
    browser.press("session").await?;
    let choose = async |name: &str, value: &str| -> Result<()> {
        let option = format!("select[name={name}] option[value='{value}']");
        Ok(browser.driver.find(By::Css(option)).await?.click().await?)
    };
    choose("fixable_by", "developer").await?;
    choose("status", "404").await?;
    choose("retry", "never").await?;
    choose("catalog", "ozura").await?;
    let all = "q=session&fixable_by=developer&status=404&retry=never&catalog=ozura";
    browser.until(asked, &json!(all)).await?;
    assert_eq!(found(&browser).await?, ["SESSION_NOT_FOUND"]);
    // Filters stay after a reload, and after a visit to another page.
    browser.driver.refresh().await?;
    assert_eq!(
        (found(&browser).await?, browser.evaluate(asked).await?),
        (vec!["SESSION_NOT_FOUND".to_owned()], json!(all))
    );
    browser.driver.find(By::Css("#results a")).await?.click().await?;
    browser.until("document.querySelector('h1').firstChild.textContent", &json!("SESSION_NOT_FOUND")).await?;
    browser.driver.back().await?;
    browser.until("document.querySelector('#results .id')?.textContent", &json!("SESSION_NOT_FOUND")).await?;
    assert_eq!(browser.evaluate("document.querySelector('[name=status]').value").await?, "404");
    // The reset button clears everything.
    browser.driver.find(By::Css("[type=reset]")).await?.click().await?;
    browser.until(asked, &json!("")).await?;
    assert_eq!((found(&browser).await?.len(), count(&browser).await?.as_str()), (0, "78 codes"));
    // A link can set filters; an unknown value is ignored.
    browser.driver.goto(site.url("mozarto/index.html?fixable_by=customer&status=999")).await?;
    assert_eq!(
        (found(&browser).await?, count(&browser).await?.as_str()),
        (vec!["VOUCHER_REJECTED".to_owned()], "1 of 15 codes")
    );
    browser.end().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn keyboard() -> Result<()> {
    let site = Site::write(&[])?;
    let browser = Browser::start(Reader::default()).await?;
    let focus = "document.activeElement.id || document.activeElement.querySelector('.id')?.textContent";
    browser.driver.goto(site.url("index.html")).await?;
    browser.press("/").await?;
    assert_eq!(browser.evaluate(focus).await?, "q");
    browser.press("psp_").await?;
    let all = found(&browser).await?;
    for expected in [&all[0], &all[1]] {
        browser.press(Key::Down + "").await?;
        assert_eq!(browser.evaluate(focus).await?, *expected);
    }
    for expected in [&all[0], "q"] {
        browser.press(Key::Up + "").await?;
        assert_eq!(browser.evaluate(focus).await?, *expected);
    }
    browser.press(Key::Escape + "").await?;
    assert_eq!((found(&browser).await?.len(), count(&browser).await?.as_str()), (0, "78 codes"));
    browser.press("psp_timeout" + Key::Enter).await?;
    browser.until("document.querySelector('h1').firstChild.textContent", &json!("PSP_TIMEOUT")).await?;
    // The key also works on the page of a code.
    browser.press("/").await?;
    browser.press("voucher" + Key::Enter).await?;
    browser.until("document.querySelector('#results .id')?.textContent", &json!("VOUCHER_REJECTED")).await?;
    browser.end().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn copying() -> Result<()> {
    let site = Site::write(&[])?;
    let browser = Browser::start(Reader::default()).await?;
    let body = r#"{"status":"error","message":"Missing required field: pspType","isSuccess":false,"errors":[]}"#;
    for (button, text) in [("#answer .copy", body), ("h1 .copy", "MISSING_FIELD")] {
        browser.driver.goto(site.url("mozarto/MISSING_FIELD.html")).await?;
        let button = browser.driver.find(By::Css(button)).await?;
        button.click().await?;
        browser
            .until("document.querySelector('body > [role=status]').textContent.startsWith('Copied')", &json!(true))
            .await?;
        assert_eq!(button.text().await?, "Copied");
        // The clipboard has the text.
        browser.press("/").await?;
        browser.press(Key::Control + "v").await?;
        browser.until("document.getElementById('q').value", &json!(text)).await?;
    }
    browser.end().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn without_scripts() -> Result<()> {
    let site = Site::write(&[])?;
    let browser = Browser::start(Reader { scripts: false, ..Reader::default() }).await?;
    browser.driver.goto(site.url("index.html")).await?;
    assert_eq!(
        browser.texts("h1, h2").await?,
        ["Error codes", "Mozarto payment orchestration", "Ozura Checkout", "errcat's diagnostics"]
    );
    // Nothing that needs a script is visible.
    assert_eq!(browser.texts("form, button, #results").await?, [""; 0]);
    browser.driver.find(By::Css(".catalogs h2 a")).await?.click().await?;
    assert_eq!(browser.texts("table.codes tbody tr").await?.len(), 15);
    browser.driver.goto(site.url("mozarto/MISSING_FIELD.html")).await?;
    assert_eq!(browser.texts("#message p, button, form").await?, ["Missing required field: {field}"]);
    browser.end().await
}

/// Checks a page: its width, and accessibility with axe if it is installed.
async fn look(browser: &Browser, name: &str) -> Result<()> {
    let overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert_eq!(browser.evaluate(overflow).await?, 0, "{name} scrolls sideways");
    browser.picture(name).await?;
    let Ok(axe) = std::env::var("AXE") else { return Ok(()) };
    browser.driver.execute(std::fs::read_to_string(axe)?, Vec::new()).await?;
    let script = "const done = arguments[0]; axe.run({preload: false}).then(found => done(found.violations.map(
        one => one.impact + ' ' + one.id + ': ' + one.nodes.map(node => node.target).join())))";
    let violations = browser.driver.execute_async(script, Vec::new()).await?;
    assert_eq!(violations.json(), &json!([]), "{name}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn every_kind_of_page_on_every_screen() -> Result<()> {
    let site = Site::write(&[])?;
    let shop = Site::write(&["--catalog", concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/catalogs/good")])?;
    for (phone, dark) in [(false, false), (false, true), (true, false), (true, true)] {
        let browser = Browser::start(Reader { phone, dark, ..Reader::default() }).await?;
        for (name, url) in [
            ("all", site.url("index.html")),
            ("found", site.url("index.html?q=card")),
            ("catalog", site.url("ozura/index.html")),
            ("declined", site.url("ozura/CARD_DECLINED.html")),
            ("system", site.url("ozura/SYSTEM_ERROR.html")),
            ("server", site.url("ozura/SERVER_ERROR.html")),
            ("masked", site.url("ozura/STOLEN_CARD.html")),
            ("missing", site.url("mozarto/MISSING_FIELD.html")),
            ("diagnostic", site.url("errcat/INVALID_ENVELOPE.html")),
            ("shop", shop.url("shop/index.html")),
            ("voucher", shop.url("shop/VOUCHER_EXPIRED.html")),
            ("deprecated", shop.url("shop/OUT_OF_STOCK.html")),
            ("retired", shop.url("shop/VOUCHER_OLD.html")),
        ] {
            browser.driver.goto(url).await?;
            look(&browser, name).await?;
        }
        browser.end().await?;
    }
    Ok(())
}

/// Measures searches in the catalog of the variable `MANY`, if it is set: the median is below 100 ms.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn many_codes() -> Result<()> {
    let Ok(many) = std::env::var("MANY") else { return Ok(()) };
    let site = Site::write(&["--catalog", &many])?;
    let browser = Browser::start(Reader::default()).await?;
    browser.driver.goto(site.url("index.html")).await?;
    let typed = "(text => { const q = document.getElementById('q'); q.value = text; const from = performance.now();
        q.dispatchEvent(new Event('input', {bubbles: true})); document.body.offsetHeight;
        return performance.now() - from; })";
    let mut times = Vec::new();
    for text in ["c", "ca", "card", "card t", "card token missing", "request", "rule 7", "e"] {
        let time: Value = browser.evaluate(&format!("{typed}('{text}')")).await?;
        let time = time.as_f64().ok_or("no time")?;
        println!("{text:20} {time:6.1} ms, {}", count(&browser).await?);
        times.push(time);
    }
    times.sort_by(f64::total_cmp);
    let median = times[times.len() / 2];
    assert!(median < 100.0, "a search took {median} ms");
    browser.end().await
}
