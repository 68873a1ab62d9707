//! Provider codes: single ones, ranges, prefixes, and the default of a scope.

use errcat_core::__private::Pattern;

use super::Lower;
use crate::diagnostic::rule::Rule;
use crate::model::ProviderCode;
use crate::schema;
use crate::schema::read::Field;
use crate::text::quote::quote;
use crate::text::span::Spanned;
use crate::yaml::Node;

impl Lower<'_> {
    pub(super) fn provider_codes(&mut self, own: &schema::Entry, node: &Node) -> Vec<ProviderCode> {
        let Field::Present(scopes) = &own.provider_codes else { return Vec::new() };
        let written = node.get("provider_codes").and_then(Node::as_mapping).unwrap_or_default();
        let mut all = Vec::new();
        for ((scope, codes), (_, list)) in scopes.value.0.iter().zip(written) {
            self.name(&scope.value, scope.span, "a scope");
            if list.as_sequence().is_some_and(<[_]>::is_empty) {
                let message = format!("scope {} lists no codes", quote(&scope.value));
                self.report(Rule::InvalidValue, scope.span, message, "list at least one, or remove the scope");
            }
            let Some(codes) = codes.get() else { continue };
            for code in self.texts(codes, "`provider_codes`") {
                if self.provider_code(&code) {
                    all.push(ProviderCode { scope: scope.value.clone(), code });
                }
            }
        }
        all
    }

    /// Returns whether a provider code is well formed, and reports one that is not.
    fn provider_code(&mut self, code: &Spanned<String>) -> bool {
        let text = code.value.as_str();
        let trimmed = text.trim();
        let (wrong, help) = if trimmed != text || text.contains('\n') {
            ("has white space around it, or several lines", format!("write `{trimmed}`"))
        } else {
            match Pattern::of(text) {
                Pattern::Range(first, last) if first.len() != last.len() => (
                    "is not a range: its ends differ in length",
                    "write both ends with as many digits as the codes have, as in `2000-2999`".to_owned(),
                ),
                Pattern::Range(first, last) if first == last => {
                    ("is not a range: its ends are equal", format!("write `{first}`"))
                }
                Pattern::Range(first, last) if first > last => {
                    ("is not a range: it ends before it begins", format!("write `{last}-{first}`"))
                }
                Pattern::Prefix(text) | Pattern::Exact(text) if text.contains('*') => (
                    "has a `*` that is not at its end",
                    "write one `*` after the start of the codes, as in `5*`".to_owned(),
                ),
                _ => return true,
            }
        };
        self.report(Rule::InvalidValue, code.span, format!("provider code {} {wrong}", quote(text)), help);
        false
    }
}
