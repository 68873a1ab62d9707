//! Codes in JSON.

use errcat::serde::MaybeKnown;
use errcat::{ErrorCode, mozarto, ozura};
use frameworks::shop;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(bound = "")]
struct Entry<C: ErrorCode + for<'a> TryFrom<&'a str, Error = errcat::ParseCodeError>> {
    #[serde(with = "errcat::serde::id")]
    code: C,
    others: Vec<MaybeKnown<C>>,
}

fn round_trip<C: ErrorCode + for<'a> TryFrom<&'a str, Error = errcat::ParseCodeError>>() {
    for code in C::ALL {
        let entry =
            Entry { code: *code, others: vec![MaybeKnown::Known(*code), MaybeKnown::Unknown("NEW".to_owned())] };
        let json = serde_json::to_string(&entry).unwrap();
        assert_eq!(json, format!(r#"{{"code":"{code}","others":["{code}","NEW"]}}"#));
        assert_eq!(serde_json::from_str::<Entry<C>>(&json).unwrap(), entry);
        assert_eq!(serde_json::from_reader::<_, Entry<C>>(json.as_bytes()).unwrap(), entry);
    }
}

#[test]
fn every_code_is_its_id() {
    round_trip::<mozarto::Code>();
    round_trip::<ozura::Code>();
    round_trip::<shop::Code>();
}

#[test]
fn what_is_no_id_is_an_error_in_words() {
    let read = |id: &str| serde_json::from_str::<Entry<shop::Code>>(&format!(r#"{{"code":{id},"others":[]}}"#));
    let error = |id: &str| read(id).unwrap_err().to_string();
    assert_eq!(error("\"NOPE\""), "`NOPE` is not a code of catalog `shop` at line 1 column 14");
    assert_eq!(error("\"TEAPOT\""), "`TEAPOT` was retired in 0.9.0: tea is off at line 1 column 16");
    assert_eq!(error("7"), "invalid type: integer `7`, expected a string at line 1 column 9");
    assert_eq!(read("\"EMPTY\"").unwrap().code, shop::Code::SoldOut);
    assert_eq!(read("\"SOLD\\u005fOUT\"").unwrap().code, shop::Code::SoldOut);
}

#[test]
fn an_unknown_id_stays_as_it_is() {
    for json in ["\"NOPE\"", "\"TEAPOT\"", "\"sold_out\"", "\"\"", "\"ö\\n\""] {
        let read: MaybeKnown<shop::Code> = serde_json::from_str(json).unwrap();
        assert_eq!((read.code(), serde_json::to_string(&read).unwrap().as_str()), (None, json));
    }
    let read: MaybeKnown<shop::Code> = serde_json::from_str("\"EMPTY\"").unwrap();
    assert_eq!(read, shop::Code::SoldOut.into());
    assert_eq!((read.as_str(), read.to_string()), ("SOLD_OUT", "SOLD_OUT".to_owned()));
}

#[test]
fn a_code_of_any_catalog_names_it() {
    assert_eq!(serde_json::to_string(&mozarto::Code::MissingField.erase()).unwrap(), "\"mozarto/MISSING_FIELD\"");
}
