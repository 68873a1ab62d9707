//! What the compiler reports about a catalog: values first, text last.
//!
//! Checks push a [`Diagnostic`] into a [`Sink`]. Each entry point shows it in its own way: [`Diagnostic::render`] for people,
//! [`Diagnostic::one_line`] for `cargo::error=`, and the fields for machine formats.

pub mod rule;
mod sink;
mod snippet;

use std::cmp::Ordering;
use std::fmt::Write as _;

use self::rule::Rule;
use crate::text::characters::{self, is_forbidden};
use crate::text::problem::Problem;
use crate::text::quote::{escape, shorten};
use crate::text::source::Sources;
use crate::text::span::Span;

pub use self::sink::Sink;

/// The longest message, label or help that is shown, in characters.
const MAX_TEXT: usize = 1000;

/// One broken rule at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule.
    pub rule: Rule,
    /// What is wrong: lower case, no final period, backticks around the user's text.
    pub message: String,
    /// The place, if it is known.
    pub span: Option<Span>,
    /// The path of the file or folder where no span can be given, relative to the compiled folder. The empty path is that
    /// folder.
    pub path: Option<String>,
    /// The key that is missing, for [`Rule::MissingKey`].
    pub key: Option<&'static str>,
    /// The text under the marked place. If it is empty, the first related place is shown there.
    pub label: String,
    /// Other places with what they are, such as `already defined`; shown as `already defined at path:line:column`.
    pub related: Vec<(Span, String)>,
    /// What to type.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Creates a diagnostic without a place.
    pub fn new(rule: Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            message: message.into(),
            span: None,
            path: None,
            key: None,
            label: String::new(),
            related: Vec::new(),
            help: None,
        }
    }

    /// Creates a diagnostic from a problem.
    pub fn of(rule: Rule, problem: Problem) -> Self {
        Self { help: problem.help, ..Self::new(rule, problem.message) }
    }

    /// Sets the place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Sets the file or folder, by its path in the compiled folder.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Sets the text under the marked place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Names, under a marked name, the first character that is not ASCII: it may only look like a letter.
    #[must_use]
    pub fn foreign_character(self, name: &str) -> Self {
        match name.chars().find(|character| !character.is_ascii() && !is_forbidden(*character)) {
            Some(character) => self.label(format!("contains {}", characters::name(character))),
            None => self,
        }
    }

    /// Adds another place. `text` is followed by `at path:line:column`.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push((span, text.into()));
        self
    }

    /// Sets what to type. Lines are kept.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Returns the diagnostic as plain text, in lines that each end with a line feed.
    pub fn to_text(&self, sources: &Sources) -> String {
        let mut text = String::new();
        self.render(sources, &mut |_, part| text.push_str(part));
        text
    }

    /// Passes the text of [`Diagnostic::to_text`] to `paint`, part by part with its role, so that a terminal can color it.
    pub fn render(&self, sources: &Sources, paint: &mut dyn FnMut(Role, &str)) {
        snippet::render(self, sources, paint);
    }

    /// Returns the diagnostic in one line: `path:line:column: error[EC0103]: message (label); help: …`.
    pub fn one_line(&self, sources: &Sources) -> String {
        let mut line = String::new();
        if let Some(place) = self.place(sources) {
            let _ = write!(line, "{place}: ");
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

    /// Returns the path of the file or folder as people know it.
    pub fn file(&self, sources: &Sources) -> Option<String> {
        self.relative_path(sources).map(|path| sources.shown(path))
    }

    /// Returns the place as `path:line:column`, or as a path alone.
    fn place(&self, sources: &Sources) -> Option<String> {
        match self.span {
            Some(span) => Some(sources.place(span)),
            None => self.file(sources).map(|path| escape(&path)),
        }
    }

    /// Returns the label, and a note for each related place that the label does not name.
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

    /// Compares by path, then by place. Diagnostics without a path come last.
    fn order(&self, other: &Self, sources: &Sources) -> Ordering {
        self.relative_path(sources)
            .is_none()
            .cmp(&other.relative_path(sources).is_none())
            .then_with(|| self.relative_path(sources).cmp(&other.relative_path(sources)))
            .then_with(|| self.span.cmp(&other.span))
            .then_with(|| self.rule.cmp(&other.rule))
            .then_with(|| self.message.cmp(&other.message))
            .then_with(|| self.label.cmp(&other.label))
            .then_with(|| self.related.cmp(&other.related))
            .then_with(|| self.help.cmp(&other.help))
    }

    fn relative_path<'a>(&'a self, sources: &'a Sources) -> Option<&'a str> {
        match self.span {
            Some(span) => Some(sources.file(span.file).path()),
            None => self.path.as_deref(),
        }
    }
}

/// The role of a part of a rendered diagnostic, for coloring.
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

/// Returns a text as it is shown: on one line, and at most 1,000 characters long.
fn shown(text: impl AsRef<str>) -> String {
    shorten(text.as_ref(), MAX_TEXT)
}
