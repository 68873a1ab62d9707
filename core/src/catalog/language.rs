//! Which language a request asks for: `Accept-Language` against the languages of a catalog.

use crate::catalog::{Catalog, Language};

/// How many ranges of a header are read; whoever sends more is no browser.
const RANGES: usize = 32;

impl<'a> Catalog<'a> {
    /// The language that fits the value of an `Accept-Language` field best (RFC 9110, section 12.5.4).
    ///
    /// Of the ranges that a language of the catalog fits by [`Catalog::language`] (RFC 4647, section 3.4), the one of the
    /// highest quality counts, and of several the first. A language that the field names with `q=0` is passed over. Where
    /// none fits, or the field is empty, it is the catalog's own. Ranges with a malformed quality, and those after the
    /// 32nd, are not read.
    ///
    /// `error.public().in_language(CATALOG.accept_language("de-AT, en;q=0.5").tag)`
    #[must_use]
    pub fn accept_language(self, field: &str) -> Language<'a> {
        let refused =
            |language: Language<'_>| ranges(field).any(|(range, q)| q == 0 && range.eq_ignore_ascii_case(language.tag));
        let mut best = (0, self.language_number(0));
        for (range, quality) in ranges(field) {
            if quality > best.0
                && let Some(language) = self.look_up(range, |language| !refused(language))
            {
                best = (quality, language);
            }
        }
        best.1
    }
}

/// The ranges of a field with their qualities in thousandths.
fn ranges(field: &str) -> impl Iterator<Item = (&str, u16)> {
    field.split(',').take(RANGES).filter_map(|item| {
        let (range, weight) = item.split_once(';').unwrap_or((item, "q=1"));
        let (name, value) = weight.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then_some((range.trim(), quality(value.trim())?))
    })
}

/// A quality in thousandths: `1`, `0.5`, `0.333` (RFC 9110, section 12.4.2).
fn quality(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let decimals = decimals.as_bytes();
    if decimals.len() > 3 || !decimals.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let digit = |at| decimals.get(at).map_or(0, |digit| u16::from(digit - b'0'));
    match (whole, digit(0) * 100 + digit(1) * 10 + digit(2)) {
        ("0", thousandths) => Some(thousandths),
        ("1", 0) => Some(1000),
        _ => None,
    }
}
