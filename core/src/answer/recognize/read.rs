//! Reads the values of a code from a body: from members first, then from texts in which they are certain.

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

/// The input for reading the values of a code from a body.
pub(super) struct Reading<'r, 'a, 'b> {
    pub(super) code: AnyCode<'a>,
    /// What the body has in the slots of the envelope.
    pub(super) captures: &'r Captures<'b>,
    pub(super) body: &'r Body<'b>,
    /// Whether the envelope is problem details, which have a member for each parameter.
    pub(super) problem: bool,
    /// Whether the whole body must match the code, because it does not name the code.
    pub(super) whole: bool,
}

/// The error of a body that does not match the code as a whole.
pub(super) struct Mismatch;

/// The value of a parameter, collected from all its places in a body.
enum Collected {
    Absent,
    Value(Owned),
    /// Two places have different values.
    Contradicted,
}

impl Collected {
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
    /// Returns the values, and the weight of texts without placeholders: such a text wins over a template that can render it.
    pub(super) fn read(&self) -> Result<(Given, usize), Mismatch> {
        let mut given = Given::default();
        let mut values: Vec<Collected> = self.code.params().map(|_| Collected::Absent).collect();
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
                (Collected::Absent, text) => *value = text,
                (Collected::Value(own), Collected::Value(text)) if self.whole && !is_equal(own, &text) => {
                    return Err(Mismatch);
                }
                _ => {}
            }
            if self.whole && matches!(value, Collected::Contradicted) {
                return Err(Mismatch);
            }
        }
        given.params = values.into_iter().map(Collected::owned).collect();
        for (at, value) in context {
            let value = Collected::owned(value);
            given.context.extend((!matches!(value, Owned::Absent)).then_some((at, value)));
        }
        Ok((given, fixed))
    }

    /// Requires a condition, if the whole body must match.
    const fn must(&self, is: bool) -> Result<(), Mismatch> {
        if self.whole && !is { Err(Mismatch) } else { Ok(()) }
    }

    /// Requires that a value is this text, if the whole body must match.
    fn is(&self, json: &str, text: &str) -> Result<(), Mismatch> {
        self.must(!self.whole || json::text(json).is_some_and(|value| value == text))
    }

    /// Reads a member as a value of a type; `None` for `null`, and for a value of another type.
    fn typed(&self, kind: ParamKind, json: &str) -> Result<Option<Owned>, Mismatch> {
        let value = typed(kind, json);
        self.must(value.is_some() || json == "null")?;
        Ok(value)
    }

    fn slot(
        &self,
        slot: Slot,
        json: &str,
        values: &mut [Collected],
        context: &mut Vec<(u16, Collected)>,
        given: &mut Given,
    ) -> Result<(), Mismatch> {
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
        values: &mut [Collected],
        context: &mut Vec<(u16, Collected)>,
    ) -> Result<(), Mismatch> {
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
                None => context.push((at, Collected::Value(value))),
            }
        }
        Ok(())
    }

    /// Reads the values in texts. Returns them with the weight of texts without placeholders: a message weighs more than all others.
    fn texts_of(&self, given: &mut Given) -> Result<(Vec<Collected>, usize), Mismatch> {
        let mut values: Vec<Collected> = self.code.params().map(|_| Collected::Absent).collect();
        let mut fixed = 0;
        for (slot, value) in self.captures.iter().filter(|(slot, _)| is_text(*slot)) {
            let Some(text) = json::text(value) else {
                self.must(false)?;
                continue;
            };
            if let Some((slices, without)) = self.match_text(slot, &text) {
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

    /// Matches a text with its templates in all languages. Returns the values on which all readings agree, and whether a template
    /// without placeholders matches; `None` if no template matches.
    fn match_text<'t>(&self, slot: Slot, text: &'t str) -> Option<(Slices<'t>, bool)> {
        let mut common: Option<Slices<'t>> = None;
        let mut fixed = false;
        for template in self.templates(slot) {
            let Some(slices) = template.read(text) else { continue };
            fixed |= slices.is_empty();
            match &mut common {
                Some(all) => join(all, &slices),
                None => common = Some(slices),
            }
        }
        Some((common?, fixed))
    }

    /// Returns the message templates of a slot in all languages.
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

/// Reads details leniently: an item that is not a string is kept as its JSON.
pub(super) fn any_details(value: &str) -> Vec<Cow<'static, str>> {
    let detail = |value: &str| Cow::Owned(json::text(value).unwrap_or(Cow::Borrowed(value)).into_owned());
    match value {
        "null" => Vec::new(),
        list if list.starts_with('[') => json::parts(list).map(|(_, value)| detail(value)).collect(),
        one => [detail(one)].into(),
    }
}

/// Reads a JSON value as a value of a type; `None` if it has another type. `null` is a value of type `json` only.
pub(super) fn typed(kind: ParamKind, value: &str) -> Option<Owned> {
    match kind {
        ParamKind::Json => Json::new(value.to_owned()).ok().map(Owned::Json),
        ParamKind::String => json::text(value).map(|text| Owned::Text(Cow::Owned(text.into_owned()))),
        ParamKind::Integer => exact_integer(value).map(Owned::Integer),
        ParamKind::Number => value.parse().ok().filter(|value: &f64| value.is_finite()).map(Owned::Number),
        ParamKind::Boolean => value.parse().ok().map(Owned::Boolean),
    }
}

/// Reads a value of a type from a text, which must match the grammar of the type.
fn written(kind: ParamKind, text: &str) -> Option<Owned> {
    match kind {
        ParamKind::String => Some(Owned::Text(Cow::Owned(text.to_owned()))),
        _ => typed(kind, text),
    }
}
