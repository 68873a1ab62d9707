//! A body as the answer of one code: its values, if it is that.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::ToString;
use alloc::vec::Vec;

use super::walk::{Captures, Members};
use crate::answer::json_reader;
use crate::answer::template_match::Template;
use crate::catalog::code::AnyCode;
use crate::catalog::vocabulary::ParamKind;
use crate::error::body::slot;
use crate::error::raise::Given;
use crate::error::value::{Json, Owned};
use crate::tables::{Word, row};

/// A code whose answer a body may be.
pub(super) struct Reading<'r, 'a, 'b> {
    pub(super) code: AnyCode<'a>,
    pub(super) captures: &'r Captures<'b>,
    pub(super) body: &'r Members<'b>,
    /// Whether the body names the code, so that its texts need not be the code's own.
    pub(super) named: bool,
    pub(super) problem: bool,
}

impl<'a> Reading<'_, 'a, '_> {
    pub(super) fn read(&self) -> Option<Given> {
        let code = self.code;
        let mut given = Given::default();
        given.params.resize(code.params().len(), Owned::Absent);
        // Values that stand by themselves say more than those inside of texts.
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
        // The text for developers says most: its values tell which translation another one is.
        let texts = |first: bool| self.captures.iter().filter(move |(slot, _)| (*slot == slot::MESSAGE) == first);
        for (slot, value) in texts(true).chain(texts(false)).filter(|(slot, _)| is_text(*slot)) {
            let text = json_reader::text(value)?;
            let clear = self.texts(slot).filter(|template| !(self.named && template.is_blurred()));
            let mut read = clear.filter_map(|template| values(&text, template)).peekable();
            // In other words a code that is named says nothing of its values; in its own it says no others.
            let in_other_words = self.named && read.peek().is_none();
            match read.find_map(|values| with(&given.params, values)) {
                Some(params) => given.params = params,
                None if in_other_words => {}
                None => return None,
            }
            if slot != slot::REMEDIATION {
                given.raw_text.get_or_insert_with(|| text.into_owned());
            }
        }
        Some(given)
    }

    fn slot(&self, slot: u32, value: &str, given: &mut Given) -> Option<()> {
        let code = self.code;
        let is = |text: &str| json_reader::text(value).is_some_and(|value| value == text).then_some(());
        match slot {
            slot::CODE => is(code.wire_code()),
            slot::TITLE if self.named => json_reader::text(value).map(drop),
            slot::TITLE => is(code.title()),
            slot::STATUS => match code.status() {
                Some(status) => (value.parse() == Ok(status)).then_some(()),
                None => (value == "null").then_some(()),
            },
            slot::DOCS_URL => match code.docs_url() {
                Some(link) => is(&link.to_string()),
                None => (value == "null").then_some(()),
            },
            slot::DETAILS if self.problem && code.has_param_of_details() => Some(()),
            slot::DETAILS => {
                given.details = if self.problem { any_details(value) } else { details(value)? };
                Some(())
            }
            _ if is_text(slot) => Some(()),
            _ => self.named(slot - slot::NAMED, value, given),
        }
    }

    fn named(&self, name: u32, value: &str, given: &mut Given) -> Option<()> {
        let tables = self.code.catalog().tables();
        if let Some(at) = self.code.param_named(name) {
            let param = self.code.params().nth(at)?;
            put(&mut given.params[at], typed(param.kind, value)?)?;
        } else if let Some(constant) = self.code.constant_named(name) {
            return json_reader::equal(constant, value).then_some(());
        } else if let Some((at, param)) = (0..)
            .zip(self.code.catalog().context())
            .find(|(at, _)| tables.word(Word::Context, usize::from(*at) * row::CONTEXT) == name)
        {
            let Some(value) = typed(param.kind, value) else { return Some(()) };
            match given.context.iter_mut().find(|(own, _)| *own == at) {
                Some((_, own)) => put(own, value)?,
                None => given.context.push((at, value)),
            }
        }
        Some(())
    }

    /// The texts of a slot: in the catalog's language, and translated.
    fn texts(&self, slot: u32) -> impl Iterator<Item = Template<'a>> {
        let code = self.code;
        let catalog = code.catalog();
        let tables = catalog.tables();
        let params = tables.range(Word::Params, code.number().into()).0;
        let template = move |starts, segments, at| Template {
            tables,
            whole: tables.text(starts, at),
            segments: tables.range(segments, at),
            params,
        };
        let literal = move |whole| Template { tables, whole, segments: (0, 0), params };
        let columns = match slot {
            slot::MESSAGE => [Word::Messages, Word::MessageSegments, Word::Translations, Word::TranslationSegments],
            slot::CUSTOMER => [Word::Customers, Word::CustomerSegments, Word::Translations, Word::TranslationSegments],
            _ => [
                Word::Remediations,
                Word::RemediationSegments,
                Word::RemediationTranslations,
                Word::RemediationTranslationSegments,
            ],
        };
        let at = usize::from(code.number());
        let own = Some(template(columns[0], columns[1], at)).filter(|own| !own.whole.is_empty());
        let own = own.or_else(|| (slot == slot::CUSTOMER).then(|| literal(catalog.unknown().customer)));
        let languages = catalog.languages().skip(1).filter(move |_| slot != slot::MESSAGE);
        let translated = languages.filter_map(move |language| match code.translated(columns[2], language) {
            Some((_, at)) => Some(template(columns[2], columns[3], at)),
            None => (slot == slot::CUSTOMER).then(|| literal(language.unknown_customer)),
        });
        own.into_iter().chain(translated)
    }
}

/// The values inside of a text, each with the place of its parameter; `None` if the text is not of the template.
fn values(text: &str, template: Template<'_>) -> Option<Vec<(usize, Owned)>> {
    let values = template.fit(text)?;
    let value = |&(param, (start, end))| Some((param, written(template.kind(param), &text[start..end])?));
    values.all[..values.len].iter().map(value).collect()
}

/// Parameters with the values inside of a text; what stands by itself, too, is equal.
fn with(params: &[Owned], values: Vec<(usize, Owned)>) -> Option<Vec<Owned>> {
    let mut params = params.to_vec();
    for (param, value) in values {
        put(&mut params[param], value)?;
    }
    Some(params)
}

/// Keeps a value; what an answer says twice is the same.
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

const fn is_text(slot: u32) -> bool {
    matches!(slot, slot::MESSAGE | slot::CUSTOMER | slot::REMEDIATION)
}

/// The details where an answer need not be as the catalog has it: what is no text is kept as it is written.
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

/// A value of a type that stands by itself; `null` stands where there is none.
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

/// A value of a type that stands in a text.
fn written(kind: ParamKind, text: &str) -> Option<Owned> {
    match kind {
        ParamKind::String => Some(Owned::Text(Cow::Owned(text.to_owned()))),
        _ => typed(kind, text),
    }
}
