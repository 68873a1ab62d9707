//! Names of codes in a body. An answer that names a code means that code, whatever else it contains.
//!
//! A name is in one of three kinds of places. In order of rank: where an envelope of the catalog has `$code`, in a member
//! `code`, or in the member `type` of problem details. The compiler lists these places, so envelopes are compared only after a name was found.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::OnceCell;

use super::walk::{Body, Captures, Demand, Member, walk};
use crate::answer::json_reader as json;
use crate::answer::number::exact_integer;
use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::catalog::lifecycle::Found;
use crate::catalog::mask::Shown;
use crate::error::body::PROBLEM_MEMBERS;
use crate::tables::columns::U32Column;
use crate::tables::numbers::{OptionalNumber, StringNumber};
use crate::tables::rows::NamePlaceRow;
use crate::tables::template::Slot;

/// The result of reading all names in a body.
pub(super) enum Named<'a, 'b> {
    /// The name that decides, and the other codes of a list of error objects.
    Known(Name<'a, 'b>, Vec<AnyCode<'a>>),
    /// The name is unknown, or names of two codes contradict each other.
    Unknown,
    /// No name decides.
    Nothing,
}

/// The name of a code in a body.
pub(super) struct Name<'a, 'b> {
    pub(super) code: AnyCode<'a>,
    /// The name, if it is neither the id nor the wire code.
    pub(super) answered_as: Option<String>,
    /// The places of the name.
    pub(super) places: Vec<NamePlace>,
    /// The error object that contains the name, if it is in a list.
    pub(super) element: Option<&'b str>,
}

/// A place where answers name their codes.
#[derive(Clone, Copy)]
pub(super) struct NamePlace(NamePlaceRow);

/// The rank of a member `code`.
const CODE: u32 = 2;

/// The rank of the member `type` of problem details.
const TYPE: u32 = 3;

impl NamePlace {
    /// Returns the envelopes with `$code` in this place; `None` means problem details.
    pub(super) fn envelopes(self, catalog: Catalog<'_>) -> impl Iterator<Item = Option<usize>> {
        self.0.envelopes.numbers().map(move |at| envelope(catalog, at))
    }
}

/// Returns the number of an envelope in the column of places; `None` for problem details, whose number follows all others.
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
                // Of names of one rank a known one counts before an unknown one.
                Some(_) if known.is_none() && unknown.is_some_and(|higher| higher < rank) => return Named::Unknown,
                Some(Meaning { code, former }) => match &mut known {
                    None => {
                        let answered_as = match former {
                            Former::No => None,
                            Former::Text => Some(text.into_owned()),
                            Former::Id(id) => Some(id.to_owned()),
                        };
                        known = Some(Name { code, answered_as, places: Vec::from([place]), element });
                    }
                    Some(first) if first.code.number() == code.number() => {
                        first.places.push(place);
                        first.element = first.element.or(element);
                    }
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

/// Returns a value as a name: a string, or an integer if the catalog has numeric wire codes.
pub(super) fn text<'b>(catalog: Catalog<'_>, value: &'b str) -> Option<Cow<'b, str>> {
    if value.starts_with('"') {
        return json::text(value);
    }
    let numbers = catalog.tables().len(U32Column::WireNumbers) > 0 || catalog.unknown_number().is_some();
    exact_integer(value).filter(|_| numbers).map(|_| Cow::Borrowed(value))
}

/// The error of a name that occurs twice in its object.
struct Twice;

impl NamePlace {
    /// Returns the values in this place, each with the error object that contains it, if it is in a list.
    fn find<'b>(self, catalog: Catalog<'_>, body: &Body<'b>) -> Result<Vec<(Option<&'b str>, &'b str)>, Twice> {
        let mut found = Vec::new();
        self.collect(catalog, body, self.0.path.numbers().start, None, None, &mut found)?;
        Ok(found)
    }

    /// Follows the path from a step on. `value` is the value it has reached; `None` at its start.
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

    /// Returns whether the body contains a whole envelope that fills this place with something other than a name.
    fn is_something_else(self, catalog: Catalog<'_>, body: &Body<'_>) -> bool {
        let own = OnceCell::new();
        self.0.others.numbers().any(|at| {
            let other = envelope(catalog, at);
            let mut captures = Captures::new();
            let is_whole = walk(catalog.tables(), catalog.template(other), body, None, Demand::Whole, &mut captures)
                && captures.iter().all(|(slot, value)| has_type(slot, value));
            // Of two envelopes that could be meant, the one with a place for more of the body is.
            let explained = || catalog.captures_of(other, None, body, None).explained;
            is_whole && explained() >= *own.get_or_init(|| self.explained(catalog, body))
        }) || self.is_of_problem(catalog, body)
    }

    /// How many values of a body the envelopes have a place for that have a name here: the most of one.
    fn explained(self, catalog: Catalog<'_>, body: &Body<'_>) -> usize {
        let explained = |envelope: Option<usize>| {
            let named = if let (None, Member::Once(value)) = (envelope, body.member("code")) {
                text(catalog, value).and_then(|text| catalog.named(CODE, &text, value))
            } else {
                None
            };
            catalog.captures_of(envelope, named.map(|named| named.code), body, None).explained
        };
        self.envelopes(catalog).map(explained).max().unwrap_or(0)
    }

    /// Whether the body is problem details of a code, and has one of their members in this place, or a parameter of the code.
    fn is_of_problem(self, catalog: Catalog<'_>, body: &Body<'_>) -> bool {
        let first = self.0.path.numbers().start;
        let step = OptionalNumber(catalog.tables().u32(U32Column::NamePlaceItems, first)).decode();
        let Some(step) = step.map(|step| catalog.tables().string(StringNumber(step))) else { return false };
        let once = |name: &str| if let Member::Once(value) = body.member(name) { Some(value) } else { None };
        if step == "code" || self.0.rank == TYPE || once("title").is_none() || once("detail").is_none() {
            return false;
        }
        let is_general = step == "details" || PROBLEM_MEMBERS.contains(&step);
        let named = once("code").and_then(|value| catalog.named(CODE, &text(catalog, value)?, value));
        named.is_some_and(|named| is_general || named.code.params().any(|param| param.name == step))
    }
}

/// Whether a value is of the type of what fills a slot in every answer.
fn has_type(slot: Slot, value: &str) -> bool {
    match slot {
        Slot::Message | Slot::Customer | Slot::Title => value.starts_with('"'),
        Slot::Remediation | Slot::DocsUrl => value.starts_with('"') || value == "null",
        Slot::Status => exact_integer(value).is_some() || value == "null",
        Slot::Details => value.starts_with('['),
        Slot::Code | Slot::Named(_) => true,
    }
}

impl<'a> Catalog<'a> {
    /// Returns the code that a name means; `None` for an unknown name, and for a masked code.
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

