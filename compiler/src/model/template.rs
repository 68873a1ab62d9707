//! Texts with `{placeholders}`: `{{` and `}}` stand for braces, a lone brace is an error.

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink, quote};
use crate::text::source::{Sources, Span};

/// A text of a catalog as it was written, and the parameters it names.
#[derive(Default)]
pub struct Template {
    /// The text, braces and all.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// Its parts in order.
    pub parts: Vec<Part>,
}

/// A part of a template.
pub enum Part {
    /// Text to be shown as it is.
    Text(String),
    /// The value of a parameter.
    Param(String),
}

/// The most placeholders of one text.
const MOST_PLACEHOLDERS: usize = 64;

/// The most problems that are reported of one text: more are of one cause.
const MOST_PROBLEMS: usize = 16;

impl Template {
    /// Reads a template, and reports what is not well formed.
    pub fn parse(text: &str, span: Span, sources: &Sources, sink: &mut Sink) -> Self {
        let mut template = Self { text: text.to_owned(), span, parts: Vec::new() };
        let mut rest = text;
        let mut literal = String::new();
        let mut problems = 0;
        while let Some(at) = rest.find(['{', '}']) {
            literal.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some(after) = rest.strip_prefix("{{").or_else(|| rest.strip_prefix("}}")) {
                literal.push_str(&rest[..1]);
                rest = after;
                continue;
            }
            let Some(name) = inside(rest).filter(|name| is_name(name)) else {
                let (problem, shown) = malformed(rest);
                problems += 1;
                if problems <= MOST_PROBLEMS {
                    // The same braces may stand before, where nothing is wrong with them.
                    let before = text[..text.len() - rest.len()].matches(shown).count();
                    sink.push(problem.at(nth_within(span, shown, before, sources)));
                }
                literal.push_str(shown);
                rest = &rest[shown.len()..];
                continue;
            };
            if !literal.is_empty() {
                template.parts.push(Part::Text(std::mem::take(&mut literal)));
            }
            template.parts.push(Part::Param(name.to_owned()));
            rest = &rest[name.len() + 2..];
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            template.parts.push(Part::Text(literal));
        }
        if template.params().count() > MOST_PLACEHOLDERS {
            let message = format!("a text with more than {MOST_PLACEHOLDERS} placeholders");
            sink.push(Diagnostic::new(Rule::InvalidTemplate, message).at(span).help("split it, or say it in general"));
            template.parts.clear();
        }
        template
    }

    /// The parameters that it names, in order, repetitions included.
    pub fn params(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Param(name) => Some(name.as_str()),
            Part::Text(_) => None,
        })
    }

    /// Whether a placeholder stands in it.
    pub fn has(&self, name: &str) -> bool {
        self.params().any(|other| other == name)
    }

    /// The first placeholder that has another one right behind it.
    pub fn adjacent(&self) -> Option<(&str, &str)> {
        self.parts.windows(2).find_map(|pair| match pair {
            [Part::Param(first), Part::Param(second)] => Some((first.as_str(), second.as_str())),
            _ => None,
        })
    }

    /// Where the placeholder of `name` stands, as exactly as the way it was written allows.
    pub fn span_of(&self, name: &str, sources: &Sources) -> Span {
        let shown = format!("{{{name}}}");
        // `{{name}}` looks the same and is none.
        let first = self.text.replace("{{", "  ").find(&shown).unwrap_or_default();
        nth_within(self.span, &shown, self.text[..first].matches(&shown).count(), sources)
    }
}

/// Whether `name` can be the name of a parameter, a policy, an envelope and so on: `[a-z][a-z0-9_]*`.
pub fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// The part of `span` that reads `text` after `before` others that do, or all of it if it is written some other way.
fn nth_within(span: Span, text: &str, before: usize, sources: &Sources) -> Span {
    match sources.text(span).match_indices(text).nth(before) {
        #[expect(clippy::cast_possible_truncation, reason = "a file has at most 16 MiB")]
        Some((at, _)) => Span::new(span.file, span.start + at as u32, span.start + (at + text.len()) as u32),
        None => span,
    }
}

/// What stands between the opening brace that a text goes on with and the closing one, if no other is between them.
fn inside(rest: &str) -> Option<&str> {
    let inside = rest.strip_prefix('{')?;
    let end = inside.find(['{', '}'])?;
    inside[end..].starts_with('}').then(|| &inside[..end])
}

/// What is wrong where a text goes on with a brace, and which part of it.
fn malformed(rest: &str) -> (Diagnostic, &str) {
    let brace = &rest[..1];
    let (message, help, shown) = match inside(rest) {
        Some(inside) => (
            format!("{} is not the name of a parameter", quote(inside)),
            "a placeholder is a name such as `{field}`, of `a` to `z`, `0` to `9` and `_`; write `{{` for a brace"
                .to_owned(),
            &rest[..inside.len() + 2],
        ),
        None => (format!("lone `{brace}` in a text"), format!("write `{brace}{brace}` for a brace"), brace),
    };
    (Diagnostic::new(Rule::InvalidTemplate, message).help(help), shown)
}
