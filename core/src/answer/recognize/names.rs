//! Names of codes in a body. An answer that names its code is that code, whatever else it says or lacks.
//!
//! Names stand, in order of their rank, at the place of `$code` in an envelope of the catalog, in a member `code`, and in the member
//! `type` of problem details. The compiler lists these places, so that no envelope is looked at before a name was found.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;

use super::walk::{Body, Captures, Demand, Member, walk};
use crate::answer::json_reader as json;
use crate::answer::number::exact_integer;
use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::catalog::lifecycle::Found;
use crate::catalog::parts::Shown;
use crate::tables::{Word, row};

/// What the names in a body say together.
pub(super) enum Named<'a, 'b> {
    /// This code.
    Known(Name<'a, 'b>, Vec<AnyCode<'a>>),
    /// A code that the catalog does not know, or two at once.
    Unknown,
    /// Nothing: there is none that decides.
    Nothing,
}

/// The name of a code in a body.
pub(super) struct Name<'a, 'b> {
    pub(super) code: AnyCode<'a>,
    /// What stands there, if it is neither the id nor the wire code.
    pub(super) answered_as: Option<String>,
    /// The entry of the place where it stands.
    pub(super) place: NamePlace,
    /// The error object around it, in a list of them.
    pub(super) element: Option<&'b str>,
}

/// A place where names stand; see `Word::NamePlaces`.
#[derive(Clone, Copy)]
pub(super) struct NamePlace {
    /// 1 for `$code` in an envelope, 2 for `code`, 3 for `type`.
    rank: u32,
    /// Whether the catalog itself writes names there, so that an unknown one makes an answer unknown.
    decides: bool,
    path: (usize, usize),
    envelopes: (usize, usize),
    /// Envelopes that have something else there.
    others: (usize, usize),
}

const TYPE: u32 = 3;

impl NamePlace {
    /// The envelopes that have the name of their code in this place; problem details come behind all others.
    pub(super) fn envelopes<'c>(self, catalog: Catalog<'c>) -> impl Iterator<Item = usize> + 'c {
        let (start, end) = self.envelopes;
        (start..end).map(move |at| catalog.tables().word(Word::NamePlaceItems, at) as usize)
    }
}

/// Reads all names in a body.
pub(super) fn names<'a, 'b>(catalog: Catalog<'a>, body: &Body<'b>) -> Named<'a, 'b> {
    let tables = catalog.tables();
    let mut known: Option<Name<'a, 'b>> = None;
    let mut others = Vec::new();
    let mut unknown = None;
    for place in (0..tables.len(Word::NamePlaces) / row::NAME_PLACE).map(|number| catalog.name_place(number)) {
        let Ok(found) = place.find(catalog, body) else { return Named::Unknown };
        if found.is_empty() || place.is_something_else(catalog, body) {
            continue;
        }
        for (element, value) in found {
            let Some(text) = text(catalog, value) else { continue };
            match catalog.named(place.rank, &text, value) {
                None if place.decides => unknown = unknown.or(Some(place.rank)),
                None => {}
                Some(_) if unknown.is_some_and(|rank| rank < place.rank) => return Named::Unknown,
                Some(Meaning { code, former }) => match &known {
                    None => {
                        let answered_as = match former {
                            Former::No => None,
                            Former::Text => Some(text.into_owned()),
                            Former::Id(id) => Some(id.to_owned()),
                        };
                        known = Some(Name { code, answered_as, place, element });
                    }
                    Some(first) if first.code.number() == code.number() => {}
                    Some(first) if first.element.is_some() && element.is_some() => {
                        if !others.contains(&code) {
                            others.push(code);
                        }
                    }
                    Some(_) => return Named::Unknown,
                },
            }
        }
    }
    match (known, unknown) {
        (Some(name), _) => Named::Known(name, others),
        (None, Some(_)) => Named::Unknown,
        (None, None) => Named::Nothing,
    }
}

/// The text of a value that can be a name: a string, or a whole number where codes travel as numbers.
pub(super) fn text<'b>(catalog: Catalog<'_>, value: &'b str) -> Option<Cow<'b, str>> {
    if value.starts_with('"') {
        return json::text(value);
    }
    let numbers = catalog.tables().len(Word::WireNumbers) > 0;
    exact_integer(value).filter(|_| numbers).map(|_| Cow::Borrowed(value))
}

/// A name stands there twice.
struct Twice;

