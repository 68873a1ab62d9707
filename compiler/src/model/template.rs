//! Message templates of a catalog.

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::text::placeholder::{Piece, pieces};
use crate::text::source::Sources;
use crate::text::span::Span;

/// A message template: a text with `{placeholders}`.
#[derive(Debug, Default)]
pub struct Template {
    /// The text as it is written.
    pub text: String,
    /// The place where it is written.
    pub span: Span,
    /// Its parts, in order.
    pub parts: Vec<Part>,
}

/// A part of a message template.
#[derive(Debug)]
pub enum Part {
    /// Text that is shown as it is, with single braces.
    Text(String),
    /// The value of a parameter.
    Param(String),
}

/// The most placeholders of one text.
const MAX_PLACEHOLDERS: usize = 64;

/// The most problems that are reported of one text.
const MAX_PROBLEMS: usize = 16;

impl Template {
    /// Parses a message template, and reports what is malformed.
    pub fn parse(text: &str, span: Span, sources: &Sources, sink: &mut Sink) -> Self {
        let mut template = Self { text: text.to_owned(), span, parts: Vec::new() };
        let mut literal = String::new();
        let mut problems = 0;
        for (range, piece) in pieces(text) {
            match piece {
                Piece::Text(part) | Piece::Brace(part) => literal.push_str(part),
                Piece::Malformed(problem) => {
                    let written = &text[range.clone()];
                    problems += 1;
                    if problems <= MAX_PROBLEMS {
                        // The same characters may occur earlier, where they are correct.
                        let before = text[..range.start].matches(written).count();
                        let place = nth_within(span, written, before, sources);
                        sink.push(Diagnostic::of(Rule::InvalidTemplate, problem).at(place));
                    }
                    literal.push_str(written);
                }
                Piece::Name(name) => {
                    if !literal.is_empty() {
                        template.parts.push(Part::Text(std::mem::take(&mut literal)));
                    }
                    template.parts.push(Part::Param(name.to_owned()));
                }
            }
        }
        if !literal.is_empty() {
            template.parts.push(Part::Text(literal));
        }
        if template.params().count() > MAX_PLACEHOLDERS {
            let message = format!("a text has more than {MAX_PLACEHOLDERS} placeholders");
            sink.push(Diagnostic::new(Rule::InvalidTemplate, message).at(span).help("split it, or shorten it"));
            template.parts.clear();
        }
        template
    }

    /// Returns the parameters that it names, in order, with repetitions.
    pub fn params(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Param(name) => Some(name.as_str()),
            Part::Text(_) => None,
        })
    }

    /// Returns whether it has the placeholder of a parameter.
    pub fn has(&self, name: &str) -> bool {
        self.params().any(|other| other == name)
    }

    /// Returns the first two placeholders without text between them.
    pub fn adjacent(&self) -> Option<(&str, &str)> {
        self.parts.windows(2).find_map(|pair| match pair {
            [Part::Param(first), Part::Param(second)] => Some((first.as_str(), second.as_str())),
            _ => None,
        })
    }

    /// Returns the place of the placeholder of `name`, or of the whole text where escapes or folding hide it.
    pub fn span_of(&self, name: &str, sources: &Sources) -> Span {
        let shown = format!("{{{name}}}");
        // `{{name}}` is not a placeholder.
        let first = self.text.replace("{{", "  ").find(&shown).unwrap_or_default();
        nth_within(self.span, &shown, self.text[..first].matches(&shown).count(), sources)
    }
}

/// Returns the place of `text` inside `span` after `before` other occurrences, or all of `span` if it is written differently.
fn nth_within(span: Span, text: &str, before: usize, sources: &Sources) -> Span {
    match sources.text(span).match_indices(text).nth(before) {
        #[expect(clippy::cast_possible_truncation, reason = "a file has at most 16 MiB")]
        Some((at, _)) => Span::new(span.file, span.start + at as u32, span.start + (at + text.len()) as u32),
        None => span,
    }
}
