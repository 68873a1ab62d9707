//! Every shape that has a code.

#![deny(warnings, unused_qualifications)]

errcat::catalog!(mod codes, "catalogs/good");

use codes::Code;
use errcat::{AnyError, Coded};

#[derive(Debug, thiserror::Error, errcat::Coded)]
enum OrderError {
    #[error("not found")]
    #[code(codes::errors::not_found())]
    Unit,
    #[error("not found")]
    #[code(codes::errors::not_found())]
    Empty {},
    #[error("not found")]
    #[code(codes::errors::not_found())]
    NoField(),
    #[error("{article} is missing at {type}")]
    #[code(codes::errors::no_article(article).detail(r#type).detail(format!("{article}?")))]
    Named { article: String, r#type: &'static str },
    #[error("{0} left")]
    #[code(codes::errors::sold_out(_0,))]
    Tuple(u8, [u8; 2]),
    #[error("{0:?} left")]
    #[code(codes::errors::sold_out(i64::from(_0[0]) + u32::from(*_1) as i64))]
    Expressions(Vec<u32>, u16),
    #[error("{0:?} left")]
    #[code(Self::counted(_0.as_slice()))]
    Helper(Vec<u32>),
    #[error("old")]
    #[deprecated]
    #[code(codes::errors::not_found())]
    Old,
    #[error(transparent)]
    #[code(delegate)]
    Only(#[from] codes::Error),
    #[error("upstream {at}")]
    #[code(delegate)]
    Source { at: u32, source: Box<Down> },
    #[error("upstream {1}")]
    #[code(delegate)]
    Marked(#[source] Down, u32),
}

impl OrderError {
    fn counted(all: &[u32]) -> codes::Error {
        codes::errors::sold_out(u32::try_from(all.len()).unwrap_or(u32::MAX))
    }
}

#[derive(Debug, thiserror::Error, errcat::Coded)]
#[error("down")]
#[code(codes::errors::no_article(self.0).detail("down"))]
struct Down(&'static str);

#[derive(errcat::Coded)]
#[code(codes::errors::not_found())]
struct Unit;

#[derive(errcat::Coded)]
#[code(codes::errors::no_article(r#struct))]
struct Raw {
    r#struct: &'static str,
}

#[derive(errcat::Coded)]
#[code(delegate)]
struct Wrapper(codes::Error);

#[derive(errcat::Coded)]
enum Never {}

/// Bounds stay where they are; what a parameter is delegated to has to have a code.
#[derive(errcat::Coded)]
enum Generic<'a, 'b: 'a, T, U: ?Sized + ToString, const N: usize = 2>
where
    &'a str: Into<String>,
{
    #[code(codes::errors::no_article(text.to_string()))]
    Borrowed { text: &'b &'a str },
    #[code(codes::errors::no_article(_0.to_string()))]
    Owned(Box<U>),
    #[code(codes::errors::sold_out(_0.len() as i64))]
    Counted([u8; N]),
    #[code(delegate)]
    Inner(T),
}

struct NotClone;

#[derive(errcat::Coded)]
#[code(codes::errors::not_found())]
struct Unbound<T>(T);

#[derive(errcat::Coded)]
#[code(codes::errors::sold_out(_0))]
struct Cloned<T>(T)
where
    T: Copy + Into<errcat::Integer>;

/// Made by a macro, with attributes from its caller.
macro_rules! error {
    ($(#[$attribute:meta])* $name:ident { $field:ident: $type:ty }) => {
        #[derive(errcat::Coded)]
        $(#[$attribute])*
        struct $name {
            $field: $type,
        }
    };
}

error! {
    #[code(codes::errors::no_article(article))]
    Made { article: String }
}

macro_rules! whole {
    ($name:ident, $constructor:path, $value:expr) => {
        #[derive(errcat::Coded)]
        #[code($constructor(_0).detail($value))]
        struct $name(&'static str);
    };
}

whole!(Whole, codes::errors::no_article, "de" .to_owned() + "tail");

/// An error's own type may be called anything.
#[derive(errcat::Coded)]
#[code(codes::errors::not_found())]
struct AnyErrorOf;

#[derive(errcat::Coded)]
#[coded(crate = "errcat")]
#[code(codes::errors::not_found())]
struct Elsewhere;

fn body(error: &dyn Coded) -> String {
    let raised = error.raised();
    assert_eq!(raised.public().status(), raised.code().status());
    raised.public().body().to_string()
}

fn code(error: impl Coded) -> Code {
    error.raised().code().try_into().expect("a code of the catalog")
}

fn main() {
    #[allow(deprecated)]
    let plain = [OrderError::Unit, OrderError::Empty {}, OrderError::NoField(), OrderError::Old];
    for error in &plain {
        assert_eq!(code(error), Code::NotFound);
    }
    let named = OrderError::Named { article: "tea".to_owned(), r#type: "shelf" };
    let down = body(&codes::errors::no_article("tea").detail("down"));
    assert_eq!(body(&named), body(&codes::errors::no_article("tea").detail("shelf").detail("tea?")));
    assert_eq!(body(&OrderError::Tuple(3, [0; 2])), body(&codes::errors::sold_out(3)));
    assert_eq!(body(&OrderError::Expressions(vec![1], 2)), body(&codes::errors::sold_out(3)));
    assert_eq!(body(&OrderError::Helper(vec![1, 2])), body(&codes::errors::sold_out(2)));
    assert_eq!(body(&OrderError::from(codes::errors::sold_out(7))), body(&codes::errors::sold_out(7)));
    assert_eq!(body(&OrderError::Source { at: 1, source: Box::new(Down("tea")) }), down);
    assert_eq!(body(&OrderError::Marked(Down("tea"), 1)), down);

    assert_eq!(code(Unit), Code::NotFound);
    assert_eq!(body(&Raw { r#struct: "tea" }), body(&codes::errors::no_article("tea")));
    assert_eq!(body(&Wrapper(codes::errors::sold_out(1))), body(&codes::errors::sold_out(1)));
    let _: Option<Never> = None;

    type Used<'a> = Generic<'a, 'static, Down, str>;
    assert_eq!(body(&Used::Borrowed { text: &"tea" }), body(&codes::errors::no_article("tea")));
    assert_eq!(body(&Used::Owned("tea".into())), body(&codes::errors::no_article("tea")));
    assert_eq!(body(&Used::Counted([0; 2])), body(&codes::errors::sold_out(2)));
    assert_eq!(body(&Used::Inner(Down("tea"))), down);
    assert_eq!(code(Unbound(NotClone)), Code::NotFound);
    assert_eq!(body(&Cloned(3_u8)), body(&codes::errors::sold_out(3)));

    assert_eq!(body(&Made { article: "tea".to_owned() }), body(&codes::errors::no_article("tea")));
    assert_eq!(body(&Whole("tea")), body(&codes::errors::no_article("tea").detail("detail")));
    assert_eq!([code(AnyErrorOf), code(Elsewhere)], [Code::NotFound; 2]);

    let erased: AnyError<'static> = codes::errors::sold_out(2).into();
    assert_eq!(erased.internal().message().to_string(), "Only 2 left");
    assert_eq!(format!("{erased:?}"), "AnyError { code: good/SOLD_OUT, .. }");
}
