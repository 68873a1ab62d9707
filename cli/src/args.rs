//! Arguments that several commands share: catalogs, a code, values.

pub mod catalogs;
pub mod code;
pub mod folder;
pub mod values;
