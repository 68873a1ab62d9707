//! The names of a code: its id, Rust name, wire code and aliases.

use super::Lower;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rule::Rule;
use crate::schema::WireCode;
use crate::schema::read::{Field, List};
use crate::text::id::{RESERVED, is_id, spelling, variant};
use crate::text::quote::quote;
use crate::text::span::Spanned;

impl Lower<'_> {
    /// Checks an id: `[A-Z][A-Z0-9_]*`.
    pub(super) fn id(&mut self, id: &Spanned<String>) {
        if !is_id(&id.value) {
            let valid = spelling(&id.value);
            let help = if is_id(&valid) {
                format!("write `{valid}`")
            } else {
                "begin with `A` to `Z`, then use `A` to `Z`, `0` to `9` and `_`".to_owned()
            };
            let message = format!("{} is not a valid id", quote(&id.value));
            self.sink
                .push(Diagnostic::new(Rule::InvalidName, message).at(id.span).help(help).foreign_character(&id.value));
        }
    }

    /// Returns the Rust name of a code: the one that its entry gives, or the one that its id becomes.
    pub(super) fn rust_name(&mut self, id: &str, field: &Field<String>) -> String {
        let Field::Present(name) = field else { return variant(id) };
        let upper_camel = name.value.starts_with(|c: char| c.is_ascii_uppercase())
            && name.value.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && !RESERVED.contains(&name.value.as_str());
        if upper_camel {
            return name.value.clone();
        }
        let help = format!("write it in upper camel case, as in `{}`", variant(id));
        self.report(
            Rule::InvalidName,
            name.span,
            format!("{} is not a valid name for a variant", quote(&name.value)),
            help,
        );
        variant(id)
    }

    /// Reads a wire code.
    pub(super) fn wire_code(&mut self, field: &Field<WireCode>, key: &str) -> Option<Spanned<String>> {
        let Field::Present(wire) = field else { return None };
        let text = Field::Present(Spanned { value: wire.value.text(), span: wire.span });
        let wire = self.optional(&text, key)?;
        if wire.value.contains(char::is_whitespace) {
            let message = format!("wire code {} contains white space", quote(&wire.value));
            self.report(Rule::InvalidValue, wire.span, message, "remove the white space");
        }
        Some(wire)
    }

    /// Reads the aliases of a code.
    pub(super) fn aliases(&mut self, field: &Field<List<String>>) -> Vec<Spanned<String>> {
        let aliases = self.list(field, "aliases");
        for alias in aliases.iter().filter(|alias| alias.value.contains(char::is_whitespace)) {
            let message = format!("alias {} contains white space", quote(&alias.value));
            self.report(Rule::InvalidValue, alias.span, message, "remove the white space");
        }
        aliases
    }
}

/// Returns the wire code as a number, if it is written as one.
pub(super) fn wire_number(field: &Field<WireCode>) -> Option<i64> {
    match field.get() {
        Some(WireCode::Number(number)) => Some(*number),
        _ => None,
    }
}
