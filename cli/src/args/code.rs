//! The code that an argument names, and the message if it names none.

use anstream::adapter::strip_str;
use errcat::{AnyCode, Catalog, Found};
use errcat_compiler::{Suggest, quote};
use errcat_tools::find::{self, Answer, Hit, Miss, MissReason};
use errcat_tools::text::full_name;

use super::catalogs::CatalogArgs;
use crate::output::quote::backticked;
use crate::output::{Exit, Failure};

/// Finds what a text names. Color codes of a terminal are removed first.
pub fn find<'a>(catalogs: &'a [Catalog<'a>], what: &str) -> Result<Hit<'a>, Miss<'a>> {
    find::find(catalogs, &strip_str(what).to_string())
}

/// Returns the answer in a text that contains one.
pub fn answer<'a>(hit: Hit<'a>, what: &str) -> Option<Answer<'a>> {
    hit.in_answer.then(|| find::answer(hit.catalog, &strip_str(what).to_string())).flatten()
}

/// Returns the code that a text names; for a retired id, its successor.
pub fn code<'a>(catalogs: &'a [Catalog<'a>], what: &str, args: &CatalogArgs) -> Result<AnyCode<'a>, Failure> {
    match find(catalogs, what).map_err(|miss| missed(&miss, args))?.found {
        Found::Code(code) => Ok(code),
        Found::Retired(retired) => retired.replaced_by.ok_or_else(|| {
            let message = format!("{} was {retired}", quote(retired.id));
            Failure::finding(message, format!("name a code; `{}` shows all of them", args.command("errcat list")))
        }),
    }
}

/// Returns the message for a text that does not name exactly one thing.
pub fn missed(miss: &Miss<'_>, args: &CatalogArgs) -> Failure {
    let shown = quote(&miss.text);
    let known = backticked(miss.catalogs.iter().copied().map(Catalog::name));
    match &miss.reason {
        MissReason::Empty => {
            let first =
                miss.catalogs.iter().copied().flat_map(Catalog::codes).map(full_name).next().unwrap_or_default();
            Failure::misuse("the name of a code is empty", format!("name one, such as `{first}`"))
        }
        MissReason::Several(hits) => {
            let message = format!("{shown} names several codes");
            Failure::misuse(message, format!("name one of them, such as `{}`", hits[0].name()))
                .lines(hits.iter().map(|hit| format!("{}: {}", hit.name(), title(hit))))
        }
        MissReason::IsCatalog(catalog) => {
            let list = args.command(&format!("errcat list {}", catalog.name()));
            Failure::finding(format!("{shown} is a catalog, not a code"), format!("list its codes with `{list}`"))
        }
        MissReason::Scoped(name) => {
            Failure::finding(format!("{shown} names no code of {known}"), format!("did you mean {}?", quote(name)))
        }
        MissReason::WithoutScope(scopes) => {
            let names: Vec<String> = scopes.iter().map(|scope| format!("{scope}:{}", miss.text)).collect();
            Failure {
                exit: Exit::Misuse,
                message: format!("{shown} is a provider code without its scope"),
                help: format!("put the scope before it: `{}`", names[0]),
                lines: if names.len() == 1 { Vec::new() } else { names },
            }
        }
        MissReason::WithoutStatus(status) => {
            let help = format!("put the status before it: `{status} {{…}}`");
            Failure::finding(format!("{known} cannot recognize {shown} without its status"), help)
        }
        MissReason::NoCatalog(catalog) => {
            let message = format!("no catalog is named {}; the catalogs are {known}", quote(catalog));
            Failure::finding(message, near(miss, args))
        }
        _ => Failure::finding(format!("{shown} names no code of {known}"), near(miss, args)),
    }
}

/// Suggests similar names, or how to list all names.
fn near(miss: &Miss<'_>, args: &CatalogArgs) -> String {
    match miss.nearest.split_first() {
        Some((first, [])) => Suggest::ask(first),
        Some((first, others)) => {
            format!("did you mean `{first}`, or {}?", backticked(others.iter().map(String::as_str)))
        }
        None if args.folders.is_empty() => {
            "list all codes with `errcat list`, or read your own catalog with `--catalog DIR`".to_owned()
        }
        None => format!("list all codes with `{}`", args.command("errcat list")),
    }
}

fn title(hit: &Hit<'_>) -> String {
    match hit.found {
        Found::Code(code) => code.title().to_owned(),
        Found::Retired(retired) => retired.to_string(),
    }
}
