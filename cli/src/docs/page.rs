//! The page of a code, and that of a retired id.

use errcat::{
    Action, AnyCode, Catalog, Deprecation, DurationText, Language, Limit, Outcome, PolicyKind, Recognize, Retired,
    Shown,
};
use maud::{Markup, html};

use super::answer;
use super::layout::{Page, Section, contents, sections};
use super::schedule::picture;
use super::text::{address, markdown, marked};
use crate::catalogs::full;
use crate::profile::Profile;

/// Everything about a code.
pub fn code(profile: Profile, code: AnyCode<'_>) -> String {
    let parts = [
        Some(Section { id: "message", title: "Message", body: message(code) }),
        Some(Section { id: "remediation", title: "What to do", body: remediation(code) }),
        Some(Section { id: "customer", title: "What customers read", body: customer(code) }),
        Some(Section { id: "answer", title: "Answer", body: answer_of(profile, code) }),
        checkout(code).map(|body| Section { id: "checkout", title: "What the checkout does", body }),
        Some(Section { id: "retry", title: "Retry", body: retry(profile, code) }),
        params(profile, code).map(|body| Section { id: "parameters", title: "Parameters", body }),
        providers(code).map(|body| Section { id: "providers", title: "Provider codes", body }),
        Some(Section { id: "details", title: "Details", body: details(profile, code) }),
        life(profile, code).map(|body| Section { id: "life", title: "Life cycle", body }),
        references(profile, code).map(|body| Section { id: "references", title: "See also", body }),
        sources(profile, code).map(|body| Section { id: "sources", title: "Sources", body }),
    ];
    let parts: Vec<Section> = parts.into_iter().flatten().collect();
    let main = html! {
        (heading(code))
        (notices(profile, code))
        div class="columns" {
            div { (sections(&parts)) }
            (contents(&parts))
        }
    };
    page(code.catalog(), code.as_str(), code.title()).with(&main)
}

fn page<'a>(catalog: &Catalog<'a>, id: &'a str, title: &'a str) -> PageOf<'a> {
    PageOf { catalog: (catalog.name(), catalog.title()), id, title }
}

struct PageOf<'a> {
    catalog: (&'a str, &'a str),
    id: &'a str,
    title: &'a str,
}

impl PageOf<'_> {
    fn with(&self, main: &Markup) -> String {
        let title = format!("{}: {} ({})", self.id, self.title, self.catalog.0);
        let description = format!("{}: {}", self.catalog.1, self.title);
        let (catalog, here) = (Some(self.catalog), Some(self.id));
        Page { title: &title, description: &description, catalog, here, searches: false }.with(main)
    }
}

