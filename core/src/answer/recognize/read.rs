//! The values of a code in a body: those that stand by themselves, and those inside of texts that can be read in one way only.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::ToString;
use alloc::vec::Vec;

use super::walk::{Body, Captures, MAX_SLOTS, Member, is_text};
use crate::answer::json_reader as json;
use crate::answer::number::exact_integer;
use crate::answer::template_match::{MessageTemplate, Slice, Slices, join};
use crate::catalog::code::AnyCode;
use crate::catalog::vocabulary::ParamKind;
use crate::error::given::Given;
use crate::error::value::{Json, Owned};
use crate::tables::columns::U32Column;
use crate::tables::numbers::{Entries, StringNumber};
use crate::tables::rows::ContextRow;
use crate::tables::template::Slot;

/// A code beside what a body holds in the places of an envelope.
pub(super) struct Reading<'r, 'a, 'b> {
    pub(super) code: AnyCode<'a>,
    pub(super) captures: &'r Captures<'b>,
    pub(super) body: &'r Body<'b>,
    /// Whether the envelope is that of problem details, which have a member for each parameter.
    pub(super) problem: bool,
    /// Whether the body has to be the code's answer as a whole, since it does not name it.
    pub(super) whole: bool,
}

/// A body that cannot be the answer of a code as a whole.
pub(super) struct Other;

/// A value that stands somewhere in a body.
enum Found {
    Absent,
    Value(Owned),
    /// Two places hold different values.
    Contradicted,
}

impl Found {
    fn add(&mut self, value: Owned) {
        match self {
            Self::Absent => *self = Self::Value(value),
            Self::Value(own) if is_equal(own, &value) => {}
            _ => *self = Self::Contradicted,
        }
    }

    fn owned(self) -> Owned {
        if let Self::Value(value) = self { value } else { Owned::Absent }
    }
}

impl<'a> Reading<'_, 'a, '_> {
    /// The values, and how much of the answer is fixed: a text without placeholders wins over one that could say the same.
    pub(super) fn read(&self) -> Result<(Given, usize), Other> {
        let mut given = Given::default();
        let mut values: Vec<Found> = self.code.params().map(|_| Found::Absent).collect();
        let mut context = Vec::new();
        for (slot, json) in self.captures.iter().filter(|(slot, _)| !is_text(*slot)) {
            self.slot(slot, json, &mut values, &mut context, &mut given)?;
        }
        if self.problem {
            for (value, param) in values.iter_mut().zip(self.code.params()) {
                if let Member::Once(json) = self.body.member(param.name) {
                    self.typed(param.kind, json)?.into_iter().for_each(|own| value.add(own));
                }
            }
        }
        let (texts, fixed) = self.texts_of(&mut given)?;
        for (value, text) in values.iter_mut().zip(texts) {
            match (&*value, text) {
                (Found::Absent, text) => *value = text,
                (Found::Value(own), Found::Value(text)) if self.whole && !is_equal(own, &text) => return Err(Other),
                _ => {}
            }
            if self.whole && matches!(value, Found::Contradicted) {
                return Err(Other);
            }
        }
        given.params = values.into_iter().map(Found::owned).collect();
        for (at, value) in context {
            let value = Found::owned(value);
            given.context.extend((!matches!(value, Owned::Absent)).then_some((at, value)));
        }
        Ok((given, fixed))
    }

    /// Demands something of a body that has to be an answer as a whole.
    const fn must(&self, is: bool) -> Result<(), Other> {
        if self.whole && !is { Err(Other) } else { Ok(()) }
    }

    fn is(&self, json: &str, text: &str) -> Result<(), Other> {
        self.must(!self.whole || json::text(json).is_some_and(|value| value == text))
    }

    /// A value that stands by itself; none for `null`. One of another type is absent, too.
    fn typed(&self, kind: ParamKind, json: &str) -> Result<Option<Owned>, Other> {
        let value = typed(kind, json);
        self.must(value.is_some() || json == "null")?;
        Ok(value)
    }

