//! An error owns what it carries.

errcat::catalog!(mod codes, "catalogs/good");

#[derive(errcat::Coded)]
enum OrderError<'a> {
    #[code(codes::errors::no_article(_0))]
    Lent(&'a str),
    #[code(codes::errors::no_article(_0.to_string()))]
    Right(&'a str),
}

fn main() {}
