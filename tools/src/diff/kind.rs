//! The kinds of things in a catalog, and the classes of their changes.

use serde::Serialize;

/// The effect of a change on users of the older version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Only texts for people changed.
    Textual,
    /// A message became another sentence: somebody has to confirm that it means the same error. It needs the version of a textual
    /// change.
    Review,
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
            Self::Review => "review",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        }
    }
}

/// The kinds of things in a catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The catalog itself.
    Catalog,
    /// A code, by its id.
    Code,
    /// A parameter of a code, by the id of the code and its own name.
    Parameter,
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
    pub const ALL: [Self; 13] = [
        Self::Catalog,
        Self::Code,
        Self::Parameter,
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
            Self::Parameter => "parameter",
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
            Self::Parameter => Class::Breaking,
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
