//! The answer of a code, leaf by leaf: which values it can render, and which values it is recognized by.

use std::collections::HashMap;

use errcat_core::__private::is_written;
use errcat_core::ParamKind;

use super::overlap::{Piece, overlap};
use crate::model::template::{Part, Template};
use crate::model::{Code, Json, Model, Param};
use crate::tables::wire_code;

/// A model with the translations of each code.
pub(super) struct TranslatedModel<'m> {
    model: &'m Model,
    /// The translations of a code, each with the number of its locale. The key is the code, and whether they are customer texts or
    /// remediations.
    texts: HashMap<(usize, bool), Vec<(usize, &'m Template)>>,
}

impl<'m> TranslatedModel<'m> {
    pub(super) fn of(model: &'m Model) -> Self {
        let mut texts: HashMap<_, Vec<_>> = HashMap::new();
        for (at, locale) in model.locales.iter().enumerate() {
            for (is_customer, all) in [(true, &locale.customer), (false, &locale.remediation)] {
                for translation in all {
                    if let Some(code) = translation.code.to {
                        texts.entry((code, is_customer)).or_default().push((at, &translation.text));
                    }
                }
            }
        }
        Self { model, texts }
    }

    fn texts(&self, code: usize, is_customer: bool) -> &[(usize, &'m Template)] {
        self.texts.get(&(code, is_customer)).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The answer of a code in its envelope.
pub(super) struct Answer<'m> {
    pub(super) code: &'m Code,
    number: usize,
    /// Whether it is what the unknown error answers in the envelope of the code.
    unknown: bool,
    /// Whether it has the value of a parameter. Sensitive values are never in answers.
    has_values: bool,
    /// The leaves by their paths. `/#` at the end of a path is the length of a list, and `/{}` marks an object.
    pub(super) leaves: HashMap<String, Leaf<'m>>,
}

/// A value in an answer that is neither a list nor an object.
pub(super) struct Leaf<'m> {
    pub(super) value: LeafValue<'m>,
    /// Whether it may be missing.
    pub(super) optional: bool,
    /// Whether it is the message, which weighs more than all other texts together.
    message: bool,
}

/// The values that a leaf can have.
pub(super) enum LeafValue<'m> {
    /// This JSON value. A string is stored with a quote at its start and none at its end.
    Json(String),
    /// A text rendered from one of these templates.
    Texts(Vec<Text<'m>>),
    /// Any value of this type; and the example.
    Typed(ParamKind, String),
    /// The length of `$details`, a list of strings.
    Details,
}

/// A text of a code, in one language.
pub(super) struct Text<'m> {
    pieces: Vec<Piece<'m>>,
    /// The text with the examples of its parameters.
    example: String,
}

impl Text<'_> {
    pub(super) fn is_fixed(&self) -> bool {
        !self.pieces.iter().any(|piece| matches!(piece, Piece::Value(_)))
    }

    /// Returns the literal text before the first placeholder and after the last one.
    pub(super) fn ends(&self) -> (&str, &str) {
        (literal_of(self.pieces.first()), literal_of(self.pieces.last()))
    }
}

impl<'m> Answer<'m> {
    pub(super) fn of(catalog: &TranslatedModel<'m>, number: usize, envelope: &'m Json) -> Self {
        Self::made(catalog, number, envelope, false)
    }

    /// The answer of the unknown error in the envelope of a code.
    pub(super) fn of_unknown(catalog: &TranslatedModel<'m>, number: usize, envelope: &'m Json) -> Self {
        Self::made(catalog, number, envelope, true)
    }

    fn made(catalog: &TranslatedModel<'m>, number: usize, envelope: &'m Json, unknown: bool) -> Self {
        let mut answer =
            Self { code: &catalog.model.codes[number], number, unknown, has_values: false, leaves: HashMap::new() };
        answer.add(catalog, String::new(), envelope);
        answer
    }

