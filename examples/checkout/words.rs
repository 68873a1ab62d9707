//! The texts of the pages in each language. The texts about errors are in the catalog.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use errcat::axum08::AcceptLanguage;
use errcat::ozura;

/// The visitor of a page.
#[derive(Clone, Copy, Debug)]
pub struct Visitor {
    /// The catalog's best language for the visitor, as a language tag (BCP 47).
    pub language: &'static str,
    /// The texts of the pages in that language.
    pub words: &'static Words,
}

/// Chooses the language by `Accept-Language`. Without that header it is the catalog's own language.
impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let AcceptLanguage(field) = AcceptLanguage::from_request_parts(parts, state).await?;
        let language = ozura::CATALOG.accept_language(&field).tag;
        Ok(Self { language, words: if language == "de" { &GERMAN } else { &ENGLISH } })
    }
}

impl Visitor {
    /// Returns an amount in cents as a text in euros.
    #[must_use]
    pub fn euros(self, cents: u64) -> String {
        let (euros, cents) = (cents / 100, cents % 100);
        if self.language == "de" { format!("{euros},{cents:02}\u{a0}€") } else { format!("€{euros}.{cents:02}") }
    }
}

/// The texts of the pages in one language. A language without one of them does not compile.
#[derive(Debug)]
#[expect(missing_docs, reason = "the names describe the texts")]
pub struct Words {
    pub shop: &'static str,
    pub cart: &'static str,
    pub total: &'static str,
    pub check_out: &'static str,
    pub not_paid: &'static str,
    pub back_to_cart: &'static str,
    pub thanks: &'static str,
    pub thanks_text: &'static str,
    pub undecided: &'static str,
    pub undecided_text: &'static str,
    pub error: &'static str,
    pub payment: &'static str,
    pub card_number: &'static str,
    pub expiry: &'static str,
    pub expiry_hint: &'static str,
    pub cvv: &'static str,
    pub billing_address: &'static str,
    pub pay: &'static str,
    pub cancel: &'static str,
    pub sandbox: &'static str,
    pub sandbox_text: &'static str,
    pub test_cards: &'static str,
    pub approved: &'static str,
    pub fail: &'static str,
    pub expire: &'static str,
    pub expired: &'static str,
}

static ENGLISH: Words = Words {
    shop: "Leaf & Kettle",
    cart: "Your cart",
    total: "Total",
    check_out: "Check out",
    not_paid: "The payment did not go through",
    back_to_cart: "Back to the cart",
    thanks: "Thank you",
    thanks_text: "We have received your payment. Your tea is on its way.",
    undecided: "No payment yet",
    undecided_text: "We have not received a payment for this order. Your cart has not changed.",
    error: "Error",
    payment: "Payment",
    card_number: "Card number",
    expiry: "Expiration date",
    expiry_hint: "MM/YY",
    cvv: "Security code",
    billing_address: "Billing address",
    pay: "Pay",
    cancel: "Cancel and return to the shop",
    sandbox: "Sandbox",
    sandbox_text: "No real payments. Each test card always gives the same result:",
    test_cards: "Test cards",
    approved: "Approved",
    fail: "Make the payment fail:",
    expire: "Expire the session",
    expired: "Session expired",
};

static GERMAN: Words = Words {
    shop: "Blatt & Kessel",
    cart: "Ihr Warenkorb",
    total: "Summe",
    check_out: "Zur Kasse",
    not_paid: "Die Zahlung ist fehlgeschlagen",
    back_to_cart: "Zurück zum Warenkorb",
    thanks: "Vielen Dank",
    thanks_text: "Ihre Zahlung ist eingegangen. Ihr Tee ist unterwegs.",
    undecided: "Noch keine Zahlung",
    undecided_text: "Für diese Bestellung ist noch keine Zahlung eingegangen. Ihr Warenkorb ist unverändert.",
    error: "Fehler",
    payment: "Zahlung",
    card_number: "Kartennummer",
    expiry: "Gültig bis",
    expiry_hint: "MM/JJ",
    cvv: "Kartenprüfnummer",
    billing_address: "Rechnungsadresse",
    pay: "Bezahlen",
    cancel: "Abbrechen und zurück zum Shop",
    sandbox: "Testumgebung",
    sandbox_text: "Hier wird kein Geld abgebucht. Jede Testkarte liefert immer dasselbe Ergebnis:",
    test_cards: "Testkarten",
    approved: "Genehmigt",
    fail: "Zahlung fehlschlagen lassen:",
    expire: "Sitzung ablaufen lassen",
    expired: "Sitzung abgelaufen",
};
