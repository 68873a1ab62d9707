//! Parameters and context values: a name and an example, which gives the type.

use errcat_core::__private::PROBLEM_MEMBERS;
use errcat_core::{Json, ParamKind};

use super::{Lower, kind};
use crate::diagnostic::rule::Rule;
use crate::model::Param;
use crate::schema;
use crate::schema::read::{Literal, Read};
use crate::text::quote::quote;
use crate::text::span::Spanned;
use crate::yaml::{Key, Node};

impl Lower<'_> {
    /// Reads parameters or context values: `name: example`, or the long form.
    pub(super) fn params(&mut self, node: &Node, what: &str) -> Vec<Param> {
        let mut all = Vec::new();
        for (key, value) in self.entries(node, what) {
            self.name(&key.text, key.span, "a parameter");
            let long = if value.as_mapping().is_some() { schema::Param::read(value, self.sink) } else { None };
            let example = if value.as_mapping().is_some() { value.get("example") } else { Some(value) };
            let Some(example) = example else {
                self.missing(
                    "example",
                    &format!("parameter {}", quote(&key.text)),
                    key.span,
                    "write an example, which gives the type",
                );
                all.push(Param::unreadable(key));
                continue;
            };
            let long = long.unwrap_or_default();
            let stated = long.r#type.get().map(|kind| kind.0);
            let mut param = Param::unreadable(key);
            if let Some((kind, example)) = self.example(example, stated) {
                let sensitive = long.sensitive.get().copied().unwrap_or_default();
                param = Param { kind, example, sensitive, ..param };
            }
            all.push(param);
        }
        all
    }

    /// Reads the parameters of a code, which become members of its problem details.
    pub(super) fn own_params(&mut self, node: &Node) -> Vec<Param> {
        let params = self.params(node, "`params`");
        for Param { name, .. } in params.iter().filter(|param| PROBLEM_MEMBERS.contains(&&*param.name.value)) {
            let message = format!("parameter {} has the name of a member of problem details", quote(&name.value));
            let help = format!("rename it, for example to `{}_value`", name.value);
            self.report(Rule::InvalidName, name.span, message, help);
        }
        params
    }

    fn example(&mut self, node: &Node, stated: Option<ParamKind>) -> Option<(ParamKind, String)> {
        let json = "write JSON in quotes, as in `'{\"id\":1}'`";
        let is_json = stated == Some(ParamKind::Json);
        if node.as_scalar().is_none() {
            let help = "write a text, a number, `true` or `false`, or `{type, example, sensitive}`";
            let help = if is_json { json } else { help };
            self.report(Rule::WrongType, node.span, format!("the example is {}", kind(&node.value)), help);
            return None;
        }
        let (kind, example) = match self.literal(node)? {
            Literal::String(text) => (ParamKind::String, text),
            Literal::Integer(value) => (ParamKind::Integer, value.to_string()),
            Literal::Number(value) => (ParamKind::Number, value),
            Literal::Bool(value) => (ParamKind::Boolean, value.to_string()),
            Literal::Null => {
                self.report(
                    Rule::WrongType,
                    node.span,
                    "the example is missing",
                    "write a text, a number, `true` or `false`",
                );
                return None;
            }
        };
        let fits = |stated| {
            stated == kind
                || matches!(
                    (stated, kind),
                    (ParamKind::Number, ParamKind::Integer) | (ParamKind::Json, ParamKind::String)
                )
        };
        match stated {
            Some(stated) if !fits(stated) => {
                let message = format!("the example has type `{kind}`, not `{stated}`");
                let help = if is_json { json } else { "write an example of this type, or change the type" };
                self.report(Rule::WrongType, node.span, message, help);
                None
            }
            Some(ParamKind::Json) if Json::new(example.clone()).is_err() => {
                self.report(Rule::InvalidValue, node.span, "the example is not JSON", json);
                None
            }
            Some(stated) => Some((stated, example)),
            None => Some((kind, example)),
        }
    }

    /// Reads a scalar by the strict rules for numbers and booleans.
    pub(super) fn literal(&mut self, node: &Node) -> Option<Literal> {
        Literal::read(node, self.sink)
    }
}

impl Param {
    /// Returns a parameter in place of a reported one, so that its uses are not reported as well.
    fn unreadable(key: &Key) -> Self {
        let name = Spanned { value: key.text.clone(), span: key.span };
        Self { name, kind: ParamKind::String, example: String::new(), sensitive: false }
    }
}
