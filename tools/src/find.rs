//! The search for the code that a text names: an id, an alias, a wire code, a provider's code, a problem type, a retired id, or a text
//! that contains one.

mod name;
mod pasted;

use errcat_compiler::Suggest;
use errcat_core::{AnyCode, Catalog};

pub use self::name::{Hit, scopes};
use self::name::{id, in_all, in_catalog, names};
pub use self::pasted::{Answer, answer, status, status_that_decides};
use self::pasted::{pasted, status_in_text};

/// A text that does not name exactly one thing.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Miss<'a> {
    /// The text that was looked for. If it was `catalog/TEXT` and there is such a catalog, only what follows the slash.
    pub text: String,
    /// The catalogs that were searched.
    pub catalogs: &'a [Catalog<'a>],
    /// The reason.
    pub reason: MissReason<'a>,
    /// The names that may have been meant, as `catalog/CODE`, the nearest first.
    pub nearest: Vec<String>,
}

/// Why a text does not name exactly one thing.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum MissReason<'a> {
    /// The text is empty.
    Empty,
    /// The text names several things.
    Several(Vec<Hit<'a>>),
    /// The text is the name of a catalog.
    IsCatalog(Catalog<'a>),
    /// The text is a provider's code in another spelling than this one, `scope:code`.
    Scoped(String),
    /// The text is a provider's code without its scope; these scopes have it, in alphabetical order.
    WithoutScope(Vec<&'a str>),
    /// The text is an answer that would be recognized with this status.
    WithoutStatus(u16),
    /// No catalog has this name.
    NoCatalog(String),
    /// No code has a name like the text.
    Unknown,
}

/// Finds the code or retired id that a text names.
///
/// The text can be an id, an alias, `catalog/ID`, a wire code, a problem type, or `scope:code`, whose code may be a range or a prefix
/// as in the catalog. An exact spelling comes first; otherwise case, spaces and hyphens do not matter. If the text is not a name, it
/// is searched for a path in Rust, a redirect, an answer, a link, and words of a log line that name a code.
///
/// # Errors
///
/// If the text names no code and no retired id, or several.
pub fn find<'a>(catalogs: &'a [Catalog<'a>], what: &str) -> Result<Hit<'a>, Miss<'a>> {
    let what = what.trim();
    let named = what.split_once('/').and_then(|(name, text)| {
        let at = catalogs.iter().copied().position(|one| one.name().eq_ignore_ascii_case(name.trim()))?;
        Some((&catalogs[at..=at], text.trim()))
    });
    let hits = match named {
        Some((catalog, text)) => in_catalog(catalog[0], text),
        None => in_all(catalogs, what),
    };
    let hits = if hits.is_empty() { pasted(catalogs, what) } else { hits };
    match hits[..] {
        [hit] => Ok(hit),
        [] => Err(if let Some((catalog, text)) = named {
            unknown(catalog, text, None)
        } else {
            let path = what.rsplit_once('/').filter(|(catalog, _)| !catalog.contains([':', ' ']));
            unknown(catalogs, what, path)
        }),
        _ => {
            let nearest = hits.iter().map(Hit::name).collect();
            Err(Miss { text: what.to_owned(), catalogs, nearest, reason: MissReason::Several(hits) })
        }
    }
}

/// Returns why no catalog has a text. `path` is a text that looks like `catalog/CODE`, split.
fn unknown<'a>(catalogs: &'a [Catalog<'a>], what: &str, path: Option<(&str, &str)>) -> Miss<'a> {
    let miss = |reason, nearest| Miss { text: what.to_owned(), catalogs, reason, nearest };
    if what.is_empty() {
        return miss(MissReason::Empty, Vec::new());
    }
    if let Some(catalog) = catalogs.iter().copied().find(|catalog| catalog.name().eq_ignore_ascii_case(what)) {
        return miss(MissReason::IsCatalog(catalog), Vec::new());
    }
    if let Some(name) = scoped(catalogs, what) {
        let nearest = in_all(catalogs, &name).iter().map(Hit::name).collect();
        return miss(MissReason::Scoped(name), nearest);
    }
    if let Some(status) = status_in_text(catalogs, what) {
        return miss(MissReason::WithoutStatus(status), Vec::new());
    }
    let nearest = near(catalogs, path.map_or(what, |(_, text)| text));
    // A prefix such as `C*` also matches a misspelled id.
    let listed = || {
        catalogs.iter().copied().flat_map(Catalog::codes).flat_map(AnyCode::provider_codes).any(|it| it.code == what)
    };
    if nearest.is_empty() || listed() {
        let scopes = scopes(catalogs, what);
        if !scopes.is_empty() {
            return miss(MissReason::WithoutScope(scopes), Vec::new());
        }
    }
    miss(path.map_or(MissReason::Unknown, |(catalog, _)| MissReason::NoCatalog(catalog.to_owned())), nearest)
}

/// Returns `scope:code` for a provider's code in another spelling: `iso8583 51`, `iso8583/51`, `iso8583: 51`.
fn scoped(catalogs: &[Catalog<'_>], what: &str) -> Option<String> {
    let parts = [':', '/', ' '];
    let (scope, code) = what.split_once(parts)?;
    let code = code.trim_start_matches(parts);
    catalogs
        .iter()
        .copied()
        .any(|catalog| catalog.by_provider_code(scope, code).is_some())
        .then(|| format!("{scope}:{code}"))
}

/// Returns the most similar name, in every catalog that has it, and the most similar names of the other catalogs.
fn near(catalogs: &[Catalog<'_>], text: &str) -> Vec<String> {
    let words = [id(text), text.to_owned()];
    let best = words.iter().find_map(|word| Suggest::new(word, catalogs.iter().copied().flat_map(names)).name());
    let mut found: Vec<(bool, String)> = catalogs
        .iter()
        .copied()
        .filter_map(|catalog| {
            let near = best.filter(|best| names(catalog).any(|name| name == *best));
            let near = near.or_else(|| words.iter().find_map(|word| Suggest::new(word, names(catalog)).name()))?;
            Some((best != Some(near), format!("{}/{near}", catalog.name())))
        })
        .collect();
    found.sort_by_key(|(other, _)| *other);
    found.into_iter().map(|(_, name)| name).collect()
}
