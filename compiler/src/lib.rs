//! The compiler of errcat: from YAML catalogs to diagnostics, tables and Rust text.
//!
//! [`load()`] reads the files of a folder, and [`compile()`] turns them into a [`Compilation`]: the catalogs, or what is wrong
//! with them. Everything works on given text; only [`load()`] and [`build`] read files, and only [`build`] prints.
//!
//! ```no_run
//! use std::path::Path;
//!
//! use errcat_compiler::{compile, load};
//!
//! let compilation = compile(load(Path::new("catalog"), "catalog"));
//! for diagnostic in &compilation.diagnostics {
//!     eprintln!("{}", diagnostic.to_text(&compilation.sources));
//! }
//! for compiled in &compilation.catalogs {
//!     println!("{}: {} codes", compiled.name(), compiled.catalog().codes().count());
//! }
//! ```
//!
//! [`model`] is a catalog as its author wrote it, with places, for tools that compare or explain catalogs. [`Suggest`], [`quote`] and
//! [`escape`] give messages of other tools the same form.

pub mod build;
mod check;
mod compile;
mod diagnostic;
mod lower;
pub mod model;
mod rust;
mod schema;
mod tables;
mod text;
mod written;
mod yaml;

pub use self::compile::load::{MAX_FILES, is_read, larger_than, load, read_file, read_stream, too_many};
pub use self::compile::restore::{Restored, restore_catalog};
pub use self::compile::{Compilation, Compiled, File, Files, MAX_TOTAL_BYTES, compile};
pub use self::diagnostic::rule::Rule;
pub use self::diagnostic::{Diagnostic, Role};
pub use self::rust::Rust;
pub use self::text::id::is_device;
pub use self::text::naming::{HiddenNames, Naming};
pub use self::text::placeholder::{Piece, is_name, pieces};
pub use self::text::problem::Problem;
pub use self::text::quote::{escape, quote};
pub use self::text::source::{MAX_FILE_BYTES, SourceFile, Sources};
pub use self::text::span::{Span, Spanned};
pub use self::text::suggest::Suggest;
pub use self::written::Written;

/// The parts that errcat's own tests and fuzz targets use. They can change in any version.
#[doc(hidden)]
pub mod __private {
    pub use crate::compile::add_file;
    pub use crate::diagnostic::Sink;
    pub use crate::model::template::Template;
    pub use crate::schema::keys;
    pub use crate::schema::read::{
        Entries, Field, Grammar, List, Literal, Plain, Read, read_grammar, read_keys, read_word,
    };
    pub use crate::tables::perfect;
    pub use crate::text::characters::is_forbidden;

    pub mod yaml {
        //! The parser of YAML.
        pub use crate::yaml::{Key, MAX_DEPTH, MAX_NODES, Node, Scalar, Value, parse};
    }
}
