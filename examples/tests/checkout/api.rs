//! Tests of both APIs over HTTP: every documented answer, and idempotency keys.

use std::collections::HashSet;

use checkout::Running;
use checkout::api::API_KEY;
use checkout::mozarto::{EXPIRED_PASSWORD, TOKEN};
use checkout::sessions::Order;
use errcat::ozura::{Outcome, errors};
use errcat::{mozarto, ozura};
use serde_json::{Value, json};

use crate::common::{answer, browser, running};

/// Returns the body of "create session".
fn order(key: Option<&str>) -> Value {
    json!({
        "amount": 2340,
        "successUrl": "https://shop.example/thanks",
        "errorUrl": "https://shop.example/cart?payment=failed",
        "cancelUrl": "https://shop.example/cart",
        "idempotencyKey": key,
    })
}

/// Returns the error envelope of the sessions API, with its members in order.
fn envelope(error: &str, details: &[&str]) -> String {
    format!(r#"{{"success":false,"error":{},"details":{}}}"#, json!(error), json!(details))
}

/// Sends requests to the sessions API and compares the status, `Retry-After` and body of the answers.
struct Asked<'a>(&'a Running);

impl Asked<'_> {
    async fn check(&self, path: &str, key: &str, body: &str, expected: (u16, Option<&str>, &str)) {
        let url = format!("{}/v1/sessions{path}", self.0.ozura.origin);
        let reads = body.is_empty() && !path.ends_with("/cancel");
        let request = if reads { browser().get(url) } else { browser().post(url).body(body.to_owned()) };
        let request = request.header("x-api-key", key).header("content-type", "application/json");
        let (status, retry_after, answered) = answer(request, "retry-after").await;
        assert_eq!((status, retry_after.as_deref(), &*answered), expected, "{path} {body}");
    }
}

#[tokio::test]
async fn every_documented_answer_of_the_sessions_api() {
    let (running, _) = running().await;
    let asked = Asked(&running);
    let refused = "Some parameters are missing or invalid";
    for (body, reason, details) in [
        (
            "{}",
            refused,
            &[
                "`amount` is missing: cents, at least 1",
                "`success_url` is missing",
                "`error_url` is missing",
                "`cancel_url` is missing",
            ][..],
        ),
        (
            r#"{"amount": 1, "successUrl": "javascript:alert(1)", "errorUrl": "https://shop.example/?errorCode=X",
                "cancelUrl": "http://shop.example/cart"}"#,
            refused,
            &[
                "`success_url` is refused: its scheme is `javascript`, not `https`",
                "`error_url` is refused: its query has a parameter `errorCode`, which the redirect appends",
                "`cancel_url` is refused: its scheme is `http`, not `https`",
            ],
        ),
        (
            "{",
            "The request body is invalid",
            &["Failed to parse the request body as JSON: EOF while parsing an object at line 1 column 1"],
        ),
    ] {
        asked.check("", API_KEY, body, (400, None, &envelope(reason, details))).await;
    }

    let unauthorized = envelope("The API key is missing or not valid", &[]);
    for key in ["", "sk_test_te", "SK_TEST_TEA"] {
        asked.check("", key, &order(None).to_string(), (401, None, &unauthorized)).await;
        asked.check("/7", key, "", (401, None, &unauthorized)).await;
    }
    let not_found = envelope("The session does not exist", &[]);
    for path in ["/7", "/7/cancel"] {
        asked.check(path, API_KEY, "", (404, None, &not_found)).await;
    }
    for (outcome, status, text) in [
        (Outcome::Paid, 409, "The session is already completed or cancelled"),
        (Outcome::Cancelled, 409, "The session is already completed or cancelled"),
        (Outcome::Unrecoverable, 409, "The session is already completed or cancelled"),
        (Outcome::Expired, 410, "The session has expired"),
    ] {
        let session = running.ozura.sessions.create(Order::default(), None).id;
        let ended = running.ozura.sessions.settle(&session, || Ok(outcome));
        assert_eq!(ended.map(|session| session.status).ok(), Some(outcome.session()));
        asked.check(&format!("/{session}/cancel"), API_KEY, "", (status, None, &envelope(text, &[]))).await;
    }
    for (trouble, status, retry_after, text) in [
        (errors::rate_limited(), 429, "10", "Too many requests for this API key"),
        (errors::server_error(), 500, "1", "Server error"),
        (errors::bad_gateway(), 502, "1", "An upstream service is unavailable"),
        (errors::service_unavailable(), 503, "1", "The service is temporarily unavailable"),
    ] {
        running.ozura.trouble.plan([trouble]);
        asked.check("", API_KEY, &order(None).to_string(), (status, Some(retry_after), &envelope(text, &[]))).await;
    }
}

