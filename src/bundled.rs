//! The bundled catalogs, through the same door as everybody's.

/// Ozura Checkout: errors of its HTTP API, of payments, and of the redirect to `errorUrl`.
#[cfg(feature = "ozura")]
pub mod ozura {
    include!(concat!(env!("OUT_DIR"), "/errcat/ozura.rs"));
    #[cfg(feature = "alloc")]
    include!(concat!(env!("OUT_DIR"), "/errcat/ozura.errors.rs"));
}

/// Mozarto: errors of a payment orchestration over many providers.
#[cfg(feature = "mozarto")]
pub mod mozarto {
    include!(concat!(env!("OUT_DIR"), "/errcat/mozarto.rs"));
    #[cfg(feature = "alloc")]
    include!(concat!(env!("OUT_DIR"), "/errcat/mozarto.errors.rs"));
}

/// errcat's own diagnostics: what can be wrong with a catalog.
#[cfg(feature = "diagnostics")]
pub mod diagnostics {
    include!(concat!(env!("OUT_DIR"), "/errcat/errcat.rs"));
    #[cfg(feature = "alloc")]
    include!(concat!(env!("OUT_DIR"), "/errcat/errcat.errors.rs"));
}
