//! Promises of a lock that cannot hold together. Each branch of a merge can be right on its own.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::lines::{Key, Lines};

/// Returns the promises that contradict each other. Each sentence names both.
pub fn contradictions(lines: &Lines) -> Vec<String> {
    let mut all = Contradictions { lines, found: Vec::new() };
    all.keys();
    all.codes_left();
    all.names();
    all.provider_codes();
    all.masks();
    all.successors();
    all.mentions();
    all.found
}

struct Contradictions<'l> {
    lines: &'l Lines,
    found: Vec<String>,
}

impl<'l> Contradictions<'l> {
    /// Finds keys with two lines, and ids that are both a code and retired.
    fn keys(&mut self) {
        let mut seen: HashMap<(&str, &str), &Key> = HashMap::new();
        for (key, _) in &self.lines.0 {
            let list = if key.kind == "retired" { "code" } else { &key.kind };
            if let Some(other) = seen.insert((list, &key.name), key) {
                let what =
                    if other == key { "has two lines".to_owned() } else { format!("is also `{}`", other.text()) };
                self.found.push(format!("`{}` {what}", key.text()));
            }
        }
    }

    fn codes(&self) -> impl Iterator<Item = (&'l str, &'l Map<String, Value>)> + use<'l> {
        self.lines.members("code")
    }

    fn retired(&self) -> impl Iterator<Item = (&'l str, &'l Map<String, Value>)> + use<'l> {
        self.lines.members("retired")
    }

    /// Finds out whether no code is left.
    fn codes_left(&mut self) {
        let retired: Vec<&str> = self.retired().map(|(id, _)| id).collect();
        if self.codes().next().is_none() && !retired.is_empty() {
            let ids = retired.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
            self.found
                .push(format!("no code is left: {ids} {} retired", if retired.len() == 1 { "is" } else { "are" }));
        }
    }

    /// Finds names that two ids have. The id of a code with a `wire_code` is not sent, so it may be the `wire_code` of another one.
    fn names(&mut self) {
        let mut owners: HashMap<String, &str> = HashMap::new();
        for (id, members) in self.codes().chain(self.retired()) {
            let aliases = members.get("aliases").and_then(Value::as_array).into_iter().flatten();
            let own = Value::from(id);
            for name in aliases.chain([members.get("wire_code").unwrap_or(&own)]) {
                match owners.entry(name.to_string()) {
                    Entry::Occupied(owner) if *owner.get() != id => {
                        self.found.push(format!("{name} is a name of `{}` and of `{id}`", owner.get()));
                    }
                    entry => *entry.or_insert(id) = id,
                }
            }
        }
    }

    /// Finds codes of providers that mean two codes.
    fn provider_codes(&mut self) {
        let mut owners: HashMap<(&str, &str), &str> = HashMap::new();
        for (id, members) in self.codes() {
            let scopes = members.get("provider_codes").and_then(Value::as_object).into_iter().flatten();
            for (scope, patterns) in scopes {
                for pattern in patterns.as_array().into_iter().flatten().filter_map(Value::as_str) {
                    if let Some(owner) = owners.insert((scope, pattern), id) {
                        let both =
                            if owner == id { format!("`{id}` twice") } else { format!("`{owner}` and of `{id}`") };
                        self.found.push(format!("the provider code `{scope} {pattern}` is one of {both}"));
                    }
                }
            }
        }
    }

    /// Returns what an id is, if it is no code.
    fn no_code(&self) -> impl Fn(&str) -> Option<&'static str> + use<'l> {
        let codes: HashSet<&str> = self.codes().map(|(id, _)| id).collect();
        let retired: HashSet<&str> = self.retired().map(|(id, _)| id).collect();
        move |id| match (codes.contains(id), retired.contains(id)) {
            (true, _) => None,
            (_, true) => Some("is retired"),
            _ => Some("is no code"),
        }
    }

    fn masks(&mut self) {
        let no_code = self.no_code();
        for (id, members) in self.codes().chain(self.retired()) {
            let Some(mask) = members.get("shown_as").and_then(Value::as_str).filter(|mask| *mask != "unknown") else {
                continue;
            };
            if let Some(what) = no_code(mask) {
                self.found.push(format!("`{id}` is shown as `{mask}`, and `{mask}` {what}"));
            }
        }
    }

    /// Finds successors that lead back, each circle once.
    fn successors(&mut self) {
        let next: HashMap<&str, &str> =
            self.retired().filter_map(|(id, members)| Some((id, members.get("replaced_by")?.as_str()?))).collect();
        let mut passed: HashMap<&str, &str> = HashMap::new();
        for (start, _) in self.retired() {
            let mut at = start;
            while let Some(successor) = next.get(at).filter(|_| !passed.contains_key(at)) {
                passed.insert(at, start);
                at = successor;
            }
            // The walk ended at an id that it had passed itself.
            if passed.get(at) == Some(&start) && next.contains_key(at) {
                let by = next.get(at).unwrap_or(&at);
                let after = next.get(by).map_or("", |after| after);
                self.found
                    .push(format!("`{at}` is replaced by `{by}`, and `{by}` in turn by `{after}`: they lead back"));
            }
        }
    }

    /// Finds the unknown error and rows of upstreams that are retired codes.
    fn mentions(&mut self) {
        let no_code = self.no_code();
        if let Some((id, what)) =
            self.lines.header("unknown").and_then(|id| id.as_str()).and_then(|id| Some((id, no_code(id)?)))
        {
            self.found.push(format!("the unknown error is `{id}`, and `{id}` {what}"));
        }
        for (key, rows) in self.lines.0.iter().filter(|(key, _)| key.kind == "upstream") {
            let codes = rows.as_array().into_iter().flatten().filter_map(|row| row.get("is")?.as_str());
            for (id, what) in codes.filter_map(|id| Some((id, no_code(id)?))) {
                self.found.push(format!("a row of the upstream `{}` is `{id}`, and `{id}` {what}", key.name));
            }
        }
    }
}
