//! Rewrites everything that is generated, and all expected results of tests.

use anyhow::Result;

use crate::shell::{cargo, command};
use crate::{api, fresh};

/// Rewrites generated code, goldens, cases, transcripts, messages of rustc, and the public items; shows which files changed.
///
/// # Errors
///
/// A test still fails after blessing, or something does not compile.
pub fn bless() -> Result<()> {
    fresh::write()?;
    // A test that rewrites its file may fail in the first run; the second run decides.
    let _ = cargo("test --no-fail-fast --quiet").env("ERRCAT_BLESS", "1").env("TRYBUILD", "overwrite").run();
    cargo("test --no-fail-fast --quiet").run()?;
    api::write()?;
    command("git", "status --short").run()?;
    println!("Read the difference before you commit it: git diff");
    Ok(())
}
