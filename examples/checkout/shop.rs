//! The merchant: a cart, and what it makes of customers who come back.
//!
//! A query only chooses what is shown. Whether somebody has paid, the shop asks the payment service.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Query, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Form, Router};
use errcat::ozura::{self, Code};
use errcat::{RedirectReader, RedirectReaderError, Schemes};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::api::API_KEY;
use crate::client::{Client, Failure};
use crate::page::{Page, see_other};
use crate::random_id;
use crate::words::Visitor;

/// What is in everybody's cart: English name, German name, cents.
const CART: [(&str, &str, u64); 3] = [
    ("Sencha, 100 g", "Sencha, 100 g", 1190),
    ("Earl Grey, 50 g", "Earl Grey, 50 g", 650),
    ("Tea strainer", "Teesieb", 500),
];

/// The flag of the error URL: it makes the cart open with a popup.
const FLAG: &str = "payment=failed";

/// The shop.
pub struct Shop {
    origin: String,
    ozura: String,
    client: Client,
    reader: RedirectReader<'static>,
    /// Order → session.
    orders: Mutex<HashMap<String, String>>,
}

impl Shop {
    /// A shop at an origin that takes payments through a payment service at another.
    ///
    /// # Errors
    ///
    /// The shop's origin is none that customers can be sent to.
    pub fn new(origin: &str, ozura: &str, client: Client) -> Result<Self, RedirectReaderError> {
        let cart = format!("{origin}/cart");
        let urls = ozura::Urls { cancel_url: &cart, ..ozura::Urls::default() };
        let reader = RedirectReader::new(ozura::CATALOG, "error", [origin], &urls, Schemes::HttpsOrLocal)?;
        Ok(Self { origin: origin.to_owned(), ozura: ozura.to_owned(), client, reader, orders: Mutex::default() })
    }

    /// Its routes.
    pub fn routes(self) -> Router {
        Router::new()
            .route("/", get(|| async { see_other("/cart") }))
            .route("/cart", get(cart).post(check_out))
            .route("/thanks", get(thanks))
            .with_state(Arc::new(self))
            .merge(crate::page::assets())
    }

    /// Asks for a session. The order is the idempotency key: whoever clicks twice, or is repeated by the client, gets
    /// the same one.
    async fn create_session(&self, order: &str) -> Result<Value, Failure<Code>> {
        let Self { origin, ozura, .. } = self;
        let total: u64 = CART.iter().map(|(_, _, cents)| cents).sum();
        let call = self.client.call(order, Code::ServiceUnavailable.retry(), |http, key| {
            http.post(format!("{ozura}/v1/sessions")).header("x-api-key", API_KEY).json(&json!({
                "amount": total,
                "successUrl": format!("{origin}/thanks?order={order}"),
                "errorUrl": format!("{origin}/cart?{FLAG}"),
                "cancelUrl": format!("{origin}/cart"),
                "idempotencyKey": key,
            }))
        });
        call.await.result
    }

    /// How a session stands.
    async fn status(&self, session: &str) -> Result<ozura::Session, Failure<Code>> {
        let url = format!("{}/v1/sessions/{session}", self.ozura);
        let call = self
            .client
            .call("", Code::ServiceUnavailable.retry(), |http, _| http.get(&url).header("x-api-key", API_KEY));
        let answer = call.await.result?;
        // A status that nobody knows is no payment.
        Ok(answer["status"].as_str().and_then(|status| status.parse().ok()).unwrap_or_default())
    }

    fn session_of(&self, order: &str) -> Option<String> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner).get(order).cloned()
    }

    fn cart(&self, visitor: Visitor, popup: Option<(&str, &str)>) -> Response {
        let words = visitor.words;
        let total = CART.iter().map(|(_, _, cents)| cents).sum();
        let main = html! {
            @if let Some((text, url)) = popup { (show_popup(visitor, text, url)) }
            div inert[popup.is_some()] {
                h1 { (words.cart) }
                table {
                    tbody {
                        @for (english, german, cents) in CART {
                            tr {
                                td { (if visitor.language == "de" { german } else { english }) }
                                td { (visitor.euros(cents)) }
                            }
                        }
                    }
                    tfoot { tr { th scope="row" { (words.total) } td { (visitor.euros(total)) } } }
                }
                form method="post" action="/cart" {
                    input type="hidden" name="order" value=(random_id());
                    button.primary { (words.check_out) }
                }
            }
        };
        let title = if popup.is_some() { words.not_paid } else { words.cart };
        Page { site: words.shop, title, leads_to: std::slice::from_ref(&self.ozura), main }.show(visitor)
    }
}

