//! The explanation of a name as JSON: a code, a retired id, or neither.

use errcat_core::{AnyCode, Catalog, Found, Retired};
use serde::Serialize;

use super::answer::PastedJson;
use super::code::CodeJson;
use super::wire_code::WireCode;

/// A retired id.
#[derive(Clone, Debug, Serialize)]
pub struct RetiredJson<'a> {
    catalog: &'a str,
    id: &'a str,
    wire_code: Option<WireCode<'a>>,
    aliases: Vec<&'a str>,
    since: Option<&'a str>,
    until: Option<&'a str>,
    replaced_by: Option<&'a str>,
    reason: Option<&'a str>,
}

impl<'a> RetiredJson<'a> {
    /// Returns a retired id of a catalog.
    #[must_use]
    pub fn new(catalog: Catalog<'a>, retired: &Retired<'a>) -> Self {
        Self {
            catalog: catalog.name(),
            id: retired.id,
            wire_code: WireCode::of_retired(catalog, retired),
            aliases: catalog.aliases(Found::Retired(*retired)).collect(),
            since: retired.since,
            until: retired.until,
            replaced_by: retired.replaced_by.map(AnyCode::as_str),
            reason: retired.reason,
        }
    }
}

/// The explanation of a name: a code, or a retired id and its successor.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation<'a> {
    /// The name that was asked for.
    what: &'a str,
    #[serde(flatten)]
    subject: Subject<'a>,
    /// The retired id that was asked for.
    retired: Option<RetiredJson<'a>>,
    /// The answer that was pasted.
    answer: Option<PastedJson<'a>>,
    /// Similar names, if the name is unknown.
    nearest: &'a [String],
}

#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
enum Subject<'a> {
    /// The code; of a retired id its successor.
    Code(Box<CodeJson<'a>>),
    /// A retired id without a successor.
    Retired { catalog: &'a str, id: &'a str },
    /// The name is unknown.
    Unknown { id: Option<&'a str> },
}

impl<'a> Explanation<'a> {
    /// Returns the explanation of the name `what`: a retired id, a code, or both (a retired id and its successor).
    #[must_use]
    pub fn new(what: &'a str, catalog: Catalog<'a>, retired: Option<&Retired<'a>>, code: Option<CodeJson<'a>>) -> Self {
        let subject = match (code, retired) {
            (Some(code), _) => Subject::Code(Box::new(code)),
            (None, Some(retired)) => Subject::Retired { catalog: catalog.name(), id: retired.id },
            (None, None) => Subject::Unknown { id: None },
        };
        let retired = retired.map(|retired| RetiredJson::new(catalog, retired));
        Self { what, subject, retired, answer: None, nearest: &[] }
    }

    /// Returns the explanation with the answer that was pasted.
    #[must_use]
    pub fn with_answer(self, answer: Option<PastedJson<'a>>) -> Self {
        Self { answer, ..self }
    }

    /// Returns the explanation of an unknown name `what`, with similar names.
    #[must_use]
    pub const fn unknown(what: &'a str, nearest: &'a [String]) -> Self {
        Self { what, subject: Subject::Unknown { id: None }, retired: None, answer: None, nearest }
    }
}
