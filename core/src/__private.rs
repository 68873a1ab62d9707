//! What the compiler and generated code use. It is not part of the API: no version keeps it.

#[cfg(feature = "alloc")]
pub use crate::answer::classified::{raise_upstream, read_upstream};
#[cfg(feature = "alloc")]
pub use crate::answer::pointer::is_pointer;
#[cfg(feature = "alloc")]
pub use crate::answer::recognize::MAX_SLOTS;
#[cfg(feature = "alloc")]
pub use crate::answer::recognize::upstream::upstream_fits_all;
#[cfg(feature = "alloc")]
pub use crate::answer::written::is_written;
pub use crate::catalog::provider_code::Pattern;
pub use crate::error::body::PROBLEM_MEMBERS;
pub use crate::error::json_writer::string as write_json_string;
pub use crate::error::value::Carried;
pub use crate::generated::{by_wire_code, by_word, illegal_transition, outcome, resolve};
pub use crate::sealed::Sealed;
pub use crate::tables::columns::{U16_COLUMNS, U16Column, U32_COLUMNS, U32Column};
pub use crate::tables::{FORMAT, Tables, array, column, numbers, perfect_hash, rows, template};
