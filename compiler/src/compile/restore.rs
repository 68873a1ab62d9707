//! Restores a catalog from one text that a tool wrote: the catalog was checked when the text was written.

use std::collections::BTreeMap;

use super::{Compiled, assemble};
use crate::check::restore;
use crate::diagnostic::rule::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::lower::{Trees, lower};
use crate::text::problem::Problem;
use crate::text::source::Sources;
use crate::yaml::{self, Key, Node, Value};

/// A catalog that was restored from one text.
#[derive(Debug)]
pub struct Restored {
    /// The text, for showing places.
    pub sources: Sources,
    /// The catalog.
    pub compiled: Compiled,
}

/// The key of a code in the text that is no key of the format.
const TRANSLATIONS: &str = "translations";

/// The languages besides the catalog's own, each with the text for unknown errors.
const LANGUAGES: &str = "languages";

/// Restores a catalog from a text that holds all of it: the keys of the header, `codes`, `retired`, and `languages` with
/// `TAG: {customer: …}`. A code can have `translations` with `TAG: {customer: …, remediation: …}`.
///
/// Only what tables need is checked: an older version of errcat wrote the text by older rules, and left out what it did not need.
///
/// # Errors
///
/// If the text is no YAML, or tables cannot hold it.
pub fn restore_catalog(path: &str, text: String) -> Result<Restored, Problem> {
    let mut sources = Sources::new(String::new());
    let file = sources.add(path, text);
    let mut sink = Sink::new();
    let tree = yaml::parse(&sources, file, &mut sink);
    let refused = |sink: Sink, sources: &Sources, counts: fn(&Diagnostic) -> bool| {
        let first = sink.into_sorted(sources).into_iter().find(counts);
        first.map_or(Ok(()), |first| Err(Problem::new(first.message)))
    };
    let is_readable = tree.is_some();
    refused(sink, &sources, |diagnostic| diagnostic.rule != Rule::ControlCharacter)?;
    let Some(tree) = tree.filter(|_| is_readable) else { return Err(Problem::new("it cannot be read")) };
    let mut split = Split { locales: BTreeMap::new() };
    let trees = split.trees(tree).ok_or_else(|| Problem::new("it is not a mapping"))?;
    let mut model = lower(&trees, &sources, &mut Sink::new());
    let mut sink = Sink::new();
    if !restore(&mut model, &sources, &mut sink) {
        return Err(Problem::new("it has more codes than tables can hold"));
    }
    refused(sink, &sources, |_| true)?;
    if model.codes.is_empty() {
        return Err(Problem::new("it has no codes"));
    }
    let compiled = assemble(String::new(), model).map_err(|message| Problem::new(message.to_owned()))?;
    Ok(Restored { sources, compiled })
}

/// Divides a text into the trees of a header, of codes, and of locales.
struct Split {
    /// For each language, the sections of its locale.
    locales: BTreeMap<String, BTreeMap<String, Vec<(Key, Node)>>>,
}

impl Split {
    fn trees(&mut self, tree: Node) -> Option<Trees> {
        let span = tree.span;
        let Value::Mapping(entries) = tree.value else { return None };
        let (mut header, mut codes) = (Vec::new(), Vec::new());
        for (key, mut value) in entries {
            match key.text.as_str() {
                "codes" => {
                    if let Value::Mapping(entries) = &mut value.value {
                        for (id, code) in entries {
                            self.code(id, code);
                        }
                    }
                    codes.push((key, value));
                }
                "retired" => codes.push((key, value)),
                LANGUAGES => self.languages(value),
                _ => header.push((key, value)),
            }
        }
        let mapping = |entries| Node { span, value: Value::Mapping(entries) };
        let key = |text: String| Key { text, span };
        let locales = std::mem::take(&mut self.locales).into_iter().map(|(tag, sections)| {
            let sections = sections.into_iter().map(|(section, entries)| (key(section), mapping(entries)));
            (tag, mapping(sections.collect()))
        });
        Some(Trees { header: mapping(header), codes: vec![mapping(codes)], complete: true, locales: locales.collect() })
    }

    /// Takes translations out of a code.
    fn code(&mut self, id: &Key, code: &mut Node) {
        let Value::Mapping(entries) = &mut code.value else { return };
        for (key, value) in std::mem::take(entries) {
            if key.text == TRANSLATIONS {
                for (tag, texts) in mapping(value) {
                    let locale = self.locales.entry(tag.text).or_default();
                    for (section, text) in mapping(texts) {
                        locale.entry(section.text).or_default().push((id.clone(), text));
                    }
                }
            } else {
                entries.push((key, value));
            }
        }
    }

    fn languages(&mut self, languages: Node) {
        for (tag, texts) in mapping(languages) {
            self.locales.entry(tag.text).or_default().insert("unknown".to_owned(), mapping(texts));
        }
    }
}

fn mapping(node: Node) -> Vec<(Key, Node)> {
    match node.value {
        Value::Mapping(entries) => entries,
        _ => Vec::new(),
    }
}
