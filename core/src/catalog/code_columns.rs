//! The cells of a code's row in the tables.

use crate::catalog::code::AnyCode;
use crate::catalog::language::Language;
use crate::tables::columns::{U16Column, U32Column};
use crate::tables::numbers::StringNumber;
use crate::tables::rows::{ConstantRow, ParamRow};

impl<'a> AnyCode<'a> {
    #[inline]
    pub(super) const fn u16(self, column: U16Column) -> u16 {
        self.catalog().tables().u16(column, self.number() as usize)
    }

    #[inline]
    pub(super) const fn text(self, starts: U32Column) -> &'a str {
        self.catalog().tables().text(starts, self.number() as usize)
    }

    pub(super) const fn optional(self, column: U16Column) -> Option<usize> {
        self.catalog().tables().optional_u16(column, self.number() as usize)
    }

    pub(super) const fn optional_string(self, column: U32Column) -> Option<&'a str> {
        self.catalog().tables().optional_string_at(column, self.number() as usize)
    }

    pub(super) fn entries(self, starts: U32Column) -> core::ops::Range<usize> {
        self.catalog().tables().range(starts, usize::from(self.number())).numbers()
    }

    /// Returns the text in a language of the catalog; the catalog's own language has none in these columns.
    pub(super) fn translation(self, starts: U32Column, language: Language<'_>) -> Option<&'a str> {
        Some(self.translated(starts, language)?.0)
    }

    /// Returns the text in a language of the catalog, and the number of its entry.
    pub(crate) fn translated(self, starts: U32Column, language: Language<'_>) -> Option<(&'a str, usize)> {
        let at = language.number.checked_sub(1)? * self.catalog().len() + usize::from(self.number());
        Some((self.catalog().tables().optional_text(starts, at)?, at))
    }

    /// Returns the number of the named envelope; none for problem details.
    pub(crate) const fn envelope_number(self) -> Option<usize> {
        self.optional(U16Column::Envelope)
    }

    /// Returns the row of a parameter, by its place among the code's.
    pub(crate) fn param_row(self, at: usize) -> Option<ParamRow> {
        let row = self.entries(U32Column::Params).nth(at)?;
        Some(ParamRow::read(self.catalog().tables(), row))
    }

    /// Returns the place of a parameter among the code's, by its name.
    pub(crate) fn param_named(self, name: StringNumber) -> Option<usize> {
        self.entries(U32Column::Params).position(|at| ParamRow::read(self.catalog().tables(), at).name == name)
    }

    /// Whether a parameter is named like the member of problem details that lists details, and takes its place.
    pub(crate) fn has_param_of_details(self) -> bool {
        self.params().any(|param| param.name == "details")
    }

    /// Returns the JSON of a constant, by its name.
    pub(crate) fn constant_named(self, name: StringNumber) -> Option<&'a str> {
        let tables = self.catalog().tables();
        let mut rows = self.entries(U32Column::Constants).map(|at| ConstantRow::read(tables, at));
        rows.find(|row| row.name == name).map(|row| tables.string(row.json))
    }
}
