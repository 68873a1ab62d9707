//! Where errcat is.

errcat::catalog!(mod codes, "catalogs/good");

#[derive(errcat::Coded)]
#[coded(krate = "errcat")]
#[code(codes::errors::not_found())]
struct UnknownKey;

#[derive(errcat::Coded)]
#[coded(crate)]
#[code(codes::errors::not_found())]
struct NoValue;

#[derive(errcat::Coded)]
#[coded(crate = errcat)]
#[code(codes::errors::not_found())]
struct NoText;

#[derive(errcat::Coded)]
#[coded(crate = "::errcat, please")]
#[code(codes::errors::not_found())]
struct NoPath;

#[derive(errcat::Coded)]
#[coded("errcat")]
#[code(codes::errors::not_found())]
struct NoKey;

#[derive(errcat::Coded)]
#[coded]
#[code(codes::errors::not_found())]
struct Nothing;

#[derive(errcat::Coded)]
#[coded(crate = "errcat")]
#[coded(crate = "::errcat")]
#[code(codes::errors::not_found())]
struct Twice;

fn main() {}
