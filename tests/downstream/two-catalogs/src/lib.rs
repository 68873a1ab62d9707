//! Two catalogs with a common id in one crate: both from one folder through the build script, and each through the macro.

errcat::include_catalog!(pub mod cards);
errcat::include_catalog!(pub mod orders);

/// The same catalogs, through the macro.
pub mod in_place {
    errcat::catalog!(pub mod cards, "catalog/cards");
    errcat::catalog!(pub mod orders, "catalog/orders");
}

#[cfg(test)]
mod tests {
    use errcat::{AnyCode, ErrorCode, ParseCodeError};

    use crate::{cards, in_place, orders};

    #[test]
    fn an_id_of_one_catalog_is_not_the_id_of_another() {
        let (card, order) = (cards::Code::Expired.erase(), orders::Code::Expired.erase());
        assert_eq!(card.as_str(), order.as_str());
        assert_ne!(card, order);
        assert_eq!(orders::Code::try_from(order), Ok(orders::Code::Expired));
        assert_eq!(orders::Code::try_from(card), Err(ParseCodeError::Unknown { catalog: "orders" }));
    }

    #[test]
    fn build_script_and_macro_agree() {
        fn all<C: ErrorCode>() -> Vec<String> {
            C::ALL.iter().map(|code| format!("{:?}: {code:#}", code.erase())).collect()
        }
        assert_eq!(all::<cards::Code>(), all::<in_place::cards::Code>());
        assert_eq!(all::<orders::Code>(), all::<in_place::orders::Code>());
        assert_eq!(cards::Code::try_from(in_place::cards::Code::Declined.erase()), Ok(cards::Code::Declined));
    }

    #[test]
    fn codes_of_both_stand_in_one_list() {
        let codes: [AnyCode<'static>; 2] = [cards::Code::Declined.into(), orders::Code::Expired.into()];
        assert_eq!(format!("{codes:?}"), "[cards/DECLINED, orders/EXPIRED]");
        assert_eq!(codes.map(|code| code.catalog().len()), [2, 1]);
    }
}
