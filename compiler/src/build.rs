//! The build door: compiles catalogs in a build script.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::compile::Compilation;
use crate::compile::load::load;
use crate::rust::Rust;

/// Compiles the catalogs of a folder of the crate for `errcat::include_catalog!`, and tells cargo when to do so again.
///
/// `folder` is relative to the crate's `Cargo.toml`: one catalog, or a folder of catalogs. What is wrong is shown on standard
/// error and makes cargo fail the build.
///
/// # Panics
///
/// Outside of a build script: `CARGO_MANIFEST_DIR` and `OUT_DIR` are not set.
pub fn compile(folder: &str) {
    compile_for(folder, "::errcat");
}

/// Like [`compile`], for a crate that depends on errcat under another name: `krate` is its path, such as `::codes`.
///
/// # Panics
///
/// Outside of a build script: `CARGO_MANIFEST_DIR` and `OUT_DIR` are not set.
pub fn compile_for(folder: &str, krate: &str) {
    let root =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR for build scripts"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts")).join("errcat");
    // Cargo looks at everything in a folder, so new and deleted files count, too.
    println!("cargo::rerun-if-changed={folder}");
    let compilation = crate::compile(load(&root.join(folder), folder));
    for diagnostic in &compilation.diagnostics {
        eprintln!("{}", diagnostic.to_text(&compilation.sources));
    }
    for diagnostic in &compilation.diagnostics {
        println!("cargo::error={}", diagnostic.one_line(&compilation.sources));
    }
    if compilation.diagnostics.is_empty()
        && let Err(error) = write(&compilation, &out, krate)
    {
        println!("cargo::error=the catalogs of `{folder}` cannot be written to {}: {error}", out.display());
    }
}

/// Whether this build script has written nothing yet.
static FIRST: AtomicBool = AtomicBool::new(true);

/// Writes two files for each catalog. The first call of a build script sets aside what earlier builds wrote: what is included
/// must not be what was. A file that would be the same again is taken back as it is, so that nothing is built anew for it.
fn write(compilation: &Compilation, out: &Path, krate: &str) -> std::io::Result<()> {
    let before = out.with_extension("before");
    if FIRST.swap(false, Ordering::Relaxed) {
        if before.exists() {
            fs::remove_dir_all(&before)?;
        }
        if out.exists() {
            fs::rename(out, &before)?;
        }
        fs::create_dir_all(out)?;
    }
    for catalog in &compilation.catalogs {
        let Rust { codes, errors } = catalog.rust(krate);
        for (text, extension) in [(codes, "rs"), (errors, "errors.rs")] {
            let name = format!("{}.{extension}", catalog.name());
            let (path, old) = (out.join(&name), before.join(&name));
            if path.exists() {
                let message = format!("another folder of this crate holds a catalog named `{}`, too", catalog.name());
                return Err(std::io::Error::new(std::io::ErrorKind::AlreadyExists, message));
            }
            match fs::read(&old) {
                Ok(same) if same == text.as_bytes() => fs::rename(old, path)?,
                _ => fs::write(path, text)?,
            }
        }
    }
    Ok(())
}
