//! The lines of a lock: each says by itself what it belongs to and what it promises.
//!
//! Git merges files line by line. In sections, it would put a line of one section into another one; in blocks of several lines, it
//! would take the like lines of two codes for the same lines, and merge one code into the other.

use std::collections::HashMap;

use serde_json::{Map, Value};

/// What a line is about: the first word of the line, and the section of the catalog. Keys of the header have no section.
pub const SECTIONS: [(&str, &str); 9] = [
    ("language", "languages"),
    ("retry", "retry"),
    ("context", "context"),
    ("envelope", "envelopes"),
    ("redirect", "redirects"),
    ("outcome", "outcomes"),
    ("upstream", "upstreams"),
    ("code", "codes"),
    ("retired", "retired"),
];

/// The keys of the header, in their order.
const HEADER: [&str; 6] = ["catalog", "version", "language", "docs_url", "problem", "unknown"];

/// What a line is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The first word: that of a section, or the key of the header.
    pub kind: String,
    /// The name in its section; empty for a key of the header.
    pub name: String,
}

impl Key {
    pub fn new(kind: &str, name: &str) -> Self {
        Self { kind: kind.to_owned(), name: name.to_owned() }
    }

    /// Returns the key as it is written.
    pub fn text(&self) -> String {
        if self.name.is_empty() { self.kind.clone() } else { format!("{} {}", self.kind, self.name) }
    }

    /// Returns the place of the line: the header, then the sections. Codes and retired ids are one list, so that the line of a code and
    /// the one of its retirement are in the same place, and git cannot take both.
    fn order(&self) -> (usize, &str) {
        if self.name.is_empty() {
            return (HEADER.iter().position(|key| *key == self.kind).unwrap_or(HEADER.len()), "");
        }
        let section = SECTIONS.iter().position(|(kind, _)| *kind == self.kind).unwrap_or(SECTIONS.len());
        // The order of envelopes decides which of two a body is read by.
        let name = if self.kind == "envelope" { "" } else { &self.name };
        (HEADER.len() + 1 + if self.kind == "retired" { section - 1 } else { section }, name)
    }
}

/// The lines of a lock, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines(pub Vec<(Key, Value)>);

impl Lines {
    /// Adds a key of the header, unless its value is `null`.
    pub fn add(&mut self, key: &str, value: impl Into<Value>) {
        let value = value.into();
        if !value.is_null() {
            self.0.push((Key::new(key, ""), value));
        }
    }

    /// Adds the lines of a section.
    pub fn add_all(&mut self, kind: &str, lines: impl IntoIterator<Item = (String, Value)>) {
        self.0.extend(lines.into_iter().map(|(name, value)| (Key { kind: kind.to_owned(), name }, value)));
    }

    /// Returns the lines in their order.
    pub fn sorted(mut self) -> Self {
        self.0.sort_by(|(one, _), (other, _)| one.order().cmp(&other.order()));
        self
    }

