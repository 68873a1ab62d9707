//! The library behind the `errcat` command: pure functions from catalogs to texts and plans of files.
//!
//! | module | gives |
//! |---|---|
//! | [`audience`] | what the public may see of a catalog, and what only its team |
//! | [`gate`] | catalogs that may leave: pages and exports are made from them alone |
//! | [`json`] | a code and a catalog as JSON |
//! | [`find`] | the code that a pasted text names |
//! | [`docs`] | a site, or the sources of an mdBook |
//! | [`export`] | TypeScript, OpenAPI, Protobuf, CSV and others |
//! | [`diff`] | the changes between two versions, and the lock of a release |
//! | [`plan`] | files that are to be written into a folder |
//! | [`files`] | writes files whole or not at all |
//!
//! Functions return texts, [`PlannedFile`](plan::PlannedFile)s or a [`Problem`]; only [`plan`] and [`files`] touch the disk. The
//! library parses no arguments, prints nothing, never exits and needs no terminal.
//!
//! # Example
//!
//! Two versions of a catalog are loaded from folders; a site, an export and their differences are made in memory.
//!
//! ```
//! use std::fs;
//! use std::path::Path;
//!
//! use errcat_compiler::{Compilation, compile, load};
//! use errcat_tools::export::{Kind, export};
//! use errcat_tools::{Audience, Cleared, diff, docs, find};
//!
//! fn version(folder: &Path, version: &str, status: u16) -> std::io::Result<Compilation> {
//!     let header = format!(
//!         "catalog: shop\ntitle: Shop\nversion: {version}\nlanguage: en\n\
//!          unknown: {{code: UNKNOWN, status: 500, message: Unknown error, customer: Please try again.}}\n"
//!     );
//!     let codes = format!(
//!         "codes:\n  OUT_OF_STOCK:\n    status: {status}\n    fixable_by: customer\n    \
//!          message: '{{item}} is out of stock'\n    params: {{item: tea}}\n    remediation: Choose another item.\n"
//!     );
//!     fs::write(folder.join("catalog.yaml"), header)?;
//!     fs::write(folder.join("codes.yaml"), codes)?;
//!     let compilation = compile(load(folder, "shop"));
//!     assert!(compilation.diagnostics.is_empty());
//!     Ok(compilation)
//! }
//!
//! let folder = tempfile::tempdir()?;
//! let shop = version(folder.path(), "1.0.0", 409)?;
//! let catalogs = [shop.catalogs[0].catalog()];
//!
//! // A site: paths, each with a function that makes the text.
//! let public = Cleared::new(Audience::Public, &catalogs, &[&shop]).expect("no text names a masked code");
//! let site = docs::site(&public);
//! let page = site.iter().find(|file| file.path() == "shop/OUT_OF_STOCK.html").expect("each code has a page");
//! assert!(page.text().contains("Choose another item."));
//!
//! // An export for another language.
//! let typescript = export(Kind::Typescript, &public, catalogs[0])?;
//! assert!(typescript.contains("OUT_OF_STOCK"));
//!
//! // The code in a log line.
//! let hit = find::find(&catalogs, "order 7 failed: OUT_OF_STOCK").expect("one code");
//! assert_eq!(hit.name(), "shop/OUT_OF_STOCK");
//!
//! // The changes, and the version number that they need.
//! let old = diff::Snapshot::all(version(folder.path(), "1.0.0", 409)?);
//! let new = diff::Snapshot::all(version(folder.path(), "1.1.0", 410)?);
//! let [comparison] = &diff::Comparison::all(&old, &new)[..] else { panic!("one catalog") };
//! assert_eq!(comparison.changes[0].rule, "code-status-changed");
//! assert_eq!(comparison.needs().expect("something changed").to_string(), "2.0.0");
//! assert!(!comparison.is_allowed());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod audience;
pub mod diff;
pub mod docs;
pub mod export;
pub mod files;
pub mod find;
pub mod gate;
pub mod json;
pub mod plan;
pub mod quote;
pub mod text;

pub use audience::Audience;
pub use errcat_compiler::Problem;
pub use gate::{Cleared, Leak};
