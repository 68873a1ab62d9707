//! Lists and mappings: how the reader opens, fills and closes them.

use std::collections::HashMap;

use granit_parser::StructureStyle;

use super::reader::{Reader, Stop};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rule::Rule;
use crate::text::quote::quote;
use crate::text::span::Span;
use crate::yaml::{Key, MAX_DEPTH, Node, Scalar, Value};

/// A list or mapping that has not ended.
pub(super) struct Open {
    pub(super) span: Span,
    pub(super) flow: bool,
    pub(super) content: Content,
}

pub(super) enum Content {
    Sequence(Vec<Node>),
    Mapping(Vec<(Key, Node)>, Pending),
}

/// The part of a mapping's entry that was read.
pub(super) enum Pending {
    Nothing,
    Key(Key),
    /// A refused key, whose value is dropped.
    Refused,
}

impl Reader<'_> {
    pub(super) fn open(&mut self, at: Span, style: StructureStyle, content: Content) -> Result<(), Stop> {
        self.count(at)?;
        if self.stack.len() == MAX_DEPTH {
            self.too_deep(at);
            return Err(Stop);
        }
        self.stack.push(Open { span: at, flow: style == StructureStyle::Flow, content });
        Ok(())
    }

    /// Ends a collection. A block collection ends with its last value, although the parser notices it later.
    pub(super) fn close(&mut self, at: Span) {
        let Some(open) = self.stack.pop() else { return };
        let (value, last) = match open.content {
            Content::Sequence(items) => {
                let last = items.last().map(|item| item.span);
                (Value::Sequence(items), last)
            }
            Content::Mapping(entries, _) => {
                let last = entries.last().map(
                    |(key, value)| {
                        if value.span.end > key.span.end { value.span } else { key.span }
                    },
                );
                (Value::Mapping(self.without_duplicates(entries)), last)
            }
        };
        let end = if open.flow { at } else { last.unwrap_or(open.span) };
        let span = Span::new(self.file, open.span.start, end.end.max(open.span.end));
        self.add(Node { span, value });
    }

    pub(super) fn expects_key(&self) -> bool {
        matches!(self.stack.last(), Some(Open { content: Content::Mapping(_, Pending::Nothing), .. }))
    }

    pub(super) fn add(&mut self, node: Node) {
        if self.expects_key() {
            let key = self.key(node);
            if let Some(Open { content: Content::Mapping(_, pending), .. }) = self.stack.last_mut() {
                *pending = key;
            }
            return;
        }
        match self.stack.last_mut().map(|open| &mut open.content) {
            None => self.root = Some(node),
            Some(Content::Sequence(items)) => items.push(node),
            Some(Content::Mapping(entries, pending)) => {
                if let Pending::Key(key) = std::mem::replace(pending, Pending::Nothing) {
                    entries.push((key, node));
                }
            }
        }
    }

    /// Fills the place of a refused node, so that keys and values still alternate.
    pub(super) fn add_refused(&mut self, at: Span) {
        self.sound = false;
        match self.stack.last_mut().map(|open| &mut open.content) {
            Some(Content::Mapping(_, pending @ Pending::Nothing)) => *pending = Pending::Refused,
            _ => self.add(omitted(at)),
        }
    }

    fn key(&mut self, node: Node) -> Pending {
        let refusal = match node.value {
            Value::Scalar(Scalar { text, quoted }) if quoted || !matches!(text.as_str(), "" | "<<") => {
                return Pending::Key(Key { text, span: node.span });
            }
            Value::Scalar(Scalar { text, .. }) if text.is_empty() => {
                Diagnostic::new(Rule::YamlSyntax, "the entry has no key").help("write a name before the `:`")
            }
            Value::Scalar(_) => Diagnostic::new(Rule::YamlFeature, "merge keys are not used in a catalog")
                .help("write the entries out, or give `defaults`"),
            Value::Sequence(_) | Value::Mapping(_) => Diagnostic::new(Rule::YamlFeature, "the key is not a plain text")
                .help("put a text that begins with `{` or `[` in quotes"),
        };
        self.sound = false;
        self.sink.push(refusal.at(node.span));
        Pending::Refused
    }

    /// Keeps the first of several entries with the same key, and reports the others.
    fn without_duplicates(&mut self, entries: Vec<(Key, Node)>) -> Vec<(Key, Node)> {
        let mut seen: HashMap<&str, Span> = HashMap::with_capacity(entries.len());
        let mut repeated = Vec::new();
        for (index, (key, _)) in entries.iter().enumerate() {
            if let Some(first) = seen.get(key.text.as_str()) {
                let message = format!("duplicate key {}", quote(&key.text));
                let diagnostic = Diagnostic::new(Rule::DuplicateKey, message).at(key.span);
                self.sink.push(diagnostic.related(*first, "already given").help("rename or remove one of them"));
                repeated.push(index);
            } else {
                seen.insert(&key.text, key.span);
            }
        }
        if repeated.is_empty() {
            return entries;
        }
        let mut repeated = repeated.into_iter().peekable();
        let first = entries.into_iter().enumerate().filter(|(index, _)| repeated.next_if_eq(index).is_none());
        first.map(|(_, entry)| entry).collect()
    }
}

/// Returns the node of an omitted value.
pub(super) fn omitted(at: Span) -> Node {
    Node { span: at, value: Value::Scalar(Scalar { text: String::new(), quoted: false }) }
}

pub(super) fn is_omitted(node: &Node) -> bool {
    node.span.start == node.span.end && node.as_scalar().is_some_and(|scalar| scalar.text.is_empty() && !scalar.quoted)
}
