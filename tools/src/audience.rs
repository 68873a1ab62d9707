//! The audience of pages and exports: the public, or the team.
//!
//! This module and [`CodeJson::seen_by`](crate::json::CodeJson::seen_by) decide what the public may see, by the same rules as
//! [`errcat_core::Public`]. Every page, index and export uses them.

use std::collections::HashSet;
use std::fmt;

use errcat_core::{AnyCode, Catalog, Citation, Deprecation, Found, Limit, Param, Policy, Retired, Shown};

use crate::text::full_name;

/// The length from which a wire code or an alias cannot appear in a text by chance.
const SHORTEST_TELLING: usize = 4;

/// The people that a page or an export is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// The public: without masked codes, sensitive parameters and the team's notes.
    Public,
    /// The team that owns the catalog: everything.
    Team,
}

/// A public text that names a code which is not public.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Leak {
    /// The kind of text, such as `remediation`.
    pub what: &'static str,
    /// The catalog, or `catalog/CODE`, that the text belongs to.
    pub owner: String,
    /// The name in the text: an id, a wire code or an alias.
    pub name: String,
}

impl fmt::Display for Leak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} of `{}` names `{}`", self.what, self.owner, self.name)
    }
}

impl Audience {
    /// Returns whether this is the public.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Public)
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

    /// Returns the texts for this audience that name a code which it must not see. The team may see all codes.
    ///
    /// Pages and exports leave out masked codes, but the text of a public code can still name one.
    #[must_use]
    pub fn leaks(self, catalogs: &[Catalog<'_>]) -> Vec<Leak> {
        if !self.is_public() {
            return Vec::new();
        }
        let all: HashSet<&str> = catalogs.iter().copied().flat_map(|catalog| self.secrets(catalog)).collect();
        let mut named = Vec::new();
        for catalog in catalogs.iter().copied() {
            let own: HashSet<&str> = self.codes(catalog).flat_map(names).collect();
            let secrets: HashSet<&str> = all.difference(&own).copied().collect();
            let numbers: HashSet<&str> = self.secret_numbers(catalog).filter(|number| !own.contains(number)).collect();
            if secrets.is_empty() && numbers.is_empty() {
                continue;
            }
            let mut look = |what: &'static str, owner: &str, text: &str| {
                let number = Some(text.trim()).filter(|text| numbers.contains(text));
                let word = words(text).find(|word| secrets.contains(word)).or(number);
                named.extend(word.map(|word| Leak { what, owner: owner.to_owned(), name: word.to_owned() }));
            };
            let (name, unknown) = (catalog.name(), catalog.unknown());
            look("title", name, catalog.title());
            look("edition", name, catalog.edition().unwrap_or_default());
            look("unknown error's message", name, unknown.message);
            for language in catalog.languages() {
                look("unknown error's customer text", name, language.unknown_customer);
            }
            for code in self.codes(catalog) {
                for (what, text) in self.texts(code) {
                    look(what, &full_name(code), &text);
                }
            }
        }
        // A text without a translation appears once for each language.
        named.dedup();
        named
    }

    /// Returns the names of codes that are not public: ids, and wire codes and aliases that a sentence cannot contain by chance.
    fn secrets(self, catalog: Catalog<'_>) -> impl Iterator<Item = &str> {
        let hidden = catalog.codes().filter(move |code| !self.shows(*code));
        let codes = hidden.flat_map(|code| names(code).filter(move |name| *name == code.as_str() || is_telling(name)));
        let hidden = catalog.retired().filter(move |retired| !self.shows_retired(retired));
        let retired = hidden.flat_map(move |retired| {
            let names = retired.wire_code.into_iter().chain(catalog.aliases(Found::Retired(retired)));
            std::iter::once(retired.id).chain(names.map(bare).filter(|name| is_telling(name)))
        });
        codes.chain(retired)
    }

    /// The wire codes of what is not public that are numbers. Only a whole value can be one: a number in a sentence may count
    /// anything.
    fn secret_numbers(self, catalog: Catalog<'_>) -> impl Iterator<Item = &str> {
        let hidden = catalog.codes().filter(move |code| !self.shows(*code) && code.wire_number().is_some());
        let retired = catalog.retired().filter(move |one| !self.shows_retired(one)).filter_map(|one| one.wire_code);
        let retired = retired.filter(move |code| catalog.number_on_wire(code).is_some());
        let all = hidden.map(AnyCode::wire_code).chain(retired);
        all.filter(|digits| digits.len() >= SHORTEST_TELLING)
    }

    /// Returns the texts that the authors wrote for the page of a code. Names of policies, outcomes and envelopes are left out:
    /// other codes use them, too.
    fn texts(self, code: AnyCode<'_>) -> Vec<(&'static str, String)> {
        let mut texts = vec![("title", code.title().to_owned()), ("message", code.message().to_owned())];
        for language in code.catalog().languages() {
            texts.push(("remediation", code.remediation_in(language.tag).to_owned()));
            texts.push(("customer text", code.customer_in(language.tag).to_owned()));
        }
        texts.extend(
            self.params(code).flat_map(|param| [("parameter", param.name), ("example", param.example)]).map(owned),
        );
        texts.extend(code.field().map(|field| ("field", field.to_owned())));
        texts.extend(self.deprecation(code).and_then(|one| one.reason).map(|reason| ("reason", reason.to_owned())));
        texts.extend(code.constants().map(|(_, value)| ("constant", value.to_owned())));
        texts.extend(code.provider_codes().map(|provider| ("provider code", provider.code.to_owned())));
        texts.extend(code.aliases().map(|alias| ("alias", alias.to_owned())));
        texts.extend(code.docs_url().map(|link| ("link", link.to_string())));
        texts.extend(code.problem_type().map(|link| ("problem type", link.to_string())));
        texts
    }
}

/// The names of a code: its id, its wire code and its aliases.
fn names(code: AnyCode<'_>) -> impl Iterator<Item = &str> {
    [code.as_str(), bare(code.wire_code())].into_iter().chain(code.aliases().map(bare))
}

/// Whether a sentence cannot contain a wire code or an alias by chance: no word in lower case and no number can be one.
fn is_telling(name: &str) -> bool {
    let is_word = name.chars().all(char::is_alphabetic) && name.chars().any(char::is_lowercase);
    name.len() >= SHORTEST_TELLING && name.chars().any(char::is_alphabetic) && !is_word
}

fn owned((what, text): (&'static str, &str)) -> (&'static str, String) {
    (what, text.to_owned())
}

/// Returns the words of a text that could be an id or a wire code: runs of id characters, runs of wire code characters, and
/// everything between white space.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let id = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let wire = move |character: char| id(character) || ".-:/".contains(character);
    let wires = text.split(move |character| !wire(character)).chain(text.split_whitespace()).map(bare);
    text.split(move |character| !id(character)).chain(wires).filter(|word| !word.is_empty())
}

/// Returns a word without the punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|character: char| !character.is_alphanumeric())
}
