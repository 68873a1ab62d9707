//! Errors of the bundled catalogs: bodies, texts and size.

use errcat::__private::Carried;
use errcat::{Classified, Grpc, Value, mozarto, ozura};

fn check(error: &impl std::fmt::Display, body: &str) {
    assert_eq!(error.to_string(), body);
}

/// The documented bodies, byte for byte.
#[test]
fn bodies() {
    use mozarto::errors;
    check(
        &errors::missing_field("pspType").public().body(),
        r#"{"status":"error","message":"Missing required field: pspType","isSuccess":false,"errors":[]}"#,
    );
    check(
        &errors::validation_failed()
            .details(["amount must not be empty", "email must be a valid email"])
            .public()
            .body(),
        r#"{"status":"error","message":"Validation failed","isSuccess":false,"errors":["amount must not be empty","email must be a valid email"]}"#,
    );
    check(
        &errors::psp_config_not_found().public().body(),
        r#"{"status":"error","message":"Something went wrong","isSuccess":false,"data":"PSP Configuration not found. Please check you psp Configuration"}"#,
    );
    check(
        &errors::voucher_rejected("Voucher has expired", None).public().body(),
        r#"{"status":"error","message":"Voucher has expired","isSuccess":false,"errors":[]}"#,
    );
    let data = errcat::Json::new("{ \"code\": [1, \" \\\" \"] }").unwrap();
    check(
        &errors::voucher_rejected("gone", Some(data)).public().body(),
        r#"{"status":"error","message":"gone","isSuccess":false,"errors":[],"data":{"code":[1," \" "]}}"#,
    );
    check(
        &errors::psp_timeout().with_context(mozarto::context::transaction_id("64a1")).public().body(),
        r#"{"status":"error","isSuccess":false,"errorCode":"PSP_TIMEOUT","message":"The payment provider did not answer in time.","transactionId":"64a1","errors":[]}"#,
    );
    check(
        &ozura::errors::bad_request("Human-readable error message")
            .detail("Specific validation error 1")
            .detail("Specific validation error 2")
            .public()
            .body(),
        r#"{"success":false,"error":"Human-readable error message","details":["Specific validation error 1","Specific validation error 2"]}"#,
    );
    check(
        &ozura::errors::system_error().public().in_language("de-AT").at_instance("/orders/7").problem(),
        concat!(
            r#"{"type":"https://errors.example.com/ozura/SYSTEM_ERROR","title":"Payment service unavailable","#,
            r#""detail":"The payment could not be processed because of a server or network fault","#,
            r#""instance":"/orders/7","code":"SYSTEM_ERROR"}"#
        ),
    );
}

#[test]
fn any_text_is_escaped() {
    let hostile: String = (0..=0x7f).map(char::from).chain("é€😀\u{2028}\u{feff}".chars()).collect();
    let body = mozarto::errors::missing_field(hostile.clone()).detail(hostile.clone()).public().body().to_string();
    let Classified::Known(error) = mozarto::classify(Some(400), body.as_bytes()) else { panic!("{body}") };
    assert_eq!(error.code(), mozarto::Code::MissingField);
    assert_eq!(error.params().next(), Some(Some(Value::Text(&hostile))));
    assert_eq!(Carried::detail(&error, 0), Some(hostile.as_str()));
    assert_eq!(error.public().body().to_string(), body);
}

#[test]
fn an_error_is_small() {
    assert_eq!(size_of::<mozarto::Error>(), 16);
    assert_eq!(size_of::<Result<(), mozarto::Error>>(), 16);
    travels::<mozarto::Error>();
}

fn travels<T: std::error::Error + Send + Sync + 'static>() {}

#[test]
fn an_error_shows_its_team_everything_but_secrets() {
    let source = std::io::Error::other("socket closed");
    let error = mozarto::errors::missing_field("iban").details(["a", "b"]).caused_by(source);
    assert_eq!((error.to_string(), error.render()), ("Missing required field: iban".to_owned(), error.to_string()));
    let long = format!("{error:#}");
    for part in [
        "mozarto/MISSING_FIELD",
        "400",
        "developer",
        "never",
        "https://errors.example.com/mozarto/MISSING_FIELD",
        "Add `iban`",
        "\n  details:     a\n               b\n",
    ] {
        assert!(long.contains(part), "{part} in {long}");
    }
    let debug = format!("{error:?}");
    assert!(debug.contains("MISSING_FIELD") && debug.contains("iban") && debug.contains("socket closed"), "{debug}");
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "socket closed");
    assert!(!error.public().body().to_string().contains("socket"));
}

/// The HTTP statuses in google/rpc/code.proto, statuses with the same meaning as one of those, and the default of each class.
#[test]
fn a_grpc_code_follows_from_the_status() {
    let cases: [(Grpc, &[u16]); 14] = [
        (Grpc::Unknown, &[100, 199, 200, 302, 399]),
        (Grpc::InvalidArgument, &[400, 402, 405, 408, 411, 413, 422, 428, 498]),
        (Grpc::Unauthenticated, &[401]),
        (Grpc::PermissionDenied, &[403]),
        (Grpc::NotFound, &[404, 410]),
        (Grpc::Aborted, &[409]),
        (Grpc::FailedPrecondition, &[412]),
        (Grpc::OutOfRange, &[416]),
        (Grpc::ResourceExhausted, &[429]),
        (Grpc::Cancelled, &[499]),
        (Grpc::Internal, &[500, 505, 599]),
        (Grpc::Unimplemented, &[501]),
        (Grpc::Unavailable, &[502, 503]),
        (Grpc::DeadlineExceeded, &[504]),
    ];
    for (grpc, statuses) in cases {
        for status in statuses {
            assert_eq!(Grpc::of_status(Some(*status)), grpc, "{status}");
        }
    }
    assert_eq!(Grpc::of_status(None), Grpc::Unknown);
}

/// A JSON value may nest 64 levels, which leaves room for the envelope around it.
#[test]
fn json_nests_within_bounds() {
    let nested = |depth: usize| errcat::Json::new("[".repeat(depth) + &"]".repeat(depth));
    assert!(nested(64).is_ok());
    assert_eq!(nested(65).map_err(|error| error.at), Err(64));
}
