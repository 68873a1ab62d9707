//! What a text that somebody pasted names: an id, a wire code, a provider's code, a retired id, or nothing.

mod pasted;

use anstream::adapter::strip_str;
use errcat::{AnyCode, Catalog, Found};
use errcat_compiler::de::nearest;
use errcat_compiler::diagnostic::quote;

use self::pasted::{pasted, status_decides};
use crate::catalogs::{full, words};
use crate::cli::Where;
use crate::output::{Exit, Failure};

/// What was found, and where.
#[derive(Clone, Copy)]
pub struct Hit<'a> {
    /// The catalog.
    pub catalog: Catalog<'a>,
    /// The code or retired id.
    pub found: Found<'a>,
}

/// Nothing, or too much.
pub struct Miss {
    /// What to say.
    pub failure: Failure,
    /// The names that may have been meant, as `catalog/CODE`, the nearest first.
    pub nearest: Vec<String>,
}

/// Finds the one thing that a text names: `ID`, `catalog/ID`, a wire code or `scope:code` (a range or prefix, too, as the
/// catalog writes it). Where that is nothing, a text that tells of a code: a path in Rust, a redirect, an answer, a line of a
/// log, in whatever colours. Spelling that is off by case, spaces or hyphens is forgiven where nothing is spelt exactly so.
pub fn find<'a>(catalogs: &'a [Catalog<'a>], what: &str, place: &Where) -> Result<Hit<'a>, Miss> {
    let what = &strip_str(what).to_string();
    let what = what.trim();
    let (catalog, text) = match what.split_once('/') {
        Some((name, text)) => {
            (catalogs.iter().copied().find(|one| one.name().eq_ignore_ascii_case(name.trim())), text.trim())
        }
        None => (None, what),
    };
    let named = match catalog {
        Some(catalog) => in_catalog(catalog, text),
        None => in_all(catalogs, what),
    };
    let hits = if named.is_empty() { pasted(catalogs, what) } else { named };
    match hits[..] {
        [hit] => Ok(hit),
        [] => Err(catalog.map_or_else(
            || {
                let path = what.rsplit_once('/').filter(|(catalog, _)| !catalog.contains([':', ' ']));
                unknown(catalogs, what, path, place)
            },
            |catalog| unknown(std::slice::from_ref(&catalog), text, None, place),
        )),
        _ => Err(ambiguous(what, &hits)),
    }
}

/// Exact spelling in any catalog comes before similar spelling in another.
fn in_all<'a>(catalogs: &'a [Catalog<'a>], text: &str) -> Vec<Hit<'a>> {
    let all = |find: fn(Catalog<'a>, &str) -> Vec<Hit<'a>>| -> Vec<Hit<'a>> {
        catalogs.iter().copied().flat_map(|catalog| find(catalog, text)).collect()
    };
    let hits = all(exact);
    if hits.is_empty() { all(similar) } else { hits }
}

/// What is spelt exactly so is one thing: of an id and a wire code the id, since the other has an id of its own to ask for.
fn in_catalog<'a>(catalog: Catalog<'a>, text: &str) -> Vec<Hit<'a>> {
    match exact(catalog, text).first() {
        Some(hit) => vec![*hit],
        None => similar(catalog, text),
    }
}

/// The id first. A wire code may be spelt like the id of another code, so there can be two.
fn exact<'a>(catalog: Catalog<'a>, text: &str) -> Vec<Hit<'a>> {
    let provider = text.split_once(':').and_then(|(scope, code)| {
        let written = |one: &AnyCode<'_>| one.provider_codes().any(|it| (it.scope, it.code) == (scope, code));
        catalog.by_provider_code(scope, code).or_else(|| catalog.codes().find(written))
    });
    let codes = catalog.by_wire_code(text).into_iter().chain(provider).map(Found::Code);
    hits(catalog, catalog.find(text).into_iter().chain(codes))
}

fn similar<'a>(catalog: Catalog<'a>, text: &str) -> Vec<Hit<'a>> {
    let wire = catalog.codes().filter(|code| code.wire_code().eq_ignore_ascii_case(text)).map(Found::Code);
    hits(catalog, catalog.find(&id(text)).into_iter().chain(wire))
}

fn hits<'a>(catalog: Catalog<'a>, all: impl Iterator<Item = Found<'a>>) -> Vec<Hit<'a>> {
    let mut hits: Vec<Hit<'a>> = Vec::new();
    for found in all {
        if !hits.iter().any(|hit| hit.found == found) {
            hits.push(Hit { catalog, found });
        }
    }
    hits
}

/// A text spelt as ids are.
fn id(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|character: char| character.is_whitespace() || "-_.".contains(character)).collect();
    words.iter().filter(|word| !word.is_empty()).map(|word| word.to_ascii_uppercase()).collect::<Vec<_>>().join("_")
}

