//! The folder is not there.

errcat::catalog!(mod codes, "catalogs/misssing");

fn main() {}
