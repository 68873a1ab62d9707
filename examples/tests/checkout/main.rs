//! Tests of the checkout over HTTP, without a browser. `examples/browser` tests it in a browser.

mod api;
mod client;
mod common;
mod pages;
