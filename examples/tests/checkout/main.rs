//! The checkout over sockets, without a browser; `browser/` has one.

mod api;
mod client;
mod common;
mod pages;
