//! The lines of a lock: keys with values, in sections.
//!
//! Each line says by itself what it belongs to. In blocks of several lines, git would take the like lines of two codes for the same
//! lines, and merge one code into the other.

use std::collections::HashMap;

use serde_json::Value;

/// Keys with their entries, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block(pub Vec<(String, Entry)>);

/// What a key has.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A value, on the line of the key.
    Value(Value),
    /// Keys of its own, each on a line.
    Block(Block),
}

impl Block {
    /// Adds a value; not `null`.
    pub fn add(&mut self, key: &str, value: impl Into<Value>) {
        let value = value.into();
        if !value.is_null() {
            self.0.push((key.to_owned(), Entry::Value(value)));
        }
    }

    /// Adds a block, unless it is empty.
    pub fn add_block(&mut self, key: &str, block: Self) {
        if !block.0.is_empty() {
            self.0.push((key.to_owned(), Entry::Block(block)));
        }
    }

    /// Returns the block sorted by its keys.
    pub fn sorted(mut self) -> Self {
        self.0.sort_by(|(one, _), (other, _)| one.cmp(other));
        self
    }

    /// Returns the entry of a key.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.0.iter().find(|(own, _)| own == key).map(|(_, entry)| entry)
    }

    /// Returns the entry of a key.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Entry> {
        self.0.iter_mut().find(|(own, _)| own == key).map(|(_, entry)| entry)
    }

    /// Returns the lines.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.write(0, &mut text);
        text
    }

    fn write(&self, depth: usize, text: &mut String) {
        for (key, entry) in &self.0 {
            text.extend(std::iter::repeat_n("  ", depth));
            text.push_str(key);
            match entry {
                Entry::Value(value) => text.extend([": ", &scalar(value), "\n"]),
                Entry::Block(block) => {
                    text.push_str(":\n");
                    block.write(depth + 1, text);
                }
            }
        }
    }

    /// Reads the lines of a lock, without its comments.
    pub fn parse(text: &str) -> Result<Self, String> {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
        let mut lines = lines.map(|(at, line)| (at + 1, line)).peekable();
        let block = Self::read(0, &mut lines)?;
        match lines.next() {
            Some((at, line)) => Err(format!("line {at} is `{}`", shortened(line))),
            None => Ok(block),
        }
    }

    fn read<'l>(
        depth: usize,
        lines: &mut std::iter::Peekable<impl Iterator<Item = (usize, &'l str)>>,
    ) -> Result<Self, String> {
        let mut block = Self::default();
        while let Some((at, line)) = lines.next_if(|(_, line)| indent(line) == 2 * depth) {
            let wrong = || format!("line {at} is `{}`", shortened(line));
            let (key, value) = line.trim_start().split_once(':').ok_or_else(wrong)?;
            if key.is_empty() || key.contains([' ', '"', '{', '[']) || block.get_last(key) {
                return Err(wrong());
            }
            let entry = match value.strip_prefix(' ') {
                Some(value) => Entry::Value(read_scalar(value).ok_or_else(wrong)?),
                None if value.is_empty() && depth == 0 => Entry::Block(Self::read(depth + 1, lines)?),
                None => return Err(wrong()),
            };
            block.0.push((key.to_owned(), entry));
        }
        Ok(block)
    }

    /// Returns whether the last key is this one.
    fn get_last(&self, key: &str) -> bool {
        self.0.last().is_some_and(|(last, _)| last == key)
    }

    /// Returns the first line of another lock with something that this one does not have.
    pub fn lacks(&self, other: &Self) -> Option<String> {
        let own: HashMap<&str, &Entry> = self.0.iter().map(|(key, entry)| (&**key, entry)).collect();
        other.0.iter().find_map(|(key, entry)| match (own.get(key.as_str()), entry) {
            (Some(Entry::Block(own)), Entry::Block(block)) => own.lacks(block),
            (Some(Entry::Value(own)), Entry::Value(value)) if has_all(own, value) => None,
            (_, Entry::Value(value)) => Some(shortened(&format!("{key}: {}", scalar(value)))),
            (_, Entry::Block(_)) => Some(format!("{key}:")),
        })
    }
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

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
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
