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
use crate::catalog::mask::Shown;
use crate::tables::columns::U32Column;
use crate::tables::numbers::{OptionalNumber, StringNumber};
use crate::tables::rows::NamePlaceRow;

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

/// A place where names stand.
#[derive(Clone, Copy)]
pub(super) struct NamePlace(NamePlaceRow);

const TYPE: u32 = 3;

impl NamePlace {
    /// The envelopes that have the name of their code in this place; none for problem details.
    pub(super) fn envelopes(self, catalog: Catalog<'_>) -> impl Iterator<Item = Option<usize>> {
        self.0.envelopes.numbers().map(move |at| envelope(catalog, at))
    }
}

/// The number of an envelope in the list of places; none for problem details, which come behind all others.
fn envelope(catalog: Catalog<'_>, at: usize) -> Option<usize> {
    let number = catalog.tables().u32(U32Column::NamePlaceItems, at) as usize;
    (number < catalog.tables().len(U32Column::Envelopes)).then_some(number)
}

/// Reads all names in a body.
pub(super) fn names<'a, 'b>(catalog: Catalog<'a>, body: &Body<'b>) -> Named<'a, 'b> {
    let tables = catalog.tables();
    let mut known: Option<Name<'a, 'b>> = None;
    let mut others = Vec::new();
    let mut unknown = None;
    for place in (0..NamePlaceRow::count(tables)).map(|number| NamePlace(NamePlaceRow::read(tables, number))) {
        let NamePlaceRow { rank, decides, .. } = place.0;
        let Ok(found) = place.find(catalog, body) else { return Named::Unknown };
        if found.is_empty() || place.is_something_else(catalog, body) {
            continue;
        }
        for (element, value) in found {
            let Some(text) = text(catalog, value) else { continue };
            match catalog.named(rank, &text, value) {
                None if decides => unknown = unknown.or(Some(rank)),
                None => {}
                Some(_) if unknown.is_some_and(|higher| higher < rank) => return Named::Unknown,
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
    let numbers = catalog.tables().len(U32Column::WireNumbers) > 0;
    exact_integer(value).filter(|_| numbers).map(|_| Cow::Borrowed(value))
}

/// A name stands there twice.
struct Twice;

impl NamePlace {
    /// The values in this place, each with the error object around it if they stand in a list.
    fn find<'b>(self, catalog: Catalog<'_>, body: &Body<'b>) -> Result<Vec<(Option<&'b str>, &'b str)>, Twice> {
        let mut found = Vec::new();
        self.collect(catalog, body, self.0.path.numbers().start, None, None, &mut found)?;
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
        let end = self.0.path.numbers().end;
        if step == end {
            found.extend(value.map(|value| (element, value)));
            return Ok(());
        }
        let name = OptionalNumber(catalog.tables().u32(U32Column::NamePlaceItems, step)).decode();
        let Some(name) = name.map(StringNumber) else {
            let list = value.unwrap_or(body.json());
            if list.starts_with('[') {
                for (_, item) in json::parts(list) {
                    self.collect(catalog, body, step + 1, Some(item), Some(item), found)?;
                }
            }
            return Ok(());
        };
        let name = catalog.tables().string(name);
        let member = value.map_or_else(|| body.member(name), |object| body.member_of(object, name));
        match member {
            Member::Once(value) => self.collect(catalog, body, step + 1, Some(value), element, found),
            Member::Twice if step + 1 == end => Err(Twice),
            Member::Twice | Member::Missing => Ok(()),
        }
    }

    /// Whether another envelope is whole in the body, and fills this place with something else than a name.
    fn is_something_else(self, catalog: Catalog<'_>, body: &Body<'_>) -> bool {
        self.0.others.numbers().any(|at| {
            let start = catalog.template(envelope(catalog, at));
            walk(catalog.tables(), start, body, None, Demand::Whole, &mut Captures::new())
        })
    }
}

impl<'a> Catalog<'a> {
    /// The code that a name in an answer means; `None` for a name that the catalog does not know, or that is masked.
    fn named(self, rank: u32, text: &str, json: &str) -> Option<Meaning<'a>> {
        let meaning = if rank == TYPE {
            self.by_problem_type(text)?
        } else if json.starts_with('"') {
            self.by_name(text)?
        } else {
            self.on_wire(self.find_wire_number(exact_integer(json)?)?)?
        };
        matches!(meaning.code.shown(), Shown::Itself).then_some(meaning)
    }

    /// The code that a text names: its wire code, its id, an alias, or what a retired code was called.
    fn by_name(self, text: &str) -> Option<Meaning<'a>> {
        if text == self.unknown().code {
            return None;
        }
        // Without wire codes, these are ids.
        if let Some(number) = self.find_wire_code(text).filter(|_| self.tables().has_wire_codes()) {
            return self.on_wire(number);
        }
        let number = usize::from(self.find_id(text)?);
        let former = if number < self.len() { Former::No } else { Former::Text };
        Some(Meaning { code: self.successor(number)?, former })
    }

    /// The code of the number of a wire code. Behind those of codes come those of retired codes.
    fn on_wire(self, number: u16) -> Option<Meaning<'a>> {
        match usize::from(number).checked_sub(self.len()) {
            None => Some(Meaning { code: AnyCode::new(self, number), former: Former::No }),
            Some(retired) => {
                let number = self.tables().u32(U32Column::RetiredWireCodes, retired) as usize;
                Some(Meaning { code: self.successor(number)?, former: Former::Text })
            }
        }
    }

    /// The code whose problem type is a URI, or that of its retired predecessor.
    fn by_problem_type(self, uri: &str) -> Option<Meaning<'a>> {
        let number = match self.find_problem_type(uri) {
            Some(row) => row.means? as usize,
            None => self.find_id(self.id_in_problem_type(uri)?)?.into(),
        };
        let former =
            if number < self.len() { Former::No } else { Former::Id(self.tables().text(U32Column::Ids, number)) };
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
