//! Helpers: the services on ports of their own, and requests to them.

use checkout::client::Client;
use checkout::{Running, start};
use reqwest::redirect::Policy;
use reqwest::{RequestBuilder, Response};

/// Starts the services, and a client that divides its waits by a million.
pub async fn running() -> (Running, Client) {
    let client = Client::at_pace(1_000_000).expect("a client starts");
    let running = start([0; 3], client.clone()).await.expect("there are ports");
    (running, client)
}

/// Returns an HTTP client that follows no redirects.
pub fn browser() -> reqwest::Client {
    reqwest::Client::builder().redirect(Policy::none()).build().expect("a client starts")
}

/// Sends a request and returns the status, a header field, and the body.
pub async fn answer(request: RequestBuilder, field: &str) -> (u16, Option<String>, String) {
    let response = request.send().await.expect("an answer");
    let value = header(&response, field);
    (response.status().as_u16(), value, response.text().await.expect("a text"))
}

/// Returns the value of a header field.
pub fn header(response: &Response, name: &str) -> Option<String> {
    Some(response.headers().get(name)?.to_str().expect("ASCII").to_owned())
}
