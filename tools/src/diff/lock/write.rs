//! The blocks of a lock, from a catalog: what its answers are made of, what reading them needs, and what programs rely on.

use std::collections::{BTreeMap, BTreeSet};

use errcat_compiler::Spanned;
use errcat_compiler::model::template::Template;
use errcat_compiler::model::{
    Code, Envelope, Json, Literal, Locale, Mask, Member, Model, Outcome, Param, Ref, Retired, Row, Translation, Unknown,
};
use errcat_core::{Action, Grpc, ParamKind, Recognize};
use serde_json::{Map, Value, json};

use super::lines::Lines;
use crate::diff::facts::{mask, named};
use crate::diff::snapshot::{Snapshot, Word};

/// Returns the lock of a version, with the author's words of its own.
pub fn lock(snapshot: &Snapshot) -> Lines {
    lock_with(snapshot, &snapshot.reworded)
}

/// Returns the lock of a version. `reworded` has the author's words on messages, by the id of the code.
pub fn lock_with(snapshot: &Snapshot, reworded: &BTreeMap<String, Word>) -> Lines {
    let model = snapshot.model();
    let mut lock = header(model);
    let texts = translations(model);
    let codes = model.codes.iter().map(|code| {
        let id = &code.id.value;
        let mut members = code_members(model, code, texts.get(id.as_str()).map_or(&[], |texts| &**texts));
        let word = reworded.get(id).map(|word| json!({"message": word.message, "version": word.version}));
        members.extend(word.map(|word| (super::REWORDED.to_owned(), word)));
        members.sort_keys();
        (id.clone(), Value::Object(members))
    });
    lock.add_all("code", codes);
    lock.add_all("retired", model.retired.iter().map(|one| (one.id.value.clone(), retired_members(one))));
    lock.sorted()
}

fn header(model: &Model) -> Lines {
    let mut lock = Lines::default();
    lock.add("catalog", model.name.as_str());
    lock.add("version", model.version.as_str());
    lock.add("language", model.language.as_str());
    lock.add("docs_url", model.docs_url.clone());
    lock.add("problem", model.problem_type.as_ref().map(|uri| json!({"type": uri.value})));
    lock.add("unknown", unknown(&model.unknown));
    let has_own_unknown = model.unknown.is.is_none();
    lock.add_all("language", model.locales.iter().map(|one| (one.tag.clone(), language(one, has_own_unknown))));
    let policies = model.policies.iter().map(|policy| {
        let value = json!({"kind": policy.kind.as_str(), "idempotency": policy.idempotency.as_str()});
        (policy.name.value.clone(), value)
    });
    lock.add_all("retry", policies);
    lock.add_all("context", model.context.iter().map(|param| (param.name.value.clone(), example(param))));
    let templates = |all: &[Envelope]| -> Vec<(String, Value)> {
        all.iter().map(|one| (one.name.value.clone(), template(&one.template))).collect()
    };
    lock.add_all("envelope", templates(&model.envelopes));
    lock.add_all("redirect", templates(&model.redirects));
    lock.add_all("outcome", model.outcomes.iter().map(|one| (one.name.value.clone(), outcome(one))));
    let rows = |rows: &[Row]| rows.iter().map(row).collect::<Value>();
    lock.add_all("upstream", model.upstreams.iter().map(|one| (one.name.value.clone(), rows(&one.rows))));
    lock
}

/// Returns the unknown error: its texts, or the id of its code.
fn unknown(unknown: &Unknown) -> Value {
    if let Some(is) = &unknown.is {
        return Value::from(named(is));
    }
    let code = unknown.number.map_or_else(|| Value::from(unknown.code.value.as_str()), Value::from);
    object([
        ("code", Some(code)),
        ("status", Some(unknown.status.into())),
        ("message", Some(unknown.message.as_str().into())),
        ("customer", Some(unknown.customer.as_str().into())),
        ("envelope", reference(unknown.envelope.as_ref())),
        ("set", constants(&unknown.set)),
    ])
}

/// Returns the constants of a code or of the unknown error; none without constants.
fn constants(set: &[(Spanned<String>, Json)]) -> Option<Value> {
    let constants: Map<String, Value> =
        set.iter().map(|(name, value)| (name.value.clone(), self::template(value))).collect();
    (!set.is_empty()).then(|| Value::Object(constants))
}

fn language(locale: &Locale, has_own_unknown: bool) -> Value {
    let customer = locale.unknown_customer.as_ref().filter(|_| has_own_unknown).map(|text| text.value.as_str());
    object([("customer", customer.map(Value::from))])
}

fn object<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    Value::Object(members.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect())
}

