//! Every integration answers for a masked code what it answers for the mask: status, header fields, body, trailers and text.

use actix_web::ResponseError as _;
use actix_web::body::MessageBody as _;
use axum::response::IntoResponse as _;
use errcat::{AnyError, Error};
use frameworks::SECRET;
use frameworks::shop::{self, context, errors};

type Shop = Error<shop::Code>;

/// A masked error, and its mask with the same parameters and context.
fn pairs() -> [(Shop, Shop); 2] {
    let given = |error: Shop| error.with_context(context::request("r-7"));
    [
        (given(errors::watched("Tee \"1\"").detail(SECRET).caused_by(SECRET)), given(errors::sold_out("Tee \"1\""))),
        (given(errors::stolen().detail(SECRET).caused_by(SECRET)), given(errors::plain())),
    ]
}

fn same(answer: impl Fn(&Shop) -> String) {
    for (masked, mask) in pairs() {
        let (masked, mask) = (answer(&masked), answer(&mask));
        assert_eq!(masked, mask);
        assert!(!masked.contains(SECRET), "{masked}");
    }
}

#[test]
fn http() {
    same(|error| format!("{:?}", http::Response::<String>::from(error.public().in_language("de"))));
    // The context is public.
    let (watched, _) = &pairs()[0];
    assert!(http::Response::from(watched).into_body().contains("\"request\":\"r-7\""));
}

#[test]
fn axum() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    same(|error| {
        let (parts, body) = AnyError::from(error).into_response().into_parts();
        let body = runtime.block_on(axum::body::to_bytes(body, usize::MAX)).unwrap();
        format!("{parts:?} {}", String::from_utf8(body.to_vec()).unwrap())
    });
}

#[test]
fn actix_web() {
    same(|error| {
        let error = AnyError::from(error);
        let response = error.error_response();
        let head = format!("{} {:?}", response.status(), response.headers());
        let body = response.into_body().try_into_bytes().unwrap();
        format!("{head} {}", String::from_utf8(body.to_vec()).unwrap())
    });
}

#[test]
fn tonic() {
    same(|error| {
        let status = tonic::Status::from(error.public().in_language("de"));
        format!("{status:?} {:?}", status.details())
    });
}

#[test]
fn texts() {
    same(|error| format!("{} {:?}", error.public(), error.public()));
}
