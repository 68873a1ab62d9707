//! Ids whose Rust names have another meaning in Rust.
#![deny(warnings)]

errcat::include_catalog!(pub mod odd);
errcat::catalog!(pub mod in_place, "catalog");

#[cfg(test)]
mod tests {
    use errcat::{ErrorCode, ParseCodeError};

    use crate::{in_place, odd};

    fn every_id_becomes_a_code_and_back<C>()
    where
        C: ErrorCode + std::str::FromStr<Err = ParseCodeError> + for<'a> TryFrom<&'a str, Error = ParseCodeError>,
    {
        for code in C::ALL {
            assert_eq!(code.as_str().parse(), Ok(*code));
            assert_eq!(C::try_from(code.as_str()), Ok(*code));
            assert_eq!(code.to_string(), code.as_str());
        }
    }

    #[test]
    fn ids_find_their_codes() {
        every_id_becomes_a_code_and_back::<odd::Code>();
        every_id_becomes_a_code_and_back::<in_place::Code>();
    }

    #[test]
    fn names_are_what_one_expects() {
        let variants = [
            (odd::Code::Self_, "SELF"),
            (odd::Code::ALL_, "A_L_L"),
            (odd::Code::All, "ALL"),
            (odd::Code::Error, "ERROR"),
            (odd::Code::Code, "CODE"),
            (odd::Code::AB2, "A__B2"),
            (odd::Code::X12, "X_1_2"),
        ];
        for (code, id) in variants {
            assert_eq!(code.as_str(), id);
        }
        assert_eq!(odd::Code::ALL.len(), in_place::Code::ALL.len());
        assert_eq!(<odd::Code as ErrorCode>::CATALOG.name(), "odd");
    }
}
