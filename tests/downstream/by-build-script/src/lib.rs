//! A catalog from the build script. The module and the catalog have different names.

errcat::include_catalog!(pub mod codes, "orders");

#[cfg(test)]
mod tests {
    use errcat::{AnyCode, ErrorCode, FixableBy, ParseCodeError};

    use crate::codes::{CATALOG, Code};

    #[test]
    fn an_id_becomes_a_code_and_back() {
        assert_eq!(Code::ALL, [Code::MissingField, Code::OrderNotFound]);
        for code in Code::ALL {
            assert_eq!(code.to_string().parse(), Ok(*code));
            assert_eq!(Code::try_from(code.erase()), Ok(*code));
        }
        assert_eq!("ORDER".parse::<Code>(), Err(ParseCodeError::Unknown { catalog: "orders" }));
    }

    #[test]
    fn properties_are_constants() {
        const STATUS: Option<u16> = Code::OrderNotFound.status();
        const FIXER: FixableBy = Code::OrderNotFound.fixable_by();
        assert_eq!((STATUS, FIXER), (Some(404), FixableBy::Developer));
    }

    #[test]
    fn codes_of_any_catalog_are_looked_up_alike() {
        fn of<C: ErrorCode>(id: &str) -> Option<AnyCode<'static>> {
            C::ALL.iter().map(|code| code.erase()).find(|code| code.as_str() == id)
        }
        assert_eq!(of::<Code>("MISSING_FIELD"), CATALOG.by_wire_code("MISSING_FIELD"));
    }
}
