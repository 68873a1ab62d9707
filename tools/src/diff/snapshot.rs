//! A snapshot of a catalog: facts that can be compared.

use std::collections::BTreeMap;

use errcat_compiler::model::{Code, Locale, Mask, Model, Translation};
use errcat_compiler::{Compilation, Compiled, Sources, Span, Spanned};
use errcat_core::AnyCode;
use semver::Version;
use serde::Serialize;

use super::facts::{
    body, constant, kind, limits, list, mask, named, param, recognized_text, retry, row, schedule, template, wire_code,
};
use super::rules::{Kind, Property};

/// The facts of one version of a catalog.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The catalog's name.
    pub catalog: String,
    /// Its version.
    pub version: Version,
    /// The things in it, by kind and name.
    pub(super) things: BTreeMap<Kind, BTreeMap<String, Thing>>,
}

/// A thing in a catalog.
#[derive(Clone, Debug, Default)]
pub(super) struct Thing {
    /// Its properties by name. A property without a value is left out.
    pub facts: BTreeMap<&'static str, String>,
    /// The place of its definition; a lock has none.
    pub place: Option<Place>,
}

/// A place in a file. Lines and columns count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The path of the file.
    pub file: String,
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl Thing {
    fn at(span: Span, sources: &Sources) -> Self {
        let (line, column) = sources.position(span);
        let place = Place { file: sources.shown_file(span.file), line, column };
        Self { facts: BTreeMap::new(), place: Some(place) }
    }
}

impl Snapshot {
    /// Returns an empty snapshot.
    pub(super) const fn new(catalog: String, version: Version) -> Self {
        Self { catalog, version, things: BTreeMap::new() }
    }

    /// Returns the snapshots of catalogs without errors, in the order of their folders.
    ///
    /// # Panics
    ///
    /// If a catalog with errors has a version that is not semantic.
    #[must_use]
    pub fn all(compilation: &Compilation) -> Vec<Self> {
        compilation.catalogs.iter().map(|catalog| Self::of(catalog, &compilation.sources)).collect()
    }

    fn of(compiled: &Compiled, sources: &Sources) -> Self {
        let model = compiled.model();
        let version = Version::parse(&model.version).expect("checked: versions are semantic");
        let mut snapshot = Self::new(model.name.clone(), version);
        snapshot.header(model, sources);
        let catalog = compiled.catalog();
        for (code, any) in model.codes.iter().zip(catalog.codes()) {
            snapshot.code(model, code, any, sources);
        }
        for retired in &model.retired {
            snapshot.add(
                Kind::Retired,
                &retired.id.value,
                Thing::at(retired.id.span, sources),
                [
                    ("replaced_by", retired.replaced_by.as_ref().map(named)),
                    ("wire_code", retired.wire_code.as_ref().map(|wire| wire.value.clone())),
                    ("shown_as", mask(&retired.shown_as)),
                    ("docs_url", retired.docs_url.as_ref().map(|url| url.value.clone())),
                    ("since", retired.since.clone()),
                    ("until", retired.until.clone()),
                    ("reason", retired.reason.clone()),
                ],
            );
            snapshot.aliases(&retired.aliases, &retired.id.value, sources);
        }
        for locale in &model.locales {
            snapshot.locale(locale, sources);
        }
        snapshot
    }

