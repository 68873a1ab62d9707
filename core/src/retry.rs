//! Retries: when to repeat a call, and with which idempotency key.

pub(crate) mod decide;
pub(crate) mod idempotency;
#[cfg(feature = "retry-after")]
pub(crate) mod retry_after;
