//! The hosted payment page: inline errors, redirects, and the end of a session.
//!
//! The catalog decides what the customer sees. The outcome of an error decides whether the customer stays or is
//! redirected, and to which URL. Its `field` names the input that caused it. `public()` gives the texts that customers
//! may see, in their language.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use errcat::ozura::{self, Code, Error, Outcome, errors};
use errcat::{Action, Redirect, Schemes};
use maud::html;
use serde::Deserialize;

use crate::api::Ozura;
use crate::form::{FAILURES, form};
use crate::issuer::{Card, charge};
use crate::page::{Page, see_other};
use crate::sessions::Session;
use crate::words::Visitor;

pub(crate) const SITE: &str = "Ozura Checkout";

/// Returns the routes of the payment page.
pub fn routes() -> Router<Arc<Ozura>> {
    Router::new()
        .route("/pay/{id}", get(open).post(pay))
        .route("/pay/{id}/cancel", post(cancel))
        .route("/pay/{id}/expire", post(expire))
        .route("/pay/{id}/fail", post(fail))
}

async fn open(State(ozura): State<Arc<Ozura>>, visitor: Visitor, Path(id): Path<String>) -> Response {
    show(visitor, ozura.sessions.get(&id), None)
}

async fn pay(
    State(ozura): State<Arc<Ozura>>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(card): Form<Card>,
) -> Response {
    show(visitor, ozura.sessions.settle(&id, || charge(&card)), Some(&card))
}

async fn cancel(State(ozura): State<Arc<Ozura>>, visitor: Visitor, Path(id): Path<String>) -> Response {
    show(visitor, ozura.sessions.settle(&id, || Ok(Outcome::Cancelled)), None)
}

async fn expire(State(ozura): State<Arc<Ozura>>, visitor: Visitor, Path(id): Path<String>) -> Response {
    show(visitor, ozura.sessions.settle(&id, || Ok(Outcome::Expired)), None)
}

#[derive(Deserialize)]
struct Failure {
    code: String,
}

async fn fail(
    State(ozura): State<Arc<Ozura>>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(failure): Form<Failure>,
) -> Response {
    let code = FAILURES.into_iter().find(|code| code.as_str() == failure.code).unwrap_or(Code::SystemError);
    show(visitor, ozura.sessions.settle(&id, || Err(code)), None)
}

/// Returns the page or redirect for a session.
fn show(visitor: Visitor, session: Result<Session, Error>, card: Option<&Card>) -> Response {
    session.and_then(|session| follow(visitor, &session, card)).unwrap_or_else(|error| dead_end(visitor, &error))
}

/// Applies the outcome of the session: that of its error, or else the one that gave it its status. An open session
/// shows the error of an earlier card only in the answer to that card.
fn follow(visitor: Visitor, session: &Session, card: Option<&Card>) -> Result<Response, Error> {
    let error = session.error.filter(|_| card.is_some() || session.status.is_terminal());
    let error = error.map(|code| code.public().in_language(visitor.language));
    let urls = session.order.urls();
    let redirect = match (error, session.status) {
        (Some(error), _) => Redirect::of(&error, &urls, Schemes::HttpsOrLocal),
        (None, ozura::Session::Pending) => return Ok(form(visitor, session, None, None)),
        (None, status) => {
            let outcome =
                Outcome::ALL.iter().find(|outcome| outcome.session() == status).unwrap_or(&Outcome::Unrecoverable);
            Redirect::after(outcome.erase(), &urls, Schemes::HttpsOrLocal)
        }
    };
    // The API has checked the URLs, so this is an error of the server.
    let redirect = redirect.map_err(|problem| errors::server_error().caused_by(problem.to_string()))?;
    let url = redirect.url.unwrap_or_default();
    Ok(match redirect.outcome.action {
        Action::Inline => form(visitor, session, error.as_ref(), card),
        Action::Page => expired(visitor, &url),
        _ => see_other(&url),
    })
}

/// Returns the page of an expired session. Its button leads back to the shop.
fn expired(visitor: Visitor, url: &str) -> Response {
    let words = visitor.words;
    let main = html! {
        h1 { (words.expired) }
        p role="alert" { (Code::SessionExpired.customer_in(visitor.language)) }
        p { a.button.primary href=(url) { (words.back_to_cart) } }
    };
    Page { site: SITE, title: words.expired, leads_to: &[], main }.show(visitor)
}

/// Returns the page of an error without a known session. It has no link, because the URLs of the shop are unknown.
fn dead_end(visitor: Visitor, error: &Error) -> Response {
    let public = error.public().in_language(visitor.language);
    let main = html! {
        h1 { (visitor.words.error) }
        p role="alert" { (public.customer().to_string()) }
    };
    let status = public.status().and_then(|status| StatusCode::from_u16(status).ok());
    let page = Page { site: SITE, title: visitor.words.error, leads_to: &[], main }.show(visitor);
    (status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), page).into_response()
}
