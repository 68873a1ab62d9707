//! What of a catalog an export is made of. An export may reach customers: unless it is for the team, it shows what
//! [`Audience`] lets the public see.

use errcat_core::{AnyCode, Catalog, Deprecation, Outcome, Param, Policy, Retired};

use crate::audience::Audience;

/// A catalog, and who will read of it.
#[derive(Clone, Copy)]
pub struct Selection<'c> {
    /// The catalog.
    pub catalog: Catalog<'c>,
    /// Who that is.
    pub audience: Audience,
}

impl<'c> Selection<'c> {
    /// The codes, in the catalog's order.
    pub fn codes(self) -> impl Iterator<Item = AnyCode<'c>> {
        self.audience.codes(self.catalog)
    }

    /// The parameters of a code. The public never gets the value of a sensitive one.
    pub fn params(self, code: AnyCode<'c>) -> impl Iterator<Item = Param<'c>> {
        self.audience.params(code)
    }

    /// Whether and why a code should no longer be used. The reason is about the successor, and goes with it.
    pub fn deprecation(self, code: AnyCode<'c>) -> Option<Deprecation<'c>> {
        self.audience.deprecation(code)
    }

    /// The retired ids.
    pub fn retired(self) -> impl Iterator<Item = Retired<'c>> {
        self.audience.retired(self.catalog)
    }

    /// The policies of these codes, each once, in the order of the codes.
    pub fn policies(self) -> Vec<Policy<'c>> {
        let mut all: Vec<Policy<'c>> = Vec::new();
        for policy in self.codes().map(AnyCode::retry) {
            if !all.iter().any(|other| other.name == policy.name) {
                all.push(policy);
            }
        }
        all
    }

    /// The outcomes of these codes, each once, in the order of the codes.
    pub fn outcomes(self) -> Vec<Outcome<'c>> {
        let mut all = Vec::new();
        for outcome in self.codes().filter_map(AnyCode::outcome) {
            if !all.contains(&outcome) {
                all.push(outcome);
            }
        }
        all
    }

    /// For whom it is, in words.
    pub fn readers(self) -> &'static str {
        if self.audience.is_public() {
            "Masked codes are not in it."
        } else {
            "For the team only: masked codes are in it."
        }
    }
}
