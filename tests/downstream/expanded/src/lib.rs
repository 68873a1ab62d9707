//! The committed output of `errcat expand`: building the crate needs neither a build script nor the compiler.

pub mod codes;

#[cfg(feature = "other-version")]
mod other_version;

#[cfg(test)]
mod tests {
    use crate::codes::{Code, errors};

    #[test]
    fn committed_code_is_as_good_as_any() {
        const STATUS: Option<u16> = Code::InvoiceNotFound.status();
        assert_eq!(STATUS, Some(404));
        assert_eq!("INVOICE_NOT_FOUND".parse(), Ok(Code::InvoiceNotFound));
        assert_eq!(Code::by_wire_code("40402"), Some(Code::InvoiceNotFound));
        assert_eq!(Code::InvoiceNotFound.message(), "No invoice {number}");
    }

    #[test]
    fn committed_code_raises_errors() {
        let error = errors::invoice_not_found(7).detail("paid last year");
        assert_eq!((error.to_string().as_str(), error.code()), ("No invoice 7", Code::InvoiceNotFound));
        let body = r#"{"title":"Invoice not found","status":404,"detail":"No invoice 7","code":"40402","details":["paid last year"],"number":7}"#;
        assert_eq!(error.public().body().to_string(), body);
    }
}
