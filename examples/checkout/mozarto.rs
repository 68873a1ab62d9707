//! A payment orchestration like Mozarto: one API in front of several payment providers, with four envelopes.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::HeaderMap;
use axum::routing::post;
use axum::{Json, Router};
use errcat::mozarto::{Error, context, errors, upstream};
use serde_json::{Value, json};

use crate::api::Trouble;
use crate::random_id;

/// A valid bearer token.
pub const TOKEN: &str = "tk_test_tea";

/// The bearer token of a user whose password has expired.
pub const EXPIRED_PASSWORD: &str = "tk_test_old";

/// The state of the service.
#[derive(Debug, Default)]
pub struct Mozarto {
    /// Errors that the service answers to its next requests.
    pub trouble: Trouble<Error>,
    /// Raw answers of the provider to its next requests: status and body.
    pub provider: Trouble<(u16, &'static str)>,
}

/// Returns the routes of the service.
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
        // The upstream `psp` of the catalog maps the raw answer to a code. The answer to the client contains only the
        // code.
        let error = upstream::psp(Some(status), body.as_bytes());
        return Err(error.with_context(context::transaction_id(transaction)));
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

/// Checks a payment. The error names the first missing field alone, or else all invalid fields.
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

/// Routes a payment to its provider, which can reject it.
fn route(payment: &Value) -> Result<(), Error> {
    match payment["pspType"].as_str() {
        Some("acme") => {}
        Some("unconfigured") => return Err(errors::psp_config_not_found()),
        _ => return Err(errors::rules_not_matched()),
    }
    // ISO 4217 reserves this code for tests.
    if payment["currency"] == "XTS" {
        return Err(errors::provider_rejected().detail("Invalid currency for selected provider"));
    }
    if payment.get("voucher").is_some() {
        return Err(errors::voucher_rejected("Voucher has expired", None));
    }
    Ok(())
}
