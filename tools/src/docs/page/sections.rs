//! The sections on the page of a code. A section without content is left out.

use errcat_core::{
    Action, AnyCode, Catalog, DurationText, Found, Idempotency, Language, Limit, Outcome, PolicyKind, Shown,
};
use maud::{Markup, html};

use super::{link, own};
use crate::audience::Audience;
use crate::docs::answer;
use crate::docs::file_name::stem;
use crate::docs::schedule::picture;
use crate::docs::text::{address, markdown, marked};
use crate::text::{full_name, recognition};

/// Returns the message for developers.
pub fn message(code: AnyCode<'_>) -> Markup {
    html! {
        p class="message" lang=(own(code.catalog())) { (marked(code.message())) }
    }
}

/// Returns the remediation in all languages.
pub fn remediation(code: AnyCode<'_>) -> Markup {
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

/// Returns the translations that differ from the original.
fn translations<'a>(code: AnyCode<'a>, text: impl Fn(AnyCode<'a>, &str) -> &'a str) -> Vec<(Language<'a>, &'a str)> {
    let mut all = code.catalog().languages().map(|language| (language, text(code, language.tag)));
    let Some((_, own)) = all.next() else { return Vec::new() };
    all.filter(|(_, text)| *text != own).collect()
}

/// Returns the customer text in all languages.
pub fn customer(code: AnyCode<'_>) -> Markup {
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

/// Returns the answer for the code.
pub fn answer(audience: Audience, code: AnyCode<'_>) -> Markup {
    let answer = answer::answer(code);
    html! {
        p {
            @match answer.status {
                Some(status) => { "HTTP status " strong { (status) } ", " },
                None => "No HTTP answer of its own; other answers contain it as ",
            }
            code { (answer.content_type) } @if code.params().len() > 0 { ", with the examples of its parameters" } ":"
        }
        pre class="body" data-copy=(answer.body) data-copy-what="the body" { code { (answer.body) } }
        @if !audience.is_public() {
            p class="command" { "Reproduce with " code { (answer.command) } }
        }
    }
}

/// Returns where the customer goes.
pub fn checkout(code: AnyCode<'_>) -> Option<Markup> {
    let next = answer::next(code)?;
    let Outcome { name, session, .. } = next.outcome;
    Some(html! {
        dl class="facts" {
            div { dt { "Outcome" } dd { code { (name) } } }
            div { dt { "Customer" } dd { (way(next.outcome)) } }
            div {
                dt { "Session" }
                dd { code { (session) } @if session.is_terminal() { " (final)" } @else { " (not final)" } }
            }
        }
        @if let Some(url) = &next.url {
            p { "With the example URLs " code { "https://shop.example/…" } ":" }
            pre class="body" data-copy=(url) data-copy-what="the address" { code { (url) } }
        }
    })
}

fn way(outcome: Outcome<'_>) -> Markup {
    html! {
        @match (outcome.action, outcome.to) {
            (Action::Redirect, Some(to)) => { "is redirected to " code { (to) } },
            (Action::Inline, _) => "stays on the page and sees the text there",
            (_, Some(to)) => { "sees a page that leads to " code { (to) } },
            (action, None) => (action),
        }
        @if let Some(redirect) = outcome.redirect { " with the parameters of " code { (redirect.name()) } }
    }
}

/// Returns when to retry the call.
pub fn retry(audience: Audience, code: AnyCode<'_>) -> Markup {
    let policy = code.retry();
    html! {
        p {
            @match policy.kind() {
                PolicyKind::Never => "Do not retry: the call would fail again.",
                PolicyKind::AfterChange => "Retry only after a change.",
                PolicyKind::AfterAuthentication => "Retry only after authenticating again.",
                PolicyKind::Immediate => "Retry at once.",
                PolicyKind::Backoff => "Retry with exponential backoff.",
                _ => "Retry after a delay.",
            }
            @if policy.kind() != PolicyKind::Never {
                @if policy.idempotency == Idempotency::SameKey { " Send the same idempotency key." }
                @else { " Send a new idempotency key." }
            }
            @if let Some(schedule) = policy.schedule() {
                @match schedule.retry_after {
                    Some(longest) => {
                        " Never retry earlier than " code { "Retry-After" } " allows. Give up if it asks for more than "
                        (DurationText(longest)) "."
                    },
                    None => { " Ignore " code { "Retry-After" } "." },
                }
                @if let Some(total) = schedule.total { " Give up after " (DurationText(total)) " in total." }
            }
        }
        (picture(code))
        @if policy.limits().len() > 0 { (limits(audience.limits(policy))) }
    }
}

fn limits<'a>(limits: impl Iterator<Item = Limit<'a>>) -> Markup {
    html! {
        table {
            thead { tr { @for name in ["Scheme", "At most", "From"] { th scope="col" { (name) } } } }
            tbody {
                @for limit in limits {
                    tr {
                        th scope="row" {
                            (limit.scheme)
                            @if let Some(citation) = limit.citation {
                                br;
                                span class="name" { (citation) }
                            }
                        }
                        td class="short" { (limit.count) " in " (DurationText(limit.window)) }
                        td class="short" { @if let Some(from) = limit.from { (from) } @else { "always" } }
                    }
                }
            }
        }
    }
}

/// Returns the parameters.
pub fn params(audience: Audience, code: AnyCode<'_>) -> Option<Markup> {
    let params: Vec<_> = audience.params(code).collect();
    (!params.is_empty()).then(|| {
        html! {
            table {
                thead { tr { th scope="col" { "Name" } th scope="col" { "Type" } th scope="col" { "Example" } } }
                tbody {
                    @for param in params {
                        tr {
                            th scope="row" { code { (param.name) } }
                            td {
                                (param.kind)
                                @if param.optional { ", optional" }
                                @if param.sensitive { ", sensitive: never in texts or answers" }
                            }
                            td { code { (param.example) } }
                        }
                    }
                }
            }
        }
    })
}

/// Returns the provider codes by scope.
pub fn providers(code: AnyCode<'_>) -> Option<Markup> {
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

/// Returns the remaining facts.
pub fn details(audience: Audience, code: AnyCode<'_>) -> Markup {
    let own = |text| Some(text).filter(|_| !audience.is_public());
    let tags = code.tags().collect::<Vec<_>>().join(", ");
    html! {
        dl class="facts" {
            // A masked code is never on the wire.
            @if code.shown() == Shown::Itself { (wire(code)) }
            @if let Some(field) = code.field() {
                div { dt { "Input field" } dd { code { (field) } } }
            }
            div { dt { "gRPC" } dd { code { (code.grpc()) } } }
            div { dt { "Severity" } dd { (code.severity()) } }
            @if let Some(owner) = code.owner().and_then(own) { div { dt { "Owner" } dd { (owner) } } }
            @if let Some(tags) = own(&tags).filter(|tags| !tags.is_empty()) { div { dt { "Tags" } dd { (tags) } } }
            div { dt { "As JSON" } dd { a href={ (stem(code.as_str())) ".json" } { (full_name(code)) } } }
        }
    }
}

/// Returns the problem type, if it is not the link to the documentation.
fn own_type(code: AnyCode<'_>) -> Option<String> {
    code.problem_type().filter(|uri| Some(*uri) != code.docs_url()).map(|uri| uri.to_string())
}

/// Returns the aliases of a code or of a retired id.
pub fn aliases(catalog: Catalog<'_>, of: Found<'_>) -> Option<Markup> {
    let list = html! {
        div {
            dt { "Aliases" }
            dd { @for (at, alias) in catalog.aliases(of).enumerate() { @if at > 0 { ", " } code { (alias) } } }
        }
    };
    (catalog.aliases(of).len() > 0).then_some(list)
}

fn wire(code: AnyCode<'_>) -> Markup {
    html! {
        div { dt { "Code on the wire" } dd { code { (code.wire_code()) } @if code.wire_number().is_some() { ", a number" } } }
        @if let Some(aliases) = aliases(code.catalog(), Found::Code(code)) { (aliases) }
        @if let Some(uri) = own_type(code) { div { dt { "Problem type" } dd { (address(&uri)) } } }
        div {
            dt { "Envelope" }
            dd { @if let Some(name) = code.envelope() { code { (name) } } @else { "problem details (RFC 9457)" } }
        }
        div { dt { "Recognized" } dd { (recognition(code)) } }
    }
}

/// Returns the lifecycle.
pub fn life(audience: Audience, code: AnyCode<'_>) -> Option<Markup> {
    let deprecation = audience.deprecation(code);
    (code.since().is_some() || deprecation.is_some()).then(|| {
        html! {
            dl class="facts" {
                @if let Some(since) = code.since() { div { dt { "Since" } dd { (since) } } }
                @if let Some(deprecation) = deprecation {
                    @if let Some(since) = deprecation.since { div { dt { "Deprecated" } dd { "since " (since) } } }
                    @if let Some(next) = deprecation.replaced_by {
                        div { dt { "Replaced by" } dd { (link(next)) } }
                    }
                }
            }
        }
    })
}

/// Returns related codes and the link.
pub fn references(audience: Audience, code: AnyCode<'_>) -> Option<Markup> {
    let see: Vec<_> = code.see().filter(|other| audience.shows(*other)).collect();
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

/// Returns the citations.
pub fn citations(audience: Audience, code: AnyCode<'_>) -> Option<Markup> {
    let sources: Vec<_> = audience.citations(code).collect();
    let list = html! {
        ul {
            @for source in &sources {
                li {
                    (address(source.page)) @if let Some(edition) = source.edition { ", " (crate::text::edition(edition)) }
                    @if source.assumed { " " span class="assumed" { "our assumption: the source does not say" } }
                }
            }
        }
    };
    (!sources.is_empty()).then_some(list)
}
