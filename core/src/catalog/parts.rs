//! What properties of codes are made of.

use core::fmt;

use crate::catalog::code::AnyCode;
use crate::catalog::vocabulary::ParamKind;

/// What the public is shown where a code occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown<'a> {
    /// The code itself.
    Itself,
    /// Another code in its place.
    As(AnyCode<'a>),
    /// The catalog's unknown error: nothing of the code leaves.
    Unknown,
}

/// A link into the documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Link<'a> {
    pub(crate) before: &'a str,
    pub(crate) code: &'a str,
    pub(crate) after: &'a str,
}

/// The URL.
impl fmt::Display for Link<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        [self.before, self.code, self.after].iter().try_for_each(|part| f.write_str(part))
    }
}

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
}

/// A code of somebody else's, with the scope in which it means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ProviderCode<'a> {
    /// The scope, such as `iso8583`.
    pub scope: &'a str,
    /// The code, such as `51`; or a range such as `2000-2999`, or a prefix such as `5*`.
    pub code: &'a str,
}

/// Where a fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Source<'a> {
    /// The page.
    pub page: &'a str,
    /// Its edition.
    pub edition: Option<&'a str>,
    /// Whether the page is silent and the catalog chose.
    pub assumed: bool,
}
