//! Parameters of codes, and values of the context.

use crate::catalog::vocabulary::ParamKind;

/// A parameter of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Param<'a> {
    /// The name, as placeholders write it.
    pub name: &'a str,
    /// The type of its values.
    pub kind: ParamKind,
    /// An example, as text.
    pub example: &'a str,
    /// Whether its value is left out of whatever is written: texts, bodies, `Debug`.
    pub sensitive: bool,
    /// Whether an error may be raised without it.
    pub optional: bool,
}
