//! What the compiler has to say about a catalog: values first, text last.
//!
//! Checks push a [`Diagnostic`] into a [`Sink`]; a door renders them in its own way ([`Diagnostic::render`] for people,
//! [`Diagnostic::one_line`] for `cargo::error=`, the fields for anything else).

pub mod rule;
mod snippet;

use std::cmp::Ordering;
use std::fmt::Write as _;

use crate::diagnostic::rule::Rule;
use crate::text::source::{Sources, Span, is_forbidden};
use crate::yaml::name_of_character;

pub use snippet::escape;

/// How many diagnostics of one rule are kept; the rest are counted.
const MAX_PER_RULE: usize = 1000;

/// The longest message, label or help that is shown, in characters.
const MAX_TEXT: usize = 1000;

/// The longest text of a user that is quoted inside a message, in characters.
const MAX_QUOTE: usize = 80;

/// One broken rule at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule.
    pub rule: Rule,
    /// What is wrong: lower case, no final period, backticks around the user's text.
    pub message: String,
    /// Where, if there is a place.
    pub span: Option<Span>,
    /// The file or folder, where there is no span in it.
    pub path: Option<String>,
    /// What to say under the marked text; if empty, the first related place is said there.
    pub label: String,
    /// Other places with what they are, such as `already defined`; shown as `already defined at path:line:column`.
    pub related: Vec<(Span, String)>,
    /// What to type.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic without a place.
    pub fn new(rule: Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            message: message.into(),
            span: None,
            path: None,
            label: String::new(),
            related: Vec::new(),
            help: None,
        }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Says in which file or folder, where no span can be given.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Says something under the marked text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Says under a marked name which character of it only looks like one of a name, or like nothing.
    #[must_use]
    pub fn stranger(self, name: &str) -> Self {
        match name.chars().find(|character| !character.is_ascii() && !is_forbidden(*character)) {
            Some(character) => self.label(format!("holds {}", name_of_character(character))),
            None => self,
        }
    }

    /// Points to another place; `text` reads well before `at path:line:column`.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push((span, text.into()));
        self
    }

    /// Says what to type; lines are kept apart.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The diagnostic as plain text, in lines that each end with a line feed.
    pub fn to_text(&self, sources: &Sources) -> String {
        let mut text = String::new();
        self.render(sources, &mut |_, part| text.push_str(part));
        text
    }

    /// Hands the text of [`Diagnostic::to_text`] to `paint`, part by part with its role, so that a terminal can colour it.
    pub fn render(&self, sources: &Sources, paint: &mut dyn FnMut(Role, &str)) {
        snippet::render(self, sources, paint);
    }

    /// The diagnostic in one line, whatever texts it holds: `path:line:column: error[EC0103]: message (label); help: …`.
    pub fn one_line(&self, sources: &Sources) -> String {
        let mut line = String::new();
        if let Some(span) = self.span {
            let _ = write!(line, "{}: ", sources.place(span));
        } else if let Some(path) = &self.path {
            let _ = write!(line, "{}: ", escape(path));
        }
        let _ = write!(line, "error[{}]: {}", self.rule.code(), shown(&self.message));
        let (label, notes) = self.label_and_notes(sources);
        if !label.is_empty() {
            let _ = write!(line, " ({label})");
        }
        for note in notes {
            let _ = write!(line, "; note: {note}");
        }
        for (index, help) in self.help_lines().enumerate() {
            let _ = write!(line, "{}{help}", if index == 0 { "; help: " } else { " " });
        }
        line
    }

    /// The label, and a note for each related place that the label does not name.
    fn label_and_notes(&self, sources: &Sources) -> (String, Vec<String>) {
        let mut label = shown(&self.label);
        let mut notes = Vec::new();
        for (span, text) in &self.related {
            let place = sources.place(*span);
            let note = format!("{} at {place}", shown(text));
            if label.is_empty() && self.span.is_some() {
                label = note;
            } else if !label.contains(&place) {
                notes.push(note);
            }
        }
        (label, notes)
    }

    fn help_lines(&self) -> impl Iterator<Item = String> {
        self.help.iter().flat_map(|help| help.lines()).map(shown)
    }

    /// By path, then by place; what has no path comes last.
    fn order(&self, other: &Self, sources: &Sources) -> Ordering {
        self.path_of(sources)
            .is_none()
            .cmp(&other.path_of(sources).is_none())
            .then_with(|| self.path_of(sources).cmp(&other.path_of(sources)))
            .then_with(|| self.span.cmp(&other.span))
            .then_with(|| self.rule.cmp(&other.rule))
            .then_with(|| self.message.cmp(&other.message))
            .then_with(|| self.label.cmp(&other.label))
            .then_with(|| self.related.cmp(&other.related))
            .then_with(|| self.help.cmp(&other.help))
    }

    fn path_of<'a>(&'a self, sources: &'a Sources) -> Option<&'a str> {
        match self.span {
            Some(span) => Some(&sources.file(span.file).path),
            None => self.path.as_deref(),
        }
    }
}

/// What a part of a rendered diagnostic is, for whoever colours it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// `error[EC0103]`.
    Level,
    /// The message.
    Message,
    /// Line numbers, `|`, `-->` and `=`.
    Gutter,
    /// The place, `path:line:column`.
    Place,
    /// A line of the catalog.
    Source,
    /// The carets and the label.
    Marker,
    /// `help` and `note`.
    Hint,
    /// Everything else: white space, line feeds, texts of helps and notes.
    Plain,
}

/// Collects diagnostics, so that one mistake does not hide the next.
#[derive(Clone, Debug)]
pub struct Sink {
    diagnostics: Vec<Diagnostic>,
    /// How many there were of each rule, in the order of [`Rule::ALL`].
    counts: Vec<usize>,
}

impl Default for Sink {
    fn default() -> Self {
        Self::new()
    }
}

impl Sink {
    /// An empty one.
    pub fn new() -> Self {
        Self { diagnostics: Vec::new(), counts: vec![0; Rule::ALL.len()] }
    }

    /// Adds a diagnostic. Of one rule the first thousand are kept and the rest counted, so that a hostile or hopeless
    /// file cannot fill the memory.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let count = &mut self.counts[diagnostic.rule as usize];
        *count += 1;
        if *count <= MAX_PER_RULE {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// How many diagnostics were pushed.
    pub fn len(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Takes over what another one collected.
    pub fn append(&mut self, other: Self) {
        for diagnostic in other.diagnostics {
            self.push(diagnostic);
        }
        for (own, count) in self.counts.iter_mut().zip(other.counts) {
            *own += count.saturating_sub(MAX_PER_RULE);
        }
    }

    /// The diagnostics by path and place, identical ones once; what was only counted is said at the end.
    pub fn into_sorted(self, sources: &Sources) -> Vec<Diagnostic> {
        let mut sorted = self.diagnostics;
        sorted.sort_by(|one, other| one.order(other, sources));
        sorted.dedup();
        for (&rule, count) in Rule::ALL.iter().zip(self.counts) {
            if count > MAX_PER_RULE {
                let more = count - MAX_PER_RULE;
                sorted.push(Diagnostic::new(rule, format!("{more} more problems of this kind are not shown")));
            }
        }
        sorted
    }
}

/// A user's text for a message: in backticks, on one line, and shortened where it is long.
pub fn quote(text: &str) -> String {
    format!("`{}`", shorten(text, MAX_QUOTE))
}

/// A text as it is shown: on one line and not enormous.
fn shown(text: impl AsRef<str>) -> String {
    shorten(text.as_ref(), MAX_TEXT)
}

fn shorten(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", escape(&text[..end])),
        None => escape(text),
    }
}
