//! Edits of ids and of other names: of codes, on the wire, of parameters, of provider codes.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::{Pools, pick, place};
use crate::tree::{HEADER, Place, Tree};

fn code(tree: &Tree, rng: &mut Rng) -> Option<Place> {
    place(tree, rng, |place, value| place.kind() == "codes/codes/*" && value.is_object())
}

fn id(place: &Place) -> String {
    place.path.last().cloned().unwrap_or_default()
}

/// Renames a member, and keeps the order.
pub fn rename_member(members: &mut Map<String, Value>, from: &str, to: &str) {
    let all = std::mem::take(members);
    members.extend(all.into_iter().map(|(key, value)| if key == from { (to.to_owned(), value) } else { (key, value) }));
}

/// Adds a retired id to the file of a code.
fn add_retired(tree: &mut Tree, file: &str, id: &str, entry: Value) -> Option<()> {
    let file = tree.files.get_mut(file)?.as_object_mut()?;
    file.entry("retired").or_insert_with(|| json!({})).as_object_mut()?.insert(id.to_owned(), entry);
    Some(())
}

/// Renames a code wherever it is named: without a trace, with a retired id, with an alias, or with the old code on the wire.
pub fn rename_code(tree: &mut Tree, _: &Pools, rng: &mut Rng) -> Option<String> {
    let target = code(tree, rng)?;
    let (old, new) = (id(&target), format!("{}_RENAMED", id(&target)));
    let (_, codes) = target.split()?;
    rename_member(tree.get_mut(&codes)?.as_object_mut()?, &old, &new);
    for place in tree.places() {
        let last = place.path.last().map(String::as_str);
        let is_reference = !matches!(last, Some("wire_code" | "message"));
        if let Some(value) = tree.get_mut(&place).filter(|value| is_reference && value.as_str() == Some(&old)) {
            *value = json!(new);
        }
        if matches!(&*place.kind(), "locale/customer" | "locale/remediation")
            && let Some(members) = tree.get_mut(&place).and_then(Value::as_object_mut)
        {
            rename_member(members, &old, &new);
        }
    }
    let (with, key, value) = match rng.u8(..4) {
        0 => ("", None, Value::Null),
        1 => {
            add_retired(tree, &target.file, &old, json!({ "replaced_by": new }))?;
            (", and retire the id", None, Value::Null)
        }
        2 => (", with an alias", Some("aliases"), json!([old])),
        _ => (", with the old code on the wire", Some("wire_code"), json!(old)),
    };
    if let Some(key) = key.filter(|key| tree.get(&codes.member(&new).member(key)).is_none()) {
        tree.set(&codes.member(&new).member(key), value)?;
    }
    Some(format!("rename {old} to {new}{with}"))
}

/// Moves a code to the retired ids, with or without a successor and its other names.
pub fn retire_code(tree: &mut Tree, _: &Pools, rng: &mut Rng) -> Option<String> {
    let target = code(tree, rng)?;
    let other = code(tree, rng).map(|place| id(&place))?;
    let id = id(&target);
    let removed = tree.remove(&target)?;
    let mut entry = Map::new();
    if rng.u8(..4) > 0 && other != id {
        entry.insert("replaced_by".to_owned(), json!(other));
    }
    for key in ["wire_code", "aliases", "shown_as", "docs_url"] {
        if let Some(value) = removed.get(key).filter(|_| rng.u8(..5) > 0) {
            entry.insert(key.to_owned(), value.clone());
        }
    }
    let log = format!("retire {id} as {}", Value::Object(entry.clone()));
    add_retired(tree, &target.file, &id, Value::Object(entry))?;
    if tree.get(&Place::new(&target.file).member("codes")).and_then(Value::as_object).is_some_and(Map::is_empty) {
        tree.remove(&Place::new(&target.file).member("codes"));
    }
    for place in tree.places() {
        match &*place.kind() {
            "locale/customer" | "locale/remediation" => {
                if let Some(members) = tree.get_mut(&place).and_then(Value::as_object_mut) {
                    members.shift_remove(&id);
                }
            }
            "codes/codes/*/see" | "header/defaults/see" | "codes/defaults/see" => {
                if let Some(items) = tree.get_mut(&place).and_then(Value::as_array_mut) {
                    items.retain(|item| item.as_str() != Some(&id));
                }
            }
            "header/upstreams/*/*/is" | "codes/codes/*/shown_as" => {
                if let Some(value) = tree.get_mut(&place).filter(|value| value.as_str() == Some(&id)) {
                    *value = json!(other);
                }
            }
            _ => {}
        }
    }
    Some(log)
}

