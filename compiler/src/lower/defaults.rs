//! Defaults for codes: those of a file, and those of the header.

use super::Lower;
use crate::diagnostic::rule::Rule;
use crate::schema;
use crate::schema::read::{Field, Read};
use crate::yaml::Node;

/// The keys that cannot have defaults.
const OWN: [&str; 11] = [
    "message",
    "remediation",
    "title",
    "wire_code",
    "aliases",
    "rust_name",
    "params",
    "customer",
    "provider_codes",
    "deprecated",
    "docs_url",
];

/// The largest size of defaults, in bytes.
const MOST_DEFAULTS: u32 = 4096;

/// Defaults for codes, and the node from which values such as constants are read.
#[derive(Default)]
pub(super) struct Defaults<'n> {
    pub(super) entry: schema::Entry,
    node: Option<&'n Node>,
}

impl<'n> Defaults<'n> {
    /// Returns the node of a key.
    pub(super) fn node(&self, key: &str) -> Option<&'n Node> {
        self.node?.get(key)
    }
}

/// A code, then the defaults of its file, then those of the header.
pub(super) struct Layers<'a> {
    pub(super) own: &'a schema::Entry,
    pub(super) node: &'a Node,
    pub(super) file: &'a Defaults<'a>,
    pub(super) header: &'a Defaults<'a>,
}

impl Layers<'_> {
    /// Returns the first field that is present, valid or not.
    pub(super) fn pick<T>(&self, key: fn(&schema::Entry) -> &Field<T>) -> &Field<T> {
        [self.own, &self.file.entry, &self.header.entry]
            .into_iter()
            .map(key)
            .find(|field| !field.is_absent())
            .unwrap_or(&Field::Absent)
    }

    pub(super) fn value<T: Copy>(&self, key: fn(&schema::Entry) -> &Field<T>) -> Option<T> {
        self.pick(key).get().copied()
    }

    /// Returns the first node of a key.
    pub(super) fn node(&self, key: &str) -> Option<&Node> {
        let layers = [Some(self.node), self.file.node, self.header.node];
        layers.into_iter().flatten().find_map(|node| node.get(key))
    }
}

impl Lower<'_> {
    /// Reads the `defaults` of a file, which must only hold keys that codes can share.
    pub(super) fn defaults<'n>(&mut self, file: &'n Node) -> Defaults<'n> {
        let Some(node) = file.get("defaults") else { return Defaults::default() };
        let Some(entry) = schema::Entry::read(node, self.sink) else { return Defaults::default() };
        if node.span.end - node.span.start > MOST_DEFAULTS {
            let message = "`defaults` holds more than 4 KiB, which apply to every code";
            self.report(Rule::TooManyCodes, node.span, message, "move long values to the codes that need them");
            return Defaults::default();
        }
        self.misplaced(node, &OWN, "cannot have a default", "move it to the codes");
        Defaults { entry, node: Some(node) }
    }
}
