//! Recognition: no answer means two codes.
//!
//! Every code that an answer identifies has an example, which is the answer that it renders, and a pattern, by which it is
//! recognized. An example that matches the pattern of another code with the same status is an error. Answers of different
//! statuses may be alike: without a status, such an answer means neither code.

mod index;

use std::collections::{HashMap, HashSet};

use errcat_core::{ParamKind, Recognize};

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::model::template::{Part, Template};
use crate::model::{Code, Json, Mask, Model, Param};
use crate::schema::read::Plain;
use crate::tables::{problem_details, wire_code};
use crate::text::quote::quote;
use index::PatternIndex;

/// Reports codes whose answers are ambiguous.
pub fn check(model: &Model, sink: &mut Sink) {
    let public = || model.codes.iter().filter(|code| matches!(code.shown_as, Mask::Itself));
    let mut by_status = [None; STATUSES];
    for code in public().filter(|code| code.recognize == Recognize::Status) {
        let Some(status) = code.status else { continue };
        let first = *by_status[usize::from(status)].get_or_insert(code);
        if !std::ptr::eq(first, code) {
            let message = format!("{} and {} are both recognized by status {status}", name(first), name(code));
            let help = "let only one code of a status have `recognize: status`";
            sink.push(ambiguous(message, code, first, help));
        }
    }
    let problem = problem_details();
    let mut groups: [Vec<Answer<'_>>; STATUSES] = std::array::from_fn(|_| Vec::new());
    // A message without parts has been reported.
    for code in public().filter(|code| code.recognize == Recognize::Envelope && !code.message.parts.is_empty()) {
        let template = match &code.envelope {
            Some(envelope) => envelope.to.map(|to| &model.envelopes[to].template),
            None => Some(&problem),
        };
        if let (Some(status), Some(template)) = (code.status, template) {
            groups[usize::from(status)].push(Answer::of(model, code, template));
        }
    }
    for (status, group) in groups.iter().enumerate() {
        if !compare(group, sink) {
            let message = format!("too many answers of status {status} are too similar to compare them all");
            let help = "add `$code` to their envelopes";
            sink.push(Diagnostic::new(Rule::AmbiguousAnswer, message).at(model.span).help(help));
        }
    }
}

/// One more than the highest status code.
const STATUSES: usize = 600;

fn name(code: &Code) -> String {
    quote(&code.id.value)
}

fn ambiguous(message: String, code: &Code, other: &Code, help: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(Rule::AmbiguousAnswer, message).at(code.id.span);
    diagnostic.related(other.id.span, format!("{} defined", name(other))).help(help)
}

/// The average number of patterns that an example is compared with, beyond the first ten thousand comparisons. The index
/// leaves only a few, unless a catalog is made to be slow.
const MOST_COMPARISONS: usize = 20;

/// Reports each pair of codes once if the example of one matches the other. Returns whether all could be compared.
fn compare(answers: &[Answer<'_>], sink: &mut Sink) -> bool {
    let index = PatternIndex::of(answers);
    let mut told = HashSet::new();
    let mut comparisons = 0;
    for (at, answer) in answers.iter().enumerate() {
        let mut candidates = index.candidates(answer).inspect(|_| comparisons += 1);
        let other = candidates.find(|&other| other != at && answers[other].fits(answer));
        drop(candidates);
        if comparisons > 10_000 + MOST_COMPARISONS * answers.len() {
            return false;
        }
        if let Some(other) = other.filter(|&other| told.insert((at.min(other), at.max(other)))) {
            let (first, second) = (answers[at.min(other)].code, answers[at.max(other)].code);
            let message =
                format!("an answer of {} is also recognized as {}", name(answer.code), name(answers[other].code));
            let help = "change the status, text, envelope or a constant of one, or write `recognize: never`";
            sink.push(ambiguous(message, second, first, help));
        }
    }
    true
}

/// The answer of a code, leaf by leaf.
struct Answer<'m> {
    code: &'m Code,
    /// The leaves that an answer must have to be recognized.
    pattern: Vec<(String, Want<'m>)>,
    /// The answer that the code renders.
    example: HashMap<String, String>,
}

/// The condition for a leaf.
enum Want<'m> {
    /// This value.
    Literal(String),
    /// A text made from this message template.
    Text(&'m Template),
    /// Any value of this type.
    Any(ParamKind),
}

impl<'m> Answer<'m> {
    fn of(model: &'m Model, code: &'m Code, template: &'m Json) -> Self {
        let mut answer = Self { code, pattern: Vec::new(), example: HashMap::new() };
        answer.add(model, String::new(), template);
        answer
    }

    fn leaf(&mut self, path: String, want: Want<'m>, example: String) {
        self.pattern.push((path.clone(), want));
        self.example.insert(path, example);
    }

    fn literal(&mut self, path: String, value: String) {
        self.leaf(path, Want::Literal(value.clone()), value);
    }

    fn text(&mut self, path: String, template: &'m Template) {
        match &template.parts[..] {
            [Part::Text(text)] => self.literal(path, string(text)),
            _ => self.leaf(path, Want::Text(template), string(&filled(template, &self.code.params))),
        }
    }

    fn add(&mut self, model: &'m Model, path: String, json: &'m Json) {
        match json {
            Json::Null => self.literal(path, "null".to_owned()),
            Json::Bool(value) => self.literal(path, value.to_string()),
            Json::Number(value) => self.literal(path, value.clone()),
            Json::String(text) => self.literal(path, string(text)),
            Json::List(items) => {
                self.literal(format!("{path}/#"), items.len().to_string());
                for (at, item) in items.iter().enumerate() {
                    self.add(model, format!("{path}/{at}"), item);
                }
            }
            Json::Object(members) => {
                self.literal(format!("{path}/{{}}"), String::new());
                for (key, value) in members {
                    self.add(model, format!("{path}/{}", key.replace('~', "~0").replace('/', "~1")), value);
                }
            }
            Json::Name { optional: true, .. } => {}
            Json::Name { name, .. } => self.name(model, path, name),
        }
    }

    fn name(&mut self, model: &'m Model, path: String, name: &str) {
        let code = self.code;
        if let Some((_, constant)) = code.set.iter().find(|(key, _)| key.value == name) {
            return self.add(model, path, constant);
        }
        if let Some(value) = code.params.iter().chain(&model.context).find(|value| value.name.value == name) {
            return self.leaf(path, Want::Any(value.kind), typed(value));
        }
        match name {
            "code" => self.literal(path, string(wire_code(code))),
            "message" => self.text(path, &code.message),
            "remediation" => self.text(path, &code.remediation),
            "customer" => match &code.customer {
                Some(text) => self.text(path, text),
                None => self.literal(path, string(&model.unknown.customer)),
            },
            "title" => self.literal(path, string(&code.title)),
            "status" => self.literal(path, code.status.unwrap_or_default().to_string()),
            // The example has no details.
            "details" => self.leaf(format!("{path}/#"), Want::Any(ParamKind::Integer), "0".to_owned()),
            _ => self.leaf(path, Want::Any(ParamKind::String), string("")),
        }
    }

    /// Returns whether the example of `other` matches this code. Additional members do not matter.
    fn fits(&self, other: &Answer<'_>) -> bool {
        self.pattern.iter().all(|(path, want)| {
            if let Want::Any(ParamKind::Json) = want {
                let inside = |leaf: &String| leaf.strip_prefix(path.as_str()).is_some_and(|rest| rest.starts_with('/'));
                return other.example.contains_key(path) || other.example.keys().any(inside);
            }
            other.example.get(path).is_some_and(|value| match want {
                Want::Any(kind) => match value.strip_prefix('"') {
                    Some(_) => *kind == ParamKind::String,
                    None => *kind != ParamKind::String && is_of(*kind, value),
                },
                Want::Literal(literal) => literal == value,
                Want::Text(template) => {
                    value.strip_prefix('"').is_some_and(|text| made_from(text, &template.parts, &self.code.params))
                }
            })
        })
    }
}

/// A text, told apart from other values by a quote at its front.
fn string(text: &str) -> String {
    format!("\"{text}")
}

fn typed(param: &Param) -> String {
    match param.kind {
        ParamKind::String => string(&param.example),
        _ => param.example.clone(),
    }
}

/// A text as its examples make it.
fn filled(template: &Template, params: &[Param]) -> String {
    let value = |name: &str| params.iter().find(|param| param.name.value == name).map_or("", |param| &param.example);
    template
        .parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.as_str(),
            Part::Param(name) => value(name),
        })
        .collect()
}

