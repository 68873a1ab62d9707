//! Envelopes, redirects and constants: JSON with `$name`s.

use super::Lower;
use crate::diagnostic::rule::Rule;
use crate::model::Json;
use crate::schema::read::Literal;
use crate::text::placeholder::is_name;
use crate::text::quote::quote;
use crate::yaml::{Node, Value};

impl Lower<'_> {
    /// Reads JSON. `$name` is replaced by a whole value, `$$` is a dollar sign.
    pub(super) fn json(&mut self, node: &Node) -> Json {
        match &node.value {
            Value::Mapping(entries) => {
                let members = entries.iter().map(|(key, value)| (key.text.clone(), self.json(value)));
                Json::Object(members.collect())
            }
            Value::Sequence(items) => Json::List(items.iter().map(|item| self.item(item)).collect()),
            Value::Scalar(_) => match self.literal(node) {
                None | Some(Literal::Null) => Json::Null,
                Some(Literal::Bool(value)) => Json::Bool(value),
                Some(Literal::Integer(value)) => Json::Number(value.to_string()),
                Some(Literal::Number(value)) => Json::Number(value),
                Some(Literal::String(text)) => self.json_string(&text, node),
            },
        }
    }

    /// Reads an item of a list. If it could be absent, those behind it would move, and nobody could tell which one it was.
    fn item(&mut self, node: &Node) -> Json {
        match self.json(node) {
            Json::Name { name, optional: true, span } => {
                let message = format!("an item of a list cannot be optional, as `${name}?` is");
                let help =
                    format!("write `${name}`, which is `null` without a value, or make it a member of an object");
                self.report(Rule::InvalidEnvelope, span, message, help);
                Json::Name { name, optional: false, span }
            }
            json => json,
        }
    }

    fn json_string(&mut self, text: &str, node: &Node) -> Json {
        let Some(rest) = text.strip_prefix('$') else {
            if let Some(name) = text.split('$').skip(1).find(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                let name: String = name.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                let help = format!("write `${name}` alone; move the text around it into the message");
                let message = format!("`${name}` is inside a text and is not replaced there");
                self.report(Rule::InvalidEnvelope, node.span, message, help);
            }
            return Json::String(text.to_owned());
        };
        if rest.starts_with('$') {
            return Json::String(rest.to_owned());
        }
        let (name, optional) = rest.strip_suffix('?').map_or((rest, false), |name| (name, true));
        if !is_name(name) {
            let help = "use `a` to `z`, `0` to `9` and `_`; write `$$` for a dollar sign";
            self.report(
                Rule::InvalidEnvelope,
                node.span,
                format!("{} is not a valid name of a value", quote(text)),
                help,
            );
            return Json::String(text.to_owned());
        }
        Json::Name { name: name.to_owned(), optional, span: node.span }
    }
}
