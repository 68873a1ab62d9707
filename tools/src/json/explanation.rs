//! What is known about a name, as JSON: a code, a retired id, or nothing.

use errcat_core::{AnyCode, Catalog, Retired};
use serde::Serialize;

use super::code::CodeJson;

/// A retired id.
#[derive(Clone, Debug, Serialize)]
pub struct RetiredJson<'a> {
    catalog: &'a str,
    id: &'a str,
    since: Option<&'a str>,
    until: Option<&'a str>,
    replaced_by: Option<&'a str>,
    reason: Option<&'a str>,
}

impl<'a> RetiredJson<'a> {
    /// Returns a retired id of a catalog.
    #[must_use]
    pub fn new(catalog: &'a str, retired: &Retired<'a>) -> Self {
        Self {
            catalog,
            id: retired.id,
            since: retired.since,
            until: retired.until,
            replaced_by: retired.replaced_by.map(AnyCode::as_str),
            reason: retired.reason,
        }
    }
}

/// What is known about a name: a code, or a retired id and its successor.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation<'a> {
    /// What was asked for.
    what: &'a str,
    #[serde(flatten)]
    subject: Subject<'a>,
    /// The retired id that was asked for.
    retired: Option<RetiredJson<'a>>,
    /// If nothing is known: the names that may have been meant.
    nearest: &'a [String],
}

#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
enum Subject<'a> {
    /// The code; of a retired id its successor.
    Code(Box<CodeJson<'a>>),
    /// A retired id without a successor.
    Retired { catalog: &'a str, id: &'a str },
    /// Nothing.
    Unknown { id: Option<&'a str> },
}

impl<'a> Explanation<'a> {
    /// Returns what is known about `what`: a retired id, a code, or both, which are a retired id and its successor.
    #[must_use]
    pub fn new(what: &'a str, catalog: Catalog<'a>, retired: Option<&Retired<'a>>, code: Option<CodeJson<'a>>) -> Self {
        let subject = match (code, retired) {
            (Some(code), _) => Subject::Code(Box::new(code)),
            (None, Some(retired)) => Subject::Retired { catalog: catalog.name(), id: retired.id },
            (None, None) => Subject::Unknown { id: None },
        };
        let retired = retired.map(|retired| RetiredJson::new(catalog.name(), retired));
        Self { what, subject, retired, nearest: &[] }
    }

    /// Returns that nothing is known about `what`, with the names that may have been meant.
    #[must_use]
    pub const fn unknown(what: &'a str, nearest: &'a [String]) -> Self {
        Self { what, subject: Subject::Unknown { id: None }, retired: None, nearest }
    }
}
