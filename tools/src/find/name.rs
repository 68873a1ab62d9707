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
    /// Whether the text contains an answer that means the code; [`answer`](super::answer) reads its values.
    pub in_answer: bool,
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

/// Finds an exact spelling, the id first: an id, an alias, a wire code, a provider's code or a problem type, of codes and of retired
/// ids. A wire code may be spelled like the id of another code, so there can be two.
pub(super) fn exact<'a>(catalog: Catalog<'a>, text: &str) -> Vec<Hit<'a>> {
    let provider = text.split_once(':').and_then(|(scope, code)| {
        let written = |one: &AnyCode<'_>| one.provider_codes().any(|it| (it.scope, it.code) == (scope, code));
        catalog.by_provider_code(scope, code).or_else(|| catalog.codes().find(written))
    });
    let wire = catalog.find_on_wire(text).into_iter().chain(provider.map(Found::Code));
    let problem_type = catalog.find_by_problem_type(text);
    hits(catalog, catalog.find(text).into_iter().chain(wire).chain(problem_type))
}

pub(super) fn similar<'a>(catalog: Catalog<'a>, text: &str) -> Vec<Hit<'a>> {
    let all = catalog.codes().map(Found::Code).chain(catalog.retired().map(Found::Retired));
    let other = all.filter(|found| {
        wire_code(*found).into_iter().chain(catalog.aliases(*found)).any(|name| name.eq_ignore_ascii_case(text))
    });
    hits(catalog, catalog.find(&id(text)).into_iter().chain(other))
}

fn wire_code(found: Found<'_>) -> Option<&str> {
    match found {
        Found::Code(code) => Some(code.wire_code()),
        Found::Retired(retired) => retired.wire_code,
    }
}

pub(super) fn hits<'a>(catalog: Catalog<'a>, all: impl Iterator<Item = Found<'a>>) -> Vec<Hit<'a>> {
    let mut hits: Vec<Hit<'a>> = Vec::new();
    for found in all {
        if !hits.iter().any(|hit| hit.found == found) {
            hits.push(Hit { catalog, found, in_answer: false });
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

/// Returns the scopes that list a text as a provider's code, each once, in alphabetical order. The default of a scope, `*`, lists
/// nothing.
#[must_use]
pub fn scopes<'a>(catalogs: &'a [Catalog<'a>], code: &str) -> Vec<&'a str> {
    let knows = |catalog: Catalog<'a>| {
        let listed = move |scope: &&str| catalog.matching_provider_code(scope, code).is_some_and(|one| one.code != "*");
        catalog.scopes().filter(listed)
    };
    let mut scopes: Vec<&str> = catalogs.iter().copied().flat_map(knows).collect();
    scopes.sort_unstable();
    scopes.dedup();
    scopes
}

/// Returns all names in a catalog.
pub(super) fn names(catalog: Catalog<'_>) -> impl Iterator<Item = &str> {
    let codes = catalog.codes().flat_map(|code| [code.as_str(), code.wire_code()].into_iter().chain(code.aliases()));
    let retired = catalog.retired().flat_map(move |retired| {
        std::iter::once(retired.id).chain(retired.wire_code).chain(catalog.aliases(Found::Retired(retired)))
    });
    codes.chain(retired)
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
