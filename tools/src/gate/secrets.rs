//! The names that the public must not read.

use errcat_compiler::{Compilation, HiddenNames};
use errcat_core::{AnyCode, Catalog, Found};

use crate::audience::Audience;

/// The names of hidden codes and retired ids, and the ids that they mean.
pub(super) struct Secrets {
    names: HiddenNames,
    ids: Vec<String>,
}

impl Secrets {
    /// Returns the names that texts of a catalog must not contain: those of its own hidden codes, and those of catalogs that are
    /// published with it. Names of its own public codes, and what it mentions, are no secrets.
    pub(super) fn of(catalog: Catalog<'_>, catalogs: &[Catalog<'_>], sources: &[&Compilation]) -> Self {
        let mut secrets = Self { names: HiddenNames::default(), ids: Vec::new() };
        for other in catalogs.iter().copied() {
            secrets.hide(other, &rust_names(other, sources));
        }
        let shown: Vec<AnyCode<'_>> = Audience::Public.codes(catalog).collect();
        for code in &shown {
            secrets.names.show_title(code.title());
        }
        let rust_names = rust_names(catalog, sources);
        for code in &shown {
            names_of(*code, &rust_names).for_each(|name| secrets.names.show(name));
        }
        for retired in Audience::Public.retired(catalog) {
            secrets.names.show(retired.id);
        }
        secrets
    }

    /// Adds the hidden codes and retired ids of a catalog, unless the catalog mentions them.
    fn hide(&mut self, catalog: Catalog<'_>, rust_names: &[String]) {
        let mentions: Vec<Found<'_>> = catalog.mentions().collect();
        let hidden = |code: &AnyCode<'_>| !Audience::Public.shows(*code) && !mentions.contains(&Found::Code(*code));
        for code in catalog.codes().filter(hidden) {
            let number = self.add(code.as_str());
            if code.wire_number().is_some() {
                self.names.hide_number(code.wire_code(), number);
            }
            names_of(code, rust_names).chain([code.title()]).for_each(|name| self.names.hide(name, number));
        }
        for retired in catalog.retired() {
            if Audience::Public.shows_retired(&retired) || mentions.contains(&Found::Retired(retired)) {
                continue;
            }
            let number = self.add(retired.id);
            for name in retired.wire_code.into_iter().chain(catalog.aliases(Found::Retired(retired))) {
                match catalog.number_on_wire(name) {
                    Some(_) => self.names.hide_number(name, number),
                    None => self.names.hide(name, number),
                }
            }
        }
    }

    fn add(&mut self, id: &str) -> usize {
        self.names.hide_id(id, self.ids.len());
        self.ids.push(id.to_owned());
        self.ids.len() - 1
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    pub(super) const fn names(&self) -> &HiddenNames {
        &self.names
    }

    /// Returns the id of a hidden code by its number.
    pub(super) fn id(&self, number: usize) -> &str {
        &self.ids[number]
    }
}

/// Returns the names of a code: its id, its wire code, its aliases and its Rust name.
fn names_of<'n>(code: AnyCode<'n>, rust_names: &'n [String]) -> impl Iterator<Item = &'n str> {
    let rust_name = rust_names.get(usize::from(code.number())).map(String::as_str);
    [code.as_str(), code.wire_code()].into_iter().chain(code.aliases()).chain(rust_name)
}

/// Returns the Rust names of a catalog's codes; none for a catalog that was not compiled from a folder.
fn rust_names(catalog: Catalog<'_>, sources: &[&Compilation]) -> Vec<String> {
    let mut compiled = sources.iter().flat_map(|compilation| &compilation.catalogs);
    compiled.find(|one| one.name() == catalog.name()).map(|one| one.rust_names().to_vec()).unwrap_or_default()
}
