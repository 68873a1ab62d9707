//! The entry point for build scripts.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::compile::Compilation;
use crate::compile::load::load;
use crate::rust::Rust;

/// Compiles the catalogs of a folder for `errcat::include_catalog!`, and tells cargo to do so again when a file changes.
///
/// `folder` is relative to the crate's `Cargo.toml`. It is one catalog, or a folder of catalogs. Diagnostics are printed on
/// standard error, and cargo fails the build.
///
/// # Panics
///
/// Panics outside of a build script, where `CARGO_MANIFEST_DIR` and `OUT_DIR` are not set.
pub fn compile(folder: &str) {
    compile_for(folder, "::errcat");
}

/// Compiles like [`compile`] for a crate that depends on errcat under another name. `krate` is its path, such as `::codes`.
///
/// # Panics
///
/// Panics outside of a build script, where `CARGO_MANIFEST_DIR` and `OUT_DIR` are not set.
pub fn compile_for(folder: &str, krate: &str) {
    let root =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR for build scripts"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts")).join("errcat");
    // Cargo watches everything in a folder, including new and deleted files.
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

/// Whether this build script has not written anything yet.
static FIRST: AtomicBool = AtomicBool::new(true);

/// Writes two files for each catalog.
///
/// The first call of a build script moves the files of earlier builds away, so that a removed catalog cannot be included. An
/// unchanged file is moved back as it is, so that cargo does not rebuild the crate.
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
                let message = format!("another folder of this crate also has a catalog named `{}`", catalog.name());
                return Err(std::io::Error::new(std::io::ErrorKind::AlreadyExists, message));
            }
            match fs::read(&old) {
                Ok(same) if same == text.as_bytes() => fs::rename(old, &path)?,
                _ => put(&path, &text)?,
            }
        }
    }
    Ok(())
}

/// Writes a file whole or not at all. Cargo runs the build script again after a loss of power, so nothing waits for the disk.
fn put(path: &Path, text: &str) -> std::io::Result<()> {
    let temporary = path.with_extension("tmp");
    fs::write(&temporary, text)?;
    fs::rename(temporary, path)
}
