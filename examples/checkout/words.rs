//! What the pages themselves say, in every language; what they say about errors stands in the catalog.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use errcat::axum08::AcceptLanguage;
use errcat::ozura;

/// Whoever looks at a page, and what is said to them.
#[derive(Clone, Copy, Debug)]
pub struct Visitor {
    /// The language tag (BCP 47) of the catalog's language that fits best.
    pub language: &'static str,
    /// The words of the pages in that language.
    pub words: &'static Words,
}

/// It never fails: whoever asks for no language gets the catalog's own.
impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let AcceptLanguage(field) = AcceptLanguage::from_request_parts(parts, state).await?;
        let language = ozura::CATALOG.accept_language(&field).tag;
        Ok(Self { language, words: if language == "de" { &GERMAN } else { &ENGLISH } })
    }
}

impl Visitor {
    /// An amount of money, given in cents.
    #[must_use]
    pub fn euros(self, cents: u64) -> String {
        let (euros, cents) = (cents / 100, cents % 100);
        if self.language == "de" { format!("{euros},{cents:02}\u{a0}€") } else { format!("€{euros}.{cents:02}") }
    }
}

/// Each text of the pages; a language that lacks one does not compile.
#[derive(Debug)]
#[expect(missing_docs, reason = "each text says what it is")]
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
    thanks_text: "Your payment has arrived. The tea is on its way.",
    undecided: "No payment yet",
    undecided_text: "We have no payment for this order. Your cart is as you left it.",
    error: "Error",
    payment: "Payment",
    card_number: "Card number",
    expiry: "Expiry date",
    expiry_hint: "MM/YY",
    cvv: "Security code",
    billing_address: "Billing address",
    pay: "Pay",
    cancel: "Cancel and return to the shop",
    sandbox: "Sandbox",
    sandbox_text: "No money moves here. Each test card always gets the same answer:",
    test_cards: "Test cards",
    approved: "Approved",
    fail: "Let the payment fail for good:",
    expire: "Let the session expire",
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
    thanks_text: "Ihre Zahlung ist eingegangen. Der Tee ist unterwegs.",
    undecided: "Noch keine Zahlung",
    undecided_text: "Zu dieser Bestellung liegt keine Zahlung vor. Ihr Warenkorb ist unverändert.",
    error: "Fehler",
    payment: "Bezahlung",
    card_number: "Kartennummer",
    expiry: "Gültig bis",
    expiry_hint: "MM/JJ",
    cvv: "Kartenprüfnummer",
    billing_address: "Rechnungsadresse",
    pay: "Bezahlen",
    cancel: "Abbrechen und zurück zum Shop",
    sandbox: "Testumgebung",
    sandbox_text: "Hier fließt kein Geld. Jede Testkarte bekommt immer dieselbe Antwort:",
    test_cards: "Testkarten",
    approved: "Genehmigt",
    fail: "Die Zahlung endgültig scheitern lassen:",
    expire: "Die Sitzung ablaufen lassen",
    expired: "Sitzung abgelaufen",
};
