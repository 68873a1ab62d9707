//! The corpus through the command, which must report the diagnostics of the compiler.

use std::path::Path;
use std::process::Command;

use errcat_compiler::compile;
use errcat_compiler::escape;
use errcat_corpus::{Case, ROOT, Report};
use serde_json::Value;

#[test]
fn diagnostics_are_those_of_the_compiler() {
    let cases = ["good", "bad"].into_iter().flat_map(Case::all).filter(|case| !case.is_large());
    let failures: Vec<String> = cases.filter_map(|case| check(&case).err()).collect();
    errcat_corpus::report(&failures);
}

/// Compares what the command reports with what the compiler does.
fn check(case: &Case) -> Result<(), String> {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join(ROOT);
    case.write(&folder);
    // The command refuses a missing folder before it calls the compiler.
    if !folder.exists() {
        return Ok(());
    }
    let expected = Report::of(&compile(case.files(&folder)));
    let found = command(parent.path());
    let beginnings = expected.lines.iter().zip(&found.lines).all(|(line, beginning)| line.starts_with(beginning));
    if found.snippets == expected.snippets && found.lines.len() == expected.lines.len() && beginnings {
        return Ok(());
    }
    Err(format!("{}: the command reports\n{found:#?}\nand not\n{expected:#?}", case.path.display()))
}

/// Runs the command twice, for the snippets and for JSON, and compares its exit codes with what it finds.
fn command(parent: &Path) -> Report {
    let run = |format: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_errcat"));
        let output = command.args(["check", ROOT, "--format", format]).current_dir(parent).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "of `errcat check --format {format}`");
        (String::from_utf8(output.stdout).unwrap(), output.status.code())
    };
    let (text, exit) = run("text");
    let (json, same) = run("json");
    let report: Value = serde_json::from_str(&json).unwrap();
    let diagnostics = report["diagnostics"].as_array().expect("a list of diagnostics");
    let ok = diagnostics.is_empty();
    assert_eq!((exit, same, report["ok"].as_bool()), (Some(i32::from(!ok)), exit, Some(ok)));
    // The last line is the number of errors.
    let (snippets, summary) =
        text.trim_end().rsplit_once('\n').map_or(("", text.trim_end()), |(all, last)| (all, last));
    if !ok {
        let errors = if diagnostics.len() == 1 { "error" } else { "errors" };
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