fn ambiguous(what: &str, hits: &[Hit<'_>]) -> Miss {
    let names: Vec<String> = hits.iter().map(Hit::name).collect();
    let failure = Failure::misuse(
        format!("{} stands for more than one code", quote(what)),
        format!("name one of them, such as `{}`", names[0]),
    )
    .lines(hits.iter().map(|hit| format!("{}: {}", hit.name(), hit.what())));
    Miss { failure, nearest: names }
}

/// Nothing in these catalogs; `path` is a text that looks like `catalog/CODE`.
fn unknown(catalogs: &[Catalog<'_>], what: &str, path: Option<(&str, &str)>, place: &Where) -> Miss {
    let shown = quote(what);
    if what.is_empty() {
        let first = catalogs.iter().copied().flat_map(Catalog::codes).map(full).next().unwrap_or_default();
        let failure = Failure::misuse("an empty text names no code", format!("name one, such as `{first}`"));
        return Miss { failure, nearest: Vec::new() };
    }
    let known = words(catalogs.iter().copied().map(Catalog::name));
    let meant = |message: String, help: String| {
        let failure = Failure::finding(message, help);
        Miss { failure, nearest: Vec::new() }
    };
    if let Some(catalog) = catalogs.iter().copied().find(|catalog| catalog.name().eq_ignore_ascii_case(what)) {
        let list = place.here(&format!("errcat list {}", catalog.name()));
        return meant(format!("{shown} is a catalog, not a code"), format!("`{list}` shows its codes"));
    }
    if let Some(scoped) = scoped(catalogs, what) {
        let miss = meant(format!("{shown} is not known in {known}"), format!("did you mean {}?", quote(&scoped)));
        return Miss { nearest: in_all(catalogs, &scoped).iter().map(Hit::name).collect(), ..miss };
    }
    if let Some(status) = status_decides(catalogs, what) {
        let help = format!("its status decides: write it in front, as in `{status} {{…}}`");
        return meant(format!("without its status, {shown} is not known in {known}"), help);
    }
    let (catalog, text) = path.map_or((None, what), |(catalog, text)| (Some(catalog), text));
    let names = near(catalogs, text);
    // A prefix such as `C*` takes a misspelt id, too.
    let listed = || {
        catalogs.iter().copied().flat_map(Catalog::codes).flat_map(AnyCode::provider_codes).any(|it| it.code == what)
    };
    if (names.is_empty() || listed())
        && let Some(failure) = without_scope(catalogs, what)
    {
        return Miss { failure, nearest: Vec::new() };
    }
    let help = match names.split_first() {
        Some((first, [])) => format!("did you mean `{first}`?"),
        Some((first, others)) => format!("did you mean `{first}`, or {}?", words(others.iter().map(String::as_str))),
        None if place.folders.is_empty() => {
            "`errcat list` shows all codes; a team's own catalog comes in with `--catalog DIR`".to_owned()
        }
        None => format!("`{}` shows all codes", place.here("errcat list")),
    };
    let message = match catalog {
        Some(catalog) => format!("{shown} is not known: there is no catalog {}, only {known}", quote(catalog)),
        None => format!("{shown} is not known in {known}"),
    };
    Miss { failure: Failure::finding(message, help), nearest: names }
}

/// A provider's code whose scope stands before it in another way: `iso8583 51`, `iso8583/51`, `iso8583: 51`.
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

/// A provider's code means nothing without its scope.
fn without_scope(catalogs: &[Catalog<'_>], what: &str) -> Option<Failure> {
    let scoped: Vec<String> = scopes(catalogs, what).iter().map(|scope| format!("{scope}:{what}")).collect();
    let first = scoped.first()?;
    let help = format!("name its scope, such as in `{first}`");
    Some(Failure {
        exit: Exit::Misuse,
        message: format!("{} is a provider code, and says nothing without its scope", quote(what)),
        lines: if scoped.len() == 1 { Vec::new() } else { scoped },
        help,
    })
}

/// The scopes in which a text is a provider's code, each once, in alphabetical order.
pub fn scopes<'a>(catalogs: &'a [Catalog<'a>], code: &str) -> Vec<&'a str> {
    let knows =
        |catalog: Catalog<'a>| catalog.scopes().filter(move |scope| catalog.by_provider_code(scope, code).is_some());
    let mut scopes: Vec<&str> = catalogs.iter().copied().flat_map(knows).collect();
    scopes.sort_unstable();
    scopes.dedup();
    scopes
}

/// The name that is spelt most like a text, in every catalog that has it, and the nearest ones of the other catalogs.
fn near(catalogs: &[Catalog<'_>], text: &str) -> Vec<String> {
    let words = [id(text), text.to_owned()];
    let best = words.iter().find_map(|word| nearest(word, catalogs.iter().copied().flat_map(names)));
    let mut found: Vec<(bool, String)> = catalogs
        .iter()
        .copied()
        .filter_map(|catalog| {
            let near = best.filter(|best| names(catalog).any(|name| name == *best));
            let near = near.or_else(|| words.iter().find_map(|word| nearest(word, names(catalog))))?;
            Some((best != Some(near), format!("{}/{near}", catalog.name())))
        })
        .collect();
    found.sort_by_key(|(other, _)| *other);
    found.into_iter().map(|(_, name)| name).collect()
}

/// Everything in a catalog that can be asked for by name.
fn names(catalog: Catalog<'_>) -> impl Iterator<Item = &str> {
    let codes = catalog.codes().flat_map(|code| [code.as_str(), code.wire_code()]);
    codes.chain(catalog.retired().map(|retired| retired.id))
}

impl Hit<'_> {
    /// `catalog/ID`
    fn name(&self) -> String {
        match self.found {
            Found::Code(code) => full(code),
            Found::Retired(retired) => format!("{}/{}", self.catalog.name(), retired.id),
        }
    }

    fn what(&self) -> String {
        match self.found {
            Found::Code(code) => code.title().to_owned(),
            Found::Retired(retired) => retired.to_string(),
        }
    }
}
