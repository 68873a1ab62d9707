//! The bundled catalogs, compiled by the build script as other catalogs are.

/// The catalog of Ozura Checkout: errors of its HTTP API, of payments, and of the redirect to `errorUrl`.
///
/// A page shows a declined card in the customer's language, and the checkout goes on:
///
/// ```
/// # #[cfg(feature = "alloc")] {
/// use errcat::ozura::{Code, Outcome, Session, errors};
///
/// // The bank answers with the response code 05 of ISO 8583.
/// assert_eq!(Code::by_provider_code("iso8583", "05"), Some(Code::CardDeclined));
///
/// let error = errors::card_declined();
/// assert_eq!(error.code().outcome(), Some(Outcome::Fixable));
/// assert_eq!(Session::Pending.after(Outcome::Fixable), Ok(Session::Pending));
/// println!("{}", error.public().in_language("de").customer());
/// # }
/// ```
#[cfg(feature = "ozura")]
pub mod ozura {
    include!(concat!(env!("OUT_DIR"), "/errcat/ozura.rs"));
    #[cfg(feature = "alloc")]
    include!(concat!(env!("OUT_DIR"), "/errcat/ozura.errors.rs"));
}

/// The catalog of Mozarto: errors of a payment orchestration over many providers.
///
/// A raw answer of a provider becomes an error of the catalog. The last row of this upstream fits every answer, so the function
/// returns an `Error` directly:
///
/// ```
/// # #[cfg(feature = "alloc")] {
/// use errcat::mozarto::{Code, upstream};
///
/// let error = upstream::psp(Some(408), b"<h1>Request Timeout</h1>");
/// assert_eq!(error.code(), Code::PspTimeout);
/// # }
/// ```
#[cfg(feature = "mozarto")]
pub mod mozarto {
    include!(concat!(env!("OUT_DIR"), "/errcat/mozarto.rs"));
    #[cfg(feature = "alloc")]
    include!(concat!(env!("OUT_DIR"), "/errcat/mozarto.errors.rs"));
}

/// The diagnostics of errcat itself: the mistakes that a catalog can have.
///
/// ```
/// use errcat::diagnostics::Code;
///
/// let code = Code::by_wire_code("EC0103").expect("a diagnostic");
/// println!("{code:#}");
/// ```
#[cfg(feature = "diagnostics")]
pub mod diagnostics {
    include!(concat!(env!("OUT_DIR"), "/errcat/errcat.rs"));
    #[cfg(feature = "alloc")]
    include!(concat!(env!("OUT_DIR"), "/errcat/errcat.errors.rs"));
}
