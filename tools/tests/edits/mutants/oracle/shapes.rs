//! Bodies as readers see them that are not errcat.

use errcat_core::{Catalog, Public};
use serde_json::Value;

use super::values::{Same, VARIANTS, Values};
use super::{Findings, Verdict, common};

/// The same error, answered by both versions: for readers that are not errcat.
pub fn compare(old: Catalog<'_>, new: Catalog<'_>, findings: &mut Findings) {
    for (code, after) in common(old, new) {
        for variant in 0..VARIANTS {
            let (values, same) = (Values { code, variant }, Same { new: after, old: Values { code, variant } });
            for language in old.languages().filter(|one| new.languages().any(|other| other.tag == one.tag)) {
                let before = Public::new(code, &values).in_language(language.tag);
                let after = Public::new(after, &same).in_language(language.tag);
                let how = format!("{code} in {}, values {variant}", language.tag);
                shape(&how, &before.body().to_string(), &after.body().to_string(), findings);
                if before.status() != after.status() {
                    findings.add(Verdict::Breaking, format!("{how} has another status"));
                }
            }
        }
    }
}

pub fn shape(how: &str, before: &str, after: &str, findings: &mut Findings) {
    let parse = |body: &str| serde_json::from_str::<Value>(body).expect("a body is JSON");
    let (before, after) = (parse(before), parse(after));
    if before != after {
        findings.add(Verdict::Changed, format!("{how} is answered as {after}, not {before}"));
    }
    members(how, &before, &after, findings);
}

/// Reports members that vanished or have another type.
pub fn members(path: &str, before: &Value, after: &Value, findings: &mut Findings) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (key, value) in before {
                let path = format!("{path}/{key}");
                match after.get(key) {
                    Some(other) => members(&path, value, other, findings),
                    None => findings.add(Verdict::Breaking, format!("the member {path} vanished")),
                }
            }
            for key in after.keys().filter(|key| !before.contains_key(*key)) {
                findings.add(Verdict::Added, format!("the member {path}/{key} is new"));
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            for (at, (value, other)) in before.iter().zip(after).enumerate() {
                members(&format!("{path}/{at}"), value, other, findings);
            }
        }
        (Value::String(_), Value::String(_))
        | (Value::Number(_), Value::Number(_))
        | (Value::Bool(_), Value::Bool(_))
        | (Value::Null, Value::Null) => {}
        (Value::Null, _) => findings.add(Verdict::Added, format!("the member {path} has a value")),
        _ => findings.add(Verdict::Breaking, format!("the member {path} has another type")),
    }
}
