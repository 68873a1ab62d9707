//! The sections of a header that codes refer to: retry policies, context, envelopes, outcomes and redirects.

use std::time::Duration;

use errcat::{Action, Factor, Idempotency, Jitter, ParamKind, Part, Schedule, Waits};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_yaml::{Mapping, Value};

use super::mapping;

/// The named things of a catalog. Policies are `p0`, `p1`, …, envelopes `e0`, …, outcomes `o0`, …, redirects `r0`, ….
#[derive(Clone, Debug)]
pub struct Sections {
    pub policies: Vec<PolicySpec>,
    /// Names, types and examples.
    pub context: Vec<(String, ParamKind)>,
    pub envelopes: Vec<Shape>,
    pub outcomes: Vec<OutcomeSpec>,
    /// The URLs that each redirect carries.
    pub redirects: Vec<Vec<&'static str>>,
}

#[derive(Clone, Debug)]
pub struct PolicySpec {
    /// In milliseconds: `None` for a kind without a schedule.
    pub waits: Option<WaitsSpec>,
    pub retries: u32,
    pub total: Option<u64>,
    pub jitter: Jitter,
    /// `None` if the key is absent, zero for `false`.
    pub retry_after: Option<u64>,
    pub idempotency: Idempotency,
}

#[derive(Clone, Copy, Debug)]
pub enum WaitsSpec {
    Immediate,
    Delay(u64),
    /// First wait, thousandths of the factor, and the longest wait.
    Backoff(u64, u32, u64),
}

#[derive(Clone, Copy, Debug)]
pub struct OutcomeSpec {
    pub action: Action,
    pub to: &'static str,
    pub redirect: Option<usize>,
}

/// The parts of a schedule: waits, retries, total, jitter, and the longest `Retry-After`.
type ScheduleParts = (Waits, u32, Option<Duration>, Jitter, Option<Duration>);

/// The JSON shape of an envelope.
#[derive(Clone, Debug)]
pub enum Shape {
    Literal(Value),
    /// A name, and whether its place is optional.
    Slot(String, bool),
    Object(Vec<(String, Self)>),
    List(Vec<Self>),
}

impl PolicySpec {
    /// The schedule that is read of it.
    pub fn schedule(&self) -> Option<ScheduleParts> {
        let ms = Duration::from_millis;
        let waits = match self.waits? {
            WaitsSpec::Immediate => Waits::Immediate,
            WaitsSpec::Delay(wait) => Waits::Delay(ms(wait)),
            WaitsSpec::Backoff(first, factor, max) => {
                Waits::Backoff { first: ms(first), factor: Factor::from_thousandths(factor), max: ms(max) }
            }
        };
        let followed = self.retry_after.unwrap_or(3_600_000);
        Some((waits, self.retries, self.total.map(ms), self.jitter, (followed > 0).then(|| ms(followed))))
    }

    /// The same parts of a schedule that was read.
    pub const fn parts(of: Schedule) -> ScheduleParts {
        (of.waits, of.retries, of.total, of.jitter, of.retry_after)
    }

    fn yaml(&self) -> Mapping {
        let ms = |milliseconds: u64| Value::from(format!("{milliseconds}ms"));
        let mut entry = mapping([("idempotency", self.idempotency.as_str().into())]);
        let mut put = |key: &str, value: Value| drop(entry.insert(key.into(), value));
        let Some(waits) = self.waits else {
            put("kind", "after_change".into());
            return entry;
        };
        put("retries", self.retries.into());
        match waits {
            WaitsSpec::Immediate => put("kind", "immediate".into()),
            WaitsSpec::Delay(wait) => {
                put("kind", "delay".into());
                put("first", ms(wait));
            }
            WaitsSpec::Backoff(first, factor, max) => {
                put("kind", "backoff".into());
                put("first", ms(first));
                put("max", ms(max));
                put("factor", (f64::from(factor) / 1000.0).into());
            }
        }
        if !matches!(waits, WaitsSpec::Immediate) {
            put("jitter", self.jitter.as_str().into());
        }
        if let Some(total) = self.total {
            put("total", ms(total));
        }
        match self.retry_after {
            None => {}
            Some(0) => put("retry_after", false.into()),
            Some(3_600_000) => put("retry_after", true.into()),
            Some(max) => put("retry_after", mapping([("max", ms(max))]).into()),
        }
        entry
    }
}

