//! Look-ups of codes: by id, by wire code and by provider code.

use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::catalog::lifecycle::{Found, Retired};
use crate::catalog::provider_code::{Pattern, ProviderCode};
use crate::tables::columns::{U16Column, U32Column};
use crate::tables::numbers::NO_NUMBER;
use crate::tables::perfect_hash::{LONG, PerfectHash};
#[cfg(feature = "alloc")]
use crate::tables::rows::ProblemTypeRow;
use crate::tables::rows::{ProviderRow, RetiredRow};

impl<'a> Catalog<'a> {
    /// Returns the code or retired id that has this id or alias. Upper and lower case differ.
    #[inline]
    #[must_use]
    pub fn find(self, id: &str) -> Option<Found<'a>> {
        Some(self.found(self.find_id(id)?.into()))
    }

    /// Returns the code or retired id for the number of an id or alias.
    pub(crate) fn found(self, number: usize) -> Found<'a> {
        let Some(retired) = number.checked_sub(self.len()) else {
            #[expect(clippy::cast_possible_truncation, reason = "a catalog has at most 65,533 codes")]
            return Found::Code(AnyCode::new(self, number as u16));
        };
        match retired.checked_sub(RetiredRow::count(self.tables)) {
            None => Found::Retired(Retired::read(self, retired)),
            // An alias names a code or a retired id, which come before all aliases.
            Some(alias) => self.found(self.tables.u32(U32Column::Aliases, alias) as usize),
        }
    }

    /// Returns the number of an id: codes come first, then retired ids, then aliases.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the inside of a look-up")]
    pub(crate) fn find_id(self, id: &str) -> Option<u16> {
        let index = self.index(self.header().id_seed, U16Column::IdPilots, U32Column::IdSlots);
        let number = index.find(id.as_bytes())?;
        (id.len() < LONG || self.is_whole(U32Column::Ids, number, id)).then_some(number)
    }

    /// Returns the code with this wire code. Retired codes are not found.
    #[inline]
    #[must_use]
    pub fn by_wire_code(self, code: &str) -> Option<AnyCode<'a>> {
        self.get(usize::from(self.find_wire_code(code)?))
    }

    /// Returns the number of a wire code: codes come first, then the wire codes of retired codes. If every wire code is an id, it
    /// returns what [`Self::find_id`] returns.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the inside of a look-up")]
    pub(crate) fn find_wire_code(self, code: &str) -> Option<u16> {
        if self.tables.u16s[U16Column::WirePilots as usize].is_empty() {
            return self.find_id(code);
        }
        let index = self.index(self.header().wire_seed, U16Column::WirePilots, U32Column::WireSlots);
        let number = index.find(code.as_bytes())?;
        (code.len() < LONG || self.is_whole(U32Column::WireCodes, number, code)).then_some(number)
    }

    /// Returns the code or retired id with this wire code. If every wire code is an id, it returns what [`Catalog::find`] returns.
    #[must_use]
    pub fn find_on_wire(self, code: &str) -> Option<Found<'a>> {
        let number = usize::from(self.find_wire_code(code)?);
        let retired = number.checked_sub(self.len()).filter(|_| self.tables.has_wire_codes());
        Some(self.found(match retired {
            Some(retired) => self.tables.u32(U32Column::RetiredWireCodes, retired) as usize,
            None => number,
        }))
    }

    /// Returns the code with this numeric wire code.
    #[must_use]
    pub fn by_wire_number(self, number: i64) -> Option<AnyCode<'a>> {
        self.get(usize::from(self.find_wire_number(number)?))
    }

    /// Returns the number of a numeric wire code. The wire codes of retired codes follow those of codes.
    pub(crate) fn find_wire_number(self, number: i64) -> Option<u16> {
        if self.tables.len(U32Column::WireNumbers) == 0 {
            return None;
        }
        // The perfect hash holds the digits of numeric wire codes.
        let mut digits = [0; 20];
        let (mut at, mut rest) = (digits.len(), number.unsigned_abs());
        loop {
            at -= 1;
            digits[at] = b"0123456789"[(rest % 10) as usize];
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if number < 0 {
            at -= 1;
            digits[at] = b'-';
        }
        let found = self.find_wire_code(core::str::from_utf8(&digits[at..]).ok()?)?;
        // The text `7` is not the number 7.
        (self.wire_number(found.into()) == Some(number)).then_some(found)
    }

    /// Returns the aliases of a code or of a retired id, in the catalog's order.
    pub fn aliases(self, of: Found<'a>) -> impl ExactSizeIterator<Item = &'a str> {
        let number = match of {
            Found::Code(code) => usize::from(code.number()),
            Found::Retired(retired) => self.find_id(retired.id).map_or(usize::MAX, usize::from),
        };
        let all = self.tables.len(U32Column::Aliases);
        let means = |at: usize| self.tables.u32(U32Column::Aliases, at) as usize;
        let (start, end) =
            (partition_point(all, |at| means(at) < number), partition_point(all, |at| means(at) <= number));
        // Aliases follow all ids.
        let first = self.len() + RetiredRow::count(self.tables);
        (start..end).map(move |at| self.tables.text(U32Column::Ids, first + at))
    }

    /// Returns the wire code of a code, or that of a retired code, as a number, if it is one.
    pub(crate) const fn wire_number(self, at: usize) -> Option<i64> {
        if self.tables.len(U32Column::WireNumbers) == 0 {
            return None;
        }
        match self.tables.u64(U32Column::WireNumbers, at) {
            NO_NUMBER => None,
            number => Some(number.cast_signed()),
        }
    }

    /// Returns the wire code of a retired code, if it was not the id.
    pub(crate) fn retired_wire_code(self, number: usize) -> Option<&'a str> {
        let means = |at: usize| self.tables.u32(U32Column::RetiredWireCodes, at) as usize;
        let all = self.tables.len(U32Column::RetiredWireCodes);
        let at = partition_point(all, |at| means(at) < self.len() + number);
        let is_own = at < all && means(at) == self.len() + number;
        is_own.then(|| self.tables.text(U32Column::WireCodes, self.len() + at))
    }

    /// Returns a wire code as a number; `None` if it is a text. Wire codes of retired codes are found, too.
    #[must_use]
    pub fn number_on_wire(self, code: &str) -> Option<i64> {
        self.wire_number(self.find_wire_code(code)?.into())
    }

    /// Returns the code or retired id with this problem type (RFC 9457, section 3.1.1); `None` if several have it.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn find_by_problem_type(self, uri: &str) -> Option<Found<'a>> {
        let number = match self.find_problem_type(uri) {
            Some(row) => row.means? as usize,
            None => self.find_id(self.id_in_problem_type(uri)?)?.into(),
        };
        Some(self.found(number))
    }

    /// Returns the row of a problem type that does not follow from the catalog's template.
    #[cfg(feature = "alloc")]
    pub(crate) fn find_problem_type(self, uri: &str) -> Option<ProblemTypeRow> {
        if self.tables.u16s[U16Column::TypePilots as usize].is_empty() {
            return None;
        }
        let index = self.index(self.header().type_seed, U16Column::TypePilots, U32Column::TypeSlots);
        let found = usize::from(index.find(uri.as_bytes())?);
        let is_whole = self.tables.text(U32Column::ProblemTypes, found) == uri;
        is_whole.then(|| ProblemTypeRow::read(self.tables, found))
    }

    /// Returns the id in a problem type that follows from the catalog's template.
    #[cfg(feature = "alloc")]
    pub(crate) fn id_in_problem_type(self, uri: &str) -> Option<&str> {
        let (tables, header) = (self.tables, self.header());
        let (before, after) = match header.type_before {
            Some(before) => (before, header.type_after?),
            None => (header.link_before?, header.link_after?),
        };
        uri.strip_prefix(tables.string(before))?.strip_suffix(tables.string(after))
    }

    /// Returns whether a long key equals the key that was found. A perfect hash checks the length of short keys only.
    #[cold]
    fn is_whole(self, starts: U32Column, number: u16, key: &str) -> bool {
        self.tables.text(starts, usize::from(number)) == key
    }

    /// Returns the code that a provider's code means in its scope, such as `51` in `iso8583`.
    ///
    /// An exact code wins over a range, a range over a prefix, and a prefix over the scope's default, `*`. The narrowest range and the
    /// longest prefix win.
    #[must_use]
    pub fn by_provider_code(self, scope: &str, code: &str) -> Option<AnyCode<'a>> {
        self.get(self.find_provider(scope, code)?.means as usize)
    }

    /// Returns the entry of the catalog that a provider's code matches in its scope: itself, a range, a prefix, or `*`.
    #[must_use]
    pub fn matching_provider_code(self, scope: &str, code: &str) -> Option<ProviderCode<'a>> {
        let row = self.find_provider(scope, code)?;
        Some(ProviderCode { scope: self.tables.string(row.scope), code: self.tables.string(row.code) })
    }

    fn find_provider(self, scope: &str, code: &str) -> Option<ProviderRow> {
        self.find_provider_code(scope, code).or_else(|| self.find_pattern(scope, code))
    }

    fn find_provider_code(self, scope: &str, code: &str) -> Option<ProviderRow> {
        let index = self.index(self.header().provider_seed, U16Column::ProviderPilots, U32Column::ProviderSlots);
        let first = usize::from(index.find(code.as_bytes())?);
        // The rows of one provider code follow each other, one for each scope. The perfect hash gives the first.
        (first..ProviderRow::count(self.tables))
            .map(|number| ProviderRow::read(self.tables, number))
            .take_while(|row| self.tables.string(row.code) == code)
            .find(|row| self.tables.string(row.scope) == scope)
    }

    /// Returns the row of the first pattern that matches. A scope has few patterns.
    fn find_pattern(self, scope: &str, code: &str) -> Option<ProviderRow> {
        if self.tables.len(U32Column::Patterns) == 0 {
            return None;
        }
        let scope = self.scopes().position(|other| other == scope)?;
        let mut rows = self.tables.range(U32Column::Patterns, scope).numbers();
        rows.find_map(|number| {
            let row = ProviderRow::read(self.tables, number);
            Pattern::of(self.tables.string(row.code)).matches(code).then_some(row)
        })
    }

    /// Returns the scopes of provider codes, in alphabetical order.
    pub fn scopes(self) -> impl Iterator<Item = &'a str> {
        let scopes = self.tables.range(U32Column::Scopes, 0).numbers();
        scopes.map(move |at| self.tables.string_at(U32Column::ScopeItems, at))
    }

    #[inline]
    const fn index(self, seed: u64, pilots: U16Column, slots: U32Column) -> PerfectHash<'a> {
        let Self { tables } = self;
        PerfectHash::new(seed, tables.u16s[pilots as usize], tables.u32s[slots as usize], tables.text.as_bytes())
    }
}

/// Returns the number of entries for which a condition holds; it holds for none behind one for which it does not.
fn partition_point(count: usize, mut holds: impl FnMut(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        if holds(middle) { low = middle + 1 } else { high = middle }
    }
    low
}
