//! errcat under another name, with the macro and the build script, in edition 2018 (the oldest one with `::core` paths).

codes::include_catalog! {
    #[doc = "They come from the build script."]
    pub(crate) mod shop
}

codes::catalog! {
    /// They come from the macro.
    pub(in crate) mod in_place, "catalog",
}

/// The errors of this crate.
#[derive(codes::Coded)]
#[coded(crate = "::codes")]
pub enum Failure {
    #[code(shop::errors::sold_out())]
    SoldOut,
    #[code(delegate)]
    Inner(Inner),
}

/// The errors of a layer below.
#[derive(codes::Coded)]
#[coded(crate = "codes")]
#[code(in_place::errors::sold_out())]
pub struct Inner;

/// A module of the user that has the name of the crate.
pub mod errcat {}

#[cfg(test)]
mod tests {
    use codes::Coded;

    use crate::{Failure, Inner, in_place, shop};

    #[test]
    fn build_script_and_macro_agree() {
        assert_eq!(shop::Code::SoldOut.erase(), in_place::Code::SoldOut.erase());
        assert_eq!(format!("{:#}", shop::Code::SoldOut), format!("{:#}", in_place::Code::SoldOut));
        assert_eq!(format!("{:#}", shop::errors::sold_out()), format!("{:#}", in_place::errors::sold_out()));
        let any: codes::AnyCode<'static> = shop::Code::SoldOut.into();
        assert_eq!("SOLD_OUT".parse::<shop::Code>().map(codes::ErrorCode::erase), Ok(any));
    }
    #[test]
    fn error_types_find_it() {
        for failure in [Failure::SoldOut, Failure::Inner(Inner)] {
            assert_eq!(failure.raised().code(), shop::Code::SoldOut.erase());
        }
    }
}