    /// Returns the weight of texts without placeholders: the message weighs more than all other texts together.
    pub(super) fn fixed(&self) -> usize {
        let weight = |leaf: &Leaf<'_>| match &leaf.value {
            LeafValue::Texts(texts) if texts.iter().all(Text::is_fixed) => {
                if leaf.message {
                    64
                } else {
                    1
                }
            }
            _ => 0,
        };
        self.leaves.values().map(weight).sum()
    }

    /// Returns whether each of its texts has a language without a letter or digit outside placeholders.
    pub(super) fn is_wordless(&self) -> bool {
        let has_words = |text: &Text<'_>| {
            text.pieces.iter().any(|piece| matches!(piece, Piece::Text(text) if text.contains(char::is_alphanumeric)))
        };
        let mut texts = self.leaves.values().filter_map(|leaf| match &leaf.value {
            LeafValue::Texts(texts) => Some(texts),
            _ => None,
        });
        let mut some = false;
        let all = texts.all(|texts| {
            some = true;
            !texts.iter().all(has_words)
        });
        some && all
    }

    /// Returns whether every member may be absent, so that any object could be the answer.
    pub(super) fn is_optional(&self) -> bool {
        self.leaves.iter().all(|(path, leaf)| leaf.optional || path == "/{}")
    }

    /// Returns whether it has the value of a parameter, which the answer of the unknown error never has.
    pub(super) const fn has_values(&self) -> bool {
        self.has_values
    }

    /// Returns whether it has a text of the catalog.
    pub(super) fn has_text(&self) -> bool {
        self.leaves.values().any(|leaf| matches!(leaf.value, LeafValue::Texts(_)))
    }

    /// Returns whether this code's envelope and texts match some answer of another code.
    pub(super) fn reads(&self, other: &Answer<'_>) -> bool {
        self.leaves.iter().all(|(path, leaf)| match other.leaves.get(path) {
            Some(theirs) => leaf.value.meets(&theirs.value),
            None => leaf.optional || other.has_below(path, &leaf.value),
        })
    }

    /// Returns the same for the answer that the other code renders with the examples of its parameters.
    pub(super) fn reads_example(&self, other: &Answer<'_>) -> bool {
        self.leaves.iter().all(|(path, leaf)| match other.leaves.get(path) {
            Some(theirs) => leaf.value.has_example(&theirs.value),
            None => leaf.optional || other.has_below(path, &leaf.value),
        })
    }

    /// Returns whether this answer has a list or an object where the leaf of another code accepts any JSON value.
    fn has_below(&self, path: &str, value: &LeafValue<'_>) -> bool {
        let inside = |leaf: &String| leaf.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        matches!(value, LeafValue::Typed(ParamKind::Json, _)) && self.leaves.keys().any(inside)
    }

    fn leaf(&mut self, path: String, value: LeafValue<'m>) {
        self.leaves.insert(path, Leaf { value, optional: false, message: false });
    }

    fn value(&mut self, path: String, value: String) {
        self.leaf(path, LeafValue::Json(value));
    }

    fn add(&mut self, catalog: &TranslatedModel<'m>, path: String, json: &'m Json) {
        match json {
            Json::Null => self.value(path, "null".to_owned()),
            Json::Bool(value) => self.value(path, value.to_string()),
            Json::Number(value) => self.value(path, value.clone()),
            Json::String(text) => self.value(path, string(text)),
            // A list of one object is a list of error objects, which can have any length.
            Json::List(items) if matches!(&items[..], [Json::Object(_)]) => {
                self.value(format!("{path}/#"), "objects".to_owned());
                self.add(catalog, format!("{path}/0"), &items[0]);
            }
            Json::List(items) => {
                self.value(format!("{path}/#"), items.len().to_string());
                for (at, item) in items.iter().enumerate() {
                    self.add(catalog, format!("{path}/{at}"), item);
                }
            }
            Json::Object(members) => {
                self.value(format!("{path}/{{}}"), String::new());
                for (key, value) in members {
                    self.add(catalog, format!("{path}/{}", key.replace('~', "~0").replace('/', "~1")), value);
                }
            }
            Json::Name { name, optional, .. } => {
                let at = path.clone();
                self.name(catalog, path, name);
                for (_, leaf) in self.leaves.iter_mut().filter(|(path, _)| *optional && path.starts_with(&at)) {
                    leaf.optional = true;
                }
            }
        }
    }

    fn name(&mut self, catalog: &TranslatedModel<'m>, path: String, name: &str) {
        let code = self.code;
        if self.unknown {
            return self.name_of_unknown(catalog, path, name);
        }
        if let Some((_, constant)) = code.set.iter().find(|(key, _)| key.value == name) {
            return self.add(catalog, path, constant);
        }
        self.has_values |= code.params.iter().any(|param| param.name.value == name && !param.sensitive);
        if let Some(value) = code.params.iter().chain(&catalog.model.context).find(|value| value.name.value == name) {
            return self.leaf(path, LeafValue::Typed(value.kind, typed(value)));
        }
        match name {
            "code" => self.value(path, string(wire_code(code))),
            "message" => {
                let texts = vec![text(&code.message, &code.params)];
                self.leaves.insert(path, Leaf { value: LeafValue::Texts(texts), optional: false, message: true });
            }
            "remediation" | "customer" => {
                let texts = self.translated(catalog, name);
                self.leaf(path, LeafValue::Texts(texts));
            }
            "title" => self.value(path, string(&code.title)),
            "status" => self.value(path, code.status.map_or_else(|| "null".to_owned(), |status| status.to_string())),
            "details" => self.leaf(format!("{path}/#"), LeafValue::Details),
            _ => self.leaf(path, LeafValue::Typed(ParamKind::String, string(""))),
        }
    }

    /// Adds what fills a name for the unknown error.
    fn name_of_unknown(&mut self, catalog: &TranslatedModel<'m>, path: String, name: &str) {
        let model = catalog.model;
        if let Some(value) = model.context.iter().find(|value| value.name.value == name) {
            return self.leaf(path, LeafValue::Typed(value.kind, typed(value)));
        }
        let unknown = &model.unknown;
        if let Some((_, constant)) = unknown.set.iter().find(|(key, _)| key.value == name) {
            return self.add(catalog, path, constant);
        }
        match name {
            "message" => {
                let texts = vec![literal(&unknown.message)];
                self.leaves.insert(path, Leaf { value: LeafValue::Texts(texts), optional: false, message: true });
            }
            "customer" => {
                let translated = model.locales.iter().filter_map(|locale| locale.unknown_customer.as_ref());
                let texts = [&unknown.customer].into_iter().chain(translated.map(|text| &text.value));
                let texts = texts.map(|text| literal(text)).collect();
                self.leaf(path, LeafValue::Texts(texts));
            }
            "title" => self.value(path, string(&unknown.message)),
            "status" => self.value(path, unknown.status.to_string()),
            "details" => self.value(format!("{path}/#"), "0".to_owned()),
            _ => self.value(path, "null".to_owned()),
        }
    }

    /// Returns a text of the code in all languages.
    fn translated(&self, catalog: &TranslatedModel<'m>, name: &str) -> Vec<Text<'m>> {
        let code = self.code;
        let is_customer = name == "customer";
        let model = catalog.model;
        let own = if is_customer { code.customer.as_ref() } else { Some(&code.remediation) };
        let mut texts = vec![match own {
            Some(template) => text(template, &code.params),
            None => literal(&model.unknown.customer),
        }];
        let translated = catalog.texts(self.number, is_customer);
        texts.extend(translated.iter().map(|(_, template)| text(template, &code.params)));
        if is_customer {
            let others = model.locales.iter().enumerate().filter(|(at, _)| translated.iter().all(|(own, _)| own != at));
            texts.extend(others.filter_map(|(_, locale)| Some(literal(&locale.unknown_customer.as_ref()?.value))));
        }
        texts
    }
}

