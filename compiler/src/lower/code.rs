//! Files with codes and retired ids.

use std::collections::HashMap;

use errcat_core::{FixableBy, Grpc, Recognize, Severity};

use super::Lower;
use super::defaults::{Defaults, Layers};
use super::names::wire_number;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rule::Rule;
use crate::model::{Citation, Code, Deprecation, Json, Mask, Model, Ref, Retired};
use crate::schema;
use crate::schema::read::{Field, List, Read};
use crate::text::id::{spelling, title};
use crate::text::quote::quote;
use crate::text::span::{Span, Spanned};
use crate::text::version::{is_short_version, order};
use crate::yaml::{Key, Node};

impl Lower<'_> {
    pub(super) fn codes(&mut self, file: &Node, header: &Defaults<'_>, model: &mut Model) {
        let Some(read) = schema::File::read(file, self.sink) else {
            model.broken.insert("codes".to_owned());
            return;
        };
        if read.codes.is_absent() && read.retired.is_absent() {
            let help =
                "a file next to `catalog.yaml` holds `codes:` or `retired:`; remove it if it is not meant for errcat";
            self.report(
                Rule::MissingKey,
                Span::start_of(file.span.file),
                "the file has neither `codes` nor `retired`",
                help,
            );
        }
        let defaults = self.defaults(file);
        if let Some(codes) = file.get("codes") {
            let entries = self.entries(codes, "`codes`");
            if codes.as_mapping().is_none() {
                model.broken.insert("codes".to_owned());
            } else if entries.is_empty() {
                self.report(Rule::EmptyCatalog, codes.span, "`codes` is empty", "add a code, or remove the key");
            }
            for (key, node) in entries {
                match self.code(key, node, &defaults, header) {
                    Some(code) => model.codes.push(code),
                    None => _ = model.broken.insert(key.text.clone()),
                }
            }
        }
        if let Field::Present(retired) = &read.retired {
            let unread = schema::Retired::default();
            for (id, entry) in &retired.value.0 {
                self.id(id);
                let entry = entry.get().unwrap_or(&unread);
                self.in_order(&entry.since, &entry.until, "retired");
                model.retired.push(Retired {
                    id: id.clone(),
                    since: self.since(&entry.since, "since"),
                    until: self.since(&entry.until, "until"),
                    replaced_by: self.reference(&entry.replaced_by, "replaced_by"),
                    reason: self.plain(&entry.reason, "reason"),
                    wire_code: self.wire_code(&entry.wire_code, "wire_code").filter(|wire| wire.value != id.value),
                    wire_number: wire_number(&entry.wire_code),
                    aliases: self.aliases(&entry.aliases),
                    shown_as: self.mask(&entry.shown_as),
                    docs_url: self.retired_type(&entry.docs_url, &id.value),
                });
            }
        }
    }

    fn code(&mut self, key: &Key, node: &Node, file: &Defaults<'_>, header: &Defaults<'_>) -> Option<Code> {
        let id = Spanned { value: key.text.clone(), span: key.span };
        self.id(&id);
        let owner = format!("code {}", quote(&id.value));
        let own = schema::Entry::read(node, self.sink)?;
        let from = Layers { own: &own, node, file, header };
        let field = from.pick(|code| &code.status);
        let status = field.get().and_then(|status| status.0);
        if field.is_absent() {
            self.missing(
                "status",
                &owner,
                id.span,
                "write an HTTP status such as `400`, or `none`, here or in `defaults`",
            );
        }
        if from.pick(|code| &code.fixable_by).is_absent() {
            let help = "write who can fix it: `customer`, `developer`, `operator`, `provider` or `nobody`, here or in `defaults`";
            self.missing("fixable_by", &owner, id.span, help);
        }
        let recognize = self.recognize(&id, &from);
        let help = "write what is wrong, for developers";
        let message = self.required(&own.message, "message", &owner, id.span, help);
        let help = "write exactly what the one who can fix it should do";
        let remediation = self.required(&own.remediation, "remediation", &owner, id.span, help);
        let customer = self.optional(&own.customer, "customer");
        let customer = self.template(customer);
        let since = from.pick(|code| &code.since);
        if let Some(deprecated) = own.deprecated.get() {
            self.in_order(since, &deprecated.since, "deprecated");
        }
        let see = self.list(from.pick(|code| &code.see), "see");
        if let (Some(itself), false) = (see.iter().find(|see| see.value == id.value), own.see.is_absent()) {
            let message = format!("{} refers to itself in `see`", quote(&id.value));
            self.report(Rule::InvalidValue, itself.span, message, "name another code, or remove it");
        }
        let shown_as = self.mask(from.pick(|code| &code.shown_as));
        // The outcome of a masked code is its mask's, so defaults do not apply.
        let outcome = if matches!(shown_as, Mask::Itself) { from.pick(|code| &code.outcome) } else { &own.outcome };
        Some(Code {
            rust_name: self.rust_name(&spelling(&id.value), &own.rust_name),
            span: node.span,
            status,
            fixable_by: from.value(|code| &code.fixable_by).map_or(FixableBy::Nobody, |word| word.0),
            message: self.template(message).unwrap_or_default(),
            remediation: self.template(remediation).unwrap_or_default(),
            customer: (!own.customer.is_absent()).then(|| customer.unwrap_or_default()),
            title: self.line(&own.title, "title").unwrap_or_else(|| title(&id.value)),
            wire_code: self.wire_code(&own.wire_code, "wire_code").filter(|wire| wire.value != id.value),
            wire_number: wire_number(&own.wire_code),
            states_wire_code: !own.wire_code.is_absent(),
            aliases: self.aliases(&own.aliases),
            params: node.get("params").map(|node| self.own_params(node)).unwrap_or_default(),
            shown_as,
            retry: self.reference(from.pick(|code| &code.retry), "retry").filter(|policy| policy.name.value != "never"),
            outcome: self.reference(outcome, "outcome").filter(|name| name.name.value != "none"),
            states_outcome: own.outcome.span(),
            envelope: self.envelope(from.pick(|code| &code.envelope)),
            set: from.node("set").map(|node| self.constants(node)).unwrap_or_default(),
            field: self.line(from.pick(|code| &code.field), "field"),
            provider_codes: self.provider_codes(&own, node),
            recognize,
            grpc: from.value(|code| &code.grpc).map_or_else(|| Grpc::of_status(status), |word| word.0),
            severity: from.value(|code| &code.severity).map_or_else(|| Severity::of_status(status), |word| word.0),
            since: self.since(since, "since"),
            deprecated: own.deprecated.get().map(|deprecated| Deprecation {
                since: self.since(&deprecated.since, "since"),
                replaced_by: self.reference(&deprecated.replaced_by, "replaced_by"),
                reason: self.plain(&deprecated.reason, "reason"),
            }),
            see: see.into_iter().map(|name| Ref { name, to: None }).collect(),
            docs_url: self.docs_url(&own.docs_url, &id.value),
            owner: self.line(from.pick(|code| &code.owner), "owner"),
            tags: self.list(from.pick(|code| &code.tags), "tags").into_iter().map(|tag| tag.value).collect(),
            citations: self.citations(from.pick(|code| &code.citations)),
            id,
        })
    }

    /// Returns how a code is recognized. An invalid value counts as `never`, so that the code is not reported as ambiguous.
    fn recognize(&mut self, id: &Spanned<String>, from: &Layers<'_>) -> Recognize {
        let recognize = match from.pick(|code| &code.recognize) {
            Field::Absent => Recognize::Envelope,
            Field::Invalid => Recognize::Never,
            Field::Present(word) => word.value.0,
        };
        if let (Recognize::Status, Field::Present(Spanned { value: schema::Status(None), span })) =
            (recognize, from.pick(|code| &code.status))
        {
            let message = format!("{} is recognized by its status, but has no status", quote(&id.value));
            let help = "give it a `status`, or remove `recognize`";
            self.report(Rule::InvalidValue, *span, message, help);
        }
        recognize
    }

    /// Returns a reference to an envelope, or none for problem details.
    pub(super) fn envelope(&mut self, field: &Field<String>) -> Option<Ref> {
        self.reference(field, "envelope").filter(|name| name.name.value != PROBLEM)
    }

    /// Returns a version of the catalog: `1`, `1.3` or a semantic version.
    fn since(&mut self, field: &Field<String>, key: &str) -> Option<String> {
        let version = self.optional(field, key)?;
        if !is_short_version(&version.value) {
            let message = format!("{} is not a version", quote(&version.value));
            self.report(Rule::InvalidValue, version.span, message, "write the version of the catalog, as in `\"1.3\"`");
        }
        Some(version.value)
    }

    /// Reports a version that is lower than the one that introduced an id.
    fn in_order(&mut self, since: &Field<String>, later: &Field<String>, what: &str) {
        let (Field::Present(since), Field::Present(later)) = (since, later) else { return };
        let versions = is_short_version(&since.value) && is_short_version(&later.value);
        if versions && order(&later.value) < order(&since.value) {
            let message =
                format!("{what} in {}, but introduced later, in {}", quote(&later.value), quote(&since.value));
            let diagnostic = Diagnostic::new(Rule::InvalidValue, message).at(later.span);
            self.sink.push(diagnostic.related(since.span, "introduced").help("correct one of the two versions"));
        }
    }

    /// Returns the problem type that a retired code had.
    fn retired_type(&mut self, field: &Field<String>, id: &str) -> Option<Spanned<String>> {
        let value = self.docs_url(field, id)?;
        let Field::Present(Spanned { span, .. }) = field else { return None };
        Some(Spanned { value, span: *span })
    }

    fn docs_url(&mut self, field: &Field<String>, id: &str) -> Option<String> {
        let url = self.optional(field, "docs_url")?;
        self.url(&url);
        Some(url.value.replace("{code}", id))
    }

    fn mask(&mut self, field: &Field<String>) -> Mask {
        match self.reference(field, "shown_as") {
            None if field.is_absent() => Mask::Itself,
            None => Mask::Unknown,
            Some(mask) if mask.name.value == "unknown" => Mask::Unknown,
            Some(mask) => Mask::As(mask),
        }
    }

    pub(super) fn constants(&mut self, node: &Node) -> Vec<(Spanned<String>, Json)> {
        let mut all = Vec::new();
        for (key, value) in self.entries(node, "`set`") {
            self.name(&key.text, key.span, "a constant");
            let json = self.json(value);
            if let Some(span) = json.first_name() {
                let help = "write the value itself; `$$` is a dollar sign";
                self.report(Rule::InvalidEnvelope, span, "a constant refers to another value", help);
            }
            all.push((Spanned { value: key.text.clone(), span: key.span }, json));
        }
        all
    }

    pub(super) fn list(&mut self, field: &Field<List<String>>, key: &str) -> Vec<Spanned<String>> {
        field.get().map(|list| self.texts(list, &format!("`{key}`"))).unwrap_or_default()
    }

    /// Returns the texts of a list. Empty and repeated ones are reported.
    pub(super) fn texts(&mut self, list: &List<String>, key: &str) -> Vec<Spanned<String>> {
        let mut all: Vec<Spanned<String>> = Vec::new();
        let mut first: HashMap<&str, Span> = HashMap::new();
        for item in &list.0 {
            let text = item.clone();
            if text.value.trim().is_empty() {
                self.report(Rule::InvalidValue, text.span, format!("an entry of {key} is empty"), "remove it");
                continue;
            }
            if let Some(first) = first.get(text.value.as_str()) {
                let message = format!("{} is listed more than once", quote(&text.value));
                let twice = Diagnostic::new(Rule::InvalidValue, message).at(text.span).related(*first, "first listed");
                self.sink.push(twice.help("list it once"));
                continue;
            }
            first.insert(&item.value, text.span);
            all.push(text);
        }
        all
    }

    fn citations(&mut self, field: &Field<List<schema::Citation>>) -> Vec<Citation> {
        let Field::Present(list) = field else { return Vec::new() };
        let mut all = Vec::new();
        for entry in &list.value.0 {
            let help = "name the page that states the fact";
            if let Some(page) = self.required(&entry.value.page, "page", "the citation", entry.span, help) {
                all.push(Citation {
                    page: page.value,
                    edition: self.plain(&entry.value.edition, "edition"),
                    assumed: entry.value.assumed.get().copied().unwrap_or_default(),
                });
            }
        }
        all
    }
}

/// The name of problem details (RFC 9457), the envelope of codes without one.
pub(super) const PROBLEM: &str = "problem";
