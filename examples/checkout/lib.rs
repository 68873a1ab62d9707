//! A complete checkout that uses the bundled catalogs and runs in one process.
//!
//! Three services talk to each other over HTTP: a shop, a hosted checkout like Ozura, and a payment orchestration like
//! Mozarto. The bank's response code becomes a text in the customer's language, and an HTTP answer becomes a decision
//! to retry. The catalog drives every step.
//!
//! | file | shows |
//! |---|---|
//! | `api.rs` | an API that answers with `ozura::Error`; idempotency keys |
//! | `sessions.rs` | how an outcome changes the status of a session |
//! | `issuer.rs` | look-up of a bank's response codes in the catalog |
//! | `payment.rs` | a payment page with inline errors and redirects |
//! | `shop.rs` | a page that reads a redirect safely: `RedirectReader` |
//! | `mozarto.rs` | an API with four envelopes; classification of a provider's raw answers |
//! | `client.rs` | a client that classifies answers and retries |
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

/// The running services. They stop when the async runtime stops.
#[derive(Debug)]
pub struct Running {
    /// The origin of the shop.
    pub shop: String,
    /// The hosted checkout.
    pub ozura: Arc<Ozura>,
    /// The payment orchestration.
    pub mozarto: Arc<Mozarto>,
    /// The origin of the payment orchestration.
    pub mozarto_origin: String,
}

/// Starts the three services on the loopback interface. A service whose port is taken gets another free port. Port 0
/// means any free port.
///
/// # Errors
///
/// Returns an error if no port is free, or if the HTTP client cannot be built.
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

/// Returns 128 random bits in hexadecimal, so that nobody can guess an id.
///
/// # Panics
///
/// Panics if the operating system provides no random numbers.
#[must_use]
pub fn random_id() -> String {
    let random = || getrandom::u64().expect("the operating system provides random numbers");
    format!("{:016x}{:016x}", random(), random())
}
