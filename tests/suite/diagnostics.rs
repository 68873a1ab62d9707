//! The catalog `errcat` explains every rule, and nothing else.

use std::path::Path;

use errcat_compiler::load;
use errcat_compiler::{Rule, compile};

/// Turns `DuplicateCode` into `DUPLICATE_CODE`.
fn screaming(name: &str) -> String {
    let mut id = String::new();
    for character in name.chars() {
        if character.is_ascii_uppercase() && !id.is_empty() {
            id.push('_');
        }
        id.push(character.to_ascii_uppercase());
    }
    id
}

#[test]
fn the_catalog_is_the_list_of_rules() {
    let compilation = compile(load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog/errcat"), "catalog/errcat"));
    let text: String =
        compilation.diagnostics.iter().map(|diagnostic| diagnostic.to_text(&compilation.sources)).collect();
    assert_eq!(text, "");
    let catalog = compilation.catalogs[0].catalog();
    let mut explained: Vec<(String, String)> =
        catalog.codes().map(|code| (code.wire_code().to_owned(), code.as_str().to_owned())).collect();
    explained.sort();
    let rules: Vec<(String, String)> =
        Rule::ALL.iter().map(|rule| (rule.code().to_owned(), screaming(&format!("{rule:?}")))).collect();
    assert_eq!(explained, rules);
    assert!(rules.is_sorted(), "rules stand in the order of their codes");
}
