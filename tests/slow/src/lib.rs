//! Helpers for tests that run cargo. They share one target folder and one set of flags, so that nothing is built twice.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns the folder of the repository.
#[must_use]
pub fn checkout() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR").trim_end_matches("/tests/slow"))
}

/// Returns a folder for the files of these tests. Cargo's builds in it stay for the next run.
///
/// Takes the caller's `CARGO_TARGET_TMPDIR`, which cargo sets for integration tests only.
#[must_use]
pub fn scratch(tmp: &str) -> PathBuf {
    Path::new(tmp).join("slow")
}

/// Sets the environment of a command that runs cargo.
///
/// The target folder is the one that `cargo test` uses: dependencies are built with the same settings and are shared.
/// Flags of the caller, such as `RUSTFLAGS` of a CI job, do not reach these crates, because users do not have them.
pub fn set_environment<'c>(command: &'c mut Command, tmp: &str) -> &'c mut Command {
    for flags in
        ["RUSTFLAGS", "RUSTDOCFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "RUSTC_WORKSPACE_WRAPPER"]
    {
        command.env_remove(flags);
    }
    command.env("CARGO_TARGET_DIR", Path::new(tmp).with_file_name("")).env("CARGO_INCREMENTAL", "0");
    command.env("CARGO_PROFILE_DEV_DEBUG", "0");
    command.env("CARGO_TERM_COLOR", "never").env("RUST_BACKTRACE", "0")
}