    /// Returns the code that a text names to the public; `None` for an unknown name, and for one that is or was masked.
    #[cfg(feature = "redirect")]
    pub(crate) fn by_public_name(self, text: &str) -> Option<AnyCode<'a>> {
        self.by_name(text).map(|meaning| meaning.code).filter(|code| code.shown() == Shown::Itself)
    }

    /// Returns the code that a text names: by its wire code, id or alias, or by one of a retired code.
    fn by_name(self, text: &str) -> Option<Meaning<'a>> {
        if self.unknown_code().is_none() && text == self.unknown().code {
            return None;
        }
        // Without wire codes of its own, the catalog's wire codes are ids, which the look-up below finds.
        if let Some(number) = self.find_wire_code(text).filter(|_| self.tables().has_wire_codes()) {
            return self.on_wire(number);
        }
        let number = usize::from(self.find_id(text)?);
        let former = if number < self.len() { Former::No } else { Former::Text };
        Some(Meaning { code: self.successor(number)?, former })
    }

    /// Returns the code for the number of a wire code. The wire codes of retired codes follow those of codes.
    fn on_wire(self, number: u16) -> Option<Meaning<'a>> {
        match usize::from(number).checked_sub(self.len()) {
            None => Some(Meaning { code: AnyCode::new(self, number), former: Former::No }),
            Some(retired) => {
                let number = self.tables().u32(U32Column::RetiredWireCodes, retired) as usize;
                Some(Meaning { code: self.successor(number)?, former: Former::Text })
            }
        }
    }

    /// Returns the code that a problem type means: its own, or that of a retired code that it replaced.
    fn by_problem_type(self, uri: &str) -> Option<Meaning<'a>> {
        let number = match self.find_problem_type(uri) {
            Some(row) => row.means? as usize,
            None => self.find_id(self.id_in_problem_type(uri)?)?.into(),
        };
        let former =
            if number < self.len() { Former::No } else { Former::Id(self.tables().text(U32Column::Ids, number)) };
        Some(Meaning { code: self.successor(number)?, former })
    }

    /// Returns the code for the number of an id. `None` for a retired id that has no successor, or that was masked.
    fn successor(self, number: usize) -> Option<AnyCode<'a>> {
        match self.found(number) {
            Found::Code(code) => Some(code),
            Found::Retired(retired) if retired.shown == Shown::Itself => retired.replaced_by,
            Found::Retired(_) => None,
        }
    }
}

/// The code that a name means.
struct Meaning<'a> {
    code: AnyCode<'a>,
    former: Former<'a>,
}

/// How a name differs from the id and the wire code of its code.
enum Former<'a> {
    /// It does not differ.
    No,
    /// It is an alias, or a name of a retired code.
    Text,
    /// It is the problem type of the retired code with this id.
    Id(&'a str),
}
