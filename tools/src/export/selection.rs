//! The part of a catalog that the audience of an export may see.

use errcat_core::{AnyCode, Catalog, Deprecation, Outcome, Param, Policy, Retired};

use crate::audience::Audience;

/// A catalog and an audience.
#[derive(Clone, Copy)]
pub struct Selection<'c> {
    /// The catalog.
    pub catalog: Catalog<'c>,
    /// The audience.
    pub audience: Audience,
}

impl<'c> Selection<'c> {
    /// Returns the codes, in the catalog's order.
    pub fn codes(self) -> impl Iterator<Item = AnyCode<'c>> {
        self.audience.codes(self.catalog)
    }

    /// Returns the parameters of a code, without sensitive ones for the public.
    pub fn params(self, code: AnyCode<'c>) -> impl Iterator<Item = Param<'c>> {
        self.audience.params(code)
    }

    /// Returns whether and why a code is deprecated.
    pub fn deprecation(self, code: AnyCode<'c>) -> Option<Deprecation<'c>> {
        self.audience.deprecation(code)
    }

    /// Returns the retired ids.
    pub fn retired(self) -> impl Iterator<Item = Retired<'c>> {
        self.audience.retired(self.catalog)
    }

    /// Returns the policies of these codes, each once, in the order of the codes.
    pub fn policies(self) -> Vec<Policy<'c>> {
        let mut all: Vec<Policy<'c>> = Vec::new();
        for policy in self.codes().map(AnyCode::retry) {
            if !all.iter().any(|other| other.name == policy.name) {
                all.push(policy);
            }
        }
        all
    }

    /// Returns the outcomes of these codes, each once, in the order of the codes.
    pub fn outcomes(self) -> Vec<Outcome<'c>> {
        let mut all = Vec::new();
        for outcome in self.codes().filter_map(AnyCode::outcome) {
            if !all.contains(&outcome) {
                all.push(outcome);
            }
        }
        all
    }

    /// Returns a sentence about the audience.
    pub fn readers(self) -> &'static str {
        self.audience.warning().unwrap_or("Masked codes are left out.")
    }
}
