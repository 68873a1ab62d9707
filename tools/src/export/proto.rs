//! An enum for Protobuf. Its numbers must never change, and a catalog has no numbers. So the number of a code depends only on
//! its id.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use errcat_compiler::{Problem, quote};
use errcat_core::{AnyCode, Catalog};

use super::selection::Selection;

/// The name of the value zero, without the prefix.
const UNSPECIFIED: &str = "UNSPECIFIED";

/// The help for two ids that cannot be in one enum.
const UNRELEASED: &str = "rename the code that is not released yet";

/// Returns the file; a problem if two ids cannot be in one enum.
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
    // The value zero has this name already.
    for id in selection.retired().map(|retired| retired.id).filter(|id| *id != UNSPECIFIED) {
        let _ = writeln!(text, "  reserved \"CODE_{id}\";\n  reserved {};", number(id));
    }
    let _ = writeln!(text, "\n  // Not specified.\n  CODE_{UNSPECIFIED} = 0;");
    for code in selection.codes() {
        let status = code.status().map_or_else(String::new, |status| format!("HTTP {status}; "));
        let _ = writeln!(text, "\n  // {}: {}", line(code.title()), line(code.message()));
        let _ = writeln!(text, "  // {status}fixable by: {}.", code.fixable_by());
        let deprecated = if code.deprecation().is_some() { " [deprecated = true]" } else { "" };
        let _ = writeln!(text, "  CODE_{} = {}{deprecated};", code.as_str(), number(code.as_str()));
    }
    Ok(text + "}\n")
}

/// Returns the number of an id: FNV-1a of 32 bits, mapped to 1 to 2³¹ - 1.
fn number(id: &str) -> u32 {
    let hash = id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash % 0x7fff_ffff + 1
}

/// Checks that names in protoc and numbers are unique: those of codes, of retired ids, and of the value zero. Codes that the
/// export leaves out count, too, because they may become public.
fn apart(catalog: Catalog<'_>) -> Result<(), Problem> {
    let mut names = BTreeMap::from([(pascal(UNSPECIFIED), UNSPECIFIED)]);
    for id in catalog.codes().map(AnyCode::as_str) {
        if let Some(other) = names.insert(pascal(id), id) {
            let other = if other == UNSPECIFIED { "the value zero".to_owned() } else { quote(other) };
            let message = format!("{other} and {} have the same name in Protobuf: {}", quote(id), pascal(id));
            return Err(Problem::new(message).help(UNRELEASED));
        }
    }
    let mut numbers = BTreeMap::new();
    for id in catalog.codes().map(AnyCode::as_str).chain(catalog.retired().map(|retired| retired.id)) {
        if let Some(other) = numbers.insert(number(id), id) {
            let message = format!("{} and {} have the same number, {}", quote(other), quote(id), number(id));
            return Err(Problem::new(message).help(UNRELEASED));
        }
    }
    Ok(())
}

/// Returns what protoc compares: a name without its prefix, in Pascal case.
fn pascal(name: &str) -> String {
    let words = name.split('_').filter(|word| !word.is_empty());
    words.map(|word| word[..1].to_owned() + &word[1..].to_ascii_lowercase()).collect()
}

/// Returns a text on one line, so that it stays inside a comment.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
