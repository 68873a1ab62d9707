//! Arguments that are none.

errcat::catalog!();
errcat::catalog!(mod codes);
errcat::catalog!(codes, "catalogs/good");
errcat::catalog!(mod codes, catalog);
errcat::catalog!(mod codes, "catalogs/good", "catalogs/good");

fn main() {}
