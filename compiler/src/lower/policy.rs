//! Retry policies: a kind with the keys that it needs.

use errcat_core::{Date, Idempotency, Jitter, PolicyKind};

use super::Lower;
use crate::diagnostic::rule::Rule;
use crate::model::{Limit, Policy};
use crate::schema;
use crate::schema::read::Field;
use crate::text::quote::quote;
use crate::text::span::Spanned;

/// The longest `Retry-After` that `retry_after: true` follows, in milliseconds: one hour.
const LONGEST_RETRY_AFTER: u64 = 3_600_000;

impl Lower<'_> {
    pub(super) fn policy(&mut self, name: &Spanned<String>, entry: &Spanned<schema::Policy>) -> Policy {
        let policy = &entry.value;
        if policy.kind.is_absent() {
            let help = "write what must happen before a retry: `immediate`, `backoff`, `delay`, `after_change` or `after_authentication`";
            self.missing("kind", &format!("policy {}", quote(&name.value)), name.span, help);
        }
        if let Field::Present(Spanned { value: schema::Word(PolicyKind::Never), span }) = policy.kind {
            let help = "write `retry: never` in the code, which needs no policy";
            self.report(Rule::InvalidPolicy, span, "`never` is not a kind of policy", help);
        }
        let kind = policy.kind.get().map_or(PolicyKind::Immediate, |kind| kind.0);
        self.schedule(name, kind, policy);
        let limits = match &policy.limits {
            Field::Present(limits) => limits.value.0.iter().filter_map(|limit| self.limit(limit)).collect(),
            _ => Vec::new(),
        };
        Policy {
            name: name.clone(),
            kind,
            first: policy.first.get().map_or(0, |first| first.0),
            factor: match kind {
                PolicyKind::Backoff => policy.factor.get().map_or(2000, |factor| factor.0),
                _ => 1000,
            },
            max: policy.max.get().map_or(0, |max| max.0),
            retries: policy.retries.get().copied().unwrap_or_default(),
            total: policy.total.get().map_or(0, |total| total.0),
            jitter: policy.jitter.get().map_or(Jitter::None, |jitter| jitter.0),
            retry_after: self.retry_after(name, &policy.retry_after),
            idempotency: policy.idempotency.get().map_or(Idempotency::SameKey, |rule| rule.0),
            limits,
        }
    }

    /// Returns the longest `Retry-After` in milliseconds that is followed; 0 if it is ignored.
    fn retry_after(&mut self, name: &Spanned<String>, field: &Field<schema::RetryAfter>) -> u64 {
        let Field::Present(Spanned { value, span }) = field else { return LONGEST_RETRY_AFTER };
        let bound = match value {
            schema::RetryAfter::Followed(followed) => return if *followed { LONGEST_RETRY_AFTER } else { 0 },
            schema::RetryAfter::UpTo(bound) => bound,
        };
        if bound.max.is_absent() {
            let owner = format!("`retry_after` of policy {}", quote(&name.value));
            self.missing("max", &owner, *span, "write the longest wait, as in `{max: 10m}`, or `true` for one hour");
        }
        if let Field::Present(Spanned { value: schema::Milliseconds(0), span }) = bound.max {
            let help = "make it longer, or write `retry_after: false` to ignore `Retry-After`";
            self.report(Rule::InvalidPolicy, span, "the longest wait for `Retry-After` is zero", help);
        }
        bound.max.get().map_or(LONGEST_RETRY_AFTER, |max| max.0)
    }

    /// Checks that a policy has the keys that its kind needs, and none without effect.
    fn schedule(&mut self, name: &Spanned<String>, kind: PolicyKind, policy: &schema::Policy) {
        let keys = [
            ("first", policy.first.is_absent(), policy.first.span()),
            ("factor", policy.factor.is_absent(), policy.factor.span()),
            ("max", policy.max.is_absent(), policy.max.span()),
            ("retries", policy.retries.is_absent(), policy.retries.span()),
            ("total", policy.total.is_absent(), policy.total.span()),
            ("jitter", policy.jitter.is_absent(), policy.jitter.span()),
            ("retry_after", policy.retry_after.is_absent(), policy.retry_after.span()),
        ];
        let (needed, allowed): (&[&str], &[&str]) = match kind {
            PolicyKind::Backoff => (&["first", "max", "retries"], &["factor", "total", "jitter", "retry_after"]),
            PolicyKind::Delay => (&["first", "retries"], &["total", "jitter", "retry_after"]),
            PolicyKind::Immediate => (&["retries"], &["total", "retry_after"]),
            _ => (&[], &[]),
        };
        let owner = format!("policy {}", quote(&name.value));
        for (key, absent, place) in keys {
            match place {
                None if absent && needed.contains(&key) && policy.kind.get().is_some() => {
                    self.missing(key, &owner, name.span, &format!("add it, or choose another kind: `{kind}` needs it"));
                }
                Some(span) if !needed.contains(&key) && !allowed.contains(&key) && policy.kind.get().is_some() => {
                    let message = format!("`{key}` has no meaning in a policy of kind `{kind}`");
                    self.report(Rule::InvalidPolicy, span, message, "remove it, or choose another kind");
                }
                _ => {}
            }
        }
        let mut wrong = |field: &Field<schema::Milliseconds>, bad: bool, message: &str, help: &str| {
            if let Field::Present(value) = field
                && bad
            {
                self.report(Rule::InvalidPolicy, value.span, message, help);
            }
        };
        let ms = |field: &Field<schema::Milliseconds>| field.get().map_or(0, |value| value.0);
        let (first, max, total) = (ms(&policy.first), ms(&policy.max), ms(&policy.total));
        wrong(&policy.first, first == 0, "`first` is zero", "use `kind: immediate` to retry at once");
        wrong(
            &policy.max,
            max < first,
            "`max` is shorter than `first`",
            "make the longest wait at least as long as the first",
        );
        wrong(&policy.total, total < first, "`total` is shorter than `first`", "make it longer: no retry fits");
        wrong(&policy.total, total == 0 && first == 0, "`total` is zero", "make it longer: no retry fits");
        if let Field::Present(Spanned { value: 0, span }) = policy.retries {
            let help = "use `retry: never` in the code instead";
            self.report(Rule::InvalidPolicy, span, "the policy has no retries", help);
        }
    }

    fn limit(&mut self, entry: &Spanned<schema::Limit>) -> Option<Limit> {
        let limit = &entry.value;
        let (owner, help) = ("the limit", "write `scheme`, `count` and `window`");
        let scheme = self.required(&limit.scheme, "scheme", owner, entry.span, help);
        for (key, absent) in [("count", limit.count.is_absent()), ("window", limit.window.is_absent())] {
            if absent {
                self.missing(key, owner, entry.span, help);
            }
        }
        if let Field::Present(Spanned { value: 0, span }) = limit.count {
            self.report(
                Rule::InvalidPolicy,
                span,
                "the limit allows no attempts",
                "use `retry: never` in the code instead",
            );
        }
        if let Field::Present(Spanned { value: schema::Milliseconds(0), span }) = limit.window {
            self.report(
                Rule::InvalidPolicy,
                span,
                "the window of the limit is zero",
                "write the time in which attempts are counted, as in `24h`",
            );
        }
        let from = self.optional(&limit.from, "from");
        if let Some(from) = &from
            && from.value.parse::<Date>().is_err()
        {
            let message = format!("{} is not a date", quote(&from.value));
            self.report(Rule::InvalidValue, from.span, message, "write it as in `2026-04-18` (ISO 8601)");
        }
        Some(Limit {
            scheme: scheme?.value,
            count: *limit.count.get()?,
            window: limit.window.get()?.0,
            from: from.map(|from| from.value),
            citation: self.plain(&limit.citation, "citation"),
        })
    }
}
