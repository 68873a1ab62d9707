//! Templates as tables: texts cut into pieces, envelopes as rows.

use std::ops::Range;

use errcat_core::Recognize;
use errcat_core::raw::{Half, Word, header, kind, row, slot};

use super::{Builder, narrow};
use crate::model::{Json, Mask, Model, Param};
use crate::text::placeholder::{Piece, pieces};

impl Builder {
    /// Envelopes, the context, and the names between them.
    pub(super) fn templates(&mut self, model: &Model) {
        for value in &model.context {
            self.string(Word::Context, &value.name.value);
            self.count(Word::Context, super::fill::number(value.kind));
            self.string(Word::Context, &value.example);
            self.word(Word::Context, value.sensitive);
        }
        for envelope in &model.envelopes {
            self.string(Word::Envelopes, &envelope.name.value);
            self.count(Word::EnvelopeStarts, self.len(Word::EnvelopeRows) / row::ENVELOPE);
            self.tree(&envelope.template);
        }
        self.count(Word::EnvelopeStarts, self.len(Word::EnvelopeRows) / row::ENVELOPE);
        self.tree(&problem_details());
        for redirect in &model.redirects {
            self.string(Word::Redirects, &redirect.name.value);
            self.count(Word::EnvelopeStarts, self.len(Word::EnvelopeRows) / row::ENVELOPE);
            self.tree(&redirect.template);
        }
        self.count(Word::EnvelopeStarts, self.len(Word::EnvelopeRows) / row::ENVELOPE);
        self.recognised(model);
        self.signals(model);
        let unknown = super::fill::place(model.unknown.envelope.as_ref());
        self.words[Word::Header as usize][header::UNKNOWN_ENVELOPE] = narrow(unknown).to_le_bytes();
    }

    /// The codes of every envelope that does not say by itself which one it is.
    fn recognised(&mut self, model: &Model) {
        let mut codes: Vec<Vec<(&str, usize)>> = model.envelopes.iter().map(|_| Vec::new()).collect();
        for (at, code) in model.codes.iter().enumerate() {
            let envelope = code.envelope.as_ref().and_then(|envelope| envelope.to);
            let told = code.recognize == Recognize::Envelope && matches!(code.shown_as, Mask::Itself);
            if let Some(envelope) = envelope.filter(|&envelope| told && !model.envelopes[envelope].template.says_code())
            {
                codes[envelope].push((beginning(&code.message.text), at));
            }
        }
        for codes in &mut codes {
            codes.sort_unstable();
            self.count(Word::RecognisedStarts, self.halves[Half::Recognised as usize].len());
            for (_, at) in codes {
                self.half(Half::Recognised, *at);
            }
        }
        self.count(Word::RecognisedStarts, self.halves[Half::Recognised as usize].len());
    }

    fn signals(&mut self, model: &Model) {
        for upstream in &model.upstreams {
            let first = self.len(Word::SignalRows) / row::SIGNAL_ROW;
            self.string(Word::Signals, &upstream.name.value);
            self.count(Word::Signals, first);
            self.count(Word::Signals, first + upstream.rows.len());
            for signal in &upstream.rows {
                self.optional(Word::SignalRows, signal.contains.as_deref());
                self.count(Word::SignalRows, self.len(Word::SignalStatuses) / row::SIGNAL_STATUS);
                for (from, to) in &signal.status {
                    self.word(Word::SignalStatuses, *from);
                    self.word(Word::SignalStatuses, *to);
                }
                self.count(Word::SignalRows, self.len(Word::SignalStatuses) / row::SIGNAL_STATUS);
                self.count(Word::SignalRows, signal.is.as_ref().and_then(|code| code.to).unwrap_or_default());
            }
        }
    }

    fn row(&mut self, kind: u32, string: u32, number: u32) {
        for value in [kind, string, number] {
            self.word(Word::EnvelopeRows, value);
        }
    }

    fn tree(&mut self, template: &Json) {
        match template {
            Json::Object(members) => {
                self.row(kind::OBJECT, 0, narrow(members.len()));
                for (key, value) in members {
                    let key = self.shared(&format!("{}:", quoted(key)));
                    self.row(kind::MEMBER, key, 0);
                    self.tree(value);
                }
            }
            Json::List(items) => {
                self.row(kind::LIST, 0, narrow(items.len()));
                for item in items {
                    self.tree(item);
                }
            }
            Json::Name { name, optional, .. } => {
                let own = slot::NAMES.iter().position(|own| own == name);
                let number = own.map_or_else(|| self.shared(name) + slot::NAMED, narrow);
                self.row(if *optional { kind::OPTIONAL } else { kind::SLOT }, 0, number);
            }
            literal => {
                let literal = self.shared(&json(literal));
                self.row(kind::LITERAL, literal, 0);
            }
        }
    }

    /// A column of texts with placeholders; `segments` is where their pieces start.
    pub(super) fn template_column<'t>(
        &mut self,
        starts: Word,
        segments: Word,
        texts: impl Iterator<Item = (&'t str, &'t [Param])> + Clone,
    ) {
        let first = self.len(Word::Segments);
        let base = self.text.len();
        self.column(starts, texts.clone().map(|(text, _)| text));
        let mut at = base;
        for (text, params) in texts {
            self.count(segments, self.len(Word::Segments) / row::SEGMENT);
            for (range, name) in cut(text) {
                let param = name.and_then(|name| params.iter().position(|param| param.name.value == name));
                self.count(Word::Segments, at + range.start);
                self.count(Word::Segments, at + range.end);
                self.count(Word::Segments, param.map_or(0, |param| param + 1));
            }
            at += text.len();
        }
        self.count(segments, self.len(Word::Segments) / row::SEGMENT);
        if self.len(Word::Segments) == first {
            self.words[segments as usize].clear();
        }
    }
}

/// The envelope of codes that name none (RFC 9457), as far as a code is recognised by it.
pub fn problem_details() -> Json {
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

/// What a text has before its first placeholder or brace.
fn beginning(text: &str) -> &str {
    cut(text).first().map_or(text, |(range, _)| &text[range.clone()])
}

/// A constant as compact JSON.
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

fn quoted(text: &str) -> String {
    let mut out = String::new();
    errcat_core::raw::string(&mut out, text).expect("a string takes all that is written");
    out
}
