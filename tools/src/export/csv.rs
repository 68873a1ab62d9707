//! CSV (RFC 4180): a row for each code, for spreadsheets.

use std::fmt::Display;

use csv::{Terminator, WriterBuilder};
use errcat_core::{AnyCode, Shown};

use super::selection::Selection;

/// Returns the table: a header, and a row for each code.
pub fn text(selection: Selection<'_>) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for row in std::iter::once(None).chain(selection.codes().map(Some)) {
        let cells = columns(selection, row).into_iter().map(|(name, cell)| match row {
            None => name,
            // A number is no formula.
            Some(code) if name == "wire_code" && code.wire_number().is_some() => cell,
            Some(_) => harmless(cell),
        });
        writer.write_record(cells).expect("writing to memory does not fail, and all rows are of one length");
    }
    let bytes = writer.into_inner().expect("writing to memory does not fail");
    String::from_utf8(bytes).expect("texts are UTF-8")
}

/// Returns the columns, named like the keys of a catalog, and the cells of a code. Translations follow their originals.
fn columns(selection: Selection<'_>, code: Option<AnyCode<'_>>) -> Vec<(String, String)> {
    let mut columns = Vec::new();
    let mut column = |name: &str, cell: &dyn Fn(AnyCode<'_>) -> String| {
        columns.push((name.to_owned(), code.map(cell).unwrap_or_default()));
    };
    column("id", &|code| code.as_str().to_owned());
    column("wire_code", &|code| code.wire_code().to_owned());
    column("title", &|code| code.title().to_owned());
    column("status", &|code| code.status().map_or_else(|| "none".to_owned(), |status| status.to_string()));
    column("fixable_by", &|code| code.fixable_by().to_string());
    column("message", &|code| code.message().to_owned());
    column("remediation", &|code| code.remediation().to_owned());
    column("customer", &|code| code.customer().to_owned());
    for language in selection.catalog.languages().skip(1) {
        column(&format!("remediation.{}", language.tag), &|code| code.remediation_in(language.tag).to_owned());
        column(&format!("customer.{}", language.tag), &|code| code.customer_in(language.tag).to_owned());
    }
    column("retry", &|code| code.retry().name.to_owned());
    column("outcome", &|code| optional(code.outcome()));
    column("field", &|code| optional(code.field()));
    column("severity", &|code| code.severity().to_string());
    column("grpc", &|code| code.grpc().to_string());
    column("since", &|code| optional(code.since()));
    column("deprecated", &|code| code.deprecation().is_some().to_string());
    column("docs_url", &|code| optional(code.docs_url()));
    column("problem_type", &|code| optional(code.problem_type()));
    column("aliases", &|code| words(code.aliases()));
    if !selection.audience.is_public() {
        column("shown_as", &|code| match code.shown() {
            Shown::Itself => String::new(),
            Shown::As(mask) => mask.as_str().to_owned(),
            Shown::Unknown => "unknown".to_owned(),
        });
        column("provider_codes", &|code| words(code.provider_codes().map(|one| format!("{}:{}", one.scope, one.code))));
        column("owner", &|code| optional(code.owner()));
        column("tags", &|code| words(code.tags()));
        column("citations", &|code| words(code.citations().map(|citation| citation.page)));
    }
    columns
}

fn optional(value: Option<impl Display>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn words(words: impl Iterator<Item = impl Display>) -> String {
    words.map(|word| word.to_string()).collect::<Vec<_>>().join(", ")
}

/// Puts an apostrophe before a cell that a spreadsheet would read as a formula.
fn harmless(cell: String) -> String {
    const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\n', '＝', '＋', '－', '＠'];
    if cell.starts_with(FORMULA) { format!("'{cell}") } else { cell }
}
