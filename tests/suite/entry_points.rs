//! The entry points of the compiler: each compiles a folder and returns a report in the same form.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use std::{env, fs};

use errcat_compiler::escape;
use errcat_compiler::load;
use errcat_compiler::{Compilation, Files, compile};
use serde_yaml::Value;

use crate::case::{Case, ROOT};

/// Everything that an entry point reports about a folder.
#[derive(Debug, PartialEq, Eq)]
pub struct Report {
    /// The diagnostics with the lines that they are about, an empty line after each.
    pub snippets: String,
    /// The diagnostics in one line each.
    pub lines: Vec<String>,
    /// The name and the Rust code of each catalog.
    pub rust: Vec<(String, String)>,
}

impl Report {
    pub fn of(compilation: &Compilation) -> Self {
        let sources = &compilation.sources;
        // Of catalogs with errors only the macro generates code, to define their names.
        let fine = compilation.catalogs.iter().filter(|_| compilation.diagnostics.is_empty());
        let rust = fine.map(|catalog| (catalog.name().to_owned(), catalog.rust("::errcat").whole())).collect();
        Self {
            snippets: compilation.diagnostics.iter().map(|diagnostic| diagnostic.to_text(sources) + "\n").collect(),
            lines: compilation.diagnostics.iter().map(|diagnostic| diagnostic.one_line(sources)).collect(),
            rust,
        }
    }
}

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

/// Runs the command twice, for the snippets and for JSON, and compares its exit codes with what it finds.
pub fn command(parent: &Path) -> Report {
    let run = |format: &str| {
        let child = Command::new(executable())
            .args(["check", ROOT, "--format", format])
            .current_dir(parent)
            .output()
            .expect("the command runs");
        assert_eq!(String::from_utf8_lossy(&child.stderr), "", "of `errcat check --format {format}`");
        (String::from_utf8(child.stdout).expect("UTF-8"), child.status.code())
    };
    let (text, exit) = run("text");
    let (json, same) = run("json");
    let report: Value = serde_yaml::from_str(&json).expect("JSON is YAML");
    let diagnostics = report["diagnostics"].as_sequence().expect("a list of diagnostics");
    let ok = diagnostics.is_empty();
    assert_eq!((exit, same, report["ok"].as_bool()), (Some(i32::from(!ok)), exit, Some(ok)));
    // The last line counts what is above it.
    let (snippets, summary) =
        text.trim_end().rsplit_once('\n').map_or(("", text.trim_end()), |(all, last)| (all, last));
    let errors = if diagnostics.len() == 1 { "error" } else { "errors" };
    if !ok {
        assert_eq!(summary, format!("{} {errors} in {ROOT}/", diagnostics.len()));
    }
    let snippets = if ok { String::new() } else { format!("{snippets}\n") };
    Report { snippets, lines: diagnostics.iter().map(place_and_message).collect(), rust: Vec::new() }
}

/// Returns the beginning of a one-line report: place, code and message.
fn place_and_message(diagnostic: &Value) -> String {
    let number = |key: &str| diagnostic[key].as_u64().map(|number| format!(":{number}")).unwrap_or_default();
    let place = diagnostic["file"].as_str().map(|file| format!("{file}{}{}: ", number("line"), number("column")));
    let text = |key: &str| diagnostic[key].as_str().unwrap_or_default();
    format!("{}error[{}]: {}", place.unwrap_or_default(), text("code"), escape(text("message")))
}

/// Returns the path of the command. Cargo builds it unless it is up to date.
fn executable() -> &'static str {
    static PATH: OnceLock<String> = OnceLock::new();
    PATH.get_or_init(|| {
        let build = ["build", "--quiet", "--package", "errcat-cli", "--bin", "errcat", "--message-format", "json"];
        let cargo = Command::new(env!("CARGO")).args(build).current_dir(env!("CARGO_MANIFEST_DIR")).output();
        let output = cargo.expect("cargo runs");
        assert!(output.status.success(), "the command does not build: {}", String::from_utf8_lossy(&output.stderr));
        let stdout = String::from_utf8(output.stdout).expect("UTF-8");
        let mut executables = stdout.lines().filter_map(|line| line.split_once("\"executable\":\"")?.1.split_once('"'));
        executables.next_back().expect("cargo names what it built").0.to_owned()
    })
}

/// The child process of [`build`]; without its variable, a test that does nothing.
#[test]
fn as_build_script() {
    if let Ok(folder) = env::var("ERRCAT_TEST_BUILD_SCRIPT") {
        println!();
        errcat_compiler::build::compile(&folder);
    }
}
