//! The doors of the compiler, each asked for all that it says about a folder.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use std::{env, fs};

use errcat_compiler::diagnostic::escape;
use errcat_compiler::load::load;
use errcat_compiler::{Compilation, compile};
use serde_yaml::Value;

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
        let rust = fine.map(|catalog| (catalog.name().to_owned(), catalog.rust("::errcat").whole())).collect();
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
        .args(["entry_points::as_build_script", "--exact", "--nocapture"])
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
    let mut generated = Vec::new();
    for entry in fs::read_dir(out.join("errcat")).into_iter().flatten() {
        let path = entry.expect("a file of the build door").path();
        let name = path.file_name().and_then(OsStr::to_str).and_then(|name| name.strip_suffix(".rs"));
        if let Some(name) = name.filter(|name| !name.ends_with(".errors")) {
            let read = |path| fs::read_to_string(path).expect("Rust text");
            let whole = read(path.clone()) + "\n" + &read(path.with_extension("errors.rs"));
            generated.push((name.to_owned(), whole));
        }
    }
    generated.sort();
    Answer { snippets: String::from_utf8(child.stderr).expect("UTF-8"), lines: lines.collect(), rust: generated }
}

/// The command, in text for the snippets and in JSON for the rest; the exit code tells whether something was found.
pub fn command(parent: &Path) -> Answer {
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
    Answer { snippets, lines: diagnostics.iter().map(place_and_message).collect(), rust: Vec::new() }
}

/// The beginning of a report in one line: place, code and message.
fn place_and_message(diagnostic: &Value) -> String {
    let number = |key: &str| diagnostic[key].as_u64().map(|number| format!(":{number}")).unwrap_or_default();
    let place = diagnostic["file"].as_str().map(|file| format!("{file}{}{}: ", number("line"), number("column")));
    let text = |key: &str| diagnostic[key].as_str().unwrap_or_default();
    format!("{}error[{}]: {}", place.unwrap_or_default(), text("code"), escape(text("message")))
}

/// The command, built if it is not yet.
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

/// What [`build`] runs in a process of its own.
#[test]
fn as_build_script() {
    if let Ok(folder) = env::var("ERRCAT_TEST_BUILD_DOOR") {
        println!();
        errcat_compiler::build::compile(&folder);
    }
}
