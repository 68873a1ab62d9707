//! Which part of the model goes into which column.

use errcat_core::Vocabulary;
use errcat_core::raw::{Half, Pattern, Word, header, row};

use super::template::json;
use super::{Builder, long};
use crate::model::{Code, Deprecation, Locale, Mask, Model, Policy, Ref, Translation};
use crate::tables::perfect::{self, Key, Perfect};

impl Builder {
    pub(super) fn header(&mut self, model: &Model) {
        self.string(Word::Header, &model.name);
        self.string(Word::Header, &model.title);
        self.string(Word::Header, &model.version);
        self.optional(Word::Header, model.edition.as_deref());
        self.string(Word::Header, &model.unknown.code.value);
        self.string(Word::Header, &model.unknown.message);
        self.string(Word::Header, &model.unknown.customer);
        self.word(Word::Header, model.unknown.status);
        let link = model.docs_url.as_deref();
        let split = link.and_then(|link| link.split_once("{code}"));
        self.optional(Word::Header, split.map(|(before, _)| before).or(link));
        self.optional(Word::Header, split.map(|(_, after)| after));
        self.count(Word::Header, model.codes.len());
        self.words[Word::Header as usize].resize(header::LEN, [0; 4]);
        for language in
            std::iter::once((model.language.as_str(), model.unknown.customer.as_str())).chain(model.locales.iter().map(
                |locale| (locale.tag.as_str(), locale.unknown_customer.as_ref().map_or("", |text| text.value.as_str())),
            ))
        {
            self.string(Word::Languages, language.0);
            self.string(Word::Languages, language.1);
        }
    }

    pub(super) fn texts(&mut self, model: &Model) {
        let codes = model.codes.iter();
        self.column(Word::Ids, model.all_ids());
        self.column(Word::Titles, codes.clone().map(|code| code.title.as_str()));
        let templates = |text: fn(&Code) -> &str| model.codes.iter().map(move |code| (text(code), &code.params[..]));
        self.template_column(Word::Messages, Word::MessageSegments, templates(|code| &code.message.text));
        self.template_column(Word::Remediations, Word::RemediationSegments, templates(|code| &code.remediation.text));
        self.template_column(Word::Customers, Word::CustomerSegments, templates(public_text));
        self.column(Word::WireCodes, model.all_wire_codes());
        self.column(Word::DocsUrls, codes.map(|code| code.docs_url.as_deref().unwrap_or_default()));
        let translated = |texts: fn(&Locale) -> &Vec<Translation>, public: bool| {
            let mut column = Vec::new();
            let none = model.locales.iter().all(|locale| texts(locale).is_empty());
            for locale in model.locales.iter().filter(|_| !none) {
                let first = column.len();
                column.extend(model.codes.iter().map(|code| ("", &code.params[..])));
                for translation in texts(locale) {
                    let shown = |to: &usize| !public || matches!(model.codes[*to].shown_as, Mask::Itself);
                    if let Some(to) = translation.code.to.filter(shown) {
                        column[first + to].0 = &translation.text.text;
                    }
                }
            }
            column
        };
        let (customers, remediations) =
            (translated(|locale| &locale.customer, true), translated(|locale| &locale.remediation, false));
        self.template_column(Word::Translations, Word::TranslationSegments, customers.iter().copied());
        let segments = Word::RemediationTranslationSegments;
        self.template_column(Word::RemediationTranslations, segments, remediations.iter().copied());
    }

    pub(super) fn codes(&mut self, model: &Model) {
        for code in &model.codes {
            self.half(Half::Status, code.status.unwrap_or_default().into());
            self.half(Half::FixableBy, number(code.fixable_by));
            self.half(Half::Severity, number(code.severity));
            self.half(Half::Grpc, number(code.grpc));
            self.half(Half::Recognize, number(code.recognize));
            self.half(Half::Retry, place(code.retry.as_ref()));
            self.half(Half::Outcome, place(code.outcome.as_ref()));
            self.half(Half::Envelope, place(code.envelope.as_ref()));
            self.half(Half::ShownAs, Model::mask_number(&code.shown_as) as usize);
            let deprecations = self.len(Word::Deprecations) / row::DEPRECATION;
            self.half(Half::Deprecated, code.deprecated.as_ref().map_or(0, |_| deprecations + 1));
            if let Some(Deprecation { since, replaced_by, reason }) = &code.deprecated {
                self.optional(Word::Deprecations, since.as_deref());
                self.successor(Word::Deprecations, replaced_by.as_ref());
                self.optional(Word::Deprecations, reason.as_deref());
            }
            self.optional(Word::Field, code.field.as_deref());
            self.optional(Word::Owner, code.owner.as_deref());
            self.optional(Word::Since, code.since.as_deref());
            self.lists(code);
        }
        for (starts, items) in LISTS {
            self.count(starts, self.len(items) / width(items));
        }
    }

    fn lists(&mut self, code: &Code) {
        for (starts, items) in LISTS {
            self.count(starts, self.len(items) / width(items));
        }
        for param in &code.params {
            self.string(Word::ParamNames, &param.name.value);
            self.string(Word::ParamExamples, &param.example);
            self.half(Half::ParamKinds, number(param.kind) + if param.sensitive { 256 } else { 0 });
        }
        for reference in &code.see {
            if let Some(to) = reference.to {
                self.count(Word::SeeItems, to);
            }
        }
        for tag in &code.tags {
            self.string(Word::TagItems, tag);
        }
        for (name, constant) in &code.set {
            self.string(Word::SetItems, &name.value);
            self.string(Word::SetItems, &json(constant));
        }
        for citation in &code.citations {
            self.string(Word::SourceItems, &citation.page);
            self.optional(Word::SourceItems, citation.edition.as_deref());
            self.word(Word::SourceItems, citation.assumed);
        }
    }

