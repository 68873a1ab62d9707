//! A demonstration of the client: calls that fail in different ways.

use std::fmt::Write as _;

use errcat::{ErrorCode, mozarto, ozura};
use reqwest::RequestBuilder;
use serde_json::{Value, json};

use crate::api::API_KEY;
use crate::client::{Call, Client};
use crate::mozarto::TOKEN;
use crate::{Running, random_id};

/// Makes calls that fail in different ways, and returns a report of all attempts.
pub async fn play(running: &Running, client: &Client) -> String {
    let mut story = String::new();
    let key = random_id();

    running.ozura.trouble.plan([ozura::errors::service_unavailable(), ozura::errors::rate_limited()]);
    let first = create_session(running, client, &key).await;
    tell(&mut story, "Create a session while the API is down and then rate limited", &first);

    let second = create_session(running, client, &key).await;
    tell(&mut story, "Create a session with the same idempotency key", &second);
    let id = |call: &Call<ozura::Code>| call.result.as_ref().ok().map(|session| session["sessionId"].clone());
    let same = id(&first).is_some() && id(&first) == id(&second);
    let _ = writeln!(story, "    {}", if same { "returned the original session" } else { "returned another session" });

    running.mozarto.provider.plan([(408, "…"), (500, "upstream timeout")]);
    let payment = json!({"pspType": "acme", "amount": 2340, "email": "ada@example.com"});
    let call = pay(running, client, &payment).await;
    tell(&mut story, "Pay while the provider times out twice", &call);

    running.mozarto.trouble.plan((0..6).map(|_| mozarto::errors::internal_error()));
    let call = pay(running, client, &payment).await;
    tell(&mut story, "Pay while Mozarto is down: exponential backoff until the retries are used up", &call);

    let call = pay(running, client, &json!({"amount": 2340, "email": "ada@example.com"})).await;
    tell(&mut story, "Pay with a missing field: no retry", &call);
    story
}

async fn create_session(running: &Running, client: &Client, key: &str) -> Call<ozura::Code> {
    let create = |http: &reqwest::Client, key: &str| -> RequestBuilder {
        let shop = &running.shop;
        http.post(format!("{}/v1/sessions", running.ozura.origin)).header("x-api-key", API_KEY).json(&json!({
            "amount": 2340,
            "successUrl": format!("{shop}/thanks"),
            "errorUrl": format!("{shop}/cart?payment=failed"),
            "cancelUrl": format!("{shop}/cart"),
            "idempotencyKey": key,
        }))
    };
    client.call(key, ozura::Code::ServiceUnavailable.retry(), create).await
}

async fn pay(running: &Running, client: &Client, payment: &Value) -> Call<mozarto::Code> {
    let url = format!("{}/payments", running.mozarto_origin);
    let request = |http: &reqwest::Client, _: &str| http.post(&url).bearer_auth(TOKEN).json(payment);
    client.call(&random_id(), mozarto::Code::PspTimeout.retry(), request).await
}

fn tell<C: ErrorCode>(story: &mut String, title: &str, call: &Call<C>) {
    let _ = writeln!(story, "\n{title}");
    for (number, step) in (1..).zip(&call.steps) {
        let _ = writeln!(story, "  {number}. {step}");
    }
    if let Err(failure) = &call.result {
        let _ = writeln!(story, "    {failure}");
    }
    if let Err(crate::client::Failure::Error(error)) = &call.result {
        let _ = writeln!(story, "    {}: {}", error.code().erase().fixable_by(), error.internal().remediation());
    }
}
