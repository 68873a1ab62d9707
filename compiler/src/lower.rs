//! Turns trees into the model. Every entry is read separately, so that a broken one does not hide the next.
//!
//! References stay names here; [`crate::check`] resolves them.

mod code;
mod defaults;
mod header;
mod json;
mod locale;
mod names;
mod outcome;
mod param;
mod policy;
mod provider;
mod unknown;
mod unwritten;
mod upstream;

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::model::template::Template;
use crate::model::{Model, Ref};
use crate::schema::read::Field;
use crate::text::placeholder::is_name;
use crate::text::quote::quote;
use crate::text::source::Sources;
use crate::text::span::{Span, Spanned};
use crate::yaml::{Key, Node, Value, slip};

pub use self::unwritten::report_unwritten;

/// The trees of one catalog.
pub struct Trees {
    /// `catalog.yaml`
    pub header: Node,
    /// The files with codes.
    pub codes: Vec<Node>,
    /// Whether all files with codes could be read.
    pub complete: bool,
    /// The files in `locales/`, with their names without `.yaml`.
    pub locales: Vec<(String, Node)>,
}

/// Returns the model of a catalog. What is wrong is reported and keeps its default.
pub fn lower(trees: &Trees, sources: &Sources, sink: &mut Sink) -> Model {
    let mut lower = Lower { sources, sink };
    let mut model = lower.header(&trees.header);
    let defaults = lower.defaults(&trees.header);
    lower.defaults_of_unknown(&mut model.unknown, &defaults);
    if !trees.complete {
        model.broken.insert("codes".to_owned());
    }
    for file in &trees.codes {
        lower.codes(file, &defaults, &mut model);
    }
    for (tag, file) in &trees.locales {
        let locale = lower.locale(tag, file, model.unknown.is.is_some());
        model.locales.extend(locale);
    }
    model
}

struct Lower<'a> {
    sources: &'a Sources,
    sink: &'a mut Sink,
}

impl Lower<'_> {
    fn report(&mut self, rule: Rule, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.sink.push(Diagnostic::new(rule, message).at(span).help(help));
    }

    /// Reports that a required key is missing.
    fn missing(&mut self, key: &'static str, owner: &str, span: Span, help: &str) {
        let diagnostic = Diagnostic::new(Rule::MissingKey, format!("{owner} has no `{key}`")).at(span).help(help);
        self.sink.push(Diagnostic { key: Some(key), ..diagnostic });
    }

    /// Reports keys that belong into another mapping.
    fn misplaced(&mut self, node: &Node, keys: &[&str], message: &str, help: &str) {
        for (key, _) in node.as_mapping().unwrap_or_default().iter().filter(|(key, _)| keys.contains(&&*key.text)) {
            self.report(Rule::UnknownKey, key.span, format!("`{}` {message}", key.text), help);
        }
    }

    /// Returns an optional text, which must not be empty.
    fn optional(&mut self, field: &Field<String>, key: &str) -> Option<Spanned<String>> {
        self.text(field, key, "write a text, or remove the key")
    }

    fn text(&mut self, field: &Field<String>, key: &str, help: &str) -> Option<Spanned<String>> {
        let Field::Present(text) = field else { return None };
        if text.value.trim().is_empty() {
            self.report(Rule::InvalidValue, text.span, format!("`{key}` is empty"), help);
            return None;
        }
        Some(Spanned { value: text.value.trim_end_matches('\n').to_owned(), span: text.span })
    }

    /// Returns an optional text of one line.
    fn line(&mut self, field: &Field<String>, key: &str) -> Option<String> {
        let text = self.optional(field, key)?;
        if text.value.contains('\n') {
            self.report(Rule::InvalidValue, text.span, format!("`{key}` has several lines"), "write it on one line");
        }
        Some(text.value)
    }

    /// Reports a text with braces, where nothing can be filled in.
    fn fixed(&mut self, text: &Spanned<String>, key: &str) {
        if text.value.contains(['{', '}']) {
            let message = format!("`{key}` has braces, but nothing can be filled in here");
            self.report(Rule::InvalidTemplate, text.span, message, "write it without braces");
        }
    }

    /// Returns an optional text without its place.
    fn plain(&mut self, field: &Field<String>, key: &str) -> Option<String> {
        self.optional(field, key).map(|text| text.value)
    }

    /// Returns a required text.
    fn required(
        &mut self,
        field: &Field<String>,
        key: &'static str,
        owner: &str,
        span: Span,
        help: &str,
    ) -> Option<Spanned<String>> {
        if matches!(field, Field::Absent) {
            self.missing(key, owner, span, help);
        }
        self.text(field, key, help)
    }

    /// Parses a message template.
    fn template(&mut self, text: Option<Spanned<String>>) -> Option<Template> {
        text.map(|text| Template::parse(&text.value, text.span, self.sources, self.sink))
    }

    /// Returns an optional reference.
    fn reference(&mut self, field: &Field<String>, key: &str) -> Option<Ref> {
        self.optional(field, key).map(|name| Ref { name, to: None })
    }

    /// Returns the entries of a mapping, or reports another value.
    fn entries<'n>(&mut self, node: &'n Node, what: &str) -> &'n [(Key, Node)] {
        match &node.value {
            Value::Mapping(entries) => entries,
            _ if node.is_null() => {
                self.report(
                    Rule::WrongType,
                    node.span,
                    format!("{what} is empty"),
                    "write a mapping, or remove the key",
                );
                &[]
            }
            other => {
                let help = node.slip().unwrap_or_else(|| "write a mapping of names to values".to_owned());
                self.report(Rule::WrongType, node.span, format!("{what} is {}", kind(other)), help);
                &[]
            }
        }
    }

    /// Checks the name of something: `[a-z][a-z0-9_]*`.
    fn name(&mut self, name: &str, span: Span, what: &str) {
        if !is_name(name) {
            let help = match (slip(name), name.to_ascii_lowercase().replace(['-', ' ', '.'], "_")) {
                (Some(slip), _) => slip.help.unwrap_or_default(),
                (_, valid) if is_name(&valid) => format!("write `{valid}`"),
                _ => "begin with `a` to `z`, then use `a` to `z`, `0` to `9` and `_`".to_owned(),
            };
            let message = format!("{} is not a valid name for {what}", quote(name));
            self.sink.push(Diagnostic::new(Rule::InvalidName, message).at(span).help(help).foreign_character(name));
        }
    }
}

/// Describes a value for messages.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Scalar(_) => "a single value",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
    }
}
