//! A checkout, played through: `cargo run --example checkout`, with `-- --demo` only the client's part.

use std::error::Error;

use checkout::api::API_KEY;
use checkout::client::Client;
use checkout::{demonstration, start};

/// The shop, the checkout, and the payment orchestration.
const PORTS: [u16; 3] = [8420, 8421, 8422];

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let demo = std::env::args().any(|argument| argument == "--demo");
    // A wait of one second takes 20 ms here.
    let client = Client::at_pace(50)?;
    let running = start(if demo { [0; 3] } else { PORTS }, client.clone()).await?;
    println!("{}", demonstration::play(&running, &client).await);
    if demo {
        return Ok(());
    }
    let (shop, ozura, mozarto) = (&running.shop, &running.ozura.origin, &running.mozarto_origin);
    println!(
        "\
Open the shop: {shop}/cart
  Check out, and pay with a test card; let the payment fail, cancel it, or let it expire.
  Then once more with a browser that speaks German.

A redirect that somebody forged; the cart shows the catalog's text and its own link:
  {shop}/cart?payment=failed&errorCode=SYSTEM_ERROR&error=Call+555-0199&cancelUrl=https://evil.example/

The sessions API:
  curl -i {ozura}/v1/sessions -H 'x-api-key: {API_KEY}' --json '{{\"errorUrl\": \"{shop}/cart?error=1\"}}'

The payment orchestration:
  curl -i {mozarto}/payments -H 'authorization: Bearer {token}' --json '{{\"amount\": 2340}}'

Serving until Ctrl-C.",
        token = checkout::mozarto::TOKEN,
    );
    tokio::signal::ctrl_c().await?;
    Ok(())
}
