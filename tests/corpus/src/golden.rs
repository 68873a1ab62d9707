//! Golden files: compared in full, or rewritten on request.

use std::env;
use std::path::Path;

use snapbox::assert::Action;
use snapbox::data::DataFormat;
use snapbox::{Assert, Data};

/// Compares a text with a golden file, byte for byte. `ERRCAT_BLESS=1` rewrites the file instead.
///
/// # Errors
///
/// The difference, or why the file cannot be written.
pub fn compare(path: &Path, found: &str) -> Result<(), String> {
    let action = if env::var_os("ERRCAT_BLESS").is_some() { Action::Overwrite } else { Action::Verify };
    let expected = Data::read_from(path, Some(DataFormat::Text)).raw();
    let assert = Assert::new().action(action).normalize_paths(false);
    assert.try_eq(None, Data::text(found).raw(), expected).map_err(|error| error.to_string())
}

/// Fails a test with all failures at once.
///
/// # Panics
///
/// If there are failures.
pub fn report(failures: &[String]) {
    assert!(
        failures.is_empty(),
        "{} failed; if the changes are right, accept them with ERRCAT_BLESS=1\n\n{}",
        failures.len(),
        failures.join("\n\n")
    );
}
