//! What a code looks like from outside, by its examples: the answer that travels, and where the customer is sent.

use errcat_core::{AnyCode, NamedUrls, Outcome, Public, Redirect, Schemes};

use crate::examples::Examples;
use crate::quote::shell_word;
use crate::text::full_name;

/// The answer in which a code travels.
pub struct Answer {
    /// The HTTP status.
    pub status: Option<u16>,
    /// The `content-type`.
    pub content_type: &'static str,
    /// Exactly as it travels.
    pub body: String,
    /// The command that prints the body.
    pub command: String,
}

/// The answer of a code with the examples of its catalog, as the public sees it.
pub fn answer(code: AnyCode<'_>) -> Answer {
    let mut given = Examples::of(code);
    let text = |given: &Examples<'_>| Public::new(code, given).body().to_string();
    let whole = text(&given);
    // Values of the context that the envelope does not hold need not be given.
    for at in 0..code.catalog().context().len() {
        let fewer = given.clone().without_context(at);
        if text(&fewer) == whole {
            given = fewer;
        }
    }
    let public = Public::new(code, &given);
    let content_type = public.body().content_type();
    Answer { status: public.status(), content_type, body: whole, command: command(code, &given) }
}

fn command(code: AnyCode<'_>, given: &Examples<'_>) -> String {
    let mut command = format!("errcat render {}", full_name(code));
    let mut add = |option: &str, name: &str, value: &str| {
        command.extend([" ", option, " ", &shell_word(&format!("{name}={value}"))]);
    };
    given.params().for_each(|param| add("--set", param.name, param.example));
    given.context().for_each(|value| add("--context", value.name, value.example));
    command
}

/// Where a code sends the customer.
pub struct Next<'a> {
    /// What the catalog says.
    pub outcome: Outcome<'a>,
    /// The address, over examples of the addresses that it is made of.
    pub url: Option<String>,
}

/// Where a code sends the customer, as the public sees it; `None` for one that sends nobody anywhere.
pub fn next(code: AnyCode<'_>) -> Option<Next<'_>> {
    let given = Examples::of(code);
    let shown = Public::new(code, &()).code()?;
    let outcome = shown.outcome()?;
    let public = Public::new(code, &given);
    let urls: Vec<(&str, String)> = outcome.urls().map(|name| (name, example_url(name))).collect();
    let redirect = Redirect::of(&public, &ExampleUrls(urls), Schemes::Https).ok();
    Some(Next { outcome, url: redirect.and_then(|redirect| redirect.url) })
}

struct ExampleUrls<'a>(Vec<(&'a str, String)>);

impl NamedUrls for ExampleUrls<'_> {
    fn url(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| *own == name).map(|(_, url)| url.as_str())
    }
}

/// `error_url` stands for `https://shop.example/error`.
fn example_url(name: &str) -> String {
    format!("https://shop.example/{}", name.strip_suffix("_url").unwrap_or(name))
}
