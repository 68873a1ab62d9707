//! The changes of a catalog and what they mean for its users: one row for each property.

use serde::{Deserialize, Serialize};

/// The effect of a change on users of the older version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Only texts for people changed.
    Textual,
    /// Something was added, and everything else is as before.
    Additive,
    /// Something that programs relied on changed.
    Breaking,
}

impl Class {
    /// Returns the name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Textual => "textual",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        }
    }
}

/// The kinds of things in a catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The catalog itself.
    Catalog,
    /// A code, by its id.
    Code,
    /// A retired id.
    Retired,
    /// Another name of a code or a retired id.
    Alias,
    /// A provider's code in its scope.
    ProviderCode,
    /// A named outcome.
    Outcome,
    /// The parameters of a redirect.
    Redirect,
    /// A named envelope, whether a code uses it or not.
    Envelope,
    /// A context value.
    Context,
    /// A named list of rows that raw answers are classified by.
    Upstream,
    /// A language.
    Language,
    /// The texts of a code in another language.
    Translation,
}

impl Kind {
    /// All kinds, in the order in which changes are shown.
    pub const ALL: [Self; 12] = [
        Self::Catalog,
        Self::Code,
        Self::Retired,
        Self::Alias,
        Self::ProviderCode,
        Self::Outcome,
        Self::Redirect,
        Self::Envelope,
        Self::Context,
        Self::Upstream,
        Self::Language,
        Self::Translation,
    ];

    /// Returns the name, as in the names of rules.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Catalog => "catalog",
            Self::Code => "code",
            Self::Retired => "retired",
            Self::Alias => "alias",
            Self::ProviderCode => "provider-code",
            Self::Outcome => "outcome",
            Self::Redirect => "redirect",
            Self::Envelope => "envelope",
            Self::Context => "context",
            Self::Upstream => "upstream",
            Self::Language => "language",
            Self::Translation => "translation",
        }
    }

    /// Returns what it means that a thing was added.
    #[must_use]
    pub const fn added(self) -> Class {
        match self {
            Self::Translation => Class::Textual,
            _ => Class::Additive,
        }
    }

    /// Returns what it means that a thing was removed.
    #[must_use]
    pub const fn removed(self) -> Class {
        match self {
            Self::Translation => Class::Textual,
            _ => Class::Breaking,
        }
    }

    /// Returns whether no version allows the removal of a released thing.
    #[must_use]
    pub const fn stays(self) -> bool {
        matches!(self, Self::Catalog | Self::Code | Self::Retired)
    }
}

/// A property of a kind of thing.
#[derive(Debug)]
pub struct Property {
    /// The kind of thing that has the property.
    pub kind: Kind,
    /// The name.
    pub name: &'static str,
    /// What it means that a value was added.
    pub added: Class,
    /// What it means that the value changed or was removed.
    pub changed: Class,
}

impl Property {
    /// Returns the property with a name.
    pub fn find(kind: Kind, name: &str) -> Option<&'static Self> {
        PROPERTIES.iter().find(|property| property.kind == kind && property.name == name)
    }

    /// Returns whether a release promises that it does not change.
    pub const fn is_promised(&self) -> bool {
        matches!(self.changed, Class::Breaking)
    }
}

use Class::{Additive, Breaking, Textual};

const fn property(kind: Kind, name: &'static str, added: Class, changed: Class) -> Property {
    Property { kind, name, added, changed }
}

/// All properties, in the order in which changes are shown.
pub const PROPERTIES: [Property; 58] = [
    property(Kind::Catalog, "language", Breaking, Breaking),
    property(Kind::Catalog, "unknown_code", Breaking, Breaking),
    property(Kind::Catalog, "unknown_status", Breaking, Breaking),
    property(Kind::Catalog, "unknown_message", Breaking, Breaking),
    property(Kind::Catalog, "unknown_body", Breaking, Breaking),
    property(Kind::Catalog, "problem_type", Breaking, Breaking),
    property(Kind::Catalog, "title", Textual, Textual),
    property(Kind::Catalog, "edition", Textual, Textual),
    property(Kind::Catalog, "docs_url", Textual, Textual),
    // Used in Rust code.
    property(Kind::Code, "variant", Breaking, Breaking),
    property(Kind::Code, "params", Breaking, Breaking),
    // On the wire.
    property(Kind::Code, "wire_code", Breaking, Breaking),
    property(Kind::Code, "status", Breaking, Breaking),
    property(Kind::Code, "grpc", Breaking, Breaking),
    property(Kind::Code, "body", Breaking, Breaking),
    property(Kind::Code, "recognize", Breaking, Breaking),
    property(Kind::Code, "recognized_text", Breaking, Breaking),
    property(Kind::Code, "shown_as", Breaking, Breaking),
    // What clients do.
    property(Kind::Code, "fixable_by", Breaking, Breaking),
    property(Kind::Code, "retry", Breaking, Breaking),
    property(Kind::Code, "schedule", Additive, Additive),
    property(Kind::Code, "limits", Additive, Additive),
    property(Kind::Code, "outcome", Breaking, Breaking),
    property(Kind::Code, "field", Additive, Breaking),
    property(Kind::Code, "severity", Additive, Additive),
    property(Kind::Code, "deprecated", Additive, Additive),
    // For people.
    property(Kind::Code, "title", Textual, Textual),
    property(Kind::Code, "message", Textual, Textual),
    property(Kind::Code, "customer", Textual, Textual),
    property(Kind::Code, "remediation", Textual, Textual),
    property(Kind::Code, "docs_url", Textual, Textual),
    property(Kind::Code, "since", Textual, Textual),
    property(Kind::Code, "owner", Textual, Textual),
    property(Kind::Code, "tags", Textual, Textual),
    property(Kind::Code, "see", Textual, Textual),
    property(Kind::Code, "citations", Textual, Textual),
    property(Kind::Code, "examples", Textual, Textual),
    property(Kind::Retired, "replaced_by", Additive, Breaking),
    // Names that answers used, and the mask.
    property(Kind::Retired, "wire_code", Additive, Breaking),
    property(Kind::Retired, "shown_as", Breaking, Breaking),
    property(Kind::Retired, "docs_url", Additive, Breaking),
    property(Kind::Retired, "since", Textual, Textual),
    property(Kind::Retired, "until", Textual, Textual),
    property(Kind::Retired, "reason", Textual, Textual),
    property(Kind::Alias, "code", Breaking, Breaking),
    property(Kind::ProviderCode, "code", Breaking, Breaking),
    property(Kind::Outcome, "action", Breaking, Breaking),
    property(Kind::Outcome, "to", Breaking, Breaking),
    property(Kind::Outcome, "session", Breaking, Breaking),
    property(Kind::Outcome, "query", Breaking, Breaking),
    property(Kind::Redirect, "query", Breaking, Breaking),
    property(Kind::Envelope, "body", Breaking, Breaking),
    property(Kind::Context, "type", Breaking, Breaking),
    property(Kind::Context, "example", Textual, Textual),
    property(Kind::Upstream, "rows", Breaking, Breaking),
    property(Kind::Language, "customer", Textual, Textual),
    property(Kind::Translation, "customer", Textual, Textual),
    property(Kind::Translation, "remediation", Textual, Textual),
];
