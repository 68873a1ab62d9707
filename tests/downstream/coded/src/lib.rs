//! An error type with codes of two catalogs, together with thiserror.
#![deny(warnings, clippy::pedantic, clippy::nursery)]

use std::fmt::{self, Display};

use errcat::{Coded, mozarto, ozura};

/// An error of a checkout.
#[derive(Debug, thiserror::Error, errcat::Coded)]
pub enum CheckoutError {
    /// The card was declined.
    #[error("declined by {issuer}")]
    #[code(ozura::errors::card_declined())]
    Declined {
        /// The issuer of the card.
        issuer: String,
    },
    /// The card was reported as stolen.
    #[error("stolen: {0}")]
    #[code(ozura::errors::stolen_card().detail(_0))]
    Stolen(String),
    /// A field is missing.
    #[error("field {0} is missing")]
    #[code(mozarto::errors::missing_field(_0))]
    Missing(String),
    /// An error of the provider.
    #[error(transparent)]
    #[code(delegate)]
    Upstream(#[from] mozarto::Error),
    /// An error of the store.
    #[error("the store, at {at}")]
    #[code(delegate)]
    Store {
        /// The place of the store.
        at: &'static str,
        /// The error.
        #[source]
        error: Box<StoreError<Row>>,
    },
}

/// An error of a store.
#[derive(Debug, thiserror::Error, errcat::Coded)]
#[error("a row is locked")]
#[code(ozura::errors::bad_request(format!("{row} is locked")))]
pub struct StoreError<T: Display> {
    /// The locked row.
    pub row: T,
}

/// A row of a store. It implements only `Display` and `Debug`.
#[derive(Debug)]
pub struct Row(pub u32);

impl Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}", self.0)
    }
}

/// Returns the status and the body of the answer for an error.
pub fn answer(error: &impl Coded) -> (u16, String) {
    let raised = error.raised();
    let public = raised.public().in_language("en");
    (public.status().unwrap_or(500), public.body().to_string())
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;

    #[test]
    fn a_variant_is_answered_as_its_error() {
        let declined = CheckoutError::Declined { issuer: "Bank".to_owned() };
        assert_eq!(answer(&declined), answer(&ozura::errors::card_declined()));
        assert_eq!(declined.to_string(), "declined by Bank");
        let missing = CheckoutError::Missing("pspType".to_owned());
        let body = r#"{"status":"error","message":"Missing required field: pspType","isSuccess":false,"errors":[]}"#;
        assert_eq!(answer(&missing), (400, body.to_owned()));
    }

    #[test]
    fn a_delegated_error_keeps_its_details() {
        let error = || mozarto::errors::missing_field("amount").detail("EUR");
        let upstream = CheckoutError::from(error());
        assert_eq!(answer(&upstream), answer(&error()));
        assert!(answer(&upstream).1.contains("EUR"));
        let store = CheckoutError::Store { at: "Berlin", error: Box::new(StoreError { row: Row(7) }) };
        assert_eq!(answer(&store), answer(&ozura::errors::bad_request("row 7 is locked")));
        assert_eq!(store.source().map(ToString::to_string).as_deref(), Some("a row is locked"));
    }

    #[test]
    fn a_masked_code_stays_private() {
        let stolen = CheckoutError::Stolen("reported by the police".to_owned());
        assert_eq!(answer(&stolen), answer(&ozura::errors::card_declined()));
        assert_eq!(stolen.raised().code(), ozura::Code::StolenCard.erase());
        assert_eq!(stolen.raised().internal().wire_code(), "STOLEN_CARD");
        assert_eq!(format!("{:?}", stolen.raised()), "AnyError { code: ozura/STOLEN_CARD, .. }");
    }

    #[test]
    fn an_erased_error_keeps_its_texts_and_cause() {
        let error = || mozarto::errors::missing_field("amount").caused_by("the form");
        let lent = CheckoutError::from(error());
        let owned: Box<dyn Error + Send + Sync> = errcat::AnyError::from(error()).into();
        for erased in [&lent.raised() as &dyn Error, &*owned] {
            assert_eq!(erased.to_string(), "Missing required field: amount");
            assert_eq!(format!("{erased:#}"), format!("{:#}", error()));
            assert_eq!(erased.source().map(ToString::to_string).as_deref(), Some("the form"));
        }
        let stolen = CheckoutError::Stolen(String::new());
        assert_eq!(stolen.raised().to_string(), ozura::errors::stolen_card().to_string());
        assert!(stolen.raised().source().is_none());
    }

    #[test]
    fn errors_of_several_types_fit_into_one_list() {
        let errors: [Box<dyn Coded>; 3] = [
            Box::new(CheckoutError::Missing("amount".to_owned())),
            Box::new(mozarto::errors::missing_field("amount")),
            Box::new(StoreError { row: Row(1) }),
        ];
        let ids: Vec<_> = errors.iter().map(|error| error.raised().code().as_str()).collect();
        assert_eq!(ids, ["MISSING_FIELD", "MISSING_FIELD", "BAD_REQUEST"]);
    }
}