    fn slot(
        &self,
        slot: Slot,
        json: &str,
        values: &mut [Found],
        context: &mut Vec<(u16, Found)>,
        given: &mut Given,
    ) -> Result<(), Other> {
        let code = self.code;
        match slot {
            Slot::Title => self.is(json, code.title())?,
            Slot::Status => self.must(match code.status() {
                Some(status) => exact_integer(json) == Some(status.into()),
                None => json == "null",
            })?,
            Slot::DocsUrl if self.whole => match code.docs_url() {
                Some(link) => self.is(json, &link.to_string())?,
                None => self.must(json == "null")?,
            },
            Slot::Details if self.problem && code.has_param_of_details() => {}
            Slot::Details => {
                self.must(is_list_of_texts(json))?;
                given.details = any_details(json);
            }
            Slot::Code | Slot::DocsUrl | Slot::Message | Slot::Customer | Slot::Remediation => {}
            Slot::Named(name) => self.named(name, json, values, context)?,
        }
        Ok(())
    }

    fn named(
        &self,
        name: StringNumber,
        json: &str,
        values: &mut [Found],
        context: &mut Vec<(u16, Found)>,
    ) -> Result<(), Other> {
        let tables = self.code.catalog().tables();
        if let Some(at) = self.code.param_named(name) {
            if let (Some(place), Some(param)) = (values.get_mut(at), self.code.params().nth(at)) {
                self.typed(param.kind, json)?.into_iter().for_each(|value| place.add(value));
            }
        } else if let Some(constant) = self.code.constant_named(name) {
            self.must(!self.whole || json::equal(constant, json))?;
        } else if let Some((at, param)) = (0..)
            .zip(self.code.catalog().context())
            .find(|(at, _)| ContextRow::read(tables, usize::from(*at)).name == name)
            && let Some(value) = typed(param.kind, json)
        {
            match context.iter_mut().find(|(own, _)| *own == at) {
                Some((_, own)) => own.add(value),
                None => context.push((at, Found::Value(value))),
            }
        }
        Ok(())
    }

    /// The values inside of texts, and how much is fixed: the message without placeholders counts more than all others.
    fn texts_of(&self, given: &mut Given) -> Result<(Vec<Found>, usize), Other> {
        let mut values: Vec<Found> = self.code.params().map(|_| Found::Absent).collect();
        let mut fixed = 0;
        for (slot, value) in self.captures.iter().filter(|(slot, _)| is_text(*slot)) {
            let Some(text) = json::text(value) else {
                self.must(false)?;
                continue;
            };
            if let Some((slices, without)) = self.ways(slot, &text) {
                fixed += match (without, slot) {
                    (false, _) => 0,
                    (true, Slot::Message) => MAX_SLOTS,
                    (true, _) => 1,
                };
                for (param, slice) in slices {
                    let (Slice::Certain(slice), Some(place)) = (slice, values.get_mut(param)) else { continue };
                    let kind = self.code.params().nth(param).map(|param| param.kind);
                    kind.and_then(|kind| written(kind, slice)).into_iter().for_each(|value| place.add(value));
                }
            } else {
                self.must(false)?;
            }
            match slot {
                Slot::Message => given.answered_mut().message = Some(text.into_owned()),
                Slot::Customer => given.answered_mut().customer = Some(text.into_owned()),
                _ => {}
            }
        }
        Ok((values, fixed))
    }