impl LeafValue<'_> {
    /// Returns whether both can have the same value.
    fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Json(own), Self::Json(other)) => own == other,
            (Self::Details, other) | (other, Self::Details) => match other {
                Self::Json(count) => count.bytes().all(|digit| digit.is_ascii_digit()),
                other => matches!(other, Self::Details),
            },
            (Self::Typed(kind, _), Self::Json(value)) | (Self::Json(value), Self::Typed(kind, _)) => {
                has_type(*kind, value)
            }
            (Self::Typed(kind, _), Self::Typed(other, _)) => meet(*kind, *other),
            (Self::Typed(kind, _), Self::Texts(_)) | (Self::Texts(_), Self::Typed(kind, _)) => {
                matches!(kind, ParamKind::String | ParamKind::Json)
            }
            (Self::Texts(texts), Self::Json(value)) | (Self::Json(value), Self::Texts(texts)) => value
                .strip_prefix('"')
                .is_some_and(|value| texts.iter().any(|text| overlap(&text.pieces, &[Piece::Text(value)]))),
            (Self::Texts(own), Self::Texts(others)) => {
                own.iter().any(|text| others.iter().any(|other| overlap(&text.pieces, &other.pieces)))
            }
        }
    }

    /// Returns whether this leaf can have the other's example as its value.
    fn has_example(&self, other: &Self) -> bool {
        let examples: Vec<String> = match other {
            Self::Json(value) | Self::Typed(_, value) => vec![value.clone()],
            Self::Details => return matches!(self, Self::Details) || self.meets(&Self::Json("0".to_owned())),
            Self::Texts(texts) => texts.iter().map(|text| string(&text.example)).collect(),
        };
        examples.into_iter().any(|example| self.meets(&Self::Json(example)))
    }
}

