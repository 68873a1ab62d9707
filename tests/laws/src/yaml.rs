//! The YAML of a catalog.

use std::fmt::Write as _;

use errcat_core::{ParamKind, Recognize};

use crate::spec::{Code, Mask, Outcome, Param, Piece, Shape, Spec, Template};

impl Spec {
    /// Returns the paths and contents of the catalog's files.
    #[must_use]
    pub fn files(&self) -> Vec<(String, String)> {
        let mut files = vec![("catalog.yaml".to_owned(), self.header()), ("codes.yaml".to_owned(), self.body())];
        files.extend(self.languages.iter().zip(0..).map(|(tag, at)| (format!("locales/{tag}.yaml"), self.locale(at))));
        files
    }

    fn header(&self) -> String {
        let mut lines = vec!["catalog: laws\ntitle: Laws\nversion: 1.0.0\nlanguage: en".to_owned()];
        lines.extend(self.docs_url.map(|link| format!("docs_url: {}", quoted(link))));
        lines.extend(self.problem_type.map(|template| format!("problem: {{type: {}}}", quoted(template))));
        let code = self.unknown_code.map_or(String::new(), |code| format!("code: {code}, "));
        lines.push(format!("unknown: {{{code}message: Unknown error, customer: Something went wrong.}}"));
        lines.push(format!("context: {{{}}}", params(&self.context, ", log: true")));
        let envelopes = self.envelopes.iter().zip(0..).map(|(shape, at)| format!("e{at}: {}", shape.yaml()));
        lines.push(format!("envelopes: {{{}}}", envelopes.collect::<Vec<_>>().join(",\n  ")));
        let redirect = |(at, parameters): (usize, &Vec<(&'static str, Shape)>)| {
            format!("r{at}: {}", Shape::Object(parameters.clone()).yaml())
        };
        let redirects = self.redirects.iter().enumerate().map(redirect).collect::<Vec<_>>();
        lines.push(format!("redirects: {{{}}}", redirects.join(",\n  ")));
        let outcome = |(at, outcome): (usize, &Outcome)| {
            let session = if outcome.to == "error_url" { "failed" } else { "expired" };
            let query = outcome.redirect.map_or(String::new(), |at| format!(", query: r{at}"));
            format!("o{at}: {{action: redirect, to: {}, session: {session}{query}}}", outcome.to)
        };
        let outcomes = self.outcomes.iter().enumerate().map(outcome).collect::<Vec<_>>();
        lines.push(format!("outcomes: {{{}}}", outcomes.join(",\n  ")));
        lines.push(format!("defaults: {{fixable_by: developer, envelope: {}}}\n", envelope(self.unknown_envelope)));
        lines.join("\n")
    }

    fn body(&self) -> String {
        let mut out = String::from("codes:\n");
        for code in &self.codes {
            let _ = writeln!(out, "  {}:", code.id);
            let mut line = |key: &str, value: String| {
                let _ = writeln!(out, "    {key}: {value}");
            };
            line("status", code.status.map_or_else(|| "none".to_owned(), |status| status.to_string()));
            line("message", code.text(&code.message));
            line("remediation", code.text(&code.remediation));
            line("params", format!("{{{}}}", params(&code.params, "")));
            line("aliases", list(&code.aliases));
            line("envelope", envelope(code.envelope));
            let set: Vec<_> = code.set.iter().map(|(name, json)| format!("{name}: {json}")).collect();
            line("set", format!("{{{}}}", set.join(", ")));
            let optional = [
                ("title", code.title.map(quoted)),
                ("wire_code", code.on_wire.clone()),
                ("customer", code.customer.as_ref().map(|texts| code.text(&texts[0]))),
                ("docs_url", code.docs_url.map(quoted)),
                ("outcome", code.outcome.map(|at| format!("o{at}"))),
                ("recognize", (code.recognize != Recognize::Envelope).then(|| code.recognize.as_str().to_owned())),
                (
                    "shown_as",
                    match code.mask {
                        Mask::Itself => None,
                        Mask::As(at) => Some(self.codes[at].id.clone()),
                        Mask::Unknown => Some("unknown".to_owned()),
                    },
                ),
            ];
            optional
                .into_iter()
                .filter_map(|(key, value)| Some((key, value?)))
                .for_each(|(key, value)| line(key, value));
        }
        let retired = self.retired.iter().map(|retired| {
            let mut keys = vec![format!("aliases: {}", list(&retired.aliases))];
            keys.extend(retired.replaced_by.map(|to| format!("replaced_by: {}", self.codes[to].id)));
            keys.extend(retired.masked.then(|| "shown_as: unknown".to_owned()));
            keys.extend(retired.wire_code.as_ref().map(|code| format!("wire_code: {code}")));
            format!("{}: {{{}}}", retired.id, keys.join(", "))
        });
        let retired = retired.collect::<Vec<_>>().join(",\n  ");
        format!("{out}retired: {{{retired}}}\n")
    }

    fn locale(&self, at: usize) -> String {
        let customers = self.codes.iter().filter_map(|code| Some((code, &code.customer.as_ref()?[at + 1])));
        let remediations = self.codes.iter().flat_map(|code| {
            code.remediations.iter().filter(move |(language, _)| *language == at).map(move |(_, text)| (code, text))
        });
        let texts = |all: &mut dyn Iterator<Item = (&Code, &Template)>| {
            let all: Vec<_> = all.map(|(code, text)| format!("{}: {}", code.id, code.text(text))).collect();
            all.join(",\n  ")
        };
        format!(
            "customer: {{{}}}\nremediation: {{{}}}\nunknown: {{customer: Etwas ging schief.}}\n",
            texts(&mut { customers }),
            texts(&mut { remediations })
        )
    }
}

impl Code {
    fn text(&self, template: &Template) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.replace('{', "{{").replace('}', "}}"),
            Piece::Value(at) => format!("{{{}}}", self.params[*at].name),
        };
        quoted(&template.iter().map(piece).collect::<String>())
    }
}

impl Shape {
    fn yaml(&self) -> String {
        match self {
            Self::Literal(json) => (*json).to_owned(),
            Self::Slot(name, optional) => format!("\"${name}{}\"", if *optional { "?" } else { "" }),
            Self::Object(members) => {
                let member = |(name, shape): &(&str, Self)| format!("{}: {}", quoted(name), shape.yaml());
                format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(", "))
            }
            Self::List(items) => format!("[{}]", items.iter().map(Self::yaml).collect::<Vec<_>>().join(", ")),
        }
    }
}

/// Writes parameters, or values of the context, with more keys in each.
fn params(params: &[Param], more: &str) -> String {
    let param = |param: &Param| {
        let Param { name, kind, sensitive } = param;
        let sensitive = if *sensitive { ", sensitive: true" } else { "" };
        let example = match kind {
            ParamKind::Integer => "42",
            ParamKind::Number => "4.25",
            ParamKind::Boolean => "true",
            ParamKind::Json => "'{\"example\":[4]}'",
            _ => "an example",
        };
        format!("{name}: {{type: {}, example: {example}{sensitive}{more}}}", kind.as_str())
    };
    params.iter().map(param).collect::<Vec<_>>().join(", ")
}

fn envelope(number: Option<usize>) -> String {
    number.map_or_else(|| "problem".to_owned(), |number| format!("e{number}"))
}

fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

/// Returns a text in double quotes, for YAML and JSON.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\0'..' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}
