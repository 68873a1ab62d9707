//! The form of the payment page. Its inputs are named like the `field` of the catalog's codes, so that the page can
//! show an error next to the input that caused it.

use axum::response::Response;
use errcat::Public;
use errcat::ozura::{Code, Outcome};
use maud::{Markup, html};

use crate::issuer::{Card, TEST_CARDS};
use crate::page::{Page, origin};
use crate::payment::SITE;
use crate::sessions::Session;
use crate::words::{Visitor, Words};

/// The codes of the buttons that make a payment fail.
pub(crate) const FAILURES: [Code; 3] = [Code::SystemError, Code::AuthError, Code::SessionFailed];

/// An input of the form.
struct Input {
    /// The `field` of the codes that blame this input.
    name: &'static str,
    autocomplete: &'static str,
    label: fn(&Words) -> &'static str,
    hint: fn(&Words) -> &'static str,
    value: fn(&Card) -> &str,
}

/// The inputs. The page never repeats a security code that was entered.
const INPUTS: [Input; 4] = [
    Input {
        name: "card_number",
        autocomplete: "cc-number",
        label: |words| words.card_number,
        hint: |_| "",
        value: |card| &card.card_number,
    },
    Input {
        name: "expiry",
        autocomplete: "cc-exp",
        label: |words| words.expiry,
        hint: |words| words.expiry_hint,
        value: |card| &card.expiry,
    },
    Input { name: "cvv", autocomplete: "cc-csc", label: |words| words.cvv, hint: |_| "", value: |_| "" },
    Input {
        name: "billing_address",
        autocomplete: "billing street-address",
        label: |words| words.billing_address,
        hint: |_| "",
        value: |card| &card.billing_address,
    },
];

/// Returns the page with the form. An error is shown next to the input that caused it, or above the form.
pub fn form(visitor: Visitor, session: &Session, error: Option<&Public<'_>>, card: Option<&Card>) -> Response {
    let words = visitor.words;
    let amount = visitor.euros(session.order.amount);
    let at_fault = error.and_then(Public::field);
    let text = error.map(|error| error.customer().to_string());
    let title = if error.is_some() { format!("{}: {}", words.error, words.payment) } else { words.payment.to_owned() };
    let main = html! {
        h1 { (words.payment) }
        p.amount { (amount) }
        @if let (Some(text), None) = (&text, at_fault) {
            p.error #error role="alert" tabindex="-1" autofocus { (text) }
        }
        form method="post" action={ "/pay/" (session.id) } {
            @for input in &INPUTS {
                @let text = text.as_ref().filter(|_| at_fault == Some(input.name));
                (field(input, words, text.map(String::as_str), card))
            }
            button.primary { (words.pay) " " (amount) }
        }
        form method="post" action={ "/pay/" (session.id) "/cancel" } { button { (words.cancel) } }
        (sandbox(words, &session.id))
    };
    let order = &session.order;
    let mut leads_to = Vec::new();
    for origin in [&order.success_url, &order.error_url, &order.cancel_url].into_iter().filter_map(|url| origin(url)) {
        if !leads_to.contains(&origin) {
            leads_to.push(origin);
        }
    }
    Page { site: SITE, title: &title, leads_to: &leads_to, main }.show(visitor)
}

fn field(input: &Input, words: &Words, error: Option<&str>, card: Option<&Card>) -> Markup {
    let name = input.name;
    let hint = Some((input.hint)(words)).filter(|hint| !hint.is_empty());
    let described_by = match (error, hint) {
        (Some(_), Some(_)) => Some(format!("{name}-error {name}-hint")),
        (Some(_), None) => Some(format!("{name}-error")),
        (None, Some(_)) => Some(format!("{name}-hint")),
        (None, None) => None,
    };
    let label = (input.label)(words);
    let value = card.map_or("", input.value);
    html! {
        div.field {
            label for=(name) { (label) }
            @if let Some(hint) = hint { span.hint id={ (name) "-hint" } { (hint) } }
            @if let Some(error) = error { p.error id={ (name) "-error" } role="alert" { (error) } }
            input id=(name) name=(name) value=(value) autocomplete=(input.autocomplete) required
                inputmode=[(name != "billing_address").then_some("numeric")]
                aria-invalid=[error.map(|_| "true")] aria-describedby=[described_by] autofocus[error.is_some()];
        }
    }
}

/// Returns the section with test cards and with buttons that make the payment fail.
fn sandbox(words: &Words, id: &str) -> Markup {
    let card = |number: &str| {
        html! {
            input type="hidden" name="card_number" value=(number);
            input type="hidden" name="expiry" value="12/34";
            input type="hidden" name="cvv" value="123";
            input type="hidden" name="billing_address" value="1 Tea Lane";
        }
    };
    html! {
        section.sandbox aria-labelledby="sandbox" {
            h2 #sandbox { (words.sandbox) }
            p { (words.sandbox_text) }
            ul aria-label=(words.test_cards) {
                @for test in &TEST_CARDS {
                    li {
                        form method="post" action={ "/pay/" (id) } {
                            (card(test.number))
                            button { span.number { (test.number) } " " (meaning(words, test.answer.outcome())) }
                        }
                    }
                }
            }
            p { (words.fail) }
            form.row method="post" action={ "/pay/" (id) "/fail" } {
                @for code in FAILURES { button name="code" value=(code) { (code) } }
            }
            form method="post" action={ "/pay/" (id) "/expire" } { button { (words.expire) } }
        }
    }
}

/// Returns the public description of a test card's result. A stolen card is shown as a declined card here, too.
fn meaning(words: &Words, outcome: Result<Outcome, Code>) -> Markup {
    match outcome {
        Ok(_) => html! { (words.approved) },
        Err(code) => html! { span lang="en" { (code.public().title()) } },
    }
}