/// Adds a code like another one.
pub fn copy_code(tree: &mut Tree, _: &Pools, rng: &mut Rng) -> Option<String> {
    let target = code(tree, rng)?;
    let mut copy = tree.get(&target)?.clone();
    let members = copy.as_object_mut()?;
    for key in ["wire_code", "aliases", "provider_codes", "rust_name", "docs_url"] {
        members.shift_remove(key);
    }
    let message = members.get("message")?.as_str()?.to_owned();
    let changed = match rng.u8(..4) {
        0 => format!("{message} too"),
        1 => message.replacen(|one: char| one.is_ascii_lowercase(), "x", 1),
        2 => filled(&message, members.get("params")),
        _ => format!("The {message}"),
    };
    members.insert("message".to_owned(), json!(changed));
    if rng.u8(..4) == 0 {
        members.insert("recognize".to_owned(), json!(*pick(&["status", "never", "envelope"], rng)?));
    }
    let new = format!("{}_COPY", id(&target));
    let (_, codes) = target.split()?;
    tree.set(&codes.member(&new), copy)?;
    for place in tree.places() {
        if matches!(&*place.kind(), "locale/customer" | "locale/remediation")
            && let Some(text) = tree.get(&place.member(&id(&target))).cloned()
        {
            tree.set(&place.member(&new), text)?;
        }
    }
    Some(format!("copy {} with the message {changed:?}", id(&target)))
}

/// Returns a message with values in it, as a text without placeholders.
fn filled(message: &str, params: Option<&Value>) -> String {
    let params = params.and_then(Value::as_object).into_iter().flatten();
    params.fold(message.to_owned(), |text, (name, _)| text.replace(&format!("{{{name}}}"), "another value"))
}

/// Gives a code a name that another code has or had.
pub fn take_over(tree: &mut Tree, _: &Pools, rng: &mut Rng) -> Option<String> {
    let is_name = |place: &Place, value: &Value| match &*place.kind() {
        "codes/codes/*/wire_code" | "codes/codes/*/aliases/*" => value.is_string() || value.is_number(),
        "codes/retired/*/wire_code" | "codes/retired/*/aliases/*" | "codes/retired/*" | "codes/codes/*" => true,
        _ => false,
    };
    let from = place(tree, rng, is_name)?;
    let name = match tree.get(&from)? {
        Value::Object(_) => json!(id(&from)),
        name => name.clone(),
    };
    let removed =
        if tree.get(&from)?.is_object() && from.kind() == "codes/codes/*" { None } else { tree.remove(&from) };
    let to = code(tree, rng)?;
    let (key, value) = if rng.bool() { ("wire_code", name.clone()) } else { ("aliases", json!([name])) };
    tree.set(&to.member(key), value)?;
    let how = if removed.is_some() { "move" } else { "give" };
    Some(format!("{how} the name {name} of {from} to {} as {key}", id(&to)))
}

/// Gives a code another name on the wire, and perhaps keeps the old one as an alias.
pub fn move_wire_code(tree: &mut Tree, _: &Pools, rng: &mut Rng) -> Option<String> {
    let target = code(tree, rng)?;
    let old = tree.get(&target.member("wire_code")).cloned().unwrap_or_else(|| json!(id(&target)));
    let new = if old.is_number() { json!(old.as_i64()? + 1000) } else { json!(format!("{}-2", old.as_str()?)) };
    tree.set(&target.member("wire_code"), new.clone())?;
    let kept = old.is_string() && rng.bool() && tree.get(&target.member("aliases")).is_none();
    if kept {
        tree.set(&target.member("aliases"), json!([old]))?;
    }
    Some(format!("{} is {new} on the wire, not {old}{}", id(&target), if kept { ", which is an alias" } else { "" }))
}

