//! The sessions API of the checkout. The merchant's server calls it.
//!
//! Handlers return `Result<_, ozura::Error>`. errcat builds the answer from the catalog: the status, `Retry-After` and
//! the envelope (the JSON shape of an answer). The handlers contain no code for the format of errors.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use errcat::ozura::{Error, Outcome, errors};
use errcat::{Redirect, Schemes};
use serde::{Deserialize, Serialize};

use crate::sessions::{Order, Session, Sessions};

/// The API key of the only merchant.
pub const API_KEY: &str = "sk_test_tea";

/// The state that the API and the payment page share.
#[derive(Debug)]
pub struct Ozura {
    /// The origin of the service, such as `http://127.0.0.1:8421`.
    pub origin: String,
    /// The payment sessions.
    pub sessions: Sessions,
    /// Errors that the API answers to its next requests.
    pub trouble: Trouble<Error>,
}

/// A queue of planned answers. A service gives one to each request until the queue is empty.
#[derive(Debug)]
pub struct Trouble<T>(Mutex<VecDeque<T>>);

impl<T> Default for Trouble<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Trouble<T> {
    /// Appends answers to the queue.
    pub fn plan(&self, answers: impl IntoIterator<Item = T>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(answers);
    }

    /// Removes and returns the next planned answer.
    pub fn next(&self) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}

/// Returns the routes of the API.
pub fn routes() -> Router<Arc<Ozura>> {
    Router::new()
        .route("/v1/sessions", post(create))
        .route("/v1/sessions/{id}", get(read))
        .route("/v1/sessions/{id}/cancel", post(cancel))
}

/// The unchecked body of "create session". Missing members are empty.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Create {
    amount: Option<u64>,
    success_url: String,
    error_url: String,
    cancel_url: String,
    idempotency_key: Option<String>,
}

/// The body of a successful answer.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    success: bool,
    session_id: String,
    status: &'static str,
    amount: u64,
    checkout_url: String,
}

impl Ozura {
    fn answer(&self, session: Session) -> Json<Answer> {
        let checkout_url = format!("{}/pay/{}", self.origin, session.id);
        let Session { id, order, status, .. } = session;
        Json(Answer { success: true, session_id: id, status: status.as_str(), amount: order.amount, checkout_url })
    }

    /// Rejects a request with the wrong API key, or with the next planned error.
    fn admit(&self, headers: &HeaderMap) -> Result<(), Error> {
        if headers.get("x-api-key").is_none_or(|key| key != API_KEY) {
            return Err(errors::unauthorized());
        }
        self.trouble.next().map_or(Ok(()), Err)
    }
}

async fn create(
    State(ozura): State<Arc<Ozura>>,
    headers: HeaderMap,
    body: Result<Json<Create>, JsonRejection>,
) -> Result<(StatusCode, Json<Answer>), Error> {
    ozura.admit(&headers)?;
    let Json(create) =
        body.map_err(|why| errors::bad_request("The request body is invalid").detail(why.body_text()))?;
    let Create { amount, success_url, error_url, cancel_url, idempotency_key } = create;
    let order = Order { amount: amount.unwrap_or_default(), success_url, error_url, cancel_url };
    let problems = problems(&order);
    if !problems.is_empty() {
        return Err(errors::bad_request("Some parameters are missing or invalid").details(problems));
    }
    Ok((StatusCode::CREATED, ozura.answer(ozura.sessions.create(order, idempotency_key))))
}

/// Returns all problems of an order. Each outcome of the catalog checks the URLs that it needs.
fn problems(order: &Order) -> Vec<String> {
    let mut problems = Vec::new();
    if order.amount == 0 {
        problems.push("`amount` is missing: cents, at least 1".to_owned());
    }
    for outcome in Outcome::ALL {
        if let Err(problem) = Redirect::after(outcome.erase(), &order.urls(), Schemes::HttpsOrLocal) {
            let problem = problem.to_string();
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
    }
    problems
}

async fn read(
    State(ozura): State<Arc<Ozura>>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Json<Answer>, Error> {
    ozura.admit(&headers)?;
    Ok(ozura.answer(ozura.sessions.get(&id)?))
}

async fn cancel(
    State(ozura): State<Arc<Ozura>>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Json<Answer>, Error> {
    ozura.admit(&headers)?;
    Ok(ozura.answer(ozura.sessions.cancel(&id)?))
}
