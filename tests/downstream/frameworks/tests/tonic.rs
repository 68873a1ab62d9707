//! A tonic server answers a tonic client over a socket. The messages are types of prost, so no code is generated.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::task::{Context, Poll};

use errcat::tonic014::AcceptLanguage;
use errcat::{AnyError, Error, Json, mozarto};
use frameworks::shop::{self, errors};
use frameworks::{SECRET, ServiceError, internal_error, missing_field, sold_out, stolen_card};
use prost::Message as _;
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tonic::body::Body;
use tonic::client::Grpc;
use tonic::codegen::BoxFuture;
use tonic::codegen::http::uri::PathAndQuery;
use tonic::server::{self, NamedService, UnaryService};
use tonic::transport::server::TcpIncoming;
use tonic::transport::{Channel, Server};
use tonic::{Code, Request, Response, Status};
use tonic_prost::ProstCodec;
use tonic_types::{ErrorDetail, StatusExt as _, pb};

/// A method that fails.
type Method = fn(&AcceptLanguage) -> Result<(), Status>;

/// An error of a method, the `accept-language` of the request, and what the client gets.
type Case = (Method, Option<&'static str>, &'static str);

/// Fails with the error, as a method does by `?`.
fn fail<E>(error: E) -> Result<(), Status>
where
    Status: From<E>,
{
    Err(error)?
}

#[derive(errcat::Coded)]
#[coded(tonic014)]
#[code(delegate)]
struct Wrapped<T>(T);

fn damaged() -> Error<shop::Code> {
    errors::damaged("Tee", 3, 0.25, true, Json::new("{\"a\": [1]}").unwrap())
}

const SOLD_OUT: &str = "\
ABORTED: Tee is sold out
info shop/SOLD_OUT article=Tee
retry 1.5s
text en: Tee is sold out.
";

const SOLD_OUT_IN_GERMAN: &str = "\
ABORTED: Tee is sold out
info shop/SOLD_OUT article=Tee
retry 1.5s
text de: Tee ist ausverkauft.
";

const UNKNOWN: &str = "\
INTERNAL: Unrecognized error
info shop/UNKNOWN
text en: Something went wrong.
";

