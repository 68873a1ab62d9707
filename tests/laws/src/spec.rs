//! A catalog as values.

use errcat_core::{ParamKind, Recognize};

use crate::document::{Json, Node};
use crate::yaml::quoted;

/// A catalog.
#[derive(Debug, Default)]
pub struct Spec {
    pub docs_url: Option<&'static str>,
    pub problem_type: Option<&'static str>,
    /// The code of the unknown error, as YAML; none for the default.
    pub unknown_code: Option<&'static str>,
    pub context: Vec<Param>,
    /// The envelopes `e0`, `e1`, ….
    pub envelopes: Vec<Shape>,
    /// The envelope of the unknown error; none for problem details.
    pub unknown_envelope: Option<usize>,
    /// The languages beside English.
    pub languages: &'static [&'static str],
    pub codes: Vec<Code>,
    pub retired: Vec<Retired>,
    /// The redirects `r0`, `r1`, …: parameters, whose values are literals and slots.
    pub redirects: Vec<Vec<(&'static str, Shape)>>,
    /// The outcomes `o0`, `o1`, ….
    pub outcomes: Vec<Outcome>,
}

/// An outcome, which redirects.
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    /// The name of the URL.
    pub to: &'static str,
    pub redirect: Option<usize>,
}

/// A parameter, or a value of the context.
#[derive(Clone, Debug)]
pub struct Param {
    pub name: &'static str,
    pub kind: ParamKind,
    pub sensitive: bool,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Text(&'static str),
    /// The place of a parameter.
    Value(usize),
}

/// A message template.
pub type Template = Vec<Piece>;

/// A code.
#[derive(Debug)]
pub struct Code {
    pub id: String,
    pub status: Option<u16>,
    pub title: Option<&'static str>,
    /// The wire code, as JSON.
    pub on_wire: Option<String>,
    pub aliases: Vec<String>,
    pub params: Vec<Param>,
    pub message: Template,
    /// The texts for customers, in English and in the other languages.
    pub customer: Option<Vec<Template>>,
    pub remediation: Template,
    /// Remediations in other languages: the places of these languages, and texts.
    pub remediations: Vec<(usize, Template)>,
    /// The envelope; none for problem details.
    pub envelope: Option<usize>,
    /// Constants, as JSON.
    pub set: Vec<(&'static str, &'static str)>,
    pub mask: Mask,
    /// The outcome of a code that is not masked.
    pub outcome: Option<usize>,
    pub recognize: Recognize,
    pub docs_url: Option<&'static str>,
}

/// What the public sees of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mask {
    Itself,
    As(usize),
    Unknown,
}

/// A retired id.
#[derive(Debug)]
pub struct Retired {
    pub id: String,
    pub replaced_by: Option<usize>,
    pub masked: bool,
    pub wire_code: Option<String>,
    pub aliases: Vec<String>,
}

