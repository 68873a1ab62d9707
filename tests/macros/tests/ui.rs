//! Expected messages of rustc for uses of `catalog!` and `derive(Coded)`.
//!
//! `TRYBUILD=overwrite cargo test -p errcat-macro-tests` rewrites them.

use std::path::{Path, PathBuf};
use std::{env, fs};

#[test]
fn ui() {
    place_catalogs();
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/works.rs");
    cases.pass("tests/ui/derive_works.rs");
    cases.pass(documented_example());
    for case in ["arguments", "broken", "misnamed", "missing_folder", "not_a_folder", "several"] {
        cases.compile_fail(format!("tests/ui/{case}.rs"));
    }
    for case in ["derive_borrowed", "derive_code", "derive_coded", "derive_delegate", "derive_shape", "derive_types"] {
        cases.compile_fail(format!("tests/ui/{case}.rs"));
    }
}

/// Writes the example in the documentation of the derive as a program, and returns its path.
fn documented_example() -> PathBuf {
    let source = fs::read_to_string("../../macros/src/lib.rs").expect("the macros");
    let lines = source.lines().filter_map(|line| line.strip_prefix("///"));
    let example: Vec<&str> =
        lines.skip_while(|line| *line != " ```").skip(1).take_while(|line| *line != " ```").collect();
    let example = example.join("\n").replace(" # ", " ").replace("tests/ui/catalogs/good", "catalogs/good");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documented_example.rs");
    fs::write(&path, format!("fn main() {{\n{example}\n}}\n")).expect("a program");
    path
}

/// Copies the catalogs into the project that trybuild generates: `catalog!` looks for a folder next to `Cargo.toml`.
fn place_catalogs() {
    let this = env::current_exe().expect("this test");
    let target = this.ancestors().nth(3).expect("target/debug/deps/ui");
    let project = target.join("tests/trybuild").join(env!("CARGO_PKG_NAME"));
    copy(Path::new("tests/ui/catalogs"), &project.join("catalogs"));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder for the catalogs");
    for entry in fs::read_dir(from).expect("a folder of catalogs") {
        let path = entry.expect("an entry of a folder").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() { copy(&path, &to) } else { _ = fs::copy(&path, &to).expect("a copy") }
    }
}
