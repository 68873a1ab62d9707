//! What rustc checks: codes, parameters, and what is delegated to.

errcat::catalog!(mod codes, "catalogs/good");

struct Article;

impl From<Article> for errcat::Str {
    fn from(_: Article) -> Self {
        "green tea".into()
    }
}

#[derive(errcat::Coded)]
enum OrderError {
    #[code(codes::errors::not_fuond())]
    NoSuchCode,
    #[code(codes::errors::no_article())]
    TooFew,
    #[code(codes::errors::no_article(artcle))]
    NoSuchField { article: String },
    #[code(codes::errors::sold_out(_0))]
    WrongType(String),
    #[code(codes::errors::no_article(_0))]
    NotClone(Article),
    #[code(String::from("NOT_FOUND"))]
    NoError,
    #[code(delegate)]
    NoCode(std::fmt::Error),
}

fn main() {}