fn own(catalog: &Catalog<'_>) -> String {
    catalog.languages().next().map_or("en", |language| language.tag).to_owned()
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

/// `status 400`
pub fn status(status: Option<u16>) -> Markup {
    html! {
        @match status {
            Some(status) => { "status " strong { (status) } },
            None => "no HTTP status",
        }
    }
}

/// The kind of a policy in words.
pub fn retry_word(code: AnyCode<'_>) -> String {
    code.retry().kind.as_str().replace('_', " ")
}

fn notices(profile: Profile, code: AnyCode<'_>) -> Markup {
    html! {
        @if let Some(deprecation) = code.deprecation() { (deprecated(profile, deprecation)) }
        @match code.shown() {
            Shown::Itself => {},
            Shown::As(mask) => {
                p class="notice masked" {
                    strong { "Masked. " }
                    "The public never learns of this code: wherever it looks, it sees "
                    (link(mask)) ", and so do answer, redirect and texts for customers below."
                }
            },
            Shown::Unknown => {
                p class="notice masked" {
                    strong { "Internal. " }
                    "Nothing of this code leaves. The public sees the catalog's unknown error, code "
                    code { (code.catalog().unknown().code) } ", status " (code.catalog().unknown().status) "."
                }
            },
        }
    }
}

fn deprecated(profile: Profile, deprecation: Deprecation<'_>) -> Markup {
    html! {
        p class="notice deprecated" {
            strong { "Deprecated" @if let Some(since) = deprecation.since { " since " (since) } ". " }
            @if let Some(next) = deprecation.replaced_by.filter(|next| profile.shows(*next)) { "Use " (link(next)) " instead. " }
            @if let Some(reason) = deprecation.reason { (reason) }
        }
    }
}

/// A code of the same catalog.
fn link(code: AnyCode<'_>) -> Markup {
    html! { a href={ (code.as_str()) ".html" } { code { (code.as_str()) } } }
}

fn message(code: AnyCode<'_>) -> Markup {
    html! {
        p class="said" lang=(own(code.catalog())) { (marked(code.message())) }
    }
}

fn remediation(code: AnyCode<'_>) -> Markup {
    html! {
        div class="prose" lang=(own(code.catalog())) { (markdown(code.remediation())) }
        @for (language, text) in translations(code, AnyCode::remediation_in) {
            details {
                summary { "In " span class="tag" { (language.tag) } }
                div class="prose" lang=(language.tag) dir="auto" { (markdown(text)) }
            }
        }
    }
}

/// The texts of other languages that are not those of the catalog's own.
fn translations<'a>(code: AnyCode<'a>, text: impl Fn(AnyCode<'a>, &str) -> &'a str) -> Vec<(Language<'a>, &'a str)> {
    let mut all = code.catalog().languages().map(|language| (language, text(code, language.tag)));
    let Some((_, own)) = all.next() else { return Vec::new() };
    all.filter(|(_, text)| *text != own).collect()
}

fn customer(code: AnyCode<'_>) -> Markup {
    let first = code.catalog().languages().next().map(|language| (language, code.customer()));
    html! {
        dl class="languages" {
            @for (language, text) in first.into_iter().chain(translations(code, AnyCode::customer_in)) {
                div {
                    dt { span class="tag" { (language.tag) } }
                    dd lang=(language.tag) dir="auto" { (marked(text)) }
                }
            }
        }
    }
}

fn answer_of(profile: Profile, code: AnyCode<'_>) -> Markup {
    let answer = answer::answer(code);
    html! {
        p {
            @match answer.status {
                Some(status) => { "HTTP status " strong { (status) } ", " },
                None => "No HTTP answer of its own; where it travels, as ",
            }
            code { (answer.content_type) } @if code.params().len() > 0 { ", with the examples of its parameters" } ":"
        }
        pre class="body" data-copy=(answer.body) data-copy-what="the body" { code { (answer.body) } }
        @if !profile.public {
            p class="command" { "Printed by " code { (answer.command) } }
        }
    }
}

fn checkout(code: AnyCode<'_>) -> Option<Markup> {
    let next = answer::next(code)?;
    let Outcome { name, session, .. } = next.outcome;
    Some(html! {
        dl class="facts" {
            div { dt { "Outcome" } dd { code { (name) } } }
            div { dt { "Customer" } dd { (way(next.outcome)) } }
            div { dt { "Session" } dd { code { (session) } @if session.is_terminal() { ", which is final" } @else { ": it goes on" } } }
        }
        @if let Some(url) = &next.url {
            p { "Over the examples " code { "https://shop.example/…" } ":" }
            pre class="body" data-copy=(url) data-copy-what="the address" { code { (url) } }
        }
    })
}

fn way(outcome: Outcome<'_>) -> Markup {
    html! {
        @match (outcome.action, outcome.to) {
            (Action::Redirect, Some(to)) => { "is sent to " code { (to) } },
            (Action::Inline, _) => "stays, and sees the text on the page",
            (_, Some(to)) => { "sees a page, which leads to " code { (to) } },
            (action, None) => (action),
        }
        @if let Some(query) = outcome.query { " with the parameters of " code { (query) } }
    }
}

fn retry(profile: Profile, code: AnyCode<'_>) -> Markup {
    let policy = code.retry();
    html! {
        p {
            @match policy.kind {
                PolicyKind::Never => "Do not repeat the call: it would fail again.",
                PolicyKind::AfterChange => "Repeat the call only after something was changed.",
                PolicyKind::AfterAuthentication => "Repeat the call only after authenticating again.",
                PolicyKind::Immediate => "Repeat the call at once.",
                PolicyKind::Backoff => "Repeat the call with exponential backoff.",
                _ => "Repeat the call after a delay.",
            }
            @if policy.kind != PolicyKind::Never {
                " Send " @if policy.idempotency.as_str() == "same_key" { "the same idempotency key" } @else { "a new idempotency key" } "."
            }
            @if policy.retry_after && policy.is_automatic() { " Never earlier than " code { "Retry-After" } " says." }
            @if !policy.total.is_zero() { " Give up after " (DurationText(policy.total)) " in all." }
        }
        (picture(code))
        @if policy.limits().len() > 0 { (limits(profile, policy.limits())) }
    }
}

fn limits<'a>(profile: Profile, limits: impl Iterator<Item = Limit<'a>>) -> Markup {
    html! {
        table {
            thead { tr { th scope="col" { "Scheme" } th scope="col" { "At most" } th scope="col" { "From" } @if !profile.public { th scope="col" { "Source" } } } }
            tbody {
                @for limit in limits {
                    tr {
                        th scope="row" { (limit.scheme) }
                        td { (limit.count) " in " (DurationText(limit.window)) }
                        td { @if let Some(from) = limit.from { (from) } @else { "always" } }
                        @if !profile.public { td { (limit.source.unwrap_or_default()) } }
                    }
                }
            }
        }
    }
}

fn params(profile: Profile, code: AnyCode<'_>) -> Option<Markup> {
    let params: Vec<_> = profile.params(code).collect();
    (!params.is_empty()).then(|| {
        html! {
            table {
                thead { tr { th scope="col" { "Name" } th scope="col" { "Type" } th scope="col" { "Example" } } }
                tbody {
                    @for param in params {
                        tr {
                            th scope="row" { code { (param.name) } }
                            td { (param.kind) @if param.sensitive { ", sensitive: never in a text or an answer" } }
                            td { code { (param.example) } }
                        }
                    }
                }
            }
        }
    })
}

