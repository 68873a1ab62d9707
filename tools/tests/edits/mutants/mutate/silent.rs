//! Edits that change nothing for anybody.

use fastrand::Rng;
use serde_json::{Value, json};

use super::{pick, reorder};
use crate::tree::{Place, Tree};

/// Mappings and lists whose order means nothing.
const UNORDERED: &[&str] = &[
    "header",
    "header/unknown",
    "header/retry",
    "header/retry/*",
    "header/retry/*/limits/*",
    "header/outcomes",
    "header/outcomes/*",
    "header/redirects",
    "header/upstreams",
    "header/upstreams/*/*",
    "header/upstreams/*/*/take",
    "header/upstreams/*/*/one_of",
    "header/upstreams/*/*/status",
    "header/context",
    "header/context/*",
    "header/defaults",
    "codes",
    "codes/defaults",
    "codes/codes",
    "codes/codes/*",
    "codes/codes/*/aliases",
    "codes/codes/*/set",
    "codes/codes/*/params/*",
    "codes/codes/*/deprecated",
    "codes/codes/*/citations/*",
    "codes/codes/*/provider_codes",
    "codes/codes/*/provider_codes/*",
    "codes/retired",
    "codes/retired/*",
    "codes/retired/*/aliases",
    "locale",
    "locale/customer",
    "locale/remediation",
];

/// Edits a catalog without effect.
pub fn silent(tree: &mut Tree, rng: &mut Rng) -> Option<String> {
    if rng.u8(..4) == 0 { move_code(tree, rng) } else { order(tree, rng) }
}

fn order(tree: &mut Tree, rng: &mut Rng) -> Option<String> {
    let mut places = tree.places();
    places.retain(|place| UNORDERED.contains(&&*place.kind()));
    let target = pick(&places, rng)?.clone();
    reorder(tree, &target, rng)?;
    Some(format!("shuffle {target}"))
}

/// Moves a code into a file of its own, with the defaults of its file.
fn move_code(tree: &mut Tree, rng: &mut Rng) -> Option<String> {
    let target = super::place(tree, rng, |place, _| place.kind() == "codes/codes/*")?;
    let file = Place { file: target.file.clone(), path: Vec::new() };
    if tree.get(&file.member("codes"))?.as_object()?.len() < 2 {
        return None;
    }
    let code = tree.remove(&target)?;
    let id = target.path.last()?;
    let mut moved = json!({ "codes": { id: code } });
    if let Some(defaults) = tree.get(&file.member("defaults")) {
        moved["defaults"] = defaults.clone();
    }
    let name = format!("{}.yaml", pick(&["a_first", "m_middle", "z_last"], rng)?);
    if tree.files.contains_key(&name) {
        return None;
    }
    let order: Value = moved;
    tree.files.insert(name.clone(), order);
    Some(format!("move {target} to {name}"))
}
