//! The list of what cargo builds for the commands of the README. Nothing is built.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::shell::cargo;

/// Crates that the command must build once: the build script of errcat uses them, too.
const ONCE: [&str; 2] = ["errcat_core", "errcat_compiler"];

/// The runs of rustc that a cargo command needs.
#[derive(Deserialize)]
struct UnitGraph {
    units: Vec<Unit>,
}

#[derive(Deserialize)]
struct Unit {
    pkg_id: String,
    target: Target,
    profile: Map<String, Value>,
    platform: Option<String>,
    mode: String,
    features: BTreeSet<String>,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Dependency {
    index: usize,
}

/// Checks that `cargo run` builds the core and the compiler once, and that `cargo run --example checkout` builds nothing
/// that `cargo test` has built.
///
/// # Errors
///
/// A crate would be built twice.
pub fn check() -> Result<()> {
    let run = units("build --bin errcat")?;
    for name in ONCE {
        let runs = run.iter().filter(|key| key.starts_with(&format!("{name} "))).count();
        ensure!(runs == 1, "`cargo run` builds {name} {runs} times: its features differ between host and target");
    }
    let test = units("test --no-run")?;
    let example = units("build --example checkout")?;
    let again: Vec<_> = example.difference(&test).map(|key| key.split(" | ").next().unwrap_or(key)).collect();
    ensure!(again.is_empty(), "`cargo run --example checkout` after `cargo test` builds again: {}", again.join(", "));
    println!("`cargo run` builds {} units, `cargo test` {}", run.len(), test.len());
    Ok(())
}

/// Returns a key for each library, program and build script that a cargo command builds: equal keys are built once.
fn units(arguments: &str) -> Result<BTreeSet<String>> {
    let command = cargo(arguments).args(["-Z", "unstable-options", "--unit-graph"]).env("RUSTC_BOOTSTRAP", "1");
    let text = command.without("CARGO_PROFILE_DEV_DEBUG").read()?;
    let graph: UnitGraph = serde_json::from_str(&text).context("cannot read cargo's unit graph")?;
    let mut keys = BTreeMap::new();
    for index in 0..graph.units.len() {
        key(&graph, index, &mut keys);
    }
    let built = |index: &usize| graph.units[*index].mode == "build";
    Ok((0..graph.units.len()).filter(built).map(|index| keys[&index].clone()).collect())
}

/// Returns what distinguishes a unit from others for cargo: its settings, and the keys of the units that it depends on.
fn key(graph: &UnitGraph, index: usize, keys: &mut BTreeMap<usize, String>) -> String {
    if let Some(key) = keys.get(&index) {
        return key.clone();
    }
    let unit = &graph.units[index];
    // Digests of what the unit depends on keep the keys short.
    let below: Vec<u64> =
        unit.dependencies.iter().map(|dependency| digest(&key(graph, dependency.index, keys))).collect();
    let target = &unit.target;
    // `cargo test` has the same settings under another name.
    let profile: Vec<_> = unit.profile.iter().filter(|(name, _)| *name != "name").collect();
    let settings = format!(
        "{} | {} {:?} {} {:?} {:?} {profile:?} {below:?}",
        target.name, unit.pkg_id, target.kind, unit.mode, unit.features, unit.platform
    );
    keys.insert(index, settings.clone());
    settings
}

fn digest(text: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
