//! The index page of all catalogs, and that of one catalog.

use errcat_core::{AnyCode, Catalog, FixableBy, Retired};
use maud::{Markup, html};

use super::file_name::stem;
use super::layout::Page;
use super::page::retry_word;
use super::text::marked;
use crate::audience::Audience;
use crate::text::count;

/// Returns the index page of all catalogs.
pub fn all(audience: Audience, catalogs: &[Catalog<'_>]) -> String {
    let main = html! {
        h1 { "Error codes" }
        (search(audience, catalogs, true))
        div id="browse" {
            ul class="catalogs" {
                @for catalog in catalogs.iter().copied() {
                    li {
                        h2 { a href={ (catalog.name()) "/index.html" } { (catalog.title()) } }
                        p {
                            code { (catalog.name()) } " " (catalog.version()) " · "
                            (count(audience.codes(catalog).count(), "code"))
                        }
                        ul class="fixers" {
                            @for (fixer, number) in fixers(audience, catalog) {
                                li class={ "fixer " (fixer) } {
                                    a href={ (catalog.name()) "/index.html?fixable_by=" (fixer) } {
                                        strong { (number) } " " (fixer)
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    let description = "The meaning of each error code, who can fix it, and how";
    Page { audience, title: "Error codes", description, catalog: None, here: None, searches: true }.with(&main)
}

/// Returns how many codes each party can fix, without zeros.
fn fixers(audience: Audience, catalog: Catalog<'_>) -> Vec<(FixableBy, usize)> {
    let number = |fixer| audience.codes(catalog).filter(|code| code.fixable_by() == fixer).count();
    FixableBy::ALL.iter().map(|fixer| (*fixer, number(*fixer))).filter(|(_, number)| *number > 0).collect()
}

/// Returns the index page of a catalog.
pub fn one(audience: Audience, catalog: Catalog<'_>) -> String {
    let retired: Vec<_> = audience.retired(catalog).collect();
    let unknown = catalog.unknown();
    let main = html! {
        h1 { (catalog.title()) }
        p class="title" {
            code { (catalog.name()) } " " (catalog.version())
            @if let Some(edition) = catalog.edition() { ", " (crate::text::edition(edition)) }
            " · " a href="catalog.json" { "as JSON" }
        }
        (search(audience, std::slice::from_ref(&catalog), false))
        div id="browse" {
            (table(audience, catalog))
            @if !retired.is_empty() { (retired_ids(&retired)) }
            section aria-labelledby="unknown" {
                h2 id="unknown" { "Unknown errors" }
                p {
                    "Clients see any other error as code "
                    code { (unknown.code) }
                    ", status " (unknown.status) ", message “" (marked(unknown.message)) "”. The text for customers:"
                }
                dl class="languages" {
                    @for language in catalog.languages() {
                        div {
                            dt { span class="tag" { (language.tag) } }
                            dd lang=(language.tag) dir="auto" { (marked(language.unknown_customer)) }
                        }
                    }
                }
            }
        }
    };
    let title = format!("{}: error codes", catalog.title());
    let description = format!("{} of {}", count(audience.codes(catalog).count(), "error code"), catalog.title());
    let names = Some((catalog.name(), catalog.title()));
    Page { audience, title: &title, description: &description, catalog: names, here: None, searches: true }.with(&main)
}

fn table(audience: Audience, catalog: Catalog<'_>) -> Markup {
    html! {
        table class="codes" {
            caption class="unseen" { "All codes of " (catalog.title()) }
            thead {
                tr {
                    @for name in ["Code", "Status", "Fixable by"] { th scope="col" { (name) } }
                    th scope="col" class="wide" { "Retry" }
                }
            }
            tbody { @for code in audience.codes(catalog) { (row(code)) } }
        }
    }
}

fn row(code: AnyCode<'_>) -> Markup {
    html! {
        tr id=(code.as_str()) {
            th scope="row" {
                a href={ (stem(code.as_str())) ".html" } { (code.as_str()) }
                @if code.deprecation().is_some() { " " span class="flag" { "deprecated" } }
                @if code.shown() != errcat_core::Shown::Itself { " " span class="flag" { "not public" } }
                br;
                span class="name" { (code.title()) }
            }
            td { @if let Some(status) = code.status() { (status) } @else { "none" } }
            td { span class={ "fixer " (code.fixable_by()) } { (code.fixable_by()) } }
            td class="wide" { (retry_word(code)) }
        }
    }
}

fn retired_ids(retired: &[Retired<'_>]) -> Markup {
    html! {
        section aria-labelledby="retired" {
            h2 id="retired" { "Retired ids" }
            ul {
                @for one in retired {
                    li {
                        a href={ (stem(one.id)) ".html" } { code { (one.id) } }
                        @if let Some(next) = one.replaced_by {
                            ", now " a href={ (stem(next.as_str())) ".html" } { code { (next.as_str()) } }
                        }
                    }
                }
            }
        }
    }
}

/// Returns the search form, which is hidden until the script runs.
fn search(audience: Audience, catalogs: &[Catalog<'_>], choose: bool) -> Markup {
    let codes = || catalogs.iter().copied().flat_map(|catalog| audience.codes(catalog));
    let mut status: Vec<String> = codes().map(|code| status(code.status())).collect();
    status.sort_unstable();
    status.dedup();
    let fixers =
        FixableBy::ALL.iter().filter(|fixer| codes().any(|code| code.fixable_by() == **fixer)).map(|one| one.as_str());
    let mut kinds: Vec<&str> = codes().map(|code| code.retry().kind().as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    html! {
        form id="search" class="search" role="search" hidden {
            div class="field" {
                label class="unseen" for="q" { "Search" }
                input id="q" name="q" type="search" placeholder="Search ids, texts, statuses, provider codes"
                    autocomplete="off"
                    autocapitalize="none" spellcheck="false" aria-keyshortcuts="/" aria-describedby="count";
                kbd aria-hidden="true" { "/" }
            }
            div class="filters" {
                (select("fixable_by", "Fixable by", fixers.map(str::to_owned)))
                (select("status", "Status", status.into_iter()))
                (select("retry", "Retry", kinds.into_iter().map(str::to_owned)))
                @if choose && catalogs.len() > 1 {
                    (select("catalog", "Catalog", catalogs.iter().copied().map(|catalog| catalog.name().to_owned())))
                }
                button type="reset" hidden { "Clear" }
            }
            p id="count" role="status" {}
        }
        ol id="results" class="results" hidden {}
        p class="more" hidden { button type="button" id="more" { "Show more" } }
    }
}

/// Returns the status as a word.
pub fn status(status: Option<u16>) -> String {
    status.map_or("none".to_owned(), |status| status.to_string())
}

fn select(name: &str, label: &str, words: impl Iterator<Item = String>) -> Markup {
    html! {
        label {
            span { (label) }
            select name=(name) autocomplete="off" {
                option value="" { "any" }
                @for word in words { option value=(word) { (word.replace('_', " ")) } }
            }
        }
    }
}
