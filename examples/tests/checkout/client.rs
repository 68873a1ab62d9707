//! Tests of the client: its decision on each answer, and the number of calls.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use checkout::client::{Call, Client};
use checkout::demonstration;
use errcat::ozura::{Code, errors};
use errcat::{ErrorCode, mozarto};
use tokio::net::TcpListener;

/// Starts a service that gives the answers in turn and then repeats the last one. Returns its URL and the number of
/// requests that it has received.
async fn answering(answers: Vec<fn() -> Response>) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let next = move || async move { answers[count.fetch_add(1, Ordering::SeqCst).min(answers.len() - 1)]() };
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/", get(next))).await });
    (url, asked)
}

/// Calls a service and compares each step. The letters `a`, `b`, … stand for the keys, in order of first use.
async fn check<C: ErrorCode>(answers: Vec<fn() -> Response>, steps: &[&str]) {
    let (url, asked) = answering(answers).await;
    let client = Client::at_pace(1_000_000).expect("a client starts");
    let call: Call<C> = client.call("first", C::ALL[0].into().retry(), |http, _| http.get(&url)).await;
    let mut keys: Vec<&str> = Vec::new();
    let mut letter = |key| {
        let place = keys.iter().position(|known| *known == key).unwrap_or_else(|| {
            keys.push(key);
            keys.len() - 1
        });
        char::from(b"abcdef"[place])
    };
    let told: Vec<_> = call.steps.iter().map(|step| format!("{} {step}", letter(&step.key))).collect();
    assert_eq!(told, steps);
    assert_eq!(asked.load(Ordering::SeqCst), steps.len());
}

#[tokio::test]
async fn calls_are_retried_by_policy() {
    let ok = || StatusCode::OK.into_response();
    check::<Code>(vec![ok], &["a 200"]).await;
    check::<Code>(
        vec![|| errors::server_error().into_response(), || errors::bad_gateway().into_response(), ok],
        &[
            "a 500 SERVER_ERROR: retry in 1s with the same key",
            "a 502 BAD_GATEWAY: retry in 2s with the same key",
            "a 200",
        ],
    )
    .await;
    // The wait is never shorter than `Retry-After`, even in the answer of a proxy.
    check::<Code>(
        vec![
            || ([("retry-after", "40")], errors::rate_limited()).into_response(),
            || (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "3")]).into_response(),
            || (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT")]).into_response(),
            || (StatusCode::TOO_MANY_REQUESTS, Html("<h1>Slow down</h1>")).into_response(),
        ],
        &[
            "a 429 RATE_LIMITED: retry in 40s with the same key",
            "a 429 RATE_LIMITED: retry in 10s with the same key",
            "a 429 RATE_LIMITED: retry in 10s with the same key",
            "a 429 RATE_LIMITED: all retries are used up",
        ],
    )
    .await;
    check::<mozarto::Code>(
        vec![|| mozarto::errors::internal_error().into_response()],
        &[
            "a 500 INTERNAL_ERROR: retry in 1s with the same key",
            "a 500 INTERNAL_ERROR: retry in 2s with the same key",
            "a 500 INTERNAL_ERROR: retry in 4s with the same key",
            "a 500 INTERNAL_ERROR: retry in 8s with the same key",
            "a 500 INTERNAL_ERROR: retry in 16s with the same key",
            "a 500 INTERNAL_ERROR: all retries are used up",
        ],
    )
    .await;
}

#[tokio::test]
async fn pointless_retries_are_not_made() {
    for (answer, step) in [
        (
            (|| errors::bad_request("no").into_response()) as fn() -> Response,
            "a 400 BAD_REQUEST: the same call is never repeated",
        ),
        (
            || errors::unauthorized().into_response(),
            "a 401 UNAUTHORIZED: somebody has to authenticate again first, then retry with the same key",
        ),
        (|| errors::session_closed().into_response(), "a 409 SESSION_CLOSED: the same call is never repeated"),
        (
            || errors::session_expired().into_response(),
            "a 410 SESSION_EXPIRED: something has to be changed first, then retry with a new key",
        ),
        (|| StatusCode::IM_A_TEAPOT.into_response(), "a 418: the same call is never repeated"),
    ] {
        check::<Code>(vec![answer], &[step]).await;
    }
    // A 504 can mean an invalid token, which no retry fixes, or come from a proxy. It is never retried.
    for answer in [(|| mozarto::errors::invalid_user_token().into_response()) as fn() -> Response, || {
        (StatusCode::GATEWAY_TIMEOUT, Html("<h1>504</h1>")).into_response()
    }] {
        check::<mozarto::Code>(vec![answer], &["a 504: the same call is never repeated"]).await;
    }
}

#[tokio::test]
async fn without_an_answer_the_caller_gives_the_policy() {
    let client = Client::at_pace(1_000_000).expect("a client starts");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let call: Call<Code> = client.call("key", Code::ServiceUnavailable.retry(), |http, _| http.get(&url)).await;
    assert!(call.result.is_err());
    let told: Vec<_> = call.steps.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "no answer: retry in 1s with the same key",
            "no answer: retry in 2s with the same key",
            "no answer: retry in 4s with the same key",
            "no answer: retry in 8s with the same key",
            "no answer: retry in 16s with the same key",
            "no answer: all retries are used up",
        ]
    );
}

#[tokio::test]
async fn the_demonstration() {
    let (running, client) = crate::common::running().await;
    let story = demonstration::play(&running, &client).await;
    let steps: Vec<_> = story.lines().filter(|line| line.starts_with("  ")).map(str::trim_start).collect();
    assert_eq!(
        steps[..6],
        [
            "1. 503 SERVICE_UNAVAILABLE: retry in 1s with the same key",
            "2. 429 RATE_LIMITED: retry in 10s with the same key",
            "3. 201",
            "1. 201",
            "returned the original session",
            "1. 504 PSP_TIMEOUT: retry in 1s with the same key",
        ]
    );
    assert_eq!(running.ozura.sessions.count(), 1);
}
