//! The allowed dependencies between crates and between files.

use anyhow::{Result, bail};
use cargo_metadata::{DependencyKind, MetadataCommand, Package};

use crate::cycles;
use crate::shell::root;

/// The crates of the layout, each with those it may depend on. Crates that are not listed may depend on all of them.
const ARROWS: [(&str, &[&str]); 7] = [
    ("errcat-core", &[]),
    ("errcat-compiler", &["errcat-core"]),
    ("errcat-build", &["errcat-compiler"]),
    ("errcat-macros", &["errcat-compiler"]),
    ("errcat", &["errcat-core", "errcat-macros", "errcat-build", "errcat-compiler (build)"]),
    ("errcat-tools", &["errcat-core", "errcat-compiler"]),
    ("errcat-cli", &["errcat", "errcat-core", "errcat-compiler", "errcat-tools"]),
];

/// Checks the dependencies between crates, and that no circle of files crosses a folder.
///
/// # Errors
///
/// If a dependency is not allowed.
pub fn check() -> Result<()> {
    let metadata = MetadataCommand::new().current_dir(root()).no_deps().exec()?;
    let mut problems = Vec::new();
    for (name, allowed) in ARROWS {
        let Some(package) = metadata.packages.iter().find(|package| package.name == name) else {
            problems.push(format!("crate `{name}` of the layout is not in the workspace"));
            continue;
        };
        problems.extend(wrong_dependencies(package, allowed));
        let library = package.targets.iter().find(|target| !target.is_custom_build() && !target.is_test());
        if let Some(target) = library {
            problems.extend(cycles::across_folders(target.src_path.as_std_path(), name)?);
        }
    }
    if !problems.is_empty() {
        bail!("the layout is broken\n{}", problems.join("\n"));
    }
    Ok(())
}

/// Lists the dependencies of a crate that are not allowed. Tests may depend on all crates.
fn wrong_dependencies(package: &Package, allowed: &[&str]) -> Vec<String> {
    let ours = package.dependencies.iter().filter(|dependency| {
        dependency.kind != DependencyKind::Development && ARROWS.iter().any(|(name, _)| *name == dependency.name)
    });
    ours.filter(|dependency| {
        let for_build = format!("{} (build)", dependency.name);
        let build = dependency.kind == DependencyKind::Build && allowed.contains(&&*for_build);
        !build && !allowed.contains(&&*dependency.name)
    })
    .map(|dependency| format!("`{}` must not depend on `{}`", package.name, dependency.name))
    .collect()
}
