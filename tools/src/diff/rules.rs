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
    pub fn rule(&self, verb: &str) -> String {
        format!("{}-{}-{verb}", self.kind.as_str(), self.name.replace('_', "-"))
    }

    const fn held(mut self, held: Held) -> Self {
        self.held = held;
        self
    }

    const fn removed(mut self, removed: Class) -> Self {
        self.removed = removed;
        self
    }
}

use Class::{Additive, Breaking, Textual};
use Held::{Always, IfRead, Never};

/// Returns a property whose removal means as much as another value. A lock holds what programs rely on.
const fn property(kind: Kind, name: &'static str, added: Class, changed: Class) -> Property {
    let held = if matches!(changed, Breaking) { Always } else { Never };
    Property { kind, name, added, changed, removed: changed, held }
}

/// All properties, in the order in which changes are shown. The class of a body, a redirect and an example depends on the members
/// that changed. If clients read another code or another value because of a change, it is [`Class::Breaking`].
pub const PROPERTIES: [Property; 61] = [
    property(Kind::Catalog, "language", Breaking, Breaking),
    property(Kind::Catalog, "unknown_code", Breaking, Breaking),
    property(Kind::Catalog, "unknown_status", Breaking, Breaking),
    property(Kind::Catalog, "unknown_message", Breaking, Breaking),
    property(Kind::Catalog, "unknown_body", Additive, Breaking),
    property(Kind::Catalog, "problem_type", Breaking, Breaking),
    property(Kind::Catalog, "title", Textual, Textual),
    property(Kind::Catalog, "edition", Textual, Textual),
    property(Kind::Catalog, "docs_url", Textual, Textual).held(Always),
    // Used in Rust code.
    property(Kind::Code, "variant", Breaking, Breaking),
    property(Kind::Code, "parameter_order", Breaking, Breaking),
    // On the wire.
    property(Kind::Code, "wire_code", Breaking, Breaking),
    property(Kind::Code, "status", Breaking, Breaking),
    property(Kind::Code, "grpc", Breaking, Breaking),
    property(Kind::Code, "envelope", Additive, Breaking),
    property(Kind::Code, "constants", Additive, Breaking),
    property(Kind::Code, "recognize", Additive, Additive).held(Always),
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
    property(Kind::Code, "title", Textual, Textual).held(Always),
    property(Kind::Code, "message", Textual, Textual).held(Always),
    property(Kind::Code, "customer", Textual, Textual).held(IfRead),
    property(Kind::Code, "remediation", Textual, Textual).held(IfRead),
    property(Kind::Code, "docs_url", Textual, Textual).held(Always),
    property(Kind::Code, "since", Textual, Textual),
    property(Kind::Code, "owner", Textual, Textual),
    property(Kind::Code, "tags", Textual, Textual),
    property(Kind::Code, "see", Textual, Textual),
    property(Kind::Code, "citations", Textual, Textual),
    property(Kind::Parameter, "type", Breaking, Breaking),
    // From then on, answers leave it out, or contain it.
    property(Kind::Parameter, "sensitive", Breaking, Breaking).removed(Additive),
    property(Kind::Parameter, "optional", Breaking, Breaking),
    property(Kind::Parameter, "example", Textual, Textual).held(Always),
    property(Kind::Retired, "replaced_by", Additive, Breaking),
    // Names that answers used, and the mask.
    property(Kind::Retired, "wire_code", Additive, Breaking),
    property(Kind::Retired, "shown_as", Breaking, Breaking),
    property(Kind::Retired, "docs_url", Additive, Breaking),
    property(Kind::Retired, "since", Textual, Textual),
    property(Kind::Retired, "until", Textual, Textual),
    property(Kind::Retired, "reason", Textual, Textual),
    property(Kind::Alias, "code", Breaking, Breaking),
    // The providers' codes are looked up in both versions.
    property(Kind::ProviderCode, "code", Additive, Breaking),
    property(Kind::Outcome, "action", Breaking, Breaking),
    property(Kind::Outcome, "to", Breaking, Breaking),
    property(Kind::Outcome, "session", Breaking, Breaking),
    property(Kind::Outcome, "query", Breaking, Breaking),
    property(Kind::Envelope, "body", Additive, Breaking),
    property(Kind::Redirect, "query", Additive, Breaking),
    property(Kind::Context, "type", Breaking, Breaking),
    property(Kind::Context, "example", Textual, Textual).held(Always),
    property(Kind::Upstream, "rows", Breaking, Breaking),
    property(Kind::Language, "customer", Textual, Textual).held(IfRead),
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
pub const OTHER_RULES: [(&str, Class, bool); 10] = [
    ("code-retired", Breaking, false),
    ("code-id-reused", Breaking, true),
    ("code-name-reused", Breaking, true),
    // Clients read an answer as something else, and no other change is the cause.
    ("code-answer-changed", Breaking, false),
    ("catalog-unknown-answer-changed", Breaking, false),
    ("parameter-renamed", Breaking, false),
    // The entry of a retired id keeps what the code had.
    ("retired-wire-code-removed", Breaking, true),
    ("retired-shown-as-removed", Breaking, true),
    ("retired-docs-url-removed", Breaking, true),
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
        let verbs = [("added", property.added), ("changed", property.changed), ("removed", property.removed)];
        for (verb, class) in verbs {
            rows.push(row(property.rule(verb), class, false));
        }
    }
    rows.extend(OTHER_RULES.map(|(rule, class, forbidden)| row(rule.to_owned(), class, forbidden)));
    rows.sort_by(|one, other| (&one.rule, one.class).cmp(&(&other.rule, other.class)));
    rows
}
