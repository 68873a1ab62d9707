//! The names of codes, in their exact spelling and in a similar one.

use errcat_core::{AnyCode, Catalog, Found};

use crate::text::full_name;

/// A code or a retired id, and its catalog.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Hit<'a> {
    /// The catalog.
    pub catalog: Catalog<'a>,
    /// The code or the retired id.
    pub found: Found<'a>,
}

/// Finds a name in all catalogs. An exact spelling in one comes before a similar spelling in another.
pub(super) fn in_all<'a>(catalogs: &'a [Catalog<'a>], text: &str) -> Vec<Hit<'a>> {
    let all = |find: fn(Catalog<'a>, &str) -> Vec<Hit<'a>>| -> Vec<Hit<'a>> {
        catalogs.iter().copied().flat_map(|catalog| find(catalog, text)).collect()
    };
    let hits = all(exact);
    if hits.is_empty() { all(similar) } else { hits }
}

/// Finds a name in one catalog. If it is both an id and the wire code of another code, the id wins; the other code has its own id.
pub(super) fn in_catalog<'a>(catalog: Catalog<'a>, text: &str) -> Vec<Hit<'a>> {
    match exact(catalog, text).first() {
        Some(hit) => vec![*hit],
        None => similar(catalog, text),
    }
}

/// Finds an exact spelling, the id first. A wire code may be spelled like the id of another code, so there can be two.
pub(super) fn exact<'a>(catalog: Catalog<'a>, text: &str) -> Vec<Hit<'a>> {
    let provider = text.split_once(':').and_then(|(scope, code)| {
        let written = |one: &AnyCode<'_>| one.provider_codes().any(|it| (it.scope, it.code) == (scope, code));
        catalog.by_provider_code(scope, code).or_else(|| catalog.codes().find(written))
    });
    let codes = catalog.by_wire_code(text).into_iter().chain(provider).map(Found::Code);
    hits(catalog, catalog.find(text).into_iter().chain(codes))
}

pub(super) fn similar<'a>(catalog: Catalog<'a>, text: &str) -> Vec<Hit<'a>> {
    let wire = catalog.codes().filter(|code| code.wire_code().eq_ignore_ascii_case(text)).map(Found::Code);
    hits(catalog, catalog.find(&id(text)).into_iter().chain(wire))
}

pub(super) fn hits<'a>(catalog: Catalog<'a>, all: impl Iterator<Item = Found<'a>>) -> Vec<Hit<'a>> {
    let mut hits: Vec<Hit<'a>> = Vec::new();
    for found in all {
        if !hits.iter().any(|hit| hit.found == found) {
            hits.push(Hit { catalog, found });
        }
    }
    hits
}

/// Returns a text in the spelling of ids.
pub(super) fn id(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|character: char| character.is_whitespace() || "-_.".contains(character)).collect();
    words.iter().filter(|word| !word.is_empty()).map(|word| word.to_ascii_uppercase()).collect::<Vec<_>>().join("_")
}

/// Returns the scopes in which a text is a provider's code, each once, in alphabetical order.
#[must_use]
pub fn scopes<'a>(catalogs: &'a [Catalog<'a>], code: &str) -> Vec<&'a str> {
    let knows =
        |catalog: Catalog<'a>| catalog.scopes().filter(move |scope| catalog.by_provider_code(scope, code).is_some());
    let mut scopes: Vec<&str> = catalogs.iter().copied().flat_map(knows).collect();
    scopes.sort_unstable();
    scopes.dedup();
    scopes
}

/// Returns all names in a catalog.
pub(super) fn names(catalog: Catalog<'_>) -> impl Iterator<Item = &str> {
    let codes = catalog.codes().flat_map(|code| [code.as_str(), code.wire_code()]);
    codes.chain(catalog.retired().map(|retired| retired.id))
}

impl Hit<'_> {
    /// Returns `catalog/ID`.
    #[must_use]
    pub fn name(&self) -> String {
        match self.found {
            Found::Code(code) => full_name(code),
            Found::Retired(retired) => format!("{}/{}", self.catalog.name(), retired.id),
        }
    }
}
