//! The checks before a release. RELEASING.md lists the steps.

use anyhow::{Result, bail};
use cargo_metadata::{Metadata, MetadataCommand, Package};

use crate::shell::{cargo, command, root};
use crate::{api, fresh};

/// A check; its error describes what fails.
type Check = fn() -> Result<()>;

/// Checks the versions, the changelog, the working tree, the bundled catalogs, the API and the packages. Lists all failures.
///
/// # Errors
///
/// A check fails.
pub fn check() -> Result<()> {
    let checks: [(&str, Check); 6] = [
        ("versions and changelog", versions),
        ("nothing uncommitted", || {
            let changed = command("git", "status --porcelain").read()?;
            if changed.is_empty() { Ok(()) } else { bail!("these files are not committed\n{changed}") }
        }),
        ("generated files", fresh::check),
        ("public items", api::check),
        ("promises of the bundled catalogs", || cargo("run --quiet -- lock --check catalog").run()),
        ("packages", || package(&[])),
    ];
    let mut failed = 0;
    for (what, check) in checks {
        match check() {
            Ok(()) => println!("ok: {what}"),
            Err(error) => {
                failed += 1;
                println!("not ready: {what}: {error:#}");
            }
        }
    }
    if failed > 0 {
        bail!("{failed} of {} checks failed", checks.len());
    }
    Ok(())
}

/// Builds the packages of the published crates as users do, with additional arguments for cargo.
///
/// # Errors
///
/// A package lacks a file that it needs, or does not compile.
pub fn package(arguments: &[&str]) -> Result<()> {
    let metadata = MetadataCommand::new().current_dir(root()).no_deps().exec()?;
    let names = published(&metadata).flat_map(|package| ["--package", package.name.as_str()]);
    cargo("package --quiet").args(names).args(arguments).run()
}

/// Lists the crates that are published.
fn published(metadata: &Metadata) -> impl Iterator<Item = &Package> {
    metadata.packages.iter().filter(|package| package.publish.is_none())
}

/// Checks that all published crates have the same version and require each other at exactly that version, and that the changelog
/// has a section for it.
fn versions() -> Result<()> {
    let metadata = MetadataCommand::new().current_dir(root()).no_deps().exec()?;
    let published: Vec<_> = published(&metadata).collect();
    let Some(version) = published.first().map(|package| &package.version) else { bail!("no crate is published") };
    for package in &published {
        if package.version != *version {
            bail!("`{}` has version {}, others have {version}", package.name, package.version);
        }
        for dependency in &package.dependencies {
            let ours = published.iter().any(|other| *other.name == dependency.name);
            // A dependency of tests by path alone is left out of the package.
            let required = dependency.req.to_string();
            if ours && required != format!("={version}") && required != "*" {
                bail!("`{}` depends on `{}` {required}, not ={version}", package.name, dependency.name);
            }
        }
    }
    let changelog = std::fs::read_to_string(root().join("CHANGELOG.md"))?;
    if !changelog.lines().any(|line| line.starts_with("## ") && line.contains(&version.to_string())) {
        bail!("CHANGELOG.md has no section for {version}");
    }
    Ok(())
}
