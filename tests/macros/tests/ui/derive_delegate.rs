//! Which field a variant delegates to.

errcat::catalog!(mod codes, "catalogs/good");

#[derive(Debug, thiserror::Error, errcat::Coded)]
enum OrderError {
    #[error("unit")]
    #[code(delegate)]
    Unit,
    #[error("empty")]
    #[code(delegate)]
    Empty {},
    #[error("two")]
    #[code(delegate)]
    Two(codes::Error, u32),
    #[error("named")]
    #[code(delegate)]
    Named { error: codes::Error, at: u32 },
}

#[derive(errcat::Coded)]
#[code(delegate)]
struct Struct;

/// thiserror complains, too.
#[derive(Debug, thiserror::Error, errcat::Coded)]
#[error("twice")]
#[code(delegate)]
struct Twice(#[source] codes::Error, #[source] codes::Error);

fn main() {}
