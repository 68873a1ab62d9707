//! The gate: catalogs leave for an audience only through it.
//!
//! Pages and exports leave out masked codes, but the text of a public code can name one. The gate looks at everything that leaves
//! for the public: the public record of each code, the shapes of answers and redirects, and the answers of all examples. Pages and
//! exports are made from a [`Cleared`] alone.

mod record;
mod secrets;

use std::collections::HashSet;
use std::fmt;

use errcat_compiler::{Compilation, Compiled, Written};
use errcat_core::{AnyCode, Catalog, Found};

use self::record::Leaving;
use self::secrets::Secrets;
use crate::audience::Audience;

/// Catalogs that an audience may have.
#[derive(Clone, Debug)]
pub struct Cleared<'c> {
    audience: Audience,
    catalogs: Vec<Catalog<'c>>,
}

/// A public text that names a code which is not public.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Leak {
    /// The kind of text, such as `remediation`.
    pub what: String,
    /// The catalog, or `catalog/CODE`, that the text belongs to.
    pub owner: String,
    /// The name as the text has it, or as a page shows it.
    pub name: String,
    /// The id of the code that it names.
    pub id: String,
    /// The place of the text, such as `catalog/codes.yaml:4:14`; `None` for a catalog that was not compiled from a folder.
    pub place: Option<String>,
}

/// The place, the text and the name, such as ``codes.yaml:4:14: the remediation of `shop/DECLINED` names `FRAUD_SUSPECTED` ``.
impl fmt::Display for Leak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, owner, name, id, place } = self;
        if let Some(place) = place {
            write!(f, "{place}: ")?;
        }
        write!(f, "the {what} of `{owner}` names `{name}`")?;
        if name == id { Ok(()) } else { write!(f, ", which is `{id}`") }
    }
}

impl<'c> Cleared<'c> {
    /// Lets catalogs out for an audience. `sources` are the compilations that they come from, for the places of texts.
    ///
    /// # Errors
    ///
    /// Returns the public texts that name a code which is not public, and which the catalog does not mention in `mentions`. The
    /// team may have everything.
    pub fn new(audience: Audience, catalogs: &[Catalog<'c>], sources: &[&Compilation]) -> Result<Self, Vec<Leak>> {
        let leaks = if audience.is_public() { leaks(catalogs, sources) } else { Vec::new() };
        if leaks.is_empty() { Ok(Self { audience, catalogs: catalogs.to_vec() }) } else { Err(leaks) }
    }

    /// Returns the audience.
    #[must_use]
    pub const fn audience(&self) -> Audience {
        self.audience
    }

    /// Returns the catalogs.
    #[must_use]
    pub fn catalogs(&self) -> &[Catalog<'c>] {
        &self.catalogs
    }
}

/// Returns the leaks of catalogs: the texts of one can name the codes of another.
fn leaks(catalogs: &[Catalog<'_>], sources: &[&Compilation]) -> Vec<Leak> {
    let mut leaks = Vec::new();
    // Catalogs of one folder belong together, also if one of them is exported alone.
    let compiled = sources.iter().flat_map(|compilation| &compilation.catalogs).map(errcat_compiler::Compiled::catalog);
    let beside = compiled.filter(|other| catalogs.iter().all(|own| own.name() != other.name()));
    let all: Vec<Catalog<'_>> = catalogs.iter().copied().chain(beside).collect();
    for catalog in catalogs.iter().copied() {
        let secrets = Secrets::of(catalog, &all, sources);
        if secrets.is_empty() {
            continue;
        }
        let author = Author::of(catalog, sources);
        let mut seen = HashSet::new();
        for text in record::texts(catalog) {
            for naming in secrets.names().find(&text.text) {
                let id = secrets.id(naming.code).to_owned();
                let mut places: Vec<Option<String>> = author.places(&text, &secrets, naming.code).map(Some).collect();
                if places.is_empty() {
                    places.push(None);
                }
                for place in places {
                    // One place leaves in many ways, and a text without a translation appears in each language.
                    let key = place.clone().unwrap_or_else(|| format!("{} {}", text.what, text.owner));
                    if seen.insert((key, id.clone())) {
                        let (what, owner, name) = (text.what.clone(), text.owner.clone(), naming.name.clone());
                        leaks.push(Leak { what, owner, name, id: id.clone(), place });
                    }
                }
            }
        }
    }
    leaks
}

/// What the author of a catalog wrote, for the places of names.
struct Author<'c> {
    catalog: Catalog<'c>,
    source: Option<(&'c Compilation, &'c Compiled)>,
}

impl<'c> Author<'c> {
    fn of(catalog: Catalog<'c>, sources: &[&'c Compilation]) -> Self {
        let mut all =
            sources.iter().flat_map(|compilation| compilation.catalogs.iter().map(move |one| (*compilation, one)));
        Self { catalog, source: all.find(|(_, one)| one.name() == catalog.name()) }
    }

    /// Returns where the author wrote a name that leaves with a text: in its code, in the translations of it, or in the rest of the
    /// catalog.
    fn places(&self, text: &Leaving, secrets: &Secrets, code: usize) -> impl Iterator<Item = String> {
        let mut best: Option<(u32, Vec<String>)> = None;
        if let Some((compilation, one)) = self.source {
            one.each_written(&compilation.sources, &mut |written: &Written<'_>| {
                let is_own = written.owner == text.code.as_deref();
                if !written.may_be_public()
                    || !(is_own || written.owner.is_none())
                    || !self.names(written, secrets, code)
                {
                    return;
                }
                let is_key = written.keys.iter().any(|key| text.keys.contains(key));
                let is_equal = written.text == text.text;
                let rank = u32::from(!is_own) * 4 + u32::from(!is_key) * 2 + u32::from(!is_equal);
                let place = compilation.sources.place(written.span);
                match &mut best {
                    // Two languages can have the same text.
                    Some((other, places)) if *other == rank && is_equal => places.push(place),
                    Some((other, _)) if *other <= rank => {}
                    _ => best = Some((rank, vec![place])),
                }
            });
        }
        best.into_iter().flat_map(|(_, places)| places)
    }

    /// Returns whether a text that the author wrote names a code, perhaps together with the examples of parameters.
    fn names(&self, written: &Written<'_>, secrets: &Secrets, code: usize) -> bool {
        let owner = written.owner.and_then(|owner| match self.catalog.find(owner) {
            Some(Found::Code(code)) => Some(code),
            _ => None,
        });
        let params = || owner.into_iter().flat_map(AnyCode::params);
        if params().any(|param| param.sensitive && written.param() == Some(param.name)) {
            return false;
        }
        let examples = params().filter(|param| !param.sensitive).map(|param| (param.name, param.example));
        let filled = written.filled(examples);
        let mut texts = [Some(written.text), filled.as_deref()].into_iter().flatten();
        texts.any(|text| secrets.names().find(text).iter().any(|naming| naming.code == code))
    }
}
