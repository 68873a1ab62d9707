//! A code as JSON. Every member is always present; one without a value is `null`.

use std::time::Duration;

use errcat_core::{
    AnyCode, Citation, Deprecation, Jitter, Language, Limit, Outcome, Param, Policy, ProviderCode, RedirectTemplate,
    Shown, Waits,
};
use serde::Serialize;

use super::wire_code::WireCode;
use crate::audience::Audience;

/// A code with all its properties.
#[derive(Clone, Debug, Serialize)]
pub struct CodeJson<'a> {
    catalog: &'a str,
    id: &'a str,
    title: &'a str,
    message: &'a str,
    params: Vec<ParamJson<'a>>,
    status: Option<u16>,
    wire_code: WireCode<'a>,
    aliases: Vec<&'a str>,
    fixable_by: &'static str,
    customer_fixable: bool,
    remediation: &'a str,
    customer: &'a str,
    language: &'a str,
    retry: &'a str,
    policy: PolicyJson<'a>,
    outcome: Option<&'a str>,
    session: Option<&'a str>,
    checkout: Option<OutcomeJson<'a>>,
    field: Option<&'a str>,
    masked: bool,
    shown_as: Option<&'a str>,
    envelope: Option<&'a str>,
    recognize: &'static str,
    grpc: &'static str,
    severity: &'static str,
    provider_codes: Vec<ProviderJson<'a>>,
    see: Vec<&'a str>,
    citations: Vec<CitationJson<'a>>,
    tags: Vec<&'a str>,
    owner: Option<&'a str>,
    since: Option<&'a str>,
    deprecated: Option<DeprecationJson<'a>>,
    docs_url: Option<String>,
    problem_type: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct ParamJson<'a> {
    name: &'a str,
    r#type: &'static str,
    example: &'a str,
    sensitive: bool,
    optional: bool,
}

#[derive(Clone, Debug, Serialize)]
struct PolicyJson<'a> {
    name: &'a str,
    kind: &'static str,
    automatic: bool,
    first_ms: u64,
    factor: f64,
    max_ms: Option<u64>,
    retries: u32,
    total_ms: Option<u64>,
    jitter: &'static str,
    /// The longest `Retry-After` that is followed; `null` if it is ignored.
    retry_after_max_ms: Option<u64>,
    idempotency: &'static str,
    limits: Vec<LimitJson<'a>>,
}

#[derive(Clone, Debug, Serialize)]
struct LimitJson<'a> {
    scheme: &'a str,
    count: u32,
    window_ms: u64,
    from: Option<String>,
    citation: Option<&'a str>,
}

#[derive(Clone, Debug, Serialize)]
struct OutcomeJson<'a> {
    action: &'static str,
    to: Option<&'a str>,
    query: Option<&'a str>,
    terminal: bool,
}

#[derive(Clone, Debug, Serialize)]
struct ProviderJson<'a> {
    scope: &'a str,
    code: &'a str,
}

#[derive(Clone, Debug, Serialize)]
struct CitationJson<'a> {
    page: &'a str,
    edition: Option<&'a str>,
    assumed: bool,
}

#[derive(Clone, Debug, Serialize)]
struct DeprecationJson<'a> {
    since: Option<&'a str>,
    replaced_by: Option<&'a str>,
    reason: Option<&'a str>,
}

impl<'a> CodeJson<'a> {
    /// Returns a code with its texts in a language of its catalog; without one, in the catalog's own.
    #[must_use]
    pub fn new(code: AnyCode<'a>, language: Option<Language<'a>>) -> Self {
        let own = code.catalog().languages().next();
        let language = language.or(own);
        Self {
            catalog: code.catalog().name(),
            id: code.as_str(),
            title: code.title(),
            message: code.message(),
            params: code.params().map(ParamJson::from).collect(),
            status: code.status(),
            wire_code: code.into(),
            aliases: code.aliases().collect(),
            fixable_by: code.fixable_by().as_str(),
            customer_fixable: code.is_customer_fixable(),
            remediation: language.map_or(code.remediation(), |language| code.remediation_in(language.tag)),
            customer: language.map_or(code.customer(), |language| code.customer_in(language.tag)),
            language: language.map_or("", |language| language.tag),
            retry: code.retry().name,
            policy: code.retry().into(),
            outcome: code.outcome().map(|outcome| outcome.name),
            session: code.outcome().map(|outcome| outcome.session.as_str()),
            checkout: code.outcome().map(OutcomeJson::from),
            field: code.field(),
            masked: code.shown() != Shown::Itself,
            shown_as: match code.shown() {
                Shown::Itself => Some(code.as_str()),
                Shown::As(mask) => Some(mask.as_str()),
                Shown::Unknown => None,
            },
            envelope: code.envelope(),
            recognize: code.recognize().as_str(),
            grpc: code.grpc().as_str(),
            severity: code.severity().as_str(),
            provider_codes: code.provider_codes().map(ProviderJson::from).collect(),
            see: code.see().map(AnyCode::as_str).collect(),
            citations: code.citations().map(CitationJson::from).collect(),
            tags: code.tags().collect(),
            owner: code.owner(),
            since: code.since(),
            deprecated: code.deprecation().map(DeprecationJson::from),
            docs_url: code.docs_url().map(|link| link.to_string()),
            problem_type: code.problem_type().map(|link| link.to_string()),
        }
    }

