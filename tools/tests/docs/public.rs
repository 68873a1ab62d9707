//! Tests that public files contain nothing private.

use errcat_core::Catalog;
use errcat_tools::Audience;
use errcat_tools::json::CodeJson;
use serde_json::Value;

use super::{book, catalogs, pages, site, texts, with_catalogs};

/// In the catalog `secret`, everything private contains the same word.
#[test]
fn nothing_of_a_secret_is_left() {
    for make in [site, book] {
        for (path, text) in make(Some(&catalogs("secret")), Audience::Public) {
            for whole in [path.to_lowercase(), text.to_lowercase()] {
                assert!(!whole.contains("zzsecret"), "{path}: {whole}");
            }
            assert!(!text.contains("13s") && !text.contains("\"41\"") && !text.contains(">41<"), "{path}: {text}");
        }
    }
    // The files for the team do contain the word.
    let files = site(Some(&catalogs("secret")), Audience::Team);
    let page = &files["secret/ZZSECRET_CARD.html"];
    for what in ["title", "message", "remediation", "_scope", "-1", "_field", "team", "-tag", "page", ".example"] {
        assert!(page.contains(&format!("zzsecret{what}")) || page.contains(&format!("zzsecret {what}")), "{what}");
    }
}

/// No file of the bundled catalogs contains the name or a text of a masked code.
#[test]
fn bundled_secrets_stay_inside() {
    let codes: Vec<Value> = with_catalogs(None, |catalogs| {
        let codes = catalogs.iter().copied().flat_map(Catalog::codes);
        codes.map(|code| serde_json::to_value(CodeJson::new(code, None)).unwrap()).collect()
    });
    let (masked, shown): (Vec<Value>, Vec<Value>) = codes.into_iter().partition(|code| code["masked"] == true);
    assert_eq!(masked.len(), 4);
    let shown = serde_json::to_string(&shown).unwrap();
    let mut traces: Vec<String> = Vec::new();
    for code in &masked {
        let texts = ["id", "wire_code", "title", "message", "remediation", "docs_url"].map(|name| &code[name]);
        let providers = code["provider_codes"].as_array().unwrap().iter().map(|provider| &provider["code"]);
        let texts = texts.into_iter().chain(providers.filter(|one| one.as_str().unwrap().len() > 3));
        traces
            .extend(texts.map(|text| text.as_str().unwrap().to_owned()).filter(|text| !shown.contains(text.as_str())));
    }
    assert!(traces.len() > 12, "{traces:?}");
    for make in [site, book] {
        for (path, text) in make(None, Audience::Public) {
            for trace in &traces {
                let escaped = trace.replace('_', "\\_");
                assert!(!path.contains(trace) && !text.contains(trace) && !text.contains(&escaped), "{path}: {trace}");
            }
        }
    }
}

/// The page of a mask shows its own provider codes, and none of the codes that it masks.
#[test]
fn a_mask_keeps_its_own_provider_codes() {
    let files = site(None, Audience::Public);
    let (_, page) = pages(&files).find(|(path, _)| *path == "ozura/CARD_DECLINED.html").unwrap();
    assert_eq!(texts(&page, "#providers dt, #providers dd"), ["iso8583", "05", "stripe", "generic_decline"]);
    assert_eq!(texts(&page, ".notice, #sources, .command"), [""; 0]);
}
