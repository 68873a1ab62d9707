//! Rewrites whatever is generated or expected.

use anyhow::Result;

use crate::shell::{cargo, command};
use crate::{api, fresh};

/// Rewrites generated code, goldens, cases, transcripts, messages of rustc, and the public items; shows which files changed.
///
/// # Errors
///
/// A test fails that blessing does not mend, or something does not compile.
pub fn bless() -> Result<()> {
    fresh::write()?;
    // A test that rewrote its file may fail once: the second run decides.
    let _ = cargo("test --no-fail-fast --quiet").env("ERRCAT_BLESS", "1").env("TRYBUILD", "overwrite").run();
    cargo("test --no-fail-fast --quiet").run()?;
    api::write()?;
    command("git", "status --short").run()?;
    println!("Read the difference before you commit it: git diff");
    Ok(())
}
