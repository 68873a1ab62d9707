//! Writes the type `Code`: its values with their documentation, and the conversions from and to numbers.

use std::fmt::Write;

use errcat_core::{AnyCode, Catalog, PlainText};

use super::Module;

/// The most codes of an enum. rustc compares each variant with all others. Beyond this number, constants of a struct build
/// faster: 50,000 codes take 4 s instead of 10 s.
const ENUM: usize = 4_096;

/// The arms of one `match` from number to variant, because rustc's time grows faster than the function. It is more than 256, so
/// that LLVM does not turn the first arms into a table over `u8`.
const ARMS: usize = 512;

/// Writes the type with a value for each code.
pub(super) fn write(module: &Module<'_>, catalog: Catalog<'_>, out: &mut String) -> std::fmt::Result {
    let is_enum = is_enum(module.variants);
    writeln!(out, "/// The codes of {}.", escape(catalog.title()))?;
    writeln!(out, "///\n/// Catalog `{}`, version {}.", catalog.name(), escape(catalog.version()))?;
    write!(out, "{DERIVES}{TEXTS}")?;
    if is_enum {
        writeln!(out, "{NAMES_OF_VARIANTS}#[non_exhaustive]\n#[repr(u16)]\npub enum Code {{")?;
    } else {
        writeln!(out, "pub struct Code(u16);\n\n{TEXTS}{NAMES_OF_CONSTANTS}impl Code {{")?;
    }
    for ((code, variant), number) in catalog.codes().zip(module.variants).zip(0..) {
        document(code, out)?;
        deprecated(code, module.variants, out)?;
        if is_enum {
            writeln!(out, "    {variant},")?;
        } else {
            writeln!(out, "    pub const {variant}: Self = Self({number});")?;
        }
    }
    out.push_str("}\n\n");
    Ok(())
}

/// Returns a link to the documentation of a value. `Code::Error` alone is ambiguous with the associated type of a trait.
pub(super) fn link(variant: &str, variants: &[String]) -> String {
    let kind = if is_enum(variants) { "" } else { "const@" };
    format!("{kind}super::Code::{variant}")
}

fn is_enum(variants: &[String]) -> bool {
    variants.len() <= ENUM
}

const DERIVES: &str = "#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::cmp::PartialEq,
    ::core::cmp::Eq,
    ::core::cmp::PartialOrd,
    ::core::cmp::Ord,
    ::core::hash::Hash,
)]
";

const TEXTS: &str = r#"#[allow(
    clippy::doc_lazy_continuation,
    clippy::doc_link_with_quotes,
    clippy::doc_markdown,
    clippy::doc_nested_refdefs,
    rustdoc::bare_urls,
    rustdoc::broken_intra_doc_links,
    rustdoc::invalid_codeblock_attributes,
    rustdoc::invalid_html_tags,
    rustdoc::invalid_rust_codeblocks,
    reason = "remediation is written for people, not for rustdoc"
)]
"#;

const NAMES_OF_VARIANTS: &str =
    "#[allow(clippy::enum_variant_names, clippy::upper_case_acronyms, reason = \"the names are the catalog's\")]\n";

const NAMES_OF_CONSTANTS: &str = "#[allow(non_upper_case_globals, reason = \"they read as variants do\")]\n";

/// Writes the documentation of a code, which editors show: title, message, status, who can fix it, remediation.
fn document(code: AnyCode<'_>, out: &mut String) -> std::fmt::Result {
    writeln!(out, "    /// {}: {}", escape(code.title()), code_span(&PlainText(code.message()).to_string()))?;
    out.push_str("    ///\n    /// ");
    match code.status() {
        Some(status) => write!(out, "Status {status}")?,
        None => out.push_str("No status of its own"),
    }
    writeln!(out, ", fixable by: {}, retry: {}.", code.fixable_by(), escape(code.retry().name))?;
    out.push_str("    ///\n");
    for line in PlainText(code.remediation()).to_string().lines() {
        if line.is_empty() {
            out.push_str("    ///\n");
        } else if may_be_code(line) {
            writeln!(out, "    #[cfg_attr(not(doctest), doc = {:?})]", format!(" {line}"))?;
        } else {
            writeln!(out, "    /// {line}")?;
        }
    }
    Ok(())
}

