//! Inputs that tell two versions apart: provider codes at the bounds of patterns, raw answers around the conditions of rows.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::tree::{HEADER, Place, Tree};

/// Returns provider codes in and around patterns.
pub fn provider_codes<'p>(patterns: impl Iterator<Item = &'p str>) -> BTreeSet<String> {
    let mut keys: BTreeSet<String> =
        ["0", "7", "10", "99", "100", "5000", "x", "A-1", "zz top"].map(str::to_owned).into();
    for pattern in patterns {
        keys.insert(pattern.to_owned());
        let stem = pattern.trim_end_matches('*');
        keys.extend(["", "0", "1", "9", "00", "45", "x"].map(|end| format!("{stem}{end}")));
        let mut shorter = stem.to_owned();
        shorter.pop();
        keys.insert(shorter);
        for bound in pattern.split('-') {
            keys.insert(bound.to_owned());
            let Ok(number) = bound.parse::<u64>() else { continue };
            for other in [number.wrapping_sub(1), number.saturating_add(1), number / 2, number.saturating_mul(10)] {
                keys.insert(format!("{other:0width$}", width = bound.len()));
            }
        }
        if let Some((first, last)) = pattern.split_once('-')
            && let (Ok(low), Ok(high)) = (first.parse::<u64>(), last.parse::<u64>())
        {
            keys.insert(format!("{:0width$}", low.midpoint(high), width = first.len()));
        }
    }
    keys.remove("");
    keys
}

/// Returns statuses and bodies around the rows of an upstream.
pub fn raw_answers(trees: &[&Tree], upstream: &str) -> Vec<(Option<u16>, String)> {
    let mut statuses: BTreeSet<Option<u16>> = [None, Some(200), Some(404), Some(500)].into();
    let mut bodies: BTreeSet<String> = ["", "<html>", "{}"].map(str::to_owned).into();
    for tree in trees {
        let rows = tree.get(&Place::new(HEADER).member("upstreams").member(upstream));
        let rows: &[Value] = rows.and_then(Value::as_array).map_or(&[], Vec::as_slice);
        let takes: Vec<(&str, Value)> = rows
            .iter()
            .filter_map(|row| row.get("take")?.as_object())
            .flat_map(|take| take.values().filter_map(Value::as_str))
            .map(|pointer| (pointer, json!("taken")))
            .collect();
        for row in rows {
            let status = |text: &str| text.split('-').filter_map(|bound| bound.parse::<u16>().ok()).collect::<Vec<_>>();
            let own: Vec<String> = match row.get("status") {
                Some(Value::Array(items)) => items.iter().map(text_of).collect(),
                Some(one) => vec![text_of(one)],
                None => Vec::new(),
            };
            for bound in own.iter().flat_map(|text| status(text)) {
                statuses.extend([bound - 1, bound, bound + 1].map(Some));
            }
            let contains = row.get("contains").map(text_of).unwrap_or_default();
            bodies.insert(contains.clone());
            let mut members: Vec<Vec<(&str, Value)>> = vec![Vec::new()];
            if let Some(pointer) = row.get("at").and_then(Value::as_str) {
                let values = row.get("one_of").and_then(Value::as_array).cloned().unwrap_or_default();
                let scope = row.get("provider_codes").map(|scope| scoped(tree, &text_of(scope))).unwrap_or_default();
                for value in values.into_iter().chain(row.get("equals").cloned()).chain(scope) {
                    members.push(vec![(pointer, value)]);
                }
            }
            for members in members {
                let without = members.clone();
                let with = takes.iter().cloned().chain(members).collect::<Vec<_>>();
                for members in [without, with] {
                    bodies.insert(body(&members, &contains));
                }
            }
        }
    }
    statuses.iter().flat_map(|status| bodies.iter().map(|body| (*status, body.clone()))).collect()
}

/// Returns the scopes and codes that the rows of an upstream look up in a body.
pub fn provider_codes_in(tree: &Tree, upstream: &str, body: &str) -> Vec<(String, String)> {
    let rows = tree.get(&Place::new(HEADER).member("upstreams").member(upstream)).and_then(Value::as_array);
    let body: Value = serde_json::from_str(body).unwrap_or_default();
    let code = |row: &Value| {
        let code = body.pointer(row.get("at")?.as_str()?).filter(|code| code.is_string() || code.is_i64())?;
        Some((text_of(row.get("provider_codes")?), text_of(code)))
    };
    rows.into_iter().flatten().filter_map(code).collect()
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Returns the exact provider codes of a scope.
fn scoped(tree: &Tree, scope: &str) -> Vec<Value> {
    let lists = tree.places().into_iter().filter(|place| place.kind() == "codes/codes/*/provider_codes/*");
    let own = lists.filter(|place| place.path.last().is_some_and(|last| last == scope));
    own.filter_map(|place| tree.get(&place)?.as_array().cloned()).flatten().collect()
}

/// Returns a body with values at JSON pointers, and a text somewhere.
fn body(members: &[(&str, Value)], contains: &str) -> String {
    let mut root = json!({ "note": contains });
    for (pointer, value) in members {
        let mut at = &mut root;
        for step in pointer.split('/').skip(1) {
            if !at.is_object() {
                *at = Value::Object(Map::new());
            }
            at = at.as_object_mut().expect("an object").entry(step.to_owned()).or_insert(Value::Null);
        }
        *at = value.clone();
    }
    root.to_string()
}