/// Returns texts, sorted; none without texts.
fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<Value> {
    let texts: BTreeSet<&str> = texts.into_iter().collect();
    (!texts.is_empty()).then(|| texts.into_iter().collect())
}

fn reference(reference: Option<&Ref>) -> Option<Value> {
    reference.map(|reference| Value::from(named(reference)))
}

/// The translations of a code: the tag, the section of the locale, and the text.
type Translated<'m> = (&'m str, &'static str, &'m Template);

fn translations(model: &Model) -> BTreeMap<&str, Vec<Translated<'_>>> {
    let mut all: BTreeMap<&str, Vec<Translated<'_>>> = BTreeMap::new();
    for locale in &model.locales {
        for (section, texts) in [("customer", &locale.customer), ("remediation", &locale.remediation)] {
            for Translation { code, text } in texts {
                all.entry(&code.name.value).or_default().push((&locale.tag, section, text));
            }
        }
    }
    all
}

/// Returns the members of a code, in any order.
fn code_members(model: &Model, code: &Code, translated: &[Translated<'_>]) -> Map<String, Value> {
    let mut members = Members(Map::new());
    let template = code.envelope.as_ref().and_then(|envelope| Some(&model.envelopes.get(envelope.to?)?.template));
    // A text is read if the answer carries it, and if it identifies the answer or has values.
    let is_read = |name: &str, text: &Template| {
        let carried = template.is_some_and(|template| has(template, name));
        let needed = template.is_some_and(|template| !template.has_code()) || text.params().next().is_some();
        matches!(code.shown_as, Mask::Itself) && carried && needed
    };
    // The text of the unknown error is that of every code without one.
    let is_unknown = model.unknown.is.as_ref().is_some_and(|is| is.name.value == code.id.value);
    let is_read = |name: &str, text: &Template| is_read(name, text) || (is_unknown && name == "customer");
    members.add("status", code.status.map_or_else(|| Value::from("none"), Value::from));
    members.add("fixable_by", code.fixable_by.as_str());
    members.add("message", code.message.text.as_str());
    members.add("title", (!code.has_default_title()).then(|| code.title.clone()));
    members.add("rust_name", (!code.has_default_rust_name()).then(|| code.rust_name.clone()));
    let wire_code = || code.wire_code.as_ref().map(|wire| Value::from(wire.value.as_str()));
    members.add("wire_code", code.wire_number.map(Value::from).or_else(wire_code));
    members.add("aliases", texts(code.aliases.iter().map(|alias| alias.value.as_str())));
    let params = code.params.iter().map(|param| (param.name.value.clone(), example(param)));
    let params: Map<String, Value> = params.collect();
    members.add("params", Some(Value::Object(params)).filter(|_| !code.params.is_empty()));
    let customer = code.customer.as_ref().filter(|text| is_read("customer", text));
    members.add("customer", customer.map(|text| text.text.clone()));
    let remediation = Some(&code.remediation).filter(|text| is_read("remediation", text));
    members.add("remediation", remediation.map(|text| text.text.clone()));
    let mut languages = Map::new();
    for (tag, section, text) in translated.iter().filter(|(_, section, text)| is_read(section, text)) {
        let language = languages.entry((*tag).to_owned()).or_insert_with(|| json!({}));
        language[*section] = Value::from(text.text.as_str());
    }
    languages.sort_keys();
    members.add("translations", Some(Value::Object(languages)).filter(|languages| *languages != json!({})));
    members.add("shown_as", mask(&code.shown_as));
    members.add("retry", reference(code.retry.as_ref()));
    members.add("outcome", reference(code.outcome.as_ref()));
    members.add("envelope", reference(code.envelope.as_ref()).unwrap_or_else(|| "problem".into()));
    members.add("set", constants(&code.set));
    members.add("field", code.field.clone());
    members.add("provider_codes", provider_codes(code));
    members.add("recognize", Some(code.recognize.as_str()).filter(|_| code.recognize != Recognize::Envelope));
    members.add("grpc", Some(code.grpc.as_str()).filter(|_| code.grpc != Grpc::of_status(code.status)));
    members.add("docs_url", code.docs_url.clone());
    members.0
}

fn retired_members(retired: &Retired) -> Value {
    let wire_code = || retired.wire_code.as_ref().map(|wire| Value::from(wire.value.as_str()));
    object([
        ("aliases", texts(retired.aliases.iter().map(|alias| alias.value.as_str()))),
        ("docs_url", retired.docs_url.as_ref().map(|url| url.value.as_str().into())),
        ("replaced_by", reference(retired.replaced_by.as_ref())),
        ("shown_as", mask(&retired.shown_as).map(Value::from)),
        ("wire_code", retired.wire_number.map(Value::from).or_else(wire_code)),
    ])
}

/// The members of a code.
struct Members(Map<String, Value>);

impl Members {
    /// Adds a member, unless it is `null`.
    fn add(&mut self, key: &str, value: impl Into<Value>) {
        let value = value.into();
        if !value.is_null() {
            self.0.insert(key.to_owned(), value);
        }
    }
}

fn has(template: &Json, name: &str) -> bool {
    match template {
        Json::Name { name: own, .. } => own == name,
        Json::List(items) => items.iter().any(|item| has(item, name)),
        Json::Object(members) => members.iter().any(|(_, member)| has(member, name)),
        _ => false,
    }
}

fn provider_codes(code: &Code) -> Option<Value> {
    let mut scopes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for provider in &code.provider_codes {
        scopes.entry(&provider.scope).or_default().push(&provider.code.value);
    }
    let scopes = scopes.into_iter().filter_map(|(scope, codes)| Some((scope.to_owned(), texts(codes)?)));
    Some(Value::Object(scopes.collect())).filter(|scopes| *scopes != json!({}))
}

/// Returns a parameter: its example, which gives its type, or the long form.
fn example(param: &Param) -> Value {
    let is_text = matches!(param.kind, ParamKind::String | ParamKind::Json);
    let text = || Value::from(param.example.as_str());
    let example = if is_text { text() } else { serde_json::from_str(&param.example).unwrap_or_else(|_| text()) };
    // The example of a number can look like an integer.
    let is_plain = match param.kind {
        ParamKind::Json => false,
        ParamKind::Number => param.example.contains('.'),
        _ => true,
    };
    if is_plain && !param.sensitive && !param.optional {
        return example;
    }
    let if_set = |is: bool| is.then_some(Value::Bool(true));
    object([
        ("type", Some(param.kind.as_str().into())),
        ("example", Some(example)),
        ("sensitive", if_set(param.sensitive)),
        ("optional", if_set(param.optional)),
    ])
}

/// Returns an envelope, a redirect or a constant as it is written in a catalog.
fn template(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(value) => serde_json::from_str(value).unwrap_or_else(|_| Value::from(value.as_str())),
        Json::String(text) if text.starts_with('$') => Value::from(format!("${text}")),
        Json::String(text) => Value::from(text.as_str()),
        Json::List(items) => items.iter().map(template).collect(),
        Json::Object(members) => {
            Value::Object(members.iter().map(|(key, value)| (key.clone(), template(value))).collect())
        }
        Json::Name { name, optional, .. } => Value::from(format!("${name}{}", if *optional { "?" } else { "" })),
    }
}

