//! From the tree of [`crate::yaml`] to typed values, through serde, with every problem collected.
//!
//! serde stops at the first error. Here a struct declares its keys as [`Field`]s, lists of named things as [`Entries`] and
//! other lists as [`List`]s: each of them catches the error of what it holds, reports it with its place, and goes on. The
//! deserializer itself reports keys that a struct does not have.
//!
//! Scalars are strict, so that nothing is re-typed in silence: see [`Plain`].
//!
//! Not to be used: `#[serde(untagged)]` and `#[serde(flatten)]`, which copy values first and lose their places. A value that
//! may be a list or a text is a hand-written visitor over `deserialize_any`.

mod access;
mod deserializer;
mod error;
mod literal;
mod scalar;
mod types;

use std::cell::RefCell;

use serde_core::Deserialize;

use crate::diagnostic::Sink;
use crate::yaml::Node;

pub use crate::text::suggest::nearest;
pub use error::Error;
pub use literal::Literal;
pub use scalar::Plain;
pub use types::{Entries, Field, Keys, List, Spanned, with_keys};

/// Reads a value from a node. Problems go into the sink; `None` if nothing of the value could be kept.
pub fn read<'de, T: Deserialize<'de>>(node: &'de Node, sink: &mut Sink) -> Option<T> {
    let sink = RefCell::new(sink);
    match T::deserialize(deserializer::Deserializer::new(node, &sink)) {
        Ok(value) => Some(value),
        Err(error) => {
            error.report(node.span, *sink.borrow_mut());
            None
        }
    }
}