/// The longest number in a text, in bytes.
const LONGEST_NUMBER: usize = 64;

/// Returns whether a message template can produce a text, by the places where each part can end.
fn made_from(text: &str, parts: &[Part], params: &[Param]) -> bool {
    let mut ends = vec![false; text.len() + 1];
    ends[0] = true;
    for part in parts {
        let mut next = vec![false; ends.len()];
        for start in (0..ends.len()).filter(|&start| ends[start]) {
            match part {
                Part::Text(literal) if text[start..].starts_with(literal.as_str()) => {
                    next[start + literal.len()] = true;
                }
                Part::Text(_) => {}
                Part::Param(name) => {
                    let kind = params
                        .iter()
                        .find(|param| param.name.value == *name)
                        .map_or(ParamKind::String, |param| param.kind);
                    let fits = |end: &usize| text.is_char_boundary(*end) && is_of(kind, &text[start..*end]);
                    let longest =
                        if matches!(kind, ParamKind::String | ParamKind::Json) { usize::MAX } else { LONGEST_NUMBER };
                    (start..ends.len()).take(longest).filter(fits).for_each(|end| next[end] = true);
                    if matches!(kind, ParamKind::String | ParamKind::Json) {
                        break; // a later start reaches nothing more
                    }
                }
            }
        }
        ends = next;
    }
    ends.last() == Some(&true)
}

fn is_of(kind: ParamKind, text: &str) -> bool {
    match kind {
        ParamKind::Integer => Plain::of(text) == Plain::Integer,
        ParamKind::Number => matches!(Plain::of(text), Plain::Integer | Plain::Decimal),
        ParamKind::Boolean => text == "true" || text == "false",
        _ => true,
    }
}
