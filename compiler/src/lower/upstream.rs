//! Upstreams: rows with conditions, and with the code that a matching answer becomes.

use errcat_core::__private::is_pointer;

use super::Lower;
use crate::diagnostic::rule::Rule;
use crate::model::{At, Member, Row, Upstream};
use crate::schema;
use crate::schema::read::{Field, List, Literal};
use crate::text::quote::quote;
use crate::text::span::{Span, Spanned};

impl Lower<'_> {
    /// Reads an upstream.
    pub(super) fn upstream(&mut self, name: &Spanned<String>, entry: &Spanned<List<schema::Row>>) -> Upstream {
        if name.value == "wire" {
            let help = "choose another name; `wire` is the catalog's own API";
            self.report(Rule::InvalidName, name.span, "the name `wire` is reserved", help);
        }
        let rows = entry.value.0.iter().filter_map(|row| self.row(row)).collect();
        if entry.value.0.is_empty() {
            let message = format!("upstream {} has no rows", quote(&name.value));
            let help = "write at least one row, such as `{is: UNKNOWN_ERROR}`";
            self.report(Rule::InvalidValue, entry.span, message, help);
        }
        Upstream { name: name.clone(), rows }
    }

    /// Reads a row; `None` if one of its conditions is invalid, because without it the row would match more.
    fn row(&mut self, row: &Spanned<schema::Row>) -> Option<Row> {
        let Spanned { value: row, span } = row;
        let contains = self.optional(&row.contains, "contains").map(|text| text.value);
        let mut broken = row.status.is_invalid() || (contains.is_none() && !row.contains.is_absent());
        let at = self.at(row, *span, &mut broken);
        let by_scope = !row.provider_codes.is_absent();
        match (row.is.is_absent(), by_scope) {
            (true, false) => self.missing("is", "the row", *span, "name the code for such an answer"),
            (false, true) => {
                let help = "remove `is`: `provider_codes` selects the code";
                self.report(Rule::InvalidValue, *span, "the row has both `is` and `provider_codes`", help);
                broken = true;
            }
            _ => {}
        }
        let is = self.reference(&row.is, "is");
        let mut take = Vec::new();
        for (param, pointer) in row.take.get().map(|take| &take.0[..]).unwrap_or_default() {
            match self.pointer(pointer, &format!("the pointer of {}", quote(&param.value))) {
                Some(pointer) => take.push((param.clone(), pointer)),
                None => broken = true,
            }
        }
        let status = row.status.get().map(|status| status.0.clone()).unwrap_or_default();
        (!broken).then_some(Row { span: *span, contains, status, at, is, take })
    }

    /// Reads the condition on a member: a pointer, and one of `equals`, `one_of` and `provider_codes`.
    fn at(&mut self, row: &schema::Row, span: Span, broken: &mut bool) -> Option<At> {
        let keys = [
            ("equals", !row.equals.is_absent()),
            ("one_of", !row.one_of.is_absent()),
            ("provider_codes", !row.provider_codes.is_absent()),
        ];
        let mut given = keys.iter().filter(|(_, is)| *is).map(|(key, _)| *key);
        let (first, second) = (given.next(), given.next());
        let pointer = self.pointer(&row.at, "`at`");
        *broken |= pointer.is_none() && !row.at.is_absent();
        match (row.at.is_absent(), first, second) {
            (_, Some(one), Some(other)) => {
                let message = format!("the row has both `{one}` and `{other}`");
                self.report(Rule::InvalidValue, span, message, "keep one of them");
                *broken = true;
            }
            (true, Some(key), None) => {
                let help = "name the member, as in `at: /error/code`";
                self.missing("at", &format!("the row with `{key}`"), span, help);
                *broken = true;
            }
            (false, None, _) => {
                let help = "add `equals`, `one_of` or `provider_codes`";
                self.missing("equals", "the row with `at`", span, help);
                *broken = true;
            }
            _ => {}
        }
        let is = if let Some(value) = row.equals.get() {
            Member::OneOf(vec![value.clone()])
        } else if let Field::Present(values) = &row.one_of {
            Member::OneOf(self.one_of(values))
        } else if let Some(scope) = self.optional(&row.provider_codes, "provider_codes") {
            Member::Scope(scope)
        } else {
            *broken |= first.is_some();
            return None;
        };
        Some(At { pointer: pointer?.value, is })
    }

    fn one_of(&mut self, values: &Spanned<List<Literal>>) -> Vec<Literal> {
        if values.value.0.is_empty() {
            self.report(Rule::InvalidValue, values.span, "`one_of` is empty", "list at least one value");
        }
        values.value.0.iter().map(|value| value.value.clone()).collect()
    }

    /// Reads a JSON Pointer; reports an invalid one.
    fn pointer(&mut self, field: &Field<String>, what: &str) -> Option<Spanned<String>> {
        let Field::Present(pointer) = field else { return None };
        if is_pointer(&pointer.value) {
            return Some(pointer.clone());
        }
        let message = format!("{what} is {}, which is not a JSON Pointer", quote(&pointer.value));
        let help = if pointer.value.contains('~') {
            "write `~0` for `~`, and `~1` for `/` (RFC 6901)".to_owned()
        } else {
            format!("write {} (RFC 6901)", quote(&format!("/{}", pointer.value.replace('.', "/"))))
        };
        self.report(Rule::InvalidValue, pointer.span, message, help);
        None
    }
}
