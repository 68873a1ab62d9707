//! A client calls a server over a socket. `backon` repeats the calls by the retry policies of the answers.

use std::collections::VecDeque;
use std::future::ready;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::post;
use backon::Retryable;
use errcat::backon1::Retries;
use errcat::mozarto::{self, Code, errors};
use errcat::{Policy, retry_after};
use reqwest::Client;
use tokio::net::TcpListener;
use tokio::runtime::Builder;

/// The failure of a call.
#[derive(Debug)]
struct Failure {
    /// `None` without an answer, and for an unknown answer.
    code: Option<Code>,
    policy: Policy<'static>,
    retry_after: Option<Duration>,
}

/// Pays once. A call without an answer has the policy of a provider that did not answer.
async fn pay(client: &Client, server: SocketAddr, key: &str) -> Result<String, Failure> {
    let no_answer = |_| Failure { code: None, policy: Code::PspTimeout.retry(), retry_after: None };
    let request = client.post(format!("http://{server}/payments")).header("idempotency-key", key);
    let answer = request.send().await.map_err(no_answer)?;
    let status = answer.status();
    let retry_after = answer.headers().get("retry-after").and_then(|value| retry_after(value, now()));
    let body = answer.bytes().await.map_err(no_answer)?;
    if status.is_success() {
        return Ok(String::from_utf8_lossy(&body).into_owned());
    }
    let answer = mozarto::classify(Some(status.as_u16()), &body);
    Err(Failure { policy: answer.retry(), code: answer.known().map(|error| error.code()), retry_after })
}

/// Pays, and returns the waits between the calls without waiting.
async fn pay_at_last(server: SocketAddr, key: &str) -> (Result<String, Option<Code>>, Vec<Duration>) {
    let (client, mut waits) = (Client::builder().no_proxy().build().unwrap(), Vec::new());
    let (retries, start) = (Retries::new(), Instant::now());
    let result = (|| pay(&client, server, key))
        .retry(&retries)
        .when(|failure| retries.again(&failure.policy, failure.retry_after, start.elapsed()))
        .notify(|_, wait| waits.push(wait))
        .sleep(|_| ready(()))
        .await;
    (result.map_err(|failure| failure.code), waits)
}

/// Sun, 06 Nov 1994 08:49:37 GMT.
fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777)
}

/// Returns an answer of the server.
type Answer = fn() -> Response;

const PAID: Answer = || "paid".into_response();

/// An answer with `retry-after: 1`, the first wait of its policy.
const INTERNAL_ERROR: Answer = || errors::internal_error().into_response();

const VALIDATION_FAILED: Answer = || after("5", errors::validation_failed());

const UNAUTHORIZED: Answer = || after("5", errors::unauthorized());

const GATEWAY: Answer = || after("5", (axum::http::StatusCode::BAD_GATEWAY, Html("<h1>Bad Gateway</h1>")));

const LIMITED: Answer = || errors::psp_rate_limited().into_response();

fn after(wait: &'static str, answer: impl IntoResponse) -> Response {
    let mut answer = answer.into_response();
    answer.headers_mut().insert("retry-after", wait.parse().unwrap());
    answer
}

/// The answers that are left, and the idempotency keys of the requests so far.
#[derive(Default)]
struct Server {
    answers: VecDeque<Answer>,
    keys: Vec<String>,
}

async fn answer(State(server): State<Arc<Mutex<Server>>>, headers: HeaderMap) -> Response {
    let mut server = server.lock().unwrap();
    server.keys.push(headers["idempotency-key"].to_str().unwrap().to_owned());
    server.answers.pop_front().expect("a call that is expected")()
}

#[test]
fn a_client_repeats_what_may_be_repeated() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let check = |answers: &[Answer], seconds: &[u64], result: Result<&str, Option<Code>>| {
        let server = Arc::new(Mutex::new(Server { answers: answers.iter().copied().collect(), keys: Vec::new() }));
        let router = Router::new().route("/payments", post(answer)).with_state(Arc::clone(&server));
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(async { axum::serve(listener, router).await });
        let client = runtime.spawn(pay_at_last(address, "order-17"));
        let waits: Vec<_> = seconds.iter().copied().map(Duration::from_secs).collect();
        assert_eq!(runtime.block_on(client).unwrap(), (result.map(str::to_owned), waits));
        // Every answer was requested, each time with the same idempotency key.
        let server = server.lock().unwrap();
        assert_eq!((server.answers.len(), &server.keys), (0, &vec!["order-17".to_owned(); answers.len()]));
    };
    check(&[PAID], &[], Ok("paid"));
    check(&[INTERNAL_ERROR, INTERNAL_ERROR, INTERNAL_ERROR, PAID], &[1, 2, 4], Ok("paid"));
    check(&[INTERNAL_ERROR; 6], &[1, 2, 4, 8, 16], Err(Some(Code::InternalError)));
    // `Retry-After` is a lower bound, in seconds and as a date.
    let seconds = || after("17", errors::psp_rate_limited());
    let date = || after("Sun, 06 Nov 1994 08:49:49 GMT", errors::psp_rate_limited());
    let past = || after("Sun, 06 Nov 1994 08:49:36 GMT", errors::psp_rate_limited());
    check(&[seconds, date, past, PAID], &[17, 12, 10], Ok("paid"));
    check(&[INTERNAL_ERROR, seconds, INTERNAL_ERROR, PAID], &[1, 17, 4], Ok("paid"));
    check(&[LIMITED; 4], &[10, 10, 10], Err(Some(Code::PspRateLimited)));
    // These answers are not retried, even with `Retry-After`: `never`, `after_` kinds, and unknown answers.
    for (answer, code) in
        [(VALIDATION_FAILED, Some(Code::ValidationFailed)), (UNAUTHORIZED, Some(Code::Unauthorized)), (GATEWAY, None)]
    {
        check(&[answer], &[], Err(code));
        check(&[INTERNAL_ERROR, answer], &[1], Err(code));
    }
}

#[test]
fn a_server_that_does_not_answer_is_asked_again() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    runtime.spawn(async move { while listener.accept().await.map(drop).is_ok() {} });
    let waits = [1, 2, 4, 8, 16].map(Duration::from_secs).to_vec();
    assert_eq!(runtime.block_on(pay_at_last(address, "order-17")), (Err(None), waits));
}
