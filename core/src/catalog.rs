//! A whole catalog: what its header says, its codes, and the look-ups.

pub(crate) mod code;
pub(crate) mod date;
pub(crate) mod envelope;
pub(crate) mod error_code;
pub(crate) mod help;
mod language;
pub(crate) mod lifecycle;
pub(crate) mod outcome;
pub(crate) mod parts;
pub(crate) mod policy;
pub(crate) mod provider_code;
pub(crate) mod vocabulary;

use core::fmt;

use crate::catalog::code::AnyCode;
use crate::catalog::lifecycle::{Found, Retired};
use crate::catalog::outcome::{Outcome, Session};
use crate::catalog::parts::Param;
use crate::catalog::policy::Policy;
use crate::catalog::provider_code::Pattern;
use crate::catalog::vocabulary::ParamKind;
use crate::tables::perfect_hash::{Index, LONG};
use crate::tables::{Half, Tables, Word, header, row};

/// A catalog: a handle of one pointer to its tables, which generated code holds in a static and the compiler in memory.
///
/// Whatever a catalog returns borrows the tables, not the handle.
#[derive(Clone, Copy)]
pub struct Catalog<'a> {
    tables: &'a Tables<'a>,
}

impl<'a> Catalog<'a> {
    /// A catalog over tables that the compiler made; any others may panic when they are read.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(tables: &'a Tables<'a>) -> Self {
        Self { tables }
    }

    #[inline]
    pub(crate) const fn tables(self) -> &'a Tables<'a> {
        self.tables
    }

    /// The name, such as `mozarto`.
    #[must_use]
    pub const fn name(self) -> &'a str {
        self.tables.string(Word::Header, header::NAME)
    }

    /// The title for people.
    #[must_use]
    pub const fn title(self) -> &'a str {
        self.tables.string(Word::Header, header::TITLE)
    }

    /// The catalog's own version (semantic versioning).
    #[must_use]
    pub const fn version(self) -> &'a str {
        self.tables.string(Word::Header, header::VERSION)
    }

    /// The edition of the documentation that the catalog describes.
    #[must_use]
    pub const fn edition(self) -> Option<&'a str> {
        self.tables.optional_string(Word::Header, header::EDITION)
    }

    /// What an unrecognised or internal error looks like.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "the compiler checks 100..=599")]
    pub const fn unknown(self) -> Unknown<'a> {
        Unknown {
            code: self.tables.string(Word::Header, header::UNKNOWN_CODE),
            message: self.tables.string(Word::Header, header::UNKNOWN_MESSAGE),
            customer: self.tables.string(Word::Header, header::UNKNOWN_CUSTOMER),
            status: self.tables.word(Word::Header, header::UNKNOWN_STATUS) as u16,
        }
    }

    /// The number of codes; retired ones do not count.
    #[must_use]
    pub const fn len(self) -> usize {
        self.tables.word(Word::Header, header::COUNT) as usize
    }

    /// Never: a catalog without codes does not compile.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The code with this number, in `0..len()`.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "a catalog has at most 65,533 codes")]
    pub const fn get(self, number: usize) -> Option<AnyCode<'a>> {
        if number < self.len() { Some(AnyCode::new(self, number as u16)) } else { None }
    }

    /// All codes, in the catalog's order.
    pub fn codes(self) -> impl ExactSizeIterator<Item = AnyCode<'a>> + DoubleEndedIterator + Clone {
        #[expect(clippy::cast_possible_truncation, reason = "a catalog has at most 65,533 codes")]
        (0..self.len() as u16).map(move |number| AnyCode::new(self, number))
    }

    /// All retired ids, in the catalog's order.
    pub fn retired(self) -> impl ExactSizeIterator<Item = Retired<'a>> {
        (0..self.tables.len(Word::Retired) / row::RETIRED).map(move |number| Retired::read(self, number))
    }

    /// The code or the retired id that `id` names; ids are compared exactly.
    #[inline]
    #[must_use]
    pub fn find(self, id: &str) -> Option<Found<'a>> {
        let number = self.find_id(id)?;
        Some(match usize::from(number).checked_sub(self.len()) {
            None => Found::Code(AnyCode::new(self, number)),
            Some(retired) => Found::Retired(Retired::read(self, retired)),
        })
    }

    /// The number of an id: codes first, then retired ids.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the inside of a look-up")]
    pub(crate) fn find_id(self, id: &str) -> Option<u16> {
        let number = self.index(Half::IdPilots, Word::IdSlots, 0).find(id.as_bytes())?;
        (id.len() < LONG || self.is_whole(Word::Ids, number, id)).then_some(number)
    }

    /// The code that travels as `code`; retired ones do not travel.
    #[inline]
    #[must_use]
    pub fn by_wire_code(self, code: &str) -> Option<AnyCode<'a>> {
        self.get(usize::from(self.find_wire(code)?))
    }

    /// The number of the code that travels as `code`; or of a retired id, if all codes travel as their ids.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the inside of a look-up")]
    pub(crate) fn find_wire(self, code: &str) -> Option<u16> {
        if self.tables.halves[Half::WirePilots as usize].is_empty() {
            return self.find_id(code);
        }
        let number = self.index(Half::WirePilots, Word::WireSlots, 2).find(code.as_bytes())?;
        (code.len() < LONG || self.is_whole(Word::WireCodes, number, code)).then_some(number)
    }

    /// Whether the key that was found for a long one is that; of short ones an index knows the length.
    #[cold]
    fn is_whole(self, starts: Word, number: u16, key: &str) -> bool {
        self.tables.text(starts, usize::from(number)) == key
    }

    /// The code that a provider's code means; a provider's code means nothing without its scope, such as `iso8583`.
    ///
    /// A code that is listed as it is comes first, then the narrowest range that it lies in, then the longest prefix.
    #[must_use]
    pub fn by_provider_code(self, scope: &str, code: &str) -> Option<AnyCode<'a>> {
        let number = self.find_provider(scope, code).or_else(|| self.find_pattern(scope, code))?;
        self.get(number as usize)
    }

    fn find_provider(self, scope: &str, code: &str) -> Option<u32> {
        let first = self.index(Half::ProviderPilots, Word::ProviderSlots, 4).find(code.as_bytes())?;
        // Codes of several scopes that are spelt alike are neighbours: the index names the first.
        self.provider_rows(usize::from(first))
            .take_while(|(_, name, _)| *name == code)
            .find(|(in_scope, ..)| *in_scope == scope)
            .map(|(.., number)| number)
    }

    /// Patterns are few, and the first one that matches counts.
    fn find_pattern(self, scope: &str, code: &str) -> Option<u32> {
        if self.tables.len(Word::Patterns) == 0 {
            return None;
        }
        let (start, end) = self.tables.range(Word::Patterns, self.scopes().position(|other| other == scope)?);
        let mut rows = self.provider_rows(start).take(end - start);
        rows.find(|(_, pattern, _)| Pattern::of(pattern).matches(code)).map(|(.., number)| number)
    }

    /// Scope, provider code and the number of the code, from one row on.
    fn provider_rows(self, first: usize) -> impl Iterator<Item = (&'a str, &'a str, u32)> {
        let rows = self.tables.words[Word::ProviderItems as usize].get(first * row::PROVIDER..).unwrap_or_default();
        rows.chunks_exact(row::PROVIDER)
            .map(|row| [row[0], row[1], row[2]].map(u32::from_le_bytes))
            .map(move |[scope, code, number]| (self.shared(scope), self.shared(code), number))
    }

    /// The scopes of provider codes, each once, in alphabetical order.
    pub fn scopes(self) -> impl Iterator<Item = &'a str> {
        let (start, end) = self.tables.range(Word::Scopes, 0);
        (start..end).map(move |at| self.shared(self.tables.word(Word::ScopeItems, at)))
    }

    /// The retry policies of the catalog.
    pub fn policies(self) -> impl ExactSizeIterator<Item = Policy<'a>> {
        (0..self.tables.len(Word::Policies) / row::POLICY).map(move |number| Policy::read(self.tables, number))
    }

    /// The outcomes of the catalog.
    pub fn outcomes(self) -> impl ExactSizeIterator<Item = Outcome<'a>> {
        (0..self.tables.len(Word::Outcomes) / row::OUTCOME).map(move |number| Outcome::read(self, number))
    }

    /// The outcome of a name.
    #[must_use]
    pub fn outcome(self, name: &str) -> Option<Outcome<'a>> {
        self.outcomes().find(|outcome| outcome.name == name)
    }

    /// The names of the redirects.
    pub fn redirects(self) -> impl ExactSizeIterator<Item = &'a str> {
        (0..self.tables.len(Word::Redirects)).map(|at| self.tables.string(Word::Redirects, at))
    }

    /// The session status that is spelt so: `pending`, or one that an outcome leads to.
    #[must_use]
    pub fn session(self, status: &str) -> Option<Session<'a>> {
        let mut all = core::iter::once(Session::PENDING).chain(self.outcomes().map(|outcome| outcome.session));
        all.find(|session| session.as_str() == status)
    }

    /// The named envelopes of the catalog; problem details (RFC 9457), named `problem`, are understood besides.
    pub fn envelopes(self) -> impl ExactSizeIterator<Item = &'a str> {
        (0..self.tables.len(Word::Envelopes)).map(|at| self.tables.string(Word::Envelopes, at))
    }

    /// The values that only a request knows.
    pub fn context(self) -> impl ExactSizeIterator<Item = Param<'a>> {
        (0..self.tables.len(Word::Context) / row::CONTEXT).map(|number| {
            let at = number * row::CONTEXT;
            Param {
                name: self.tables.string(Word::Context, at),
                kind: ParamKind::of(self.tables.word(Word::Context, at + 1)),
                example: self.tables.string(Word::Context, at + 2),
                sensitive: self.tables.word(Word::Context, at + 3) != 0,
            }
        })
    }

    /// The languages of the catalog; its own comes first.
    pub fn languages(self) -> impl ExactSizeIterator<Item = Language<'a>> {
        (0..self.tables.len(Word::Languages) / row::LANGUAGE).map(move |number| self.language_number(number))
    }

    /// The language of a number; 0 is the catalog's own.
    pub(crate) const fn language_number(self, number: usize) -> Language<'a> {
        Language {
            number,
            tag: self.tables.string(Word::Languages, number * row::LANGUAGE),
            unknown_customer: self.tables.string(Word::Languages, number * row::LANGUAGE + 1),
        }
    }

    /// The language that fits a language tag (BCP 47) best, by the look-up of RFC 4647, section 3.4: the tag is shortened
    /// from the end until a language has it. `None` if none has.
    #[must_use]
    pub fn language(self, tag: &str) -> Option<Language<'a>> {
        self.look_up(tag, |_| true)
    }

    /// The languages that fit a tag, the best first, until one will do.
    pub(crate) fn look_up(self, tag: &str, mut will_do: impl FnMut(Language<'a>) -> bool) -> Option<Language<'a>> {
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

    pub(crate) const fn shared(self, number: u32) -> &'a str {
        self.tables.text(Word::Strings, number as usize)
    }

    #[inline]
    const fn index(self, pilots: Half, slots: Word, seed: usize) -> Index<'a> {
        Index::new(
            self.tables.long(Word::Header, header::SEEDS + seed),
            self.tables.halves[pilots as usize],
            self.tables.words[slots as usize],
            self.tables.text.as_bytes(),
        )
    }
}

impl fmt::Debug for Catalog<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Catalog({} {}, {} codes)", self.name(), self.version(), self.len())
    }
}

/// What an unrecognised or internal error looks like from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unknown<'a> {
    /// The code that it shows.
    pub code: &'a str,
    /// The text for developers.
    pub message: &'a str,
    /// The text for customers, in the catalog's language.
    pub customer: &'a str,
    /// The HTTP status code, 100 to 599.
    pub status: u16,
}

/// A language of a catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Language<'a> {
    pub(crate) number: usize,
    /// The language tag (BCP 47).
    pub tag: &'a str,
    /// What a customer reads where a code has no text for customers.
    pub unknown_customer: &'a str,
}
