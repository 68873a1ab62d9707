//! A snapshot of a catalog: facts that can be compared, and the tables.

use std::collections::BTreeMap;

use errcat_compiler::model::{Code, Locale, Mask, Model, Translation};
use errcat_compiler::{Compilation, Compiled, Sources, Span, Spanned};
use errcat_core::{AnyCode, Catalog};
use semver::Version;
use serde::Serialize;

use super::facts::{example, kind, limits, list, mask, named, retry, row, schedule, wire_code};
use super::kind::Kind;
use super::rules::Property;

/// One version of a catalog: its facts, and the tables that render and read its answers.
#[derive(Debug)]
pub struct Snapshot {
    /// The catalog's name.
    pub catalog: String,
    /// Its version.
    pub version: Version,
    /// The things in it, by kind and name.
    pub(super) things: BTreeMap<Kind, BTreeMap<String, Thing>>,
    /// The compiled catalog.
    pub(super) compiled: Compiled,
    /// Whether it comes from a lock, which holds only what answers and promises need.
    pub(super) locked: bool,
    /// The author's words on messages that became other sentences, by the id of the code.
    pub(super) reworded: BTreeMap<String, Word>,
}

/// A thing in a catalog.
#[derive(Clone, Debug, Default)]
pub(super) struct Thing {
    /// Its properties by name. A property without a value is left out.
    pub facts: BTreeMap<&'static str, String>,
    /// The place of its definition; a lock has none.
    pub place: Option<Place>,
}

/// The author's word that a message means the same error as before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The message.
    pub message: String,
    /// The version in which it was confirmed.
    pub version: String,
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
    /// Returns the snapshots of catalogs without errors, in the order of their folders.
    ///
    /// # Panics
    ///
    /// If a catalog with errors has a version that is not semantic.
    #[must_use]
    pub fn all(compilation: Compilation) -> Vec<Self> {
        let Compilation { sources, catalogs, .. } = compilation;
        let version = |compiled: &Compiled| Version::parse(&compiled.model().version);
        let snapshot = |compiled: Compiled| {
            let version = version(&compiled).expect("checked: versions are semantic");
            Self::of(compiled, version, &sources)
        };
        catalogs.into_iter().map(snapshot).collect()
    }

    pub(super) fn of(compiled: Compiled, version: Version, sources: &Sources) -> Self {
        let things = Things::of(&compiled, sources).0;
        let catalog = compiled.name().to_owned();
        Self { catalog, version, things, compiled, locked: false, reworded: BTreeMap::new() }
    }

    /// Makes it one from a lock. The places in the text that it was restored from are not those in the file.
    pub(super) fn be_locked(&mut self, reworded: BTreeMap<String, Word>) {
        (self.locked, self.reworded) = (true, reworded);
        self.things.values_mut().flat_map(BTreeMap::values_mut).for_each(|thing| thing.place = None);
    }

    /// Returns the path of the catalog's folder in the compiled folder. It is empty for a folder that is one catalog.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.compiled.folder()
    }

    /// Returns whether the version has a code, by its id.
    #[must_use]
    pub fn has_code(&self, id: &str) -> bool {
        self.has(Kind::Code, id)
    }

    /// Returns the catalog as its author wrote it.
    pub(super) const fn model(&self) -> &Model {
        self.compiled.model()
    }

    /// Returns the catalog, which renders and reads the answers of the version.
    #[must_use]
    pub fn tables(&self) -> Catalog<'_> {
        self.compiled.catalog()
    }

    /// Returns the place of a thing.
    pub(super) fn place_of(&self, kind: Kind, name: &str) -> Option<&Place> {
        self.things.get(&kind)?.get(name)?.place.as_ref()
    }

    /// Returns the place of the catalog's header.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.things.get(&Kind::Catalog)?.get(&self.catalog)?.place.as_ref()
    }

    /// Returns whether the catalog has a thing.
    pub(super) fn has(&self, kind: Kind, name: &str) -> bool {
        self.things.get(&kind).is_some_and(|things| things.contains_key(name))
    }
}

/// The things of a catalog while they are collected.
struct Things(BTreeMap<Kind, BTreeMap<String, Thing>>);

impl Things {
    fn of(compiled: &Compiled, sources: &Sources) -> Self {
        let (model, catalog) = (compiled.model(), compiled.catalog());
        let mut things = Self(BTreeMap::new());
        things.header(model, sources);
        for (code, any) in model.codes.iter().zip(catalog.codes()) {
            things.code(code, any, sources);
        }
        for retired in &model.retired {
            things.add(
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
            things.aliases(&retired.aliases, &retired.id.value, sources);
        }
        for locale in &model.locales {
            things.locale(locale, sources);
        }
        things
    }

    /// Adds a thing with its properties.
    fn add<const N: usize>(
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
        self.0.entry(kind).or_default().insert(name.to_owned(), thing);
    }

    fn header(&mut self, model: &Model, sources: &Sources) {
        let unknown = &model.unknown;
        self.add(
            Kind::Catalog,
            &model.name,
            Thing::at(model.span, sources),
            [
                ("language", Some(model.language.clone())),
                ("unknown_code", Some(unknown.code.value.clone())),
                ("unknown_status", Some(unknown.status.to_string())),
                ("unknown_message", Some(unknown.message.clone())),
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
            self.add(Kind::Redirect, &redirect.name.value, Thing::at(redirect.name.span, sources), []);
        }
        for envelope in &model.envelopes {
            self.add(Kind::Envelope, &envelope.name.value, Thing::at(envelope.name.span, sources), []);
        }
        for value in &model.context {
            self.add(
                Kind::Context,
                &value.name.value,
                Thing::at(value.name.span, sources),
                [("type", Some(kind(value))), ("example", Some(example(value)))],
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

    fn code(&mut self, code: &Code, any: AnyCode<'_>, sources: &Sources) {
        let thing = || Thing::at(code.id.span, sources);
        let policy = any.retry();
        self.add(
            Kind::Code,
            &code.id.value,
            thing(),
            [
                ("variant", Some(code.rust_name.clone())),
                ("wire_code", Some(wire_code(any))),
                ("status", Some(code.status.map_or("none".to_owned(), |status| status.to_string()))),
                ("grpc", Some(code.grpc.as_str().to_owned())),
                ("recognize", Some(any.recognize().as_str().to_owned())),
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
            ],
        );
        for param in &code.params {
            self.add(
                Kind::Parameter,
                &format!("{} {}", code.id.value, param.name.value),
                Thing::at(param.name.span, sources),
                [
                    ("type", Some(param.kind.as_str().to_owned())),
                    ("sensitive", param.sensitive.then(|| "true".to_owned())),
                    ("optional", param.optional.then(|| "true".to_owned())),
                    ("example", Some(example(param))),
                ],
            );
        }
        self.aliases(&code.aliases, &code.id.value, sources);
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
                let things = self.0.entry(Kind::Translation).or_default();
                let thing = things.entry(name).or_insert_with(|| Thing::at(translation.code.name.span, sources));
                thing.facts.insert(property, translation.text.text.clone());
            }
        };
        texts(&locale.customer, "customer");
        texts(&locale.remediation, "remediation");
    }
}
