//! The names of codes in answers: the places of names, numeric wire codes, aliases, names of retired codes, and problem types.

use std::collections::HashSet;

use errcat_core::__private::U32Column;
use errcat_core::__private::numbers::{Entries, NO_NUMBER, OptionalNumber};
use errcat_core::__private::rows::{HeaderRow, NamePlaceRow, ProblemTypeRow};

use super::builder::{Builder, narrow};
use super::wire_code;
use crate::model::{Json, Model};

/// The path from the body to a value: names of members, and `None` for each item of a list.
type Path<'m> = Vec<Option<&'m str>>;

/// A place where answers name their codes.
struct NamePlace<'m> {
    path: Path<'m>,
    /// 1 for `$code` in an envelope, 2 for `code`, 3 for `type`.
    rank: u32,
    /// Whether answers of this catalog have their names there.
    decides: bool,
    /// The envelopes with a name there. The number of problem details follows those of the catalog's envelopes.
    envelopes: Vec<usize>,
}

impl Builder {
    /// Writes the places of names: `$code` in the order of the envelopes, then the member `code`, then the member `type`.
    pub(super) fn name_places(&mut self, model: &Model) {
        let problem = model.envelopes.len();
        let mut places: Vec<NamePlace<'_>> = Vec::new();
        for (at, envelope) in model.envelopes.iter().enumerate() {
            for path in paths(&envelope.template, &|value| is_name(value, "code")) {
                match places.iter_mut().find(|place| place.path == path) {
                    Some(place) => place.envelopes.push(at),
                    None => places.push(NamePlace { path, rank: 1, decides: true, envelopes: vec![at] }),
                }
            }
        }
        let answers_problems = model.codes.iter().any(|code| code.envelope.is_none());
        if let Some(place) = places.iter_mut().find(|place| place.path == [Some("code")]) {
            place.envelopes.push(problem);
        } else {
            let path = vec![Some("code")];
            places.push(NamePlace { path, rank: 2, decides: answers_problems, envelopes: vec![problem] });
        }
        places.push(NamePlace { path: vec![Some("type")], rank: 3, decides: false, envelopes: vec![problem] });
        for place in places {
            let others: Vec<usize> = (0..problem)
                .filter(|at| !place.envelopes.contains(at) && has(&model.envelopes[*at].template, &place.path))
                .collect();
            let steps: Vec<u32> =
                place.path.iter().map(|step| OptionalNumber::encode(step.map(|name| self.shared(name).0)).0).collect();
            let row = NamePlaceRow {
                rank: place.rank,
                decides: place.decides,
                path: self.name_place_items(steps),
                envelopes: self.name_place_items(place.envelopes.iter().map(|at| narrow(*at))),
                others: self.name_place_items(others.iter().map(|at| narrow(*at))),
            };
            self.row(row);
        }
    }

    /// Writes items of places. Returns where they are.
    fn name_place_items(&mut self, items: impl IntoIterator<Item = u32>) -> Entries {
        let start = narrow(self.len(U32Column::NamePlaceItems));
        items.into_iter().for_each(|item| self.u32(U32Column::NamePlaceItems, item as usize));
        Entries { start, end: narrow(self.len(U32Column::NamePlaceItems)) }
    }

    /// Writes the names of codes other than ids and wire codes: numbers, aliases, wire codes of retired codes, and problem types.
    pub(super) fn names(&mut self, model: &Model) {
        let codes = model.codes.iter().map(|code| code.wire_number);
        let retired = model.retired.iter().filter(|retired| retired.wire_code.is_some());
        let numbers = codes.chain(retired.map(|retired| retired.wire_number));
        if numbers.clone().any(|number| number.is_some()) {
            for number in numbers {
                let number = number.map_or(NO_NUMBER, i64::cast_unsigned).to_le_bytes();
                let halves: &[[u8; 4]] = number.as_chunks().0;
                self.columns.u32s[U32Column::WireNumbers as usize].extend(halves);
            }
        }
        for (at, code) in model.codes.iter().enumerate() {
            code.aliases.iter().for_each(|_| self.u32(U32Column::Aliases, at));
        }
        for (at, retired) in (model.codes.len()..).zip(&model.retired) {
            retired.aliases.iter().for_each(|_| self.u32(U32Column::Aliases, at));
            retired.wire_code.iter().for_each(|_| self.u32(U32Column::RetiredWireCodes, at));
        }
        self.problem_types(model);
    }

