//! A folder of catalogs is not a catalog.

errcat::catalog!(mod codes, "catalogs/several");

fn main() {
    let _ = codes::Code::NotFound;
}
