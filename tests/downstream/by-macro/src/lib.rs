//! A catalog from the macro, and uses of every part of the generated module.

errcat::catalog!(pub mod codes, "catalog");

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::time::Duration;

    use errcat::{
        Action, AnyCode, Catalog, ErrorCode, FixableBy, Found, Grpc, ParamKind, ParseCodeError, PolicyKind, Recognize,
        Severity, Shown,
    };

    use crate::codes::{CATALOG, Code};

    #[test]
    fn an_id_becomes_a_code_and_back() {
        for code in Code::ALL {
            assert_eq!(code.as_str().parse(), Ok(*code));
            assert_eq!(Code::try_from(code.as_str()), Ok(*code));
            assert_eq!(code.to_string(), code.as_str());
            assert_eq!(Code::by_wire_code(code.wire_code()), Some(*code));
            assert_eq!(Code::ALL[usize::from(code.number())], *code);
        }
        assert_eq!(
            format!("{:?}|{:>14}|{:<8}|", Code::Fraud, Code::CardDeclined, Code::Fraud),
            "FRAUD| CARD_DECLINED|FRAUD   |"
        );
        assert_eq!("card_declined".parse::<Code>(), Err(ParseCodeError::Unknown { catalog: "cards" }));
        assert_eq!("".parse::<Code>().unwrap_err().to_string(), "not a code of catalog `cards`");
    }

    #[test]
    fn a_retired_id_leads_to_its_successor_or_says_why_not() {
        assert_eq!("DECLINED".parse(), Ok(Code::CardDeclined));
        assert_eq!("TEAPOT".parse::<Code>().unwrap_err().to_string(), "`TEAPOT` was retired in 1.5.0: tea is off");
        let Some(Found::Retired(retired)) = CATALOG.find("DECLINED") else { panic!("it is retired") };
        assert_eq!(retired.to_string(), "retired in 1.0.0, use `CARD_DECLINED`: renamed");
        assert_eq!((retired.since, retired.replaced_by), (Some("0.9.0"), Some(Code::CardDeclined.erase())));
        assert_eq!(CATALOG.retired().map(|retired| retired.id).collect::<Vec<_>>(), ["DECLINED", "TEAPOT"]);
        assert_eq!(Code::by_wire_code("DECLINED"), None);
    }

    #[test]
    fn properties_are_constants() {
        const STATUS: Option<u16> = Code::CardDeclined.status();
        const FIXABLE: bool = Code::CardDeclined.is_customer_fixable();
        const WIRE: &str = Code::CardDeclined.wire_code();
        const MESSAGE: &str = Code::CardDeclined.message();
        const PATIENCE: Option<Duration> = Code::Unavailable.retry().first_wait();
        const SHOWN: Option<Code> = Code::Fraud.shown_as();
        const ALL: &[Code] = Code::ALL;
        static FIRST: AnyCode<'static> = ALL[0].erase();
        assert_eq!((STATUS, FIXABLE, WIRE), (Some(402), true, "card-declined"));
        assert_eq!(
            (MESSAGE, PATIENCE, SHOWN),
            ("Card declined by {issuer}", Some(Duration::from_secs(1)), Some(Code::CardDeclined))
        );
        assert_eq!(FIRST, Code::CardDeclined.erase());
    }

    #[test]
    fn every_property_is_what_the_catalog_says() {
        let code = Code::CardDeclined;
        assert_eq!((code.title(), code.remediation()), ("Card declined", "Pay with another card."));
        assert_eq!(
            (code.fixable_by(), code.grpc(), code.severity()),
            (FixableBy::Customer, Grpc::InvalidArgument, Severity::Warn)
        );
        assert_eq!(
            (code.envelope(), code.since(), code.recognize()),
            (Some("short"), Some("1.0.0"), Recognize::Envelope)
        );
        let outcome = code.outcome().unwrap();
        assert_eq!((outcome.as_str(), outcome.action(), outcome.is_terminal()), ("inline", Action::Inline, false));
        assert_eq!(code.docs_url().unwrap().to_string(), "https://errors.example.com/CARD_DECLINED.html");
        assert_eq!(Code::Unavailable.docs_url().unwrap().to_string(), "https://status.example.com");
        assert_eq!((Code::Unavailable.field(), Code::Fraud.owner()), (Some("network"), Some("risk")));
        assert_eq!(Code::Fraud.remediation(), "Call the issuer.\n\nTell nobody.");
        assert_eq!(code.see().collect::<Vec<_>>(), [Code::Unavailable, Code::Fraud]);
        assert_eq!(code.erase().tags().collect::<Vec<_>>(), ["card", "soft"]);
        let param = code.erase().params().next().unwrap();
        assert_eq!((param.name, param.kind, param.example), ("issuer", ParamKind::String, "Example Bank"));
        let source = code.erase().citations().next().unwrap();
        assert_eq!((source.page, source.edition, source.assumed), ("Declines", Some("C"), true));
        let retry = Code::Unavailable.retry();
        let retries = retry.schedule().map(|schedule| schedule.retries);
        assert_eq!((retry.name, retry.kind(), retries), ("transient", PolicyKind::Backoff, Some(5)));
        assert_eq!(retry.limits().next().unwrap().scheme, "visa");
        assert_eq!(code.retry().kind(), PolicyKind::Never);
    }

    #[test]
    fn provider_codes_mean_something_in_their_scope() {
        assert_eq!(Code::by_provider_code("iso8583", "51"), Some(Code::CardDeclined));
        assert_eq!(Code::by_provider_code("iso8583", "99"), None);
        assert_eq!(Code::by_provider_code("visa", "51"), None);
        assert_eq!(CATALOG.scopes().collect::<Vec<_>>(), ["iso8583"]);
    }

    #[test]
    fn a_masked_code_says_what_its_mask_says() {
        assert_eq!(Code::Fraud.customer(), "Your card was declined.");
        assert_eq!(Code::Fraud.erase().customer_in("de-AT"), "Ihre Karte wurde abgelehnt.");
        assert_eq!(Code::Unavailable.erase().customer_in("de-AT"), "Etwas ist schiefgegangen.");
        assert_eq!(Code::Unavailable.erase().remediation_in("de-AT"), "Mit wachsenden Abständen wiederholen.");
        assert_eq!(Code::ALL.iter().filter(|code| code.erase().shown() == Shown::Unknown).count(), 1);
        assert_eq!(Code::ALL.last().unwrap().shown_as(), None);
    }

    #[test]
    fn a_match_needs_a_wildcard() {
        let advice = |code| match code {
            Code::CardDeclined | Code::Fraud => "another card",
            Code::Unavailable => "later",
            _ => "no idea",
        };
        assert_eq!(Code::ALL.iter().map(|code| advice(*code)).collect::<HashSet<_>>().len(), 3);
    }

    /// A handler that is generic over errors, like an integration of a framework.
    fn log_line<C: ErrorCode>(code: C) -> String {
        format!("{}/{code} {} of {}", C::CATALOG.name(), code.number(), C::ALL.len())
    }

    #[test]
    fn code_can_be_generic_over_catalogs() {
        assert_eq!(log_line(Code::Fraud), "cards/FRAUD 1 of 4");
        let any: AnyCode<'static> = Code::Fraud.into();
        assert_eq!(Code::try_from(any), Ok(Code::Fraud));
        assert_eq!(format!("{any:?}"), "cards/FRAUD");
        let catalog: Catalog<'_> = any.catalog();
        assert_eq!(format!("{catalog:?}"), "Catalog(cards 2.1.0, 4 codes)");
        assert_eq!((catalog.title(), catalog.edition()), ("Card payments", Some("2026-05")));
    }

    #[test]
    fn the_help_text_says_all() {
        assert_eq!(
            format!("{:#}", Code::Unavailable),
            "cards/UNAVAILABLE: Unavailable\n  \
               message:     The network does not answer\n  \
               status:      503\n  \
               fixable by:  provider\n  \
               retry:       transient: exponential backoff from 1s up to 30s, at most 5 retries, \
               follows Retry-After up to 1h, same idempotency key\n  \
               link:        https://status.example.com\n  \
               remediation: Retry with exponential backoff."
        );
    }
}
