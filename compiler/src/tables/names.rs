//! Where codes are named in answers, and by what: places of `$code`, aliases, what retired codes were called, problem types.

use std::collections::HashMap;

use errcat_core::raw::{NO_NUMBER, Word, header};

use super::{Builder, narrow};
use crate::model::{Json, Mask, Model};

/// The steps from the body to a value; `None` for each item of a list.
type Path<'m> = Vec<Option<&'m str>>;

/// A place where answers name their codes.
struct Place<'m> {
    path: Path<'m>,
    /// 1 for `$code` in an envelope, 2 for `code`, 3 for `type`.
    rank: u32,
    /// Whether the catalog itself writes names there.
    decides: bool,
    /// The envelopes that do; problem details come behind those of the catalog.
    envelopes: Vec<usize>,
}

impl Builder {
    /// The places of names: those of envelopes in the order of the envelopes, then `code`, then `type`.
    pub(super) fn name_places(&mut self, model: &Model) {
        let problem = model.envelopes.len();
        let mut places: Vec<Place<'_>> = Vec::new();
        for (at, envelope) in model.envelopes.iter().enumerate() {
            for path in paths(&envelope.template, &|value| is_name(value, "code")) {
                match places.iter_mut().find(|place| place.path == path) {
                    Some(place) => place.envelopes.push(at),
                    None => places.push(Place { path, rank: 1, decides: true, envelopes: vec![at] }),
                }
            }
        }
        let answers_problems = model.codes.iter().any(|code| code.envelope.is_none());
        match places.iter_mut().find(|place| place.path == [Some("code")]) {
            Some(place) => place.envelopes.push(problem),
            None => {
                let path = vec![Some("code")];
                places.push(Place { path, rank: 2, decides: answers_problems, envelopes: vec![problem] });
            }
        }
        places.push(Place { path: vec![Some("type")], rank: 3, decides: false, envelopes: vec![problem] });
        for place in places {
            let others: Vec<usize> = (0..problem)
                .filter(|at| !place.envelopes.contains(at) && has(&model.envelopes[*at].template, &place.path))
                .collect();
            let steps = self.len(Word::NamePlaceItems);
            for step in &place.path {
                let step = step.map_or(0, |name| self.shared(name) + 1);
                self.word(Word::NamePlaceItems, step);
            }
            let first = self.len(Word::NamePlaceItems);
            place.envelopes.iter().for_each(|at| self.count(Word::NamePlaceItems, *at));
            let second = self.len(Word::NamePlaceItems);
            others.iter().for_each(|at| self.count(Word::NamePlaceItems, *at));
            let end = self.len(Word::NamePlaceItems);
            self.word(Word::NamePlaces, place.rank);
            self.word(Word::NamePlaces, place.decides);
            for bound in [steps, first, first, second, second, end] {
                self.count(Word::NamePlaces, bound);
            }
        }
    }

    /// What names codes beside their ids and wire codes: numbers, and the names of earlier times.
    pub(super) fn names(&mut self, model: &Model) {
        if model.codes.iter().any(|code| code.wire_number.is_some()) {
            for code in &model.codes {
                self.long(Word::WireNumbers, code.wire_number.unwrap_or(NO_NUMBER).cast_unsigned());
            }
        }
        if let Some(number) = model.unknown.number {
            let header = &mut self.words[Word::Header as usize];
            header[header::UNKNOWN_IS_NUMBER] = 1_u32.to_le_bytes();
            header[header::UNKNOWN_NUMBER..][..2].copy_from_slice(&super::long(number.cast_unsigned()));
        }
        for (at, code) in model.codes.iter().enumerate() {
            code.aliases.iter().for_each(|_| self.count(Word::Aliases, at));
        }
        for (at, retired) in (model.codes.len()..).zip(&model.retired) {
            retired.aliases.iter().for_each(|_| self.count(Word::Aliases, at));
            retired.wire_code.iter().for_each(|_| self.count(Word::RetiredWireCodes, at));
        }
        self.problem_types(model);
    }