    /// Returns the value of a key of the header.
    pub fn header(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(own, _)| own.kind == key && own.name.is_empty()).map(|(_, value)| value)
    }

    /// Returns the members of the lines of a section.
    pub fn members<'l>(&'l self, kind: &'l str) -> impl Iterator<Item = (&'l str, &'l Map<String, Value>)> {
        let own = self.0.iter().filter(move |(key, _)| key.kind == kind && !key.name.is_empty());
        own.filter_map(|(key, value)| Some((key.name.as_str(), value.as_object()?)))
    }

    /// Returns the text of the lines.
    pub fn text(&self) -> String {
        self.0.iter().fold(String::new(), |text, (key, value)| text + &key.text() + ": " + &scalar(value) + "\n")
    }

    /// Returns the lines as the text of a catalog, in sections.
    pub fn catalog(&self) -> String {
        let header = self.0.iter().filter(|(key, _)| key.name.is_empty());
        let mut text = header.fold(String::new(), |text, (key, value)| text + &key.kind + ": " + &scalar(value) + "\n");
        for (kind, section) in SECTIONS {
            let mut own = self.0.iter().filter(|(key, _)| key.kind == kind && !key.name.is_empty()).peekable();
            if own.peek().is_some() {
                text.extend([section, ":\n"]);
            }
            for (key, value) in own {
                text.extend(["  ", &key.name, ": ", &scalar(value), "\n"]);
            }
        }
        text
    }

    /// Reads the lines of a lock, without its comments. A key can have several lines, after a merge by git.
    pub fn parse(text: &str) -> Result<Self, String> {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
        let lines = lines.map(|(at, line)| {
            read(line).ok_or_else(|| {
                let line = if line.is_empty() { "empty".to_owned() } else { format!("`{}`", shortened(line)) };
                format!("line {} is {line}", at + 1)
            })
        });
        lines.collect::<Result<_, _>>().map(Self)
    }

    /// Returns the first line of another lock with something that this one does not have.
    pub fn lacks(&self, other: &Self) -> Option<String> {
        let own: HashMap<&Key, &Value> = self.0.iter().map(|(key, value)| (key, value)).collect();
        let lacks = |(key, value): &&(Key, Value)| own.get(key).is_none_or(|own| !has_all(own, value));
        let line = |(key, value): &(Key, Value)| shortened(&format!("{}: {}", key.text(), scalar(value)));
        other.0.iter().find(lacks).map(line)
    }
}

/// Reads a line.
fn read(line: &str) -> Option<(Key, Value)> {
    let (key, value) = line.split_once(": ")?;
    let key = match key.split_once(' ') {
        None => Key::new(key, ""),
        Some((kind, name)) => Key::new(SECTIONS.iter().find(|(own, _)| *own == kind)?.0, name),
    };
    let is_odd = |text: &str| text.contains([' ', '"', '{', '[', '#', ':']);
    let is_key = !key.kind.is_empty() && !is_odd(&key.kind) && !is_odd(&key.name) && key.text().len() <= line.len();
    // The name of a section is a key with a name.
    Some((key, read_scalar(value)?)).filter(|_| is_key)
}

/// Returns whether a value has all that another one has.
fn has_all(value: &Value, other: &Value) -> bool {
    match (value, other) {
        (Value::Object(own), Value::Object(members)) => {
            members.iter().all(|(key, other)| own.get(key).is_some_and(|value| has_all(value, other)))
        }
        (value, other) => value == other,
    }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.trim().chars().take(60).collect();
    if short.len() < text.trim().len() {
        short.push('…');
    }
    short
}

/// Words that YAML tools read as something else than a text.
const WORDS: [&str; 7] = ["true", "false", "null", "yes", "no", "on", "off"];

/// Returns a value as JSON with spaces, which is YAML as well. A text of one word needs no quotes.
fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) if is_word(text) => text.clone(),
        value => inline(value),
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn inline(value: &Value) -> String {
    let list = |items: Vec<String>| items.join(", ");
    match value {
        Value::Array(items) => format!("[{}]", list(items.iter().map(inline).collect())),
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| format!("{}: {}", quoted(key), inline(value));
            format!("{{{}}}", list(members.iter().map(member).collect()))
        }
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

/// Returns a text as a JSON string. What YAML could take for a line break is escaped, too.
fn quoted(text: &str) -> String {
    let json = Value::from(text).to_string();
    let is_odd = |character: char| matches!(character, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}');
    if !json.contains(is_odd) {
        return json;
    }
    let escape = |character: char| match character {
        odd if is_odd(odd) => format!("\\u{:04x}", u32::from(odd)),
        other => other.to_string(),
    };
    json.chars().map(escape).collect()
}

fn read_scalar(text: &str) -> Option<Value> {
    if is_word(text) {
        return Some(Value::from(text));
    }
    serde_json::from_str(text).ok()
}
