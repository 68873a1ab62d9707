//! The codes of others: one by one, as ranges, and as prefixes.

use errcat_core::__private::Pattern;

use super::Lower;
use crate::diagnostic::quote;
use crate::diagnostic::rule::Rule;
use crate::model::ProviderCode;
use crate::schema;
use crate::schema::de::{Field, Spanned};
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
                self.report(Rule::InvalidValue, scope.span, message, "list at least one, or leave the scope out");
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

    /// Whether a provider code is well formed; if it is not, that is reported.
    fn provider_code(&mut self, code: &Spanned<String>) -> bool {
        let text = code.value.as_str();
        let trimmed = text.trim();
        let (wrong, help) = if trimmed != text || text.contains('\n') {
            ("holds white space that is none of it", format!("write `{trimmed}`"))
        } else {
            match Pattern::of(text) {
                Pattern::Range(first, last) if first.len() != last.len() => (
                    "is no range: its ends are not of one length",
                    "write both with as many digits as the codes have, as in `2000-2999`".to_owned(),
                ),
                Pattern::Range(first, last) if first == last => {
                    ("is no range: its ends are the same", format!("write `{first}`"))
                }
                Pattern::Range(first, last) if first > last => {
                    ("is no range: it ends before it begins", format!("write `{last}-{first}`"))
                }
                Pattern::Prefix("") => {
                    ("would match everything", "write before `*` what the codes begin with, as in `5*`".to_owned())
                }
                Pattern::Prefix(text) | Pattern::Exact(text) if text.contains('*') => (
                    "holds a `*` that is not its end",
                    "write one `*`, behind what the codes begin with, as in `5*`".to_owned(),
                ),
                _ => return true,
            }
        };
        self.report(Rule::InvalidValue, code.span, format!("provider code {} {wrong}", quote(text)), help);
        false
    }
}
