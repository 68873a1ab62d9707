//! Values: each is read as it was given, or not at all.

use errcat_core::__private::Carried;
use errcat_core::{Recognized, Value};

use super::{Answer, Laws, What};
use crate::Tally;
use crate::document::{Json, Node};
use crate::mutate::Mutations;
use crate::spec::{Code, Piece};
use crate::values::Given;

const TEXTS: [&str; 3] = ["message", "customer", "remediation"];

/// How an answer contains a value.
enum Expected {
    /// The whole member is the value.
    Value,
    /// It is in texts that can be read in several ways.
    Perhaps,
    /// It is in one text, which can be read in one way only.
    InText,
    /// Its carrier was changed.
    Anything,
    Nothing,
}

impl Laws<'_> {
    /// Checks the values of an answer that was recognized as its code.
    pub(super) fn values(
        &self,
        what: &What<'_, '_>,
        body: &Node,
        found: &Recognized<'_>,
        done: &Mutations,
        tally: &mut Tally,
    ) {
        let answer = what.answer;
        let Some(code) = answer.code else { return };
        if self.is_taken(answer, body) || self.is_read_elsewhere(answer, code, body) {
            return;
        }
        let slots = answer.body.slots();
        for (at, param) in code.params.iter().enumerate() {
            let expected = if param.sensitive && !done.touched.contains(&param.name) {
                Expected::Nothing
            } else {
                expected(answer, at, &slots, done)
            };
            let given = &answer.raised.params[at];
            check(what, param.name, &expected, given, Carried::param(found, at), done, tally);
        }
        for (at, value) in self.spec.context.iter().enumerate() {
            let is_in_body = slots.contains(&value.name);
            let said = is_in_body && !value.sensitive;
            let Some(given) = answer.raised.context[at].as_ref().filter(|_| said) else {
                let read = found.context(at);
                let nothing = read.is_none_or(|read| read == Value::Json("null"));
                what.must(nothing || done.touched.contains(&value.name), &format!("{} was not said", value.name));
                continue;
            };
            let expected = if done.touched.contains(&value.name) { Expected::Anything } else { Expected::Value };
            check(what, value.name, &expected, given, found.context(at), done, tally);
        }
        let details: Vec<_> = (0..).map_while(|at| found.detail(at)).collect();
        let has_param = answer.envelope.is_none() && code.params.iter().any(|param| param.name == "details");
        if !done.touched.contains(&"details") {
            let said = slots.contains(&"details") && !answer.masked && !has_param;
            let given: &[String] = if said { &answer.raised.details } else { &[] };
            what.must(details == given, &format!("the details are {given:?}, not {details:?}"));
        }
    }

    /// Returns how many values of a body an envelope has a place for; none for problem details.
    pub(super) fn explained(&self, envelope: Option<usize>, code: &Code, body: &Node) -> usize {
        if let Some(at) = envelope {
            return self.spec.envelopes[at].explains(body);
        }
        let Json::Object(members) = &body.json else { return 0 };
        let known = |key: &str| {
            ["type", "title", "status", "detail", "instance", "code", "details"].contains(&key)
                || code.params.iter().any(|param| param.name == key)
        };
        let scalars = ["type", "title", "status", "detail", "instance", "code"];
        let fits = |(key, node): &&(String, Node)| match &node.json {
            Json::List(_) | Json::Object(_) => !scalars.contains(&key.as_str()),
            Json::Raw(_) => !["type", "instance"].contains(&key.as_str()),
            Json::Text(_) => true,
        };
        let once = |key: &str| members.iter().filter(|(own, _)| own == key).count() == 1;
        1 + members
            .iter()
            .filter(fits)
            .filter(|(key, _)| known(key) && once(key))
            .map(|(_, node)| node.count())
            .sum::<usize>()
    }

    /// Returns whether another envelope has a place for more of a body, so that the values are read there: the code's own
    /// envelope wins over others, an earlier one over later ones.
    fn is_read_elsewhere(&self, answer: &Answer<'_>, code: &Code, body: &Node) -> bool {
        let explained = |envelope| self.explained(envelope, code, body);
        let own = explained(answer.envelope);
        let all = (0..self.spec.envelopes.len()).map(Some).chain([None]);
        let mut others = all.filter(|envelope| *envelope != answer.envelope);
        others.any(|other| {
            let theirs = explained(other);
            theirs > own || (theirs == own && answer.envelope != code.envelope)
        })
    }
}

fn expected(answer: &Answer<'_>, at: usize, slots: &[&str], done: &Mutations) -> Expected {
    let Some(code) = answer.code else { return Expected::Nothing };
    // In an envelope, `$details` are not the parameter of this name.
    let name = if code.params[at].name == "details" && answer.envelope.is_some() { "" } else { code.params[at].name };
    let is_touched = |slot: &str| done.touched.contains(&slot);
    let texts = || TEXTS.into_iter().filter(|slot| slots.contains(slot) && code.says(slot, at) > 0);
    if is_touched(name) {
        return Expected::Anything;
    }
    // An envelope of problem details has a member for each parameter.
    if slots.contains(&name) {
        return Expected::Value;
    }
    if texts().any(is_touched) {
        return Expected::Anything;
    }
    let count =
        |slot: &str| code.texts(slot).into_iter().flatten().filter(|piece| matches!(piece, Piece::Value(_))).count();
    match texts().count() {
        0 => Expected::Nothing,
        1 if texts().all(|slot| slot == "message" && count(slot) == 1) => Expected::InText,
        _ => Expected::Perhaps,
    }
}
fn check(
    what: &What<'_, '_>,
    name: &str,
    expected: &Expected,
    given: &Given,
    read: Option<Value<'_>>,
    done: &Mutations,
    tally: &mut Tally,
) {
    tally.values += usize::from(read.is_some());
    let is_same = read.is_some_and(|read| is_same(given, read));
    let respelled = matches!(given, Given::Json(_)) && done.respelled.contains(&name);
    let holds = match expected {
        Expected::Anything => true,
        Expected::Value => is_same || respelled,
        Expected::Perhaps => is_same || read.is_none() || respelled,
        // JSON in a text may be nested too deeply, or be a number that JSON does not have.
        Expected::InText => is_same,
        Expected::Nothing => read.is_none() || read == Some(Value::Json("null")),
    };
    what.must(holds, &format!("{name} is {given:?}, not {read:?}"));
}

fn is_same(given: &Given, read: Value<'_>) -> bool {
    match (given, read) {
        (Given::Text(given), Value::Text(read)) => given == read,
        (Given::Integer(given), Value::Integer(read)) => *given == read,
        (Given::Number(given), Value::Number(read)) => given.total_cmp(&read).is_eq(),
        (Given::Boolean(given), Value::Boolean(read)) => *given == read,
        (Given::Json(given), Value::Json(read)) => compact(given) == compact(read),
        _ => false,
    }
}

/// JSON without white space between its parts, and with the escapes that every string gets.
fn compact(json: &str) -> String {
    let text = Value::Json(json).to_string();
    Node::parse(&text).compact()
}