    /// Problem types that do not follow from the catalog's template, each with what it stands for: nothing, if it stands for two.
    fn problem_types(&mut self, model: &Model) {
        if let Some(template) = &model.problem_type {
            let (before, after) = match template.value.split_once("{code}") {
                Some((before, after)) => (before, Some(after)),
                None => (template.value.as_str(), None),
            };
            let (before, after) = (self.shared(before) + 1, after.map_or(0, |after| self.shared(after) + 1));
            let header = &mut self.words[Word::Header as usize];
            header[header::TYPE_BEFORE] = before.to_le_bytes();
            header[header::TYPE_AFTER] = after.to_le_bytes();
        }
        let mut types: Vec<(&str, usize)> = Vec::new();
        if model.problem_type.is_none() {
            let own = model.codes.iter().enumerate();
            types.extend(own.filter_map(|(at, code)| Some((code.docs_url.as_deref()?, at + 1))));
        }
        let retired = (model.codes.len()..).zip(&model.retired);
        types.extend(retired.filter_map(|(at, retired)| Some((retired.docs_url.as_ref()?.value.as_str(), at + 1))));
        let derived = derived_types(model);
        types.sort_unstable();
        let mut kept: Vec<(&str, usize)> = Vec::new();
        for (uri, number) in types {
            match kept.last_mut().filter(|(last, _)| *last == uri) {
                Some((_, several)) => *several = 0,
                None => kept.push((uri, if derived.contains_key(uri) { 0 } else { number })),
            }
        }
        self.column(Word::Types, kept.iter().map(|(uri, _)| *uri));
        kept.iter().for_each(|(_, number)| self.count(Word::TypeItems, *number));
    }
}

/// The problem types that follow from the template, of codes without one of their own.
fn derived_types(model: &Model) -> HashMap<String, usize> {
    let template = match &model.problem_type {
        Some(template) => Some(template.value.as_str()),
        None => model.docs_url.as_deref(),
    };
    let Some((before, after)) = template.and_then(|template| template.split_once("{code}")) else {
        return HashMap::new();
    };
    let has_own = |at: usize| model.problem_type.is_none() && model.codes[at].docs_url.is_some();
    let codes = (0..model.codes.len()).filter(|at| !has_own(*at));
    codes.map(|at| (format!("{before}{}{after}", model.codes[at].id.value), at)).collect()
}

fn is_name(value: &Json, name: &str) -> bool {
    matches!(value, Json::Name { name: own, .. } if own == name)
}

/// The paths to all values of some kind. A list of one object is a list of error objects: each of its items counts.
fn paths<'m>(template: &'m Json, is: &impl Fn(&Json) -> bool) -> Vec<Path<'m>> {
    let mut all = Vec::new();
    add(template, &mut Vec::new(), is, &mut all);
    all
}

fn add<'m>(template: &'m Json, path: &mut Path<'m>, is: &impl Fn(&Json) -> bool, all: &mut Vec<Path<'m>>) {
    if is(template) {
        all.push(path.clone());
        return;
    }
    match template {
        Json::Object(members) => {
            for (name, value) in members {
                path.push(Some(name));
                add(value, path, is, all);
                path.pop();
            }
        }
        Json::List(items) => {
            if let [item @ Json::Object(_)] = &items[..] {
                path.push(None);
                add(item, path, is, all);
                path.pop();
            }
        }
        _ => {}
    }
}

/// Whether an envelope has a value at a path.
fn has(template: &Json, path: &[Option<&str>]) -> bool {
    match (template, path) {
        (_, []) => true,
        (Json::Object(members), [Some(step), rest @ ..]) => {
            members.iter().any(|(name, value)| name == step && has(value, rest))
        }
        (Json::List(items), [None, rest @ ..]) => matches!(&items[..], [item @ Json::Object(_)] if has(item, rest)),
        _ => false,
    }
}

impl Model {
    /// The ids of codes and of retired codes, then the aliases of both: all that a look-up by id finds.
    pub(super) fn all_ids(&self) -> impl Iterator<Item = &str> + Clone {
        let codes = self.codes.iter().map(|code| code.id.value.as_str());
        let retired = self.retired.iter().map(|retired| retired.id.value.as_str());
        let aliases = self.codes.iter().flat_map(|code| &code.aliases);
        let aliases = aliases.chain(self.retired.iter().flat_map(|retired| &retired.aliases));
        codes.chain(retired).chain(aliases.map(|alias| alias.value.as_str()))
    }

    /// The wire codes of codes, then those of retired codes; nothing if every code travels, and has always travelled, as its id.
    pub(super) fn all_wire_codes(&self) -> impl Iterator<Item = &str> + Clone {
        let own = self.codes.iter().any(|code| super::wire_code(code) != code.id.value)
            || self.retired.iter().any(|retired| retired.wire_code.is_some());
        let codes = self.codes.iter().filter(move |_| own).map(super::wire_code);
        codes.chain(self.retired.iter().filter_map(|retired| Some(retired.wire_code.as_ref()?.value.as_str())))
    }

    /// What a retired code was shown as: 0 for itself, 1 for unknown, else the number of a code plus two.
    pub(super) fn mask_number(mask: &Mask) -> u32 {
        match mask {
            Mask::Itself => 0,
            Mask::As(reference) => reference.to.map_or(1, |to| narrow(to) + 2),
            Mask::Unknown => 1,
        }
    }
}
