//! The gate: whatever leaves for the public is looked at, and nothing else is reported.

mod collisions;
mod completeness;
mod names;

use errcat_compiler::{Compilation, File, Files, compile};
use errcat_core::Catalog;
use errcat_tools::export::{Kind, export};
use errcat_tools::{Audience, Cleared, Leak, docs};

/// Compiles files of one folder.
fn compiled(files: &[(String, String)]) -> Compilation {
    let file = |(path, text): &(String, String)| File::new(path.clone(), text.clone());
    compile(Files { root: "catalog".to_owned(), files: files.iter().map(file).collect() })
}

fn catalogs(compilation: &Compilation) -> Vec<Catalog<'_>> {
    compilation.catalogs.iter().map(|one| one.catalog()).collect()
}

/// Returns the leaks of catalogs that are published.
fn leaks(compilation: &Compilation) -> Vec<Leak> {
    Cleared::new(Audience::Public, &catalogs(compilation), &[compilation]).err().unwrap_or_default()
}

/// Returns everything that leaves for the public: paths and texts of pages, books and exports.
///
/// The gate stops what leaks. So the catalogs pass it for the team, without a catalog that names anything.
fn everything(cleared: &Cleared<'_>) -> String {
    let mut all = String::new();
    for file in docs::site(cleared).into_iter().chain(docs::book(cleared)) {
        all += file.path();
        all += "\n";
        all += &file.text();
    }
    for catalog in cleared.catalogs() {
        for kind in Kind::ALL {
            all += &export(kind, cleared, *catalog).unwrap_or_default();
        }
    }
    all
}
