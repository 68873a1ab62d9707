//! Message templates as segments, and JSON templates as nodes.

use std::ops::Range;

use errcat_core::__private::numbers::Entries;
use errcat_core::__private::rows::{ContextRow, NodeRow, SegmentRow};
use errcat_core::__private::template::{BUILT_IN_SLOTS, Node, Slot};
use errcat_core::__private::{U16Column, U32Column, write_json_string};
use errcat_core::Recognize;

use super::builder::{Builder, narrow, place};
use crate::model::{Json, Mask, Model, Param};
use crate::schema::read::Literal;
use crate::text::placeholder::{Piece, pieces};

impl Builder {
    /// Writes the context, the JSON templates, and the codes of envelopes.
    pub(super) fn templates(&mut self, model: &Model) {
        for value in &model.context {
            let row = ContextRow {
                name: self.shared(&value.name.value),
                kind: value.kind,
                example: self.shared(&value.example),
                sensitive: value.sensitive,
            };
            self.row(row);
        }
        for envelope in &model.envelopes {
            self.string(U32Column::Envelopes, &envelope.name.value);
            self.template(&envelope.template);
        }
        self.template(&problem_details());
        for redirect in &model.redirects {
            self.string(U32Column::Redirects, &redirect.name.value);
            self.template(&redirect.template);
        }
        self.u32(U32Column::Templates, self.rows::<NodeRow>());
        self.recognized(model);
    }

    /// Writes the codes of every envelope without `$code`, sorted by the beginnings of their messages.
    fn recognized(&mut self, model: &Model) {
        let mut codes: Vec<Vec<(&str, usize)>> = model.envelopes.iter().map(|_| Vec::new()).collect();
        for (number, code) in model.codes.iter().enumerate() {
            let is_public = matches!(code.shown_as, Mask::Itself);
            let by_envelope = is_public && code.recognize == Recognize::Envelope;
            if let Some(envelope) = place(code.envelope.as_ref()).filter(|_| by_envelope)
                && !model.envelopes[envelope].template.has_code()
            {
                codes[envelope].push((beginning(&code.message.text), number));
            }
        }
        let mut start = 0;
        for codes in &mut codes {
            codes.sort_unstable();
            self.u32(U32Column::RecognizedStarts, start);
            start += codes.len();
            for (_, number) in codes {
                self.u16(U16Column::Recognized, *number);
            }
        }
        self.u32(U32Column::RecognizedStarts, start);
    }

    /// Writes a JSON template, and where it starts.
    fn template(&mut self, template: &Json) {
        self.u32(U32Column::Templates, self.rows::<NodeRow>());
        self.node(template);
    }

    fn node(&mut self, template: &Json) {
        match template {
            Json::Object(members) => {
                self.row(Node::Object(narrow(members.len())).encode());
                for (key, value) in members {
                    let key = self.shared(&format!("{}:", quoted(key)));
                    self.row(Node::Member(key).encode());
                    self.node(value);
                }
            }
            Json::List(items) => {
                self.row(Node::List(narrow(items.len())).encode());
                for item in items {
                    self.node(item);
                }
            }
            Json::Name { name, optional, .. } => {
                let built_in = BUILT_IN_SLOTS.iter().find(|(own, _)| own == name);
                let slot = built_in.map_or_else(|| Slot::Named(self.shared(name)), |(_, slot)| *slot);
                self.row(if *optional { Node::Optional(slot) } else { Node::Slot(slot) }.encode());
            }
            literal => {
                let literal = self.shared(&json(literal));
                self.row(Node::Literal(literal).encode());
            }
        }
    }

    /// Writes message templates, and their segments; `segments` is the column of where segments start.
    pub(super) fn template_column<'t>(
        &mut self,
        starts: U32Column,
        segments: U32Column,
        texts: impl Iterator<Item = (&'t str, &'t [Param])> + Clone,
    ) {
        let first = self.rows::<SegmentRow>();
        let mut at = self.columns.text.len();
        self.column(starts, texts.clone().map(|(text, _)| text));
        for (text, params) in texts {
            self.u32(segments, self.rows::<SegmentRow>());
            for (range, name) in cut(text) {
                let param = name.and_then(|name| params.iter().position(|param| param.name.value == name));
                let literal = Entries { start: narrow(at + range.start), end: narrow(at + range.end) };
                self.row(SegmentRow { literal, param: param.map(narrow) });
            }
            at += text.len();
        }
        self.u32(segments, self.rows::<SegmentRow>());
        if self.rows::<SegmentRow>() == first {
            self.columns.u32s[segments as usize].clear();
        }
    }
}

/// Returns the members of problem details (RFC 9457) by which answers are recognized.
fn problem_details() -> Json {
    let name =
        |name: &str, optional| Json::Name { name: name.to_owned(), optional, span: crate::text::span::Span::default() };
    let members =
        [("title", "title"), ("status", "status"), ("detail", "message"), ("code", "code"), ("details", "details")];
    let optional = ["status", "details"];
    let members = members.map(|(member, value)| (member.to_owned(), name(value, optional.contains(&member))));
    Json::Object(members.into())
}

/// A piece of a message template in the tables: literal bytes, and the parameter that follows them.
type Segment<'t> = (Range<usize>, Option<&'t str>);

/// Cuts a text where it has placeholders or doubled braces. A text that has neither has no segments.
fn cut(text: &str) -> Vec<Segment<'_>> {
    let mut segments = Vec::new();
    let mut start = 0;
    for (range, piece) in pieces(text) {
        match piece {
            Piece::Brace(_) => segments.push((start..range.start + 1, None)),
            Piece::Name(name) => segments.push((start..range.start, Some(name))),
            Piece::Text(_) | Piece::Malformed(_) => continue,
        }
        start = range.end;
    }
    if !segments.is_empty() && start < text.len() {
        segments.push((start..text.len(), None));
    }
    segments
}

/// Returns the text before the first placeholder or brace.
fn beginning(text: &str) -> &str {
    cut(text).first().map_or(text, |(range, _)| &text[range.clone()])
}

/// Returns a constant as compact JSON.
pub(super) fn json(value: &Json) -> String {
    let list = |items: Vec<String>| items.join(",");
    match value {
        Json::Null | Json::Name { .. } => "null".to_owned(),
        Json::Bool(value) => value.to_string(),
        Json::Number(value) => value.clone(),
        Json::String(text) => quoted(text),
        Json::List(items) => format!("[{}]", list(items.iter().map(json).collect())),
        Json::Object(members) => {
            format!(
                "{{{}}}",
                list(members.iter().map(|(key, value)| format!("{}:{}", quoted(key), json(value))).collect())
            )
        }
    }
}

/// Returns a scalar as JSON.
pub(super) fn literal(value: &Literal) -> String {
    match value {
        Literal::Null => "null".to_owned(),
        Literal::Bool(value) => value.to_string(),
        Literal::Integer(number) => number.to_string(),
        Literal::Number(number) => number.clone(),
        Literal::String(text) => quoted(text),
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    write_json_string(&mut out, text).expect("a string takes all that is written");
    out
}
