//! Use [`id`] for fields that hold a code of a catalog, and [`MaybeKnown`] for fields that may hold an id of a later version.

use alloc::string::String;
use core::fmt;

use serde_core::de::{Deserialize, Deserializer, Error};
use serde_core::ser::{Serialize, Serializer};

use crate::catalog::code::AnyCode;
use crate::catalog::error_code::ErrorCode;
use crate::catalog::lifecycle::ParseCodeError;

/// Functions for `#[serde(with = "errcat::serde::id")]`: a code as its id, such as `"MISSING_FIELD"`.
pub mod id {
    use alloc::format;

    use super::{Deserialize, Deserializer, Error, ErrorCode, ParseCodeError, Serializer, String};

    /// Writes the id.
    ///
    /// # Errors
    ///
    /// The errors of the serializer.
    pub fn serialize<C: ErrorCode, S: Serializer>(code: &C, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(code.as_str())
    }

    /// Reads an id; a retired one gives its successor.
    ///
    /// # Errors
    ///
    /// The errors of the deserializer, and a custom one for a text that is not an id, or is a retired id without a successor.
    pub fn deserialize<'de, C, D>(deserializer: D) -> Result<C, D::Error>
    where
        C: for<'a> TryFrom<&'a str, Error = ParseCodeError>,
        D: Deserializer<'de>,
    {
        let id = String::deserialize(deserializer)?;
        C::try_from(&id).map_err(|error| {
            D::Error::custom(match error {
                ParseCodeError::Unknown { .. } => format!("`{id}` is {error}"),
                ParseCodeError::Retired(_) => format!("{error}"),
            })
        })
    }
}

/// A code of a catalog, or an id that this version of the catalog does not have, which is kept as text.
///
/// It is written as it was read. Only a retired id with a successor is written as the successor.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum MaybeKnown<C> {
    /// A code.
    Known(C),
    /// A text that is the id of no code.
    Unknown(String),
}

impl<C: ErrorCode> MaybeKnown<C> {
    /// Returns the code, if it is known.
    #[must_use]
    pub fn code(&self) -> Option<C> {
        match self {
            Self::Known(code) => Some(*code),
            Self::Unknown(_) => None,
        }
    }

    /// Returns the id, known or not.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Known(code) => code.as_str(),
            Self::Unknown(id) => id,
        }
    }
}

impl<C: ErrorCode> From<C> for MaybeKnown<C> {
    fn from(code: C) -> Self {
        Self::Known(code)
    }
}

/// The id, known or not.
impl<C: ErrorCode> fmt::Display for MaybeKnown<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Writes the id, known or not.
impl<C: ErrorCode> Serialize for MaybeKnown<C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Reads any text.
impl<'de, C: for<'a> TryFrom<&'a str, Error = ParseCodeError>> Deserialize<'de> for MaybeKnown<C> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Ok(match C::try_from(&id) {
            Ok(code) => Self::Known(code),
            Err(_) => Self::Unknown(id),
        })
    }
}

/// Writes catalog and id, such as `"mozarto/MISSING_FIELD"` (feature `serde`).
impl Serialize for AnyCode<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{self:?}"))
    }
}