/// The JSON shape of an answer.
#[derive(Clone, Debug)]
pub enum Shape {
    /// As JSON.
    Literal(&'static str),
    /// A name, and whether its place is optional.
    Slot(&'static str, bool),
    Object(Vec<(&'static str, Self)>),
    List(Vec<Self>),
}

/// A path to a value; `None` for each item of a list of error objects.
pub type Path = Vec<Option<&'static str>>;

impl Shape {
    /// Returns whether items are those of a list of error objects.
    pub const fn is_list_of_errors(items: &[Self]) -> bool {
        matches!(items, [Self::Object(_)])
    }

    /// The paths to a slot, as far as a name of a code would be found there.
    pub fn places(&self, slot: &str) -> Vec<Path> {
        let below = |step: Option<&'static str>, shape: &Self| {
            let mut all = shape.places(slot);
            for path in &mut all {
                path.insert(0, step);
            }
            all
        };
        match self {
            Self::Slot(own, _) if *own == slot => vec![Vec::new()],
            Self::Object(members) => members.iter().flat_map(|(name, shape)| below(Some(name), shape)).collect(),
            Self::List(items) if Self::is_list_of_errors(items) => below(None, &items[0]),
            _ => Vec::new(),
        }
    }

    /// Returns whether it has a value at a path.
    pub fn has(&self, path: &[Option<&str>]) -> bool {
        match (path, self) {
            ([], _) => true,
            ([Some(key), rest @ ..], Self::Object(members)) => {
                members.iter().any(|(own, shape)| own == key && shape.has(rest))
            }
            ([None, rest @ ..], Self::List(items)) => Self::is_list_of_errors(items) && items[0].has(rest),
            _ => false,
        }
    }

    /// Returns whether a body has every constant and every value that is not optional.
    pub fn is_whole(&self, body: &Node) -> bool {
        match (self, &body.json) {
            // An object may have more members.
            (Self::Literal("{}"), json) => matches!(json, Json::Object(_)),
            (Self::Literal(json), _) => body.is_equal(&Node::parse(json)),
            (Self::Slot(name, _), json) => match (*name, json) {
                ("message" | "customer" | "title", json) => matches!(json, Json::Text(_)),
                ("remediation" | "docs_url", json) => matches!(json, Json::Text(_)) || body.is_null(),
                ("status", Json::Raw(raw)) => body.is_null() || raw.parse::<f64>().is_ok(),
                ("status", _) => false,
                ("details", json) => matches!(json, Json::List(_)),
                _ => true,
            },
            (Self::Object(shapes), Json::Object(members)) => shapes.iter().all(|(key, shape)| {
                let mut own = members.iter().filter(|(own, _)| own == key);
                match (own.next(), own.next()) {
                    (Some((_, node)), None) => shape.is_whole(node),
                    _ => matches!(shape, Self::Slot(_, true)),
                }
            }),
            (Self::List(shapes), Json::List(items)) if Self::is_list_of_errors(shapes) => {
                items.iter().any(|item| shapes[0].is_whole(item))
            }
            (Self::List(shapes), Json::List(items)) => {
                shapes.len() == items.len() && shapes.iter().zip(items).all(|(shape, item)| shape.is_whole(item))
            }
            _ => false,
        }
    }

    /// Returns how many values of a body it has a place for.
    pub fn explains(&self, body: &Node) -> usize {
        match (self, &body.json) {
            (Self::Literal("{}"), Json::Object(_)) => 1,
            (Self::Literal(json), _) if body.is_equal(&Node::parse(json)) => body.count(),
            (Self::Slot(name, _), json) => match (is_scalar(name), json) {
                (true, Json::List(_) | Json::Object(_)) => 0,
                _ => body.count(),
            },
            (Self::Object(shapes), Json::Object(members)) => {
                let places = shapes.iter().map(|(key, shape)| {
                    let mut own = members.iter().filter(|(own, _)| own == key);
                    match (own.next(), own.next()) {
                        (Some((_, node)), None) => shape.explains(node),
                        _ => 0,
                    }
                });
                1 + places.sum::<usize>()
            }
            (Self::List(shapes), Json::List(items)) if Self::is_list_of_errors(shapes) => {
                let named = items.iter().find(|item| item.slots().contains(&"code"));
                1 + named.or(items.first()).map_or(0, |item| shapes[0].explains(item))
            }
            (Self::List(shapes), Json::List(items)) => {
                1 + shapes.iter().zip(items).map(|(shape, item)| shape.explains(item)).sum::<usize>()
            }
            _ => 0,
        }
    }

    /// Returns the slots in it, with repetitions.
    pub fn slots(&self) -> Vec<&'static str> {
        match self {
            Self::Slot(name, _) => vec![name],
            Self::Object(members) => members.iter().flat_map(|(_, shape)| shape.slots()).collect(),
            Self::List(items) => items.iter().flat_map(Self::slots).collect(),
            Self::Literal(_) => Vec::new(),
        }
    }
}

impl Spec {
    /// The paths of names in the envelopes, a member `code`, and a member `type`.
    pub fn name_places(&self) -> Vec<Path> {
        let mut all: Vec<Path> = self.envelopes.iter().flat_map(|shape| shape.places("code")).collect();
        all.extend([vec![Some("code")], vec![Some("type")]]);
        all
    }

    /// Returns whether problem details are an envelope of some code.
    pub fn has_problems(&self) -> bool {
        self.codes.iter().any(|code| code.envelope.is_none())
    }
}

impl Code {
    /// The message templates behind a name of an envelope, in all languages.
    pub fn texts(&self, slot: &str) -> Vec<&Template> {
        let translated = || self.remediations.iter().map(|(_, text)| text);
        match slot {
            "message" => vec![&self.message],
            "customer" => self.customer.iter().flatten().collect(),
            "remediation" => [&self.remediation].into_iter().chain(translated()).collect(),
            _ => Vec::new(),
        }
    }

    /// Returns how often the texts of a slot hold a parameter.
    pub fn says(&self, slot: &str, param: usize) -> usize {
        self.texts(slot).into_iter().flatten().filter(|piece| **piece == Piece::Value(param)).count()
    }

    /// Returns whether all names in a body are the code's name on the wire.
    pub fn is_named_in(&self, body: &Node) -> bool {
        let name = Node::parse(&self.name());
        let mut all = true;
        body.each(&mut |node| all &= node.slot != Some("code") || node.is_equal(&name));
        all
    }

    /// What the code is called on the wire, as JSON.
    pub fn name(&self) -> String {
        self.on_wire.clone().unwrap_or_else(|| quoted(&self.id))
    }
}

/// Returns whether what fills a slot is never a list or an object.
pub fn is_scalar(slot: &str) -> bool {
    ["code", "message", "customer", "title", "status", "docs_url", "remediation"].contains(&slot)
}
