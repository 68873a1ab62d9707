//! Outcomes of a checkout: where the customer goes, and the status of the session.

use core::fmt;
use core::hash::{Hash, Hasher};

use crate::catalog::Catalog;
use crate::catalog::redirect_template::RedirectTemplate;
use crate::catalog::vocabulary::Action;
use crate::padding::pad;
use crate::tables::rows::OutcomeRow;

/// What an error, or the end of a payment, does to a checkout.
///
/// Outcomes are equal if the names of their catalogs and their own names are.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Outcome<'a> {
    /// The name in the catalog.
    pub name: &'a str,
    /// What happens to the customer.
    pub action: Action,
    /// The name of the URL that the customer is sent to, or that the page leads to, such as `error_url`.
    pub to: Option<&'a str>,
    /// The session status that follows.
    pub session: Session<'a>,
    /// The redirect whose parameters the URL carries.
    pub redirect: Option<RedirectTemplate<'a>>,
    pub(crate) catalog: Catalog<'a>,
}

impl<'a> Outcome<'a> {
    pub(crate) const fn read(catalog: Catalog<'a>, number: usize) -> Self {
        let tables = catalog.tables();
        let OutcomeRow { name, action, to, session, redirect } = OutcomeRow::read(tables, number);
        let redirect = match redirect {
            Some(redirect) => Some(RedirectTemplate::new(catalog, redirect as usize)),
            None => None,
        };
        Self {
            name: tables.string(name),
            action,
            to: tables.optional_string(to),
            session: Session(tables.string(session)),
            redirect,
            catalog,
        }
    }

    /// Returns the names of the URLs that it needs: the one that it leads to, and those that its query carries.
    pub fn urls(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.to.into_iter().chain(self.redirect.into_iter().flat_map(RedirectTemplate::urls))
    }
}

impl PartialEq for Outcome<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.catalog.name(), self.name) == (other.catalog.name(), other.name)
    }
}

impl Eq for Outcome<'_> {}

impl Hash for Outcome<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.catalog.name(), self.name).hash(state);
    }
}

/// The name.
impl fmt::Display for Outcome<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name)
    }
}

/// The status of a session, as the outcomes of a catalog name it. A session starts as `pending`.
///
/// Every other status is final: an outcome that follows is a repeated event, or a mistake.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Session<'a>(&'a str);

impl<'a> Session<'a> {
    /// The status of a session that has not ended.
    pub const PENDING: Session<'static> = Session("pending");

    /// Returns the status, as the catalog spells it.
    #[must_use]
    pub const fn as_str(self) -> &'a str {
        self.0
    }

    /// Returns whether the session has ended.
    #[must_use]
    pub fn is_terminal(self) -> bool {
        self != Session::PENDING
    }

    /// Returns the status after an outcome. Repeated events are fine: an outcome that leads to the status of an ended session
    /// changes nothing.
    ///
    /// # Errors
    ///
    /// If the session has ended, and the outcome leads to another status.
    pub fn after(self, outcome: Outcome<'a>) -> Result<Self, IllegalTransition<'a>> {
        if self.is_terminal() && self != outcome.session {
            return Err(IllegalTransition { from: self.0, to: outcome.session.0 });
        }
        Ok(outcome.session)
    }
}

/// The status, as the catalog spells it.
impl fmt::Display for Session<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl fmt::Debug for Session<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The error of an outcome that would change the status of a session that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IllegalTransition<'a> {
    /// The status of the session.
    pub from: &'a str,
    /// The status that the outcome leads to.
    pub to: &'a str,
}

impl fmt::Display for IllegalTransition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, |out| write!(out, "a session that is `{}` has ended and cannot become `{}`", self.from, self.to))
    }
}

impl core::error::Error for IllegalTransition<'_> {}

/// URLs by the names that outcomes have for them, such as those that a merchant has configured.
pub trait NamedUrls {
    /// Returns the URL of a name, if there is one.
    fn url(&self, name: &str) -> Option<&str>;
}

impl NamedUrls for [(&str, &str)] {
    fn url(&self, name: &str) -> Option<&str> {
        self.iter().find(|(own, _)| *own == name).map(|(_, url)| *url)
    }
}

impl<const N: usize> NamedUrls for [(&str, &str); N] {
    fn url(&self, name: &str) -> Option<&str> {
        self.as_slice().url(name)
    }
}