    /// Returns the header with the template of problem types.
    pub(super) fn problem_template(&mut self, model: &Model, header: HeaderRow) -> HeaderRow {
        let Some(template) = model.problem_type.as_ref().map(|template| template.value.as_str()) else { return header };
        let split = template.split_once("{code}");
        let before = split.map_or(template, |(before, _)| before);
        HeaderRow {
            type_before: Some(self.shared(before)),
            type_after: self.optional(split.map(|(_, after)| after)),
            ..header
        }
    }

    /// Writes the problem types that do not follow from the catalog's template, each with its code or retired id. A problem type of
    /// two codes means neither.
    fn problem_types(&mut self, model: &Model) {
        let mut types: Vec<(&str, usize)> = Vec::new();
        if model.problem_type.is_none() {
            let own = model.codes.iter().enumerate();
            types.extend(own.filter_map(|(at, code)| Some((code.docs_url.as_deref()?, at))));
        }
        let retired = (model.codes.len()..).zip(&model.retired);
        types.extend(retired.filter_map(|(at, retired)| Some((retired.docs_url.as_ref()?.value.as_str(), at))));
        let derived = derived_types(model);
        types.sort_unstable();
        let mut kept: Vec<(&str, Option<u32>)> = Vec::new();
        for (uri, number) in types {
            match kept.last_mut().filter(|(last, _)| *last == uri) {
                Some((_, several)) => *several = None,
                None => kept.push((uri, Some(narrow(number)).filter(|_| !derived.contains(uri)))),
            }
        }
        self.column(U32Column::ProblemTypes, kept.iter().map(|(uri, _)| *uri));
        self.add_rows(kept.into_iter().map(|(_, means)| ProblemTypeRow { means }));
    }
}

/// Returns the problem types that follow from the template, of codes without one of their own.
fn derived_types(model: &Model) -> HashSet<String> {
    let template = match &model.problem_type {
        Some(template) => Some(template.value.as_str()),
        None => model.docs_url.as_deref(),
    };
    let Some((before, after)) = template.and_then(|template| template.split_once("{code}")) else {
        return HashSet::new();
    };
    let has_own = |at: usize| model.problem_type.is_none() && model.codes[at].docs_url.is_some();
    let codes = (0..model.codes.len()).filter(|at| !has_own(*at));
    codes.map(|at| format!("{before}{}{after}", model.codes[at].id.value)).collect()
}

fn is_name(value: &Json, name: &str) -> bool {
    matches!(value, Json::Name { name: own, .. } if own == name)
}

/// Returns the paths to all values that `is` selects. A list of one object is a list of error objects, so its path covers all items.
fn paths<'m>(template: &'m Json, is: &impl Fn(&Json) -> bool) -> Vec<Path<'m>> {
    let mut all = Vec::new();
    add(template, &mut Vec::new(), is, &mut all);
    all
}

/// Adds the paths inside a value that is at `path`.
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

/// Returns whether an envelope has a value at a path.
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
    /// Returns the ids of codes, the retired ids, and the aliases of both: everything that a look-up by id finds.
    pub(super) fn all_ids(&self) -> impl Iterator<Item = &str> + Clone {
        let codes = self.codes.iter().map(|code| code.id.value.as_str());
        let retired = self.retired.iter().map(|retired| retired.id.value.as_str());
        let aliases = self.codes.iter().flat_map(|code| &code.aliases);
        let aliases = aliases.chain(self.retired.iter().flat_map(|retired| &retired.aliases));
        codes.chain(retired).chain(aliases.map(|alias| alias.value.as_str()))
    }

    /// Returns the wire codes of codes, then those of retired codes; empty if all of them are ids.
    pub(super) fn all_wire_codes(&self) -> impl Iterator<Item = &str> + Clone {
        let own = self.codes.iter().any(|code| wire_code(code) != code.id.value)
            || self.retired.iter().any(|retired| retired.wire_code.is_some());
        let codes = self.codes.iter().filter(move |_| own).map(wire_code);
        codes.chain(self.retired.iter().filter_map(|retired| Some(retired.wire_code.as_ref()?.value.as_str())))
    }
}
