//! Answers: raised, rendered and recognised, beside structs of the same envelope that `serde_json` writes and reads.

use std::fmt::Write;
use std::hint::black_box;

use errcat::mozarto::{self, Code, errors};
use errcat_bench::{Contender, nanoseconds, table};
use serde::{Deserialize, Serialize};

/// Calls in one pass.
const CALLS: usize = 1 << 10;

/// The standard envelope as somebody would write it by hand.
#[derive(Serialize, Deserialize)]
struct Standard<'a> {
    status: &'a str,
    message: String,
    #[serde(rename = "isSuccess")]
    is_success: bool,
    errors: Vec<&'a str>,
}

fn main() {
    let body = errors::missing_field("pspType").public().body().to_string();
    println!("\n## Answers: `MISSING_FIELD` in its envelope, {} bytes\n", body.len());
    println!("Nanoseconds for one call, the least of all passes of {CALLS}.\n");
    let mut rows = table(&["what", "errcat", "serde_json", "errcat / serde_json"]);
    let mut row = |what: &str, mut contenders: [Contender<'_>; 2]| {
        let times = nanoseconds(CALLS, &mut contenders);
        let ratio = format!("{:.2}", times[0] / times[1]);
        rows.add_row([what.to_owned(), format!("{:.0}", times[0]), format!("{:.0}", times[1]), ratio]);
    };
    let mut text = String::with_capacity(1024);
    let mut bytes = Vec::with_capacity(1024);
    let error = errors::missing_field("pspType");
    let by_hand = by_hand(black_box("pspType"));
    row(
        "render what was raised",
        [
            ("errcat", Box::new(|| each(|| write_body(&error, &mut text)))),
            ("serde_json", Box::new(|| each(|| write_json(&by_hand, &mut bytes)))),
        ],
    );
    let (mut text, mut bytes) = (String::with_capacity(1024), Vec::with_capacity(1024));
    row(
        "raise and render",
        [
            ("errcat", Box::new(|| each(|| write_body(&errors::missing_field(black_box("pspType")), &mut text)))),
            ("serde_json", Box::new(|| each(|| write_json(&self::by_hand(black_box("pspType")), &mut bytes)))),
        ],
    );
    row(
        "recognise, with the parameter",
        [
            ("errcat", Box::new(|| each(|| assert!(recognised(black_box(body.as_bytes())))))),
            ("serde_json", Box::new(|| each(|| assert!(parsed(black_box(body.as_bytes())))))),
        ],
    );
    println!("{rows}");
    println!(
        "An error is {} bytes; recognising tries 15 codes in five envelopes, `serde_json` one of one.",
        size_of::<mozarto::Error>()
    );
}

fn each(mut work: impl FnMut()) {
    for _ in 0..CALLS {
        work();
    }
}

fn by_hand(field: &str) -> Standard<'static> {
    let message = format!("Missing required field: {field}");
    Standard { status: "error", message, is_success: false, errors: Vec::new() }
}

fn write_body(error: &mozarto::Error, out: &mut String) {
    out.clear();
    write!(out, "{}", error.public().body()).expect("a string takes all that is written");
    black_box(out.as_str());
}

fn write_json(answer: &Standard<'_>, out: &mut Vec<u8>) {
    out.clear();
    serde_json::to_writer(&mut *out, answer).expect("memory takes all that is written");
    black_box(out.as_slice());
}

fn recognised(body: &[u8]) -> bool {
    mozarto::classify(Some(400), body).known().is_some_and(|error| error.code() == Code::MissingField)
}

fn parsed(body: &[u8]) -> bool {
    let answer: Option<Standard<'_>> = serde_json::from_slice(body).ok();
    let field = answer.as_ref().and_then(|answer| answer.message.strip_prefix("Missing required field: "));
    black_box(field.map(str::to_owned)).is_some()
}
