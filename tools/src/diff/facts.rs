//! Properties as texts, to compare and to show.

use std::collections::BTreeSet;

use errcat_compiler::model::{Literal, Mask, Member, Param, Ref, Row};
use errcat_core::{AnyCode, Policy, PolicyKind, Waits};

use crate::audience::Audience;

pub fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

pub fn named(reference: &Ref) -> String {
    reference.name.value.clone()
}

/// Returns the type of a value, and whether answers leave it out.
pub fn kind(param: &Param) -> String {
    format!("{}{}", param.kind.as_str(), if param.sensitive { ", sensitive" } else { "" })
}

/// Returns the example of a value. An empty text is an example, too.
pub fn example(param: &Param) -> String {
    if param.example.is_empty() { "\"\"".to_owned() } else { param.example.clone() }
}

pub fn mask(mask: &Mask) -> Option<String> {
    match mask {
        Mask::Itself => None,
        Mask::As(code) => Some(named(code)),
        Mask::Unknown => Some("unknown".to_owned()),
    }
}

/// Returns the part of a policy that clients are written for: whether and after what to retry, and with which key.
pub fn retry(policy: &Policy<'_>) -> String {
    match policy.kind() {
        PolicyKind::Never => PolicyKind::Never.to_string(),
        kind => format!("{kind}, {}", policy.idempotency),
    }
}

/// Returns when clients retry.
pub fn schedule(policy: &Policy<'_>) -> String {
    let Some(schedule) = policy.schedule() else { return String::new() };
    let factor = match schedule.waits {
        Waits::Backoff { factor, .. } => format!(", factor {factor}"),
        _ => String::new(),
    };
    format!("{schedule}{factor}")
}

pub fn limits(policy: &Policy<'_>) -> String {
    // A citation does not change what clients do.
    list(Audience::Public.limits(*policy).map(|limit| limit.to_string()))
}

/// Returns a wire code; a number is not the text of its digits.
pub fn wire_code(code: AnyCode<'_>) -> String {
    match code.wire_number() {
        Some(number) => format!("number {number}"),
        None => code.wire_code().to_owned(),
    }
}

/// Returns a row of an upstream. The order of statuses, values and taken parameters has no meaning.
pub fn row(Row { contains, status, at, is, take, .. }: &Row) -> String {
    let range = |(first, last): &(u16, u16)| if first == last { first.to_string() } else { format!("{first}-{last}") };
    let ranges = sorted(status.iter().map(range));
    let ranges = Some(ranges).filter(|ranges| !ranges.is_empty()).map(|ranges| format!("status {ranges}"));
    let contains = contains.as_ref().map(|text| format!("contains {text:?}"));
    let member = at.as_ref().map(|at| match &at.is {
        Member::Scope(scope) => format!("{} is of scope {}", at.pointer, scope.value),
        Member::OneOf(values) => format!("{} is {}", at.pointer, sorted(values.iter().map(literal))),
    });
    let conditions: Vec<String> = [contains, ranges, member].into_iter().flatten().collect();
    let conditions = if conditions.is_empty() { "else".to_owned() } else { conditions.join(" and ") };
    let is = is.as_ref().map(|is| format!(" is {}", named(is))).unwrap_or_default();
    let take = sorted(take.iter().map(|(param, pointer)| format!("{} from {}", param.value, pointer.value)));
    let take = if take.is_empty() { take } else { format!(" with {take}") };
    format!("{conditions}{is}{take}")
}

fn sorted(items: impl Iterator<Item = String>) -> String {
    list(items.collect::<BTreeSet<_>>().into_iter())
}

/// Returns a value as text.
pub fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".to_owned(),
        Literal::Bool(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Number(text) => text.clone(),
        Literal::String(text) => serde_json::Value::from(text.as_str()).to_string(),
    }
}

/// Returns a text as it is written in YAML: as it is if it is a word, otherwise in quotes.
pub fn yaml(text: &str) -> String {
    let is_word = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|other| other.is_ascii_alphanumeric() || other == '_');
    if is_word { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}
