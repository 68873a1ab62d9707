//! The doors of the compiler, each asked for all that it says about a folder.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use errcat_compiler::load::load;
use errcat_compiler::{Compilation, compile};

use crate::case::{Case, ROOT};

/// What a door says: snippets with an empty line behind each, one-line reports, and the Rust text of each catalog by name.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    pub snippets: String,
    pub lines: Vec<String>,
    pub rust: Vec<(String, String)>,
}

impl Answer {
    pub fn of(compilation: &Compilation) -> Self {
        let sources = &compilation.sources;
        // What is broken is shown to nobody but the macro, for its names.
        let fine = compilation.catalogs.iter().filter(|_| compilation.diagnostics.is_empty());
        let rust = fine.map(|catalog| (catalog.name().to_owned(), catalog.rust("::errcat"))).collect();
        Self {
            snippets: compilation.diagnostics.iter().map(|diagnostic| diagnostic.to_text(sources) + "\n").collect(),
            lines: compilation.diagnostics.iter().map(|diagnostic| diagnostic.one_line(sources)).collect(),
            rust,
        }
    }
}

/// The function over the case's own bytes.
pub fn function(case: &Case, parent: &Path) -> Compilation {
    compile(case.files(&parent.join(ROOT)))
}

/// The function over what the loader finds on a disk: what the macro does.
pub fn loader(parent: &Path) -> Answer {
    Answer::of(&compile(load(&parent.join(ROOT), ROOT)))
}

/// The build door, in a process that has the environment of a build script.
pub fn build(parent: &Path) -> Answer {
    let out = parent.join("out");
    fs::create_dir_all(&out).expect("a folder for OUT_DIR");
    let child = Command::new(env::current_exe().expect("this test"))
        .args(["doors::as_build_script", "--exact", "--nocapture"])
        .envs([
            ("ERRCAT_TEST_BUILD_DOOR", OsStr::new(ROOT)),
            ("CARGO_MANIFEST_DIR", parent.as_ref()),
            ("OUT_DIR", out.as_ref()),
        ])
        .output()
        .expect("this test runs itself");
    assert!(child.status.success(), "the build door panicked: {}", String::from_utf8_lossy(&child.stderr));
    let stdout = String::from_utf8(child.stdout).expect("UTF-8");
    let told: Vec<&str> = stdout.lines().filter_map(|line| line.strip_prefix("cargo::")).collect();
    let (first, rest) = told.split_first().expect("the build door tells cargo what to watch");
    assert_eq!(*first, format!("rerun-if-changed={ROOT}"));
    let lines = rest.iter().map(|line| line.strip_prefix("error=").unwrap_or(line).to_owned());
    let mut rust = Vec::new();
    for entry in fs::read_dir(out.join("errcat")).into_iter().flatten() {
        let path = entry.expect("a file of the build door").path();
        if path.extension() == Some(OsStr::new("rs")) {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            rust.push((name, fs::read_to_string(path).expect("Rust text")));
        }
    }
    rust.sort();
    Answer { snippets: String::from_utf8(child.stderr).expect("UTF-8"), lines: lines.collect(), rust }
}

/// What [`build`] runs in a process of its own.
#[test]
fn as_build_script() {
    if let Ok(folder) = env::var("ERRCAT_TEST_BUILD_DOOR") {
        println!();
        errcat_compiler::build::compile(&folder);
    }
}
