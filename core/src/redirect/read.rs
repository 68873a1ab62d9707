//! The reader of the query of a redirect, which is treated as untrusted.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use url::{Origin, form_urlencoded};

use super::Parameter;
use super::address::{Address, AddressProblem, Schemes};
use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::catalog::outcome::NamedUrls;
use crate::catalog::redirect_template::RedirectTemplate;
use crate::error::public::Public;
use crate::error::view::Text;
use crate::padding::pad;
use crate::tables::template::Slot;

/// Reads the queries of a redirect on the page that it leads to.
///
/// Anybody can write a query, so the query is treated as untrusted. It can only select a code of the catalog, whose own text is
/// shown, and URLs with allowed origins. It never says that a payment succeeded: if a parameter that is always the same has another
/// value, such as `success=true`, then nothing is read.
#[derive(Clone, Debug)]
pub struct RedirectReader<'a> {
    redirect: RedirectTemplate<'a>,
    origins: Vec<Origin>,
    /// The URLs that are used if the query has none with an allowed origin.
    urls: Vec<(&'a str, String)>,
    schemes: Schemes,
}

impl<'a> RedirectReader<'a> {
    /// Returns a reader for a redirect of a catalog. URLs in a query must have one of the `origins`, such as
    /// `https://shop.example`; otherwise those of `urls` are used.
    ///
    /// # Errors
    ///
    /// If the catalog has no such redirect, if an origin is invalid, or if a URL is missing or is not safe to redirect to.
    pub fn new<'o>(
        catalog: Catalog<'a>,
        redirect: &str,
        origins: impl IntoIterator<Item = &'o str>,
        urls: &dyn NamedUrls,
        schemes: Schemes,
    ) -> Result<Self, RedirectReaderError> {
        let redirect = catalog.redirect(redirect).ok_or(RedirectReaderError::NoRedirect)?;
        let origins = origins.into_iter().map(|text| {
            let refused = |problem| RedirectReaderError::Origin { origin: text.to_owned(), problem };
            let address = Address::read(text, schemes).map_err(refused)?;
            let rest = address.url.path() != "/" || address.url.query().is_some() || address.url.fragment().is_some();
            if rest { Err(refused(AddressProblem::NotAnOrigin)) } else { Ok(address.url.origin()) }
        });
        let origins = origins.collect::<Result<_, _>>()?;
        let mut reader = Self { redirect, origins, urls: Vec::new(), schemes };
        for name in redirect.urls() {
            let url = urls.url(name).ok_or_else(|| RedirectReaderError::Missing { url: name.to_owned() })?;
            Address::read(url, schemes)
                .map_err(|problem| RedirectReaderError::Refused { url: name.to_owned(), problem })?;
            reader.urls.push((name, url.to_owned()));
        }
        Ok(reader)
    }

    /// Reads the URL of the page.
    #[must_use]
    pub fn read(&self, url: &str) -> Arrival<'a> {
        let before_fragment = url.split('#').next().unwrap_or_default();
        self.read_query(before_fragment.split_once('?').map_or("", |(_, query)| query))
    }

    /// Reads the query of the page, without its question mark. Of a repeated parameter, the first one counts.
    #[must_use]
    pub fn read_query(&self, query: &str) -> Arrival<'a> {
        let value = |key: &str| {
            let mut all = form_urlencoded::parse(query.as_bytes());
            all.find(|(own, _)| own == key).map(|(_, value)| value)
        };
        let mut arrival = Arrival {
            catalog: self.redirect.catalog(),
            code: None,
            urls: self.urls.clone(),
            refused: Vec::new(),
            tampered: None,
        };
        let mut others = self.parameters().filter_map(|parameter| {
            let own = parameter.literal()?;
            let given = value(&parameter.key).filter(|given| *given != own)?;
            Some((parameter.key, given.into_owned()))
        });
        arrival.tampered = others.next();
        if arrival.tampered.is_some() {
            return arrival;
        }
        arrival.code = self
            .parameters()
            .find(|parameter| parameter.value.slot() == Some(Slot::Code))
            .and_then(|parameter| self.redirect.catalog().by_public_name(&value(&parameter.key)?));
        for ((key, name), (_, url)) in self.named().zip(&mut arrival.urls) {
            match value(&key) {
                Some(given) if self.is_own(&given) => *url = given.into_owned(),
                Some(_) => arrival.refused.push(name),
                None => {}
            }
        }
        arrival
    }

    fn parameters(&self) -> impl Iterator<Item = Parameter<'a>> + use<'a> {
        Parameter::all(self.redirect.catalog().tables(), self.redirect.nodes())
    }

    /// Returns the keys of parameters that carry URLs, with the names of the URLs.
    fn named(&self) -> impl Iterator<Item = (Cow<'a, str>, &'a str)> + use<'a> {
        self.parameters().filter_map(|parameter| parameter.url().map(|name| (parameter.key, name)))
    }

    /// Whether a URL is safe and has an allowed origin.
    fn is_own(&self, url: &str) -> bool {
        Address::read(url, self.schemes).is_ok_and(|address| self.origins.contains(&address.url.origin()))
    }
}

