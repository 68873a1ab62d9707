//! JSON with the names of the slots that its values fill.

use std::fmt::Write as _;

use crate::choices::Choices;
use crate::spec::Shape;
use crate::yaml::quoted;

/// A value in a body.
#[derive(Clone, Debug)]
pub struct Node {
    pub json: Json,
    /// The slot that it fills.
    pub slot: Option<&'static str>,
}

/// JSON, with the order and the repetitions of members.
#[derive(Clone, Debug)]
pub enum Json {
    /// A number, or a word.
    Raw(String),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl From<Json> for Node {
    fn from(json: Json) -> Self {
        Self { json, slot: None }
    }
}

impl Node {
    /// Reads well-formed JSON without white space between its parts.
    pub fn parse(text: &str) -> Self {
        let mut at = 0;
        let node = value(text, &mut at);
        assert_eq!(at, text.len(), "one JSON value: {text}");
        node
    }

    /// Notes which slots of an envelope the values fill.
    pub fn label(&mut self, shape: &Shape) {
        match (shape, &mut self.json) {
            (Shape::Slot(name, _), _) => self.slot = Some(name),
            (Shape::Object(shapes), Json::Object(members)) => {
                for (key, shape) in shapes {
                    members.iter_mut().filter(|(own, _)| own == key).for_each(|(_, node)| node.label(shape));
                }
            }
            (Shape::List(shapes), Json::List(items)) => {
                items.iter_mut().zip(shapes).for_each(|(item, shape)| item.label(shape));
            }
            _ => {}
        }
    }

    pub fn is_null(&self) -> bool {
        matches!(&self.json, Json::Raw(raw) if raw == "null")
    }

    /// Returns whether both are equal as JSON. Numbers may be written in several ways.
    pub fn is_equal(&self, other: &Self) -> bool {
        let number = |raw: &str| raw.parse::<f64>().ok();
        match (&self.json, &other.json) {
            (Json::Raw(own), Json::Raw(other)) => {
                own == other || (number(own).is_some() && number(own) == number(other))
            }
            (Json::Text(own), Json::Text(other)) => own == other,
            (Json::List(own), Json::List(other)) => {
                own.len() == other.len() && own.iter().zip(other).all(|(own, other)| own.is_equal(other))
            }
            (Json::Object(own), Json::Object(other)) => {
                let same =
                    |(key, node): &(String, Self)| other.iter().any(|(own, other)| own == key && node.is_equal(other));
                own.len() == other.len() && own.iter().all(same)
            }
            _ => false,
        }
    }

    /// The number of values in it, itself counted.
    pub fn count(&self) -> usize {
        1 + match &self.json {
            Json::List(items) => items.iter().map(Self::count).sum(),
            Json::Object(members) => members.iter().map(|(_, node)| node.count()).sum(),
            _ => 0,
        }
    }

    /// Calls a function with every value, those inside of a slot's value left out.
    pub fn each<'n>(&'n self, see: &mut dyn FnMut(&'n Self)) {
        see(self);
        if self.slot.is_some() {
            return;
        }
        match &self.json {
            Json::List(items) => items.iter().for_each(|item| item.each(see)),
            Json::Object(members) => members.iter().for_each(|(_, node)| node.each(see)),
            _ => {}
        }
    }

    /// The slots of the values in it.
    pub fn slots(&self) -> Vec<&'static str> {
        let mut all = Vec::new();
        self.each(&mut |node| all.extend(node.slot));
        all
    }

    /// The values at a path, with those of all items for `None`.
    pub fn at(&self, path: &[Option<&str>]) -> Vec<&Self> {
        match (path, &self.json) {
            ([], _) => vec![self],
            ([Some(key), rest @ ..], Json::Object(members)) => {
                members.iter().filter(|(own, _)| own == key).flat_map(|(_, node)| node.at(rest)).collect()
            }
            ([None, rest @ ..], Json::List(items)) => items.iter().flat_map(|item| item.at(rest)).collect(),
            _ => Vec::new(),
        }
    }

