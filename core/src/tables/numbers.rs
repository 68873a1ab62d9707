//! The numbers in columns that need decoding.

/// The number of a shared string: of an entry of `U32Column::Strings`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StringNumber(pub u32);

/// A number that may be absent, as columns store it: 0 for none, otherwise the number plus one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionalNumber(pub u32);

impl OptionalNumber {
    /// Returns the stored form of a number.
    #[must_use]
    pub const fn encode(number: Option<u32>) -> Self {
        match number {
            Some(number) => Self(number + 1),
            None => Self(0),
        }
    }

    /// Returns the number.
    #[inline]
    #[must_use]
    pub const fn decode(self) -> Option<u32> {
        self.0.checked_sub(1)
    }
}

/// The stored number of a code whose wire code is a text. Numeric wire codes are within ±2⁵³.
pub const NO_NUMBER: u64 = u64::MAX;

/// What the public is shown in place of a code, as the column `ShownAs` stores it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoredMask {
    /// 0: the code itself.
    Itself,
    /// 1: the catalog's unknown error.
    Unknown,
    /// The code with this number; stored as the number plus two.
    As(u16),
}

impl StoredMask {
    /// Returns the stored number.
    #[must_use]
    pub const fn encode(self) -> u16 {
        match self {
            Self::Itself => 0,
            Self::Unknown => 1,
            Self::As(code) => code + 2,
        }
    }

    /// Reads a stored number.
    #[inline]
    #[must_use]
    pub const fn decode(stored: u16) -> Self {
        match stored {
            0 => Self::Itself,
            1 => Self::Unknown,
            code => Self::As(code - 2),
        }
    }
}

/// A range of entries or rows of a column: two cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entries {
    /// The number of the first entry.
    pub start: u32,
    /// The number behind the last entry.
    pub end: u32,
}

impl Entries {
    /// No entries.
    pub const NONE: Self = Self { start: 0, end: 0 };

    /// Whether there are no entries.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns the numbers of the entries.
    pub fn numbers(self) -> core::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}
