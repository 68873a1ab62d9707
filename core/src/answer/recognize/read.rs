//! The values that a body has, if it is the answer of one code.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::ToString;
use alloc::vec::Vec;

use super::walk::{Captures, Members};
use crate::answer::json_reader;
use crate::answer::template_match::MessageTemplate;
use crate::catalog::code::AnyCode;
use crate::catalog::vocabulary::ParamKind;
use crate::error::raise::Given;
use crate::error::value::{Json, Owned};
use crate::tables::columns::U32Column;
use crate::tables::numbers::{Entries, StringNumber};
use crate::tables::rows::ContextRow;
use crate::tables::template::Slot;

/// A body, read as the answer of a code.
pub(super) struct Reading<'r, 'a, 'b> {
    pub(super) code: AnyCode<'a>,
    pub(super) captures: &'r Captures<'b>,
    pub(super) body: &'r Members<'b>,
    /// Whether the body names the code. Then its texts may differ from the code's own.
    pub(super) named: bool,
    pub(super) problem: bool,
}

impl<'a> Reading<'_, 'a, '_> {
    pub(super) fn read(&self) -> Option<Given> {
        let code = self.code;
        let mut given = Given::default();
        given.params.resize(code.params().len(), Owned::Absent);
        // Values in slots of their own are more reliable than those in texts, so they come first.
        for (slot, value) in self.captures.iter() {
            self.slot(slot, value, &mut given)?;
        }
        if self.problem {
            for (at, param) in code.params().enumerate() {
                let mut same = self.body.iter().filter(|(name, _)| json_reader::unescaped(name) == param.name);
                match (same.next(), same.next()) {
                    (Some((_, value)), None) => given.params[at] = typed(param.kind, value)?,
                    (Some(_), Some(_)) => return None,
                    (None, _) => {}
                }
            }
        }
        // The message comes first: its values tell which translation the other texts are.
        let texts = |first: bool| self.captures.iter().filter(move |(slot, _)| (*slot == Slot::Message) == first);
        for (slot, value) in texts(true).chain(texts(false)).filter(|(slot, _)| is_text(*slot)) {
            let text = json_reader::text(value)?;
            let clear = self.texts(slot).filter(|template| !(self.named && template.is_ambiguous()));
            let mut read = clear.filter_map(|template| values(&text, template)).peekable();
            // If the body names the code, a text in other words is accepted, without values. A text in the code's own words must
            // agree with the other values.
            let in_other_words = self.named && read.peek().is_none();
            match read.find_map(|values| with(&given.params, values)) {
                Some(params) => given.params = params,
                None if in_other_words => {}
                None => return None,
            }
            if slot != Slot::Remediation {
                given.raw_text.get_or_insert_with(|| text.into_owned());
            }
        }
        Some(given)
    }

    /// Reads the value of a slot; none if it is not the code's.
    fn slot(&self, slot: Slot, value: &str, given: &mut Given) -> Option<()> {
        let code = self.code;
        let is = |text: &str| json_reader::text(value).is_some_and(|value| value == text).then_some(());
        match slot {
            Slot::Code => is(code.wire_code()),
            Slot::Title if self.named => json_reader::text(value).map(drop),
            Slot::Title => is(code.title()),
            Slot::Status => match code.status() {
                Some(status) => (value.parse() == Ok(status)).then_some(()),
                None => (value == "null").then_some(()),
            },
            Slot::DocsUrl => match code.docs_url() {
                Some(link) => is(&link.to_string()),
                None => (value == "null").then_some(()),
            },
            Slot::Details if self.problem && code.has_param_of_details() => Some(()),
            Slot::Details => {
                given.details = if self.problem { any_details(value) } else { details(value)? };
                Some(())
            }
            Slot::Message | Slot::Customer | Slot::Remediation => Some(()),
            Slot::Named(name) => self.named(name, value, given),
        }
    }

