//! A file is not a folder.

errcat::catalog!(mod codes, "catalogs/good/catalog.yaml");

fn main() {}
