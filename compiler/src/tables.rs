//! The tables of a model: the text and the columns that [`errcat_core`] reads.

mod builder;
mod codes;
mod header;
mod look_ups;
mod names;
pub mod perfect;
mod provider;
mod template;
mod upstream;

use std::fmt;

use errcat_core::__private::{Tables, U16_COLUMNS, U32_COLUMNS};
use errcat_core::Catalog;

use self::builder::Builder;
use crate::model::{Code, Model};

/// The tables of a catalog in memory.
pub struct OwnedTables(Cell);

self_cell::self_cell!(
    /// The columns, and the slices of them that a [`Catalog`] reads.
    struct Cell {
        owner: Columns,
        #[covariant]
        dependent: Tables,
    }
);

/// The text and the columns of a catalog.
pub struct Columns {
    /// All text.
    pub text: String,
    /// The columns of `u16`, little-endian.
    pub u16s: [Vec<[u8; 2]>; U16_COLUMNS],
    /// The columns of `u32`, little-endian.
    pub u32s: [Vec<[u8; 4]>; U32_COLUMNS],
}

impl Columns {
    fn tables(&self) -> Tables<'_> {
        Tables {
            text: &self.text,
            u16s: std::array::from_fn(|column| &*self.u16s[column]),
            u32s: std::array::from_fn(|column| &*self.u32s[column]),
        }
    }
}

impl fmt::Debug for OwnedTables {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("OwnedTables").field("bytes", &self.columns().text.len()).finish_non_exhaustive()
    }
}

impl OwnedTables {
    /// Builds the tables of a model that passed all checks, or of one that was repaired.
    ///
    /// # Errors
    ///
    /// If no perfect hash tells two keys apart; in words.
    pub fn build(model: &Model) -> Result<Self, &'static str> {
        let columns = Builder::new().build(model).ok_or("no perfect hash tells the keys apart")?;
        Ok(Self(Cell::new(columns, Columns::tables)))
    }

    /// Returns the catalog over these tables.
    pub fn catalog(&self) -> Catalog<'_> {
        Catalog::new(self.0.borrow_dependent())
    }

    /// Returns the text and the columns.
    pub fn columns(&self) -> &Columns {
        self.0.borrow_owner()
    }
}

/// Returns the code on the wire.
pub fn wire_code(code: &Code) -> &str {
    code.wire_code.as_ref().map_or(&code.id.value, |wire| &wire.value)
}
