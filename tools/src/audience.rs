//! The audience of pages and exports: the public, or the team.
//!
//! This module and [`CodeJson::seen_by`](crate::json::CodeJson::seen_by) decide what the public may see, by the same rules as
//! [`errcat_core::Public`]. Every page, index and export uses them. What authors write into texts, types cannot hide: the
//! [`gate`](crate::gate) looks at it.

use errcat_core::{AnyCode, Catalog, Citation, Deprecation, Limit, Param, Policy, Retired, Shown};

/// The people that a page or an export is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// The public: without masked codes, sensitive parameters and the team's notes.
    Public,
    /// The team that owns the catalog: everything.
    Team,
}

impl Audience {
    /// Returns whether this is the public.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Public)
    }

    /// Returns the sentence that pages and exports for the team begin with; `None` for the public.
    #[must_use]
    pub const fn warning(self) -> Option<&'static str> {
        match self {
            Self::Public => None,
            Self::Team => Some("For the team only: it contains masked codes."),
        }
    }

    /// Returns whether this audience may see a code.
    #[must_use]
    pub fn shows(self, code: AnyCode<'_>) -> bool {
        !self.is_public() || code.shown() == Shown::Itself
    }

    /// Returns the codes of a catalog that this audience may see, in the catalog's order.
    pub fn codes(self, catalog: Catalog<'_>) -> impl Iterator<Item = AnyCode<'_>> {
        catalog.codes().filter(move |code| self.shows(*code))
    }

    /// Returns whether this audience may see a retired id. The public sees no id that was masked, or that a masked code replaced.
    #[must_use]
    pub fn shows_retired(self, retired: &Retired<'_>) -> bool {
        let told = retired.shown == Shown::Itself && retired.replaced_by.is_none_or(|next| self.shows(next));
        !self.is_public() || told
    }

    /// Returns the retired ids that this audience may see, for the public without the reasons.
    pub fn retired(self, catalog: Catalog<'_>) -> impl Iterator<Item = Retired<'_>> {
        let known = catalog.retired().filter(move |retired| self.shows_retired(retired));
        known.map(move |mut retired| {
            retired.reason = retired.reason.filter(|_| !self.is_public());
            retired
        })
    }

    /// Returns the parameters that this audience may see.
    pub fn params(self, code: AnyCode<'_>) -> impl Iterator<Item = Param<'_>> {
        code.params().filter(move |param| !(self.is_public() && param.sensitive))
    }

    /// Returns whether and why a code is deprecated. The reason is about the successor, so it is left out together with it.
    #[must_use]
    pub fn deprecation(self, code: AnyCode<'_>) -> Option<Deprecation<'_>> {
        let mut deprecation = code.deprecation()?;
        if deprecation.replaced_by.is_some_and(|successor| !self.shows(successor)) {
            (deprecation.replaced_by, deprecation.reason) = (None, None);
        }
        Some(deprecation)
    }

    /// Returns the citations of a code; none for the public.
    pub fn citations(self, code: AnyCode<'_>) -> impl Iterator<Item = Citation<'_>> {
        code.citations().filter(move |_| !self.is_public())
    }

    /// Returns the limits of a policy, without citations for the public.
    pub fn limits(self, policy: Policy<'_>) -> impl Iterator<Item = Limit<'_>> {
        policy.limits().map(move |mut limit| {
            limit.citation = limit.citation.filter(|_| !self.is_public());
            limit
        })
    }
}
