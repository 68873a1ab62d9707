//! The page of a code, and that of a retired id.

mod sections;

use errcat_core::{AnyCode, Catalog, Deprecation, Found, Retired, Shown};
use maud::{Markup, html};

use super::file_name::stem;
use super::layout::{self, Page, Section};
use crate::audience::Audience;

/// Returns the page of a code.
pub fn code(audience: Audience, code: AnyCode<'_>) -> String {
    let parts = [
        Some(Section { id: "message", title: "Message", body: sections::message(code) }),
        Some(Section { id: "remediation", title: "What to do", body: sections::remediation(code) }),
        Some(Section { id: "customer", title: "Text for customers", body: sections::customer(code) }),
        Some(Section { id: "answer", title: "Answer", body: sections::answer(audience, code) }),
        sections::checkout(code).map(|body| Section { id: "checkout", title: "Checkout", body }),
        Some(Section { id: "retry", title: "Retry", body: sections::retry(audience, code) }),
        sections::params(audience, code).map(|body| Section { id: "parameters", title: "Parameters", body }),
        sections::providers(code).map(|body| Section { id: "providers", title: "Provider codes", body }),
        Some(Section { id: "details", title: "Details", body: sections::details(audience, code) }),
        sections::life(audience, code).map(|body| Section { id: "life", title: "Lifecycle", body }),
        sections::references(audience, code).map(|body| Section { id: "references", title: "See also", body }),
        sections::citations(audience, code).map(|body| Section { id: "citations", title: "Citations", body }),
    ];
    let parts: Vec<Section> = parts.into_iter().flatten().collect();
    let main = html! {
        (heading(code))
        (notices(audience, code))
        div class="columns" {
            div { (layout::sections(&parts)) }
            (layout::contents(&parts))
        }
    };
    page(audience, code.catalog(), code.as_str(), code.title(), &main)
}

/// Returns the page of an id.
fn page(audience: Audience, catalog: Catalog<'_>, id: &str, title: &str, main: &Markup) -> String {
    let (name, whose) = (catalog.name(), catalog.title());
    let (title, description) = (format!("{id}: {title} ({name})"), format!("{whose}: {title}"));
    let catalog = Some((name, whose));
    Page { audience, title: &title, description: &description, catalog, here: Some(id), searches: false }.with(main)
}

/// Returns the catalog's own language, that of texts without translations.
fn own(catalog: Catalog<'_>) -> &str {
    catalog.languages().next().map_or("en", |language| language.tag)
}

fn heading(code: AnyCode<'_>) -> Markup {
    html! {
        h1 data-copy=(code.as_str()) { (code.as_str()) }
        p class="title" lang=(own(code.catalog())) { (code.title()) }
        ul class="badges" {
            li { (status(code.status())) }
            li class={ "fixer " (code.fixable_by()) } { "fixable by " strong { (code.fixable_by()) } }
            li { "retry " strong { (retry_word(code)) } }
        }
    }
}

/// Returns `status 400`.
pub fn status(status: Option<u16>) -> Markup {
    html! {
        @match status {
            Some(status) => { "status " strong { (status) } },
            None => "no HTTP status",
        }
    }
}

/// Returns the kind of the retry policy in words.
pub fn retry_word(code: AnyCode<'_>) -> String {
    code.retry().kind().as_str().replace('_', " ")
}

fn notices(audience: Audience, code: AnyCode<'_>) -> Markup {
    html! {
        @if let Some(deprecation) = audience.deprecation(code) { (deprecated(deprecation)) }
        @match code.shown() {
            Shown::Itself => {},
            Shown::As(mask) => {
                p class="notice masked" {
                    strong { "Masked. " }
                    "The public sees " (link(mask)) " instead; the answer, redirect and customer texts below are those of "
                    (link(mask)) "."
                }
            },
            Shown::Unknown => {
                p class="notice masked" {
                    strong { "Internal. " }
                    "The public sees the catalog's unknown error instead, code "
                    code { (code.catalog().unknown().code) } ", status " (code.catalog().unknown().status) "."
                }
            },
        }
    }
}

fn deprecated(deprecation: Deprecation<'_>) -> Markup {
    html! {
        p class="notice deprecated" {
            strong { "Deprecated" @if let Some(since) = deprecation.since { " since " (since) } ". " }
            @if let Some(next) = deprecation.replaced_by {
                "Use " (link(next)) " instead. "
            }
            @if let Some(reason) = deprecation.reason { "Reason: " (reason) }
        }
    }
}

/// Returns a link to a code of the same catalog.
fn link(code: AnyCode<'_>) -> Markup {
    html! { a href={ (stem(code.as_str())) ".html" } { code { (code.as_str()) } } }
}

/// Returns the page of a retired id.
pub fn retired(audience: Audience, catalog: Catalog<'_>, retired: Retired<'_>) -> String {
    let main = html! {
        h1 data-copy=(retired.id) { (retired.id) }
        p class="title" { "Retired" @if let Some(until) = retired.until { " in " (until) } }
        p class="notice retired" {
            strong { "Retired. " }
            @match retired.replaced_by {
                Some(next) => { "Use " (link(next)) " instead: " (next.title()) "." },
                None => "It has no successor.",
            }
        }
        dl class="facts" {
            @if let Some(since) = retired.since { div { dt { "Since" } dd { (since) } } }
            @if let Some(until) = retired.until { div { dt { "Until" } dd { (until) } } }
            @if let Some(wire) = retired.wire_code { div { dt { "Code on the wire" } dd { code { (wire) } } } }
            @if let Some(aliases) = sections::aliases(catalog, Found::Retired(retired)) { (aliases) }
            @if let Some(reason) = retired.reason { div { dt { "Reason" } dd lang=(own(catalog)) { (reason) } } }
            div { dt { "As JSON" } dd { a href={ (stem(retired.id)) ".json" } { (catalog.name()) "/" (retired.id) } } }
        }
        p { "The id keeps its meaning in old logs and clients. It is never used again." }
    };
    page(audience, catalog, retired.id, "retired", &main)
}
