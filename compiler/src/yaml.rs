//! Parses YAML into a tree in which every value and every key has its place.
//!
//! A catalog needs little of YAML. The rest is refused: anchors, aliases, tags, merge keys, directives, further documents, keys
//! that are not scalars, characters that hide or reorder what a reviewer sees, and comments that may be meant as text.
//! [`crate::schema::read`] decides what scalars mean; here, `no` and `0404` are unquoted texts.

mod characters;
mod collections;
mod reader;
mod syntax;

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::text::characters::name as name_of_character;
use crate::text::problem::Problem;
use crate::text::source::{MAX_FILE_BYTES, Sources};
use crate::text::span::Span;

/// The deepest nesting of lists and mappings.
pub const MAX_DEPTH: usize = 64;

/// The most values (scalars, lists and mappings) of one file.
///
/// A file has at most 16 MiB, but a value takes as little as two bytes of YAML and about a hundred bytes as a node.
pub const MAX_NODES: usize = 2_000_000;

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The place, from the first to the last character; an omitted value has an empty span.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// A value without its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, number, boolean, or nothing.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with values, in the order of the file, without duplicates.
    Mapping(Vec<(Key, Node)>),
}

/// A scalar without its quotes, escapes and folding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text.
    pub text: String,
    /// Whether it is written in quotes or as a block, which makes it a text.
    pub quoted: bool,
}

/// A key of a mapping. It is always a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The text.
    pub text: String,
    /// The place.
    pub span: Span,
}

impl Scalar {
    /// Returns whether it is empty, `~` or `null`.
    pub fn is_null(&self) -> bool {
        !self.quoted && matches!(self.text.as_str(), "" | "~" | "null" | "Null" | "NULL")
    }
}

impl Node {
    /// Returns the entries of a mapping.
    pub fn as_mapping(&self) -> Option<&[(Key, Node)]> {
        match &self.value {
            Value::Mapping(entries) => Some(entries),
            _ => None,
        }
    }

    /// Returns the items of a list.
    pub fn as_sequence(&self) -> Option<&[Self]> {
        match &self.value {
            Value::Sequence(items) => Some(items),
            _ => None,
        }
    }

    /// Returns the scalar, if the node is one.
    pub fn as_scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// Returns the value of a key of a mapping.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_mapping()?.iter().find(|(name, _)| name.text == key).map(|(_, value)| value)
    }

    /// Returns what to write, if this is a text that was meant as a mapping.
    pub(crate) fn slip(&self) -> Option<String> {
        let scalar = self.as_scalar().filter(|scalar| !scalar.quoted)?;
        slip(&scalar.text)?.help
    }

    /// Returns whether the node is empty, `~` or `null`.
    pub fn is_null(&self) -> bool {
        self.as_scalar().is_some_and(Scalar::is_null)
    }
}

/// Parses the YAML text of a file.
///
/// Problems go into the sink. The tree is returned if it is complete: after a duplicate key, a tag, an anchor or a control
/// character it is; after a syntax error or an alias it is not, because its missing parts would be reported again.
/// A file without a value is a mapping without entries.
pub fn parse(sources: &Sources, file: u32, sink: &mut Sink) -> Option<Node> {
    let source = sources.file(file);
    if source.text().len() > MAX_FILE_BYTES {
        sink.push(too_large().in_file(source.path()));
        return None;
    }
    let readable = characters::check_file(file, source.text(), sink);
    let node = reader::read(file, source.text(), sink);
    node.filter(|_| readable)
}

/// Returns the diagnostic for a file over [`MAX_FILE_BYTES`].
pub(crate) fn too_large() -> Diagnostic {
    Diagnostic::new(Rule::FileTooLarge, "the file is larger than 16 MiB")
        .help("split the file; all files of a folder make one catalog")
}

/// Returns the span of a range of bytes. The offsets fit because [`MAX_FILE_BYTES`] was checked.
fn span(file: u32, start: usize, end: usize) -> Span {
    let offset = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
    Span::new(file, offset(start), offset(end.max(start)))
}

/// Returns the word at the start of a text, as a key could be.
fn word(text: &str) -> &str {
    let end = text.find(|character: char| !character.is_ascii_alphanumeric() && character != '_');
    &text[..end.unwrap_or(text.len())]
}

/// Returns the problem of a text without quotes that was probably meant as a key with a value.
pub(crate) fn slip(text: &str) -> Option<Problem> {
    let word = Some(word(text)).filter(|word| !word.is_empty())?;
    let mut rest = text[word.len()..].chars();
    match (rest.next()?, rest.next()) {
        (colon @ '\u{ff1a}', _) => {
            let message = format!("{} after `{word}`", name_of_character(colon));
            Some(Problem::new(message).help("write `:` and a space"))
        }
        (':', Some(next)) if !next.is_ascii_whitespace() && !matches!(next, '/' | ':') => {
            let message = format!("no space after `{word}:`");
            Some(Problem::new(message).help(format!("write a space after `{word}:`")))
        }
        _ => None,
    }
}
