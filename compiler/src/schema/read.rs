//! Typed values from the tree of [`crate::yaml`].
//!
//! Every reader reports its own problems and goes on, so that one error does not hide the next. The keys of a struct are
//! [`Field`]s, named things are [`Entries`], other lists are [`List`]s: each of them keeps what could be read.
//!
//! Scalars are strict, so that no value silently changes its type: see [`Plain`].
//!
//! The readers do not use serde: a catalog is compiled in every build of a service, and serde's derive takes longer to build
//! than the rest of errcat.

mod containers;
mod mismatch;
mod scalar;

use errcat_core::Vocabulary;

use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::text::problem::Problem;
use crate::text::quote::quote;
use crate::yaml::{Node, Value};

pub use self::containers::{Entries, Field, List, Unread, read_keys};
pub use self::scalar::{Literal, Plain};

/// A type whose values can be read from the tree.
pub trait Read: Sized {
    /// Reads a value. Problems go into the sink; `None` means that the value was reported.
    fn read(node: &Node, sink: &mut Sink) -> Option<Self>;
}

/// Reports the problem of a node, if there is one.
fn report<T>(result: Result<T, Box<Diagnostic>>, node: &Node, sink: &mut Sink) -> Option<T> {
    result.map_err(|diagnostic| sink.push(diagnostic.at(node.span))).ok()
}

impl Read for String {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        report(scalar::text(node).map(str::to_owned), node, sink)
    }
}

impl Read for bool {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        report(scalar::boolean(node), node, sink)
    }
}

impl Read for u32 {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        report(scalar::integer(node, &(Self::MIN..=Self::MAX)), node, sink)
    }
}

/// A decimal number, with or without a fraction.
impl Read for f64 {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        report(scalar::number(node), node, sink)
    }
}

impl Read for Literal {
    fn read(node: &Node, sink: &mut Sink) -> Option<Self> {
        report(scalar::literal(node), node, sink)
    }
}

/// Returns the value of a vocabulary that a node names.
pub fn read_word<T: Vocabulary>(node: &Node, sink: &mut Sink) -> Option<T> {
    let word = node.as_scalar().filter(|scalar| !scalar.is_null());
    let result = match word {
        Some(word) => match T::WORDS.iter().position(|other| *other == word.text) {
            Some(place) => Ok(T::ALL[place]),
            None => Err(mismatch::unknown_word(&word.text, T::WORDS).into()),
        },
        None => Err(mismatch::expected("a word", node).help(mismatch::hint("", T::WORDS, "use one of")).into()),
    };
    report(result, node, sink)
}

/// A value with a grammar of its own, written as a whole number or as a text.
pub trait Grammar: Sized {
    /// The description of such values, for messages.
    const EXPECTED: &'static str;

    /// Parses a whole number. By default, numbers are not expected.
    ///
    /// # Errors
    ///
    /// Returns the problem; `None` if no number is expected at all.
    fn from_number(_: i64) -> Result<Self, Option<Problem>> {
        Err(None)
    }

    /// Parses a text.
    ///
    /// # Errors
    ///
    /// Returns the problem.
    fn from_text(text: &str) -> Result<Self, Problem>;
}

/// Reads a value with a grammar of its own.
pub fn read_grammar<T: Grammar>(node: &Node, sink: &mut Sink) -> Option<T> {
    report(grammar(node), node, sink)
}

fn grammar<T: Grammar>(node: &Node) -> Result<T, Box<Diagnostic>> {
    let invalid = |problem| Box::new(Diagnostic::of(Rule::InvalidValue, problem));
    let Value::Scalar(scalar) = &node.value else { return Err(mismatch::expected(T::EXPECTED, node).into()) };
    let plain = if scalar.quoted { Plain::Text } else { Plain::of(&scalar.text) };
    match plain {
        Plain::Text => T::from_text(&scalar.text).map_err(invalid),
        Plain::Null => Err(mismatch::expected_not(T::EXPECTED, "nothing").into()),
        Plain::LikeBool(_) | Plain::LikeNumber => Err(mismatch::ambiguous(scalar).into()),
        Plain::Bool(_) | Plain::Decimal => Err(mismatch::expected(T::EXPECTED, node).into()),
        Plain::Integer => {
            let number = scalar.text.parse().map_err(|_| {
                let message = format!("number {} is out of range", quote(&scalar.text));
                invalid(Problem::new(message).help(format!("write {}", T::EXPECTED)))
            })?;
            T::from_number(number).map_err(|problem| match problem {
                Some(problem) => invalid(problem),
                None => mismatch::expected(T::EXPECTED, node).into(),
            })
        }
    }
}
