//! The build door: compiles catalogs in a build script.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::compile::Compilation;
use crate::load::load;

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
        && let Err(error) = write(&compilation, &out, folder, krate)
    {
        println!("cargo::error={} cannot be written: {error}", out.display());
    }
}

/// Writes one file for each catalog, and removes those of catalogs that the folder no longer holds: what is included must not
/// be what was.
fn write(compilation: &Compilation, out: &Path, folder: &str, krate: &str) -> std::io::Result<()> {
    fs::create_dir_all(out)?;
    let names: Vec<String> = compilation.catalogs.iter().map(|catalog| format!("{}.rs", catalog.name())).collect();
    let list = out.join(format!("{}.list", folder.replace(['/', '\\', ':'], "+")));
    for old in fs::read_to_string(&list).unwrap_or_default().lines().filter(|old| !names.iter().any(|name| name == old))
    {
        let _ = fs::remove_file(out.join(old));
    }
    write_if_changed(&list, &names.join("\n"))?;
    for (catalog, name) in compilation.catalogs.iter().zip(&names) {
        write_if_changed(&out.join(name), &catalog.rust(krate))?;
    }
    Ok(())
}

/// Writes a file unless it says so already: what is not changed is not touched.
fn write_if_changed(path: &Path, text: &str) -> std::io::Result<()> {
    match fs::read(path) {
        Ok(old) if old == text.as_bytes() => Ok(()),
        _ => fs::write(path, text),
    }
}
