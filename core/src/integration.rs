//! Adapters for other crates, each under the feature of that crate's name.
//!
//! They stand in this crate because Rust lets only the crate of a type or of a trait implement the one for the other.
//! They hold no rules but those of [`answer`], and of `tonic` for gRPC; whatever leaves a service is made of
//! [`Public`](crate::Public) alone.

#[cfg(feature = "actix-web")]
pub mod actix_web;
#[cfg(any(feature = "http", feature = "actix-web"))]
mod answer;
#[cfg(feature = "axum")]
pub mod axum;
#[cfg(feature = "backon")]
pub mod backon;
#[cfg(feature = "http")]
mod http;
#[cfg(feature = "serde")]
pub mod serde;
#[cfg(feature = "tonic")]
pub mod tonic;
#[cfg(feature = "tracing")]
pub mod tracing;