fn providers(code: AnyCode<'_>) -> Option<Markup> {
    let mut scopes: Vec<(&str, Vec<&str>)> = Vec::new();
    for provider in code.provider_codes() {
        match scopes.iter_mut().find(|(scope, _)| *scope == provider.scope) {
            Some((_, codes)) => codes.push(provider.code),
            None => scopes.push((provider.scope, vec![provider.code])),
        }
    }
    (!scopes.is_empty()).then(|| {
        html! {
            dl class="facts" {
                @for (scope, codes) in scopes {
                    div {
                        dt { (scope) }
                        dd { @for (at, code) in codes.into_iter().enumerate() { @if at > 0 { ", " } code { (code) } } }
                    }
                }
            }
        }
    })
}

fn details(profile: Profile, code: AnyCode<'_>) -> Markup {
    let own = |text| Some(text).filter(|_| !profile.public);
    let tags = code.tags().collect::<Vec<_>>().join(", ");
    html! {
        dl class="facts" {
            // What is masked does not travel.
            @if code.shown() == Shown::Itself { (travel(code)) }
            @if let Some(field) = code.field() {
                div { dt { "Input at fault" } dd { code { (field) } } }
            }
            div { dt { "gRPC" } dd { code { (code.grpc()) } } }
            div { dt { "Severity" } dd { (code.severity()) } }
            @if let Some(owner) = code.owner().and_then(own) { div { dt { "Owner" } dd { (owner) } } }
            @if let Some(tags) = own(&tags).filter(|tags| !tags.is_empty()) { div { dt { "Tags" } dd { (tags) } } }
            div { dt { "As JSON" } dd { a href={ (code.as_str()) ".json" } { (full(code)) } } }
        }
    }
}

fn travel(code: AnyCode<'_>) -> Markup {
    let recognised = match code.recognize() {
        Recognize::Envelope => "by its envelope",
        Recognize::Status => "by its status alone",
        _ => "never",
    };
    html! {
        div { dt { "Travels as" } dd { code { (code.wire_code()) } } }
        div {
            dt { "Envelope" }
            dd { @if let Some(name) = code.envelope() { code { (name) } } @else { "problem details (RFC 9457)" } }
        }
        div { dt { "Recognised" } dd { (recognised) } }
    }
}

fn life(profile: Profile, code: AnyCode<'_>) -> Option<Markup> {
    let deprecation = code.deprecation();
    (code.since().is_some() || deprecation.is_some()).then(|| html! {
        dl class="facts" {
            @if let Some(since) = code.since() { div { dt { "Since" } dd { (since) } } }
            @if let Some(deprecation) = deprecation {
                @if let Some(since) = deprecation.since { div { dt { "Deprecated" } dd { "since " (since) } } }
                @if let Some(next) = deprecation.replaced_by.filter(|next| profile.shows(*next)) { div { dt { "Replaced by" } dd { (link(next)) } } }
            }
        }
    })
}

fn references(profile: Profile, code: AnyCode<'_>) -> Option<Markup> {
    let see: Vec<_> = code.see().filter(|other| profile.shows(*other)).collect();
    let url = code.docs_url().map(|link| link.to_string());
    (!see.is_empty() || url.is_some()).then(|| {
        html! {
            ul {
                @for other in see { li { (link(other)) " " (other.title()) } }
                @if let Some(url) = url { li { (address(&url)) } }
            }
        }
    })
}

fn sources(profile: Profile, code: AnyCode<'_>) -> Option<Markup> {
    let sources: Vec<_> = profile.sources(code).collect();
    let list = html! {
        ul {
            @for source in &sources {
                li {
                    (address(source.page)) @if let Some(edition) = source.edition { ", edition " (edition) }
                    @if source.assumed { " " span class="assumed" { "assumed: the page is silent" } }
                }
            }
        }
    };
    (!sources.is_empty()).then_some(list)
}

/// What became of a retired id.
pub fn retired(catalog: &Catalog<'_>, retired: Retired<'_>) -> String {
    let main = html! {
        h1 data-copy=(retired.id) { (retired.id) }
        p class="title" { "Retired" @if let Some(until) = retired.until { " in " (until) } }
        p class="notice retired" {
            strong { "No longer in use. " }
            @match retired.replaced_by {
                Some(next) => { "Use " (link(next)) " instead: " (next.title()) "." },
                None => "Nothing has taken its place.",
            }
        }
        dl class="facts" {
            @if let Some(since) = retired.since { div { dt { "Since" } dd { (since) } } }
            @if let Some(until) = retired.until { div { dt { "Until" } dd { (until) } } }
            @if let Some(reason) = retired.reason { div { dt { "Reason" } dd lang=(own(catalog)) { (reason) } } }
            div { dt { "As JSON" } dd { a href={ (retired.id) ".json" } { (catalog.name()) "/" (retired.id) } } }
        }
        p { "The id keeps its meaning for old logs and clients, and is never used again." }
    };
    page(catalog, retired.id, "retired").with(&main)
}
