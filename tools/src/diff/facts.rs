//! Properties as texts, to compare and to show.

use errcat_compiler::Spanned;
use errcat_compiler::model::{Code, Json, Mask, Member, Model, Param, Ref, Row};
use errcat_core::{AnyCode, Policy, PolicyKind, Recognize, Waits};

use crate::audience::Audience;

pub fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

pub fn named(reference: &Ref) -> String {
    reference.name.value.clone()
}

pub fn param(param: &Param) -> String {
    format!("{}: {}", param.name.value, kind(param))
}

/// Returns the type of a value, and whether answers leave it out.
pub fn kind(param: &Param) -> String {
    let optional = if param.optional { ", optional" } else { "" };
    format!("{}{optional}{}", param.kind.as_str(), if param.sensitive { ", sensitive" } else { "" })
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

pub fn row(Row { contains, status, at, is, take, .. }: &Row) -> String {
    let range = |(first, last): &(u16, u16)| if first == last { first.to_string() } else { format!("{first}-{last}") };
    let ranges = list(status.iter().map(range));
    let ranges = Some(ranges).filter(|ranges| !ranges.is_empty()).map(|ranges| format!("status {ranges}"));
    let contains = contains.as_ref().map(|text| format!("contains {text:?}"));
    let member = at.as_ref().map(|at| match &at.is {
        Member::Scope(scope) => format!("{} is of scope {}", at.pointer, scope.value),
        Member::OneOf(values) => format!("{} is {}", at.pointer, list(values.iter().map(|value| format!("{value:?}")))),
    });
    let conditions: Vec<String> = [contains, ranges, member].into_iter().flatten().collect();
    let conditions = if conditions.is_empty() { "else".to_owned() } else { conditions.join(" and ") };
    let is = is.as_ref().map(|is| format!(" is {}", named(is))).unwrap_or_default();
    let take = list(take.iter().map(|(param, pointer)| format!("{} from {}", param.value, pointer.value)));
    let take = if take.is_empty() { take } else { format!(" with {take}") };
    format!("{conditions}{is}{take}")
}

/// Returns what identifies an answer in addition to its shape: its link, and its texts unless the answer carries the code.
pub fn recognized_text(model: &Model, code: &Code, link: Option<&str>) -> Option<String> {
    // Problem details carry the code.
    let at = code.envelope.as_ref()?.to.filter(|_| code.recognize == Recognize::Envelope)?;
    let template = &model.envelopes[at].template;
    let customer = code.customer.as_ref().map_or(&model.unknown.customer, |text| &text.text);
    let words = [
        ("message", &*code.message.text),
        ("title", &code.title),
        ("customer", customer),
        ("remediation", &code.remediation.text),
    ];
    let words = words.into_iter().filter(|_| !template.has_code());
    let texts = words.chain(link.map(|link| ("docs_url", link)));
    let texts: Vec<&str> = texts.filter(|(name, _)| fills(template, name)).map(|(_, text)| text).collect();
    Some(texts.join("\n"))
}

/// Returns whether an envelope has a place for a value.
fn fills(template: &Json, value: &str) -> bool {
    match template {
        Json::Name { name, .. } => name == value,
        Json::List(items) => items.iter().any(|item| fills(item, value)),
        Json::Object(members) => members.iter().any(|(_, member)| fills(member, value)),
        _ => false,
    }
}

pub fn constant((name, value): &(Spanned<String>, Json)) -> (String, String) {
    (name.value.clone(), template(value, &[]))
}

/// Returns the body of an answer as JSON, with `$name` for each value.
pub fn body(model: &Model, envelope: Option<&Ref>, constants: &[(String, String)]) -> String {
    match envelope.and_then(|envelope| envelope.to) {
        Some(at) => template(&model.envelopes[at].template, constants),
        None => "problem details".to_owned(),
    }
}

pub fn template(json: &Json, constants: &[(String, String)]) -> String {
    let text = |text: &str| serde_json::to_string(text).expect("a text is JSON");
    let inner = |items: &mut dyn Iterator<Item = String>| items.collect::<Vec<_>>().join(",");
    match json {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => value.to_string(),
        Json::Number(value) => value.clone(),
        Json::String(value) => text(value),
        Json::List(items) => format!("[{}]", inner(&mut items.iter().map(|item| template(item, constants)))),
        Json::Object(members) => {
            let member = |(key, value): &(String, Json)| format!("{}:{}", text(key), template(value, constants));
            format!("{{{}}}", inner(&mut members.iter().map(member)))
        }
        Json::Name { name, optional, .. } => match constants.iter().find(|(constant, _)| constant == name) {
            Some((_, value)) => value.clone(),
            None => format!("${name}{}", if *optional { "?" } else { "" }),
        },
    }
}
