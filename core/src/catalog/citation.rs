//! Citations: the documents that the facts of a catalog come from.

use core::fmt;

use crate::padding::pad;

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