    pub(super) fn policies(&mut self, model: &Model) {
        for policy in &model.policies {
            let Policy { name, kind, first, factor, max, retries, total, jitter, retry_after, idempotency, limits } =
                policy;
            let start = self.len(Word::Limits) / row::LIMIT;
            self.string(Word::Policies, &name.value);
            self.count(Word::Policies, number(*kind));
            self.long(Word::Policies, *first);
            self.word(Word::Policies, *factor);
            self.long(Word::Policies, *max);
            self.word(Word::Policies, *retries);
            self.long(Word::Policies, *total);
            self.count(Word::Policies, number(*jitter));
            self.word(Word::Policies, *retry_after);
            self.count(Word::Policies, number(*idempotency));
            self.count(Word::Policies, start);
            self.count(Word::Policies, start + limits.len());
            for limit in limits {
                self.string(Word::Limits, &limit.scheme);
                self.word(Word::Limits, limit.count);
                self.long(Word::Limits, limit.window);
                self.optional(Word::Limits, limit.from.as_deref());
                self.optional(Word::Limits, limit.citation.as_deref());
            }
        }
    }

    pub(super) fn outcomes(&mut self, model: &Model) {
        for outcome in &model.outcomes {
            self.string(Word::Outcomes, &outcome.name.value);
            self.count(Word::Outcomes, number(outcome.action));
            self.optional(Word::Outcomes, outcome.to.as_deref());
            self.string(Word::Outcomes, &outcome.session.value);
            self.count(Word::Outcomes, place(outcome.query.as_ref()));
        }
    }

    pub(super) fn retired(&mut self, model: &Model) {
        for retired in &model.retired {
            self.optional(Word::Retired, retired.since.as_deref());
            self.optional(Word::Retired, retired.until.as_deref());
            self.successor(Word::Retired, retired.replaced_by.as_ref());
            self.optional(Word::Retired, retired.reason.as_deref());
            self.word(Word::Retired, Model::mask_number(&retired.shown_as));
        }
    }

    /// The perfect hashes, over texts that have all been written.
    pub(super) fn look_ups(&mut self) -> Option<()> {
        let numbered = |(at, number)| self.key(at, number);
        let ids: Vec<Key<'_>> = self.starts(Word::Ids).zip(0..).map(numbered).collect();
        let wire: Vec<Key<'_>> = self.starts(Word::WireCodes).zip(0..).map(numbered).collect();
        let strings: Vec<[u32; 2]> = self.starts(Word::Strings).collect();
        let rows = self.words[Word::ProviderItems as usize].chunks_exact(row::PROVIDER);
        let provider = |(row, number): (&[_], _)| self.key(strings[u32::from_le_bytes(row[1]) as usize], number);
        let mut providers: Vec<Key<'_>> = rows.zip(0..).map(provider).collect();
        providers.retain(|key| str::from_utf8(key.key).is_ok_and(|code| Pattern::of(code).is_exact()));
        providers.dedup_by_key(|key| key.key);
        let types: Vec<Key<'_>> = self.starts(Word::Types).zip(0..).map(numbered).collect();
        let [ids, wire, providers, types] = [ids, wire, providers, types].map(|keys| perfect::build(&keys));
        self.index(0, Half::IdPilots, Word::IdSlots, ids?);
        self.index(2, Half::WirePilots, Word::WireSlots, wire?);
        self.index(4, Half::ProviderPilots, Word::ProviderSlots, providers?);
        self.index(6, Half::TypePilots, Word::TypeSlots, types?);
        Some(())
    }

    /// Where the entries of a column of starts begin and end.
    fn starts(&self, column: Word) -> impl Iterator<Item = [u32; 2]> {
        self.words[column as usize].windows(2).map(|ends| [ends[0], ends[1]].map(u32::from_le_bytes))
    }

    fn key(&self, [start, end]: [u32; 2], number: u16) -> Key<'_> {
        Key { key: &self.text.as_bytes()[start as usize..end as usize], number, start }
    }

    fn index(&mut self, seed: usize, pilots: Half, slots: Word, index: Perfect) {
        let seeds = &mut self.words[Word::Header as usize][header::SEEDS + seed..];
        seeds[..2].copy_from_slice(&long(index.seed));
        self.halves[pilots as usize] = index.pilots;
        self.words[slots as usize] = index.slots;
    }
}

/// Columns of starts that are filled code by code, with the columns that they point into.
const LISTS: [(Word, Word); 5] = [
    (Word::Params, Word::ParamNames),
    (Word::See, Word::SeeItems),
    (Word::Tags, Word::TagItems),
    (Word::Sources, Word::SourceItems),
    (Word::Sets, Word::SetItems),
];

fn width(items: Word) -> usize {
    match items {
        Word::SourceItems => row::SOURCE,
        Word::SetItems => row::SET,
        _ => 1,
    }
}

/// What a customer may read: a masked code's own text is left out of the tables, so that it cannot leak.
fn public_text(code: &Code) -> &str {
    match (&code.shown_as, &code.customer) {
        (Mask::Itself, Some(text)) => &text.text,
        _ => "",
    }
}

/// The number of a word in its vocabulary.
pub(super) fn number<T: Vocabulary>(word: T) -> usize {
    T::ALL.iter().position(|other| *other == word).unwrap_or_default()
}

/// What a reference names, plus one; 0 for none.
pub(super) fn place(reference: Option<&Ref>) -> usize {
    reference.and_then(|reference| reference.to).map_or(0, |to| to + 1)
}