/// What a query says, as far as it can be trusted.
#[derive(Clone, Debug)]
pub struct Arrival<'a> {
    catalog: Catalog<'a>,
    code: Option<AnyCode<'a>>,
    urls: Vec<(&'a str, String)>,
    refused: Vec<&'a str>,
    tampered: Option<(Cow<'a, str>, String)>,
}

impl<'a> Arrival<'a> {
    /// Returns the code; `None` for an unknown one. Only the server knows whether the payment failed.
    #[must_use]
    pub const fn code(&self) -> Option<AnyCode<'a>> {
        self.code
    }

    /// Returns the customer text of the catalog, in the language that fits a language tag (BCP 47) best. For a code whose text has
    /// placeholders it is that of the unknown error, because values in the query are untrusted.
    #[must_use]
    pub fn text(&self, language: &str) -> Text<'a> {
        let unknown = Public::unknown(self.catalog).in_language(language);
        let known = self.code.map(|code| Public::new(code, &()).in_language(language).customer());
        known.filter(|text| !text.has_values()).unwrap_or_else(|| unknown.customer())
    }

    /// Returns a URL by its name, such as `cancel_url`; `None` if the redirect has no such URL.
    #[must_use]
    pub fn url(&self, name: &str) -> Option<&str> {
        self.urls().find(|(own, _)| *own == name).map(|(_, url)| url)
    }

    /// Returns the URLs that the redirect carries, with their names.
    pub fn urls(&self) -> impl ExactSizeIterator<Item = (&'a str, &str)> {
        self.urls.iter().map(|(name, url)| (*name, url.as_str()))
    }

    /// Returns the names of the URLs in the query that were refused: they are not safe, or have other origins.
    pub fn refused(&self) -> impl ExactSizeIterator<Item = &'a str> {
        self.refused.iter().copied()
    }

    /// Returns a parameter, with its value, that differs from the one value that the redirect writes. Then nothing was read.
    #[must_use]
    pub fn tampered_parameter(&self) -> Option<(&str, &str)> {
        self.tampered.as_ref().map(|(key, value)| (&**key, value.as_str()))
    }
}

/// The error of a reader that cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RedirectReaderError {
    /// The catalog has no redirect of this name.
    NoRedirect,
    /// An origin is invalid.
    Origin {
        /// The origin.
        origin: String,
        /// What is wrong with it.
        problem: AddressProblem,
    },
    /// A URL of the redirect has no fallback.
    Missing {
        /// The name of the URL.
        url: String,
    },
    /// A fallback URL is not safe to redirect to.
    Refused {
        /// The name of the URL.
        url: String,
        /// What is wrong with it.
        problem: AddressProblem,
    },
}

impl fmt::Display for RedirectReaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, |out| match self {
            Self::NoRedirect => out.write_str("the catalog has no redirect of this name"),
            Self::Origin { origin, problem } => write!(out, "`{origin}` is not an origin: {problem}"),
            Self::Missing { url } => write!(out, "`{url}` is missing"),
            Self::Refused { url, problem } => write!(out, "`{url}` is refused: {problem}"),
        })
    }
}

impl core::error::Error for RedirectReaderError {}