/// The cart; behind an error redirect with a popup, whose text and link are never those of the query.
async fn cart(State(shop): State<Arc<Shop>>, visitor: Visitor, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    if !query.split('&').any(|parameter| parameter == FLAG) {
        return shop.cart(visitor, None);
    }
    let arrival = shop.reader.read_query(&query);
    let text = arrival.text(visitor.language).to_string();
    shop.cart(visitor, Some((&text, arrival.url("cancel_url").unwrap_or("/cart"))))
}

/// A popup that needs no script: the page behind it is inert until the link is followed.
fn show_popup(visitor: Visitor, text: &str, url: &str) -> Markup {
    html! {
        div.backdrop {
            dialog open role="alertdialog" aria-modal="true" aria-labelledby="popup" aria-describedby="popup-text" {
                h2 #popup { (visitor.words.not_paid) }
                p #popup-text { (text) }
                p { a.button.primary href=(url) autofocus { (visitor.words.back_to_cart) } }
            }
        }
    }
}

#[derive(Deserialize)]
struct CheckOut {
    order: String,
}

/// Sends the customer to the payment page. Every cart that is shown is a new order, so that an attempt after a failure
/// gets a new idempotency key, and a double click does not.
async fn check_out(State(shop): State<Arc<Shop>>, visitor: Visitor, Form(form): Form<CheckOut>) -> Response {
    let is_id = form.order.len() == 32 && form.order.bytes().all(|byte| byte.is_ascii_hexdigit());
    let order = if is_id { form.order } else { random_id() };
    let session = shop.create_session(&order).await;
    let page = session
        .as_ref()
        .ok()
        .and_then(|session| Some((session["sessionId"].as_str()?.to_owned(), session["checkoutUrl"].as_str()?)));
    if let Some((id, url)) = page {
        shop.orders.lock().unwrap_or_else(PoisonError::into_inner).insert(order, id);
        return see_other(url);
    }
    let text = customer_text(visitor, session.err().as_ref());
    shop.cart(visitor, Some((&text, "/cart")))
}

/// What a customer is told of a failure: the catalog's text.
fn customer_text(visitor: Visitor, failure: Option<&Failure<Code>>) -> String {
    match failure {
        Some(Failure::Error(error)) => error.public().in_language(visitor.language).customer().to_string(),
        _ => errcat::Public::unknown(ozura::CATALOG).in_language(visitor.language).customer().to_string(),
    }
}

#[derive(Deserialize)]
struct Thanks {
    #[serde(default)]
    order: String,
}

/// The end. The query names an order; whether it is paid, the payment service says.
async fn thanks(State(shop): State<Arc<Shop>>, visitor: Visitor, Query(query): Query<Thanks>) -> Response {
    let status = match shop.session_of(&query.order) {
        Some(session) => shop.status(&session).await,
        None => Err(Failure::Error(ozura::errors::session_not_found())),
    };
    let words = visitor.words;
    let (http, title, text) = match status {
        Ok(ozura::Session::Completed) => (StatusCode::OK, words.thanks, words.thanks_text.to_owned()),
        Ok(_) => (StatusCode::OK, words.undecided, words.undecided_text.to_owned()),
        Err(failure) => {
            let status = if matches!(&failure, Failure::Error(error) if error.code() == Code::SessionNotFound) {
                StatusCode::NOT_FOUND
            } else {
                StatusCode::BAD_GATEWAY
            };
            (status, words.undecided, customer_text(visitor, Some(&failure)))
        }
    };
    let main = html! {
        h1 { (title) }
        p role="status" { (text) }
        p { a.button href="/cart" { (words.back_to_cart) } }
    };
    (http, Page { site: words.shop, title, leads_to: &[], main }.show(visitor)).into_response()
}
