//! The rules of changes: what each means for the users of a catalog.

use super::kind::{Class, Kind};

/// A property of a kind of thing.
#[derive(Debug)]
pub struct Property {
    /// The kind of thing that has the property.
    pub kind: Kind,
    /// The name.
    pub name: &'static str,
    /// What it means that a value was added.
    pub added: Class,
    /// What it means that a value changed.
    pub changed: Class,
    /// What it means that a value was removed.
    pub removed: Class,
    /// Whether a lock holds it.
    pub held: Held,
    /// How a value can change.
    pub verbs: &'static [Verb],
}

/// How a value changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Added,
    Changed,
    Removed,
}

impl Verb {
    /// Returns the last word of a rule.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }
}

/// Whether a lock holds a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// It always does.
    Always,
    /// It does if answers need the text to be read.
    IfRead,
    /// It does not.
    Never,
}

impl Property {
    /// Returns the property with a name.
    pub fn find(kind: Kind, name: &str) -> Option<&'static Self> {
        PROPERTIES.iter().find(|property| property.kind == kind && property.name == name)
    }

    /// Returns the rule of a change of the property.
    pub fn rule(&self, verb: Verb) -> String {
        format!("{}-{}-{}", self.kind.as_str(), self.name.replace('_', "-"), verb.as_str())
    }

    /// Returns whether no version allows the change: the entry of a retired id keeps what the code had.
    pub fn is_kept(&self, verb: Verb) -> bool {
        match (self.kind, self.name) {
            (Kind::Retired, "wire_code" | "docs_url") => verb != Verb::Added,
            (Kind::Retired, "shown_as") => verb == Verb::Removed,
            _ => false,
        }
    }

    /// Returns what it means that a value changed in this way.
    pub const fn class(&self, verb: Verb) -> Class {
        match verb {
            Verb::Added => self.added,
            Verb::Changed => self.changed,
            Verb::Removed => self.removed,
        }
    }

    const fn held(mut self, held: Held) -> Self {
        self.held = held;
        self
    }

    /// Returns the property of something that is there or not.
    const fn flag(kind: Kind, name: &'static str, added: Class, removed: Class) -> Self {
        let verbs = &[Verb::Added, Verb::Removed];
        Self { removed, verbs, ..property(kind, name, added, Breaking) }
    }
}

use Class::{Additive, Breaking, Textual};
use Held::{Always, IfRead, Never};

/// Returns a property whose removal means as much as another value. A lock holds what programs rely on.
const fn property(kind: Kind, name: &'static str, added: Class, changed: Class) -> Property {
    let held = if matches!(changed, Breaking) { Always } else { Never };
    Property { kind, name, added, changed, removed: changed, held, verbs: &[Verb::Added, Verb::Changed, Verb::Removed] }
}

/// Returns a property that always has a value.
const fn required(kind: Kind, name: &'static str, changed: Class) -> Property {
    let verbs = &[Verb::Changed];
    Property { verbs, ..property(kind, name, changed, changed) }
}

