//! Masks: what the public is shown in place of a code.

use crate::catalog::code::AnyCode;

/// What the public is shown in place of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown<'a> {
    /// The code itself.
    Itself,
    /// Another code: the mask.
    As(AnyCode<'a>),
    /// The catalog's unknown error.
    Unknown,
}
