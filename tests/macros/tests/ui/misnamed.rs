//! What cannot be a name in Rust is left out or written otherwise: it gives no errors but its own.

errcat::catalog!(pub mod codes, "catalogs/misnamed");

fn main() {
    let _ = (codes::Code::NotFound, codes::CATALOG.name(), codes::errors::not_found());
}
