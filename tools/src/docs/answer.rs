//! The answer and the redirect of a code, with the examples of its catalog, as the public sees them.

use errcat_core::{AnyCode, Body, NamedUrls, Outcome, Redirect, Schemes};

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
    let example = code.example();
    let public = example.public();
    let body = public.body();
    ExampleAnswer {
        status: public.status(),
        content_type: body.content_type(),
        body: body.to_string(),
        command: command(code, &body),
    }
}

/// Returns the command that prints the body; it sets those values of the context that the body contains.
fn command(code: AnyCode<'_>, body: &Body<'_>) -> String {
    let mut command = format!("errcat render {}", full_name(code));
    let mut add = |option: &str, name: &str, value: &str| {
        command.extend([" ", option, " ", &shell_word(&format!("{name}={value}"))]);
    };
    code.params().for_each(|param| add("--set", param.name, param.example));
    body.context().for_each(|value| add("--context", value.name, value.example));
    command
}

/// The redirect of a code, with example URLs.
pub struct ExampleRedirect<'a> {
    /// The outcome.
    pub outcome: Outcome<'a>,
    /// The URL, made from example URLs.
    pub url: Option<String>,
}

/// Returns where a code redirects the customer to; `None` for a code without an outcome.
pub fn next(code: AnyCode<'_>) -> Option<ExampleRedirect<'_>> {
    let outcome = code.public().code()?.outcome()?;
    let example = code.example();
    let urls: Vec<(&str, String)> = outcome.urls().map(|name| (name, example_url(name))).collect();
    let redirect = Redirect::of(&example.public(), &ExampleUrls(urls), Schemes::Https).ok();
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
