//! The names that the public must not read.

use errcat_compiler::{Compilation, HiddenNames};
use errcat_core::{Catalog, Found};

use crate::audience::Audience;

/// The names of hidden codes and retired ids, and the ids that they mean.
pub(super) struct Secrets {
    names: HiddenNames,
    ids: Vec<String>,
}

impl Secrets {
    /// Returns the names that texts of a catalog must not contain: those of its own hidden codes, and the identifiers of catalogs
    /// that are published with it. What it mentions, and names of its own public codes around them, are no secrets.
    pub(super) fn of(catalog: Catalog<'_>, catalogs: &[Catalog<'_>], sources: &[&Compilation]) -> Self {
        let mut secrets = Self { names: HiddenNames::default(), ids: Vec::new() };
        secrets.hide_own(catalog, &rust_names(catalog, sources));
        if catalog.unknown_code().is_none() {
            secrets.names.show(catalog.unknown().code);
        }
        for other in catalogs.iter().filter(|other| other.name() != catalog.name()) {
            secrets.hide_other(*other);
        }
        secrets
    }

    /// Adds the codes and retired ids of the catalog whose texts are looked at.
    fn hide_own(&mut self, catalog: Catalog<'_>, rust_names: &[String]) {
        let mentions: Vec<Found<'_>> = catalog.mentions().collect();
        for code in catalog.codes() {
            let rust_name = rust_names.get(usize::from(code.number())).map(String::as_str);
            let others = code.aliases().chain(rust_name);
            if Audience::Public.shows(code) || mentions.contains(&Found::Code(code)) {
                others.chain([code.as_str(), code.wire_code()]).for_each(|name| self.names.show(name));
                continue;
            }
            let number = self.add(code.as_str());
            match code.wire_number() {
                Some(_) => self.names.hide_number(code.wire_code(), number),
                None => self.names.hide(code.wire_code(), number),
            }
            others.for_each(|name| self.names.hide(name, number));
            self.names.hide_title(code.title(), number);
        }
        Audience::Public.codes(catalog).for_each(|code| self.names.show_title(code.title()));
        for retired in catalog.retired() {
            let others = retired.wire_code.into_iter().chain(catalog.aliases(Found::Retired(retired)));
            if Audience::Public.shows_retired(&retired) || mentions.contains(&Found::Retired(retired)) {
                others.chain([retired.id]).for_each(|name| self.names.show(name));
                continue;
            }
            let number = self.add(retired.id);
            for name in others {
                match catalog.number_on_wire(name) {
                    Some(_) => self.names.hide_number(name, number),
                    None => self.names.hide(name, number),
                }
            }
        }
    }

    /// Adds the codes and retired ids of another catalog, unless it mentions them. Other teams write in their own words, so only
    /// identifiers are found, as they are written.
    fn hide_other(&mut self, other: Catalog<'_>) {
        let mentions: Vec<Found<'_>> = other.mentions().collect();
        for code in other.codes().filter(|code| !Audience::Public.shows(*code)) {
            if !mentions.contains(&Found::Code(code)) {
                let names = code.aliases().chain([code.as_str(), code.wire_code()]);
                self.add_exact(code.as_str(), names);
            }
        }
        for retired in other.retired().filter(|retired| !Audience::Public.shows_retired(retired)) {
            if !mentions.contains(&Found::Retired(retired)) {
                let names = other.aliases(Found::Retired(retired)).chain(retired.wire_code).chain([retired.id]);
                self.add_exact(retired.id, names);
            }
        }
    }

    fn add_exact<'n>(&mut self, id: &str, names: impl Iterator<Item = &'n str>) {
        let number = self.ids.len();
        self.ids.push(id.to_owned());
        names.for_each(|name| self.names.hide_exact(name, number));
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

/// Returns the Rust names of a catalog's codes; none for a catalog that was not compiled from a folder.
fn rust_names(catalog: Catalog<'_>, sources: &[&Compilation]) -> Vec<String> {
    let mut compiled = sources.iter().flat_map(|compilation| &compilation.catalogs);
    compiled.find(|one| one.name() == catalog.name()).map(|one| one.rust_names().to_vec()).unwrap_or_default()
}
