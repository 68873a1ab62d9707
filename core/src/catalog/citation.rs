//! Citations: the documents that the facts of a catalog come from.

use core::fmt;

use crate::padding::pad;

/// The document that a fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Citation<'a> {
    /// The page or section, such as `Ozura API, Errors`.
    pub page: &'a str,
    /// The edition of the document; `undated` if it has none, `None` if the catalog does not state it.
    pub edition: Option<&'a str>,
    /// Whether the fact is an assumption of the catalog, because the document does not say.
    pub assumed: bool,
}

/// `Ozura API, Errors, edition 2026-01 (our assumption: the source does not say)`
impl fmt::Display for Citation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { page, edition, assumed } = self;
        pad(f, |out| {
            out.write_str(page)?;
            match edition {
                Some("undated") => out.write_str(", undated")?,
                Some(edition) => write!(out, ", edition {edition}")?,
                None => {}
            }
            if *assumed { out.write_str(" (our assumption: the source does not say)") } else { Ok(()) }
        })
    }
}
