//! Compares parameters one by one. Constructors take them by position, answers by name.

use errcat_compiler::model::{Json, Param, Ref};
use errcat_core::ParamKind;

use super::change::{Change, Changes};
use super::facts::list;
use super::kind::{Class, Kind};
use super::rules::{PROPERTIES, Property};
use super::snapshot::Snapshot;
use super::things::{example, value};

/// Compares the parameters of the codes in both versions.
pub fn compare(old: &Snapshot, new: &Snapshot, changes: &mut Changes) {
    let before = super::names::codes(old);
    for code in &new.model().codes {
        if let Some(other) = before.get(code.id.value.as_str()) {
            let (envelope, id) = (code.envelope.as_ref(), &code.id.value);
            Parameters { code: id, old: &other.params, new: &code.params, envelope, snapshots: (old, new) }
                .compare(changes);
        }
    }
    for value in &new.model().context {
        json(Kind::Context, &value.name.value, value.kind, changes);
    }
}

/// The parameters of a code in both versions.
struct Parameters<'c> {
    code: &'c str,
    old: &'c [Param],
    new: &'c [Param],
    /// The envelope in the newer version.
    envelope: Option<&'c Ref>,
    snapshots: (&'c Snapshot, &'c Snapshot),
}

impl Parameters<'_> {
    fn compare(&self, changes: &mut Changes) {
        let renamed: Vec<(&Param, &Param)> = self.renamed().collect();
        for (from, to) in &renamed {
            let change = self.change("parameter-renamed", to, (Some(Class::Breaking), seen(from)));
            let values = (Some(from.name.value.clone()), Some(to.name.value.clone()));
            changes.push("", change.values(values.0, values.1));
            changes.also((Kind::Parameter, &self.name(from), ""));
        }
        if !renamed.is_empty() {
            self.texts(&renamed, changes);
        }
        for param in self.old {
            match named(self.new, param) {
                Some(other) => self.properties(param, other, changes),
                None if renamed.iter().any(|(from, _)| std::ptr::eq(*from, param)) => {}
                None => {
                    let change = self.change("parameter-removed", param, (Some(Class::Breaking), seen(param)));
                    changes.push("", change.values(Some(kind(param)), None));
                }
            }
        }
        for param in self.new {
            if named(self.old, param).is_none() && !renamed.iter().any(|(_, to)| std::ptr::eq(*to, param)) {
                let reading = seen(param).map(|_| Class::Additive);
                let change = self.change("parameter-added", param, (Some(Class::Breaking), reading));
                changes.push("", change.values(None, Some(kind(param))));
            }
        }
        self.order(&renamed, changes);
    }

    /// Returns the parameters that only have another name: at the same position, and of the same type.
    fn renamed(&self) -> impl Iterator<Item = (&Param, &Param)> {
        let pairs = self.old.iter().zip(self.new).filter(|_| self.old.len() == self.new.len());
        pairs.filter(|(from, to)| {
            let gone = named(self.new, from).is_none() && named(self.old, to).is_none();
            gone && from.kind == to.kind && from.sensitive == to.sensitive
        })
    }

    /// Removes changes of texts that only name renamed parameters, apart from messages to review.
    fn texts(&self, renamed: &[(&Param, &Param)], changes: &mut Changes) {
        for property in ["message", "customer", "remediation"] {
            let cause = (Kind::Code, self.code, property);
            let Some(Change { old: Some(old), new: Some(new), likeness: None, .. }) = changes.of(cause) else {
                continue;
            };
            let place = |param: &Param| format!("{{{}}}", param.name.value);
            let same = renamed.iter().fold(old.clone(), |text, (from, to)| text.replace(&place(from), &place(to)));
            if same == *new {
                changes.remove(cause);
            }
        }
    }

    fn properties(&self, old: &Param, new: &Param, changes: &mut Changes) {
        let name = self.name(new);
        let facts =
            |snapshot: &Snapshot| snapshot.things.get(&Kind::Parameter)?.get(&name).map(|one| one.facts.clone());
        let (before, after) =
            (facts(self.snapshots.0).unwrap_or_default(), facts(self.snapshots.1).unwrap_or_default());
        for property in PROPERTIES.iter().filter(|property| property.kind == Kind::Parameter) {
            let values = (before.get(property.name), after.get(property.name));
            let Some(change) = value(property, &name, values) else { continue };
            let change = match property.name {
                "type" => change.sides(Some(Class::Breaking), seen(old).or(seen(new))),
                // A place that cannot be left out was `null`.
                "sensitive" => {
                    let class = if self.is_required(&new.name.value) { Class::Breaking } else { change.class };
                    Change { class, ..change }.sides(None, Some(class))
                }
                // A value that an error may lack from now on is missed.
                "optional" => change.sides(Some(Class::Breaking), seen(new).filter(|_| new.optional)),
                _ => change,
            };
            changes.push(property.name, change.at(self.snapshots.1.place_of(Kind::Parameter, &name)));
        }
        if old.kind == new.kind {
            json(Kind::Parameter, &name, new.kind, changes);
        }
    }

    /// Adds a change if constructors take the same parameters in another order.
    fn order(&self, renamed: &[(&Param, &Param)], changes: &mut Changes) {
        let now = |param: &Param| {
            let to = renamed.iter().find(|(from, _)| from.name.value == param.name.value).map(|(_, to)| *to);
            to.unwrap_or(param).name.value.clone()
        };
        let before: Vec<String> = self.old.iter().map(now).collect();
        let after: Vec<String> = self.new.iter().map(|param| param.name.value.clone()).collect();
        let common = |all: &[String], other: &[String]| -> Vec<String> {
            all.iter().filter(|name| other.contains(name)).cloned().collect()
        };
        let (before, after) = (common(&before, &after), common(&after, &before));
        if before != after {
            let property = Property::find(Kind::Code, "parameter_order").expect("it is in the table");
            let values = (list(before.into_iter()), list(after.into_iter()));
            if let Some(change) = value(property, self.code, (Some(&values.0), Some(&values.1))) {
                let place = self.snapshots.1.place_of(Kind::Code, self.code);
                changes.push(property.name, change.sides(Some(Class::Breaking), None).at(place));
            }
        }
    }

    fn change(&self, rule: &str, param: &Param, (raising, reading): (Option<Class>, Option<Class>)) -> Change {
        let name = self.name(param);
        let place = self.snapshots.1.place_of(Kind::Parameter, &name);
        let place = place.or_else(|| self.snapshots.1.place_of(Kind::Code, self.code));
        Change::new(rule, Class::Breaking, Kind::Parameter, &name).sides(raising, reading).at(place)
    }

    /// Returns whether the envelope has a place for a value that answers cannot leave out.
    fn is_required(&self, name: &str) -> bool {
        let envelope = self.envelope.and_then(|envelope| self.snapshots.1.model().envelopes.get(envelope.to?));
        envelope.is_some_and(|envelope| requires(&envelope.template, name))
    }

    fn name(&self, param: &Param) -> String {
        format!("{} {}", self.code, param.name.value)
    }
}

fn named<'p>(all: &'p [Param], param: &Param) -> Option<&'p Param> {
    all.iter().find(|other| other.name.value == param.name.value)
}

/// Returns what the loss of a parameter means for clients: they do not see sensitive ones.
fn seen(param: &Param) -> Option<Class> {
    (!param.sensitive).then_some(Class::Breaking)
}

fn kind(param: &Param) -> String {
    super::facts::kind(param)
}

/// Sets the class of a changed example by its members.
fn json(kind: Kind, name: &str, of: ParamKind, changes: &mut Changes) {
    if of == ParamKind::Json
        && let Some(change) = changes.of((kind, name, "example"))
    {
        *change = example(change.clone());
    }
}

fn requires(template: &Json, value: &str) -> bool {
    match template {
        Json::Name { name, optional, .. } => name == value && !optional,
        Json::List(items) => items.iter().any(|item| requires(item, value)),
        Json::Object(members) => members.iter().any(|(_, member)| requires(member, value)),
        _ => false,
    }
}
