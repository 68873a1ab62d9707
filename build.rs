//! Compiles the bundled catalogs.

fn main() {
    #[cfg(any(feature = "ozura", feature = "mozarto", feature = "diagnostics"))]
    errcat_compiler::build::compile("catalog");
}
