//! Edits of catalogs, and what the comparison of the versions before and after says about them.
//!
//! - `space`: every edit that the schema allows has a rule, or a waiver says why it needs none.
//! - `mutants`: for random edits of real catalogs, the comparison agrees with what the versions answer and read. The engine itself is
//!   the oracle. `ERRCAT_MUTANTS=5000` tries so many, `ERRCAT_SEED=17` begins with another one and, alone, prints that one.

mod mutants;
mod space;
mod tree;

#[test]
fn trees_compile_in_every_style() {
    for tree in tree::Tree::all() {
        for style in [tree::Style::Flow, tree::Style::Block] {
            if let Err(compilation) = tree.compile(style) {
                let texts: Vec<String> =
                    compilation.diagnostics.iter().map(|one| one.to_text(&compilation.sources)).collect();
                panic!("{} {style:?}: {}", tree.name, texts.join("\n"));
            }
        }
    }
}