/// Returns whether rustdoc could read a line of Markdown as the start of a code block, and run it as a test.
fn may_be_code(line: &str) -> bool {
    line.contains("```") || line.contains("~~~") || line.contains("   ") || line.contains('\t')
}

/// Writes the attribute of a deprecated code.
pub(super) fn deprecated(code: AnyCode<'_>, variants: &[String], out: &mut String) -> std::fmt::Result {
    let Some(deprecation) = code.deprecation() else { return Ok(()) };
    let mut note = deprecation.reason.unwrap_or("no longer to be used").to_owned();
    if let Some(since) = deprecation.since {
        write!(note, " (since {since})")?;
    }
    if let Some(successor) = deprecation.replaced_by {
        write!(note, "; use `{}`", variants[usize::from(successor.number())])?;
    }
    writeln!(out, "    #[deprecated(note = {note:?})]")
}

/// Returns Markdown that shows a plain text.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' => out.extend(['\\', character]),
            '\n' | '\t' => out.push(' '),
            _ => out.push(character),
        }
    }
    out
}

/// Returns Markdown that shows a plain text as code, between more backticks than it contains.
pub(super) fn code_span(text: &str) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{}{pad}{fence}", text.replace(['\n', '\t'], " "))
}

/// Writes the conversions from and to numbers.
pub(super) fn write_numbers(variants: &[String], out: &mut String) -> std::fmt::Result {
    let signature = "(number: u16) -> ::core::option::Option<Code> {\n";
    if !is_enum(variants) {
        out.push_str(
            "const FIRST: Code = Code(0);\n\n#[inline]\nconst fn to_number(code: Code) -> u16 {\n    code.0\n}\n",
        );
        writeln!(out, "\n#[inline]\nconst fn from_number{signature}    if number < {} {{", variants.len())?;
        out.push_str("        ::core::option::Option::Some(Code(number))\n    } else {\n");
        out.push_str("        ::core::option::Option::None\n    }\n}\n");
        return Ok(());
    }
    out.push_str("#[inline]\nconst fn to_number(code: Code) -> u16 {\n    code as u16\n}\n\n");
    let first = variants.first().map_or("", String::as_str);
    write!(out, "{EVERY_CODE}const FIRST: Code = Code::{first};\n\n")?;
    if variants.len() <= ARMS {
        write!(out, "{EVERY_CODE}{MANY_LINES}const fn from_number{signature}")?;
        return arms(variants, 0, out);
    }
    // LLVM compiles ranges in this order to single comparisons, and a match on `number / 512` to a jump table.
    writeln!(out, "{OVERLAPPING}const fn from_number{signature}    match number {{")?;
    writeln!(out, "        {}.. => ::core::option::Option::None,", variants.len())?;
    let last = (variants.len() - 1) / ARMS;
    for part in 0..last {
        writeln!(out, "        ..{} => from_number_{part}(number),", (part + 1) * ARMS)?;
    }
    writeln!(out, "        _ => from_number_{last}(number),\n    }}\n}}")?;
    for (part, variants) in variants.chunks(ARMS).enumerate() {
        write!(out, "\n{EVERY_CODE}{MANY_LINES}const fn from_number_{part}{signature}")?;
        arms(variants, part * ARMS, out)?;
    }
    Ok(())
}

const EVERY_CODE: &str = "#[allow(deprecated, reason = \"every code has a number\")]\n";

const OVERLAPPING: &str = "#[allow(clippy::match_overlapping_arm, reason = \"the first that fits is meant\")]\n";

const MANY_LINES: &str = "#[allow(clippy::too_many_lines, reason = \"one for each code\")]\n";

fn arms(variants: &[String], first: usize, out: &mut String) -> std::fmt::Result {
    out.push_str("    ::core::option::Option::Some(match number {\n");
    for (variant, number) in variants.iter().zip(first..) {
        writeln!(out, "        {number} => Code::{variant},")?;
    }
    out.push_str("        _ => return ::core::option::Option::None,\n    })\n}\n");
    Ok(())
}
