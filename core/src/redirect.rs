//! Redirects: the URL that an outcome sends a customer to, and what the page at that URL reads in the query.

mod address;
mod read;

use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use core::fmt;

use url::form_urlencoded;

use self::address::Address;
pub use self::address::{AddressProblem, Schemes};
pub use self::read::{Arrival, RedirectReader, RedirectReaderError};
use crate::answer::json_reader;
use crate::catalog::outcome::{NamedUrls, Outcome};
use crate::error::public::Public;
use crate::padding::pad;
use crate::tables::Tables;
use crate::tables::numbers::Entries;
use crate::tables::template::{Node, Slot, member_name};

/// Where a customer goes: an outcome with its URL.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Redirect<'a> {
    /// The outcome.
    pub outcome: Outcome<'a>,
    /// The URL that the customer is sent to, or that the page leads to; `None` if the customer stays. It is a URI (RFC 3986), so
    /// that it can be the value of `Location` (RFC 9110, section 10.2.2).
    pub url: Option<String>,
}

impl<'a> Redirect<'a> {
    /// Returns where an error sends the customer. Only the URLs that its outcome needs are read.
    ///
    /// If the outcome has a redirect, its parameters are appended to the URL's own query, in the catalog's order, encoded as forms
    /// encode them (WHATWG URL, section 5, `application/x-www-form-urlencoded`). The rest of the URL stays as it is, except for
    /// what a URI cannot contain: characters beyond ASCII, spaces, quotes, brackets and others are percent-encoded, and so is a
    /// `%` that does not begin an octet. A host beyond ASCII becomes that of DNS (IDNA).
    ///
    /// # Errors
    ///
    /// If the error has no outcome, if a URL is missing or is not safe to redirect to, or if the URL's own query has a parameter
    /// of the redirect.
    pub fn of(error: &Public<'a>, urls: &dyn NamedUrls, schemes: Schemes) -> Result<Self, RedirectError> {
        let outcome = error.outcome().ok_or(RedirectError::NoOutcome)?;
        Self::build(outcome, error, urls, schemes)
    }

    /// Returns where an outcome without an error sends the customer. A redirect that describes an error describes the catalog's
    /// unknown error.
    ///
    /// # Errors
    ///
    /// If a URL is missing or is not safe to redirect to, or if its own query has a parameter of the redirect.
    pub fn after(outcome: Outcome<'a>, urls: &dyn NamedUrls, schemes: Schemes) -> Result<Self, RedirectError> {
        Self::build(outcome, &Public::unknown(outcome.catalog), urls, schemes)
    }

    fn build(
        outcome: Outcome<'a>,
        error: &Public<'a>,
        urls: &dyn NamedUrls,
        schemes: Schemes,
    ) -> Result<Self, RedirectError> {
        let Some(to) = outcome.to else { return Ok(Self { outcome, url: None }) };
        let target = address(to, urls, schemes)?;
        let Some(redirect) = outcome.redirect else {
            return Ok(Self { outcome, url: Some(target.to_uri(None)) });
        };
        let mut query = form_urlencoded::Serializer::new(String::new());
        for parameter in Parameter::all(outcome.catalog.tables(), redirect.nodes()) {
            let value = match (parameter.url(), parameter.value(error)) {
                (Some(name), _) => address(name, urls, schemes)?.text.into(),
                (None, Some(value)) => value,
                (None, None) if matches!(parameter.value, Node::Optional(_)) => continue,
                (None, None) => Cow::Borrowed(""),
            };
            if target.has_parameter(&parameter.key) {
                return Err(RedirectError::Collision { url: to.to_owned(), parameter: parameter.key.into_owned() });
            }
            query.append_pair(&parameter.key, &value);
        }
        Ok(Self { outcome, url: Some(target.to_uri(Some(&query.finish()))) })
    }
}

/// Returns the URL of a name, if it is safe to redirect to.
fn address<'u>(name: &str, urls: &'u dyn NamedUrls, schemes: Schemes) -> Result<Address<'u>, RedirectError> {
    let url = urls.url(name).ok_or_else(|| RedirectError::Missing { url: name.to_owned() })?;
    Address::read(url, schemes).map_err(|problem| RedirectError::Refused { url: name.to_owned(), problem })
}

/// A parameter of a redirect's query.
struct Parameter<'a> {
    key: Cow<'a, str>,
    value: Node,
    tables: &'a Tables<'a>,
}

impl<'a> Parameter<'a> {
    /// Returns the parameters in the order of the catalog.
    fn all(tables: &'a Tables<'a>, nodes: Entries) -> impl Iterator<Item = Self> {
        // The node of the object comes first, then a node with a key and a node with a value for each parameter.
        nodes.numbers().skip(1).step_by(2).filter_map(move |at| {
            let Node::Member(key) = Node::read(tables, at) else { return None };
            let key = json_reader::unescaped(member_name(tables, key));
            Some(Self { key, value: Node::read(tables, at + 1), tables })
        })
    }

    /// Returns the value of a parameter that always has the same.
    fn literal(&self) -> Option<Cow<'a, str>> {
        let Node::Literal(json) = self.value else { return None };
        let json = self.tables.string(json);
        Some(json_reader::text(json).unwrap_or(Cow::Borrowed(json)))
    }

    /// Returns the name of the URL that the parameter carries.
    fn url(&self) -> Option<&'a str> {
        match self.value.slot() {
            Some(Slot::Named(name)) => Some(self.tables.string(name)),
            _ => None,
        }
    }

    /// Returns the value for an error, if there is one.
    fn value(&self, error: &Public<'a>) -> Option<Cow<'a, str>> {
        match self.value.slot() {
            None => self.literal(),
            Some(Slot::Code) => Some(error.wire_code().into()),
            Some(Slot::Customer) => Some(error.customer().to_string().into()),
            Some(Slot::Title) => Some(error.title().into()),
            Some(Slot::Status) => Some(error.status()?.to_string().into()),
            Some(Slot::DocsUrl) => Some(error.docs_url()?.to_string().into()),
            Some(_) => None,
        }
    }
}

/// The error of a redirect that cannot be built.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RedirectError {
    /// The error has no outcome.
    NoOutcome,
    /// A required URL is missing.
    Missing {
        /// The name of the URL.
        url: String,
    },
    /// A required URL is not safe to redirect to.
    Refused {
        /// The name of the URL.
        url: String,
        /// What is wrong with it.
        problem: AddressProblem,
    },
    /// The query of a URL already has a parameter of the redirect.
    Collision {
        /// The name of the URL.
        url: String,
        /// The name of the parameter.
        parameter: String,
    },
}

impl fmt::Display for RedirectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, |out| match self {
            Self::NoOutcome => out.write_str("the error has no outcome"),
            Self::Missing { url } => write!(out, "`{url}` is missing"),
            Self::Refused { url, problem } => write!(out, "`{url}` is refused: {problem}"),
            Self::Collision { url, parameter } => {
                write!(out, "`{url}` is refused: its query has a parameter `{parameter}`, which the redirect appends")
            }
        })
    }
}

impl core::error::Error for RedirectError {}
