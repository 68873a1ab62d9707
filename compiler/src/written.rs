//! The keys and values of a catalog as its author wrote them, with their places and owners: where a text of a page comes from.

use crate::diagnostic::Sink;
use crate::lower::Trees;
use crate::text::source::Sources;
use crate::text::span::Span;
use crate::yaml::{Node, Value, parse};

/// A key or a scalar of a catalog.
#[derive(Clone, Debug)]
pub struct Written<'t> {
    /// The code or the retired id that it belongs to; `None` for a value of the whole catalog, or of the defaults of a file.
    pub owner: Option<&'t str>,
    /// The keys around it, from the outside to the inside: `["codes", "DECLINED", "remediation"]`.
    pub keys: Vec<&'t str>,
    /// The text.
    pub text: &'t str,
    /// The place.
    pub span: Span,
}

/// The keys whose values no answer, page or export for the public contains: names of other things, and notes of the team.
const INTERNAL: [&str; 12] = [
    "shown_as",
    "see",
    "owner",
    "tags",
    "citations",
    "citation",
    "mentions",
    "replaced_by",
    "upstreams",
    "recognize",
    "grpc",
    "severity",
];

impl Written<'_> {
    /// Returns whether the public could see it, as far as its keys tell.
    pub fn may_be_public(&self) -> bool {
        let is_note = self.keys.first() == Some(&"retired") && self.keys.last() == Some(&"reason");
        let around = match (self.owner, self.keys.first()) {
            (Some(_), _) => 2,
            (None, Some(&"defaults")) => 1,
            (None, _) => 0,
        };
        let own = self.keys.get(around..).unwrap_or_default();
        !is_note && !own.first().is_some_and(|key| INTERNAL.contains(key)) && !own.contains(&"citation")
    }

    /// Returns the name of the parameter that it belongs to.
    pub fn param(&self) -> Option<&str> {
        (self.owner.is_some() && self.keys.get(2) == Some(&"params")).then(|| self.keys.get(3).copied()).flatten()
    }

    /// Returns the text with the examples of parameters in their places; `None` without placeholders. Examples can complete a name.
    pub fn filled<'p>(&self, params: impl Iterator<Item = (&'p str, &'p str)>) -> Option<String> {
        let mut filled = self.text.contains('{').then(|| self.text.to_owned())?;
        for (name, example) in params {
            filled = filled.replace(&format!("{{{name}}}"), example);
        }
        Some(filled)
    }
}

/// Calls a function for each key and scalar of a catalog, in the order of its files.
pub fn each<'t>(trees: &'t Trees, call: &mut dyn FnMut(&Written<'t>)) {
    let files = trees.codes.iter().map(|file| (file, false)).chain(trees.locales.iter().map(|(_, file)| (file, true)));
    for (file, is_locale) in std::iter::once((&trees.header, false)).chain(files) {
        for (section, node) in file.as_mapping().unwrap_or_default() {
            let owned =
                matches!(section.text.as_str(), "codes" | "retired") || (is_locale && section.text != "unknown");
            let entries = node.as_mapping().filter(|_| owned);
            let Some(entries) = entries else {
                let mut written =
                    Written { owner: None, keys: vec![&section.text], text: &section.text, span: section.span };
                walk(node, &mut written, call);
                continue;
            };
            for (id, node) in entries {
                let keys = vec![section.text.as_str(), id.text.as_str()];
                let mut written = Written { owner: Some(&id.text), keys, text: &id.text, span: id.span };
                if !is_locale {
                    call(&written);
                }
                walk(node, &mut written, call);
            }
        }
    }
}

/// Calls a function for each scalar below a node, and for each key.
fn walk<'t>(node: &'t Node, written: &mut Written<'t>, call: &mut dyn FnMut(&Written<'t>)) {
    match &node.value {
        Value::Scalar(scalar) => {
            (written.text, written.span) = (&scalar.text, node.span);
            call(written);
        }
        Value::Sequence(items) => items.iter().for_each(|item| walk(item, written, call)),
        Value::Mapping(entries) => {
            for (key, value) in entries {
                written.keys.push(&key.text);
                (written.text, written.span) = (&key.text, key.span);
                call(written);
                walk(value, written, call);
                written.keys.pop();
            }
        }
    }
}

/// Reads the files of a catalog again, by the folder of the catalog.
pub fn trees(sources: &Sources, folder: &str) -> Option<Trees> {
    let mut sink = Sink::new();
    let (mut header, mut codes, mut locales) = (None, Vec::new(), Vec::new());
    for (number, file) in sources.iter() {
        let inside = match folder {
            "" => Some(file.path()),
            _ => file.path().strip_prefix(folder).and_then(|path| path.strip_prefix('/')),
        };
        let Some(inside) = inside else { continue };
        let Some(tree) = parse(sources, number, &mut sink) else { continue };
        match inside.split_once('/') {
            None if inside == "catalog.yaml" => header = Some(tree),
            None => codes.push(tree),
            Some((_, locale)) => locales.push((locale.trim_end_matches(".yaml").to_owned(), tree)),
        }
    }
    Some(Trees { header: header?, codes, complete: true, locales })
}
