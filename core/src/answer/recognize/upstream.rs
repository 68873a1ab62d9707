//! Raw answers of upstreams. The first row that matches decides which code of the catalog an answer becomes.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use core::cell::OnceCell;

use super::{Recognized, json};
use crate::answer::json_reader;
use crate::answer::number::exact_integer;
use crate::answer::pointer;
use crate::catalog::Catalog;
use crate::catalog::code::AnyCode;
use crate::catalog::vocabulary::ParamKind;
use crate::error::given::Given;
use crate::error::value::Owned;
use crate::tables::columns::U32Column;
use crate::tables::rows::{StatusRangeRow, UpstreamRow, UpstreamRuleRow, UpstreamTakeRow};

/// The greatest length of a value that is taken from an upstream's answer, in characters. The rest is cut off.
const MOST_TAKEN: usize = 200;

impl<'a> Catalog<'a> {
    /// Returns the code that an upstream's raw answer becomes, by the first row that matches. `None` if the catalog has no upstream
    /// of this name, or no row matches.
    ///
    /// Only members that the row takes become values of parameters. [`Recognized::raw_text`] returns the whole answer.
    #[must_use]
    pub fn recognize_upstream(self, upstream: &str, status: Option<u16>, body: &[u8]) -> Option<Recognized<'a>> {
        let number = self.upstreams().position(|name| name == upstream)?;
        self.recognize_upstream_number(number, status, body)
    }

    pub(crate) fn recognize_upstream_number(
        self,
        number: usize,
        status: Option<u16>,
        body: &[u8],
    ) -> Option<Recognized<'a>> {
        let tables = self.tables();
        let mut rules =
            UpstreamRow::read(tables, number).rules.numbers().map(|rule| UpstreamRuleRow::read(tables, rule));
        let raw = Raw { status, body, json: OnceCell::new() };
        let (code, mut given) = rules.find_map(|rule| fits(self, &rule, &raw))?;
        given.set_raw(body);
        Some(Recognized::new(code, given))
    }

    /// Returns the names of the upstreams.
    pub fn upstreams(self) -> impl ExactSizeIterator<Item = &'a str> {
        let tables = self.tables();
        (0..UpstreamRow::count(tables)).map(move |number| tables.string(UpstreamRow::read(tables, number).name))
    }
}

/// Returns whether the last row of an upstream matches every answer: it has no condition and takes nothing required.
#[doc(hidden)]
#[must_use]
pub fn upstream_fits_all(catalog: Catalog<'_>, number: usize) -> bool {
    let tables = catalog.tables();
    let last = UpstreamRow::read(tables, number).rules.numbers().next_back();
    last.map(|number| UpstreamRuleRow::read(tables, number)).is_some_and(|rule| {
        let UpstreamRuleRow { contains, statuses, pointer, takes, .. } = rule;
        let code = catalog.stored_code(rule.code);
        let is_optional = |at| {
            let name = tables.string(UpstreamTakeRow::read(tables, at).param);
            code.is_some_and(|code| code.params().any(|param| param.name == name && param.optional))
        };
        let takes_required = !takes.numbers().all(is_optional);
        contains.is_none() && statuses.is_empty() && pointer.is_none() && !takes_required
    })
}

/// A raw answer. Its body is parsed at most once, and only if a row looks at a member.
struct Raw<'b> {
    status: Option<u16>,
    body: &'b [u8],
    /// The body as JSON, parsed when a row first looks at a member.
    json: OnceCell<Option<&'b str>>,
}

impl<'b> Raw<'b> {
    fn at(&self, path: &str) -> Option<&'b str> {
        pointer::at((*self.json.get_or_init(|| json(self.body)))?, path)
    }
}

/// Returns the code of an answer that meets all conditions of a rule, with the values that the rule takes.
fn fits<'a>(catalog: Catalog<'a>, rule: &UpstreamRuleRow, raw: &Raw<'_>) -> Option<(AnyCode<'a>, Given)> {
    let tables = catalog.tables();
    let includes = |number| {
        let StatusRangeRow { first, last } = StatusRangeRow::read(tables, number);
        raw.status.is_some_and(|status| (first..=last).contains(&u32::from(status)))
    };
    if !rule.statuses.is_empty() && !rule.statuses.numbers().any(includes) {
        return None;
    }
    if !tables.optional_string(rule.contains).is_none_or(|text| contains(raw.body, text.as_bytes())) {
        return None;
    }
    let mut code = catalog.stored_code(rule.code);
    if let Some(pointer) = tables.optional_string(rule.pointer) {
        let value = raw.at(pointer)?;
        let mut values = rule.values.numbers().map(|at| tables.string_at(U32Column::UpstreamValues, at));
        match tables.optional_string(rule.scope) {
            Some(scope) => code = Some(catalog.by_provider_code(scope, &provider_code(value)?)?),
            None if values.any(|own| json_reader::equal(own, value)) => {}
            None => return None,
        }
    }
    let code = code?;
    let mut given = Given::default();
    given.params.resize(code.params().len(), Owned::Absent);
    for take in rule.takes.numbers() {
        let UpstreamTakeRow { param, pointer } = UpstreamTakeRow::read(tables, take);
        let name = tables.string(param);
        let Some((place, param)) = code.params().enumerate().find(|(_, param)| param.name == name) else { continue };
        let value = raw.at(tables.string(pointer)).and_then(|value| taken(param.kind, value));
        given.params[place] = match value {
            Some(value) => value,
            None if param.optional => Owned::Absent,
            // A rule does not match an answer that lacks a required value.
            None => return None,
        };
    }
    Some((code, given))
}

/// Returns a value as a provider code: a string as it is, an integer as its digits.
fn provider_code(value: &str) -> Option<Cow<'_, str>> {
    if value.starts_with('"') {
        return json_reader::text(value);
    }
    exact_integer(value).map(|number| Cow::Owned(number.to_string()))
}

/// Converts a string or an integer into the value of a parameter. Invisible control characters and surrounding white space are
/// removed; `None` if nothing is left.
fn taken(kind: ParamKind, value: &str) -> Option<Owned> {
    if kind == ParamKind::Integer {
        return exact_integer(value).map(Owned::Integer);
    }
    let text = provider_code(value)?;
    let visible: String = text.chars().filter(|character| !is_hidden(*character)).collect();
    let cut = visible.trim().char_indices().nth(MOST_TAKEN).map_or(visible.trim(), |(end, _)| &visible.trim()[..end]);
    let text = cut.trim_end();
    (!text.is_empty()).then(|| Owned::Text(Cow::Owned(text.to_string())))
}

/// Returns whether a character is an invisible control: a control character, or one that changes the direction of text (UAX #9,
/// section 2).
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns whether a body contains a text. ASCII letters match in any case.
fn contains(body: &[u8], text: &[u8]) -> bool {
    body.windows(text.len().max(1)).any(|window| window.eq_ignore_ascii_case(text)) || text.is_empty()
}