const CASES: &[Case] = &[
    (
        |_| fail(missing_field()),
        None,
        "\
INVALID_ARGUMENT: Missing required field: pspType
info mozarto/MISSING_FIELD field=pspType
help Required field missing: https://errors.example.com/mozarto/MISSING_FIELD
text en: Something went wrong. Please try again later.
",
    ),
    // A policy with a wait adds retry information; the text of the cause stays inside.
    (|_| fail(sold_out().caused_by(SECRET)), None, SOLD_OUT),
    (
        |_| fail(internal_error()),
        None,
        "\
INTERNAL: Something went wrong
info mozarto/INTERNAL_ERROR
retry 1s
help Internal server error: https://errors.example.com/mozarto/INTERNAL_ERROR
text en: Something went wrong with your payment. Please try again in a few minutes.
",
    ),
    // Parameters of every type; the catalog's own gRPC code, wire code, title and link; a policy without a wait.
    (
        |_| fail(damaged()),
        None,
        "\
DATA_LOSS: 3 of Tee are damaged: 0.25
info shop/DAMAGED all=true article=Tee boxes={\"a\":[1]} pieces=3 share=0.25 wire-code=E-503
help Damaged stock: https://shop.example/damaged?lang=en
text en: Something went wrong.
",
    ),
    // No status, a status that is not final, and a code that is not an error.
    (
        |_| fail(errors::worker_lost().caused_by(SECRET)),
        None,
        "\
UNKNOWN: Worker lost
info shop/WORKER_LOST
text en: Something went wrong.
",
    ),
    (
        |_| fail(errors::early()),
        None,
        "\
UNKNOWN: Early hints
info shop/EARLY
text en: Something went wrong.
",
    ),
    (
        |_| fail(errors::ok()),
        None,
        "\
UNKNOWN: All is well
info shop/OK
text en: Something went wrong.
",
    ),
    // A sensitive parameter, details, and masked codes: by a code with the parameter, by one without, and by the unknown error.
    (
        |_| fail(errors::card_refused("Example Bank", "4111").detail(SECRET)),
        None,
        "\
INVALID_ARGUMENT: Card refused by Example Bank
info shop/CARD_REFUSED issuer=Example Bank
text en: Something went wrong.
",
    ),
    (|_| fail(errors::watched("Tee").detail(SECRET).caused_by(SECRET)), None, SOLD_OUT),
    (
        |_| fail(errors::stolen().detail(SECRET).caused_by(SECRET)),
        None,
        "\
INVALID_ARGUMENT: Not understood
info shop/PLAIN
text en: Something went wrong.
",
    ),
    (|_| fail(errors::trapped(SECRET).caused_by(SECRET)), None, UNKNOWN),
    (
        |_| fail(stolen_card()),
        None,
        "\
FAILED_PRECONDITION: The card was declined
info ozura/CARD_DECLINED
help Card declined: https://errors.example.com/ozura/CARD_DECLINED
text en: Your card was declined. Please use another card or contact your bank.
",
    ),
    // Every error with codes is in the language of the request.
    (|language| Err(language.answer(&sold_out())), None, SOLD_OUT),
    (|language| Err(language.answer(&sold_out())), Some("fr"), SOLD_OUT),
    (|language| Err(language.answer(&sold_out())), Some("de-AT, en;q=0.5"), SOLD_OUT_IN_GERMAN),
    (|language| Err(language.answer(&errors::watched("Tee"))), Some("de"), SOLD_OUT_IN_GERMAN),
    (
        |language| Err(language.answer(&ServiceError::SoldOut { article: "Tee".to_owned() })),
        Some("de"),
        SOLD_OUT_IN_GERMAN,
    ),
    (
        |language| Err(language.answer(&errors::trapped(SECRET))),
        Some("de"),
        "\
INTERNAL: Unrecognized error
info shop/UNKNOWN
text de: Es ist ein Fehler aufgetreten.
",
    ),
    // Every type that converts into a status.
    (|_| fail(ServiceError::SoldOut { article: "Tee".to_owned() }), Some("de"), SOLD_OUT),
    (|_| fail(Wrapped(sold_out())), Some("de"), SOLD_OUT),
    (|_| fail(AnyError::from(sold_out())), Some("de"), SOLD_OUT),
    (|_| fail(sold_out().public()), Some("de"), SOLD_OUT),
    (|_| fail(sold_out().public().in_language("de")), None, SOLD_OUT_IN_GERMAN),
];

/// Returns an error whose first and last values are too long for header fields.
fn long() -> Error<shop::Code> {
    errors::damaged("ü".repeat(100_000), 3, 0.25, true, Json::new(format!("\"{}\"", "x".repeat(800))).unwrap())
}

/// A service with one method. The request is the number of a case; any other number fails with [`long`].
#[derive(Clone)]
struct Shop;

impl NamedService for Shop {
    const NAME: &'static str = "shop.Shop";
}

impl UnaryService<u32> for Shop {
    type Response = ();
    type Future = Ready<Result<Response<()>, Status>>;

    fn call(&mut self, request: Request<u32>) -> Self::Future {
        let language = AcceptLanguage::from(request.metadata());
        let answer = match CASES.get(*request.get_ref() as usize) {
            Some((method, ..)) => method(&language),
            None => fail(long()),
        };
        ready(answer.map(Response::new))
    }
}

impl tonic::codegen::Service<http::Request<Body>> for Shop {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<Self::Response, Infallible>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        Box::pin(async { Ok(server::Grpc::new(ProstCodec::default()).unary(Shop, request).await) })
    }
}

async fn ask(client: &mut Grpc<Channel>, case: usize) -> Status {
    let mut request = Request::new(u32::try_from(case).unwrap());
    if let Some(language) = CASES.get(case).and_then(|(_, language, _)| *language) {
        request.metadata_mut().insert("accept-language", language.parse().unwrap());
    }
    client.ready().await.unwrap();
    let path = PathAndQuery::from_static("/shop.Shop/Order");
    client.unary(request, path, ProstCodec::<u32, ()>::default()).await.unwrap_err()
}

