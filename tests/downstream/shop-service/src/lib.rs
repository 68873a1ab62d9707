//! A service that depends on errcat only through the crate with the codes of its company.

use shop_codes::Code;
use shop_codes::errcat::AnyCode;

// A catalog of the service, through the re-exported macro.
shop_codes::errcat::catalog!(pub mod own, "catalog");

/// Returns the status of an answer.
pub fn status(code: AnyCode<'_>) -> u16 {
    code.status().unwrap_or(500)
}

/// Returns whether an answer means that an article is gone.
pub fn is_sold_out(wire_code: &str) -> bool {
    Code::by_wire_code(wire_code) == Some(Code::SoldOut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_crates_are_of_one_kind() {
        assert_eq!([Code::SoldOut.erase(), own::Code::QueueFull.erase()].map(status), [409, 503]);
        assert!(is_sold_out("SOLD_OUT"));
        assert_eq!(shop_codes::CATALOG.find("SOLD_OUT"), Some(shop_codes::errcat::Found::Code(Code::SoldOut.erase())));
        assert_eq!("SOLD_OUT".parse(), Ok(Code::SoldOut));
    }
}
