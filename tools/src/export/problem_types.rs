//! The problem types of a catalog (RFC 9457, sections 4 and 4.2): type, title, status, reference.

use errcat_core::AnyCode;
use serde::Serialize;

use super::selection::Selection;
use crate::json::{WireCode, pretty};

/// The type of a code without a type of its own (section 4.2.1).
const BLANK: &str = "about:blank";

#[derive(Serialize)]
struct Document<'c> {
    catalog: &'c str,
    version: &'c str,
    internal: bool,
    problem_types: Vec<ProblemType<'c>>,
}

#[derive(Serialize)]
struct ProblemType<'c> {
    r#type: String,
    title: &'c str,
    /// The recommended status.
    status: Option<u16>,
    /// The specification.
    reference: &'c str,
    /// The member `code` of answers.
    code: WireCode<'c>,
    /// The other extension members.
    params: Vec<Extension<'c>>,
}

#[derive(Serialize)]
struct Extension<'c> {
    name: &'c str,
    r#type: &'static str,
}

/// Returns the list.
pub fn text<'c>(selection: Selection<'c>) -> String {
    let catalog = selection.catalog;
    let edition = catalog.edition().map_or_else(String::new, |edition| format!(", edition {edition}"));
    let reference = format!("{} {}{edition}", catalog.title(), catalog.version());
    let problem_type = |code: AnyCode<'c>| ProblemType {
        r#type: code.problem_type().map_or_else(|| BLANK.to_owned(), |link| link.to_string()),
        title: code.title(),
        status: code.status(),
        reference: &reference,
        code: code.into(),
        // No answer contains sensitive parameters.
        params: code.params().filter(|param| !param.sensitive).map(Extension::from).collect(),
    };
    let problem_types = selection.codes().map(problem_type).collect();
    pretty(&Document {
        catalog: catalog.name(),
        version: catalog.version(),
        internal: !selection.audience.is_public(),
        problem_types,
    })
}

impl<'c> From<errcat_core::Param<'c>> for Extension<'c> {
    fn from(param: errcat_core::Param<'c>) -> Self {
        Self { name: param.name, r#type: param.kind.as_str() }
    }
}
