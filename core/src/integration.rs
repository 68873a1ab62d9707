//! Adapters for other crates, each under the feature of that crate's name.
//!
//! They stand in this crate because Rust lets only the crate of a type or of a trait implement the one for the other.
//! They hold no rules but those of [`answer`], and of `tonic` for gRPC; whatever leaves a service is made of
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
