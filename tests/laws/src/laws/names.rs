//! Names: retired ids and aliases lead to their current codes, unknown names to no code.

use super::{Answer, Laws, What};
use crate::Tally;
use crate::choices::Choices;
use crate::document::{Json, Node};
use crate::mutate::Mutations;
use crate::spec::{Code, Mask, Path, Shape};
use crate::yaml::quoted;

impl<'a> Laws<'a> {
    /// Returns whether another envelope, which is whole in the body, has something else in the place of a name.
    pub(super) fn is_taken(&self, answer: &Answer<'_>, body: &Node) -> bool {
        let is_renamed = !body.is_equal(&answer.body) && answer.code.is_some_and(|code| !code.is_named_in(body));
        let own = answer.envelope.map_or_else(Vec::new, |at| self.spec.envelopes[at].places("code"));
        let mut own = own.into_iter().chain([vec![Some("code")], vec![Some("type")]]);
        // After a change of the name, the body may be of a code with fewer parameters.
        let codes = self.spec.codes.iter().filter(|code| answer.code.is_none_or(|own| own.id == code.id || is_renamed));
        let explained = codes.map(|code| self.explained(answer.envelope, code, body)).min().unwrap_or(0);
        let other = |place: &Path| {
            let has_other = |shape: &&Shape| shape.has(place) && !shape.places("code").contains(place);
            let mut others = self.spec.envelopes.iter().filter(has_other);
            others.any(|shape| shape.is_whole(body) && shape.explains(body) >= explained)
        };
        own.any(|place| !body.at(&place).is_empty() && other(&place))
    }

    /// Returns whether a member in a place of names is not a name, or a name is in a place where another envelope has something else.
    pub(super) fn is_contested(&self, answer: &Answer<'_>, body: &Node) -> bool {
        if self.is_taken(answer, body) {
            return true;
        }
        let is_written = self.spec.envelopes.iter().any(|shape| shape.places("code").contains(&vec![Some("type")]));
        self.spec.name_places().iter().any(|place| {
            let found = body.at(place);
            let is_name = |node: &&&Node| match node.json {
                Json::Text(_) => true,
                Json::Raw(_) => node.compact().bytes().any(|byte| byte.is_ascii_digit()),
                _ => false,
            };
            let foreign =
                found.iter().filter(|node| node.slot != Some("code") && (node.slot != Some("type") || is_written));
            foreign.filter(is_name).count() > 0 || (!place.contains(&None) && found.len() > 1)
        })
    }

    /// The names of codes, as JSON, each with its code; `None` for the name of a masked code.
    fn all_names(&self) -> Vec<(String, Option<&'a Code>)> {
        let mut all = vec![(quoted("later"), None), (quoted(""), None)];
        all.push((self.spec.unknown_code.map_or_else(|| quoted("UNKNOWN"), unknown_name), None));
        for code in &self.spec.codes {
            let own = Some(code).filter(|code| code.mask == Mask::Itself);
            all.push((code.name(), own));
            all.push((quoted(&code.name().replace('"', "")), own));
            all.push((quoted(&code.id), own));
            all.extend(code.aliases.iter().map(|alias| (quoted(alias), own)));
        }
        for retired in &self.spec.retired {
            let end = retired.replaced_by.map(|at| &self.spec.codes[at]);
            let end = end.filter(|code| code.mask == Mask::Itself && !retired.masked);
            all.push((quoted(&retired.id), end));
            all.extend(retired.wire_code.iter().map(|code| (code.clone(), end)));
            all.extend(retired.aliases.iter().map(|alias| (quoted(alias), end)));
        }
        all
    }

