//! The perfect hashes over ids, wire codes and provider codes.

use errcat_core::__private::rows::{HeaderRow, ProviderRow};
use errcat_core::__private::{Pattern, U16Column, U32Column};

use super::builder::Builder;
use super::perfect::{self, Key, Perfect};

impl Builder {
    /// Writes the perfect hashes, over texts that have all been written. Returns the header with their seeds.
    pub(super) fn look_ups(&mut self, header: HeaderRow) -> Option<HeaderRow> {
        let tables = self.columns.tables();
        let strings: Vec<[u32; 2]> = self.starts(U32Column::Strings).collect();
        let provider = |number| {
            let row = ProviderRow::read(&tables, usize::from(number));
            self.key(strings[row.code.0 as usize], number)
        };
        let rows = u16::try_from(ProviderRow::count(&tables)).ok()?;
        let mut providers: Vec<Key<'_>> = (0..rows).map(provider).collect();
        providers.retain(|key| str::from_utf8(key.key).is_ok_and(|code| Pattern::of(code).is_exact()));
        // The rows of one provider code lie side by side: its key is the first of them.
        providers.dedup_by_key(|key| key.key);
        let ids = perfect::build(&self.keys(U32Column::Ids))?;
        let wire_codes = perfect::build(&self.keys(U32Column::WireCodes))?;
        let providers = perfect::build(&providers)?;
        let types = perfect::build(&self.keys(U32Column::ProblemTypes))?;
        Some(HeaderRow {
            id_seed: self.index(U16Column::IdPilots, U32Column::IdSlots, ids),
            wire_seed: self.index(U16Column::WirePilots, U32Column::WireSlots, wire_codes),
            provider_seed: self.index(U16Column::ProviderPilots, U32Column::ProviderSlots, providers),
            type_seed: self.index(U16Column::TypePilots, U32Column::TypeSlots, types),
            ..header
        })
    }

    /// Returns the entries of a column of starts as keys, with their numbers.
    fn keys(&self, column: U32Column) -> Vec<Key<'_>> {
        self.starts(column).zip(0..).map(|(range, number)| self.key(range, number)).collect()
    }

    /// Returns where the entries of a column of starts begin and end.
    fn starts(&self, column: U32Column) -> impl Iterator<Item = [u32; 2]> {
        self.columns.u32s[column as usize].windows(2).map(|ends| [ends[0], ends[1]].map(u32::from_le_bytes))
    }

    fn key(&self, [start, end]: [u32; 2], number: u16) -> Key<'_> {
        Key { key: &self.columns.text.as_bytes()[start as usize..end as usize], number, start }
    }

    /// Writes a perfect hash. Returns its seed.
    fn index(&mut self, pilots: U16Column, slots: U32Column, index: Perfect) -> u64 {
        self.columns.u16s[pilots as usize] = index.pilots;
        self.columns.u32s[slots as usize] = index.slots;
        index.seed
    }
}
