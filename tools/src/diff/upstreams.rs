//! Compares the rows of upstreams by what they decide: at every cut between their statuses, for every combination of their conditions.

use std::collections::{BTreeMap, BTreeSet};

use errcat_compiler::model::{Literal, Member, Row};

use super::facts::{literal, named};
use super::kind::Class;
use super::snapshot::Snapshot;

/// The most combinations of conditions at one status. Beyond it, rows are compared one by one.
const MOST: usize = 4096;

/// Returns the class of a change of an upstream's rows; `None` if they decide the same.
pub fn class(name: &str, old: &Snapshot, new: &Snapshot) -> Option<Class> {
    let rows = |snapshot: &'_ Snapshot| -> Vec<Decision> {
        let upstream = snapshot.model().upstreams.iter().find(|upstream| upstream.name.value == name);
        let successor = |id: &str| {
            let retired = new.model().retired.iter().find(|retired| retired.id.value == id)?;
            Some(new.model().codes[retired.replaced_by.as_ref()?.to?].id.value.clone())
        };
        let is = |row: &Row| row.is.as_ref().map(named).map(|id| successor(&id).unwrap_or(id));
        upstream.into_iter().flat_map(|upstream| &upstream.rows).flat_map(|row| Decision::all(row, is(row))).collect()
    };
    let (before, after) = (rows(old), rows(new));
    let mut class = None;
    for status in cuts(before.iter().chain(&after)) {
        let at =
            |rows: &[Decision]| -> Vec<Decision> { rows.iter().filter(|row| row.is_for(status)).cloned().collect() };
        class = class.max(Lists { old: at(&before), new: at(&after) }.compare());
    }
    class
}

/// Returns a status of each range between the ends of the ranges of rows; `None` is an answer without a status.
fn cuts<'r>(rows: impl Iterator<Item = &'r Decision>) -> BTreeSet<Option<u16>> {
    let ends = rows.flat_map(|row| &row.status).flat_map(|(first, last)| [*first, last.saturating_add(1)]);
    ends.chain([0]).map(Some).chain([None]).collect()
}

/// A condition on a body.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Condition {
    /// It contains a text, in lower case.
    Contains(String),
    /// The member at a pointer is a value.
    Is(String, String),
    /// The member at a pointer is a provider code of a scope.
    OfScope(String, String),
    /// A member is there to be taken.
    Has(String),
}

/// A row, or the part of it for one value of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Decision {
    status: Vec<(u16, u16)>,
    conditions: BTreeSet<Condition>,
    /// The code, and what is taken.
    result: String,
}

impl Decision {
    fn all(row: &Row, is: Option<String>) -> Vec<Self> {
        let mut conditions: BTreeSet<Condition> =
            row.contains.iter().map(|text| Condition::Contains(text.to_ascii_lowercase())).collect();
        let takes: BTreeSet<String> =
            row.take.iter().map(|(param, pointer)| format!("{} from {}", param.value, pointer.value)).collect();
        let mut result = is.unwrap_or_default();
        for take in takes {
            result.extend([" with ", &take]);
            conditions.insert(Condition::Has(take));
        }
        let members: Vec<Option<Condition>> = match &row.at {
            None => vec![None],
            Some(at) => match &at.is {
                Member::Scope(scope) => {
                    result.extend([" by ", &at.pointer, " of ", &scope.value]);
                    vec![Some(Condition::OfScope(at.pointer.clone(), scope.value.clone()))]
                }
                Member::OneOf(values) => {
                    values.iter().map(|value| Some(Condition::Is(at.pointer.clone(), canonical(value)))).collect()
                }
            },
        };
        let one = |member: Option<Condition>| Self {
            status: row.status.clone(),
            conditions: conditions.iter().cloned().chain(member).collect(),
            result: result.clone(),
        };
        members.into_iter().map(one).collect()
    }

    fn is_for(&self, status: Option<u16>) -> bool {
        let includes = |status: u16| self.status.iter().any(|(first, last)| (*first..=*last).contains(&status));
        self.status.is_empty() || status.is_some_and(includes)
    }
}