impl Shape {
    /// Compares with the parts of an envelope that was read.
    pub fn is<'a>(&self, parts: &mut impl Iterator<Item = Part<'a>>) -> bool {
        let json = |text: &str| serde_json::to_string(text).expect("a text is JSON");
        match (self, parts.next()) {
            (Self::Literal(value), Some(Part::Literal(own))) => {
                serde_json::to_string(value).is_ok_and(|json| json == own)
            }
            (Self::Slot(name, optional), Some(Part::Filled(slot))) => slot.name == name && slot.optional == *optional,
            (Self::Object(members), Some(Part::Object(count))) => {
                members.len() == count
                    && members.iter().all(|(key, shape)| {
                        matches!(parts.next(), Some(Part::Key(own)) if own == json(key)) && shape.is(parts)
                    })
            }
            (Self::List(items), Some(Part::List(count))) => {
                items.len() == count && items.iter().all(|item| item.is(parts))
            }
            _ => false,
        }
    }

    fn yaml(&self) -> Value {
        match self {
            Self::Literal(value) => value.clone(),
            Self::Slot(name, optional) => format!("${name}{}", if *optional { "?" } else { "" }).into(),
            Self::Object(members) => {
                let members = members.iter().map(|(key, shape)| (Value::from(key.as_str()), shape.yaml()));
                Value::Mapping(members.collect())
            }
            Self::List(items) => Value::Sequence(items.iter().map(Self::yaml).collect()),
        }
    }
}

impl Sections {
    /// Returns the sections as YAML, by their keys.
    pub fn yaml(&self) -> Vec<(&'static str, Mapping)> {
        fn all<T>(prefix: char, things: &[T], yaml: impl Fn(&T) -> Value) -> Mapping {
            let name = |at: usize| Value::from(format!("{prefix}{at}"));
            things.iter().enumerate().map(|(at, thing)| (name(at), yaml(thing))).collect()
        }
        let example = |kind: &ParamKind| match kind {
            ParamKind::Integer => Value::from(7),
            ParamKind::Number => 0.5.into(),
            ParamKind::Boolean => true.into(),
            _ => "r-1".into(),
        };
        let outcome = |outcome: &OutcomeSpec| {
            let session = match (outcome.action, outcome.to) {
                (Action::Inline, _) => "pending",
                (_, "error_url") => "failed",
                _ => "expired",
            };
            let mut entry = mapping([("action", outcome.action.as_str().into()), ("session", session.into())]);
            let key = match outcome.action {
                Action::Redirect => Some("to"),
                Action::Page => Some("then"),
                _ => None,
            };
            key.map(|key| entry.insert(key.into(), outcome.to.into()));
            outcome.redirect.map(|at| entry.insert("query".into(), format!("r{at}").into()));
            entry.into()
        };
        let redirect = |urls: &Vec<&'static str>| {
            let urls =
                urls.iter().enumerate().map(|(at, url)| (Value::from(format!("u{at}")), format!("${url}").into()));
            let code = std::iter::once((Value::from("code"), Value::from("$code")));
            Value::Mapping(code.chain(urls).collect())
        };
        vec![
            ("retry", all('p', &self.policies, |policy| policy.yaml().into())),
            ("context", self.context.iter().map(|(name, kind)| (name.as_str().into(), example(kind))).collect()),
            ("envelopes", all('e', &self.envelopes, Shape::yaml)),
            ("outcomes", all('o', &self.outcomes, outcome)),
            ("redirects", all('r', &self.redirects, redirect)),
        ]
    }
}

const URLS: [&str; 3] = ["error_url", "cancel_url", "success_url"];

