//! Deprecated codes cause warnings only in code that names them.
#![cfg_attr(not(feature = "mention"), deny(warnings))]

errcat::include_catalog!(pub mod old);
errcat::catalog!(pub mod in_place, "catalog");

/// The codes, through the build script.
#[cfg(feature = "mention")]
pub const OLD: [old::Code; 2] = [old::Code::Declined, old::Code::Silent];

/// The codes, through the macro.
#[cfg(feature = "mention")]
pub const IN_PLACE: in_place::Code = in_place::Code::Declined;

#[cfg(test)]
mod tests {
    use crate::old::Code;

    #[test]
    fn deprecated_codes_still_work() {
        let code: Code = "DECLINED".parse().unwrap();
        let deprecation = code.deprecation().unwrap();
        assert_eq!(deprecation.since, Some("1.1.0"));
        assert_eq!(deprecation.reason, Some("too \"vague\""));
        assert_eq!(deprecation.replaced_by, Some(Code::CardDeclined.erase()));
        assert_eq!(Code::CardDeclined.deprecation(), None);
        assert_eq!(Code::ALL.iter().filter(|code| code.deprecation().is_some()).count(), 2);
    }
}
