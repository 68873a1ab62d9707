//! Public exports contain nothing of masked codes.

use std::collections::BTreeSet;

use errcat_core::{AnyCode, Envelope, Found, Public, Shown};
use errcat_tools::Audience;
use errcat_tools::export::Kind;

use crate::{each_catalog, export};

/// No public export contains a text that only masked codes have, in any spelling.
#[test]
fn masked_codes_leave_no_trace() {
    each_catalog(|catalog, name| {
        let (mut masked, shown): (Vec<_>, Vec<_>) = catalog.codes().partition(|code| code.shown() != Shown::Itself);
        masked.retain(|code| !catalog.mentions().any(|mentioned| mentioned == Found::Code(*code)));
        let all = |codes: &[AnyCode<'_>]| codes.iter().flat_map(|code| texts(*code)).collect::<BTreeSet<_>>();
        let of_unknown = Public::unknown(catalog).body().envelope();
        // Public codes have the places of their envelopes, whether they fill them or not.
        let envelopes = shown.iter().filter_map(|code| code.envelope()).chain(of_unknown);
        let places = envelopes.clone().filter_map(|name| catalog.envelope(name)).flat_map(Envelope::slots);
        let places = places.map(|slot| slot.name.to_owned()).chain(envelopes.map(str::to_owned));
        let public = all(&shown).into_iter().chain(places).collect::<Vec<_>>().join("\n");
        let secrets = all(&masked).into_iter().filter(|secret| !public.contains(secret));
        let secrets: Vec<String> = secrets.chain(["secret".to_owned(), "97531".to_owned()]).collect();
        for kind in Kind::ALL {
            let text = export(kind, Audience::Public, catalog);
            for secret in &secrets {
                let json = serde_json::to_string(secret).unwrap();
                for spelling in [secret, &secret.to_uppercase(), json.trim_matches('"')] {
                    // Some public texts contain the word "secret".
                    let allowed = spelling.eq_ignore_ascii_case("secret") && name != "awkward";
                    assert!(allowed || !text.contains(spelling), "{name}: `{kind}` contains `{spelling}`");
                }
            }
        }
    });
}

/// Returns the texts that identify a code.
fn texts(code: AnyCode<'_>) -> Vec<String> {
    let catalog = code.catalog();
    let translated = catalog.languages().map(|language| code.remediation_in(language.tag));
    let own = [code.as_str(), code.title(), code.message(), code.wire_code()].into_iter().chain(translated);
    let provider = code.provider_codes().map(|provider| provider.scope);
    let names = code.params().map(|param| param.name).chain(code.field()).chain(code.owner()).chain(code.tags());
    let others = [code.envelope(), Some(code.retry().name), code.outcome().map(|outcome| outcome.name)];
    let texts = own.chain(provider).chain(names).chain(others.into_iter().flatten()).map(str::to_owned);
    texts.chain(code.docs_url().map(|url| url.to_string())).filter(|text| text.len() > 3).collect()
}
