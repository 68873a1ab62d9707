//! What stands above a variant is not one code. Whoever uses the type sees no errors of their own.

errcat::catalog!(mod codes, "catalogs/good");

#[derive(errcat::Coded)]
enum OrderError {
    Missing,
    #[code(codes::errors::not_found())]
    #[code(codes::errors::sold_out(2))]
    Twice,
    #[code]
    Word,
    #[code()]
    Empty,
    #[code = "NOT_FOUND"]
    Value,
    #[code("NOT_FOUND")]
    Text,
    #[code(NotFound)]
    Name,
    #[code(status = 404)]
    Key,
    #[code(codes::Code::NotFound)]
    Code,
    #[code(codes::errors::not_found)]
    NotCalled,
    #[code(&codes::errors::not_found())]
    Expression,
    #[code(codes::errors::not_found()?)]
    Question,
    #[code(codes::errors::not_found(), codes::errors::not_found())]
    Several,
    #[code(delegate(0))]
    WithArguments(codes::Error),
    #[code(codes::errors::sold_out(_0))]
    Right(u32),
}

fn main() {
    let error: &dyn errcat::Coded = &OrderError::Missing;
    let _ = error.raised().public().status();
}
