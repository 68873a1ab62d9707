//! axum answers over a socket.

use std::thread;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use errcat::axum08::AcceptLanguage;
use frameworks::{ServiceError, card_declined, compare, fail, internal_error, missing_field, sold_out, stolen_card};

async fn in_the_language_of_the_request(language: AcceptLanguage) -> Result<&'static str, Response> {
    fail(sold_out()).map_err(|error| language.answer(&error))
}

#[test]
fn answers() {
    let router = Router::new()
        .route("/missing-field", get(|| async { fail(missing_field()) }))
        .route("/internal-error", get(|| async { fail(internal_error()) }))
        .route("/card-declined", get(|| async { fail(card_declined()) }))
        .route("/stolen-card", get(|| async { fail(stolen_card()) }))
        .route("/service", get(|| async { Err::<&str, _>(ServiceError::Upstream(missing_field())) }))
        .route("/sold-out", get(|| async { fail(sold_out()) }))
        .route("/localized", get(in_the_language_of_the_request));

    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let server = listener.local_addr().unwrap();
    thread::spawn(move || runtime.block_on(async { axum::serve(listener, router).await }));
    compare(server);
}