/// Returns a value as text; the same number is the same text.
fn canonical(value: &Literal) -> String {
    match value {
        Literal::Number(text) => match text.parse::<f64>() {
            // Whole numbers of this size are exact.
            Ok(number) if number.fract() == 0.0 && number.abs() < 9e15 => format!("{number:.0}"),
            Ok(number) => number.to_string(),
            Err(_) => text.clone(),
        },
        other => literal(other),
    }
}

/// The rows of both versions for one status.
struct Lists {
    old: Vec<Decision>,
    new: Vec<Decision>,
}

/// A body, as far as conditions see it.
#[derive(Default)]
struct Body<'c> {
    holds: BTreeSet<&'c Condition>,
    /// For each pointer, the value of the member.
    members: BTreeMap<&'c str, &'c str>,
}

impl Lists {
    fn compare(&self) -> Option<Class> {
        let all: BTreeSet<&Condition> = self.old.iter().chain(&self.new).flat_map(|row| &row.conditions).collect();
        let mut values: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut alone: Vec<&Condition> = Vec::new();
        for condition in all {
            match condition {
                Condition::Is(pointer, value) => values.entry(pointer).or_default().push(value),
                other => alone.push(other),
            }
        }
        let sizes = values.values().map(|values| values.len() + 1).chain(alone.iter().map(|_| 2));
        let count = sizes.fold(1_usize, usize::saturating_mul);
        if count > MOST {
            return self.row_by_row();
        }
        let mut class = None;
        for number in 0..count {
            let Some(body) = body(number, &alone, &values) else { continue };
            class = class.max(change(decide(&self.old, &body), decide(&self.new, &body)));
        }
        class
    }

    /// Compares rows in their order, without those after a row that decides everything.
    fn row_by_row(&self) -> Option<Class> {
        let reached = |rows: &[Decision]| {
            let end = rows.iter().position(|row| row.conditions.is_empty()).map_or(rows.len(), |at| at + 1);
            rows[..end].iter().map(|row| (row.conditions.clone(), row.result.clone())).collect::<Vec<_>>()
        };
        let (old, new) = (reached(&self.old), reached(&self.new));
        let is_open = old.last().is_none_or(|(conditions, _)| !conditions.is_empty());
        match new.strip_prefix(&old[..]) {
            Some([]) => None,
            Some(_) if is_open => Some(Class::Additive),
            _ => Some(Class::Breaking),
        }
    }
}

/// Returns the body of a combination; `None` if no body is like that.
fn body<'c>(mut number: usize, alone: &[&'c Condition], values: &BTreeMap<&'c str, Vec<&'c str>>) -> Option<Body<'c>> {
    let mut body = Body::default();
    for condition in alone {
        if number % 2 == 1 {
            body.holds.insert(*condition);
        }
        number /= 2;
    }
    for (pointer, values) in values {
        if let Some(value) = values.get(number % (values.len() + 1)) {
            body.members.insert(pointer, value);
        }
        number /= values.len() + 1;
    }
    let has = |text: &str| {
        alone.iter().filter(|other| !body.holds.contains(**other)).all(|other| match other {
            Condition::Contains(part) => !text.contains(part.as_str()),
            _ => true,
        })
    };
    // What contains a text contains each part of it.
    let is_one = body.holds.iter().all(|condition| match condition {
        Condition::Contains(text) => has(text),
        _ => true,
    });
    is_one.then_some(body)
}

fn decide<'d>(rows: &'d [Decision], body: &Body<'_>) -> Option<&'d str> {
    let meets = |condition: &Condition| match condition {
        Condition::Is(pointer, value) => body.members.get(pointer.as_str()) == Some(&value.as_str()),
        other => body.holds.contains(other),
    };
    rows.iter().find(|row| row.conditions.iter().all(meets)).map(|row| row.result.as_str())
}

fn change(old: Option<&str>, new: Option<&str>) -> Option<Class> {
    match (old, new) {
        (old, new) if old == new => None,
        (None, _) => Some(Class::Additive),
        _ => Some(Class::Breaking),
    }
}
