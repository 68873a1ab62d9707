//! The languages of a catalog, and which of them a request asks for.

use crate::catalog::Catalog;
use crate::tables::rows::LanguageRow;

/// The number of ranges of an `Accept-Language` field that are read; no browser sends as many.
const RANGES: usize = 32;

/// A language of a catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Language<'a> {
    pub(crate) number: usize,
    /// The language tag (BCP 47).
    pub tag: &'a str,
    /// The customer text of the unknown error. Codes without a customer text use it as well.
    pub unknown_customer: &'a str,
}

impl<'a> Catalog<'a> {
    /// Returns the languages; the catalog's own comes first.
    pub fn languages(self) -> impl ExactSizeIterator<Item = Language<'a>> {
        (0..LanguageRow::count(self.tables())).map(move |number| self.language_number(number))
    }

    /// Returns the language with a number; 0 is the catalog's own.
    pub(crate) const fn language_number(self, number: usize) -> Language<'a> {
        let LanguageRow { tag, unknown_customer } = LanguageRow::read(self.tables(), number);
        Language { number, tag: self.tables().string(tag), unknown_customer: self.tables().string(unknown_customer) }
    }

    /// Returns the language that fits a language tag (BCP 47) best, by the look-up of RFC 4647, section 3.4: the tag is
    /// shortened from the end until the catalog has the language. `None` if it has none.
    #[must_use]
    pub fn language(self, tag: &str) -> Option<Language<'a>> {
        self.look_up_language(tag, |_| true)
    }

    /// Returns the language that fits a tag best, of those that meet a condition.
    pub(crate) fn look_up_language(
        self,
        tag: &str,
        mut will_do: impl FnMut(Language<'a>) -> bool,
    ) -> Option<Language<'a>> {
        let mut range = tag;
        loop {
            let same = |language: &Language<'a>| language.tag.eq_ignore_ascii_case(range);
            if let Some(language) = self.languages().find(same)
                && will_do(language)
            {
                return Some(language);
            }
            range = range.rsplit_once('-')?.0;
            if let Some((shorter, single)) = range.rsplit_once('-')
                && single.len() == 1
            {
                range = shorter;
            }
        }
    }

    /// Returns the language that fits the value of an `Accept-Language` field best (RFC 9110, section 12.5.4).
    ///
    /// Each range of the field selects the language that [`Catalog::language`] finds (RFC 4647, section 3.4). The range of the
    /// highest quality counts, the first one of several. A language that the field excludes with `q=0` is not selected. If no
    /// range selects a language, it is the catalog's own. Ranges with a malformed quality and those after the 32nd are ignored.
    ///
    /// ```
    /// # fn customer_text<C: errcat_core::ErrorCode>(error: &errcat_core::Error<C>) -> String {
    /// let language = C::CATALOG.accept_language("de-AT, en;q=0.5");
    /// error.public().in_language(language.tag).customer().to_string()
    /// # }
    /// ```
    #[must_use]
    pub fn accept_language(self, field: &str) -> Language<'a> {
        let refused =
            |language: Language<'_>| ranges(field).any(|(range, q)| q == 0 && range.eq_ignore_ascii_case(language.tag));
        let mut best = (0, self.language_number(0));
        for (range, quality) in ranges(field) {
            if quality > best.0
                && let Some(language) = self.look_up_language(range, |language| !refused(language))
            {
                best = (quality, language);
            }
        }
        best.1
    }
}

/// Returns the ranges of a field with their qualities in thousandths.
fn ranges(field: &str) -> impl Iterator<Item = (&str, u16)> {
    field.split(',').take(RANGES).filter_map(|item| {
        let (range, weight) = item.split_once(';').unwrap_or((item, "q=1"));
        let (name, value) = weight.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then_some((range.trim(), quality(value.trim())?))
    })
}

/// Reads a quality in thousandths: `1`, `0.5`, `0.333` (RFC 9110, section 12.4.2).
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
