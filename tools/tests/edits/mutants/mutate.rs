//! Random edits of a catalog. Each returns a description, or `None` where the catalog has nothing to edit in this way.

mod envelopes;
mod names;
mod silent;

use std::collections::BTreeMap;

use fastrand::Rng;
use serde_json::{Value, json};

use crate::tree::{Place, Tree};

pub use self::silent::silent;

/// The values of all catalogs by the kind of their place: what else a key can be.
#[derive(Default)]
pub struct Pools {
    values: BTreeMap<String, Vec<Value>>,
    /// The keys of a kind of mapping.
    keys: BTreeMap<String, Vec<String>>,
}

impl Pools {
    pub fn new(trees: &[Tree]) -> Self {
        let mut pools = Self::default();
        for tree in trees {
            for place in tree.places() {
                let Some((last, around)) = place.split() else { continue };
                pools.keys.entry(around.kind()).or_default().push(last.to_owned());
                let value = tree.get(&place).expect("a place of the tree").clone();
                pools.values.entry(place.kind()).or_default().push(value);
            }
        }
        for keys in pools.keys.values_mut() {
            keys.sort();
            keys.dedup();
        }
        pools
    }
}

type Edit = fn(&mut Tree, &Pools, &mut Rng) -> Option<String>;

const EDITS: &[Edit] = &[
    member,
    member,
    member,
    remove,
    remove,
    words,
    words,
    number,
    swap,
    swap,
    shuffle,
    language,
    names::rename_code,
    names::retire_code,
    names::copy_code,
    names::take_over,
    names::move_wire_code,
    names::rename_param,
    names::mask,
    names::provider_code,
    names::provider_code,
    envelopes::edit,
    envelopes::edit,
    envelopes::reassign,
];

/// Edits a catalog at random.
pub fn mutate(tree: &mut Tree, pools: &Pools, rng: &mut Rng) -> Option<String> {
    EDITS[rng.usize(..EDITS.len())](tree, pools, rng)
}

pub fn pick<'v, T>(values: &'v [T], rng: &mut Rng) -> Option<&'v T> {
    if values.is_empty() { None } else { Some(&values[rng.usize(..values.len())]) }
}

/// Returns a random place that a condition holds for.
pub fn place(tree: &Tree, rng: &mut Rng, is: impl Fn(&Place, &Value) -> bool) -> Option<Place> {
    let mut places = tree.places();
    places.retain(|place| is(place, tree.get(place).expect("a place of the tree")));
    pick(&places, rng).cloned()
}

/// Sets a key of a mapping, present or not, to a value that this key has elsewhere.
fn member(tree: &mut Tree, pools: &Pools, rng: &mut Rng) -> Option<String> {
    let mapping = place(tree, rng, |_, value| value.is_object())?;
    let key = pick(pools.keys.get(&mapping.kind())?, rng)?.clone();
    let target = mapping.member(&key);
    let kind = target.kind();
    let own: Vec<Value> = tree
        .places()
        .into_iter()
        .filter(|place| place.kind() == kind)
        .filter_map(|place| tree.get(&place).cloned())
        .collect();
    let all = pools.values.get(&kind)?;
    let value = pick(if own.is_empty() || rng.u8(..4) == 0 { all } else { &own }, rng)?.clone();
    tree.set(&target, value.clone())?;
    Some(format!("set {target} to {value}"))
}

fn remove(tree: &mut Tree, _: &Pools, rng: &mut Rng) -> Option<String> {
    let target = place(tree, rng, |place, _| !place.path.is_empty())?;
    tree.remove(&target)?;
    Some(format!("remove {target}"))
}

/// Changes the words of a text.
fn words(tree: &mut Tree, _: &Pools, rng: &mut Rng) -> Option<String> {
    let target = place(tree, rng, |_, value| value.is_string())?;
    let text = tree.get(&target)?.as_str()?.to_owned();
    let mut words: Vec<&str> = text.split(' ').collect();
    let at = rng.usize(..words.len());
    match rng.u8(..5) {
        0 => words.insert(at, "really"),
        1 => {
            words.remove(at);
        }
        2 => words.reverse(),
        3 => words[at] = "else",
        _ => words.push("again"),
    }
    let changed = words.join(" ");
    tree.set(&target, json!(changed))?;
    Some(format!("write {target} as {changed:?}, not {text:?}"))
}

fn number(tree: &mut Tree, _: &Pools, rng: &mut Rng) -> Option<String> {
    let target = place(tree, rng, |_, value| value.is_number() || value.is_boolean())?;
    let changed = match tree.get(&target)? {
        Value::Bool(flag) => json!(!flag),
        number if number.is_i64() => json!(number.as_i64()? + if rng.bool() { 1 } else { -1 }),
        number => json!(number.as_f64()? + 0.5),
    };
    tree.set(&target, changed.clone())?;
    Some(format!("set {target} to {changed}"))
}

/// Exchanges two values of one kind.
fn swap(tree: &mut Tree, _: &Pools, rng: &mut Rng) -> Option<String> {
    let one = place(tree, rng, |place, _| place.path.len() > 1)?;
    let (kind, value) = (one.kind(), tree.get(&one)?.clone());
    let other = place(tree, rng, |place, other| place.kind() == kind && *other != value)?;
    let other_value = tree.get(&other)?.clone();
    tree.set(&one, other_value)?;
    tree.set(&other, value)?;
    Some(format!("exchange {one} and {other}"))
}

fn shuffle(tree: &mut Tree, _: &Pools, rng: &mut Rng) -> Option<String> {
    let target = place(tree, rng, |_, value| {
        value.as_object().map_or(0, serde_json::Map::len).max(value.as_array().map_or(0, Vec::len)) > 1
    })?;
    reorder(tree, &target, rng)?;
    Some(format!("shuffle {target}"))
}

/// Adds or removes a language.
fn language(tree: &mut Tree, _: &Pools, rng: &mut Rng) -> Option<String> {
    let locales: Vec<String> = tree.files.keys().filter(|path| path.starts_with("locales/")).cloned().collect();
    if let Some(path) = pick(&locales, rng).filter(|_| rng.bool()) {
        tree.files.remove(path);
        return Some(format!("remove {path}"));
    }
    let tag = *pick(&["fr", "pl", "de"], rng)?;
    let mut locale = json!({ "unknown": { "customer": format!("Oups ({tag})") } });
    let places = tree.places();
    for place in places.iter().filter(|place| place.kind() == "codes/codes/*/customer") {
        let code = place.split()?.1;
        let is_masked = tree.get(&code.member("shown_as")).is_some();
        if !is_masked {
            locale["customer"][code.path.last()?] = json!(format!("{} ({tag})", tree.get(place)?.as_str()?));
        }
    }
    let path = format!("locales/{tag}.yaml");
    tree.files.insert(path.clone(), locale);
    Some(format!("write {path}"))
}

/// Puts the entries of a mapping or list in another order.
fn reorder(tree: &mut Tree, target: &Place, rng: &mut Rng) -> Option<()> {
    match tree.get_mut(target)? {
        Value::Object(members) => {
            let mut all: Vec<(String, Value)> = std::mem::take(members).into_iter().collect();
            rng.shuffle(&mut all);
            members.extend(all);
        }
        Value::Array(items) => rng.shuffle(items),
        _ => return None,
    }
    Some(())
}
