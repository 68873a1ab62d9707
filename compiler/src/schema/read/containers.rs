//! Values with places, and containers that keep what can be read.

use super::Read;
use super::mismatch::{self, unknown_key};
use crate::diagnostic::Sink;
use crate::text::span::{Span, Spanned};
use crate::yaml::{Key, Node, Value};

/// The value of an optional key.
///
/// A value that cannot be read is reported and becomes `Invalid`. The other keys are read all the same, and no check reports
/// the key as missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Field<T> {
    /// The key is absent.
    #[default]
    Absent,
    /// The value was reported.
    Invalid,
    /// The value.
    Present(Spanned<T>),
}

impl<T> Field<T> {
    /// Returns the value, if it is present.
    pub const fn get(&self) -> Option<&T> {
        match self {
            Self::Present(present) => Some(&present.value),
            Self::Absent | Self::Invalid => None,
        }
    }

    /// Returns the place of the value, if it is present.
    pub const fn span(&self) -> Option<Span> {
        match self {
            Self::Present(present) => Some(present.span),
            Self::Absent | Self::Invalid => None,
        }
    }

    /// Returns whether the key is absent.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Returns whether the value was reported.
    pub const fn is_invalid(&self) -> bool {
        matches!(self, Self::Invalid)
    }
}

/// Reading a field always succeeds: what cannot be read becomes `Invalid`.
impl<T: Read> Read for Field<T> {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        Some(match T::read(node, sink) {
            Some(value) => Self::Present(Spanned::new(value, node.span)),
            None => Self::Invalid,
        })
    }
}

/// A mapping from names to values of one type, in the order of the file. Values that cannot be read are `Invalid`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries<T>(pub Vec<(Spanned<String>, Field<T>)>);

impl<T: Read> Read for Entries<T> {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        let entries = mapping(node, sink)?.iter().filter_map(|(key, value)| {
            let name = Spanned::new(key.text.clone(), key.span);
            Some((name, Field::read(value, sink)?))
        });
        Some(Self(entries.collect()))
    }
}

/// A list of values with their places. A value that cannot be read is reported and left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List<T>(pub Vec<Spanned<T>>);

impl<T: Read> Read for List<T> {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        let Value::Sequence(items) = &node.value else {
            let diagnostic = mismatch::expected("a list", node);
            let filled = node.as_scalar().is_some_and(|scalar| !scalar.text.is_empty());
            let diagnostic = if filled { diagnostic.help("put it in brackets: `[…]`") } else { diagnostic };
            sink.push(diagnostic.at(node.span));
            return None;
        };
        let values = items.iter().filter_map(|item| Some(Spanned::new(T::read(item, sink)?, item.span)));
        Some(Self(values.collect()))
    }
}

/// A value that is read later, from the tree itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unread;

impl Read for Unread {
    fn read(_: &Node, _: &mut Sink) -> Option<Self> {
        Some(Self)
    }
}

/// Reads a mapping with known keys. `set` reads the value of a key. Other keys are reported.
pub fn read_keys(
    node: &Node,
    known: &'static [&'static str],
    sink: &mut Sink,
    mut set: impl FnMut(&str, &Node, &mut Sink),
) -> Option<()> {
    for (key, value) in mapping(node, sink)? {
        if known.contains(&key.text.as_str()) {
            set(&key.text, value, sink);
        } else {
            sink.push(unknown_key(&key.text, known).at(key.span));
        }
    }
    Some(())
}

fn mapping<'n>(node: &'n Node, sink: &mut Sink) -> Option<&'n [(Key, Node)]> {
    if let Value::Mapping(entries) = &node.value {
        return Some(entries);
    }
    let diagnostic = mismatch::expected("a mapping", node);
    let diagnostic = match node.slip() {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    };
    sink.push(diagnostic.at(node.span));
    None
}
