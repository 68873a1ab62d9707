//! YAML text to a tree in which every value and every key knows its place.
//!
//! A catalog needs little of YAML, and what it does not need is refused: anchors, aliases, tags, merge keys, directives and
//! further documents, keys that are no scalars, characters that hide or reorder what a reviewer sees, and comments that may be
//! meant as text. What scalars mean is not decided here but where they are read (`de`): `no` and `0404` are texts that were
//! not quoted.

mod characters;
mod reader;
mod syntax;

pub(crate) use characters::name as name_of_character;

use crate::diagnostic::Sink;
use crate::text::source::{MAX_FILE_BYTES, Sources, Span, too_large};

/// The deepest nesting of lists and mappings that is read.
pub const MAX_DEPTH: usize = 64;

/// The most values (scalars, lists and mappings) that one file may hold.
///
/// One file has at most [`MAX_FILE_BYTES`], but YAML can say a value in two bytes, and a node takes about a hundred.
pub const MAX_NODES: usize = 2_000_000;

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it is written, from its first to its last character; an omitted value is an empty span.
    pub span: Span,
    /// What is written.
    pub value: Value,
}

/// What is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, number, boolean, or nothing.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with values, in the order of the file; no key twice.
    Mapping(Vec<(Key, Node)>),
}

/// A scalar after quotes, escapes and folding are undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text.
    pub text: String,
    /// Whether it was written in quotes or as a block, and so can be nothing but a text.
    pub quoted: bool,
}

/// A key of a mapping; always a text, whatever it looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The text.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

impl Scalar {
    /// Whether nothing is said: no value at all, `~` or `null`.
    pub fn is_null(&self) -> bool {
        !self.quoted && matches!(self.text.as_str(), "" | "~" | "null" | "Null" | "NULL")
    }
}

impl Node {
    /// The entries, if this is a mapping.
    pub fn as_mapping(&self) -> Option<&[(Key, Node)]> {
        match &self.value {
            Value::Mapping(entries) => Some(entries),
            _ => None,
        }
    }

    /// The items, if this is a list.
    pub fn as_sequence(&self) -> Option<&[Self]> {
        match &self.value {
            Value::Sequence(items) => Some(items),
            _ => None,
        }
    }

    /// The scalar, if this is one.
    pub fn as_scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The value of a key, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_mapping()?.iter().find(|(name, _)| name.text == key).map(|(_, value)| value)
    }

    /// What to write where this is a text that was meant as a mapping.
    pub(crate) fn slip(&self) -> Option<String> {
        let scalar = self.as_scalar().filter(|scalar| !scalar.quoted)?;
        slip(&scalar.text).map(|(_, help)| help)
    }

    /// Whether nothing is said here.
    pub fn is_null(&self) -> bool {
        self.as_scalar().is_some_and(Scalar::is_null)
    }
}

/// Reads the YAML text of a file.
///
/// Problems go into the sink. The tree is there if it says what the file says: all of it was read, and nothing in it stood
/// for something else. (So a key that is given twice, a tag, an anchor or a control character are reported and the tree is
/// there; after a syntax error or an alias it is not, since what is missing then would only be reported a second time.)
/// A file without a value is a mapping without entries.
pub fn parse(sources: &Sources, file: u32, sink: &mut Sink) -> Option<Node> {
    let source = sources.file(file);
    if source.text.len() > MAX_FILE_BYTES {
        sink.push(too_large().in_file(source.path.as_str()));
        return None;
    }
    let readable = characters::check_file(file, &source.text, sink);
    let node = reader::read(file, &source.text, sink);
    node.filter(|_| readable)
}

/// A range of bytes as a span; offsets fit since [`MAX_FILE_BYTES`] was checked.
fn span(file: u32, start: usize, end: usize) -> Span {
    let offset = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
    Span::new(file, offset(start), offset(end.max(start)))
}

/// The word that a text begins with, as a key would be.
fn word(text: &str) -> &str {
    let end = text.find(|character: char| !character.is_ascii_alphanumeric() && character != '_');
    &text[..end.unwrap_or(text.len())]
}

/// Why a text without quotes is no key with a value though it was meant so, and what to write.
pub(crate) fn slip(text: &str) -> Option<(String, String)> {
    let word = Some(word(text)).filter(|word| !word.is_empty())?;
    let mut rest = text[word.len()..].chars();
    match (rest.next()?, rest.next()) {
        (colon @ '\u{ff1a}', _) => {
            Some((format!("{} behind `{word}`", characters::name(colon)), "write `:` and a space".to_owned()))
        }
        (':', Some(next)) if !next.is_ascii_whitespace() && !matches!(next, '/' | ':') => {
            Some((format!("no space behind `{word}:`"), format!("write a space behind `{word}:`")))
        }
        _ => None,
    }
}
