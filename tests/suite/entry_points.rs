//! The entry points of the compiler: each compiles a folder and returns a report in the same form.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use errcat_compiler::load;
use errcat_compiler::{Compilation, Files, compile};
use errcat_corpus::{Case, ROOT, Report};

/// Compiles the files of the case.
pub fn function(case: &Case, parent: &Path) -> Compilation {
    compile(case.files(&parent.join(ROOT)))
}

/// The size in bytes that a file of a catalog may have.
const LIMIT: usize = 16 << 20;

/// Returns whether the loader finds exactly the files of the case. It reads a file up to one byte beyond the limit.
pub fn loader_finds_the_files(case: &Case, parent: &Path) -> bool {
    let sorted = |files: Files| {
        let shortened = |mut bytes: Vec<u8>| {
            bytes.truncate(LIMIT + 1);
            bytes
        };
        let mut files: Vec<_> = files.files.into_iter().map(|file| (file.path, file.content.map(shortened))).collect();
        files.sort();
        files
    };
    let folder = parent.join(ROOT);
    sorted(load(&folder, ROOT)) == sorted(case.files(&folder))
}

/// Runs the build script in a process of its own, with the environment that cargo gives it.
pub fn build(parent: &Path) -> Report {
    let out = parent.join("out");
    fs::create_dir_all(&out).expect("a folder for OUT_DIR");
    let child = Command::new(env::current_exe().expect("this test"))
        .args(["entry_points::as_build_script", "--exact", "--nocapture"])
        .envs([
            ("ERRCAT_TEST_BUILD_SCRIPT", OsStr::new(ROOT)),
            ("CARGO_MANIFEST_DIR", parent.as_ref()),
            ("OUT_DIR", out.as_ref()),
        ])
        .output()
        .expect("this test runs itself");
    assert!(child.status.success(), "the build script panicked: {}", String::from_utf8_lossy(&child.stderr));
    let stdout = String::from_utf8(child.stdout).expect("UTF-8");
    let told: Vec<&str> = stdout.lines().filter_map(|line| line.strip_prefix("cargo::")).collect();
    let (first, rest) = told.split_first().expect("the build script tells cargo what to watch");
    assert_eq!(*first, format!("rerun-if-changed={ROOT}"));
    let lines = rest.iter().map(|line| line.strip_prefix("error=").unwrap_or(line).to_owned());
    let mut generated = Vec::new();
    for entry in fs::read_dir(out.join("errcat")).into_iter().flatten() {
        let path = entry.expect("a file of the build script").path();
        let name = path.file_name().and_then(OsStr::to_str).and_then(|name| name.strip_suffix(".rs"));
        if let Some(name) = name.filter(|name| !name.ends_with(".errors")) {
            let read = |path| fs::read_to_string(path).expect("Rust text");
            let whole = read(path.clone()) + "\n" + &read(path.with_extension("errors.rs"));
            generated.push((name.to_owned(), whole));
        }
    }
    generated.sort();
    Report { snippets: String::from_utf8(child.stderr).expect("UTF-8"), lines: lines.collect(), rust: generated }
}

/// The child process of [`build`]; without its variable, a test that does nothing.
#[test]
fn as_build_script() {
    if let Ok(folder) = env::var("ERRCAT_TEST_BUILD_SCRIPT") {
        println!();
        errcat_compiler::build::compile(&folder);
    }
}
