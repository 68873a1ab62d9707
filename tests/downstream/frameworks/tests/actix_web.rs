//! Actix Web answers over a socket.

use std::sync::mpsc;
use std::thread;

use actix_web::web::get;
use actix_web::{App, HttpServer, ResponseError, rt};
use errcat::AnyError;
use errcat::actix_web4::AcceptLanguage;
use frameworks::{
    SECRET, ServiceError, card_declined, compare, fail, internal_error, missing_field, shop, sold_out, stolen_card,
};

async fn in_the_language_of_the_request(language: AcceptLanguage) -> actix_web::Result<&'static str> {
    fail(sold_out()).map_err(|error| language.answer(&error))
}

#[test]
fn answers() {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        rt::System::new().block_on(async {
            let app = || {
                App::new()
                    .route("/missing-field", get().to(|| async { fail(missing_field()) }))
                    .route("/internal-error", get().to(|| async { fail(internal_error()) }))
                    .route("/card-declined", get().to(|| async { fail(card_declined()) }))
                    .route("/stolen-card", get().to(|| async { fail(stolen_card()) }))
                    .route("/service", get().to(|| async { Err::<&str, _>(ServiceError::Upstream(missing_field())) }))
                    .route("/sold-out", get().to(|| async { fail(sold_out()) }))
                    .route("/localized", get().to(in_the_language_of_the_request))
            };
            let server = HttpServer::new(app).workers(1).bind(("127.0.0.1", 0)).unwrap();
            send.send(server.addrs()[0]).unwrap();
            server.run().await
        })
    });
    compare(receive.recv().unwrap());
}

#[test]
fn a_status_is_that_of_the_answer() {
    assert_eq!(missing_field().status_code(), 400);
    assert_eq!(ServiceError::SoldOut { article: "Tee".to_owned() }.status_code(), sold_out().status_code());
    assert_eq!(AnyError::from(sold_out()).status_code(), 409);
    assert_eq!(shop::errors::stolen().status_code(), 400);
    assert_eq!(shop::errors::worker_lost().status_code(), 500);
    assert_eq!(shop::errors::early().error_response().status(), 500);
}

#[test]
fn an_answer_in_a_language_tells_the_log_what_it_is() {
    let error = AcceptLanguage("de".to_owned()).answer(&shop::errors::stolen().caused_by(SECRET));
    assert_eq!(
        (error.to_string(), error.as_response_error().status_code().as_u16()),
        ("The card is stolen".to_owned(), 400)
    );
}
