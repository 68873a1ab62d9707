//! Tests of the sites and mdBooks of `errcat_tools::docs`. HTML is parsed as browsers parse it.

mod hostile;
mod links;
mod pages;
mod public;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use errcat_compiler::{Compilation, compile, load};
use errcat_core::Catalog;
use errcat_tools::plan::PlannedFile;
use errcat_tools::{Audience, Cleared, docs};
use scraper::{Html, Selector};

/// Texts by path.
type Files = BTreeMap<String, String>;

/// Returns the bundled catalogs.
const BUNDLED: [&str; 3] = ["catalog/mozarto", "catalog/ozura", "catalog/errcat"];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns a folder of test catalogs.
fn catalogs(name: &str) -> PathBuf {
    repository().join("cli/tests/catalogs").join(name)
}

/// Runs a check with the catalogs of a folder, or with the bundled ones.
fn with_catalogs<T>(folder: Option<&Path>, check: impl FnOnce(&[Catalog<'_>]) -> T) -> T {
    let folders =
        folder.map_or_else(|| BUNDLED.map(|path| repository().join(path)).to_vec(), |own| vec![own.to_owned()]);
    let compilations: Vec<Compilation> = folders.iter().map(|folder| compile(load(folder, "catalog"))).collect();
    for compilation in &compilations {
        assert_eq!(compilation.diagnostics, []);
    }
    let catalogs: Vec<Catalog<'_>> =
        compilations.iter().flat_map(|one| &one.catalogs).map(|compiled| compiled.catalog()).collect();
    check(&catalogs)
}

fn texts_of(plan: &[PlannedFile<'_>]) -> Files {
    let files: Files = plan.iter().map(|file| (file.path().to_owned(), file.text())).collect();
    assert_eq!(files.len(), plan.len(), "each path is planned once");
    files
}

/// Makes the site of a folder of catalogs, or of the bundled ones.
fn site(folder: Option<&Path>, audience: Audience) -> Files {
    with_catalogs(folder, |catalogs| texts_of(&docs::site(&cleared(audience, catalogs))))
}

/// Makes the mdBook of a folder of catalogs, or of the bundled ones.
fn book(folder: Option<&Path>, audience: Audience) -> Files {
    with_catalogs(folder, |catalogs| texts_of(&docs::book(&cleared(audience, catalogs))))
}

fn cleared<'c>(audience: Audience, catalogs: &[Catalog<'c>]) -> Cleared<'c> {
    Cleared::new(audience, catalogs, &[]).expect("no public text names a masked code")
}

/// Returns the pages among files, as a browser reads them.
fn pages(files: &Files) -> impl Iterator<Item = (&str, Html)> {
    let pages = files.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|ending| ending == "html"));
    pages.map(|(path, text)| (path.as_str(), Html::parse_document(text)))
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}

/// Returns the text of each element that a selector finds.
fn texts(page: &Html, selector: &str) -> Vec<String> {
    page.select(&select(selector)).map(|found| found.text().collect()).collect()
}
