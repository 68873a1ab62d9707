//! Every diagnostic shows with its snippet, and nothing else: the names are defined all the same.

errcat::catalog!(pub mod codes, "catalogs/broken");

fn main() {
    let code = codes::Code::NotFound;
    let _ = (code.status(), code.as_str(), codes::CATALOG.name(), "GONE".parse::<codes::Code>());
    match code {
        codes::Code::NotFound | codes::Code::Gone => {}
    }
}
