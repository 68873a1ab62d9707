//! The rows of upstreams, which the tables call rules.

use errcat_core::__private::U32Column;
use errcat_core::__private::numbers::Entries;
use errcat_core::__private::rows::{StatusRangeRow, UpstreamRow, UpstreamRuleRow, UpstreamTakeRow};

use super::builder::{Builder, narrow, number_of};
use super::template::literal;
use crate::model::{Member, Model, Row};

impl Builder {
    /// Writes the upstreams with their rules.
    pub(super) fn upstreams(&mut self, model: &Model) {
        for upstream in &model.upstreams {
            let rules: Vec<UpstreamRuleRow> = upstream.rows.iter().map(|rule| self.rule(rule)).collect();
            let row = UpstreamRow { name: self.shared(&upstream.name.value), rules: self.add_rows(rules) };
            self.row(row);
        }
    }

    /// Writes what a rule refers to. Returns the row of the rule.
    fn rule(&mut self, rule: &Row) -> UpstreamRuleRow {
        let start = narrow(self.len(U32Column::UpstreamValues));
        let mut scope = None;
        match rule.at.as_ref().map(|at| &at.is) {
            Some(Member::OneOf(all)) => {
                for value in all {
                    self.string(U32Column::UpstreamValues, &literal(value));
                }
            }
            Some(Member::Scope(name)) => scope = Some(name.value.as_str()),
            None => {}
        }
        let values = Entries { start, end: narrow(self.len(U32Column::UpstreamValues)) };
        let takes: Vec<UpstreamTakeRow> = rule
            .take
            .iter()
            .map(|(param, pointer)| UpstreamTakeRow {
                param: self.shared(&param.value),
                pointer: self.shared(&pointer.value),
            })
            .collect();
        let statuses = rule.status.iter();
        UpstreamRuleRow {
            contains: self.optional(rule.contains.as_deref()),
            statuses: self
                .add_rows(statuses.map(|&(first, last)| StatusRangeRow { first: first.into(), last: last.into() })),
            pointer: self.optional(rule.at.as_ref().map(|at| at.pointer.as_str())),
            values,
            scope: self.optional(scope),
            code: number_of(rule.is.as_ref()),
            takes: self.add_rows(takes),
        }
    }
}
