//! Measures raising, rendering and recognizing errors, compared with `serde_json` and a struct for the same envelope.
//!
//! If `valgrind` is installed, the program also counts instructions: it runs itself under `valgrind`, once with no call
//! and once with many.

use std::env;
use std::fmt::Write;
use std::hint::black_box;
use std::process::Command;

use errcat::mozarto::{self, Code, errors};
use errcat_bench::{nanoseconds, table};
use serde::{Deserialize, Serialize};
use synthetic::{catalog, compiled};

/// The number of calls in one pass.
const CALLS: usize = 1 << 10;

/// The number of calls under `valgrind`. It is large, because the instructions of the start vary a little.
const COUNTED: usize = 20_000;

/// The standard envelope, as written by hand.
#[derive(Serialize, Deserialize)]
struct Standard<'a> {
    status: &'a str,
    message: String,
    #[serde(rename = "isSuccess")]
    is_success: bool,
    errors: Vec<&'a str>,
}

/// A case to measure: its name, the work of errcat, and the work of `serde_json`.
type Case<'a> = (&'static str, [Box<dyn FnMut() + 'a>; 2]);

fn main() -> anyhow::Result<()> {
    let body = errors::missing_field("pspType").public().body().to_string();
    let error = errors::missing_field("pspType");
    let by_hand = by_hand(black_box("pspType"));
    let mut large = catalog("large", 1_000);
    large[0].1.push_str("envelopes: {text: {status: error, message: $message, isSuccess: false, errors: $details}}\n");
    large[0].1.push_str("defaults: {envelope: text}\n");
    let large = compiled(large);
    let large = large.catalog();
    let one = large.codes().nth(500).expect("there are 1,000");
    let other = format!(
        r#"{{"status":"error","message":"{}","isSuccess":false,"errors":[]}}"#,
        one.message().replace("{reason}", "amount")
    );
    let mut cases: [Case<'_>; 4] = [
        (
            "render a raised error",
            [
                Box::new(with(String::with_capacity(1024), |out| write_body(&error, out))),
                Box::new(with(Vec::with_capacity(1024), |out| write_json(&by_hand, out))),
            ],
        ),
        (
            "raise and render",
            [
                Box::new(with(String::with_capacity(1024), |out| {
                    write_body(&errors::missing_field(black_box("pspType")), out);
                })),
                Box::new(with(Vec::with_capacity(1024), |out| write_json(&self::by_hand(black_box("pspType")), out))),
            ],
        ),
        (
            "recognize one of 15 codes, five envelopes",
            [
                Box::new(|| assert!(recognized(black_box(body.as_bytes())))),
                Box::new(|| assert!(parsed(black_box(body.as_bytes()), "Missing required field: "))),
            ],
        ),
        (
            "recognize one of 1,000 codes, by its text",
            [
                Box::new(|| {
                    let found = large.recognize(one.status(), black_box(other.as_bytes()));
                    assert!(found.is_some_and(|found| found.code() == one));
                }),
                Box::new(|| assert!(parsed(black_box(other.as_bytes()), "Request refused, "))),
            ],
        ),
    ];
    let arguments: Vec<usize> = env::args().skip(1).map(|argument| argument.parse()).collect::<Result<_, _>>()?;
    if let [case, contender, calls] = arguments[..] {
        (0..calls).for_each(|_| cases[case].1[contender]());
        return Ok(());
    }
    println!("\n## Answers: `MISSING_FIELD` in its envelope, {} bytes\n", body.len());
    println!("For one call: nanoseconds (the minimum of all passes of {CALLS} calls) and instructions.\n");
    let mut rows =
        table(&["case", "errcat ns", "serde_json ns", "ratio", "errcat instr.", "serde_json instr.", "ratio"]);
    for (at, (name, contenders)) in cases.iter_mut().enumerate() {
        let mut timed = contenders
            .each_mut()
            .map(|work| -> (_, Box<dyn FnMut()>) { ("", Box::new(|| (0..CALLS).for_each(|_| work()))) });
        let times = nanoseconds(CALLS, &mut timed);
        let counts = [instructions(at, 0), instructions(at, 1)].map(|count| count.unwrap_or(f64::NAN));
        let ratio = |values: &[f64]| format!("{:.2}", values[0] / values[1]);
        let [errcat, serde_json] = [0, 1].map(|at| (format!("{:.0}", times[at]), format!("{:.0}", counts[at])));
        rows.add_row([(*name).into(), errcat.0, serde_json.0, ratio(&times), errcat.1, serde_json.1, ratio(&counts)]);
    }
    println!("{rows}");
    println!(
        "An error has {} bytes. `serde_json` reads into one struct that the program chooses.",
        size_of::<mozarto::Error>()
    );
    Ok(())
}

fn with<T>(mut out: T, mut work: impl FnMut(&mut T)) -> impl FnMut() {
    move || work(&mut out)
}

/// Returns the instructions of one call, or `None` without `valgrind`.
fn instructions(case: usize, contender: usize) -> Option<f64> {
    let count = |calls: usize| {
        let mut command = Command::new("valgrind");
        command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(env::current_exe().ok()?);
        let output = command.args([case, contender, calls].map(|number| number.to_string())).output().ok()?;
        let report = String::from_utf8(output.stderr).ok()?;
        report.split("Collected : ").nth(1)?.split_whitespace().next()?.parse::<f64>().ok()
    };
    Some((count(COUNTED)? - count(0)?) / COUNTED as f64)
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

fn recognized(body: &[u8]) -> bool {
    mozarto::classify(Some(400), body).known().is_some_and(|error| error.code() == Code::MissingField)
}

fn parsed(body: &[u8], text: &str) -> bool {
    let answer: Option<Standard<'_>> = serde_json::from_slice(body).ok();
    let field = answer.as_ref().and_then(|answer| answer.message.strip_prefix(text));
    black_box(field.map(str::to_owned)).is_some()
}
