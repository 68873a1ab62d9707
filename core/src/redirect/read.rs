//! What the page behind a redirect makes of its query, in which nothing can be believed.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use url::{Origin, form_urlencoded};

use super::Parameter;
use super::address::{Address, AddressProblem, Schemes};
use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::catalog::lifecycle::Found;
use crate::catalog::mask::Shown;
use crate::catalog::outcome::NamedUrls;
use crate::catalog::redirect_template::RedirectTemplate;
use crate::error::public::Public;
use crate::error::view::Text;
use crate::padding::pad;
use crate::tables::template::Slot;

/// Reads the queries of a redirect on the page that it leads to.
///
/// Whoever holds the browser can write any query. So a query only chooses among what is known: a code of the catalog, whose
/// own text is shown; and a URL whose origin is on a list. That a payment succeeded is never read from it: a query that says
/// otherwise than the redirect always does (`success=true`) is not that redirect's, and nothing is read from it.
#[derive(Clone, Debug)]
pub struct RedirectReader<'a> {
    redirect: RedirectTemplate<'a>,
    origins: Vec<Origin>,
    /// The URLs that count where the query has none that does.
    urls: Vec<(&'a str, String)>,
    schemes: Schemes,
}

impl<'a> RedirectReader<'a> {
    /// A reader of a catalog's redirect of this name. `origins` are those that URLs in a query may have, such as
    /// `https://shop.example`; `urls` are taken where there is none of these.
    ///
    /// # Errors
    ///
    /// The catalog has no such redirect, an origin is none, or a URL is missing or no safe address.
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

    /// Reads the query of the page, without its question mark. Of a parameter that is repeated the first one counts.
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
            foreign: None,
        };
        let mut others = self.parameters().filter_map(|parameter| {
            let own = parameter.literal()?;
            let given = value(&parameter.key).filter(|given| *given != own)?;
            Some((parameter.key, given.into_owned()))
        });
        arrival.foreign = others.next();
        if arrival.foreign.is_some() {
            return arrival;
        }
        arrival.code = self
            .parameters()
            .find(|parameter| parameter.value.slot() == Some(Slot::Code))
            .and_then(|parameter| self.code(&value(&parameter.key)?));
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

    /// The code that travels as `code`, or did until it was retired, if the public may know of it.
    fn code(&self, code: &str) -> Option<AnyCode<'a>> {
        let catalog = self.redirect.catalog();
        let successor = || match catalog.find(code)? {
            Found::Retired(retired) => retired.replaced_by,
            Found::Code(_) => None,
        };
        catalog.by_wire_code(code).or_else(successor).filter(|code| code.shown() == Shown::Itself)
    }

    /// Whether a URL leads to where the page may lead.
    fn is_own(&self, url: &str) -> bool {
        Address::read(url, self.schemes).is_ok_and(|address| self.origins.contains(&address.url.origin()))
    }
}

/// What a query says, as far as that can be known.
#[derive(Clone, Debug)]
pub struct Arrival<'a> {
    catalog: Catalog<'a>,
    code: Option<AnyCode<'a>>,
    urls: Vec<(&'a str, String)>,
    refused: Vec<&'a str>,
    foreign: Option<(Cow<'a, str>, String)>,
}

impl<'a> Arrival<'a> {
    /// The code; `None` for one that is not known. Whether the payment failed is for the server to say.
    #[must_use]
    pub const fn code(&self) -> Option<AnyCode<'a>> {
        self.code
    }

    /// The text to show: the catalog's own, in the language that fits a language tag (BCP 47) best. A text that needs values
    /// gives way to that of the unknown error, since there are none to be believed.
    #[must_use]
    pub fn text(&self, language: &str) -> Text<'a> {
        let unknown = Public::unknown(self.catalog).in_language(language);
        let known = self.code.map(|code| Public::new(code, &()).in_language(language).customer());
        known.filter(|text| !text.has_values()).unwrap_or_else(|| unknown.customer())
    }

    /// A URL by the catalog's name for it, such as `cancel_url`; `None` if the redirect has none of that name.
    #[must_use]
    pub fn url(&self, name: &str) -> Option<&str> {
        self.urls().find(|(own, _)| *own == name).map(|(_, url)| url)
    }

    /// The URLs that the redirect carries, with the catalog's names for them.
    pub fn urls(&self) -> impl ExactSizeIterator<Item = (&'a str, &str)> {
        self.urls.iter().map(|(name, url)| (*name, url.as_str()))
    }

    /// The catalog's names for the URLs of the query that were not taken: no safe addresses, or of other origins.
    pub fn refused(&self) -> impl ExactSizeIterator<Item = &'a str> {
        self.refused.iter().copied()
    }

    /// A parameter of the query, and its value, that says otherwise than the redirect always does: then nothing was read.
    #[must_use]
    pub fn tampered_parameter(&self) -> Option<(&str, &str)> {
        self.foreign.as_ref().map(|(key, value)| (&**key, value.as_str()))
    }
}

/// Why there is no reader.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RedirectReaderError {
    /// The catalog has no redirect of this name.
    NoRedirect,
    /// An origin is none.
    Origin {
        /// The origin.
        origin: String,
        /// What is wrong with it.
        problem: AddressProblem,
    },
    /// The redirect carries a URL for which there is none to fall back to.
    Missing {
        /// The name of the URL.
        url: String,
    },
    /// A URL to fall back to is none that customers can be sent to.
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
            Self::Origin { origin, problem } => write!(out, "`{origin}` is no origin: {problem}"),
            Self::Missing { url } => write!(out, "`{url}` is missing"),
            Self::Refused { url, problem } => write!(out, "`{url}` is refused: {problem}"),
        })
    }
}

impl core::error::Error for RedirectReaderError {}