/// Returns everything that a client gets, decoded.
fn text(status: &Status) -> String {
    let sent = pb::Status::decode(status.details()).unwrap();
    assert_eq!((Code::from_i32(sent.code), &*sent.message), (status.code(), status.message()));
    let mut text = format!("{}: {}\n", errcat::Grpc::ALL[status.code() as usize], status.message());
    for detail in status.check_error_details_vec().unwrap() {
        text += &match detail {
            ErrorDetail::ErrorInfo(info) => {
                let mut metadata: Vec<_> =
                    info.metadata.iter().map(|(name, value)| format!(" {name}={value}")).collect();
                metadata.sort_unstable();
                format!("info {}/{}{}\n", info.domain, info.reason, metadata.concat())
            }
            ErrorDetail::RetryInfo(retry) => format!("retry {:?}\n", retry.retry_delay.unwrap()),
            ErrorDetail::Help(help) => {
                help.links.iter().map(|link| format!("help {}: {}\n", link.description, link.url)).collect()
            }
            ErrorDetail::LocalizedMessage(text) => format!("text {}: {}\n", text.locale, text.message),
            other => format!("{other:?}\n"),
        };
    }
    text
}

/// Returns every byte that a client gets.
fn bytes(status: &Status) -> String {
    format!("{:?} {} {}", status.metadata(), status.message(), String::from_utf8_lossy(status.details()))
}

#[test]
fn answers() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(Server::builder().add_service(Shop).serve_with_incoming(TcpIncoming::from(listener)));
        let mut client = Grpc::new(Channel::from_shared(address).unwrap().connect().await.unwrap());
        for (case, (_, language, expected)) in CASES.iter().enumerate() {
            let status = ask(&mut client, case).await;
            assert_eq!(text(&status), *expected, "case {case} in {language:?}");
            let bytes = bytes(&status).to_lowercase();
            for secret in [SECRET, "4111", "stolen", "watched", "police", "trapped"] {
                assert!(!bytes.contains(secret), "case {case}: {bytes}");
            }
        }
        assert_eq!(text(&ask(&mut client, CASES.len()).await), text(&long().into()));
    });
}

#[test]
fn what_is_long_is_cut_to_what_a_client_reads() {
    let expected = format!(
        "\
DATA_LOSS: 3 of {}…
info shop/DAMAGED all=true pieces=3 share=0.25 wire-code=E-503
help Damaged stock: https://shop.example/damaged?lang=en
text en: Something went wrong.
",
        "ü".repeat(380)
    );
    assert_eq!(text(&long().into()), expected);
    // The longest customer text of one-byte characters, and parameters of the greatest length.
    let longest = |article: usize| Status::from(errors::sold_out("%".repeat(article)));
    let whole = 768 - " is sold out.".len();
    let customer = |status: Status| status.get_details_localized_message().unwrap().message;
    assert_eq!(customer(longest(whole)), format!("{} is sold out.", "%".repeat(whole)));
    assert_eq!(customer(longest(whole + 1)), format!("{} is sold …", "%".repeat(whole + 1)));
    let metadata = |status: Status| status.get_details_error_info().unwrap().metadata.len();
    assert_eq!([761, 762].map(|article| metadata(longest(article))), [1, 0]);
    for status in [longest(761), longest(762), long().into()] {
        let fields = status.into_http::<()>().into_parts().0.headers;
        // The size of a field list as RFC 9113, section 6.5.2, defines it.
        let size: usize = fields.iter().map(|(name, value)| name.as_str().len() + value.len() + 32).sum();
        assert!(size < 8 * 1024, "{size}");
    }
}

#[test]
fn a_status_keeps_no_source() {
    let status = Status::from(mozarto::errors::internal_error().caused_by(SECRET));
    assert!(std::error::Error::source(&status).is_none() && !format!("{status:?}").contains(SECRET));
}

#[test]
fn a_request_asks_for_languages_in_several_fields() {
    let mut request = Request::new(());
    assert_eq!(AcceptLanguage::from(request.metadata()), AcceptLanguage::default());
    request.metadata_mut().append("accept-language", "fr, en;q=0.1".parse().unwrap());
    request.metadata_mut().append("accept-language", "de;q=0.2".parse().unwrap());
    assert_eq!(AcceptLanguage::from(request.metadata()).0, "fr, en;q=0.1,de;q=0.2");
}
