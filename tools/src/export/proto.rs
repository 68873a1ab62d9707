//! An enum for Protobuf. A catalog has no numbers and an enum needs some that never change, whatever comes into the catalog or
//! leaves it: the number of a code follows from its id alone.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use errcat_compiler::quote;
use errcat_core::{AnyCode, Catalog};

use super::selection::Selection;
use crate::problem::Problem;

/// The name of the zero, less the prefix.
const UNSPECIFIED: &str = "UNSPECIFIED";

/// What to do about two ids that cannot stand in one enum.
const UNRELEASED: &str = "give another id to the one that is not released yet";

/// The file; a failure where two ids cannot stand in one enum.
pub fn text(selection: Selection<'_>) -> Result<String, Problem> {
    let catalog = selection.catalog;
    apart(catalog)?;
    let mut text = format!(
        "// The catalog `{}` {}, written by `errcat export proto`: do not edit.\n// {}\n\nsyntax = \"proto3\";\n\n\
         package errcat.{};\n\n// {}\nenum Code {{\n",
        catalog.name(),
        catalog.version(),
        selection.readers(),
        catalog.name(),
        line(catalog.title()),
    );
    // The zero has the name already, and needs it.
    for id in selection.retired().map(|retired| retired.id).filter(|id| *id != UNSPECIFIED) {
        let _ = writeln!(text, "  reserved \"CODE_{id}\";\n  reserved {};", number(id));
    }
    let _ = writeln!(text, "\n  // Not said.\n  CODE_{UNSPECIFIED} = 0;");
    for code in selection.codes() {
        let status = code.status().map_or_else(String::new, |status| format!("HTTP {status}; "));
        let _ = writeln!(text, "\n  // {}: {}", line(code.title()), line(code.message()));
        let _ = writeln!(text, "  // {status}fixable by: {}.", code.fixable_by());
        let deprecated = if code.deprecation().is_some() { " [deprecated = true]" } else { "" };
        let _ = writeln!(text, "  CODE_{} = {}{deprecated};", code.as_str(), number(code.as_str()));
    }
    Ok(text + "}\n")
}

/// The number of an id: FNV-1a of 32 bits, brought into 1 to 2³¹ - 1.
fn number(id: &str) -> u32 {
    let hash = id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash % 0x7fff_ffff + 1
}

/// No two codes may have the same number or be the same name to protoc, and none that of the zero; nor may a code and a retired
/// id have the same number. What the export leaves out counts, too: it may be shown one day.
fn apart(catalog: Catalog<'_>) -> Result<(), Problem> {
    let mut names = BTreeMap::from([(pascal(UNSPECIFIED), UNSPECIFIED)]);
    for id in catalog.codes().map(AnyCode::as_str) {
        if let Some(other) = names.insert(pascal(id), id) {
            let other = if other == UNSPECIFIED { "the zero".to_owned() } else { quote(other) };
            let message = format!("{other} and {} are the same name in Protobuf: {}", quote(id), pascal(id));
            return Err(Problem::new(message, UNRELEASED));
        }
    }
    let mut numbers = BTreeMap::new();
    for id in catalog.codes().map(AnyCode::as_str).chain(catalog.retired().map(|retired| retired.id)) {
        if let Some(other) = numbers.insert(number(id), id) {
            let message = format!("{} and {} would have the same number, {}", quote(other), quote(id), number(id));
            return Err(Problem::new(message, UNRELEASED));
        }
    }
    Ok(())
}

/// What protoc compares: a name less its prefix, in Pascal case.
fn pascal(name: &str) -> String {
    let words = name.split('_').filter(|word| !word.is_empty());
    words.map(|word| word[..1].to_owned() + &word[1..].to_ascii_lowercase()).collect()
}

/// A text on one line: nothing of it can get out of a comment.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
