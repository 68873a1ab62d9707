//! The tables of a catalog in memory: one text, columns of `u16` and columns of `u32`.
//!
//! Tables hold integers and one string, and neither pointers nor enums. So rustc reads them in linear time, a binary loads them
//! without relocations, and 32-bit and big-endian machines read the same bytes. Integers are little-endian bytes because rustc
//! reads a byte string at once and spends three microseconds on each number of an array.
//!
//! A column that no code of a catalog uses is empty. It reads as zeros.

pub mod columns;
pub mod numbers;
pub mod perfect_hash;
pub mod rows;
pub mod template;

use self::columns::{U16_COLUMNS, U16Column, U32_COLUMNS, U32Column};
use self::numbers::{Entries, OptionalNumber, StringNumber};

/// The version of this layout. Generated code of another version does not compile.
pub const FORMAT: u32 = 3;

/// Returns the values of `W` bytes of a column that generated code holds as a byte string.
#[must_use]
pub const fn column<const W: usize>(bytes: &[u8]) -> &[[u8; W]] {
    bytes.as_chunks().0
}

/// Returns the values of `W` bytes of a column as an array.
///
/// # Panics
///
/// If there are fewer than `N` values. In a constant that is an error at compile time.
#[must_use]
pub const fn array<const W: usize, const N: usize>(bytes: &[u8]) -> [[u8; W]; N] {
    *column(bytes).first_chunk().expect("generated code states the length of its columns")
}

/// One text and the columns over it.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'a> {
    /// All text of the catalog.
    pub text: &'a str,
    /// The columns named by [`U16Column`].
    pub u16s: [&'a [[u8; 2]]; U16_COLUMNS],
    /// The columns named by [`U32Column`].
    pub u32s: [&'a [[u8; 4]]; U32_COLUMNS],
}

#[inline]
const fn u32_of(bytes: [u8; 4]) -> u32 {
    u32::from_le_bytes(bytes)
}

impl<'a> Tables<'a> {
    /// Returns a value of a column; 0 if the column is empty.
    #[inline]
    pub(crate) const fn u16(&self, column: U16Column, at: usize) -> u16 {
        let values = self.u16s[column as usize];
        if values.is_empty() { 0 } else { u16::from_le_bytes(values[at]) }
    }

    /// Returns a value of a column; 0 if the column is empty.
    #[inline]
    pub(crate) const fn u32(&self, column: U32Column, at: usize) -> u32 {
        let values = self.u32s[column as usize];
        if values.is_empty() { 0 } else { u32_of(values[at]) }
    }

    /// Returns a number of 64 bits of a column of such, by its place.
    pub(crate) const fn u64(&self, column: U32Column, at: usize) -> u64 {
        (self.u32(column, at * 2 + 1) as u64) << 32 | self.u32(column, at * 2) as u64
    }

    /// Returns an optional number of a column; none if the column is empty.
    #[inline]
    pub(crate) const fn optional_u16(&self, column: U16Column, at: usize) -> Option<usize> {
        match OptionalNumber(self.u16(column, at) as u32).decode() {
            Some(number) => Some(number as usize),
            None => None,
        }
    }

    /// Returns the number of values of a column.
    pub(crate) const fn len(&self, column: U32Column) -> usize {
        self.u32s[column as usize].len()
    }

    /// Returns the entries of a column of starts; none if the column is empty.
    #[inline]
    pub(crate) const fn range(&self, starts: U32Column, at: usize) -> Entries {
        let values = self.u32s[starts as usize];
        if values.is_empty() {
            return Entries::NONE;
        }
        Entries { start: u32_of(values[at]), end: u32_of(values[at + 1]) }
    }

    /// Returns an entry of a column of starts into the text.
    #[inline]
    pub(crate) const fn text(&self, starts: U32Column, at: usize) -> &'a str {
        self.piece(self.range(starts, at))
    }

    /// Returns a piece of the text.
    #[inline]
    pub(crate) const fn piece(&self, bytes: Entries) -> &'a str {
        self.text.split_at(bytes.end as usize).0.split_at(bytes.start as usize).1
    }

    /// Returns an entry of a column of starts into the text; none if it is empty.
    #[inline]
    pub(crate) const fn optional_text(&self, starts: U32Column, at: usize) -> Option<&'a str> {
        let text = self.text(starts, at);
        if text.is_empty() { None } else { Some(text) }
    }

    /// Returns the column where wire codes start.
    #[inline]
    pub(crate) const fn wire_codes(&self) -> U32Column {
        if self.u32s[U32Column::WireCodes as usize].is_empty() { U32Column::Ids } else { U32Column::WireCodes }
    }

    /// Returns whether the wire code of some code is not its id.
    pub(crate) const fn has_wire_codes(&self) -> bool {
        !self.u16s[U16Column::WirePilots as usize].is_empty()
    }

    /// Returns a shared string.
    #[inline]
    pub(crate) const fn string(&self, number: StringNumber) -> &'a str {
        self.text(U32Column::Strings, number.0 as usize)
    }

    /// Returns a shared string, if there is one.
    #[inline]
    pub(crate) const fn optional_string(&self, number: Option<StringNumber>) -> Option<&'a str> {
        match number {
            Some(number) => Some(self.string(number)),
            None => None,
        }
    }

    /// Returns the shared string that a column of strings names.
    #[inline]
    pub(crate) const fn string_at(&self, column: U32Column, at: usize) -> &'a str {
        self.string(StringNumber(self.u32(column, at)))
    }

    /// Returns the shared string that a column of optional strings names.
    #[inline]
    pub(crate) const fn optional_string_at(&self, column: U32Column, at: usize) -> Option<&'a str> {
        match OptionalNumber(self.u32(column, at)).decode() {
            Some(number) => Some(self.string(StringNumber(number))),
            None => None,
        }
    }
}
