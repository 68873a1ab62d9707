//! A lock: the promises of a release, in a file next to the catalog.

use std::collections::BTreeMap;

use errcat_compiler::{Problem, quote};
use semver::Version;
use serde::{Deserialize, Serialize};

use super::rules::{Kind, Property};
use super::snapshot::{Snapshot, Thing};

/// The file name of a lock, which is next to `catalog.yaml`.
pub const LOCK_FILE: &str = "catalog.lock";

/// The file: for every thing, the properties that users rely on.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "the lines that `errcat lock` writes")]
struct Lock {
    catalog: String,
    version: String,
    promises: BTreeMap<Kind, BTreeMap<String, BTreeMap<String, String>>>,
}

/// Returns the text of the lock of a catalog.
///
/// # Panics
///
/// Never: texts are YAML, and writing to memory does not fail.
#[must_use]
pub fn lock_text(snapshot: &Snapshot) -> String {
    let facts = |thing: &Thing| thing.facts.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let things = |all: &BTreeMap<String, Thing>| all.iter().map(|(name, thing)| (name.clone(), facts(thing))).collect();
    let lock = Lock {
        catalog: snapshot.catalog.clone(),
        version: snapshot.version.to_string(),
        promises: snapshot.promises().things.iter().map(|(kind, all)| (*kind, things(all))).collect(),
    };
    let yaml = serde_yaml::to_string(&lock).expect("texts are YAML, and writing to memory does not fail");
    format!("# The promises of a release of this catalog. Written by `errcat lock`; commit it, do not edit it.\n{yaml}")
}

/// Reads the promises of a lock; `path` is how messages name the file.
///
/// # Errors
///
/// If the text is not what [`lock_text`] writes.
pub fn read_lock(text: &str, path: &str) -> Result<Snapshot, Problem> {
    let failure = |message: String| {
        let help = "restore it from version control, or delete it and run `errcat lock`";
        Problem::new(format!("{} is not a lock: {message}", quote(path))).help(help)
    };
    let lock: Lock = serde_yaml::from_str(text).map_err(|error| failure(error.to_string()))?;
    let version = Version::parse(&lock.version)
        .map_err(|error| failure(format!("the version {}: {error}", quote(&lock.version))))?;
    let mut snapshot = Snapshot::new(lock.catalog, version);
    for (kind, things) in lock.promises {
        for (name, facts) in things {
            let mut thing = Thing::default();
            for (property, value) in facts {
                let known = Property::find(kind, &property).filter(|property| property.is_promised());
                let known = known
                    .ok_or_else(|| failure(format!("unknown promise {1} of a {0}", kind.as_str(), quote(&property))))?;
                thing.facts.insert(known.name, value);
            }
            snapshot.things.entry(kind).or_default().insert(name, thing);
        }
    }
    Ok(snapshot)
}
