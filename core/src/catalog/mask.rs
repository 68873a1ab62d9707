//! Masks: what the public is shown in place of a code.

use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::tables::numbers::StoredMask;

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

impl<'a> Shown<'a> {
    /// Reads a stored mask.
    pub(crate) const fn of(catalog: Catalog<'a>, stored: StoredMask) -> Self {
        match stored {
            StoredMask::Itself => Self::Itself,
            StoredMask::Unknown => Self::Unknown,
            StoredMask::As(code) => Self::As(AnyCode::new(catalog, code)),
        }
    }
}
