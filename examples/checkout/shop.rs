//! The shop: a cart, and the pages for customers who return from the payment page.
//!
//! The query string of a redirect is treated as untrusted: it only chooses what the page shows. The shop asks the
//! payment service whether an order is paid.

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

/// The contents of every cart: the English name, the German name, and the price in cents.
const CART: [(&str, &str, u64); 3] = [
    ("Sencha, 100 g", "Sencha, 100 g", 1190),
    ("Earl Grey, 50 g", "Earl Grey, 50 g", 650),
    ("Tea strainer", "Teesieb", 500),
];

/// The flag in the error URL. It makes the cart open with a popup.
const FLAG: &str = "payment=failed";

/// The shop.
#[derive(Debug)]
pub struct Shop {
    origin: String,
    ozura: String,
    client: Client,
    reader: RedirectReader<'static>,
    /// The session id of each order id.
    orders: Mutex<HashMap<String, String>>,
}

impl Shop {
    /// Returns a shop at `origin` that takes payments through the service at `ozura`.
    ///
    /// # Errors
    ///
    /// Returns an error if the shop's origin is not safe to redirect to.
    pub fn new(origin: &str, ozura: &str, client: Client) -> Result<Self, RedirectReaderError> {
        let cart = format!("{origin}/cart");
        let urls = ozura::Urls { cancel_url: &cart, ..ozura::Urls::default() };
        let reader = RedirectReader::new(ozura::CATALOG, "error", [origin], &urls, Schemes::HttpsOrLocal)?;
        Ok(Self { origin: origin.to_owned(), ozura: ozura.to_owned(), client, reader, orders: Mutex::default() })
    }

    /// Returns the routes of the shop.
    pub fn routes(self) -> Router {
        Router::new()
            .route("/", get(|| async { see_other("/cart") }))
            .route("/cart", get(cart).post(check_out))
            .route("/thanks", get(thanks))
            .with_state(Arc::new(self))
            .merge(crate::page::assets())
    }

    /// Creates a payment session. The order id is the idempotency key, so a double click or a retry of the client gets
    /// the same session.
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

    /// Returns the status of a session.
    async fn status(&self, session: &str) -> Result<ozura::Session, Failure<Code>> {
        let url = format!("{}/v1/sessions/{session}", self.ozura);
        let call = self
            .client
            .call("", Code::ServiceUnavailable.retry(), |http, _| http.get(&url).header("x-api-key", API_KEY));
        let answer = call.await.result?;
        // An unknown status becomes `pending`, which is not a payment.
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

/// Returns the cart. After an error redirect it has a popup. The query never supplies the popup's text, and supplies
/// its link only if the link leads to the shop.
async fn cart(State(shop): State<Arc<Shop>>, visitor: Visitor, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    if !query.split('&').any(|parameter| parameter == FLAG) {
        return shop.cart(visitor, None);
    }
    let arrival = shop.reader.read_query(&query);
    let text = arrival.text(visitor.language).to_string();
    shop.cart(visitor, Some((&text, arrival.url("cancel_url").unwrap_or("/cart"))))
}

/// Returns a popup without a script. The page behind it is inert until the customer follows the link.
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

/// Redirects the customer to the payment page. Each display of the cart is a new order. So an attempt after a failure
/// gets a new idempotency key, and a double click keeps the key.
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

/// Returns the catalog's text for a failure.
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

/// Returns the page after a payment. The query names an order, and the payment service reports whether it is paid.
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
