//! Diagnostics as SARIF 2.1.0 (OASIS), the format of tools for static analysis.
//!
//! Only a small part of the format is needed. The crate for all of it builds three versions of `syn`.

use errcat::{AnyCode, Catalog, ErrorCode, PlainText};
use errcat_compiler::{Compilation, Diagnostic, Sources, Span};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Everything that is escaped in the path of a URI (RFC 3986, section 3.3).
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

#[derive(Serialize)]
pub struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Finding>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    information_uri: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    name: String,
    short_description: Text<&'static str>,
    help: Help,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Text<T> {
    text: T,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text<String>,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<String>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

/// Lines and columns count from 1, columns in characters. The end is after the last character.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

/// Returns the log of one run.
pub fn log(compilation: &Compilation) -> Log {
    let catalog = <errcat::diagnostics::Code as ErrorCode>::CATALOG;
    let driver = Driver {
        name: "errcat",
        semantic_version: env!("CARGO_PKG_VERSION"),
        information_uri: env!("CARGO_PKG_REPOSITORY"),
        rules: catalog.codes().map(Rule::new).collect(),
    };
    let results = compilation.diagnostics.iter().map(|one| Finding::new(one, &compilation.sources, catalog));
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results: results.collect() };
    Log { schema: SCHEMA, version: "2.1.0", runs: [run] }
}

impl Rule {
    fn new(code: AnyCode<'static>) -> Self {
        let remediation = PlainText(code.remediation()).to_string();
        Self {
            id: code.wire_code(),
            name: code.as_str().to_owned(),
            short_description: Text { text: code.message() },
            help: Help { text: remediation.clone(), markdown: remediation },
        }
    }
}

impl Finding {
    fn new(diagnostic: &Diagnostic, sources: &Sources, catalog: Catalog<'_>) -> Self {
        let id = diagnostic.rule.code();
        let texts = [
            Some(&diagnostic.message),
            Some(&diagnostic.label).filter(|label| !label.is_empty()),
            diagnostic.help.as_ref(),
        ];
        let text = texts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join("\n");
        let place = match diagnostic.span {
            Some(span) => Some(PhysicalLocation::of(span, sources)),
            None => diagnostic.file(sources).map(|path| PhysicalLocation::file(&path)),
        };
        let related = diagnostic.related.iter().map(|(span, message)| Location {
            physical_location: PhysicalLocation::of(*span, sources),
            message: Some(Text::message(message)),
        });
        Self {
            rule_id: id,
            rule_index: catalog.by_wire_code(id).map(|code| code.number().into()),
            level: "error",
            message: Text::message(&text),
            locations: place
                .into_iter()
                .map(|physical_location| Location { physical_location, message: None })
                .collect(),
            related_locations: related.collect(),
        }
    }
}

impl Text<String> {
    /// Returns a message with doubled braces, because a single one begins a placeholder (section 3.11.5).
    fn message(text: &str) -> Self {
        Self { text: text.replace('{', "{{").replace('}', "}}") }
    }
}

impl PhysicalLocation {
    fn file(path: &str) -> Self {
        // An absolute path needs a scheme to be a URI (RFC 8089).
        let scheme = if path.starts_with('/') { "file://" } else { "" };
        let path = path.strip_prefix("./").unwrap_or(path);
        let uri = format!("{scheme}{}", utf8_percent_encode(path, PATH));
        Self { artifact_location: ArtifactLocation { uri }, region: None }
    }

    fn of(span: Span, sources: &Sources) -> Self {
        let file = sources.file(span.file);
        let ((start_line, start_column), (end_line, end_column)) = (file.position(span.start), file.position(span.end));
        let region = Region { start_line, start_column, end_line, end_column };
        Self { region: Some(region), ..Self::file(&sources.shown_file(span.file)) }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_absolute_path_is_a_whole_uri() {
        let uri = |path| super::PhysicalLocation::file(path).artifact_location.uri;
        assert_eq!(uri("/a b/c.yaml"), "file:///a%20b/c.yaml");
        assert_eq!(uri("a b/c.yaml"), "a%20b/c.yaml");
    }

    #[test]
    fn braces_are_no_placeholders() {
        assert_eq!(super::Text::message("`{0}` is no parameter").text, "`{{0}}` is no parameter");
    }
}
