//! A checkout from end to end, in one process on this machine, with the bundled catalogs.
//!
//! Three services talk to each other over sockets: a shop, a hosted checkout in the manner of Ozura, and a payment
//! orchestration in the manner of Mozarto. Errors go from the bank's response code to a text in the customer's
//! language, and from an HTTP answer to the decision to repeat a call, and every step of that reads the catalog.
//!
//! | file | what it shows |
//! |---|---|
//! | `api.rs` | an API that answers with `ozura::Error`; idempotency keys |
//! | `sessions.rs` | what an outcome does to a session |
//! | `issuer.rs` | a provider's codes: `Code::by_provider_code` |
//! | `payment.rs` | the hosted page: inline errors by `field`, and redirects |
//! | `shop.rs` | the page that a redirect leads to: `RedirectReader` |
//! | `mozarto.rs` | four envelopes, and the raw answers of providers |
//! | `client.rs` | classify, decide, repeat |
#![cfg(feature = "checkout")]

use std::error::Error;
use std::io;
use std::sync::Arc;

use axum::Router;
use tokio::net::TcpListener;

use crate::api::Ozura;
use crate::client::Client;
use crate::mozarto::Mozarto;
use crate::shop::Shop;

pub mod api;
pub mod client;
pub mod demonstration;
mod form;
pub mod issuer;
pub mod mozarto;
pub mod page;
pub mod payment;
pub mod sessions;
pub mod shop;
pub mod words;

/// The services, serving until the runtime ends.
#[derive(Debug)]
pub struct Running {
    /// The shop's origin.
    pub shop: String,
    /// The checkout, with its origin.
    pub ozura: Arc<Ozura>,
    /// The payment orchestration.
    pub mozarto: Arc<Mozarto>,
    /// Its origin.
    pub mozarto_origin: String,
}

/// Starts the three services on the loopback interface: on the ports that are asked for, or on others if those are
/// taken. Port 0 is any.
///
/// # Errors
///
/// There is no port, or no HTTP client.
pub async fn start(ports: [u16; 3], client: Client) -> Result<Running, Box<dyn Error + Send + Sync>> {
    let (shop_listener, shop) = listen(ports[0]).await?;
    let (ozura_listener, ozura_origin) = listen(ports[1]).await?;
    let (mozarto_listener, mozarto_origin) = listen(ports[2]).await?;

    let mozarto = Arc::new(Mozarto::default());
    serve(mozarto_listener, mozarto::routes(Arc::clone(&mozarto)));

    serve(shop_listener, Shop::new(&shop, &ozura_origin, client)?.routes());

    let ozura =
        Ozura { origin: ozura_origin, sessions: sessions::Sessions::default(), trouble: api::Trouble::default() };
    let ozura = Arc::new(ozura);
    let routes = api::routes().merge(payment::routes()).with_state(Arc::clone(&ozura));
    serve(ozura_listener, routes.merge(page::assets()));

    Ok(Running { shop, ozura, mozarto, mozarto_origin })
}

async fn listen(port: u16) -> io::Result<(TcpListener, String)> {
    let listener = match TcpListener::bind(("127.0.0.1", port)).await {
        Err(taken) if taken.kind() == io::ErrorKind::AddrInUse => TcpListener::bind(("127.0.0.1", 0)).await?,
        bound => bound?,
    };
    let origin = format!("http://{}", listener.local_addr()?);
    Ok((listener, origin))
}

fn serve(listener: TcpListener, routes: Router) {
    tokio::spawn(async move { axum::serve(listener, routes).await });
}

/// 128 random bits in hexadecimal: nobody guesses it.
///
/// # Panics
///
/// If the operating system has no random numbers.
#[must_use]
pub fn random_id() -> String {
    let random = || getrandom::u64().expect("the operating system has random numbers");
    format!("{:016x}{:016x}", random(), random())
}