    /// Returns what an audience may see of a code, with its texts in the catalog's own language.
    #[must_use]
    pub fn seen_by(audience: Audience, code: AnyCode<'a>) -> Self {
        let json = Self::new(code, None);
        if audience.is_public() { json.public(code) } else { json }
    }

    /// Removes sensitive parameters, the team's notes and the names of masked codes. The code itself must not be masked.
    fn public(mut self, code: AnyCode<'a>) -> Self {
        let public = Audience::Public;
        self.params.retain(|param| !param.sensitive);
        self.policy.limits.iter_mut().for_each(|limit| limit.citation = None);
        self.see = code.see().filter(|other| public.shows(*other)).map(AnyCode::as_str).collect();
        self.citations.clear();
        self.tags.clear();
        self.owner = None;
        self.deprecated = public.deprecation(code).map(DeprecationJson::from);
        self
    }
}

impl<'a> From<Param<'a>> for ParamJson<'a> {
    fn from(param: Param<'a>) -> Self {
        let Param { name, kind, example, sensitive, optional, .. } = param;
        Self { name, r#type: kind.as_str(), example, sensitive, optional }
    }
}

impl<'a> From<Policy<'a>> for PolicyJson<'a> {
    fn from(policy: Policy<'a>) -> Self {
        let schedule = policy.schedule();
        let (factor, max) = match schedule.map(|schedule| schedule.waits) {
            Some(Waits::Backoff { factor, max, .. }) => (factor.into(), Some(max)),
            _ => (1.0, None),
        };
        Self {
            name: policy.name,
            kind: policy.kind().as_str(),
            automatic: policy.is_automatic(),
            first_ms: policy.first_wait().map_or(0, milliseconds),
            factor,
            max_ms: max.map(milliseconds),
            retries: schedule.map_or(0, |schedule| schedule.retries),
            total_ms: schedule.and_then(|schedule| schedule.total).map(milliseconds),
            jitter: schedule.map_or(Jitter::None, |schedule| schedule.jitter).as_str(),
            retry_after_max_ms: schedule.and_then(|schedule| schedule.retry_after).map(milliseconds),
            idempotency: policy.idempotency.as_str(),
            limits: policy.limits().map(LimitJson::from).collect(),
        }
    }
}

impl<'a> From<Limit<'a>> for LimitJson<'a> {
    fn from(limit: Limit<'a>) -> Self {
        let window_ms = milliseconds(limit.window);
        Self {
            scheme: limit.scheme,
            count: limit.count,
            window_ms,
            from: limit.from.map(|from| from.to_string()),
            citation: limit.citation,
        }
    }
}

impl<'a> From<Outcome<'a>> for OutcomeJson<'a> {
    fn from(outcome: Outcome<'a>) -> Self {
        Self {
            action: outcome.action.as_str(),
            to: outcome.to,
            query: outcome.redirect.map(RedirectTemplate::name),
            terminal: outcome.session.is_terminal(),
        }
    }
}

impl<'a> From<ProviderCode<'a>> for ProviderJson<'a> {
    fn from(provider: ProviderCode<'a>) -> Self {
        Self { scope: provider.scope, code: provider.code }
    }
}

impl<'a> From<Citation<'a>> for CitationJson<'a> {
    fn from(source: Citation<'a>) -> Self {
        Self { page: source.page, edition: source.edition, assumed: source.assumed }
    }
}

impl<'a> From<Deprecation<'a>> for DeprecationJson<'a> {
    fn from(deprecation: Deprecation<'a>) -> Self {
        let replaced_by = deprecation.replaced_by.map(AnyCode::as_str);
        Self { since: deprecation.since, replaced_by, reason: deprecation.reason }
    }
}

/// Returns the milliseconds of a duration. Durations of a catalog are whole milliseconds.
fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
