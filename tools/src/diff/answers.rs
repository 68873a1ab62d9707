//! Compares two versions by what they answer: renders with one, reads with the other, in both directions.

mod cause;
mod probe;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use errcat_core::{AnyCode, Catalog, Found, Public, Recognize, Shown};

use self::cause::Finding;
use self::probe::{Probe, What, probes};
use super::change::Changes;
use super::snapshot::Snapshot;

/// Adds what clients of one version read differently in answers of the other version.
pub fn compare(old: &Snapshot, new: &Snapshot, changes: &mut Changes) {
    let answers = Answers { old: old.tables(), new: new.tables(), snapshots: (old, new) };
    let mut findings = Vec::new();
    let ids: BTreeSet<&str> = public(answers.old).chain(public(answers.new)).map(AnyCode::as_str).collect();
    for id in ids {
        answers.code(id, &mut findings);
    }
    answers.names(&mut findings);
    answers.unknown(&mut findings);
    let next = probe::successors(old.model());
    for finding in findings {
        finding.add(&next, new, changes);
    }
}

fn public(catalog: Catalog<'_>) -> impl Iterator<Item = AnyCode<'_>> {
    catalog.codes().filter(|code| code.shown() == Shown::Itself)
}

/// Returns the code with an id, if it is public.
fn public_code<'a>(catalog: Catalog<'a>, id: &str) -> Option<AnyCode<'a>> {
    match catalog.find(id)? {
        Found::Code(code) if code.as_str() == id && code.shown() == Shown::Itself => Some(code),
        _ => None,
    }
}

/// The direction of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Direction {
    /// From an old server to a new client.
    FromOld,
    /// From a new server to an old client.
    FromNew,
}

/// What a client reads.
#[derive(Clone, Debug, PartialEq)]
struct Reading {
    /// The id of the code; `None` for an unknown error.
    id: Option<String>,
    /// Whether the status alone decided.
    by_status: bool,
    /// The values of the parameters that answers contain, with their types.
    values: BTreeMap<String, (&'static str, String)>,
}

impl Reading {
    fn of(catalog: Catalog<'_>, probe: &Probe) -> Self {
        let Some(answer) = catalog.recognize(probe.status, probe.body.as_bytes()) else {
            return Self { id: None, by_status: false, values: BTreeMap::new() };
        };
        let code = answer.code();
        let params = code.params().zip(answer.params()).filter(|(param, _)| !param.sensitive);
        let value = |(param, value): (errcat_core::Param<'_>, Option<errcat_core::Value<'_>>)| {
            Some((param.name.to_owned(), (param.kind.as_str(), value?.to_string())))
        };
        Self {
            id: Some(code.as_str().to_owned()),
            by_status: code.recognize() == Recognize::Status,
            values: params.filter_map(value).collect(),
        }
    }
}

/// What a client reads instead of the same code with the same values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Instead {
    /// An unknown error.
    Unknown,
    /// Another code.
    Code(String),
    /// The same code, but without the value of a parameter.
    Without(String),
    /// The same code, but with another value of a parameter.
    Another(String),
}

/// Two versions of a catalog that read each other's answers.
struct Answers<'s> {
    old: Catalog<'s>,
    new: Catalog<'s>,
    snapshots: (&'s Snapshot, &'s Snapshot),
}

/// The code that new clients should read.
enum Expected {
    Code(String),
    /// No promise: the code was retired without a successor, which is a change of its own.
    Open,
}

