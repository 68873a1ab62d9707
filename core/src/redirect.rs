//! Redirects: the URL that an outcome sends a customer to, and what the page behind it makes of its query.

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
use crate::error::body::{Row, kind, slot};
use crate::error::public::Public;
use crate::padding::pad;
use crate::tables::{Tables, Word};

/// Where a customer goes: what an outcome says, with the URL for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Redirect<'a> {
    /// What happens to the customer and to the session.
    pub outcome: Outcome<'a>,
    /// The URL that the customer is sent to, or that the page leads to; `None` for one who stays.
    pub url: Option<String>,
}

impl<'a> Redirect<'a> {
    /// Where an error sends the customer. Of the URLs only those are looked at that its outcome needs.
    ///
    /// A URL that carries no query of the catalog's is used byte for byte. To the others the query is appended, behind the
    /// one that is there and before a fragment, in the catalog's order and as forms encode it (WHATWG URL, section 5,
    /// `application/x-www-form-urlencoded`); in the rest a space and what is not ASCII are percent-encoded, as browsers do.
    ///
    /// # Errors
    ///
    /// The error has no outcome, a URL that it needs is missing or is no safe address, or the URL's own query has a parameter
    /// of the catalog's.
    pub fn of(error: &Public<'a>, urls: &dyn NamedUrls, schemes: Schemes) -> Result<Self, RedirectError> {
        let outcome = error.outcome().ok_or(RedirectError::NoOutcome)?;
        Self::build(outcome, error, urls, schemes)
    }

    /// Where an outcome without an error sends the customer; a query that tells of an error tells of the catalog's unknown
    /// one.
    ///
    /// # Errors
    ///
    /// A URL that it needs is missing or is no safe address, or its own query has a parameter of the catalog's.
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
        if outcome.query.is_none() {
            return Ok(Self { outcome, url: Some(target.text.to_owned()) });
        }
        let mut query = form_urlencoded::Serializer::new(String::new());
        for parameter in Parameter::all(outcome.catalog.tables(), outcome.rows) {
            let value = match parameter.row.number.checked_sub(slot::NAMED) {
                Some(name) if kind::fills(parameter.row.kind) => {
                    address(outcome.catalog.shared(name), urls, schemes)?.text.into()
                }
                _ => match parameter.value(error) {
                    Some(value) => value,
                    None if parameter.row.kind == kind::OPTIONAL => continue,
                    None => Cow::Borrowed(""),
                },
            };
            if target.has_parameter(&parameter.key) {
                return Err(RedirectError::Collision { url: to.to_owned(), parameter: parameter.key.into_owned() });
            }
            query.append_pair(&parameter.key, &value);
        }
        Ok(Self { outcome, url: Some(target.with_query(&query.finish())) })
    }
}

/// The URL of a name, if customers can be sent there.
fn address<'u>(name: &str, urls: &'u dyn NamedUrls, schemes: Schemes) -> Result<Address<'u>, RedirectError> {
    let url = urls.url(name).ok_or_else(|| RedirectError::Missing { url: name.to_owned() })?;
    Address::read(url, schemes).map_err(|problem| RedirectError::Refused { url: name.to_owned(), problem })
}

/// A parameter of a redirect: its key, and the row of what it holds.
struct Parameter<'a> {
    key: Cow<'a, str>,
    row: Row,
    tables: &'a Tables<'a>,
}

impl<'a> Parameter<'a> {
    /// The parameters in the order of the catalog: behind the row of the object, keys and values take turns.
    fn all(tables: &'a Tables<'a>, (start, end): (usize, usize)) -> impl Iterator<Item = Self> {
        (start + 1..end).step_by(2).map(move |at| {
            let key = json_reader::unescaped(Row::read(tables, at).name(tables));
            Self { key, row: Row::read(tables, at + 1), tables }
        })
    }

    /// What it always says, if nothing fills it.
    fn literal(&self) -> Cow<'a, str> {
        let literal = self.tables.text(Word::Strings, self.row.string as usize);
        json_reader::text(literal).unwrap_or(Cow::Borrowed(literal))
    }

    /// What it says of an error; none where there is nothing to say.
    fn value(&self, error: &Public<'a>) -> Option<Cow<'a, str>> {
        if !kind::fills(self.row.kind) {
            return Some(self.literal());
        }
        Some(match self.row.number {
            slot::CODE => error.wire_code().into(),
            slot::CUSTOMER => error.customer().to_string().into(),
            slot::TITLE => error.title().into(),
            slot::STATUS => error.status()?.to_string().into(),
            slot::DOCS_URL => error.docs_url()?.to_string().into(),
            _ => return None,
        })
    }
}

/// Why there is no redirect.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RedirectError {
    /// The error does nothing to a checkout.
    NoOutcome,
    /// The outcome needs a URL that is not there.
    Missing {
        /// The name of the URL.
        url: String,
    },
    /// A URL that the outcome needs is none that customers can be sent to.
    Refused {
        /// The name of the URL.
        url: String,
        /// What is wrong with it.
        problem: AddressProblem,
    },
    /// The query of a URL has a parameter that the redirect appends.
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
