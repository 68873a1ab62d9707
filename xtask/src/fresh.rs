//! Files in the repository that errcat itself generates.

use anyhow::{Context, Result};

use crate::shell::{cargo, command};

/// Folders of catalogs, and the files that `errcat expand` makes of them.
const EXPANDED: [(&str, &str); 2] = [
    ("tests/downstream/expanded/catalog", "tests/downstream/expanded/src/codes.rs"),
    ("tests/downstream/strict/catalog", "tests/downstream/strict/src/expanded.rs"),
];

/// Writes all generated files.
///
/// # Errors
///
/// If errcat does not compile, or a file cannot be written.
pub fn write() -> Result<()> {
    EXPANDED.iter().try_for_each(|(catalog, file)| expand(catalog, "--out", file))
}

/// Checks that all generated files are up to date, and formatted.
///
/// # Errors
///
/// A file differs from what errcat generates.
pub fn check() -> Result<()> {
    for (catalog, file) in EXPANDED {
        expand(catalog, "--check", file).context("a generated file is stale; `cargo xtask bless` writes it")?;
        command("rustfmt", "--check --edition=2024").args([file]).run()?;
    }
    Ok(())
}

fn expand(catalog: &str, option: &str, file: &str) -> Result<()> {
    cargo("run --quiet -- expand").args([catalog, option, file]).run()
}