fn outcome(outcome: &Outcome) -> Value {
    let url = outcome.to.as_ref().map(|url| Value::from(url.as_str()));
    let (to, then) = if outcome.action == Action::Page { (None, url) } else { (url, None) };
    object([
        ("action", Some(outcome.action.as_str().into())),
        ("to", to),
        ("then", then),
        ("session", Some(outcome.session.value.as_str().into())),
        ("query", reference(outcome.query.as_ref())),
    ])
}

fn row(row: &Row) -> Value {
    let range = |(first, last): &(u16, u16)| {
        if first == last { Value::from(*first) } else { Value::from(format!("{first}-{last}")) }
    };
    let status: Vec<Value> = row.status.iter().map(range).collect();
    let take = row.take.iter().map(|(param, pointer)| (param.value.clone(), Value::from(pointer.value.as_str())));
    let take: Map<String, Value> = take.collect();
    let (one_of, scope) = match row.at.as_ref().map(|at| &at.is) {
        Some(Member::OneOf(values)) => (Some(values.iter().map(literal).collect()), None),
        Some(Member::Scope(scope)) => (None, Some(Value::from(scope.value.as_str()))),
        None => (None, None),
    };
    object([
        ("contains", row.contains.as_ref().map(|text| Value::from(text.as_str()))),
        ("status", (!status.is_empty()).then_some(Value::Array(status))),
        ("at", row.at.as_ref().map(|at| Value::from(at.pointer.as_str()))),
        ("one_of", one_of),
        ("provider_codes", scope),
        ("is", reference(row.is.as_ref())),
        ("take", (!row.take.is_empty()).then_some(Value::Object(take))),
    ])
}

fn literal(literal: &Literal) -> Value {
    match literal {
        Literal::Null => Value::Null,
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Integer(value) => Value::from(*value),
        Literal::Number(text) => serde_json::from_str(text).unwrap_or_else(|_| Value::from(text.as_str())),
        Literal::String(text) => Value::from(text.as_str()),
    }
}
