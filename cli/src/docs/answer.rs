//! What a code looks like from outside, by its examples: the answer that travels, and where the customer is sent.

use errcat::{AnyCode, Carried, NamedUrls, Outcome, Param, Public, Redirect, Schemes};

use crate::catalogs::full;
use crate::given::GivenArgs;
use crate::shell::quoted;

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
    let mut given = examples(code);
    let body = |given: &GivenArgs| body(code, given);
    let Answer { body: whole, .. } = body(&given);
    // Values of the context that the envelope does not hold need not be given.
    for at in (0..given.context.len()).rev() {
        let value = given.context.remove(at);
        if body(&given).body != whole {
            given.context.insert(at, value);
        }
    }
    body(&given)
}

fn body(code: AnyCode<'_>, given: &GivenArgs) -> Answer {
    let command = command(code, given);
    let given = given.of(code);
    let carried: &dyn Carried = given.as_ref().map_or(&(), |given| given);
    let public = Public::new(code, carried);
    let body = public.body();
    Answer { status: public.status(), content_type: body.content_type(), body: body.to_string(), command }
}

/// What the command line would give.
fn examples(code: AnyCode<'_>) -> GivenArgs {
    let pair = |param: Param<'_>| (param.name.to_owned(), param.example.to_owned());
    GivenArgs {
        params: code.params().map(pair).collect(),
        details: Vec::new(),
        context: code.catalog().context().map(pair).collect(),
    }
}

fn command(code: AnyCode<'_>, given: &GivenArgs) -> String {
    let mut command = format!("errcat render {}", full(code));
    for (option, pairs) in [("--set", &given.params), ("--context", &given.context)] {
        for (name, value) in pairs {
            command.extend([" ", option, " ", &quoted(&format!("{name}={value}"))]);
        }
    }
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
    let given = examples(code);
    let given = given.of(code).ok()?;
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
