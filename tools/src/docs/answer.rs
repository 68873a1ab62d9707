//! The answer and the redirect of a code, with the examples of its catalog, as the public sees them.

use errcat_core::{AnyCode, NamedUrls, Outcome, Public, Redirect, Schemes};

use crate::examples::Examples;
use crate::quote::shell_word;
use crate::text::full_name;

/// The answer for a code.
pub struct ExampleAnswer {
    /// The HTTP status.
    pub status: Option<u16>,
    /// The `content-type`.
    pub content_type: &'static str,
    /// The body, byte for byte.
    pub body: String,
    /// The command that prints the body.
    pub command: String,
}

/// Returns the answer for a code.
pub fn answer(code: AnyCode<'_>) -> ExampleAnswer {
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
    ExampleAnswer { status: public.status(), content_type, body: whole, command: command(code, &given) }
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

/// Where a code redirects the customer to.
pub struct ExampleRedirect<'a> {
    /// The outcome.
    pub outcome: Outcome<'a>,
    /// The URL, made from example URLs.
    pub url: Option<String>,
}

/// Returns where a code redirects the customer to; `None` for a code without an outcome.
pub fn next(code: AnyCode<'_>) -> Option<ExampleRedirect<'_>> {
    let given = Examples::of(code);
    let shown = Public::new(code, &()).code()?;
    let outcome = shown.outcome()?;
    let public = Public::new(code, &given);
    let urls: Vec<(&str, String)> = outcome.urls().map(|name| (name, example_url(name))).collect();
    let redirect = Redirect::of(&public, &ExampleUrls(urls), Schemes::Https).ok();
    Some(ExampleRedirect { outcome, url: redirect.and_then(|redirect| redirect.url) })
}

struct ExampleUrls<'a>(Vec<(&'a str, String)>);

impl NamedUrls for ExampleUrls<'_> {
    fn url(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| *own == name).map(|(_, url)| url.as_str())
    }
}

/// Returns an example URL: `https://shop.example/error` for `error_url`.
fn example_url(name: &str) -> String {
    format!("https://shop.example/{}", name.strip_suffix("_url").unwrap_or(name))
}