/// Returns whether two types have a value in common.
fn meet(one: ParamKind, other: ParamKind) -> bool {
    let is_number = |kind| matches!(kind, ParamKind::Integer | ParamKind::Number);
    one == other || one == ParamKind::Json || other == ParamKind::Json || (is_number(one) && is_number(other))
}

/// Returns whether a value has a type. `null` is an absent value, which every type accepts.
fn has_type(kind: ParamKind, value: &str) -> bool {
    match (value.strip_prefix('"'), kind) {
        (_, ParamKind::Json) => true,
        (Some(_), kind) => kind == ParamKind::String,
        (None, _) if value == "null" => true,
        (None, ParamKind::String) => false,
        (None, kind) => is_written(kind, value),
    }
}

/// Returns a string as leaves store it: with a quote at its start.
fn string(text: &str) -> String {
    format!("\"{text}")
}

/// Returns the example of a parameter as leaves store it.
fn typed(param: &Param) -> String {
    match param.kind {
        ParamKind::String => string(&param.example),
        _ => param.example.clone(),
    }
}

fn literal_of<'m>(piece: Option<&Piece<'m>>) -> &'m str {
    match piece {
        Some(Piece::Text(text)) => text,
        _ => "",
    }
}

fn literal(text: &str) -> Text<'_> {
    Text { pieces: vec![Piece::Text(text)], example: text.to_owned() }
}

fn text<'m>(template: &'m Template, params: &'m [Param]) -> Text<'m> {
    let param = |name: &str| params.iter().find(|param| param.name.value == name);
    let piece = |part: &'m Part| match part {
        Part::Text(text) => Piece::Text(text),
        Part::Param(name) => Piece::Value(param(name).map_or(ParamKind::String, |param| param.kind)),
    };
    let example = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        Part::Param(name) => param(name).map_or(String::new(), |param| param.example.clone()),
    };
    Text { pieces: template.parts.iter().map(piece).collect(), example: template.parts.iter().map(example).collect() }
}