fn policy() -> impl Strategy<Value = PolicySpec> {
    let waits =
        prop_oneof![
            Just(None),
            Just(Some(WaitsSpec::Immediate)),
            (1..10_000_u64).prop_map(|wait| Some(WaitsSpec::Delay(wait))),
            (1..10_000_u64, 1000..100_000_u32, 0..10_000_u64)
                .prop_map(|(first, factor, more)| Some(WaitsSpec::Backoff(first, factor, first + more))),
        ];
    let retry_after = option::of(prop_oneof![Just(0), Just(3_600_000), 1..100_000_000_u64]);
    (
        waits,
        1..1000_u32,
        option::of(10_000..1_000_000_000_u64),
        select(vec![Jitter::None, Jitter::Full, Jitter::Equal]),
        retry_after,
        select(vec![Idempotency::SameKey, Idempotency::NewKey]),
    )
        .prop_map(|(waits, retries, total, jitter, retry_after, idempotency)| {
            let jitter = if matches!(waits, Some(WaitsSpec::Immediate)) { Jitter::None } else { jitter };
            PolicySpec { waits, retries, total, jitter, retry_after, idempotency }
        })
}

/// An envelope with names of errcat and of the context. A list has no optional items.
fn shape(names: Vec<String>) -> impl Strategy<Value = Shape> {
    let literal = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z \"\\\\ü]{0,6}"
            .prop_filter("no text that YAML tools read as another type", |text| text.is_empty() || text.len() > 3)
            .prop_map(|text| Value::from(format!("x{text}"))),
    ];
    let leaf = prop_oneof![
        literal.prop_map(Shape::Literal),
        (select(names), any::<bool>()).prop_map(|(name, optional)| Shape::Slot(name, optional)),
    ];
    let within = leaf.prop_recursive(3, 24, 4, |inner| {
        let required = |shape: Shape| match shape {
            Shape::Slot(name, _) => Shape::Slot(name, false),
            shape => shape,
        };
        prop_oneof![
            btree_map("[a-z \"\\\\ü]{1,6}", inner.clone(), 0..4).prop_map(|members| Shape::Object(
                members.into_iter().map(|(key, shape)| (format!("x{key}"), shape)).collect()
            )),
            vec(inner.prop_map(required), 0..4).prop_map(Shape::List),
        ]
    });
    vec(within, 1..4).prop_map(|shapes| {
        Shape::Object(shapes.into_iter().enumerate().map(|(at, shape)| (format!("m{at}"), shape)).collect())
    })
}

/// The sections of a catalog.
pub fn sections() -> impl Strategy<Value = Sections> {
    let kinds = select(vec![ParamKind::String, ParamKind::Integer, ParamKind::Number, ParamKind::Boolean]);
    let redirects = vec(vec(select(&URLS[..]), 0..4), 0..3);
    let outcomes = vec(
        (select(vec![Action::Redirect, Action::Inline, Action::Page]), select(&URLS[..]), any::<prop::sample::Index>()),
        0..4,
    );
    (vec(policy(), 0..4), vec(kinds, 0..4), redirects, outcomes).prop_flat_map(
        |(policies, kinds, redirects, outcomes)| {
            let context: Vec<(String, ParamKind)> =
                kinds.into_iter().enumerate().map(|(at, kind)| (format!("of_context_{at}"), kind)).collect();
            let built_in = ["code", "message", "customer", "title", "status", "details", "docs_url", "remediation"];
            let names: Vec<String> =
                built_in.map(str::to_owned).into_iter().chain(context.iter().map(|(name, _)| name.clone())).collect();
            let outcomes: Vec<OutcomeSpec> = outcomes
                .into_iter()
                .map(|(action, to, redirect)| {
                    let redirect =
                        redirect.index(redirects.len() + 1).checked_sub(1).filter(|_| action == Action::Redirect);
                    OutcomeSpec { action, to, redirect }
                })
                .collect();
            vec(shape(names), 0..3).prop_map(move |mut envelopes| {
                // Every value of the context has a place.
                let all = context.iter().map(|(name, _)| (format!("of {name}"), Shape::Slot(name.clone(), true)));
                if let Some(Shape::Object(members)) = envelopes.first_mut() {
                    members.extend(all);
                } else if !context.is_empty() {
                    envelopes.push(Shape::Object(all.collect()));
                }
                Sections {
                    policies: policies.clone(),
                    context: context.clone(),
                    envelopes,
                    outcomes: outcomes.clone(),
                    redirects: redirects.clone(),
                }
            })
        },
    )
}
