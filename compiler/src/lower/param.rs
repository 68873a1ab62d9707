//! Parameters and context values: a name and an example, which gives the type.

use errcat_core::__private::PROBLEM_MEMBERS;
use errcat_core::{Json, ParamKind};

use super::{Lower, kind};
use crate::diagnostic::Sink;
use crate::diagnostic::rule::Rule;
use crate::model::Param;
use crate::schema::read::{Field, Literal, Read};
use crate::schema::{self, Word};
use crate::text::quote::quote;
use crate::text::span::Spanned;
use crate::yaml::{Key, Node};

/// The long form of a parameter or of a context value, without the example.
#[derive(Default)]
struct Long {
    kind: Field<Word<ParamKind>>,
    sensitive: Field<bool>,
    optional: Field<bool>,
    log: Field<bool>,
}

impl Lower<'_> {
    /// Reads the values of the context.
    pub(super) fn context(&mut self, node: &Node) -> Vec<Param> {
        let all = self.values(node, "`context`", |value, sink| {
            let long = schema::ContextValue::read(value, sink).unwrap_or_default();
            Long { kind: long.r#type, sensitive: long.sensitive, optional: Field::Absent, log: long.log }
        });
        for Param { name, .. } in all.iter().filter(|value| value.kind == ParamKind::Json) {
            let message = format!("context value {} has type `json`", quote(&name.value));
            let help = "make it a parameter of the codes that have it: the context holds what is known before an error";
            self.report(Rule::InvalidValue, name.span, message, help);
        }
        all
    }

    /// Reads parameters or context values: `name: example`, or the long form.
    fn values(&mut self, node: &Node, what: &str, long: fn(&Node, &mut Sink) -> Long) -> Vec<Param> {
        let mut all = Vec::new();
        for (key, value) in self.entries(node, what) {
            self.name(&key.text, key.span, "a parameter");
            let is_long = value.as_mapping().is_some();
            let long = if is_long { long(value, self.sink) } else { Long::default() };
            let example = if is_long { value.get("example") } else { Some(value) };
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
            let stated = long.kind.get().map(|kind| kind.0);
            let mut param = Param::unreadable(key);
            if let Some((kind, example)) = self.example(example, stated) {
                let is = |field: &Field<bool>| field.get().copied().unwrap_or_default();
                param = Param {
                    kind,
                    example,
                    sensitive: is(&long.sensitive),
                    optional: is(&long.optional),
                    log: is(&long.log) || long.log.is_invalid(),
                    ..param
                };
            }
            all.push(param);
        }
        all
    }

    /// Reads the parameters of a code, which become members of its problem details.
    pub(super) fn own_params(&mut self, node: &Node) -> Vec<Param> {
        let params = self.values(node, "`params`", |value, sink| {
            let long = schema::Param::read(value, sink).unwrap_or_default();
            Long { kind: long.r#type, sensitive: long.sensitive, optional: long.optional, log: Field::Absent }
        });
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
    /// Returns a parameter in place of a reported one, so that neither its uses nor their absence are reported as well.
    fn unreadable(key: &Key) -> Self {
        let name = Spanned { value: key.text.clone(), span: key.span };
        Self { name, kind: ParamKind::String, example: String::new(), sensitive: false, optional: false, log: true }
    }
}
