//! What properties of codes are made of.

use core::fmt;

use crate::catalog::code::AnyCode;
use crate::catalog::vocabulary::ParamKind;
use crate::padding::pad;

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
        pad(f, |out| [self.before, self.code, self.after].iter().try_for_each(|part| out.write_str(part)))
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

/// The document that a fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Citation<'a> {
    /// The page or section, such as `Ozura API, Errors`.
    pub page: &'a str,
    /// The edition of the document; `None` if it is undated.
    pub edition: Option<&'a str>,
    /// Whether the document does not say it, so that the fact is an assumption of the catalog.
    pub assumed: bool,
}

/// `Ozura API, Errors, edition 2026-01 (our assumption: the source does not say)`
impl fmt::Display for Citation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { page, edition, assumed } = self;
        pad(f, |out| {
            out.write_str(page)?;
            if let Some(edition) = edition {
                write!(out, ", edition {edition}")?;
            }
            if *assumed { out.write_str(" (our assumption: the source does not say)") } else { Ok(()) }
        })
    }
}
