//! Edits of the shapes of answers.

use fastrand::Rng;
use serde_json::{Value, json};

use super::names::rename_member;
use super::{Pools, pick, place};
use crate::tree::{HEADER, Place, Tree};

const NAMES: &[&str] = &[
    "$code",
    "$code?",
    "$message",
    "$message?",
    "$customer",
    "$customer?",
    "$title",
    "$status",
    "$details",
    "$details?",
    "$docs_url?",
    "$remediation?",
];

fn node(tree: &Tree, rng: &mut Rng, is: impl Fn(&Place, &Value) -> bool) -> Option<Place> {
    place(tree, rng, |place, value| place.kind().starts_with("header/envelopes/*") && is(place, value))
}

/// Adds, removes, renames, moves or changes a member of an envelope.
pub fn edit(tree: &mut Tree, _: &Pools, rng: &mut Rng) -> Option<String> {
    match rng.u8(..7) {
        0 => {
            let target = node(tree, rng, |_, value| value.is_object())?.member("added");
            let value = if rng.bool() { json!(*pick(NAMES, rng)?) } else { json!(1) };
            tree.set(&target, value.clone())?;
            Some(format!("add {target}: {value}"))
        }
        1 => {
            let target = node(tree, rng, |place, _| place.path.len() > 2)?;
            tree.remove(&target)?;
            Some(format!("remove {target}"))
        }
        2 => {
            let target = node(tree, rng, |place, _| place.path.len() > 2)?;
            let (key, around) = target.split()?;
            let members = tree.get_mut(&around)?.as_object_mut()?;
            let key = key.to_owned();
            rename_member(members, &key, &format!("{key}Too"));
            Some(format!("rename {target}"))
        }
        3 => {
            let target = node(tree, rng, |_, value| value.as_str().is_some_and(|text| text.starts_with('$')))?;
            let name = tree.get(&target)?.as_str()?.to_owned();
            let changed = name.strip_suffix('?').map_or_else(|| format!("{name}?"), str::to_owned);
            tree.set(&target, json!(changed))?;
            Some(format!("set {target} to {changed}"))
        }
        4 => {
            let target = node(tree, rng, |place, value| place.path.len() > 2 && !value.is_object())?;
            let value = if rng.bool() { json!(*pick(NAMES, rng)?) } else { json!("constant") };
            tree.set(&target, value.clone())?;
            Some(format!("set {target} to {value}"))
        }
        5 => {
            let target = node(tree, rng, |place, _| place.path.len() > 2)?;
            let value = tree.get(&target)?.clone();
            tree.set(&target, json!({ "inner": value }))?;
            Some(format!("wrap {target}"))
        }
        _ => {
            let envelopes = Place::new(HEADER).member("envelopes");
            let body = pick(
                &[
                    json!({ "error": "$code" }),
                    json!({ "text": "$message" }),
                    json!({ "code": "$code", "message": "$message" }),
                ],
                rng,
            )?
            .clone();
            tree.get(&envelopes)?;
            tree.set(&envelopes.member("added"), body.clone())?;
            Some(format!("add the envelope {body}"))
        }
    }
}

/// Gives codes another envelope: one code, or all of a file.
pub fn reassign(tree: &mut Tree, _: &Pools, rng: &mut Rng) -> Option<String> {
    let envelopes = tree.get(&Place::new(HEADER).member("envelopes"))?.as_object()?;
    let mut names: Vec<String> = envelopes.keys().cloned().collect();
    names.push("problem".to_owned());
    let envelope = pick(&names, rng)?.clone();
    let target = place(tree, rng, |place, value| {
        matches!(&*place.kind(), "codes/codes/*" | "codes/defaults" | "header/defaults") && value.is_object()
    })?;
    tree.set(&target.member("envelope"), json!(envelope))?;
    Some(format!("answer {target} in {envelope}"))
}