    /// Reads the value of a parameter, a constant or the context.
    fn named(&self, name: StringNumber, value: &str, given: &mut Given) -> Option<()> {
        let tables = self.code.catalog().tables();
        if let Some(at) = self.code.param_named(name) {
            let param = self.code.params().nth(at)?;
            put(&mut given.params[at], typed(param.kind, value)?)?;
        } else if let Some(constant) = self.code.constant_named(name) {
            return json_reader::equal(constant, value).then_some(());
        } else if let Some((at, param)) = (0..)
            .zip(self.code.catalog().context())
            .find(|(at, _)| ContextRow::read(tables, usize::from(*at)).name == name)
        {
            let Some(value) = typed(param.kind, value) else { return Some(()) };
            match given.context.iter_mut().find(|(own, _)| *own == at) {
                Some((_, own)) => put(own, value)?,
                None => given.context.push((at, value)),
            }
        }
        Some(())
    }

    /// Returns the code's own texts of a slot: in the catalog's language, then translated.
    fn texts(&self, slot: Slot) -> impl Iterator<Item = MessageTemplate<'a>> {
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

/// Returns the values in a text, each with the place of its parameter; `None` if the text does not match the template.
fn values(text: &str, template: MessageTemplate<'_>) -> Option<Vec<(usize, Owned)>> {
    let values = template.values_of(text)?;
    let value = |&(param, (start, end))| Some((param, written(template.kind(param), &text[start..end])?));
    values.all[..values.len].iter().map(value).collect()
}

/// Returns parameters with the values in a text; `None` if a value differs.
fn with(params: &[Owned], values: Vec<(usize, Owned)>) -> Option<Vec<Owned>> {
    let mut params = params.to_vec();
    for (param, value) in values {
        put(&mut params[param], value)?;
    }
    Some(params)
}

/// Keeps a value; `None` if another one was kept before.
fn put(place: &mut Owned, value: Owned) -> Option<()> {
    match (&*place, &value) {
        (_, Owned::Absent) => {}
        (Owned::Absent, _) => *place = value,
        (Owned::Json(own), Owned::Json(value)) if json_reader::equal(own.as_str(), value.as_str()) => {}
        (own, value) if own.value() == value.value() => {}
        _ => return None,
    }
    Some(())
}

const fn is_text(slot: Slot) -> bool {
    matches!(slot, Slot::Message | Slot::Customer | Slot::Remediation)
}

/// Reads details leniently: values that are not texts are kept as JSON.
pub(super) fn any_details(value: &str) -> Vec<Cow<'static, str>> {
    let detail = |value: &str| Cow::Owned(json_reader::text(value).unwrap_or(Cow::Borrowed(value)).into_owned());
    match value {
        "null" => Vec::new(),
        list if list.starts_with('[') => json_reader::parts(list).map(|(_, value)| detail(value)).collect(),
        one => [detail(one)].into(),
    }
}

fn details(value: &str) -> Option<Vec<Cow<'static, str>>> {
    if !value.starts_with('[') {
        return None;
    }
    json_reader::parts(value).map(|(_, detail)| Some(Cow::Owned(json_reader::text(detail)?.into_owned()))).collect()
}

/// Reads a value of a type from JSON; `null` is an absent one.
pub(super) fn typed(kind: ParamKind, value: &str) -> Option<Owned> {
    match kind {
        ParamKind::Json => Json::new(value.to_owned()).ok().map(Owned::Json),
        _ if value == "null" => Some(Owned::Absent),
        ParamKind::String => json_reader::text(value).map(|text| Owned::Text(Cow::Owned(text.into_owned()))),
        ParamKind::Integer => value.parse().ok().map(Owned::Integer),
        ParamKind::Number => value.parse().ok().filter(|value: &f64| value.is_finite()).map(Owned::Number),
        ParamKind::Boolean => value.parse().ok().map(Owned::Boolean),
    }
}

/// Reads a value of a type from a text.
fn written(kind: ParamKind, text: &str) -> Option<Owned> {
    match kind {
        ParamKind::String => Some(Owned::Text(Cow::Owned(text.to_owned()))),
        _ => typed(kind, text),
    }
}
