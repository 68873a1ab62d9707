//! The code that an argument names, and what to say where it names none.

use anstream::adapter::strip_str;
use errcat::{AnyCode, Catalog, Found};
use errcat_compiler::diagnostic::quote;
use errcat_tools::find::{self, Hit, Miss, MissReason};
use errcat_tools::text::full_name;

use super::catalogs::Where;
use crate::output::quote::words;
use crate::output::{Exit, Failure};

/// Finds what a text names, whatever colors a terminal gave it.
pub fn find<'a>(catalogs: &'a [Catalog<'a>], what: &str) -> Result<Hit<'a>, Miss<'a>> {
    find::find(catalogs, &strip_str(what).to_string())
}

/// The code that a text names; a retired id stands for its successor.
pub fn code<'a>(catalogs: &'a [Catalog<'a>], what: &str, place: &Where) -> Result<AnyCode<'a>, Failure> {
    match find(catalogs, what).map_err(|miss| missed(&miss, place))?.found {
        Found::Code(code) => Ok(code),
        Found::Retired(retired) => retired.replaced_by.ok_or_else(|| {
            let message = format!("{} was {retired}", quote(retired.id));
            Failure::finding(message, format!("name a code: `{}` shows all of them", place.here("errcat list")))
        }),
    }
}

/// Why a text does not name one thing.
pub fn missed(miss: &Miss<'_>, place: &Where) -> Failure {
    let shown = quote(&miss.text);
    let known = words(miss.catalogs.iter().copied().map(Catalog::name));
    match &miss.reason {
        MissReason::Empty => {
            let first =
                miss.catalogs.iter().copied().flat_map(Catalog::codes).map(full_name).next().unwrap_or_default();
            Failure::misuse("an empty text names no code", format!("name one, such as `{first}`"))
        }
        MissReason::Several(hits) => {
            let message = format!("{shown} stands for more than one code");
            Failure::misuse(message, format!("name one of them, such as `{}`", hits[0].name()))
                .lines(hits.iter().map(|hit| format!("{}: {}", hit.name(), title(hit))))
        }
        MissReason::IsCatalog(catalog) => {
            let list = place.here(&format!("errcat list {}", catalog.name()));
            Failure::finding(format!("{shown} is a catalog, not a code"), format!("`{list}` shows its codes"))
        }
        MissReason::Scoped(name) => {
            Failure::finding(format!("{shown} is not known in {known}"), format!("did you mean {}?", quote(name)))
        }
        MissReason::WithoutScope(scopes) => {
            let scoped: Vec<String> = scopes.iter().map(|scope| format!("{scope}:{}", miss.text)).collect();
            Failure {
                exit: Exit::Misuse,
                message: format!("{shown} is a provider code, and says nothing without its scope"),
                help: format!("name its scope, such as in `{}`", scoped[0]),
                lines: if scoped.len() == 1 { Vec::new() } else { scoped },
            }
        }
        MissReason::WithoutStatus(status) => {
            let help = format!("its status decides: write it in front, as in `{status} {{…}}`");
            Failure::finding(format!("without its status, {shown} is not known in {known}"), help)
        }
        MissReason::NoCatalog(catalog) => {
            let message = format!("{shown} is not known: there is no catalog {}, only {known}", quote(catalog));
            Failure::finding(message, near(miss, place))
        }
        _ => Failure::finding(format!("{shown} is not known in {known}"), near(miss, place)),
    }
}

/// The names that may have been meant, or where all names are.
fn near(miss: &Miss<'_>, place: &Where) -> String {
    match miss.nearest.split_first() {
        Some((first, [])) => format!("did you mean `{first}`?"),
        Some((first, others)) => format!("did you mean `{first}`, or {}?", words(others.iter().map(String::as_str))),
        None if place.folders.is_empty() => {
            "`errcat list` shows all codes; a team's own catalog comes in with `--catalog DIR`".to_owned()
        }
        None => format!("`{}` shows all codes", place.here("errcat list")),
    }
}

fn title(hit: &Hit<'_>) -> String {
    match hit.found {
        Found::Code(code) => code.title().to_owned(),
        Found::Retired(retired) => retired.to_string(),
    }
}
