//! `errcat redirect --parse`: what the page that a redirect opens can trust in its URL.

use std::collections::BTreeMap;

use errcat::{AddressProblem, AnyCode, Catalog, NamedUrls, RedirectReader, RedirectReaderError, RedirectTemplate};
use errcat_compiler::Suggest;
use errcat_compiler::quote;
use errcat_tools::json::pretty;
use serde::Serialize;

use super::{Args, NOWHERE, Only, USE_HTTPS, table, together};
use crate::args::catalogs::language;
use crate::output::quote::backticked;
use crate::output::style::{STRONG, paint};
use crate::output::{Failure, Format};

/// The shape of `redirect --parse --format json`.
#[derive(Serialize)]
struct Arrived<'a> {
    id: Option<&'a str>,
    text: String,
    cancel_url: Option<&'a str>,
    /// The URLs that the page can use, by name.
    urls: BTreeMap<&'a str, &'a str>,
    /// The names of URLs in the query whose origins are not allowed.
    refused: Vec<&'a str>,
    tampered_parameter: Option<TamperedParameter<'a>>,
}

/// A parameter with a value that the redirect never has.
#[derive(Serialize)]
struct TamperedParameter<'a> {
    name: &'a str,
    value: &'a str,
}

/// The URLs of the arguments, and a placeholder for the others.
struct OrNowhere<'a>(&'a Args);

impl NamedUrls for OrNowhere<'_> {
    fn url(&self, name: &str) -> Option<&str> {
        self.0.url(name).or(Some(NOWHERE))
    }
}

impl Args {
    /// Reads the URL of a page.
    pub(super) fn read(&self, catalog: Catalog<'_>, url: &str, format: Format) -> Result<String, Failure> {
        let redirect = self.redirect_of(catalog)?;
        let language = language(catalog, self.language.as_deref())?.map_or("", |language| language.tag);
        let reader = |origins: &[String], urls: &dyn NamedUrls| {
            let origins = origins.iter().map(String::as_str);
            RedirectReader::new(catalog, redirect.name(), origins, urls, self.schemes()).map_err(|error| match error {
                RedirectReaderError::Origin { problem: AddressProblem::Insecure, .. }
                | RedirectReaderError::Refused { problem: AddressProblem::Insecure, .. } => {
                    Failure::misuse(error.to_string(), USE_HTTPS)
                }
                error => Failure::misuse(error.to_string(), "write it as `https://shop.example`"),
            })
        };
        let names: Vec<&str> = redirect.urls().collect();
        let mut wrong = self.misnamed(catalog, &names);
        wrong.extend(
            self.origins.iter().filter_map(|origin| reader(std::slice::from_ref(origin), &Only(self, "")).err()),
        );
        let given = names.iter().filter(|name| self.url(name).is_some());
        wrong.extend(given.filter_map(|name| reader(&[], &Only(self, name)).err()));
        together(wrong)?;
        let arrival = reader(&self.origins, &OrNowhere(self))?.read(url);
        let trusted = |(name, url): &(&str, &str)| *url != NOWHERE || self.url(name).is_some();
        let urls: BTreeMap<&str, &str> = arrival.urls().filter(trusted).collect();
        let arrived = Arrived {
            id: arrival.code().map(AnyCode::as_str),
            text: arrival.text(language).to_string(),
            cancel_url: urls.get("cancel_url").copied(),
            urls,
            refused: arrival.refused().collect(),
            tampered_parameter: arrival.tampered_parameter().map(|(name, value)| TamperedParameter { name, value }),
        };
        Ok(format.write(|| arrived.text(catalog, &names), || pretty(&arrived)))
    }

    /// Returns the redirect that the arguments name, or the only one.
    fn redirect_of<'a>(&self, catalog: Catalog<'a>) -> Result<RedirectTemplate<'a>, Failure> {
        let all: Vec<RedirectTemplate<'_>> = catalog.redirects().collect();
        let names = || all.iter().map(|redirect| redirect.name());
        let name = catalog.name();
        match (&self.redirect, &all[..]) {
            (None, [only]) => Ok(*only),
            (_, []) => {
                let help = "add one to its header, under `redirects`";
                Err(Failure::misuse(format!("catalog `{name}` has no redirects"), help))
            }
            (None, [first, ..]) => {
                let message = format!("catalog `{name}` has several redirects: {}", backticked(names()));
                Err(Failure::misuse(message, format!("name one, as in `--redirect {first}`")))
            }
            (Some(redirect), _) => catalog.redirect(redirect).ok_or_else(|| {
                let help = Suggest::new(redirect, names())
                    .question()
                    .unwrap_or_else(|| format!("the redirects are {}", backticked(names())));
                Failure::misuse(format!("catalog `{name}` has no redirect {}", quote(redirect)), help)
            }),
        }
    }
}

impl Arrived<'_> {
    /// Returns the text; `names` are the URLs that the redirect carries.
    fn text(&self, catalog: Catalog<'_>, names: &[&str]) -> String {
        const UNTRUSTED: &str = "is not safe, or its origin is not allowed by `--allow-origin`";
        let id = self.id.map_or_else(|| "unknown".to_owned(), |id| format!("{}/{id}", catalog.name()));
        let mut rows = vec![("text", self.text.clone())];
        for name in names {
            let refused = self.refused.contains(name);
            rows.push(match self.urls.get(name) {
                Some(url) => (name, (*url).to_owned()),
                None if refused => (name, format!("none: the query's {UNTRUSTED}")),
                None => (name, "none".to_owned()),
            });
            if refused && self.urls.contains_key(name) {
                rows.push(("refused", format!("the query's `{name}` {UNTRUSTED}")));
            }
        }
        if let Some(TamperedParameter { name, value }) = self.tampered_parameter {
            let parameter = quote(&format!("{name}={value}"));
            rows.push((
                "tampered",
                format!("the query has {parameter}, which this redirect never has; the rest is ignored"),
            ));
        }
        table(&paint(STRONG, &id), rows.iter().map(|(label, value)| (*label, value.as_str())))
    }
}