impl Answers<'_> {
    /// Compares the answers of a code in both directions.
    fn code(&self, id: &str, findings: &mut Vec<Finding>) {
        let (was, is) = (public_code(self.old, id), public_code(self.new, id));
        let of = |code: Option<AnyCode<'_>>, snapshot| code.map_or_else(Vec::new, |code| probes(code, snapshot));
        let (before, after) = (of(was, self.snapshots.0), of(is, self.snapshots.1));
        // What the old version reads of its own answers: its promises.
        let mut promises: HashMap<&str, Reading> = HashMap::new();
        for probe in &before {
            let promise = Reading::of(self.old, probe);
            let read = Reading::of(self.new, probe);
            if let Some(instead) = self.of_old_server(id, &promise, &read) {
                findings.push(Finding::new(Direction::FromOld, id, probe, instead));
            }
            promises.insert(&probe.key, promise);
        }
        let is_new = was.is_none() && self.old.find(id).is_none();
        for probe in &after {
            let promise = promises.get(&*probe.key).or_else(|| promises.get(probe.what.key()));
            if !is_new && promise.is_none() {
                continue;
            }
            if before.iter().any(|other| other.body == probe.body && other.status == probe.status) {
                // The old version reads it as it reads its own answer.
                continue;
            }
            let read = Reading::of(self.old, probe);
            let instead = match promise {
                Some(promise) => of_new_server(id, promise, &Reading::of(self.new, probe), &read),
                None => read.id.filter(|_| !read.by_status).map(Instead::Code),
            };
            if let Some(instead) = instead {
                findings.push(Finding::new(Direction::FromNew, id, probe, instead));
            }
        }
    }

    /// Compares what old and new clients read of an answer of an old server.
    fn of_old_server(&self, id: &str, promise: &Reading, read: &Reading) -> Option<Instead> {
        let Some(promised) = &promise.id else {
            // No promise, but another code is wrong all the same.
            let wrong = read.id.as_ref().filter(|other| *other != id && !read.by_status);
            return wrong.cloned().map(Instead::Code);
        };
        let Expected::Code(expected) = self.expected(promised) else { return None };
        match &read.id {
            None => Some(Instead::Unknown),
            Some(other) if *other != expected && other != id => Some(Instead::Code(other.clone())),
            Some(_) if *promised != expected => None,
            Some(other) => {
                let now = public_code(self.new, other)?;
                values(&promise.values, |name, kind| {
                    let stays = |param: errcat_core::Param<'_>| {
                        param.name == name && param.kind.as_str() == kind && !param.sensitive
                    };
                    now.params().any(stays).then(|| read.values.get(name))
                })
            }
        }
    }

    /// Returns the code that an old code is in the new version.
    fn expected(&self, id: &str) -> Expected {
        match self.new.find(id) {
            Some(Found::Code(code)) => Expected::Code(code.as_str().to_owned()),
            Some(Found::Retired(retired)) => match retired.replaced_by {
                Some(successor) => Expected::Code(successor.as_str().to_owned()),
                None => Expected::Open,
            },
            None => Expected::Open,
        }
    }

    /// Compares what the old names of codes mean.
    fn names(&self, findings: &mut Vec<Finding>) {
        for probe in probe::names(self.snapshots.0) {
            let promise = Reading::of(self.old, &probe);
            let Some(id) = promise.id.clone() else { continue };
            let read = Reading::of(self.new, &probe);
            if let Some(instead) = self.of_old_server(&id, &promise, &read) {
                findings.push(Finding::new(Direction::FromOld, &id, &probe, instead));
            }
        }
    }

    /// Finds codes that clients of the other version take the unknown error for. If it is a code, its answers were compared already.
    fn unknown(&self, findings: &mut Vec<Finding>) {
        for (direction, server, client) in
            [(Direction::FromOld, self.old, self.new), (Direction::FromNew, self.new, self.old)]
        {
            let public = Public::unknown(server);
            for body in [public.body(), public.problem()].into_iter().filter(|_| public.code().is_none()) {
                let probe = Probe::new(What::Unknown, "unknown", public.status(), body.to_string());
                let read = Reading::of(client, &probe);
                // What the status alone decides is no promise.
                if let Some(id) = read.id.filter(|_| !read.by_status) {
                    findings.push(Finding::new(direction, &id, &probe, Instead::Code(id.clone())));
                }
            }
        }
    }
}

/// Compares what old and new clients read of an answer of a new server.
fn of_new_server(id: &str, promise: &Reading, own: &Reading, read: &Reading) -> Option<Instead> {
    match &read.id {
        None => promise.id.is_some().then_some(Instead::Unknown),
        Some(other) if other == id => {
            // A value that old clients read of old answers.
            let promised = |name: &str, kind: &str| promise.values.get(name).is_some_and(|(old, _)| *old == kind);
            values(&own.values, |name, kind| promised(name, kind).then(|| read.values.get(name)))
        }
        Some(other) if promise.id.as_ref() == Some(other) => None,
        Some(other) => Some(Instead::Code(other.clone())),
    }
}

/// Returns the first value that is not read. `read` returns `None` for a value that does not count.
fn values<'v>(
    values: &BTreeMap<String, (&'static str, String)>,
    read: impl Fn(&str, &'static str) -> Option<Option<&'v (&'static str, String)>>,
) -> Option<Instead> {
    values.iter().find_map(|(name, (kind, value))| match read(name, kind)? {
        None => Some(Instead::Without(name.clone())),
        Some((_, other)) if other != value => Some(Instead::Another(name.clone())),
        Some(_) => None,
    })
}
