//! errcat
fn main() {}
