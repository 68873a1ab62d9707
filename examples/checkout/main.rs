//! Runs the checkout: `cargo run --example checkout`. With `-- --demo` it runs only the demonstration of the client.

use std::error::Error;

use checkout::api::API_KEY;
use checkout::client::Client;
use checkout::{demonstration, start};

/// The ports of the shop, the checkout and the payment orchestration.
const PORTS: [u16; 3] = [8420, 8421, 8422];

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let demo = std::env::args().any(|argument| argument == "--demo");
    // A wait of 1 s takes 20 ms.
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
  Check out and pay with a test card. Then make a payment fail, cancel one, and let one expire.
  Set your browser's language to German to see the German texts.

Open a forged redirect. The cart shows the catalog's text and its own link:
  {shop}/cart?payment=failed&errorCode=SYSTEM_ERROR&error=Call+555-0199&cancelUrl=https://evil.example/

Call the sessions API:
  curl -i {ozura}/v1/sessions -H 'x-api-key: {API_KEY}' --json '{{\"errorUrl\": \"{shop}/cart?error=1\"}}'

Call the payment orchestration:
  curl -i {mozarto}/payments -H 'authorization: Bearer {token}' --json '{{\"amount\": 2340}}'

Press Ctrl-C to stop.",
        token = checkout::mozarto::TOKEN,
    );
    tokio::signal::ctrl_c().await?;
    Ok(())
}
