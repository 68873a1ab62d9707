//! The errors that the tests answer with, and the bytes on the wire for each.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use errcat::{Error, mozarto, ozura};

errcat::catalog!(pub mod shop, "catalog");

/// A text that only the team may read.
pub const SECRET: &str = "password authentication failed for user `pay` at db-7.internal";

/// Fails with the error, as a handler does.
///
/// # Errors
///
/// Always.
pub fn fail<C>(error: Error<C>) -> Result<&'static str, Error<C>> {
    Err(error)
}

#[must_use]
pub fn missing_field() -> Error<mozarto::Code> {
    mozarto::errors::missing_field("pspType")
}

#[must_use]
pub fn internal_error() -> Error<mozarto::Code> {
    mozarto::errors::internal_error().caused_by(SECRET)
}

#[must_use]
pub fn card_declined() -> Error<ozura::Code> {
    ozura::errors::card_declined()
}

#[must_use]
pub fn stolen_card() -> Error<ozura::Code> {
    ozura::errors::stolen_card().detail("reported stolen on Friday").caused_by(SECRET)
}

#[must_use]
pub fn sold_out() -> Error<shop::Code> {
    shop::errors::sold_out("Tee")
}

/// An error type of a service, which handlers of every framework return directly.
#[derive(Debug, errcat::Coded)]
#[coded(axum08, actix_web4, tonic014)]
pub enum ServiceError {
    /// An error of another service.
    #[code(delegate)]
    Upstream(mozarto::Error),
    /// An article is sold out.
    #[code(shop::errors::sold_out(article))]
    SoldOut {
        /// The article.
        article: String,
    },
}

impl std::fmt::Display for ServiceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(SECRET)
    }
}

/// A request and its answer: path, `Accept-Language`, status line, header fields in alphabetical order, body.
pub type Exchange = (&'static str, Option<&'static str>, &'static str, &'static [&'static str], &'static str);

/// The answer of every framework, byte for byte.
pub const EXCHANGES: &[Exchange] = &[
    (
        "/service",
        None,
        "HTTP/1.1 400 Bad Request",
        &["content-length: 92", "content-type: application/json"],
        r#"{"status":"error","message":"Missing required field: pspType","isSuccess":false,"errors":[]}"#,
    ),
    (
        "/missing-field",
        None,
        "HTTP/1.1 400 Bad Request",
        &["content-length: 92", "content-type: application/json"],
        r#"{"status":"error","message":"Missing required field: pspType","isSuccess":false,"errors":[]}"#,
    ),
    (
        "/internal-error",
        None,
        "HTTP/1.1 500 Internal Server Error",
        &["content-length: 100", "content-type: application/json", "retry-after: 1"],
        r#"{"status":"error","message":"Internal server error","isSuccess":false,"data":"Something went wrong"}"#,
    ),
    (
        "/internal-error",
        Some("de"),
        "HTTP/1.1 500 Internal Server Error",
        &["content-length: 100", "content-type: application/json", "retry-after: 1"],
        r#"{"status":"error","message":"Internal server error","isSuccess":false,"data":"Something went wrong"}"#,
    ),
    (
        "/card-declined",
        None,
        "HTTP/1.1 500 Internal Server Error",
        &["content-length: 62", "content-type: application/json"],
        r#"{"success":false,"error":"The card was declined","details":[]}"#,
    ),
    (
        "/stolen-card",
        None,
        "HTTP/1.1 500 Internal Server Error",
        &["content-length: 62", "content-type: application/json"],
        r#"{"success":false,"error":"The card was declined","details":[]}"#,
    ),
    (
        "/sold-out",
        Some("de"),
        "HTTP/1.1 409 Conflict",
        &["content-length: 45", "content-type: application/json", "retry-after: 2"],
        r#"{"code":"SOLD_OUT","text":"Tee is sold out."}"#,
    ),
    (
        "/localized",
        None,
        "HTTP/1.1 409 Conflict",
        &[
            "content-language: en",
            "content-length: 45",
            "content-type: application/json",
            "retry-after: 2",
            "vary: accept-language",
        ],
        r#"{"code":"SOLD_OUT","text":"Tee is sold out."}"#,
    ),
    (
        "/localized",
        Some("de-AT, en;q=0.5"),
        "HTTP/1.1 409 Conflict",
        &[
            "content-language: de",
            "content-length: 49",
            "content-type: application/json",
            "retry-after: 2",
            "vary: accept-language",
        ],
        r#"{"code":"SOLD_OUT","text":"Tee ist ausverkauft."}"#,
    ),
    (
        "/localized",
        Some("fr, de;q=0.1, en;q=0"),
        "HTTP/1.1 409 Conflict",
        &[
            "content-language: de",
            "content-length: 49",
            "content-type: application/json",
            "retry-after: 2",
            "vary: accept-language",
        ],
        r#"{"code":"SOLD_OUT","text":"Tee ist ausverkauft."}"#,
    ),
    (
        "/localized",
        Some("fr"),
        "HTTP/1.1 409 Conflict",
        &[
            "content-language: en",
            "content-length: 45",
            "content-type: application/json",
            "retry-after: 2",
            "vary: accept-language",
        ],
        r#"{"code":"SOLD_OUT","text":"Tee is sold out."}"#,
    ),
];

/// Requests every error and compares the whole answers.
pub fn compare(server: SocketAddr) {
    for (path, language, status, headers, body) in EXCHANGES {
        let answer = ask(server, path, *language);
        let (head, sent) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let (line, fields) = head.split_once("\r\n").expect("a status line");
        let mut fields: Vec<_> = fields.lines().filter(|field| !of_the_server(field)).collect();
        fields.sort_unstable();
        assert_eq!((line, &fields[..], sent), (*status, *headers, *body), "{path} in {language:?}");
        assert!(!answer.contains(SECRET) && !answer.contains("stolen"), "{answer}");
    }
}

/// The header fields that a server adds itself and that change.
fn of_the_server(field: &str) -> bool {
    ["date:", "connection:"].iter().any(|name| field.starts_with(name))
}

/// Returns the whole answer from the socket.
fn ask(server: SocketAddr, path: &str, language: Option<&str>) -> String {
    let mut stream = TcpStream::connect(server).expect("the server listens");
    let language = language.map(|tag| format!("accept-language: {tag}\r\n")).unwrap_or_default();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost\r\n{language}connection: close\r\n\r\n").expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers in UTF-8");
    answer
}
