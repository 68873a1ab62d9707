//! Compiles the bundled catalogs.

fn main() {
    #[cfg(any(feature = "ozura", feature = "mozarto", feature = "diagnostics"))]
    bundle::build::compile("catalog");
}
