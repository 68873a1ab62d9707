//! From the model to the tables that [`errcat_core`] reads, in memory and then as Rust text.

mod fill;
pub mod perfect;
mod provider;
mod template;

pub use template::problem_details;

use std::collections::HashMap;
use std::fmt;

use errcat_core::Catalog;
use errcat_core::raw::{HALVES, Half, Tables, WORDS, Word};

use crate::model::{Code, Model, Ref};

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

/// The columns of a catalog.
pub struct Columns {
    /// All text.
    pub text: String,
    /// The columns of `u16`, little-endian.
    pub halves: [Vec<[u8; 2]>; HALVES],
    /// The columns of `u32`, little-endian.
    pub words: [Vec<[u8; 4]>; WORDS],
}

impl fmt::Debug for OwnedTables {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("OwnedTables").field("bytes", &self.columns().text.len()).finish_non_exhaustive()
    }
}

impl OwnedTables {
    /// Builds the tables of a model that passed all checks, or came as near to it as could be repaired.
    ///
    /// # Errors
    ///
    /// What could not be built, in words: two keys that no seed tells apart.
    pub fn build(model: &Model) -> Result<Self, &'static str> {
        let mut builder = Builder {
            text: String::new(),
            halves: std::array::from_fn(|_| Vec::new()),
            words: std::array::from_fn(|_| Vec::new()),
            strings: HashMap::new(),
            pool: Vec::new(),
        };
        builder.header(model);
        builder.texts(model);
        builder.templates(model);
        builder.codes(model);
        builder.policies(model);
        builder.outcomes(model);
        builder.retired(model);
        builder.providers(model);
        builder.strings();
        builder.look_ups().ok_or("no perfect hash tells the keys apart")?;
        Ok(builder.finish())
    }

    /// Returns the catalog over these tables.
    pub fn catalog(&self) -> Catalog<'_> {
        Catalog::new(self.0.borrow_dependent())
    }

    /// Returns the columns.
    pub fn columns(&self) -> &Columns {
        self.0.borrow_owner()
    }
}

struct Builder {
    text: String,
    halves: [Vec<[u8; 2]>; HALVES],
    words: [Vec<[u8; 4]>; WORDS],
    /// The shared strings and their numbers.
    strings: HashMap<String, usize>,
    /// The shared strings in order.
    pool: Vec<String>,
}

impl Builder {
    fn half(&mut self, column: Half, value: usize) {
        let value = u16::try_from(value).expect("checked: fewer than 65,535");
        self.halves[column as usize].push(value.to_le_bytes());
    }

    fn word(&mut self, column: Word, value: impl Into<u32>) {
        self.words[column as usize].push(value.into().to_le_bytes());
    }

    fn count(&mut self, column: Word, value: usize) {
        self.word(column, narrow(value));
    }

    fn long(&mut self, column: Word, value: u64) {
        self.words[column as usize].extend(long(value));
    }

    fn len(&self, column: Word) -> usize {
        self.words[column as usize].len()
    }

    /// The number of a shared string.
    fn shared(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.strings.get(text) {
            return narrow(number);
        }
        let number = self.pool.len();
        self.strings.insert(text.to_owned(), number);
        self.pool.push(text.to_owned());
        narrow(number)
    }

    fn string(&mut self, column: Word, text: &str) {
        let number = self.shared(text);
        self.word(column, number);
    }

    fn optional(&mut self, column: Word, text: Option<&str>) {
        let number = text.map_or(0, |text| self.shared(text) + 1);
        self.word(column, number);
    }

    /// A code that a reference names, plus one; 0 for none.
    fn successor(&mut self, column: Word, reference: Option<&Ref>) {
        self.count(column, reference.and_then(|reference| reference.to).map_or(0, |to| to + 1));
    }

    /// A column of texts; none at all if every one is empty.
    fn column<'t>(&mut self, starts: Word, texts: impl Iterator<Item = &'t str> + Clone) {
        if texts.clone().all(str::is_empty) {
            return;
        }
        for text in texts {
            self.count(starts, self.text.len());
            self.text.push_str(text);
        }
        self.count(starts, self.text.len());
    }

    /// Writes the shared strings.
    fn strings(&mut self) {
        for text in std::mem::take(&mut self.pool) {
            self.count(Word::Strings, self.text.len());
            self.text.push_str(&text);
        }
        self.count(Word::Strings, self.text.len());
    }

    /// Drops the columns that say nothing.
    fn finish(self) -> OwnedTables {
        let Self { text, mut halves, mut words, .. } = self;
        for column in Half::ALL.iter().filter(|column| !(Half::IdPilots as usize..).contains(&(**column as usize))) {
            let values = &mut halves[*column as usize];
            if values.iter().all(|value| *value == [0; 2]) {
                *values = Vec::new();
            }
        }
        for column in [
            Word::Field,
            Word::Owner,
            Word::Since,
            Word::Providers,
            Word::Params,
            Word::See,
            Word::Tags,
            Word::Sources,
            Word::Sets,
        ] {
            let values = &mut words[column as usize];
            if values.iter().all(|value| *value == [0; 4]) {
                *values = Vec::new();
            }
        }
        OwnedTables(Cell::new(Columns { text, halves, words }, |columns| Tables {
            text: &columns.text,
            halves: std::array::from_fn(|column| &*columns.halves[column]),
            words: std::array::from_fn(|column| &*columns.words[column]),
        }))
    }
}

/// The code as it travels.
pub fn wire_code(code: &Code) -> &str {
    code.wire_code.as_ref().map_or(&code.id.value, |wire| &wire.value)
}

/// A number of 64 bits in two places, the high half first.
fn long(value: u64) -> [[u8; 4]; 2] {
    let bytes = value.to_le_bytes();
    let (low, high) = (bytes.first_chunk(), bytes.last_chunk());
    [high.copied().unwrap_or_default(), low.copied().unwrap_or_default()]
}

fn narrow(value: usize) -> u32 {
    u32::try_from(value).expect("checked: texts of a catalog are at most 16 MiB a file, and 4 GiB together")
}