#[tokio::test]
async fn a_session_is_created_read_and_canceled() {
    let (running, _) = running().await;
    let sessions = format!("{}/v1/sessions", running.ozura.origin);
    let with_key = |request: reqwest::RequestBuilder| request.header("x-api-key", API_KEY);
    let check = async |request, status: u16, session: &str| -> String {
        let (answered, _, body) = answer(with_key(request), "").await;
        let body: Value = serde_json::from_str(&body).expect("JSON");
        let id = body["sessionId"].as_str().expect("an id").to_owned();
        let checkout_url = format!("{}/pay/{id}", running.ozura.origin);
        let expected = json!({
            "success": true, "sessionId": id, "status": session, "amount": 2340, "checkoutUrl": checkout_url,
        });
        assert_eq!((answered, body), (status, expected));
        id
    };
    let id = check(browser().post(&sessions).json(&order(None)), 201, "pending").await;
    assert_eq!(check(browser().get(format!("{sessions}/{id}")), 200, "pending").await, id);
    assert_eq!(check(browser().post(format!("{sessions}/{id}/cancel")), 200, "cancelled").await, id);
    assert_eq!(check(browser().get(format!("{sessions}/{id}")), 200, "cancelled").await, id);
}

/// Creates a session with an idempotency key and returns its id.
async fn session_for(url: String, key: Option<String>) -> String {
    let request = browser().post(url).header("x-api-key", API_KEY).json(&order(key.as_deref()));
    let (status, _, body) = answer(request, "").await;
    assert_eq!(status, 201);
    let body: Value = serde_json::from_str(&body).expect("JSON");
    body["sessionId"].as_str().expect("an id").to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn duplicates_get_the_original_session() {
    let (running, _) = running().await;
    let url = format!("{}/v1/sessions", running.ozura.origin);
    let at_once = (0..50).map(|_| tokio::spawn(session_for(url.clone(), Some("attempt 1".to_owned()))));
    let mut ids = HashSet::new();
    for call in at_once.collect::<Vec<_>>() {
        ids.insert(call.await.expect("no panic"));
    }
    assert_eq!((ids.len(), running.ozura.sessions.count()), (1, 1));
    // The key returns the same session later, even after it is closed.
    let id = ids.into_iter().next().expect("one");
    running.ozura.sessions.settle(&id, || Ok(Outcome::Expired)).expect("it exists");
    assert_eq!(session_for(url.clone(), Some("attempt 1".to_owned())).await, id);
    // Another key creates another session, and so does no key.
    assert_ne!(session_for(url.clone(), Some("attempt 2".to_owned())).await, id);
    assert_ne!(session_for(url.clone(), None).await, session_for(url, None).await);
    assert_eq!(running.ozura.sessions.count(), 4);
}

#[tokio::test]
async fn a_closed_session_ignores_events() {
    let (running, _) = running().await;
    for end in Outcome::ALL.iter().copied().filter(|outcome| outcome.is_terminal()) {
        let session = running.ozura.sessions.create(Order::default(), None).id;
        let settle = |outcome| running.ozura.sessions.settle(&session, || Ok(outcome));
        settle(end).expect("it exists");
        for outcome in Outcome::ALL {
            assert_eq!(settle(*outcome).map(|session| session.status).ok(), Some(end.session()), "{end}, {outcome}");
        }
    }
    // An error without an outcome does not change the session.
    let session = running.ozura.sessions.create(Order::default(), None).id;
    let settled = running.ozura.sessions.settle(&session, || Err(ozura::Code::RateLimited));
    assert_eq!(settled.map(|session| session.status).ok(), Some(ozura::Session::Pending));
}

#[tokio::test]
async fn every_envelope_of_the_payment_orchestration() {
    let (running, _) = running().await;
    let url = format!("{}/payments", running.mozarto_origin);
    let good = json!({"pspType": "acme", "amount": 2340, "email": "ada@example.com"});
    let with = |name: &str, value: Value| {
        let mut payment = good.clone();
        payment[name] = value;
        payment
    };
    let check = async |token: &str, payment: &Value, status: u16, body: &str| {
        let (answered, _, received) = answer(browser().post(&url).bearer_auth(token).json(payment), "").await;
        // The id of a transaction is 32 random digits.
        let received = match received.split_once(r#""transactionId":""#) {
            Some((before, after)) => format!(r#"{before}"transactionId":"…{}"#, &after[32..]),
            None => received,
        };
        assert_eq!((answered, &*received), (status, body), "{payment}");
    };
    let standard = |message: &str, details: &str| {
        format!(r#"{{"status":"error","message":"{message}","isSuccess":false,"errors":[{details}]}}"#)
    };
    let normalized = |code: &str, message: &str| {
        let told = format!(r#""errorCode":"{code}","message":"{message}","transactionId":"…","errors":[]"#);
        format!(r#"{{"status":"error","isSuccess":false,{told}}}"#)
    };
    check("", &good, 401, &standard("Unauthorized", "")).await;
    check(EXPIRED_PASSWORD, &good, 403, &standard("Forbidden", "")).await;
    check(TOKEN, &json!({}), 400, &standard("Missing required field: pspType", "")).await;
    let problems = r#""amount must not be empty","email must be a valid email""#;
    let invalid = json!({"pspType": "acme", "amount": "", "email": "ada"});
    check(TOKEN, &invalid, 400, &standard("Validation failed", problems)).await;
    let no_json = browser().post(&url).bearer_auth(TOKEN).header("content-type", "application/json").body("{");
    let (status, _, body) = answer(no_json, "").await;
    let known = mozarto::classify(Some(status), body.as_bytes()).known();
    assert_eq!(known.map(|error| error.code()), Some(mozarto::Code::ValidationFailed), "{body}");
    let nobody = browser().post(&url).header("content-type", "application/json").body("{");
    assert_eq!(answer(nobody, "").await.0, 401);
    check(TOKEN, &with("pspType", json!("other")), 400, &standard("Rules action is not matched", "")).await;
    let rejected = standard("Payment provider rejected the request", r#""Invalid currency for selected provider""#);
    check(TOKEN, &with("currency", json!("XTS")), 400, &rejected).await;
    check(TOKEN, &with("voucher", json!("TEA")), 400, &standard("Voucher has expired", "")).await;
    let data = |message: &str, cause: &str| {
        format!(r#"{{"status":"error","message":"{message}","isSuccess":false,"data":"{cause}"}}"#)
    };
    let unconfigured = data("Something went wrong", "PSP Configuration not found. Please check you psp Configuration");
    check(TOKEN, &with("pspType", json!("unconfigured")), 400, &unconfigured).await;
    running.mozarto.trouble.plan([mozarto::errors::internal_error()]);
    check(TOKEN, &good, 500, &data("Internal server error", "Something went wrong")).await;
    for (raw, body, status, code, message) in [
        (408, "", 504, "PSP_TIMEOUT", "The payment provider did not answer in time."),
        (500, "<h1>Gateway Timeout</h1>", 504, "PSP_TIMEOUT", "The payment provider did not answer in time."),
        (502, "", 503, "PSP_UNAVAILABLE", "The payment provider is currently unavailable."),
        (429, "", 429, "PSP_RATE_LIMITED", "The payment provider is receiving too many requests."),
        (403, "", 400, "INVALID_PSP_CREDENTIALS", "Payment could not be processed due to invalid PSP credentials."),
        (418, "", 500, "UNKNOWN_PSP_ERROR", "An unexpected error occurred. Contact support if it continues."),
    ] {
        running.mozarto.provider.plan([(raw, body)]);
        check(TOKEN, &good, status, &normalized(code, message)).await;
    }
    let token = browser().post(&url).bearer_auth(TOKEN).header("x-user-token", "ey").json(&good);
    let undecodable = standard("The x-user-token header is not a decodable JWT", "");
    assert_eq!(answer(token, "").await, (504, None, undecodable));
    let decodable = browser().post(&url).bearer_auth(TOKEN).header("x-user-token", "e.e.e").json(&good);
    assert_eq!(answer(decodable, "").await.0, 200);
}
