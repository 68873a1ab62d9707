//! Builds, lints and documents the crates of `tests/downstream`, which use errcat as users do, and rebuilds them after changes.

mod rebuild;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use errcat_slow_tests::{checkout, set_environment};

const TMP: &str = env!("CARGO_TARGET_TMPDIR");

/// The workspace of these crates, locked to the versions of errcat's own lock file.
static DOWNSTREAM: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = checkout().join("tests/downstream");
    lock_like_errcat(&folder);
    folder
});

fn lock_like_errcat(workspace: &Path) {
    fs::copy(checkout().join("Cargo.lock"), workspace.join("Cargo.lock")).unwrap();
}

/// Returns a cargo command in a folder.
fn cargo(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO"));
    set_environment(&mut command, TMP).args(arguments.split_whitespace()).current_dir(folder);
    command
}

/// Runs a command and checks whether it succeeds. Returns its standard output and standard error.
fn run(mut command: Command, succeeds: bool) -> (String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let (stdout, stderr) = (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap());
    assert_eq!(status.success(), succeeds, "{command:?}\n{stdout}\n{stderr}");
    (stdout, stderr)
}

fn downstream(arguments: &str) -> (String, String) {
    run(cargo(&DOWNSTREAM, arguments), true)
}

#[test]
fn the_tests_of_every_crate_pass() {
    downstream("test --workspace --exclude bare --tests");
}

#[test]
fn no_text_of_a_catalog_becomes_a_doctest() {
    let (stdout, _) = downstream("test --workspace --exclude bare --doc");
    let crates: Vec<_> = stdout.lines().filter(|line| line.starts_with("running")).collect();
    assert!(!crates.is_empty() && crates.iter().all(|line| *line == "running 0 tests"), "{stdout}");
}

#[test]
fn lints_find_nothing() {
    downstream("clippy --workspace --exclude bare --lib --bins --tests -- -D warnings");
}

#[test]
fn documentation_has_no_warnings() {
    let mut command = cargo(&DOWNSTREAM, "doc --workspace --exclude bare --no-deps");
    command.env("RUSTDOCFLAGS", "-D warnings");
    run(command, true);
}

#[test]
fn committed_code_is_formatted() {
    downstream("fmt -- --check");
}

#[test]
fn run_time_needs_no_standard_library() {
    // A panic cannot unwind without the standard library.
    downstream("rustc -p bare --lib -- -C panic=abort");
}

#[test]
fn no_program_links_the_compiler() {
    let depends = |arguments: &str| {
        let (stdout, _) = downstream(&format!("tree --prefix none {arguments}"));
        stdout.lines().filter_map(|line| line.split(' ').next().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(depends("-p expanded --edges normal,build"), ["expanded", "errcat", "errcat-core"]);
    assert_eq!(depends("-p by-build-script --edges normal"), ["by-build-script", "errcat", "errcat-core"]);
    assert_eq!(depends("-p by-macro --edges normal,no-proc-macro"), ["by-macro", "errcat", "errcat-core"]);
}

#[test]
fn a_deprecated_code_warns_where_it_is_named_and_nowhere_else() {
    let (_, stderr) = downstream("check -p deprecated --features mention --message-format short");
    let warnings: Vec<_> = stderr.lines().filter(|line| line.contains("deprecated unit variant")).collect();
    let declined = "too \"vague\" (since 1.1.0); use `CardDeclined`";
    assert_eq!(
        warnings,
        [
            &format!(
                "deprecated/src/lib.rs:9:45: warning: use of deprecated unit variant `old::Code::Declined`: {declined}"
            ),
            "deprecated/src/lib.rs:9:66: warning: use of deprecated unit variant `old::Code::Silent`: no longer to be used",
            &format!(
                "deprecated/src/lib.rs:13:54: warning: use of deprecated unit variant `in_place::Code::Declined`: {declined}"
            ),
        ]
    );
}

#[test]
fn generated_code_of_another_version_is_refused() {
    let command = cargo(&DOWNSTREAM, "check -p expanded --features other-version --message-format short");
    let (_, stderr) = run(command, false);
    assert_eq!(
        stderr.lines().find(|line| line.contains("error")),
        Some(
            "expanded/src/other_version.rs:2:1: error: this code was generated for table format 0 and this version of errcat \
             reads format 3; run `errcat expand` again with the version that this crate depends on"
        )
    );
}
