//! `catalog.yaml`: the header of a catalog.

use std::collections::HashSet;

use errcat_core::__private::MAX_SLOTS;

use super::Lower;
use crate::diagnostic::rule::Rule;
use crate::model::{Envelope, Json, Mention, Model};
use crate::schema;
use crate::schema::read::{Entries, Field, Read};
use crate::text::id::{is_device, is_keyword};
use crate::text::quote::quote;
use crate::text::span::{Span, Spanned};
use crate::yaml::{Node, Value};

/// The longest name of a catalog, in characters.
const MAX_NAME: usize = 100;

impl Lower<'_> {
    pub(super) fn header(&mut self, node: &Node) -> Model {
        let no_mapping = |node: &Node| node.as_mapping().is_none();
        let unread = |key: &&str| no_mapping(node) || node.get(key).is_some_and(no_mapping);
        let mut broken: HashSet<String> = SECTIONS.into_iter().filter(unread).map(str::to_owned).collect();
        let Some(header) = schema::Header::read(node, self.sink) else {
            return Model { broken, ..Model::default() };
        };
        let span = Span::new(node.span.file, node.span.start, node.span.start);
        let must =
            |lower: &mut Self, field: &Field<String>, key, help| lower.required(field, key, "the header", span, help);
        let name = must(self, &header.catalog, "catalog", "name the catalog, as in `catalog: shop`");
        let title = must(self, &header.title, "title", "write a title, as in `title: Web shop`");
        let language =
            must(self, &header.language, "language", "write the language of the texts, as in `language: en`");
        if let Some(name) = &name {
            self.module_name(name);
        }
        if header.version.is_absent() {
            self.missing("version", "the header", span, "give the catalog a version, as in `version: 1.0.0`");
        }
        if let Some(language) = &language {
            self.language(language);
        }
        let docs_url = self.optional(&header.docs_url, "docs_url");
        if let Some(url) = &docs_url {
            self.url(url);
        }
        let value = |text: Option<Spanned<String>>| text.map(|text| text.value).unwrap_or_default();
        Model {
            span,
            name: value(name),
            title: value(title),
            version: header.version.get().map(|version| version.0.clone()).unwrap_or_default(),
            edition: self.plain(&header.edition, "edition"),
            language: value(language),
            docs_url: docs_url.map(|url| url.value),
            problem_type: self.type_of_problems(&header.problem),
            unknown: self.unknown(&header.unknown, node.get("unknown"), span),
            policies: self.named(&header.retry, "a retry policy", &mut broken, Self::policy),
            context: node.get("context").map(|node| self.context(node)).unwrap_or_default(),
            mentions: self.mentions(&header.mentions),
            envelopes: self.envelopes(node.get("envelopes"), "an envelope"),
            redirects: self.envelopes(node.get("redirects"), "a redirect"),
            outcomes: self.named(&header.outcomes, "an outcome", &mut broken, Self::outcome),
            upstreams: self.named(&header.upstreams, "an upstream", &mut broken, Self::upstream),
            broken,
            ..Model::default()
        }
    }

    /// Reads the entries of a mapping of named things. A broken entry does not hide the next.
    fn named<T, U>(
        &mut self,
        field: &Field<Entries<T>>,
        what: &str,
        broken: &mut HashSet<String>,
        make: fn(&mut Self, &Spanned<String>, &Spanned<T>) -> U,
    ) -> Vec<U> {
        let Field::Present(entries) = field else { return Vec::new() };
        let mut all = Vec::new();
        for (name, entry) in &entries.value.0 {
            self.name(&name.value, name.span, what);
            self.reserved(name);
            match entry {
                Field::Present(entry) => all.push(make(self, name, entry)),
                _ => _ = broken.insert(name.value.clone()),
            }
        }
        all
    }

    /// Reports names that have a fixed meaning in codes.
    fn reserved(&mut self, name: &Spanned<String>) {
        if ["never", "none", "problem"].contains(&name.value.as_str()) {
            let message = format!("the name `{}` is reserved", name.value);
            let help =
                "choose another name: `retry: never`, `outcome: none` and `envelope: problem` have a fixed meaning";
            self.report(Rule::InvalidName, name.span, message, help);
        }
    }

    fn module_name(&mut self, name: &Spanned<String>) {
        self.name(&name.value, name.span, "a catalog");
        if is_keyword(&name.value) {
            let message = format!("`{}` is a keyword of Rust and cannot name a module", name.value);
            self.report(Rule::InvalidName, name.span, message, format!("write `{}_codes`", name.value));
        }
        // Folders of pages, exports and generated files have the name of the catalog.
        if is_device(&name.value) {
            let message = format!("`{}` is the name of a device on Windows and cannot name files", name.value);
            self.report(Rule::InvalidName, name.span, message, format!("write `{}_codes`", name.value));
        }
        if name.value.len() > MAX_NAME {
            let message = format!("{} has more than {MAX_NAME} characters and cannot name files", quote(&name.value));
            self.report(Rule::InvalidName, name.span, message, "choose a shorter name");
        }
    }

    pub(super) fn language(&mut self, tag: &Spanned<String>) {
        if oxilangtag::LanguageTag::parse(tag.value.as_str()).is_err() {
            let message = format!("{} is not a language tag", quote(&tag.value));
            let valid = tag.value.replace('_', "-");
            let help = match oxilangtag::LanguageTag::parse(valid.as_str()) {
                Ok(_) => format!("write `{valid}` (BCP 47)"),
                Err(_) => "write a tag of BCP 47, such as `en` or `pt-BR`".to_owned(),
            };
            self.report(Rule::InvalidValue, tag.span, message, help);
        }
    }

    pub(super) fn url(&mut self, url: &Spanned<String>) {
        let rest = ["https://", "http://"].iter().find_map(|scheme| url.value.strip_prefix(scheme));
        let host = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', '#']));
        if !host || url.value.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\\')) {
            let message = format!("{} is not a web address", quote(&url.value));
            self.report(
                Rule::InvalidValue,
                url.span,
                message,
                "write it in full, as in `https://errors.example.com/{code}`",
            );
            return;
        }
        let rest = url.value.replacen("{code}", "", 1);
        if rest.contains(['{', '}']) {
            let message = format!("{} has braces other than `{{code}}`", quote(&url.value));
            self.report(Rule::InvalidTemplate, url.span, message, "use `{code}` at most once, and no other braces");
        }
    }

    /// Returns the masked codes that public texts may name.
    fn mentions(&mut self, field: &Field<Entries<String>>) -> Vec<Mention> {
        let Field::Present(entries) = field else { return Vec::new() };
        for (id, reason) in &entries.value.0 {
            self.text(reason, &id.value, "write why public texts name the code");
        }
        entries.value.0.iter().map(|(id, _)| Mention { id: id.clone(), to: None }).collect()
    }

    /// Returns the template of problem types: an absolute URI.
    fn type_of_problems(&mut self, field: &Field<schema::Problem>) -> Option<Spanned<String>> {
        let Field::Present(problem) = field else { return None };
        let uri = self.optional(&problem.value.r#type, "type")?;
        let scheme = uri.value.split_once(':').map_or("", |(scheme, _)| scheme);
        let has_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(|other| other.is_ascii_alphanumeric() || "+-.".contains(other));
        let is_uri_character = |other: char| other.is_ascii_graphic() && !"<>\"\\^`|".contains(other);
        if !has_scheme || !uri.value.chars().all(is_uri_character) {
            let message = format!("{} is not an absolute URI", quote(&uri.value));
            let help = "write it in full, as in `https://errors.example.com/{code}` or `urn:shop:error:{code}`";
            self.report(Rule::InvalidValue, uri.span, message, help);
        } else if uri.value.replacen("{code}", "", 1).contains(['{', '}']) {
            let message = format!("{} has braces other than `{{code}}`", quote(&uri.value));
            self.report(Rule::InvalidTemplate, uri.span, message, "use `{code}` at most once, and no other braces");
        }
        Some(uri)
    }

    fn envelopes(&mut self, node: Option<&Node>, what: &str) -> Vec<Envelope> {
        let Some(node) = node else { return Vec::new() };
        let mut all = Vec::new();
        let all_of_them = if what == "a redirect" { "`redirects`" } else { "`envelopes`" };
        for (key, value) in self.entries(node, all_of_them) {
            self.name(&key.text, key.span, what);
            if value.span.end - value.span.start > MOST_ENVELOPE || values_in(value) > MOST_VALUES {
                let message = format!("{} holds more than 4 KiB, or more than {MOST_VALUES} values", quote(&key.text));
                self.report(Rule::InvalidEnvelope, value.span, message, "move long texts into the message");
                let name = Spanned { value: key.text.clone(), span: key.span };
                all.push(Envelope { name, template: placeholder(value.span) });
                continue;
            }
            let mut template = self.json(value);
            if !matches!(&template, Json::Object(members) if !members.is_empty()) {
                let message = format!("{} is not {what}: it has no members", quote(&key.text));
                self.report(Rule::InvalidEnvelope, value.span, message, "write a mapping of members to values");
                template = placeholder(value.span);
            }
            if what == "a redirect" {
                self.flat(&key.text, value);
            }
            let name = Spanned { value: key.text.clone(), span: key.span };
            self.reserved(&name);
            all.push(Envelope { name, template });
        }
        all
    }

    /// Reports values that cannot be parameters of a URL.
    fn flat(&mut self, redirect: &str, node: &Node) {
        for (key, value) in node.as_mapping().unwrap_or_default() {
            if value.is_null() || value.as_scalar().is_none() {
                let message =
                    format!("parameter {} of redirect {} is not a single value", quote(&key.text), quote(redirect));
                let help = "write a text, a number, `true` or `false`, or `$name`";
                self.report(Rule::InvalidEnvelope, value.span, message, help);
            }
        }
    }
}

/// The keys with things that codes refer to.
const SECTIONS: [&str; 4] = ["retry", "outcomes", "envelopes", "redirects"];

/// The largest size of an envelope, in bytes.
const MOST_ENVELOPE: u32 = 4096;

/// The most values of an envelope, nested ones included. Recognition looks for each among all members of an answer.
const MOST_VALUES: usize = MAX_SLOTS;

/// Returns an envelope in place of one that was reported: with a code, no answer is like another.
fn placeholder(span: Span) -> Json {
    let code = Json::Name { name: "code".to_owned(), optional: false, span };
    Json::Object(vec![("code".to_owned(), code)])
}

fn values_in(node: &Node) -> usize {
    match &node.value {
        Value::Scalar(_) => 0,
        Value::Sequence(items) => items.iter().map(|item| 1 + values_in(item)).sum(),
        Value::Mapping(entries) => entries.iter().map(|(_, value)| 1 + values_in(value)).sum(),
    }
}
