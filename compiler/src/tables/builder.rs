//! The columns while they are filled.

use std::collections::HashMap;

use errcat_core::__private::numbers::{Entries, OptionalNumber, StringNumber};
use errcat_core::__private::rows::{HeaderRow, Row};
use errcat_core::__private::{U16_COLUMNS, U16Column, U32_COLUMNS, U32Column};

use super::Columns;
use crate::model::{Model, Ref};

/// The columns of a catalog while they are filled.
pub(super) struct Builder {
    pub(super) columns: Columns,
    /// The shared strings and their numbers.
    numbers: HashMap<String, StringNumber>,
    /// The shared strings in order.
    strings: Vec<String>,
}

/// Columns that are dropped if all their values are zero: an empty column reads as zeros.
const DROPPED_U16: [U16Column; 10] = [
    U16Column::Status,
    U16Column::FixableBy,
    U16Column::Severity,
    U16Column::Grpc,
    U16Column::Retry,
    U16Column::Outcome,
    U16Column::ShownAs,
    U16Column::Recognize,
    U16Column::Envelope,
    U16Column::Deprecated,
];
const DROPPED_U32: [U32Column; 9] = [
    U32Column::Field,
    U32Column::Owner,
    U32Column::Since,
    U32Column::Providers,
    U32Column::Params,
    U32Column::See,
    U32Column::Tags,
    U32Column::Citations,
    U32Column::Constants,
];

impl Builder {
    pub(super) fn new() -> Self {
        Self {
            columns: Columns {
                text: String::new(),
                u16s: [const { Vec::new() }; U16_COLUMNS],
                u32s: [const { Vec::new() }; U32_COLUMNS],
            },
            numbers: HashMap::new(),
            strings: Vec::new(),
        }
    }

    /// Returns the columns of a model; `None` if no perfect hash tells its keys apart.
    pub(super) fn build(mut self, model: &Model) -> Option<Columns> {
        let header = self.header(model);
        let header = self.problem_template(model, header);
        self.languages(model);
        self.texts(model);
        self.templates(model);
        self.name_places(model);
        self.names(model);
        self.upstreams(model);
        self.codes(model);
        let unknown_constants = self.constants(&model.unknown.set);
        let header = HeaderRow { unknown_constants, ..header };
        self.mentions(model);
        self.policies(model);
        self.outcomes(model);
        self.retired(model);
        self.providers(model);
        self.write_strings();
        let header = self.look_ups(header)?;
        self.row(header);
        Some(self.finish())
    }

    /// Adds a value to a column.
    pub(super) fn u16(&mut self, column: U16Column, value: usize) {
        let value = u16::try_from(value).expect("checked: fewer than 65,535");
        self.columns.u16s[column as usize].push(value.to_le_bytes());
    }

    /// Adds an optional number to a column.
    pub(super) fn optional_u16(&mut self, column: U16Column, number: Option<usize>) {
        self.u16(column, OptionalNumber::encode(number.map(narrow)).0 as usize);
    }

    /// Adds a value to a column.
    pub(super) fn u32(&mut self, column: U32Column, value: usize) {
        self.columns.u32s[column as usize].push(narrow(value).to_le_bytes());
    }

    /// Adds a row to its column.
    pub(super) fn row<R: Row>(&mut self, row: R) {
        let column = &mut self.columns.u32s[R::COLUMN as usize];
        row.write(&mut |cell| column.push(cell.to_le_bytes()));
    }

    /// Returns the number of values of a column.
    pub(super) fn len(&self, column: U32Column) -> usize {
        self.columns.u32s[column as usize].len()
    }

    /// Returns the number of rows of a column.
    pub(super) fn rows<R: Row>(&self) -> usize {
        self.len(R::COLUMN) / R::WIDTH
    }

    /// Adds rows to their column. Returns where they are.
    pub(super) fn add_rows<R: Row>(&mut self, rows: impl IntoIterator<Item = R>) -> Entries {
        let start = narrow(self.rows::<R>());
        rows.into_iter().for_each(|row| self.row(row));
        Entries { start, end: narrow(self.rows::<R>()) }
    }

    /// Returns the number of a shared string.
    pub(super) fn shared(&mut self, text: &str) -> StringNumber {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = StringNumber(narrow(self.strings.len()));
        self.numbers.insert(text.to_owned(), number);
        self.strings.push(text.to_owned());
        number
    }

    /// Returns the number of an optional shared string.
    pub(super) fn optional(&mut self, text: Option<&str>) -> Option<StringNumber> {
        text.map(|text| self.shared(text))
    }

    /// Adds a shared string to a column.
    pub(super) fn string(&mut self, column: U32Column, text: &str) {
        let number = self.shared(text);
        self.u32(column, number.0 as usize);
    }

    /// Adds an optional shared string to a column.
    pub(super) fn optional_string(&mut self, column: U32Column, text: Option<&str>) {
        let number = self.optional(text).map(|string| string.0);
        self.u32(column, OptionalNumber::encode(number).0 as usize);
    }

    /// Writes texts, and where they start. The column stays empty if every text is.
    pub(super) fn column<'t>(&mut self, starts: U32Column, texts: impl Iterator<Item = &'t str> + Clone) {
        if texts.clone().all(str::is_empty) {
            return;
        }
        for text in texts {
            self.u32(starts, self.columns.text.len());
            self.columns.text.push_str(text);
        }
        self.u32(starts, self.columns.text.len());
    }

    /// Writes the shared strings, after the last one was added.
    fn write_strings(&mut self) {
        let strings = std::mem::take(&mut self.strings);
        for text in strings {
            self.u32(U32Column::Strings, self.columns.text.len());
            self.columns.text.push_str(&text);
        }
        self.u32(U32Column::Strings, self.columns.text.len());
    }

    fn finish(mut self) -> Columns {
        for column in DROPPED_U16 {
            let values = &mut self.columns.u16s[column as usize];
            if values.iter().all(|value| *value == [0; 2]) {
                values.clear();
            }
        }
        for column in DROPPED_U32 {
            let values = &mut self.columns.u32s[column as usize];
            if values.iter().all(|value| *value == [0; 4]) {
                values.clear();
            }
        }
        self.columns
    }
}

/// Returns the place of what a reference names.
pub(super) fn place(reference: Option<&Ref>) -> Option<usize> {
    reference.and_then(|reference| reference.to)
}

/// Returns the number of what a reference names, as rows hold it.
pub(super) fn number_of(reference: Option<&Ref>) -> Option<u32> {
    place(reference).map(narrow)
}

pub(super) fn narrow(value: usize) -> u32 {
    u32::try_from(value).expect("checked: texts of a catalog are at most 16 MiB a file, and 4 GiB together")
}
