//! Expected texts in files: compared in full, or rewritten on request.

use std::path::Path;
use std::{env, fs};

/// Compares a text with what a file says; with `ERRCAT_BLESS=1` the file is rewritten instead.
pub fn compare(path: &Path, found: &str) -> Result<(), String> {
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected == found {
        return Ok(());
    }
    if env::var_os("ERRCAT_BLESS").is_some() {
        return fs::write(path, found).map_err(|error| format!("{}: {error}", path.display()));
    }
    let (mut left, mut right) = (expected.lines(), found.lines());
    for number in 1.. {
        let (left, right) = (left.next(), right.next());
        if left != right {
            let show = |line: Option<&str>| line.map_or("(the end)".to_owned(), |line| format!("{line:?}"));
            return Err(format!("{}:{number}:\n  expected {}\n  found    {}", path.display(), show(left), show(right)));
        }
        if left.is_none() {
            break;
        }
    }
    Err(format!("{}: line ends differ", path.display()))
}

/// Fails with all the reports there are.
pub fn report(failures: &[String]) {
    assert!(
        failures.is_empty(),
        "{} failed; ERRCAT_BLESS=1 accepts what is found\n\n{}",
        failures.len(),
        failures.join("\n\n")
    );
}
