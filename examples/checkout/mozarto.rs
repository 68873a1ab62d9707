//! A payment orchestration like Mozarto: one API in front of providers, with four envelopes and the errors in them.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::HeaderMap;
use axum::routing::post;
use axum::{Json, Router};
use errcat::mozarto::{Error, classify_from, context, errors};
use serde_json::{Value, json};

use crate::api::Trouble;
use crate::random_id;

/// A bearer token that is accepted.
pub const TOKEN: &str = "tk_test_tea";

/// A bearer token whose password has expired.
pub const EXPIRED_PASSWORD: &str = "tk_test_old";

/// The service.
#[derive(Debug, Default)]
pub struct Mozarto {
    /// What it answers next, whatever it is asked.
    pub trouble: Trouble<Error>,
    /// What the provider behind it answers next: status and body, raw.
    pub provider: Trouble<(u16, &'static str)>,
}

/// The routes of the service.
pub fn routes(mozarto: Arc<Mozarto>) -> Router {
    Router::new().route("/payments", post(pay)).with_state(mozarto)
}

async fn pay(
    State(mozarto): State<Arc<Mozarto>>,
    headers: HeaderMap,
    body: Result<Json<Value>, JsonRejection>,
) -> Result<Json<Value>, Error> {
    if let Some(error) = mozarto.trouble.next() {
        return Err(error);
    }
    authenticate(&headers)?;
    let Json(payment) = body.map_err(|why| errors::validation_failed().detail(why.body_text()))?;
    validate(&payment)?;
    route(&payment)?;
    let transaction = random_id();
    if let Some((status, body)) = mozarto.provider.next() {
        // The rows of the upstream `psp` say what the raw answer means; none of it leaves, but the code that it becomes.
        let known = classify_from("psp", Some(status), body.as_bytes()).known();
        return Err(known.unwrap_or_else(errors::unknown_psp_error).with_context(context::transaction_id(transaction)));
    }
    Ok(Json(json!({
        "status": "success",
        "isSuccess": true,
        "data": {"transactionId": transaction, "transaction_status": "PENDING"},
    })))
}

fn authenticate(headers: &HeaderMap) -> Result<(), Error> {
    let value = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match value("authorization").and_then(|value| value.strip_prefix("Bearer ")) {
        Some(TOKEN) => {}
        Some(EXPIRED_PASSWORD) => return Err(errors::forbidden()),
        _ => return Err(errors::unauthorized()),
    }
    match value("x-user-token") {
        Some(token) if token.split('.').count() != 3 => Err(errors::invalid_user_token()),
        _ => Ok(()),
    }
}

/// All that is wrong with a payment, but for a missing field, of which the first is named alone.
fn validate(payment: &Value) -> Result<(), Error> {
    for field in ["pspType", "amount", "email"] {
        if payment.get(field).is_none() {
            return Err(errors::missing_field(field));
        }
    }
    let mut problems = Vec::new();
    if payment["amount"] == "" {
        problems.push("amount must not be empty");
    }
    if payment["email"].as_str().is_none_or(|email| !email.contains('@')) {
        problems.push("email must be a valid email");
    }
    if problems.is_empty() { Ok(()) } else { Err(errors::validation_failed().details(problems)) }
}

/// Finds the provider of a payment, and what it has against it.
fn route(payment: &Value) -> Result<(), Error> {
    match payment["pspType"].as_str() {
        Some("acme") => {}
        Some("unconfigured") => return Err(errors::psp_config_not_found()),
        _ => return Err(errors::rules_not_matched()),
    }
    // ISO 4217 keeps this code for testing.
    if payment["currency"] == "XTS" {
        return Err(errors::provider_rejected().detail("Invalid currency for selected provider"));
    }
    if payment.get("voucher").is_some() {
        return Err(errors::voucher_rejected("Voucher has expired"));
    }
    Ok(())
}