    /// Returns the place of the catalog's header.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.things.get(&Kind::Catalog)?.get(&self.catalog)?.place.as_ref()
    }

    /// Returns whether the catalog has a thing.
    pub(super) fn has(&self, kind: Kind, name: &str) -> bool {
        self.things.get(&kind).is_some_and(|all| all.contains_key(name))
    }

    /// Returns the part that a release promises.
    #[must_use]
    pub fn promises(&self) -> Self {
        let mut promises = self.clone();
        promises.things.remove(&Kind::Translation);
        for (kind, things) in &mut promises.things {
            for thing in things.values_mut() {
                thing.facts.retain(|name, _| Property::find(*kind, name).is_some_and(Property::is_promised));
            }
        }
        promises
    }

    /// Adds a thing with its properties.
    pub(super) fn add<const N: usize>(
        &mut self,
        kind: Kind,
        name: &str,
        mut thing: Thing,
        facts: [(&'static str, Option<String>); N],
    ) {
        for (property, value) in facts {
            debug_assert!(Property::find(kind, property).is_some(), "{kind:?} has no {property}");
            thing.facts.extend(value.filter(|value| !value.is_empty()).map(|value| (property, value)));
        }
        self.things.entry(kind).or_default().insert(name.to_owned(), thing);
    }

    fn header(&mut self, model: &Model, sources: &Sources) {
        let unknown = &model.unknown;
        let unknown_constants: Vec<_> = unknown.set.iter().map(constant).collect();
        self.add(
            Kind::Catalog,
            &model.name,
            Thing::at(model.span, sources),
            [
                ("language", Some(model.language.clone())),
                ("unknown_code", Some(unknown.code.value.clone())),
                ("unknown_status", Some(unknown.status.to_string())),
                ("unknown_message", Some(unknown.message.clone())),
                ("unknown_body", Some(body(model, unknown.envelope.as_ref(), &unknown_constants))),
                ("problem_type", model.problem_type.as_ref().map(|uri| uri.value.clone())),
                ("title", Some(model.title.clone())),
                ("edition", model.edition.clone()),
                ("docs_url", model.docs_url.clone()),
            ],
        );
        let own = Thing::at(model.span, sources);
        self.add(Kind::Language, &model.language, own, [("customer", Some(unknown.customer.clone()))]);
        for outcome in &model.outcomes {
            self.add(
                Kind::Outcome,
                &outcome.name.value,
                Thing::at(outcome.name.span, sources),
                [
                    ("action", Some(outcome.action.as_str().to_owned())),
                    ("to", outcome.to.clone()),
                    ("session", Some(outcome.session.value.clone())),
                    ("query", outcome.query.as_ref().map(named)),
                ],
            );
        }
        for redirect in &model.redirects {
            let query = Some(template(&redirect.template, &[]));
            self.add(Kind::Redirect, &redirect.name.value, Thing::at(redirect.name.span, sources), [("query", query)]);
        }
        for envelope in &model.envelopes {
            let body = Some(template(&envelope.template, &[]));
            self.add(Kind::Envelope, &envelope.name.value, Thing::at(envelope.name.span, sources), [("body", body)]);
        }
        for value in &model.context {
            self.add(
                Kind::Context,
                &value.name.value,
                Thing::at(value.name.span, sources),
                [("type", Some(kind(value))), ("example", Some(value.example.clone()))],
            );
        }
        for upstream in &model.upstreams {
            let rows = upstream.rows.iter().map(row).collect::<Vec<_>>().join("; ");
            self.add(
                Kind::Upstream,
                &upstream.name.value,
                Thing::at(upstream.name.span, sources),
                [("rows", Some(rows))],
            );
        }
    }

    fn code(&mut self, model: &Model, code: &Code, any: AnyCode<'_>, sources: &Sources) {
        let thing = || Thing::at(code.id.span, sources);
        let policy = any.retry();
        let link = any.docs_url().map(|link| link.to_string());
        self.add(
            Kind::Code,
            &code.id.value,
            thing(),
            [
                ("variant", Some(code.rust_name.clone())),
                ("params", Some(list(code.params.iter().map(param)))),
                ("wire_code", Some(wire_code(any))),
                ("status", Some(code.status.map_or("none".to_owned(), |status| status.to_string()))),
                ("grpc", Some(code.grpc.as_str().to_owned())),
                ("body", Some(body(model, code.envelope.as_ref(), &code.set.iter().map(constant).collect::<Vec<_>>()))),
                ("recognize", Some(any.recognize().as_str().to_owned())),
                ("recognized_text", recognized_text(model, code, link.as_deref())),
                ("shown_as", mask(&code.shown_as)),
                ("fixable_by", Some(code.fixable_by.as_str().to_owned())),
                ("retry", Some(retry(&policy))),
                ("schedule", Some(schedule(&policy))),
                ("limits", Some(limits(&policy))),
                // That of a masked code is its mask's.
                ("outcome", code.outcome.as_ref().filter(|_| matches!(code.shown_as, Mask::Itself)).map(named)),
                ("field", code.field.clone()),
                ("severity", Some(code.severity.as_str().to_owned())),
                ("deprecated", any.deprecation().map(|deprecation| deprecation.to_string())),
                ("title", Some(code.title.clone())),
                ("message", Some(code.message.text.clone())),
                ("customer", code.customer.as_ref().map(|text| text.text.clone())),
                ("remediation", Some(code.remediation.text.clone())),
                ("docs_url", code.docs_url.clone()),
                ("since", code.since.clone()),
                ("owner", code.owner.clone()),
                ("tags", Some(list(code.tags.iter().cloned()))),
                ("see", Some(list(code.see.iter().map(named)))),
                ("citations", Some(list(any.citations().map(|citation| citation.to_string())))),
                ("examples", Some(list(code.params.iter().map(|param| param.example.clone())))),
            ],
        );
        self.aliases(&code.aliases, &code.id.value, sources);
        for provider in &code.provider_codes {
            let name = format!("{} {}", provider.scope, provider.code.value);
            self.add(Kind::ProviderCode, &name, thing(), [("code", Some(code.id.value.clone()))]);
        }
    }

    fn aliases(&mut self, aliases: &[Spanned<String>], id: &str, sources: &Sources) {
        for alias in aliases {
            self.add(Kind::Alias, &alias.value, Thing::at(alias.span, sources), [("code", Some(id.to_owned()))]);
        }
    }

    fn locale(&mut self, locale: &Locale, sources: &Sources) {
        let customer = locale.unknown_customer.as_ref().map(|text| text.value.clone());
        self.add(Kind::Language, &locale.tag, Thing::at(locale.span, sources), [("customer", customer)]);
        let mut texts = |all: &[Translation], property| {
            for translation in all {
                let name = format!("{} {}", locale.tag, translation.code.name.value);
                let things = self.things.entry(Kind::Translation).or_default();
                let thing = things.entry(name).or_insert_with(|| Thing::at(translation.code.name.span, sources));
                thing.facts.insert(property, translation.text.text.clone());
            }
        };
        texts(&locale.customer, "customer");
        texts(&locale.remediation, "remediation");
    }
}
