//! Adapters for other crates, each under a feature with that crate's name and major version.
//!
//! They are in this crate because of Rust's orphan rule: only the crate of a type or of a trait can implement the one for the
//! other. Their rules are those of [`answer`], and for gRPC those of `tonic014`. Answers are made of
//! [`Public`](crate::Public) alone.

#[cfg(feature = "actix-web4")]
pub mod actix_web4;
#[cfg(any(feature = "http1", feature = "actix-web4"))]
mod answer;
#[cfg(feature = "axum08")]
pub mod axum08;
#[cfg(feature = "backon1")]
pub mod backon1;
#[cfg(feature = "http1")]
mod http1;
#[cfg(feature = "serde")]
pub mod serde;
#[cfg(feature = "tonic014")]
pub mod tonic014;
#[cfg(feature = "tracing")]
pub mod tracing;
