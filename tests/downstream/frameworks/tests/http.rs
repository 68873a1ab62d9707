//! The parts of an answer, and when each is left out.

use errcat::{Error, ErrorCode};
use frameworks::shop::{self, errors};
use http::Response;

/// Returns status, header fields in alphabetical order, and body of an answer.
fn parts(response: Response<String>) -> String {
    let fields = response.headers().iter().map(|(name, value)| format!("{name}: {}\n", value.to_str().unwrap()));
    let mut fields: Vec<_> = fields.collect();
    fields.sort_unstable();
    format!("{}\n{}{}", response.status().as_u16(), fields.concat(), response.body())
}

fn check(error: Error<shop::Code>, language: &str, expected: &str) {
    assert_eq!(parts(error.public().in_language(language).into()), expected);
}

#[test]
fn a_code_without_a_final_status_answers_with_500() {
    let body = r#"{"code":"WORKER_LOST","text":"Something went wrong."}"#;
    check(errors::worker_lost(), "", &format!("500\ncontent-type: application/json\n{body}"));
    let body = r#"{"code":"EARLY","text":"Something went wrong."}"#;
    check(errors::early(), "", &format!("500\ncontent-type: application/json\n{body}"));
}

#[test]
fn only_a_policy_with_a_wait_says_when() {
    let expected =
        "409\ncontent-type: application/json\nretry-after: 2\n{\"code\":\"SOLD_OUT\",\"text\":\"Tee is sold out.\"}";
    assert_eq!(parts((&errors::sold_out("Tee")).into()), expected);
    let expected = "404\ncontent-type: application/json\n{\"code\":\"UNTRANSLATED\",\"help\":\"Go back.\"}";
    check(errors::untranslated(), "", expected);
}

#[test]
fn only_a_body_that_speaks_the_language_names_it() {
    let language = |error: Error<shop::Code>, tag| {
        let response = Response::<String>::from(error.public().in_language(tag));
        let text = |name| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(text("vary").is_some(), text("content-language").is_some());
        text("content-language")
    };
    let german = Some("de".to_owned());
    let english = Some("en".to_owned());
    assert_eq!(language(errors::sold_out("Tee"), "de"), german);
    assert_eq!(language(errors::sold_out("Tee"), "de-AT"), german);
    assert_eq!(language(errors::sold_out("Tee"), "en"), english);
    assert_eq!(language(errors::sold_out("Tee"), "fr"), None);
    assert_eq!(language(errors::card_refused("Example Bank", "4111"), "de"), german);
    assert_eq!(language(errors::translated(), "de"), german);
    assert_eq!(language(errors::untranslated(), "de"), None);
    assert_eq!(language(errors::untranslated(), "en"), english);
    assert_eq!(language(errors::plain(), "de"), None);
    assert_eq!(language(errors::problem(), "de"), None);
}

#[test]
fn a_masked_code_answers_as_its_mask() {
    let stolen = errors::stolen().detail("on Friday").caused_by("fraud service");
    assert_eq!(parts((&stolen).into()), parts((&errors::plain()).into()));
    let in_german = |error: &Error<shop::Code>| parts(error.public().in_language("de").into());
    assert_eq!(in_german(&stolen), in_german(&errors::plain()));
}

#[test]
fn the_language_of_the_highest_quality_that_fits_counts() {
    let many = "fr,".repeat(32) + "de";
    let cases = [
        ("", "en"),
        ("de", "de"),
        ("DE-at", "de"),
        ("de-CH-1996", "de-CH"),
        ("fr, de;q=0.5", "de"),
        ("de;q=0.5, zh-Hant;q=0.501", "zh-Hant"),
        ("de;q=0.5, zh-Hant-TW;q=0.5", "de"),
        ("en;q=0.1, de ;\tQ = 0.2", "de"),
        ("*", "en"),
        ("*, de;q=0.1", "de"),
        ("en;q=0, de;q=0, *", "en"),
        ("de-AT, de;q=0, zh-Hant;q=0.1", "zh-Hant"),
        ("de-CH;q=0, de-CH-1996;q=0.9", "de"),
        ("de;q=1.1, zh-Hant;q=0.1", "zh-Hant"),
        ("de;q=NaN, zh-Hant;q=0.1", "zh-Hant"),
        ("de;q=0.1234", "en"),
        ("de;q=", "en"),
        ("de;", "en"),
        (",;,-,--,de-,ö;q=1", "de"),
        (&many, "en"),
        ("zh, zh-Hans", "en"),
    ];
    for (field, tag) in cases {
        assert_eq!(shop::Code::CATALOG.accept_language(field).tag, tag, "{field}");
    }
}

#[test]
fn a_hostile_field_takes_no_time() {
    let nothing_but_qualities = (0..10_000).fold(String::new(), |field, at| field + &format!("a{at};q=NaN,"));
    let one_long_range = "de-x-".repeat(100_000);
    for field in [nothing_but_qualities, one_long_range, ",".repeat(1_000_000), "de,".repeat(300_000)] {
        assert!(["en", "de"].contains(&shop::Code::CATALOG.accept_language(&field).tag));
    }
}
