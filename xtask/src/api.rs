//! The public items of the libraries, in files that show each change in a review.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use public_api::Builder;

use crate::shell::{cargo, root, target};

/// The libraries whose public items are kept.
const LIBRARIES: [&str; 5] = ["errcat", "errcat-core", "errcat-compiler", "errcat-tools", "errcat-build"];

/// Writes the public items of each library to `api/LIBRARY.txt`.
///
/// # Errors
///
/// A library does not compile, or a file cannot be written.
pub fn write() -> Result<()> {
    fs::create_dir_all(root().join("api"))?;
    for library in LIBRARIES {
        fs::write(file(library), items(library)?)?;
    }
    Ok(())
}

/// Compares the public items of each library with `api/LIBRARY.txt`.
///
/// # Errors
///
/// An item was added, changed or removed.
pub fn check() -> Result<()> {
    let mut stale = Vec::new();
    for library in LIBRARIES {
        let found = items(library)?;
        let kept = fs::read_to_string(file(library)).unwrap_or_default();
        for (sign, lines, others) in [('-', &kept, &found), ('+', &found, &kept)] {
            let others: Vec<&str> = others.lines().collect();
            stale.extend(lines.lines().filter(|line| !others.contains(line)).map(|line| format!("{sign} {line}")));
        }
    }
    if !stale.is_empty() {
        bail!("the public items differ from api/; `cargo xtask api` writes them\n{}", stale.join("\n"));
    }
    Ok(())
}

fn file(library: &str) -> PathBuf {
    root().join("api").join(library).with_extension("txt")
}

/// Returns the public items of a library with all its features, one a line.
///
/// Officially only a nightly rustdoc writes JSON; `RUSTC_BOOTSTRAP` enables it in the stable one. The variable also makes cargo
/// rebuild all dependencies, so this uses a target folder of its own.
fn items(library: &str) -> Result<String> {
    let folder = target().join("bootstrap");
    cargo("rustdoc --quiet --lib --all-features --package")
        .args([library, "--target-dir"])
        .args([&folder])
        .args(["--", "-Z", "unstable-options", "--output-format", "json", "--cap-lints", "allow"])
        .env("RUSTC_BOOTSTRAP", "1")
        .run()?;
    let json = folder.join("doc").join(library.replace('-', "_")).with_extension("json");
    let api = Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .build()
        .with_context(|| format!("the JSON that rustdoc wrote of {library} cannot be read"))?;
    Ok(api.items().fold(String::new(), |text, item| text + &item.to_string() + "\n"))
}