    /// Checks an answer with another name, with two names, or with one name twice.
    pub(super) fn renamed(&self, answer: &Answer<'_>, choices: &mut Choices<'_>, tally: &mut Tally) {
        if !self.is_named(answer) {
            return;
        }
        let names = self.all_names();
        let (name, code) = &names[choices.below(names.len())];
        let mut body = answer.body.clone();
        let own = answer.code.map(|own| own.id.as_str());
        let (log, expected) = match choices.below(4) {
            0 => {
                let twice = double(&mut body);
                (format!("the name twice: {twice}"), if twice { None } else { own })
            }
            1 if body.at(&[Some("code")]).is_empty()
                && !self.shape(answer).is_some_and(|shape| shape.has(&[Some("code")])) =>
            {
                let Json::Object(members) = &mut body.json else { return };
                members.push(("code".to_owned(), Node::parse(name)));
                let other = code.map(|code| code.id.as_str());
                // Among names of the same rank, a known name wins over an unknown one.
                let expected = match (own, other) {
                    (None, other) => other.filter(|_| self.is_written_as_code()),
                    (own, other) => own.filter(|_| other.is_none() || other == own),
                };
                (format!("a member `code`: {name}"), expected)
            }
            _ => {
                rename(&mut body, &Node::parse(name).json);
                if answer.envelope.is_none() {
                    // Problem details have two names.
                    let Json::Object(members) = &mut body.json else { return };
                    members.retain(|(key, _)| key != "type");
                }
                (format!("the name is {name}"), code.map(|code| code.id.as_str()))
            }
        };
        tally.mutations += 1;
        let text = body.compact();
        let found = self.read(answer.status, &text, tally);
        let log = [log];
        let what = What { laws: self, answer, status: answer.status, body: &text, log: &log, seed: choices.name() };
        let found_code = found.as_ref().map(|found| found.code().as_str());
        let by_other = answer.envelope.is_none() && !self.decides() && expected.is_none();
        if by_other || self.is_contested(answer, &body) || self.is_numeral(name) {
            tally.contested += 1;
            return;
        }
        what.must(found_code == expected, &format!("it names {expected:?}, not {found_code:?}"));
        // With a member `code` it may look like problem details, too.
        let is_problem = ["title", "detail", "code"].iter().all(|key| !body.at(&[Some(key)]).is_empty());
        if let Some(found) = found.filter(|_| expected == own && (!is_problem || answer.envelope.is_none())) {
            let done = Mutations { touched: vec!["code"], ..Mutations::default() };
            self.values(&what, &body, &found, &done, tally);
        }
    }

    /// Returns whether an unknown member `code` makes an answer unknown.
    fn decides(&self) -> bool {
        self.spec.has_problems() || self.is_written_as_code()
    }

    /// Returns whether an envelope has names in a member `code`.
    fn is_written_as_code(&self) -> bool {
        self.spec.envelopes.iter().any(|shape| shape.places("code").contains(&vec![Some("code")]))
    }

    /// Returns whether a name is a number in a catalog without numbers.
    fn is_numeral(&self, name: &str) -> bool {
        let numbers = self.spec.codes.iter().any(|code| code.name().parse::<i64>().is_ok());
        !numbers && self.spec.unknown_code != Some("50000") && name.parse::<i64>().is_ok()
    }
}

fn unknown_name(code: &str) -> String {
    if code.parse::<i64>().is_ok() { code.to_owned() } else { quoted(code) }
}

/// Writes another name in all places of the name.
fn rename(body: &mut Node, name: &Json) {
    if body.slot == Some("code") {
        body.json = name.clone();
    }
    match &mut body.json {
        Json::Object(members) => members.iter_mut().for_each(|(_, node)| rename(node, name)),
        Json::List(items) => items.iter_mut().for_each(|item| rename(item, name)),
        _ => {}
    }
}

/// Repeats the member with the first name. Returns whether there is such a member.
fn double(body: &mut Node) -> bool {
    match &mut body.json {
        Json::Object(members) => {
            if let Some(at) = members.iter().position(|(_, node)| node.slot == Some("code")) {
                members.push(members[at].clone());
                return true;
            }
            members.iter_mut().any(|(_, node)| double(node))
        }
        Json::List(items) if items.len() == 1 => items.iter_mut().any(double),
        _ => false,
    }
}
