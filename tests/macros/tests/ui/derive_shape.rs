//! Types that have no code, and attributes in the wrong place.

errcat::catalog!(mod codes, "catalogs/good");

#[derive(errcat::Coded)]
union Bits {
    word: u32,
    float: f32,
}

#[derive(errcat::Coded)]
struct Missing {
    article: String,
}

#[derive(errcat::Coded)]
#[code(codes::errors::not_found())]
enum OnTheEnum {
    #[code(codes::errors::not_found())]
    #[coded(crate = "errcat")]
    OnTheVariant,
    #[code(codes::errors::no_article(_0))]
    OnTheField(#[code(delegate)] String),
    #[code(codes::errors::no_article(article))]
    OnTheNamedField {
        #[coded(crate = "errcat")]
        article: String,
    },
}

fn main() {
    let bits = Bits { word: 0 };
    let errors: [&dyn errcat::Coded; 2] = [&bits, &OnTheEnum::OnTheVariant];
    let _ = errors[0].raised();
}