/// All properties, in the order in which changes are shown. The class of a body, a redirect and an example depends on the members
/// that changed. If clients read another code or another value because of a change, it is [`Class::Breaking`].
pub const PROPERTIES: [Property; 61] = [
    required(Kind::Catalog, "language", Breaking),
    required(Kind::Catalog, "unknown_code", Breaking),
    required(Kind::Catalog, "unknown_status", Breaking),
    required(Kind::Catalog, "unknown_message", Breaking),
    required(Kind::Catalog, "unknown_body", Breaking),
    property(Kind::Catalog, "problem_type", Breaking, Breaking),
    required(Kind::Catalog, "title", Textual),
    property(Kind::Catalog, "edition", Textual, Textual),
    property(Kind::Catalog, "docs_url", Textual, Textual).held(Always),
    // Used in Rust code.
    required(Kind::Code, "variant", Breaking),
    required(Kind::Code, "parameter_order", Breaking),
    // On the wire.
    required(Kind::Code, "wire_code", Breaking),
    required(Kind::Code, "status", Breaking),
    required(Kind::Code, "grpc", Breaking),
    required(Kind::Code, "envelope", Breaking),
    required(Kind::Code, "constants", Breaking),
    required(Kind::Code, "recognize", Additive).held(Always),
    property(Kind::Code, "shown_as", Breaking, Breaking),
    // What clients do.
    required(Kind::Code, "fixable_by", Breaking),
    required(Kind::Code, "retry", Breaking),
    property(Kind::Code, "schedule", Additive, Additive),
    property(Kind::Code, "limits", Additive, Additive),
    property(Kind::Code, "outcome", Breaking, Breaking),
    property(Kind::Code, "field", Additive, Breaking),
    required(Kind::Code, "severity", Additive),
    property(Kind::Code, "deprecated", Additive, Additive),
    // For people.
    required(Kind::Code, "title", Textual).held(Always),
    required(Kind::Code, "message", Textual).held(Always),
    property(Kind::Code, "customer", Textual, Textual).held(IfRead),
    required(Kind::Code, "remediation", Textual).held(IfRead),
    property(Kind::Code, "docs_url", Textual, Textual).held(Always),
    property(Kind::Code, "since", Textual, Textual),
    property(Kind::Code, "owner", Textual, Textual),
    property(Kind::Code, "tags", Textual, Textual),
    property(Kind::Code, "see", Textual, Textual),
    property(Kind::Code, "citations", Textual, Textual),
    required(Kind::Parameter, "type", Breaking),
    // From then on, answers leave it out, or contain it.
    Property::flag(Kind::Parameter, "sensitive", Breaking, Additive),
    // Constructors take an `Option`, or no longer do.
    Property::flag(Kind::Parameter, "optional", Breaking, Breaking),
    required(Kind::Parameter, "example", Textual).held(Always),
    property(Kind::Retired, "replaced_by", Additive, Breaking),
    // Names that answers used, and the mask.
    property(Kind::Retired, "wire_code", Additive, Breaking),
    property(Kind::Retired, "shown_as", Breaking, Breaking),
    property(Kind::Retired, "docs_url", Additive, Breaking),
    property(Kind::Retired, "since", Textual, Textual),
    property(Kind::Retired, "until", Textual, Textual),
    property(Kind::Retired, "reason", Textual, Textual),
    required(Kind::Alias, "code", Breaking),
    // The providers' codes are looked up in both versions.
    required(Kind::ProviderCode, "code", Breaking),
    required(Kind::Outcome, "action", Breaking),
    property(Kind::Outcome, "to", Breaking, Breaking),
    required(Kind::Outcome, "session", Breaking),
    property(Kind::Outcome, "query", Breaking, Breaking),
    required(Kind::Envelope, "body", Breaking),
    required(Kind::Redirect, "query", Breaking),
    required(Kind::Context, "type", Breaking),
    required(Kind::Context, "example", Textual).held(Always),
    required(Kind::Upstream, "rows", Breaking),
    required(Kind::Language, "customer", Textual).held(IfRead),
    property(Kind::Translation, "customer", Textual, Textual).held(IfRead),
    property(Kind::Translation, "remediation", Textual, Textual).held(IfRead),
];

/// A rule of changes, for documentation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleRow {
    /// The rule, such as `code-status-changed`.
    pub rule: String,
    /// The class of the change. That of a message is [`Class::Review`] if it became another sentence. Any change by which clients
    /// read another code or another value is [`Class::Breaking`].
    pub class: Class,
    /// Whether no version number allows the change.
    pub forbidden: bool,
}

/// Rules that belong to no property: the class, and whether no version allows the change.
pub const OTHER_RULES: [(&str, Class, bool); 7] = [
    ("code-retired", Breaking, false),
    ("code-id-reused", Breaking, true),
    ("code-name-reused", Breaking, true),
    // It was hidden because its successor is masked.
    ("retired-unmasked", Breaking, true),
    // Clients read an answer as something else, and no other change is the cause.
    ("code-answer-changed", Breaking, false),
    ("parameter-renamed", Breaking, false),
    ("code-message-changed", Class::Review, false),
];

/// Returns all rules with their classes, by name.
#[must_use]
pub fn rules() -> Vec<RuleRow> {
    let row = |rule: String, class, forbidden| RuleRow { rule, class, forbidden };
    let mut rows = Vec::new();
    for kind in Kind::ALL {
        rows.push(row(format!("{}-added", kind.as_str()), kind.added(), false));
        rows.push(row(format!("{}-removed", kind.as_str()), kind.removed(), kind.stays()));
    }
    for property in &PROPERTIES {
        rows.extend(
            property.verbs.iter().map(|verb| row(property.rule(*verb), property.class(*verb), property.is_kept(*verb))),
        );
    }
    rows.extend(OTHER_RULES.map(|(rule, class, forbidden)| row(rule.to_owned(), class, forbidden)));
    rows.sort_by(|one, other| (&one.rule, one.class).cmp(&(&other.rule, other.class)));
    rows
}
