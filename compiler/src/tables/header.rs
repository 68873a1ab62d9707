//! What a catalog has besides its codes: header, languages, policies, outcomes and retired ids.

use errcat_core::__private::U32Column;
use errcat_core::__private::numbers::{Entries, NO_NUMBER};
use errcat_core::__private::rows::{HeaderRow, LanguageRow, LimitRow, OutcomeRow, PolicyRow, RetiredRow};

use super::builder::{Builder, narrow, number_of};
use super::codes::mask;
use crate::model::{Model, Policy};

impl Builder {
    /// Returns the header, without the seeds of the perfect hashes.
    pub(super) fn header(&mut self, model: &Model) -> HeaderRow {
        let link = model.docs_url.as_deref();
        let split = link.and_then(|link| link.split_once("{code}"));
        HeaderRow {
            name: self.shared(&model.name),
            title: self.shared(&model.title),
            version: self.shared(&model.version),
            edition: self.optional(model.edition.as_deref()),
            unknown_code: self.shared(&model.unknown.code.value),
            unknown_message: self.shared(&model.unknown.message),
            unknown_customer: self.shared(&model.unknown.customer),
            unknown_status: model.unknown.status.into(),
            unknown_envelope: number_of(model.unknown.envelope.as_ref()),
            unknown_constants: Entries::NONE,
            unknown_is: number_of(model.unknown.is.as_ref()),
            link_before: self.optional(split.map(|(before, _)| before).or(link)),
            link_after: self.optional(split.map(|(_, after)| after)),
            codes: narrow(model.codes.len()),
            id_seed: 0,
            wire_seed: 0,
            provider_seed: 0,
            type_seed: 0,
            type_before: None,
            type_after: None,
            unknown_number: model.unknown.number.map_or(NO_NUMBER, i64::cast_unsigned),
        }
    }

    /// Writes the languages, the catalog's own first.
    pub(super) fn languages(&mut self, model: &Model) {
        let own = (model.language.as_str(), model.unknown.customer.as_str());
        let others = model.locales.iter().map(|locale| {
            (locale.tag.as_str(), locale.unknown_customer.as_ref().map_or("", |text| text.value.as_str()))
        });
        for (tag, unknown_customer) in std::iter::once(own).chain(others) {
            let row = LanguageRow { tag: self.shared(tag), unknown_customer: self.shared(unknown_customer) };
            self.row(row);
        }
    }

    pub(super) fn policies(&mut self, model: &Model) {
        for policy in &model.policies {
            let Policy { name, kind, first, factor, max, retries, total, jitter, retry_after, idempotency, limits } =
                policy;
            let limits: Vec<LimitRow> = limits
                .iter()
                .map(|limit| LimitRow {
                    scheme: self.shared(&limit.scheme),
                    count: limit.count,
                    window: limit.window,
                    from: self.optional(limit.from.as_deref()),
                    citation: self.optional(limit.citation.as_deref()),
                })
                .collect();
            let row = PolicyRow {
                name: self.shared(&name.value),
                kind: *kind,
                first: *first,
                factor: *factor,
                max: *max,
                retries: *retries,
                total: *total,
                jitter: *jitter,
                retry_after: *retry_after,
                idempotency: *idempotency,
                limits: self.add_rows(limits),
            };
            self.row(row);
        }
    }

    pub(super) fn outcomes(&mut self, model: &Model) {
        for outcome in &model.outcomes {
            let row = OutcomeRow {
                name: self.shared(&outcome.name.value),
                action: outcome.action,
                to: self.optional(outcome.to.as_deref()),
                session: self.shared(&outcome.session.value),
                redirect: number_of(outcome.query.as_ref()),
            };
            self.row(row);
        }
    }

    /// Writes the masked codes and retired ids that public texts may name.
    pub(super) fn mentions(&mut self, model: &Model) {
        model.mentions.iter().filter_map(|mention| mention.to).for_each(|id| self.u32(U32Column::Mentions, id));
    }

    pub(super) fn retired(&mut self, model: &Model) {
        for retired in &model.retired {
            let row = RetiredRow {
                since: self.optional(retired.since.as_deref()),
                until: self.optional(retired.until.as_deref()),
                replaced_by: number_of(retired.replaced_by.as_ref()),
                reason: self.optional(retired.reason.as_deref()),
                shown_as: mask(&retired.shown_as),
            };
            self.row(row);
        }
    }
}