/// Renames a parameter with its placeholders.
pub fn rename_param(tree: &mut Tree, _: &Pools, rng: &mut Rng) -> Option<String> {
    let target = place(tree, rng, |place, _| place.kind() == "codes/codes/*/params/*")?;
    let (old, params) = target.split()?;
    let (old, new) = (old.to_owned(), format!("{old}_too"));
    let (_, code) = params.split()?;
    rename_member(tree.get_mut(&params)?.as_object_mut()?, &old, &new);
    let own = id(&code);
    for place in tree.places() {
        let is_own = (place.file == code.file && place.path.starts_with(&code.path))
            || (place.file.starts_with("locales/") && place.path.last() == Some(&own));
        if let Some(Value::String(text)) = tree.get_mut(&place).filter(|_| is_own) {
            *text = text.replace(&format!("{{{old}}}"), &format!("{{{new}}}"));
        }
    }
    Some(format!("rename the parameter {old} of {own} to {new}"))
}

/// Masks a code, or shows it.
pub fn mask(tree: &mut Tree, _: &Pools, rng: &mut Rng) -> Option<String> {
    let target = code(tree, rng)?;
    if tree.remove(&target.member("shown_as")).is_some() {
        return Some(format!("show {}", id(&target)));
    }
    let other = if rng.bool() { "unknown".to_owned() } else { id(&code(tree, rng)?) };
    tree.set(&target.member("shown_as"), json!(other))?;
    Some(format!("mask {} as {other}", id(&target)))
}

/// Adds, removes, moves or changes the pattern of a provider code.
pub fn provider_code(tree: &mut Tree, _: &Pools, rng: &mut Rng) -> Option<String> {
    let target = place(tree, rng, |place, _| place.kind() == "codes/codes/*/provider_codes/*/*")?;
    let (_, list) = target.split()?;
    let scope = id(&list);
    let pattern = tree.get(&target)?.as_str()?.to_owned();
    let bound = |text: &str, by: i64| {
        let number = text.parse::<i64>().ok()?.checked_add(by)?.max(0);
        Some(format!("{number:0width$}", width = text.len()))
    };
    let changed = match rng.u8(..8) {
        0 => pattern.split_once('-').and_then(|(low, high)| Some(format!("{low}-{}", bound(high, -1)?))),
        1 => pattern.split_once('-').and_then(|(low, high)| Some(format!("{}-{high}", bound(low, 1)?))),
        2 => pattern.split_once('-').map(|(low, _)| low.to_owned()),
        3 => bound(&pattern, 1),
        4 => Some(format!("{}*", pattern.split('-').next()?.trim_end_matches('*'))),
        5 => Some(format!("{}7", pattern.trim_end_matches('*'))),
        6 => Some("*".to_owned()),
        _ => bound(&pattern, 0).and_then(|low| Some(format!("{low}-{}", bound(&low, 3)?))),
    }?;
    let what = match rng.u8(..4) {
        0 => {
            tree.set(&target, json!(changed))?;
            format!("change the provider code {pattern} of {scope} to {changed}")
        }
        1 => {
            tree.remove(&target)?;
            format!("remove the provider code {pattern} of {scope}")
        }
        mode => {
            let moved = if mode == 2 { tree.remove(&target)? } else { json!(changed) };
            let to = code(tree, rng)?.member("provider_codes");
            if tree.get(&to).is_none() {
                tree.set(&to, json!({}))?;
            }
            let list = to.member(&scope);
            if tree.get(&list).is_none() {
                tree.set(&list, json!([]))?;
            }
            tree.get_mut(&list)?.as_array_mut()?.push(moved.clone());
            format!("add the provider code {moved} of {scope} to {to}")
        }
    };
    // An empty list is an error.
    for empty in ["codes/codes/*/provider_codes/*", "codes/codes/*/provider_codes"] {
        for place in tree.places().into_iter().filter(|place| place.kind() == empty) {
            if matches!(tree.get(&place), Some(Value::Array(items)) if items.is_empty())
                || matches!(tree.get(&place), Some(Value::Object(members)) if members.is_empty())
            {
                tree.remove(&place);
            }
        }
    }
    debug_assert!(tree.files.contains_key(HEADER));
    Some(what)
}
