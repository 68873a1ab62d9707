//! A change, and the list of changes while it is filled.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::kind::{Class, Kind};
use super::snapshot::Place;

/// A change. One cause is one change, whatever number of codes it touches.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Change {
    /// The rule, such as `code-status-changed`.
    pub rule: String,
    /// What the change means for users of the catalog.
    pub class: Class,
    /// Whether no version number allows it.
    pub forbidden: bool,
    /// The kind of thing that changed.
    pub kind: Kind,
    /// Its name, such as the id of a code. If the same change touches several codes, it is the first of them.
    pub name: String,
    /// The old value.
    pub old: Option<String>,
    /// The new value.
    pub new: Option<String>,
    /// The ids of the codes that it touches.
    pub codes: BTreeSet<String>,
    /// What clients read differently, each as a sentence.
    pub effects: Vec<String>,
    /// What it means for services that raise the code, and for clients that read it, where that differs.
    pub sides: Option<Sides>,
    /// The likeness of two messages, 0 to 1, of a change of the class [`Class::Review`].
    pub likeness: Option<f64>,
    /// What to do instead of a change that no version allows.
    pub instead: Option<String>,
    /// The place in the newer version.
    pub place: Option<Place>,
}

/// The most effects of a change. The first ones say what kind of change it is.
const MOST_EFFECTS: usize = 8;

/// What a change means for both sides of an answer; `None` means that the side does not see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sides {
    /// For services that raise the code.
    pub raising: Option<Class>,
    /// For clients that read the code.
    pub reading: Option<Class>,
}

impl Sides {
    /// Returns the classes as words.
    #[must_use]
    pub fn text(self) -> String {
        let side = |class: Option<Class>, who: &str| class.map(|class| format!("{} for {who}", class.as_str()));
        let both = [side(self.raising, "services that raise it"), side(self.reading, "clients that read it")];
        both.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

impl Change {
    /// Returns a change without values.
    pub(super) fn new(rule: impl Into<String>, class: Class, kind: Kind, name: &str) -> Self {
        Self {
            rule: rule.into(),
            class,
            forbidden: false,
            kind,
            name: name.to_owned(),
            old: None,
            new: None,
            codes: code_in(kind, name).map(str::to_owned).into_iter().collect(),
            effects: Vec::new(),
            sides: None,
            likeness: None,
            instead: None,
            place: None,
        }
    }

    pub(super) fn values(mut self, old: Option<String>, new: Option<String>) -> Self {
        (self.old, self.new) = (old, new);
        self
    }

    pub(super) fn at(mut self, place: Option<&Place>) -> Self {
        self.place = place.cloned();
        self
    }

    pub(super) fn sides(mut self, raising: Option<Class>, reading: Option<Class>) -> Self {
        self.sides = Some(Sides { raising, reading });
        self
    }

    /// Returns the change as one that no version allows.
    pub(super) fn forbidden(mut self, instead: impl Into<String>) -> Self {
        (self.forbidden, self.instead) = (true, Some(instead.into()));
        self
    }

    /// Adds what clients read differently because of the change.
    pub(super) fn breaks(&mut self, code: &str, effects: impl IntoIterator<Item = String>) {
        self.class = Class::Breaking;
        for effect in effects {
            // One that is said already, or that needs no condition.
            let is_said = self.effects.iter().any(|other| effect.starts_with(other));
            if self.effects.len() < MOST_EFFECTS && !is_said {
                self.effects.push(effect);
            }
        }
        if self.kind != Kind::Catalog || self.name != code {
            self.codes.insert(code.to_owned());
        }
    }
}

/// Returns the id of the code in the name of a thing.
fn code_in(kind: Kind, name: &str) -> Option<&str> {
    match kind {
        Kind::Code => Some(name),
        Kind::Parameter => name.split(' ').next(),
        Kind::Translation => name.split(' ').nth(1),
        _ => None,
    }
}

/// The cause of a change: a property of a thing; for the thing itself, the property is empty.
pub type Cause<'c> = (Kind, &'c str, &'static str);

/// Changes, and their causes.
#[derive(Default)]
pub struct Changes {
    all: Vec<Option<Change>>,
    causes: HashMap<(Kind, &'static str), HashMap<String, usize>>,
}

impl Changes {
    /// Adds a change of a thing, or of its property.
    pub fn push(&mut self, property: &'static str, change: Change) {
        self.also_of((change.kind, &change.name.clone(), property), self.all.len());
        self.all.push(Some(change));
    }

    /// Adds another cause of the last change.
    pub fn also(&mut self, cause: Cause<'_>) {
        self.also_of(cause, self.all.len() - 1);
    }

    fn also_of(&mut self, (kind, name, property): Cause<'_>, at: usize) {
        self.causes.entry((kind, property)).or_default().entry(name.to_owned()).or_insert(at);
    }

    /// Returns the change of a cause.
    pub fn of(&mut self, (kind, name, property): Cause<'_>) -> Option<&mut Change> {
        let at = *self.causes.get(&(kind, property))?.get(name)?;
        self.all.get_mut(at)?.as_mut()
    }

    /// Returns whether something changed of a code or a retired id.
    pub fn touch(&self, id: &str) -> bool {
        self.causes
            .iter()
            .any(|((kind, _), names)| matches!(kind, Kind::Code | Kind::Retired) && names.contains_key(id))
    }

    /// Removes the change of a cause, which another change explains.
    pub fn remove(&mut self, (kind, name, property): Cause<'_>) {
        let at = self.causes.get(&(kind, property)).and_then(|names| names.get(name));
        if let Some(change) = at.and_then(|at| self.all.get_mut(*at)) {
            *change = None;
        }
    }

    /// Returns the changes: those to review first, the least alike first of all; then the most severe ones, by kind and name.
    pub fn into_sorted(self) -> Vec<Change> {
        let mut all = grouped(self.all.into_iter().flatten());
        all.sort_by(|one, other| {
            let severity = |change: &Change| (!change.forbidden, Reverse(change.class), change.kind);
            let review = (other.class == Class::Review).cmp(&(one.class == Class::Review));
            let likeness = |change: &Change| change.likeness.unwrap_or(1.0);
            review.then(likeness(one).total_cmp(&likeness(other))).then(severity(one).cmp(&severity(other)))
        });
        all
    }
}

/// Joins changes of codes that have the same values, such as those from one changed default.
fn grouped(all: impl Iterator<Item = Change>) -> Vec<Change> {
    let mut first: HashMap<_, usize> = HashMap::new();
    let mut joined: Vec<Change> = Vec::new();
    for change in all {
        let has_values = change.old.is_some() || change.new.is_some() || change.rule == "code-answer-changed";
        if change.kind != Kind::Code || !has_values || change.likeness.is_some() {
            joined.push(change);
            continue;
        }
        let key = (change.rule.clone(), change.old.clone(), change.new.clone(), change.effects.clone());
        match first.get(&key) {
            Some(&at) if joined[at].class == change.class => joined[at].codes.extend(change.codes),
            _ => {
                first.insert(key, joined.len());
                joined.push(change);
            }
        }
    }
    joined
}