    /// What all ways of reading a text have in common, in all languages, and whether one of its templates has no placeholders;
    /// `None` if the code has no such text.
    fn ways<'t>(&self, slot: Slot, text: &'t str) -> Option<(Slices<'t>, bool)> {
        let mut ways: Option<Slices<'t>> = None;
        let mut fixed = false;
        for template in self.templates(slot) {
            let Some(slices) = template.read(text) else { continue };
            fixed |= slices.is_empty();
            match &mut ways {
                Some(all) => join(all, &slices),
                None => ways = Some(slices),
            }
        }
        Some((ways?, fixed))
    }

    /// The texts of a slot: in the catalog's language, and translated.
    fn templates(&self, slot: Slot) -> impl Iterator<Item = MessageTemplate<'a>> + use<'a> {
        let code = self.code;
        let catalog = code.catalog();
        let tables = catalog.tables();
        let params = tables.range(U32Column::Params, code.number().into()).numbers().start;
        let template = move |starts, segments, at| MessageTemplate {
            tables,
            whole: tables.text(starts, at),
            segments: tables.range(segments, at),
            params,
        };
        let literal = move |whole| MessageTemplate { tables, whole, segments: Entries::NONE, params };
        let columns = match slot {
            Slot::Message => [
                U32Column::Messages,
                U32Column::MessageSegments,
                U32Column::Translations,
                U32Column::TranslationSegments,
            ],
            Slot::Customer => [
                U32Column::Customers,
                U32Column::CustomerSegments,
                U32Column::Translations,
                U32Column::TranslationSegments,
            ],
            _ => [
                U32Column::Remediations,
                U32Column::RemediationSegments,
                U32Column::RemediationTranslations,
                U32Column::RemediationTranslationSegments,
            ],
        };
        let at = usize::from(code.number());
        let own = Some(template(columns[0], columns[1], at)).filter(|own| !own.whole.is_empty());
        let own = own.or_else(|| (slot == Slot::Customer).then(|| literal(catalog.unknown().customer)));
        let languages = catalog.languages().skip(1).filter(move |_| slot != Slot::Message);
        let translated = languages.filter_map(move |language| match code.translated(columns[2], language) {
            Some((_, at)) => Some(template(columns[2], columns[3], at)),
            None => (slot == Slot::Customer).then(|| literal(language.unknown_customer)),
        });
        own.into_iter().chain(translated)
    }
}

fn is_equal(one: &Owned, other: &Owned) -> bool {
    match (one, other) {
        (Owned::Json(one), Owned::Json(other)) => json::equal(one.as_str(), other.as_str()),
        (one, other) => one.value() == other.value(),
    }
}

fn is_list_of_texts(json: &str) -> bool {
    json.starts_with('[') && json::parts(json).all(|(_, item)| item.starts_with('"'))
}

/// The details in an answer that need not be as the catalog has them: what is no text is kept as it is written.
pub(super) fn any_details(value: &str) -> Vec<Cow<'static, str>> {
    let detail = |value: &str| Cow::Owned(json::text(value).unwrap_or(Cow::Borrowed(value)).into_owned());
    match value {
        "null" => Vec::new(),
        list if list.starts_with('[') => json::parts(list).map(|(_, value)| detail(value)).collect(),
        one => [detail(one)].into(),
    }
}

/// A value of a type that stands by itself; `None` for one of another type, and for `null` where that is no value.
pub(super) fn typed(kind: ParamKind, value: &str) -> Option<Owned> {
    match kind {
        ParamKind::Json => Json::new(value.to_owned()).ok().map(Owned::Json),
        ParamKind::String => json::text(value).map(|text| Owned::Text(Cow::Owned(text.into_owned()))),
        ParamKind::Integer => exact_integer(value).map(Owned::Integer),
        ParamKind::Number => value.parse().ok().filter(|value: &f64| value.is_finite()).map(Owned::Number),
        ParamKind::Boolean => value.parse().ok().map(Owned::Boolean),
    }
}

/// A value of a type inside of a text, which has its grammar.
fn written(kind: ParamKind, text: &str) -> Option<Owned> {
    match kind {
        ParamKind::String => Some(Owned::Text(Cow::Owned(text.to_owned()))),
        _ => typed(kind, text),
    }
}