impl NamePlace {
    /// The values in this place, each with the error object around it if they stand in a list.
    fn find<'b>(self, catalog: Catalog<'_>, body: &Body<'b>) -> Result<Vec<(Option<&'b str>, &'b str)>, Twice> {
        let mut found = Vec::new();
        self.collect(catalog, body, self.path.0, None, None, &mut found)?;
        Ok(found)
    }

    /// Walks the path from a step on; `value` is where it has come to, and none at its start.
    fn collect<'b>(
        self,
        catalog: Catalog<'_>,
        body: &Body<'b>,
        step: usize,
        value: Option<&'b str>,
        element: Option<&'b str>,
        found: &mut Vec<(Option<&'b str>, &'b str)>,
    ) -> Result<(), Twice> {
        if step == self.path.1 {
            found.extend(value.map(|value| (element, value)));
            return Ok(());
        }
        let Some(name) = catalog.tables().word(Word::NamePlaceItems, step).checked_sub(1) else {
            let list = value.unwrap_or(body.json());
            if list.starts_with('[') {
                for (_, item) in json::parts(list) {
                    self.collect(catalog, body, step + 1, Some(item), Some(item), found)?;
                }
            }
            return Ok(());
        };
        let name = catalog.shared(name);
        let member = value.map_or_else(|| body.member(name), |object| body.member_of(object, name));
        match member {
            Member::Once(value) => self.collect(catalog, body, step + 1, Some(value), element, found),
            Member::Twice if step + 1 == self.path.1 => Err(Twice),
            Member::Twice | Member::Missing => Ok(()),
        }
    }

    /// Whether another envelope is whole in the body, and fills this place with something else than a name.
    fn is_something_else(self, catalog: Catalog<'_>, body: &Body<'_>) -> bool {
        let (start, end) = self.others;
        (start..end).any(|at| {
            let tables = catalog.tables();
            let envelope = tables.word(Word::NamePlaceItems, at) as usize;
            let start = tables.range(Word::EnvelopeStarts, envelope).0;
            walk(tables, start, body, None, Demand::Whole, &mut Captures::new())
        })
    }
}

impl<'a> Catalog<'a> {
    fn name_place(&self, number: usize) -> NamePlace {
        let word = |place| self.tables().word(Word::NamePlaces, number * row::NAME_PLACE + place);
        let range = |place| (word(place) as usize, word(place + 1) as usize);
        NamePlace { rank: word(0), decides: word(1) != 0, path: range(2), envelopes: range(4), others: range(6) }
    }

    /// The code that a name in an answer means; `None` for a name that the catalog does not know, or that is masked.
    fn named(self, rank: u32, text: &str, json: &str) -> Option<Meaning<'a>> {
        let meaning = if rank == TYPE {
            self.by_problem_type(text)?
        } else if json.starts_with('"') {
            self.by_name(text)?
        } else {
            Meaning { code: self.by_wire_number(exact_integer(json)?)?, former: Former::No }
        };
        matches!(meaning.code.shown(), Shown::Itself).then_some(meaning)
    }

    /// The code that a text names: its wire code, its id, an alias, or what a retired code was called.
    fn by_name(self, text: &str) -> Option<Meaning<'a>> {
        if text == self.unknown().code {
            return None;
        }
        // Behind the wire codes come those of retired codes. Without wire codes, these are ids.
        if let Some(number) = self.find_wire(text).filter(|_| self.tables().has_wire_codes()) {
            return match usize::from(number).checked_sub(self.len()) {
                None => Some(Meaning { code: AnyCode::new(self, number), former: Former::No }),
                Some(retired) => {
                    let number = self.tables().word(Word::RetiredWireCodes, retired) as usize;
                    Some(Meaning { code: self.successor(number)?, former: Former::Text })
                }
            };
        }
        let number = usize::from(self.find_id(text)?);
        let former = if number < self.len() { Former::No } else { Former::Text };
        Some(Meaning { code: self.successor(number)?, former })
    }

    /// The code whose problem type is a URI, or that of its retired predecessor.
    fn by_problem_type(self, uri: &str) -> Option<Meaning<'a>> {
        let number = match self.find_problem_type(uri) {
            Some(number) => number?,
            None => self.find_id(self.id_in_problem_type(uri)?)?.into(),
        };
        let former = if number < self.len() { Former::No } else { Former::Id(self.tables().text(Word::Ids, number)) };
        Some(Meaning { code: self.successor(number)?, former })
    }

    /// The code that the number of an id stands for. A retired id without a successor is nobody's, and one that was masked is not told.
    fn successor(self, number: usize) -> Option<AnyCode<'a>> {
        match self.found(number) {
            Found::Code(code) => Some(code),
            Found::Retired(retired) if retired.shown == Shown::Itself => retired.replaced_by,
            Found::Retired(_) => None,
        }
    }
}

/// What a name means.
struct Meaning<'a> {
    code: AnyCode<'a>,
    former: Former<'a>,
}

/// Whether a name is one of earlier times.
enum Former<'a> {
    No,
    /// The name as it stands there.
    Text,
    /// A type that stands for this id.
    Id(&'a str),
}
