//! Who reads: the team, or everybody. What the public may see is decided here and in [`crate::record::Record::seen`],
//! along the lines of [`errcat::Public`].

use std::collections::HashSet;

use errcat::{AnyCode, Catalog, Citation, Deprecation, Param, Retired, Shown};

use crate::catalogs::full;

/// For whom a page is.
#[derive(Clone, Copy, Debug)]
pub struct Profile {
    /// For everybody.
    pub public: bool,
}

impl Profile {
    /// Whether a code may be known.
    pub fn shows(self, code: AnyCode<'_>) -> bool {
        !self.public || code.shown() == Shown::Itself
    }

    /// The codes of a catalog that may be known.
    pub fn codes(self, catalog: Catalog<'_>) -> impl Iterator<Item = AnyCode<'_>> {
        catalog.codes().filter(move |code| self.shows(*code))
    }

    /// The retired ids that may be known. One that gave way to a masked code says as much as that code's id; why ids were
    /// retired is the team's business.
    pub fn retired(self, catalog: Catalog<'_>) -> impl Iterator<Item = Retired<'_>> {
        let known = catalog.retired().filter(move |retired| retired.replaced_by.is_none_or(|next| self.shows(next)));
        known.map(move |mut retired| {
            retired.reason = retired.reason.filter(|_| !self.public);
            retired
        })
    }

    /// The parameters that may be known.
    pub fn params(self, code: AnyCode<'_>) -> impl Iterator<Item = Param<'_>> {
        code.params().filter(move |param| !(self.public && param.sensitive))
    }

    /// Whether and why a code should no longer be used. The reason is about the successor, and goes with it.
    pub fn deprecation(self, code: AnyCode<'_>) -> Option<Deprecation<'_>> {
        let mut deprecation = code.deprecation()?;
        if deprecation.replaced_by.is_some_and(|successor| !self.shows(successor)) {
            (deprecation.replaced_by, deprecation.reason) = (None, None);
        }
        Some(deprecation)
    }

    /// Where a team has the facts from.
    pub fn sources(self, code: AnyCode<'_>) -> impl Iterator<Item = Citation<'_>> {
        code.citations().filter(move |_| !self.public)
    }

    /// The public texts that name what is not public, as sentences.
    pub fn secrets_named(self, catalogs: &[Catalog<'_>]) -> Vec<String> {
        if !self.public {
            return Vec::new();
        }
        let all: HashSet<&str> = catalogs.iter().copied().flat_map(|catalog| self.secrets(catalog)).collect();
        let mut named = Vec::new();
        for catalog in catalogs.iter().copied() {
            let own: HashSet<&str> =
                self.codes(catalog).flat_map(|code| [code.as_str(), bare(code.wire_code())]).collect();
            let secrets: HashSet<&str> = all.difference(&own).copied().collect();
            if secrets.is_empty() {
                continue;
            }
            let mut look = |what: &str, owner: &str, text: &str| {
                let word = words(text).find(|word| secrets.contains(word));
                named.extend(word.map(|word| format!("the {what} of `{owner}` names `{word}`")));
            };
            let (name, unknown) = (catalog.name(), catalog.unknown());
            look("title", name, catalog.title());
            look("unknown error's message", name, unknown.message);
            for language in catalog.languages() {
                look("unknown error's customer text", name, language.unknown_customer);
            }
            for code in self.codes(catalog) {
                for (what, text) in self.texts(code) {
                    look(what, &full(code), &text);
                }
            }
        }
        // What is not translated stands there for every language.
        named.dedup();
        named
    }

    /// The names of what is not public: ids, and wire codes that no sentence holds by chance.
    fn secrets(self, catalog: Catalog<'_>) -> impl Iterator<Item = &str> {
        let telling = |wire: &&str| {
            wire.len() >= 4
                && wire.chars().any(char::is_alphabetic)
                && wire.chars().any(|character| !character.is_alphabetic())
        };
        let hidden = catalog.codes().filter(move |code| !self.shows(*code));
        let names = hidden.flat_map(move |code| [Some(code.as_str()), Some(bare(code.wire_code())).filter(telling)]);
        let retired = catalog.retired().filter(move |one| one.replaced_by.is_some_and(|next| !self.shows(next)));
        names.flatten().chain(retired.map(|retired| retired.id))
    }

    /// What a catalog's authors have written into the page of a code; names of policies, outcomes and envelopes, which
    /// other codes have, too, are not looked at.
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
        texts.extend(code.docs_url().map(|link| ("link", link.to_string())));
        texts
    }
}

fn owned((what, text): (&'static str, &str)) -> (&'static str, String) {
    (what, text.to_owned())
}

/// The words of a text: as ids are written, as most wire codes are, and whatever stands between white space.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let id = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let wire = move |character: char| id(character) || ".-:/".contains(character);
    let wires = text.split(move |character| !wire(character)).chain(text.split_whitespace()).map(bare);
    text.split(move |character| !id(character)).chain(wires).filter(|word| !word.is_empty())
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|character: char| !character.is_alphanumeric())
}
