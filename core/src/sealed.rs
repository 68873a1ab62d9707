//! The seal of traits that only errcat and generated code implement.

/// Supertrait of sealed traits.
pub trait Sealed {}