    /// Writes it without white space.
    pub fn compact(&self) -> String {
        self.write(&mut Choices::Bytes(&[]), false)
    }

    /// Writes it with white space, escapes and an order of members that mean nothing.
    pub fn write(&self, choices: &mut Choices<'_>, odd: bool) -> String {
        let mut out = String::new();
        self.add(&mut out, odd, choices);
        out
    }

    fn add(&self, out: &mut String, odd: bool, choices: &mut Choices<'_>) {
        let space = |out: &mut String, choices: &mut Choices<'_>| {
            if odd {
                out.push_str(choices.pick(&["", "", " ", "\n", "\t\r "]));
            }
        };
        space(out, choices);
        match &self.json {
            Json::Raw(raw) => out.push_str(raw),
            Json::Text(text) => out.push_str(&string(text, odd, choices)),
            Json::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    item.add(out, odd, choices);
                }
                out.push(']');
            }
            Json::Object(members) => {
                out.push('{');
                let mut order: Vec<usize> = (0..members.len()).collect();
                // The value of a parameter keeps its order.
                for at in (1..order.len()).rev().filter(|_| odd && self.slot.is_none()) {
                    order.swap(at, choices.below(at + 1));
                }
                for (nth, at) in order.into_iter().enumerate() {
                    let (key, node) = &members[at];
                    out.push_str(if nth > 0 { "," } else { "" });
                    space(out, choices);
                    out.push_str(&string(key, odd && self.slot.is_none(), choices));
                    space(out, choices);
                    out.push(':');
                    node.add(out, odd, choices);
                }
                out.push('}');
            }
        }
        space(out, choices);
    }
}

/// A string, with escapes that need not be if it may be odd.
fn string(text: &str, odd: bool, choices: &mut Choices<'_>) -> String {
    if !odd || !choices.one_in(4) {
        return quoted(text);
    }
    let mut out = String::from("\"");
    for unit in text.encode_utf16() {
        let _ = write!(out, "\\u{unit:04X}");
    }
    out.push('"');
    out
}

fn value(text: &str, at: &mut usize) -> Node {
    let rest = &text[*at..];
    match rest.as_bytes()[0] {
        b'"' => Json::Text(text_of(text, at)).into(),
        b'[' => {
            let mut items = Vec::new();
            parts(text, at, b']', |at| items.push(value(text, at)));
            Json::List(items).into()
        }
        b'{' => {
            let mut members = Vec::new();
            parts(text, at, b'}', |at| {
                let key = text_of(text, at);
                *at += 1;
                members.push((key, value(text, at)));
            });
            Json::Object(members).into()
        }
        _ => {
            let end = rest.find([',', ']', '}']).unwrap_or(rest.len());
            *at += end;
            Json::Raw(rest[..end].to_owned()).into()
        }
    }
}

fn parts(text: &str, at: &mut usize, close: u8, mut part: impl FnMut(&mut usize)) {
    *at += 1;
    while text.as_bytes()[*at] != close {
        part(at);
        if text.as_bytes()[*at] == b',' {
            *at += 1;
        }
    }
    *at += 1;
}

fn text_of(text: &str, at: &mut usize) -> String {
    let mut units: Vec<u16> = Vec::new();
    let mut characters = text[*at + 1..].chars();
    let mut next = || {
        let character = characters.next().expect("a closing quote");
        *at += character.len_utf8();
        character
    };
    loop {
        let character = next();
        match character {
            '"' => break,
            '\\' => match next() {
                'n' => units.push(0xa),
                'r' => units.push(0xd),
                't' => units.push(0x9),
                'b' => units.push(0x8),
                'f' => units.push(0xc),
                'u' => {
                    let digits: String = (0..4).map(|_| next()).collect();
                    units.push(u16::from_str_radix(&digits, 16).expect("four hexadecimal digits"));
                }
                other => units.extend(other.encode_utf16(&mut [0; 2]).iter()),
            },
            other => units.extend(other.encode_utf16(&mut [0; 2]).iter()),
        }
    }
    *at += 1;
    String::from_utf16_lossy(&units)
}
