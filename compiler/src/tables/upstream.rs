//! Upstreams as rows.

use errcat_core::raw::{Word, row};

use super::Builder;
use super::template::literal;
use crate::model::{Member, Model, Ref};

impl Builder {
    pub(super) fn upstreams(&mut self, model: &Model) {
        for upstream in &model.upstreams {
            let first = self.len(Word::UpstreamRows) / row::UPSTREAM_ROW;
            self.string(Word::Upstreams, &upstream.name.value);
            self.count(Word::Upstreams, first);
            self.count(Word::Upstreams, first + upstream.rows.len());
            for one in &upstream.rows {
                self.upstream_row(one);
            }
        }
    }

    fn upstream_row(&mut self, one: &crate::model::Row) {
        let statuses = self.len(Word::UpstreamStatuses) / row::UPSTREAM_STATUS;
        for (from, to) in &one.status {
            self.word(Word::UpstreamStatuses, *from);
            self.word(Word::UpstreamStatuses, *to);
        }
        let values = self.len(Word::UpstreamValues);
        let (pointer, scope) = match &one.at {
            None => (None, None),
            Some(at) => match &at.is {
                Member::Scope(scope) => (Some(&at.pointer), Some(&scope.value)),
                Member::OneOf(all) => {
                    for value in all {
                        self.string(Word::UpstreamValues, &literal(value));
                    }
                    (Some(&at.pointer), None)
                }
            },
        };
        let takes = self.len(Word::UpstreamTakes) / row::UPSTREAM_TAKE;
        for (param, pointer) in &one.take {
            self.string(Word::UpstreamTakes, &param.value);
            self.string(Word::UpstreamTakes, &pointer.value);
        }
        let to = Word::UpstreamRows;
        self.optional(to, one.contains.as_deref());
        self.count(to, statuses);
        self.count(to, self.len(Word::UpstreamStatuses) / row::UPSTREAM_STATUS);
        self.optional(to, pointer.map(String::as_str));
        self.count(to, values);
        self.count(to, self.len(Word::UpstreamValues));
        self.optional(to, scope.map(String::as_str));
        self.count(to, one.is.as_ref().and_then(|Ref { to, .. }| *to).map_or(0, |code| code + 1));
        self.count(to, takes);
        self.count(to, self.len(Word::UpstreamTakes) / row::UPSTREAM_TAKE);
    }
}
